package planning

import (
	"errors"
	"fmt"
	"slices"

	"github.com/tandem-hbo/tandem/internal/allocation"
	"github.com/tandem-hbo/tandem/internal/allocation/proof"
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
		return &solution{placed: placed, value: value, bound: value}, nil
	}
	if rules.Shut {
		return h.search(rules)
	}
	plan, err := allocation.Solve(h.Problem)
	if errors.Is(err, allocation.ErrCrossing) {
		return h.search(rules)
	}
	if err != nil {
		return nil, refused(err)
	}
	return &solution{placed: plan.Placed, value: plan.Value, bound: plan.Value, prices: plan.Prices}, nil
}

// searchEffort is about how many flows may be solved for a round whose rules make
// the best plan hard to find, in pairs looked at: a few seconds.
const searchEffort = 20_000_000

// search plans a round whose minima cross, or whose offerings run with their least
// or not at all. The plan may fall short of the best by its bound less its value.
func (h *handOut) search(rules tandem.PlanRules) (*solution, error) {
	solves := min(200, max(6, searchEffort/(len(h.Edges)+1)))
	found, err := allocation.SolveBounded(h.Problem, allocation.Search{Strict: rules.Shut, Solves: solves})
	if err != nil {
		return nil, refused(err)
	}
	s := &solution{placed: found.Placed, value: found.Value, bound: found.Bound}
	if plan, err := allocation.Solve(h.running(s.placed)); err == nil && h.weighs(plan.Placed) == h.weighs(s.placed) {
		s.placed, s.prices = plan.Placed, plan.Prices // prices that explain it
	}
	return s, nil
}

// running is the round in which only what a plan opened runs.
func (h *handOut) running(placed []int32) *allocation.Problem {
	p, given := *h.Problem, make([]int32, len(h.Offerings))
	for _, o := range placed {
		if o != allocation.Nobody {
			given[o]++
		}
	}
	p.Offerings = slices.Clone(p.Offerings)
	for i := range p.Offerings {
		if o := &p.Offerings[i]; o.Least > 0 && given[i] == 0 {
			o.Least, o.Most = 0, 0
		}
	}
	return &p
}

// refused gives a problem that cannot be planned the code of its sentence.
func refused(err error) error {
	switch {
	case errors.Is(err, allocation.ErrInvalid), errors.Is(err, allocation.ErrImpossible):
		return tandem.FailWith(tandem.Conflict, "plan_impossible", err)
	}
	return fmt.Errorf("solve: %w", err)
}

// verify proves a solution with code that took no part in making it: an optimal
// plan by its prices, a stable one by looking for a blocking pair. Of a plan that
// may fall short it holds only that the plan is allowed.
func (h *handOut) verify(rules tandem.PlanRules, s *solution) error {
	switch {
	case rules.Mode == tandem.PlanStable:
		for b := range allocation.Blocking(h.Problem, s.placed) {
			return fmt.Errorf("question %d and offering %d would rather have one another: %w", b.Question, b.Offering, proof.ErrRefuted)
		}
		return h.allowed(s)
	case s.searched(rules):
		return h.allowed(s)
	}
	if err := proof.Check(h.Problem, s.placed, s.value, &s.prices); err != nil {
		return fmt.Errorf("check plan: %w", err)
	}
	return nil
}

// searched reports whether the solution came of a search, so that its prices
// explain it but do not prove it.
func (s *solution) searched(rules tandem.PlanRules) bool {
	return rules.Shut || s.prices.Offerings == nil || s.bound != s.value
}

// allowed holds a solution to every capacity.
func (h *handOut) allowed(s *solution) error {
	given, _ := h.count(s.placed)
	lecturers, programmes := make([]int32, len(h.Lecturers)), make([]int32, len(h.Programmes))
	for i, n := range given {
		if n > h.Offerings[i].Most {
			return fmt.Errorf("offering %d gets %d of %d: %w", i, n, h.Offerings[i].Most, proof.ErrRefuted)
		}
		at := h.Offerings[i].Lecturer
		if at == allocation.Nobody {
			continue
		}
		lecturers[at] += n
		if h.Lecturers[at].Programme != allocation.Nobody {
			programmes[h.Lecturers[at].Programme] += n
		}
	}
	for i, n := range lecturers {
		if n > h.Lecturers[i].Most {
			return fmt.Errorf("lecturer %d gets %d of %d: %w", i, n, h.Lecturers[i].Most, proof.ErrRefuted)
		}
	}
	for i, n := range programmes {
		if n > h.Programmes[i].Most {
			return fmt.Errorf("programme %d gets %d of %d: %w", i, n, h.Programmes[i].Most, proof.ErrRefuted)
		}
	}
	return nil
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

// certificate writes the prices that prove a plan.
func (s *solution) certificate() []byte {
	w := &writer{b: append([]byte(nil), proofMark...)}
	for _, list := range [][]int64{s.prices.Offerings, s.prices.Lecturers, s.prices.Programmes, s.prices.Groups} {
		w.count(len(list))
		for _, n := range list {
			w.whole(n)
		}
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
	r = &reader{b: certificate}
	r.mark(proofMark)
	for _, list := range []*[]int64{&s.prices.Offerings, &s.prices.Lecturers, &s.prices.Programmes, &s.prices.Groups} {
		for range r.count() {
			*list = append(*list, r.whole())
		}
	}
	if err := r.close(); err != nil {
		return nil, fmt.Errorf("read certificate: %w", err)
	}
	return s, nil
}

// fits reports whether a solution is one of the problem's, so that damaged
// documents end in an error.
func (h *handOut) fits(s *solution) bool {
	if len(s.placed) != len(h.Questions) {
		return false
	}
	for q, o := range s.placed {
		if o != allocation.Nobody && h.edgeTo(q, o) == nil {
			return false
		}
	}
	return true
}

// shortOf counts the questions and teams that minima lack.
func (h *handOut) shortOf(placed []int32) int {
	given, served := h.count(placed)
	short := 0
	for i, o := range h.Offerings {
		short += int(max(0, o.Least-given[i]))
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
