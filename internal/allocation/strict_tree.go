package allocation

import (
	"cmp"
	"errors"
	"slices"
)

// root plans the round without choices, finds plans to begin with, and bounds
// all of them at once.
func (s *strict) root() error {
	given := s.given()
	var err error
	if s.warm, err = newWarm(s.p, s.round(given), given); err != nil && !errors.Is(err, ErrCrossing) {
		return err
	}
	s.tree = []limb{{offering: Nobody, ask: &Ask{}, bound: -noValue}}
	first := branch{choice: given, bound: -noValue}
	if err := s.visit(first); err != nil || len(s.open) == 0 {
		return err
	}
	for _, decide := range []func(n, least int32) choice{closeShort, openHalf} {
		if err := s.dive(slices.Clone(given), decide); err != nil {
			return err
		}
	}
	return s.ascend()
}

// ascend looks for an ask that bounds all choices better than the flow did, and
// follows what teams would take on the way to plans.
func (s *strict) ascend() error {
	n := newAscent(s.p, s.teams, s.tree[0].ask)
	now := n.best
	for i := range min(mostSteps, s.limit/2) {
		if i%tryEvery == 0 {
			if err := s.try(n.open); err != nil {
				return err
			}
		}
		if n.best/parts <= s.best.Value || n.length < shortest {
			break
		}
		now = n.step(s.target(now), now)
		s.solves++
	}
	if err := s.try(n.open); err != nil {
		return err
	}
	s.settle(n.rounded())
	return nil
}

// target is the value that a bound should come down to.
func (s *strict) target(now int64) int64 {
	if s.best.Value == noValue {
		return now / parts * 99 / 100
	}
	return s.best.Value
}

// A pass over all pairs costs about as much as going to another branch.
const (
	mostSteps = 150
	tryEvery  = 20
)

// try opens what teams took and closes the rest, as far as it has a least.
func (s *strict) try(open []bool) error {
	choices := s.given()
	for o, c := range choices {
		switch {
		case c != undecided || s.p.Offerings[o].Least <= 1:
		case open[o]:
			choices[o] = opened
		default:
			choices[o] = closed
		}
	}
	return s.dive(choices, openHalf)
}

// settle makes an ask the one that all branches are held against first.
func (s *strict) settle(ask *Ask) {
	st := &steady{ask: ask, ready: s.p.ready(ask)}
	st.sum, st.earned = s.teams.bound(st.ready, make([]choice, len(s.p.Offerings)))
	s.steady = st
	s.lower(&s.open[0], st.sum, ask)
}

// lower notes a better bound of a branch.
func (s *strict) lower(b *branch, bound int64, ask *Ask) {
	if bound < b.bound {
		b.bound = bound
		s.tree[b.limb].bound, s.tree[b.limb].ask = bound, ask
	}
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
	fork := &s.tree[b.limb]
	fork.offering, fork.opened, fork.closed = b.at, int32(len(s.tree)), int32(len(s.tree)+1)
	leaf := limb{offering: Nobody, ask: fork.ask, bound: fork.bound}
	s.tree = append(s.tree, leaf, leaf)
	for i, c := range []choice{opened, closed} {
		next := branch{choice: slices.Clone(b.choice), bound: b.bound, limb: int32(len(s.tree) - 2 + i)}
		next.choice[b.at] = c
		if err := s.visit(next); err != nil {
			return err
		}
	}
	return nil
}

// visit bounds a branch: it gives a plan, is kept to be split, or is nothing.
func (s *strict) visit(b branch) error {
	if s.steady != nil {
		s.lower(&b, s.steady.under(s.teams, b.choice), s.steady.ask)
		if b.bound <= s.best.Value {
			return nil
		}
	}
	o, err := s.solve(b.choice)
	if err != nil {
		return err
	}
	bound, _ := s.teams.bound(s.p.ready(o.ask), b.choice)
	s.lower(&b, bound, o.ask)
	if s.unopened(b.choice, o.counts) {
		void, possible, err := s.possible(o.sub)
		if err != nil {
			return err
		}
		if !possible {
			s.lower(&b, noValue, void)
			return nil
		}
	}
	s.offer(o.placed, o.counts)
	if b.at = s.halfway(b.choice, o.counts); b.at != Nobody && b.bound > s.best.Value {
		s.keep(b)
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

// grounds writes the tree down: forks first, what is open before what is closed.
func (s *strict) grounds() Grounds {
	g, at := Grounds{}, map[*Ask]int32{}
	var walk func(i int32)
	walk = func(i int32) {
		x := &s.tree[i]
		if x.offering != Nobody {
			g.Tree = append(g.Tree, Limb{Offering: x.offering, Ask: Nobody})
			walk(x.opened)
			walk(x.closed)
			return
		}
		number, known := at[x.ask]
		if !known {
			number = int32(len(g.Asks))
			at[x.ask], g.Asks = number, append(g.Asks, *x.ask)
		}
		g.Tree = append(g.Tree, Limb{Offering: Nobody, Ask: number})
	}
	walk(0)
	return g
}
