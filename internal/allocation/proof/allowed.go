package proof

import (
	"fmt"

	"github.com/tandem-hbo/tandem/internal/allocation"
)

// counted is an assignment that keeps every capacity, with what it fills.
type counted struct {
	problem                                  *allocation.Problem
	placed                                   []int32
	offerings, lecturers, programmes, served []int32
	worth                                    wide // of weights, less moves
}

// allowed counts what an assignment fills, and refutes one that breaks a rule that
// holds for every plan.
func allowed(p *allocation.Problem, placed []int32) (*counted, error) {
	if len(placed) != len(p.Questions) {
		return nil, fmt.Errorf("%w: %d assignments for %d questions", ErrRefuted, len(placed), len(p.Questions))
	}
	c := &counted{
		problem: p, placed: placed,
		offerings: make([]int32, len(p.Offerings)), lecturers: make([]int32, len(p.Lecturers)),
		programmes: make([]int32, len(p.Programmes)), served: make([]int32, len(p.Groups)),
	}
	for q := range placed {
		if err := c.question(q); err != nil {
			return nil, err
		}
	}
	return c, c.capacities()
}

func (c *counted) question(q int) error {
	question, at := &c.problem.Questions[q], c.placed[q]
	if question.Fixed != allocation.Nobody && at != question.Fixed {
		return fmt.Errorf("%w: question %d is not where it is fixed", ErrRefuted, q)
	}
	if question.Held != allocation.Nobody && question.Held != at {
		c.worth.add(-question.Move)
	}
	if at == allocation.Nobody {
		return nil
	}
	for _, e := range c.problem.EdgesOf(q) {
		if e.Offering == at {
			c.worth.add(int64(e.Weight))
			c.offerings[at]++
			for _, g := range question.Groups {
				c.served[g]++
			}
			return nil
		}
	}
	return fmt.Errorf("%w: question %d cannot go to offering %d", ErrRefuted, q, at)
}

// capacities climbs from offerings to programmes.
func (c *counted) capacities() error {
	p := c.problem
	for i, o := range p.Offerings {
		if c.offerings[i] > o.Most {
			return fmt.Errorf("%w: offering %d has %d questions and %d places", ErrRefuted, i, c.offerings[i], o.Most)
		}
		if o.Lecturer != allocation.Nobody {
			c.lecturers[o.Lecturer] += c.offerings[i]
		}
	}
	for i, l := range p.Lecturers {
		if c.lecturers[i] > l.Most {
			return fmt.Errorf("%w: lecturer %d has %d questions and %d places", ErrRefuted, i, c.lecturers[i], l.Most)
		}
		if l.Programme != allocation.Nobody {
			c.programmes[l.Programme] += c.lecturers[i]
		}
	}
	for i, g := range p.Programmes {
		if c.programmes[i] > g.Most {
			return fmt.Errorf("%w: programme %d has %d questions and %d places", ErrRefuted, i, c.programmes[i], g.Most)
		}
	}
	return nil
}

// addGroups adds the bonuses of groups.
func (c *counted) addGroups() {
	for g, n := range c.served {
		c.worth.product(c.problem.Bonus, int64(min(n, c.problem.Groups[g].Least)))
	}
}
