package planning

import (
	"fmt"

	"github.com/tandem-hbo/tandem/internal/allocation"
	"github.com/tandem-hbo/tandem/internal/allocation/proof"
	"github.com/tandem-hbo/tandem/internal/tandem"
)

// evidence is what a certificate proves, and by what.
type evidence int8

const (
	byPrices  evidence = iota // that no plan is worth more: prices
	byBound                   // how far it is from the best at most: prices and rewards
	byChoices                 // the same where offerings run with their least or not: a tree of choices
	byCutoffs                 // that it is stable: what places ask
)

// mark is the line that a certificate begins with.
func (e evidence) mark() string {
	return [...]string{"tandem proof 1\n", "tandem bound 1\n", "tandem choices 1\n", "tandem cutoffs 1\n"}[e]
}

// verify proves a solution with code that took no part in making it.
func (h *handOut) verify(s *solution) error {
	var err error
	switch s.by {
	case byPrices, byBound:
		err = proof.Within(h.Problem, s.placed, &s.prices, s.value, s.bound)
	case byChoices:
		err = proof.Strict(h.Problem, s.placed, &s.grounds, s.value, s.bound)
	case byCutoffs:
		err = proof.Stable(h.Problem, s.placed, &s.cutoffs, s.value)
	}
	if err != nil {
		return fmt.Errorf("check plan: %w", err)
	}
	return nil
}

// proven reports whether the certificate is one for these rules. Those of plans
// that are as old as searches without proof hold none.
func (s *solution) proven(rules tandem.PlanRules) bool {
	switch s.by {
	case byCutoffs:
		return rules.Mode == tandem.PlanStable
	case byChoices:
		return rules.Shut
	}
	return rules.Mode == tandem.PlanOptimal && !rules.Shut && s.prices.Offerings != nil
}

// searched reports whether the solution came of a search, so that its prices
// explain it but do not say exactly what a change would bring.
func (s *solution) searched() bool {
	return s.by != byPrices || s.prices.Offerings == nil || s.bound != s.value
}

// certificate writes what proves a plan.
func (s *solution) certificate() []byte {
	w := &writer{b: []byte(s.by.mark())}
	if s.by == byCutoffs {
		w.prices(&s.cutoffs)
		return w.b
	}
	w.prices(&s.prices)
	if s.by == byChoices {
		w.grounds(&s.grounds)
	}
	return w.b
}

func (w *writer) numbers(list []int64) {
	w.count(len(list))
	for _, n := range list {
		w.whole(n)
	}
}

func (w *writer) prices(p *allocation.Prices) {
	for _, list := range [][]int64{p.Offerings, p.Lecturers, p.Programmes, p.Groups} {
		w.numbers(list)
	}
}

func (w *writer) grounds(g *allocation.Grounds) {
	w.count(len(g.Asks))
	for i := range g.Asks {
		w.whole(flag(g.Asks[i].Void))
		w.numbers(g.Asks[i].Keeps)
		w.prices(&g.Asks[i].Prices)
	}
	w.count(len(g.Tree))
	for _, l := range g.Tree {
		w.whole(int64(l.Offering))
		w.whole(int64(l.Ask))
	}
}

// readCertificate reads what certificate wrote.
func (s *solution) readCertificate(b []byte) error {
	for s.by = byPrices; s.by <= byCutoffs; s.by++ {
		if r := (&reader{b: b}); r.opens(s.by.mark()) {
			s.readEvidence(r)
			return r.close()
		}
	}
	return errDocument
}

// opens reads a mark, and reports whether it is there.
func (r *reader) opens(mark string) bool {
	r.mark(mark)
	return r.err == nil
}

func (s *solution) readEvidence(r *reader) {
	switch s.by {
	case byCutoffs:
		s.cutoffs = r.prices()
	case byChoices:
		s.prices = r.prices()
		s.grounds = r.grounds()
	default:
		s.prices = r.prices()
	}
}

// numbers reads a list, which is nil when it is empty.
func (r *reader) numbers() []int64 {
	var list []int64
	for range r.count() {
		list = append(list, r.whole())
	}
	return list
}

func (r *reader) prices() allocation.Prices {
	return allocation.Prices{Offerings: r.numbers(), Lecturers: r.numbers(), Programmes: r.numbers(), Groups: r.numbers()}
}

func (r *reader) grounds() allocation.Grounds {
	var g allocation.Grounds
	for range r.count() {
		g.Asks = append(g.Asks, allocation.Ask{Void: r.whole() != 0, Keeps: r.numbers(), Prices: r.prices()})
	}
	for range r.count() {
		g.Tree = append(g.Tree, allocation.Limb{Offering: r.small(), Ask: r.small()})
	}
	return g
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
	return s.prices.Offerings == nil ||
		len(s.prices.Offerings) == len(h.Offerings) && len(s.prices.Lecturers) == len(h.Lecturers) &&
			len(s.prices.Programmes) == len(h.Programmes) && len(s.prices.Groups) == len(h.Groups)
}
