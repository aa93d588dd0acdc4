package proof

import (
	"cmp"
	"fmt"
	"slices"

	"github.com/tandem-hbo/tandem/internal/allocation"
)

// crews are the offerings of each lecturer, and those without one each alone, with
// the questions that could come.
type crews struct {
	problem *allocation.Problem
	members [][]int32 // by crew: its offerings
	most    []int32   // by crew: places all together
	of      []int32   // by offering: its crew
	comers  [][]comer // by offering
	size    []int32   // by group
}

// comer is a question that can come to an offering: what that weighs, with the
// cost of moving it away from where it was promised.
type comer struct{ question, weight int32 }

func newCrews(p *allocation.Problem) *crews {
	c := &crews{
		problem: p, members: make([][]int32, len(p.Lecturers)), most: make([]int32, len(p.Lecturers)),
		of: make([]int32, len(p.Offerings)), comers: make([][]comer, len(p.Offerings)), size: make([]int32, len(p.Groups)),
	}
	for i, l := range p.Lecturers {
		c.most[i] = l.Most
		if l.Programme != allocation.Nobody {
			c.most[i] = min(l.Most, p.Programmes[l.Programme].Most)
		}
	}
	for i, o := range p.Offerings {
		if o.Lecturer == allocation.Nobody {
			c.of[i] = int32(len(c.members)) //nolint:gosec // lists are far shorter
			c.members, c.most = append(c.members, []int32{int32(i)}), append(c.most, o.Most)
			continue
		}
		c.of[i] = o.Lecturer
		c.members[o.Lecturer] = append(c.members[o.Lecturer], int32(i))
	}
	for q := range p.Questions {
		c.come(q)
	}
	return c
}

func (c *crews) come(q int) {
	question := &c.problem.Questions[q]
	for _, g := range question.Groups {
		c.size[g]++
	}
	for _, e := range c.problem.EdgesOf(q) {
		if question.Fixed != allocation.Nobody && question.Fixed != e.Offering {
			continue
		}
		weight := e.Weight
		if question.Held == e.Offering {
			weight += int32(question.Move) //nolint:gosec // bounded like weights
		}
		c.comers[e.Offering] = append(c.comers[e.Offering], comer{int32(q), weight}) //nolint:gosec // lists are far shorter
	}
}

// leafBound is what an ask allows when nothing is decided, and what each crew
// earns of that.
type leafBound struct {
	ask   *allocation.Ask
	net   []int64 // by question: the rewards of its groups less what it keeps
	sum   int64
	earns []int64
}

// bound works an ask out.
func (c *crews) bound(ask *allocation.Ask) (*leafBound, error) {
	if err := c.fits(ask); err != nil {
		return nil, err
	}
	b := &leafBound{ask: ask, net: make([]int64, len(c.problem.Questions)), earns: make([]int64, len(c.members))}
	for q := range c.problem.Questions {
		b.keep(c.problem, q)
	}
	for i, price := range ask.Prices.Programmes {
		if price > 0 {
			b.sum += price * int64(c.problem.Programmes[i].Most)
		}
	}
	for g, reward := range ask.Prices.Groups {
		if !ask.Void {
			b.sum += (c.problem.Bonus - reward) * int64(min(c.problem.Groups[g].Least, c.size[g]))
		}
	}
	nothing := make([]rule, len(c.problem.Offerings))
	for i := range c.members {
		b.earns[i], _ = b.crew(c, i, nothing)
		b.sum += b.earns[i]
	}
	return b, nil
}

// fits holds an ask to the lengths and ranges in which sums cannot run over.
func (c *crews) fits(ask *allocation.Ask) error {
	p := c.problem
	if len(ask.Keeps) != len(p.Questions) && len(ask.Keeps) > 0 {
		return fmt.Errorf("%w: %d keeps for %d questions", ErrRefuted, len(ask.Keeps), len(p.Questions))
	}
	offerings := len(p.Offerings)
	if len(ask.Keeps) > 0 {
		offerings = 0
	}
	for _, l := range []struct {
		list        []int64
		want        int
		least, most int64
	}{
		{ask.Keeps, len(ask.Keeps), 0, mostPrice},
		{ask.Prices.Offerings, offerings, -mostPrice, mostPrice},
		{ask.Prices.Programmes, len(p.Programmes), 0, mostPrice},
		{ask.Prices.Groups, len(p.Groups), 0, p.Bonus},
	} {
		if len(l.list) != l.want {
			return fmt.Errorf("%w: %d numbers instead of %d", ErrRefuted, len(l.list), l.want)
		}
		for _, n := range l.list {
			if n < l.least || n > l.most {
				return fmt.Errorf("%w: %d is not between %d and %d", ErrRefuted, n, l.least, l.most)
			}
		}
	}
	return nil
}

// keep adds what a question keeps. A fixed one must be taken, so that it may keep
// less than nothing.
func (b *leafBound) keep(p *allocation.Problem, q int) {
	question, reward := &p.Questions[q], int64(0)
	if !b.ask.Void {
		for _, g := range question.Groups {
			reward += b.ask.Prices.Groups[g]
		}
		if question.Held != allocation.Nobody {
			b.sum -= question.Move
		}
	}
	keeps := int64(0)
	switch {
	case question.Fixed != allocation.Nobody:
		keeps = -mostPrice
	case len(b.ask.Keeps) > 0:
		keeps = b.ask.Keeps[q]
	default:
		for _, e := range p.EdgesOf(q) {
			keeps = max(keeps, b.weigh(question, e)+reward-b.ask.Prices.Offerings[e.Offering])
		}
	}
	b.sum += keeps
	b.net[q] = reward - keeps
}

func (b *leafBound) weigh(q *allocation.Question, e allocation.Edge) int64 {
	switch {
	case b.ask.Void:
		return 0
	case q.Held == e.Offering:
		return int64(e.Weight) + q.Move
	}
	return int64(e.Weight)
}

// with is the bound under the choices of a leaf: only crews on the path earn
// something else. It is false when a crew cannot keep the choices.
func (b *leafBound) with(c *crews, rules []rule, path []step) (int64, bool) {
	var touched []int32
	for _, s := range path {
		touched = append(touched, c.of[s.offering])
	}
	slices.Sort(touched)
	sum := b.sum
	for _, i := range slices.Compact(touched) {
		earns, possible := b.crew(c, int(i), rules)
		if !possible {
			return 0, false
		}
		sum += earns - b.earns[i]
	}
	return sum, true
}

// never marks a number of places that the rules do not allow.
const never = -1 << 62

// crew is the most that a crew can earn: best holds the most for each number of
// places, and takes in one offering after another.
func (b *leafBound) crew(c *crews, crew int, rules []rule) (int64, bool) {
	price := int64(0)
	if crew < len(c.problem.Lecturers) {
		if g := c.problem.Lecturers[crew].Programme; g != allocation.Nobody {
			price = b.ask.Prices.Programmes[g]
		}
	}
	best := []int64{0}
	for _, o := range c.members[crew] {
		best = join(best, b.curve(c, o, price, rules[o]), int(c.most[crew]))
	}
	most := slices.Max(best)
	return most, most > never
}

// join adds two offerings up: for each number of places the best way to divide
// it.
func join(a, b []int64, most int) []int64 {
	out := slices.Repeat([]int64{never}, min(len(a)+len(b)-2, most)+1)
	for i, x := range a {
		if x == never {
			continue
		}
		for k, y := range b[:max(0, min(len(b), most-i+1))] {
			if y > never {
				out[i+k] = max(out[i+k], x+y)
			}
		}
	}
	return out
}

// curve is what an offering earns with each number of questions, as far as more
// could bring more.
func (b *leafBound) curve(c *crews, o int32, price int64, r rule) []int64 {
	offering := &c.problem.Offerings[o]
	first := int64(0)
	if r == open && offering.Least > 0 {
		first = never
	}
	if r == closed || offering.Most < offering.Least {
		return []int64{first}
	}
	values := b.values(c, o, price)
	values = values[:min(len(values), int(offering.Most))]
	curve, sum := make([]int64, len(values)+1), int64(0)
	curve[0] = first
	for i, v := range values {
		sum += v
		curve[i+1] = sum
		if i+1 < int(offering.Least) {
			curve[i+1] = never
		}
	}
	return curve
}

// values are what the best comers bring, from the most on: all that bring
// something, and others while the least asks for them.
func (b *leafBound) values(c *crews, o int32, price int64) []int64 {
	unit := int64(1)
	if b.ask.Void {
		unit = 0
	}
	least := int(c.problem.Offerings[o].Least)
	var gains, losses []int64
	for _, x := range c.comers[o] {
		if v := unit*int64(x.weight) + b.net[x.question] - price; v > 0 {
			gains = append(gains, v)
		} else if least > 0 {
			losses = append(losses, v)
		}
	}
	slices.SortFunc(gains, func(a, b int64) int { return cmp.Compare(b, a) })
	if lack := least - len(gains); lack > 0 {
		slices.SortFunc(losses, func(a, b int64) int { return cmp.Compare(b, a) })
		gains = append(gains, losses[:min(lack, len(losses))]...)
	}
	return gains
}
