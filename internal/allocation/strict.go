package allocation

import (
	"cmp"
	"errors"
	"slices"
)

// ErrImpossible says that no plan can keep the rules: fixed questions hold an
// offering open that cannot get its least.
var ErrImpossible = errors.New("no plan keeps the rules")

// solveStrict branches on the offerings that got something but less than their
// least: one branch closes such an offering, the other gives it its least before
// all else. A branch that is worth no more than the best plan is left; those
// that remain when the solves are spent give the bound.
func solveStrict(p *Problem, solves int) (*Bounded, error) {
	s := newStrict(p, solves)
	var err error
	if s.warm, err = newWarm(p, s.round(s.given()), s.given()); err != nil && !errors.Is(err, ErrCrossing) {
		return nil, err
	}
	for _, decide := range []func(n, least int32) choice{closeShort, openHalf} {
		if err := s.dive(s.given(), decide); err != nil {
			return nil, err
		}
	}
	if err := s.visit(branch{choice: s.given(), bound: -noValue}); err != nil {
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
}

type strict struct {
	p      *Problem
	plain  Problem // the round without minima of offerings: what plans are worth
	fixed  []int32 // fixed questions of each offering
	bonus  int64   // of a place that an open offering must fill
	limit  int
	solves int
	open   []branch // by bound, the highest last
	best   Bounded
	warm   *warm // nil when groups cross
	left   int64 // the bound of branches that could be neither solved nor split
}

// noValue is below any value: nothing found, nothing left.
const noValue = -1 << 62

func newStrict(p *Problem, solves int) *strict {
	s := &strict{p: p, plain: *p, limit: solves, left: noValue, fixed: make([]int32, len(p.Offerings))}
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
		case x.Most < x.Least:
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
// and what no plan of the branch is worth more than.
type outcome struct {
	sub    *Problem
	placed []int32
	counts []int32
	bound  int64
	exact  bool
}

func (s *strict) solve(choices []choice) (*outcome, error) {
	sub := s.round(choices)
	found, err := s.relax(sub, choices)
	if err != nil {
		return nil, err
	}
	s.solves += found.Solves
	o := &outcome{sub: sub, placed: found.Placed, counts: tallyOf(s.p, found.Placed).offerings, bound: found.Bound, exact: found.Gap() == 0}
	for _, x := range sub.Offerings {
		o.bound -= int64(x.Least) * sub.Bonus
	}
	return o, nil
}

// relax plans the round of a branch with soft minima: from the last branch, or
// from nothing when groups cross.
func (s *strict) relax(sub *Problem, choices []choice) (*Bounded, error) {
	if s.warm == nil {
		return solveCrossing(sub, max(1, s.limit/4))
	}
	placed := s.warm.solve(sub, choices)
	value := sub.Value(placed)
	return &Bounded{Placed: placed, Value: value, Bound: value, Solves: 1}, nil
}

// next is the open branch with the highest bound.
func (s *strict) next() branch { return s.open[len(s.open)-1] }

// keep opens a branch, before those of the same bound.
func (s *strict) keep(b branch) {
	at, _ := slices.BinarySearchFunc(s.open, b.bound, func(x branch, bound int64) int { return cmp.Compare(x.bound, bound) })
	s.open = slices.Insert(s.open, at, b)
}

// split tries a branch both ways.
func (s *strict) split() error {
	b := s.next()
	s.open = s.open[:len(s.open)-1]
	for _, c := range []choice{opened, closed} {
		next := branch{choice: slices.Clone(b.choice), bound: b.bound}
		next.choice[b.at] = c
		if err := s.visit(next); err != nil {
			return err
		}
	}
	return nil
}

// visit solves a branch: it gives a plan, is kept to be split, or is nothing.
func (s *strict) visit(b branch) error {
	o, err := s.solve(b.choice)
	if err != nil {
		return err
	}
	b.bound = min(b.bound, o.bound)
	if s.unopened(b.choice, o.counts) {
		possible, err := s.possible(o.sub)
		if err != nil || !possible {
			return err
		}
	}
	b.at = s.halfway(b.choice, o.counts)
	switch {
	case b.at != Nobody:
		s.keep(b)
	case s.offer(o.placed, o.counts) && o.exact:
	default:
		s.left = max(s.left, b.bound)
	}
	return nil
}

// halfway is the undecided offering that got most of what is less than its
// least, the first of equals, or Nobody.
func (s *strict) halfway(choices []choice, counts []int32) int32 {
	most := Nobody
	for o, n := range counts {
		if choices[o] != undecided || n == 0 || n >= s.p.Offerings[o].Least {
			continue
		}
		if most == Nobody || n > counts[most] {
			most = int32(o)
		}
	}
	return most
}

// unopened says whether an offering that is to open did not get its least.
func (s *strict) unopened(choices []choice, counts []int32) bool {
	for o, c := range choices {
		if c == opened && counts[o] < s.p.Offerings[o].Least {
			return true
		}
	}
	return false
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

// possible says whether any plan gives all open offerings their least, whatever
// it is worth. Groups cannot be in the way: their minima are soft.
func (s *strict) possible(sub *Problem) (bool, error) {
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
		return false, err
	}
	s.solves++
	counts := tallyOf(s.p, plan.Placed).offerings
	for o, x := range sub.Offerings {
		if counts[o] < x.Least {
			return false, nil
		}
	}
	s.offer(plan.Placed, counts)
	return true, nil
}

// closeShort gives up whatever does not reach its least.
func closeShort(int32, int32) choice { return closed }

// openHalf opens what reaches at least half.
func openHalf(n, least int32) choice {
	if 2*n >= least {
		return opened
	}
	return closed
}

// dive decides all offerings below their least at once, again and again, until a
// plan keeps the rules.
func (s *strict) dive(choices []choice, decide func(n, least int32) choice) error {
	for {
		o, err := s.solve(choices)
		if err != nil {
			return err
		}
		if s.offer(o.placed, o.counts) || !s.decide(choices, o.counts, decide) {
			return nil
		}
	}
}

// decide is false when nothing is left to decide.
func (s *strict) decide(choices []choice, counts []int32, decide func(n, least int32) choice) bool {
	decided := false
	for o, n := range counts {
		least := s.p.Offerings[o].Least
		switch {
		case n >= least || s.fixed[o] > 0:
		case choices[o] == opened:
			choices[o], decided = closed, true
		case n > 0:
			choices[o], decided = decide(n, least), true
		}
	}
	return decided
}

func (s *strict) result() (*Bounded, error) {
	best := s.best
	best.Solves = s.solves
	best.Bound = max(best.Value, s.left)
	if len(s.open) > 0 {
		best.Bound = max(best.Bound, s.next().bound)
	}
	if best.Placed == nil {
		return nil, ErrImpossible
	}
	return &best, nil
}
