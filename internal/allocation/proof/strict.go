package proof

import (
	"fmt"

	"github.com/tandem-hbo/tandem/internal/allocation"
)

// Strict proves that placed is allowed, that every offering has its least or
// nothing, that it is worth value (offerings earn no bonus), and that no such
// plan is worth more than bound.
//
// The tree divides all plans by which offerings are open. In each leaf the ask
// says what questions keep; a lecturer's offerings, those of the leaf open or
// closed, then earn at most what trying out all numbers of places finds. All that
// is kept and earned is what no plan of the leaf can be worth more than.
func Strict(p *allocation.Problem, placed []int32, grounds *allocation.Grounds, value, bound int64) error {
	c, err := allowed(p, placed)
	if err != nil {
		return err
	}
	for i, n := range c.offerings {
		if least := p.Offerings[i].Least; n > 0 && n < least {
			return fmt.Errorf("%w: offering %d runs with %d questions, its least is %d", ErrRefuted, i, n, least)
		}
	}
	c.addGroups()
	if !c.worth.is(value) {
		return fmt.Errorf("%w: the assignment is worth %s, not %d", ErrRefuted, &c.worth, value)
	}
	if value > bound {
		return fmt.Errorf("%w: the bound %d is below the value %d", ErrRefuted, bound, value)
	}
	t := tree{crews: newCrews(p), grounds: grounds, bound: bound, rule: make([]rule, len(p.Offerings))}
	return t.check()
}

// rule says whether an offering must be open or closed in a leaf.
type rule int8

const (
	either rule = iota
	open
	closed
)

// tree walks over the leaves.
type tree struct {
	crews   *crews
	grounds *allocation.Grounds
	bound   int64
	rule    []rule
	path    []step
	bounds  []*leafBound // of each ask, worked out when a leaf first names it
}

// step is one choice on the way to a leaf: that the offering is open, and when
// all below that has been seen, that it is closed.
type step struct{ offering int32 }

func (t *tree) check() error {
	t.bounds = make([]*leafBound, len(t.grounds.Asks))
	done := false
	for i, limb := range t.grounds.Tree {
		if done {
			return fmt.Errorf("%w: the tree goes on after its last leaf", ErrRefuted)
		}
		if limb.Offering != allocation.Nobody {
			if err := t.fork(limb.Offering); err != nil {
				return err
			}
			continue
		}
		if err := t.leaf(i, limb.Ask); err != nil {
			return err
		}
		done = t.turn()
	}
	if !done {
		return fmt.Errorf("%w: the tree stops before its last leaf", ErrRefuted)
	}
	return nil
}

func (t *tree) fork(offering int32) error {
	if offering < 0 || int(offering) >= len(t.rule) || t.rule[offering] != either {
		return fmt.Errorf("%w: the tree divides by offering %d, which is none or decided", ErrRefuted, offering)
	}
	t.rule[offering] = open
	t.path = append(t.path, step{offering})
	return nil
}

// turn goes to the next leaf: back to the last fork of which only the open side
// has been seen. It is true when there is none.
func (t *tree) turn() bool {
	for len(t.path) > 0 {
		last := t.path[len(t.path)-1].offering
		if t.rule[last] == open {
			t.rule[last] = closed
			return false
		}
		t.rule[last] = either
		t.path = t.path[:len(t.path)-1]
	}
	return true
}

// leaf holds one leaf to the bound.
func (t *tree) leaf(at int, ask int32) error {
	if ask < 0 || int(ask) >= len(t.bounds) {
		return fmt.Errorf("%w: leaf %d names ask %d of %d", ErrRefuted, at, ask, len(t.bounds))
	}
	if t.bounds[ask] == nil {
		b, err := t.crews.bound(&t.grounds.Asks[ask])
		if err != nil {
			return fmt.Errorf("ask %d: %w", ask, err)
		}
		t.bounds[ask] = b
	}
	most, possible := t.bounds[ask].with(t.crews, t.rule, t.path)
	switch {
	case !possible:
		return nil
	case t.grounds.Asks[ask].Void && most >= 0:
		return fmt.Errorf("%w: leaf %d may hold a plan", ErrRefuted, at)
	case !t.grounds.Asks[ask].Void && most > t.bound:
		return fmt.Errorf("%w: leaf %d allows %d, more than %d", ErrRefuted, at, most, t.bound)
	}
	return nil
}
