package planning

import (
	"errors"
	"fmt"

	"github.com/tandem-hbo/tandem/internal/allocation"
	"github.com/tandem-hbo/tandem/internal/tandem"
)

// solve plans a round by its rules.
func (h *handOut) solve(rules tandem.PlanRules) (*solution, error) {
	if rules.Mode == tandem.PlanStable {
		if err := h.Check(); err != nil {
			return nil, refused(err)
		}
		placed := allocation.Stable(h.Problem)
		value := h.Value(placed)
		return &solution{placed: placed, value: value, bound: value, by: byCutoffs, cutoffs: allocation.Cutoffs(h.Problem, placed)}, nil
	}
	if rules.Shut {
		return h.search(byChoices)
	}
	plan, err := allocation.Solve(h.Problem)
	if errors.Is(err, allocation.ErrCrossing) {
		return h.search(byBound)
	}
	if err != nil {
		return nil, refused(err)
	}
	return &solution{placed: plan.Placed, value: plan.Value, bound: plan.Value, prices: plan.Prices}, nil
}

// How hard to look when rules make the best plan hard to find, in pairs looked at:
// a few seconds. Where minima cross each flow is solved afresh; where offerings run
// with their least or not at all the next flow is near the last.
const (
	crossingEffort = 30_000_000
	choicesEffort  = 200_000_000
	mostFlows      = 200
	fewestFlows    = 8
)

// search plans a round whose minima cross, or whose offerings run with their least
// or not at all. The plan may fall short of the best by its bound less its value.
func (h *handOut) search(by evidence) (*solution, error) {
	effort := crossingEffort
	if by == byChoices {
		effort = choicesEffort
	}
	flows := min(mostFlows, max(fewestFlows, effort/(len(h.Edges)+1)))
	found, err := allocation.SolveBounded(h.Problem, allocation.Search{Strict: by == byChoices, Solves: flows})
	if err != nil {
		return nil, refused(err)
	}
	return &solution{placed: found.Placed, value: found.Value, bound: found.Bound, by: by, prices: found.Prices, grounds: found.Grounds}, nil
}

// refused gives a problem that cannot be planned the code of its sentence.
func refused(err error) error {
	switch {
	case errors.Is(err, allocation.ErrInvalid), errors.Is(err, allocation.ErrImpossible):
		return tandem.FailWith(tandem.Conflict, "plan_impossible", err)
	}
	return fmt.Errorf("solve: %w", err)
}

// weighs is the sum of the weights of what is placed.
func (h *handOut) weighs(placed []int32) int64 {
	var sum int64
	for q, o := range placed {
		if e := h.edgeTo(q, o); e != nil {
			sum += int64(e.Weight)
		}
	}
	return sum
}

// edgeTo is the edge of a question to an offering, nil when there is none.
func (h *handOut) edgeTo(q int, o int32) *allocation.Edge {
	if o == allocation.Nobody {
		return nil
	}
	edges := h.EdgesOf(q)
	low, high := 0, len(edges)
	for low < high {
		if mid := (low + high) / 2; edges[mid].Offering < o {
			low = mid + 1
		} else {
			high = mid
		}
	}
	if low < len(edges) && edges[low].Offering == o {
		return &edges[low]
	}
	return nil
}

// encode writes where each question goes.
func (s *solution) encode() []byte {
	w := &writer{b: make([]byte, 0, 32+3*len(s.placed))}
	w.b = append(w.b, resultMark...)
	w.whole(s.value)
	w.whole(s.bound)
	w.count(len(s.placed))
	for _, o := range s.placed {
		w.whole(int64(o))
	}
	return w.b
}

// decodeSolution reads a result and its certificate.
func decodeSolution(result, certificate []byte) (*solution, error) {
	s, r := &solution{}, &reader{b: result}
	r.mark(resultMark)
	s.value, s.bound = r.whole(), r.whole()
	s.placed = make([]int32, r.count())
	for i := range s.placed {
		s.placed[i] = r.small()
	}
	if err := r.close(); err != nil {
		return nil, fmt.Errorf("read result: %w", err)
	}
	if err := s.readCertificate(certificate); err != nil {
		return nil, fmt.Errorf("read certificate: %w", err)
	}
	return s, nil
}

// shortOf counts the questions and teams that minima lack. An offering that runs
// with its least or not at all lacks none.
func (h *handOut) shortOf(placed []int32) int {
	given, served := h.count(placed)
	short := 0
	for i, o := range h.Offerings {
		if !h.facts.rules.Shut {
			short += int(max(0, o.Least-given[i]))
		}
	}
	for i, g := range h.Groups {
		short += int(max(0, g.Least-served[i]))
	}
	return short
}

// count tells how many questions each offering gets and how many of each group are
// served.
func (h *handOut) count(placed []int32) (given, served []int32) {
	given, served = make([]int32, len(h.Offerings)), make([]int32, len(h.Groups))
	for q, o := range placed {
		if o == allocation.Nobody {
			continue
		}
		given[o]++
		for _, g := range h.Questions[q].Groups {
			served[g]++
		}
	}
	return given, served
}
