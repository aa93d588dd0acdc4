// Package proof checks a plan without trusting, or sharing code with, whatever
// made it. It reads only the problem, the assignment and the prices.
//
// The argument is that of weak duality. Whatever the prices are, no plan can be
// worth more than what questions keep after paying, plus what the places earn
// by them. So an allowed plan that is worth exactly that much cannot be beaten.
package proof

import (
	"errors"
	"fmt"

	"github.com/tandem-hbo/tandem/internal/allocation"
)

// ErrRefuted is the kind of everything that Check finds wrong.
var ErrRefuted = errors.New("not proven")

// mostPrice bounds prices on either side of zero. None that follows from a
// problem comes near it, and sums of products cannot run over unseen.
const mostPrice = 1 << 33

// Check proves that placed is allowed, that it is worth value, and that the
// prices leave room for nothing better.
func Check(p *allocation.Problem, placed []int32, value int64, prices *allocation.Prices) error {
	return Within(p, placed, prices, value, value)
}

// Within proves that placed is allowed, that it is worth value, and that no plan
// is worth more than bound. Groups may cross one another.
func Within(p *allocation.Problem, placed []int32, prices *allocation.Prices, value, bound int64) error {
	c := checker{problem: p, placed: placed, prices: prices}
	if err := c.sum(); err != nil {
		return err
	}
	if !c.worth.is(value) {
		return fmt.Errorf("%w: the assignment is worth %s, not %d", ErrRefuted, &c.worth, value)
	}
	if !c.bound.is(bound) {
		return fmt.Errorf("%w: the prices allow %s, not %d", ErrRefuted, &c.bound, bound)
	}
	return nil
}

// sum walks past everything once.
func (c *checker) sum() error {
	for _, step := range []func() error{c.shapes, c.walk, c.places, c.groups} {
		if err := step(); err != nil {
			return err
		}
	}
	return nil
}

// checker sums what the assignment is worth and what the prices allow.
type checker struct {
	problem *allocation.Problem
	placed  []int32
	prices  *allocation.Prices
	worth   wide
	bound   wide

	offerings, lecturers, programmes, served, size []int32
}

// shapes looks whether all lists have the length that they should have and all
// prices are in range.
func (c *checker) shapes() error {
	p := c.problem
	lists := []struct {
		name   string
		prices []int64
		want   int
	}{
		{"offerings", c.prices.Offerings, len(p.Offerings)},
		{"lecturers", c.prices.Lecturers, len(p.Lecturers)},
		{"programmes", c.prices.Programmes, len(p.Programmes)},
		{"groups", c.prices.Groups, len(p.Groups)},
	}
	for _, l := range lists {
		if len(l.prices) != l.want {
			return fmt.Errorf("%w: %d prices for %d %s", ErrRefuted, len(l.prices), l.want, l.name)
		}
		for i, price := range l.prices {
			if price < -mostPrice || price > mostPrice {
				return fmt.Errorf("%w: price %d of number %d of the %s is out of range", ErrRefuted, price, i, l.name)
			}
		}
	}
	if len(c.placed) != len(p.Questions) {
		return fmt.Errorf("%w: %d assignments for %d questions", ErrRefuted, len(c.placed), len(p.Questions))
	}
	return nil
}
