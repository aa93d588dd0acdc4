package allocation

import (
	"errors"
	"slices"
)

// ErrImpossible says that no plan can keep the rules: fixed questions hold an
// offering open that cannot get its least.
var ErrImpossible = errors.New("no plan keeps the rules")

// solveStrict plans a round as if nothing had a least, and follows that to a plan
// that keeps the rules. Then it lowers the bound for all choices at once (ascent),
// and branches on the offerings that got something but less than their least: one
// branch closes such an offering, the other gives it its least before all else.
// Branches that cannot be better are left; those that remain when the solves are
// spent give the bound.
func solveStrict(p *Problem, solves int) (*Bounded, error) {
	s := newStrict(p, solves)
	if err := s.root(); err != nil {
		return nil, err
	}
	for round := 1; len(s.open) > 0 && s.solves < s.limit && s.next().bound > s.best.Value; round++ {
		if round%diveEvery == 0 {
			if err := s.dive(slices.Clone(s.next().choice), openHalf); err != nil {
				return nil, err
			}
		}
		if err := s.split(); err != nil {
			return nil, err
		}
	}
	return s.result()
}

// diveEvery is after how many branches the best one left is followed to a plan.
const diveEvery = 16

type choice int8

const (
	undecided choice = iota
	opened
	closed
)

// branch is a round in which some offerings are open or closed for good.
type branch struct {
	choice []choice
	bound  int64
	at     int32 // the offering to branch on
	limb   int32 // its place in the tree
}

// limb is a part of the tree while it grows.
type limb struct {
	offering       int32 // or Nobody while it is a leaf
	opened, closed int32
	ask            *Ask
	bound          int64
}

type strict struct {
	p      *Problem
	plain  Problem // the round without minima of offerings: what plans are worth
	fixed  []int32 // fixed questions of each offering
	bonus  int64   // of a place that an open offering must fill
	limit  int
	solves int
	teams  *teams
	steady *steady  // the best ask for all choices at once; nil before there is one
	open   []branch // by bound, the highest last
	tree   []limb
	best   Bounded
	warm   *warm // nil when groups cross
}

// noValue is below any value: nothing found, nothing left.
const noValue = -1 << 62

func newStrict(p *Problem, solves int) *strict {
	s := &strict{p: p, plain: *p, limit: solves, fixed: make([]int32, len(p.Offerings)), teams: newTeams(p)}
	s.best.Value = noValue
	s.bonus = s.safeBonus()
	s.plain.Offerings = slices.Clone(p.Offerings)
	for o := range s.plain.Offerings {
		s.plain.Offerings[o].Least = 0
	}
	for _, q := range p.Questions {
		if q.Fixed != Nobody {
			s.fixed[q.Fixed]++
		}
	}
	return s
}

// given is what needs no branching: an offering with fixed questions is open,
// one that cannot take its least is closed.
func (s *strict) given() []choice {
	choices := make([]choice, len(s.p.Offerings))
	for o, x := range s.p.Offerings {
		switch {
		case s.fixed[o] > 0:
			choices[o] = opened
		case min(x.Most, s.teams.list[s.teams.of[o]].most) < x.Least:
			choices[o] = closed
		}
	}
	return choices
}

// safeBonus is above what all moves along the longest path could lose. Groups
// with a minimum share the bonus, which then has to stay what it is.
func (s *strict) safeBonus() int64 {
	if p := s.p; p.Bonus > 0 && slices.ContainsFunc(p.Groups, func(g Group) bool { return g.Least > 0 }) {
		return p.Bonus
	}
	s.plain.Bonus, s.plain.Groups = 0, slices.Clone(s.p.Groups)
	for g := range s.plain.Groups {
		s.plain.Groups[g].Least = 0
	}
	largest, lowest := int64(0), int64(0)
	for _, e := range s.p.Edges {
		largest, lowest = max(largest, int64(e.Weight)), min(lowest, int64(e.Weight))
	}
	dearest := int64(0)
	for _, q := range s.p.Questions {
		dearest = max(dearest, q.Move)
	}
	path := int64(min(len(s.p.Questions), len(s.p.Offerings)) + 1)
	return min(MostNumber, (largest-lowest+dearest)*path+1)
}

// round is the problem of a branch.
func (s *strict) round(choices []choice) *Problem {
	sub := s.plain
	sub.Bonus = s.bonus
	sub.Offerings = slices.Clone(s.plain.Offerings)
	for o, c := range choices {
		switch c {
		case opened:
			sub.Offerings[o].Least = s.p.Offerings[o].Least
		case closed:
			sub.Offerings[o].Most = 0
		}
	}
	return &sub
}

// outcome is what a branch came to: a plan, the places it fills at each offering,
// and what bounds all plans of the branch.
type outcome struct {
	sub    *Problem
	placed []int32
	counts []int32
	ask    *Ask
}

func (s *strict) solve(choices []choice) (*outcome, error) {
	sub := s.round(choices)
	found, err := s.relax(sub, choices)
	if err != nil {
		return nil, err
	}
	s.solves += found.Solves
	ask := &Ask{Prices: found.Prices}
	ask.Prices.Lecturers = nil
	for o, c := range choices {
		if c == closed {
			ask.Prices.Offerings[o] = Shut
		}
	}
	for i, price := range ask.Prices.Programmes {
		ask.Prices.Programmes[i] = max(0, price)
	}
	return &outcome{sub: sub, placed: found.Placed, counts: tallyOf(s.p, found.Placed).offerings, ask: ask}, nil
}

// relax plans the round of a branch with soft minima: from the last branch, or
// from nothing when groups cross.
func (s *strict) relax(sub *Problem, choices []choice) (*Bounded, error) {
	if s.warm == nil {
		return solveCrossing(sub, max(1, s.limit/4))
	}
	placed := s.warm.solve(sub, choices)
	return &Bounded{Placed: placed, Prices: s.warm.prices(sub), Solves: 1}, nil
}

// possible says whether any plan gives all open offerings their least, whatever
// it is worth; when none does, an ask proves it. Groups cannot be in the way:
// their minima are soft.
func (s *strict) possible(sub *Problem) (void *Ask, possible bool, err error) {
	bare := *sub
	bare.Bonus, bare.Groups = 1, slices.Clone(sub.Groups)
	for g := range bare.Groups {
		bare.Groups[g].Least = 0
	}
	bare.Edges = slices.Clone(sub.Edges)
	for e := range bare.Edges {
		bare.Edges[e].Weight = 0
	}
	bare.Questions = slices.Clone(sub.Questions)
	for q := range bare.Questions {
		bare.Questions[q].Held, bare.Questions[q].Move = Nobody, 0
	}
	plan, err := Solve(&bare)
	if err != nil {
		return nil, false, err
	}
	s.solves++
	counts := tallyOf(s.p, plan.Placed).offerings
	for o, x := range sub.Offerings {
		if counts[o] < x.Least {
			plan.Prices.Lecturers = nil
			return &Ask{Prices: plan.Prices, Void: true}, false, nil
		}
	}
	s.offer(plan.Placed, counts)
	return nil, true, nil
}

// offer takes a plan when it keeps the rules and is the best one so far. It is
// false when the plan breaks them.
func (s *strict) offer(placed, counts []int32) bool {
	for o, n := range counts {
		if n < s.p.Offerings[o].Least && (n > 0 || s.fixed[o] > 0) {
			return false
		}
	}
	if value := s.plain.Value(placed); value > s.best.Value {
		s.best.Placed, s.best.Value = placed, value
	}
	return true
}

func (s *strict) result() (*Bounded, error) {
	if s.best.Placed == nil {
		return nil, ErrImpossible
	}
	prices, err := s.explained()
	if err != nil {
		return nil, err
	}
	best := s.best
	best.Prices, best.Solves, best.Bound = prices, s.solves, best.Value
	for _, x := range s.tree {
		if x.offering == Nobody {
			best.Bound = max(best.Bound, x.bound)
		}
	}
	best.Grounds = s.grounds()
	return &best, nil
}

// explained plans the round in which only what the best plan opened runs: its
// prices tell why questions are where they are.
func (s *strict) explained() (Prices, error) {
	choices, counts := s.given(), tallyOf(s.p, s.best.Placed).offerings
	for o, x := range s.p.Offerings {
		switch {
		case choices[o] != undecided || x.Least <= 1:
		case counts[o] > 0:
			choices[o] = opened
		default:
			choices[o] = closed
		}
	}
	sub := s.round(choices)
	found, err := s.relax(sub, choices)
	if err != nil {
		return Prices{}, err
	}
	s.solves += found.Solves
	s.offer(found.Placed, tallyOf(s.p, found.Placed).offerings)
	if s.warm == nil {
		return found.Prices, nil
	}
	return s.warm.r.plan(sub).Prices, nil
}
