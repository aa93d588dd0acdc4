package proof

import (
	"fmt"

	"github.com/tandem-hbo/tandem/internal/allocation"
)

// walk goes past all questions once: each must have an offering that it can go
// to, or none, and adds its weight on one side and the most that it could keep
// on the other.
func (c *checker) walk() error {
	p := c.problem
	c.offerings, c.served = make([]int32, len(p.Offerings)), make([]int32, len(p.Groups))
	c.size = make([]int32, len(p.Groups))
	for q := range p.Questions {
		question := &p.Questions[q]
		reward := c.reward(question)
		weight, most, ok := c.look(q, reward)
		if !ok {
			return fmt.Errorf("%w: question %d cannot go to offering %d", ErrRefuted, q, c.placed[q])
		}
		if question.Fixed != allocation.Nobody {
			if c.placed[q] != question.Fixed {
				return fmt.Errorf("%w: question %d is not where it is fixed", ErrRefuted, q)
			}
			most = weight + reward - c.prices.Offerings[question.Fixed]
			if question.Held == question.Fixed {
				most += question.Move
			}
		}
		if question.Held != allocation.Nobody {
			c.bound.add(-question.Move)
		}
		if question.Held != allocation.Nobody && question.Held != c.placed[q] {
			c.worth.add(-question.Move)
		}
		c.worth.add(weight)
		c.bound.add(most)
	}
	return nil
}

// reward is what a question's groups pay for serving it.
func (c *checker) reward(q *allocation.Question) int64 {
	sum := int64(0)
	for _, g := range q.Groups {
		c.size[g]++
		sum += c.prices.Groups[g]
	}
	return sum
}

// look finds the weight of where a question was placed, and the most that any of
// its offerings, or none, would leave it.
func (c *checker) look(q int, reward int64) (weight, most int64, ok bool) {
	p := c.problem
	at, held, move := c.placed[q], p.Questions[q].Held, p.Questions[q].Move
	ok = at == allocation.Nobody
	price := c.prices.Offerings
	for _, e := range p.EdgesOf(q) {
		keeps := int64(e.Weight) + reward - price[e.Offering]
		if e.Offering == held {
			keeps += move
		}
		most = max(most, keeps)
		if e.Offering == at {
			weight, ok = int64(e.Weight), true
		}
	}
	if ok && at != allocation.Nobody {
		c.offerings[at]++
		for _, g := range p.Questions[q].Groups {
			c.served[g]++
		}
	}
	return weight, most, ok
}
