package proof

import (
	"fmt"

	"github.com/tandem-hbo/tandem/internal/allocation"
)

// places counts from offerings up, holds every level to its capacity, and adds
// what each level could earn at most by the step between its price and the
// price above it.
func (c *checker) places() error {
	p := c.problem
	c.lecturers, c.programmes = make([]int32, len(p.Lecturers)), make([]int32, len(p.Programmes))
	for i, o := range p.Offerings {
		above := int64(0)
		if o.Lecturer != allocation.Nobody {
			above = c.prices.Lecturers[o.Lecturer]
			c.lecturers[o.Lecturer] += c.offerings[i]
		}
		c.earn(c.prices.Offerings[i]-above, o.Least, o.Most)
		c.worth.product(p.Bonus, int64(min(c.offerings[i], o.Least)))
		if c.offerings[i] > o.Most {
			return fmt.Errorf("%w: offering %d has %d questions and %d places", ErrRefuted, i, c.offerings[i], o.Most)
		}
	}
	for i, l := range p.Lecturers {
		above := int64(0)
		if l.Programme != allocation.Nobody {
			above = c.prices.Programmes[l.Programme]
			c.programmes[l.Programme] += c.lecturers[i]
		}
		c.earn(c.prices.Lecturers[i]-above, 0, l.Most)
		if c.lecturers[i] > l.Most {
			return fmt.Errorf("%w: lecturer %d has %d questions and %d places", ErrRefuted, i, c.lecturers[i], l.Most)
		}
	}
	for i, g := range p.Programmes {
		c.earn(c.prices.Programmes[i], 0, g.Most)
		if c.programmes[i] > g.Most {
			return fmt.Errorf("%w: programme %d has %d questions and %d places", ErrRefuted, i, c.programmes[i], g.Most)
		}
	}
	return nil
}

// groups adds what the groups' minima are worth, and could be worth at most when
// each question served costs the reward.
func (c *checker) groups() error {
	for g := range c.problem.Groups {
		group := &c.problem.Groups[g]
		if reward := c.prices.Groups[g]; reward < 0 || reward > c.problem.Bonus {
			return fmt.Errorf("%w: group %d has reward %d, bonus is %d", ErrRefuted, g, reward, c.problem.Bonus)
		}
		if c.served[g] > c.size[g] {
			return fmt.Errorf("%w: group %d has %d served of %d", ErrRefuted, g, c.served[g], c.size[g])
		}
		c.worth.product(c.problem.Bonus, int64(min(c.served[g], group.Least)))
		c.earn(-c.prices.Groups[g], group.Least, c.size[g])
	}
	return nil
}

// earn adds the most that n units, 0 to most, could bring when each brings step
// and each of the first least the bonus besides. It is largest at one of three
// points. More units than there are questions never come.
func (c *checker) earn(step int64, least, most int32) {
	most = min(most, int32(len(c.problem.Questions))) //nolint:gosec // lists are far shorter
	first := int64(min(least, most))
	rest := int64(most) - first
	drawn := step + c.problem.Bonus
	switch {
	case step > 0:
		c.bound.product(drawn, first)
		c.bound.product(step, rest)
	case drawn > 0:
		c.bound.product(drawn, first)
	}
}
