package allocation

import (
	"cmp"
	"slices"
)

// Level says which capacity a place is short of.
type Level int8

// The levels.
const (
	LevelNone      Level = iota // there is room
	LevelOffering               // the offering's places
	LevelLecturer               // the lecturer's, over all offerings
	LevelProgramme              // the programme's, over all lecturers
)

// Option is how a question stands at an offering by the prices of an optimal
// plan.
type Option struct {
	Offering int32
	Weight   int32
	// Price is what a place costs all told. Missed is how many points the
	// question falls short of going there rather than where it is, or of being
	// placed at all: 0 at its own offering and at a tie. To send it there anyway
	// costs the plan Missed at least.
	Price  int64
	Missed int64
	Level  Level
	// Before is a question with fewer points that holds a place there, or Nobody.
	// It is fixed, was promised the place, or counts for the minimum of Group
	// (else Nobody).
	Before int32
	Group  int32
}

// Explanation tells from prices why each question is where it is.
type Explanation struct {
	p      *Problem
	plan   *Plan
	levels levels
	filled []int32
	price  []int64  // of each capacity, all told
	last   []member // of each capacity
}

// member is the question that brings a capacity least, after what it pays below.
type member struct {
	question int32
	net      int64
}

// Explain reads an optimal plan of a problem.
func Explain(p *Problem, plan *Plan) *Explanation {
	x := &Explanation{p: p, plan: plan, levels: newLevels(p)}
	x.filled = x.levels.fill(plan.Placed)
	x.price = slices.Concat(plan.Prices.Offerings, plan.Prices.Lecturers, plan.Prices.Programmes)
	x.last = slices.Repeat([]member{{question: Nobody, net: far}}, len(x.price))
	for q, o := range plan.Placed {
		if o == Nobody {
			continue
		}
		e, _ := p.edge(q, o)
		for at := o; at != Nobody; at = x.levels.up[at] {
			if net := int64(e.Weight) - x.price[o] + x.price[at]; net < x.last[at].net {
				x.last[at] = member{question: int32(q), net: net}
			}
		}
	}
	return x
}

// Options are all offerings of a question, the one it misses by least first. Its
// own, when it has one, is among them; a fixed question may keep less there than
// elsewhere, and then misses others by a number below 0.
func (x *Explanation) Options(q int32) []Option {
	now := x.keeps(q, x.plan.Placed[q])
	var options []Option
	for _, e := range x.p.EdgesOf(int(q)) {
		options = append(options, x.option(q, e, now))
	}
	slices.SortStableFunc(options, func(a, b Option) int { return cmp.Compare(a.Missed, b.Missed) })
	return options
}

// Nearest is the option other than its own offering that a question misses by
// least, the first of equals. ok is false when it has none.
func (x *Explanation) Nearest(q int32) (nearest Option, ok bool) {
	now := x.keeps(q, x.plan.Placed[q])
	var best Edge
	least := far
	for _, e := range x.p.EdgesOf(int(q)) {
		if e.Offering == x.plan.Placed[q] {
			continue
		}
		if missed := now - x.net(q, e); missed < least {
			best, least, ok = e, missed, true
		}
	}
	if ok {
		nearest = x.option(q, best, now)
	}
	return nearest, ok
}

// Margin is how many points a placed question's weight could be lower before,
// by the prices, it would go elsewhere or nowhere.
func (x *Explanation) Margin(q int32) int64 {
	now := x.keeps(q, x.plan.Placed[q])
	margin := now - x.keeps(q, Nobody)
	if nearest, ok := x.Nearest(q); ok {
		margin = min(margin, nearest.Missed)
	}
	return margin
}

// Reward is what the minima of a question's groups pay for serving it.
func (x *Explanation) Reward(q int32) int64 {
	sum := int64(0)
	for _, g := range x.p.Questions[q].Groups {
		sum += x.plan.Prices.Groups[g]
	}
	return sum
}

// keeps is what a question keeps at an offering after the price, or unplaced.
func (x *Explanation) keeps(q, offering int32) int64 {
	if offering == Nobody {
		return -x.Reward(q)
	}
	e, _ := x.p.edge(int(q), offering)
	return x.net(q, e)
}

func (x *Explanation) net(q int32, e Edge) int64 {
	net := int64(e.Weight) - x.price[e.Offering]
	if e.Offering == x.p.Questions[q].Held {
		net += x.p.Questions[q].Move
	}
	return net
}

func (x *Explanation) option(q int32, e Edge, now int64) Option {
	o := Option{
		Offering: e.Offering, Weight: e.Weight, Price: x.price[e.Offering],
		Missed: now - x.net(q, e), Before: Nobody, Group: Nobody,
	}
	level, at := x.short(e.Offering)
	o.Level = level
	if level == LevelNone || e.Offering == x.plan.Placed[q] {
		return o
	}
	last := x.last[at]
	if net := int64(e.Weight) - o.Price + x.price[at]; last.question != Nobody && last.question != q && last.net < net {
		o.Before, o.Group = last.question, x.rewarding(last.question)
	}
	return o
}

// short is the smallest capacity around an offering that has a price of its own,
// else the smallest that is full.
func (x *Explanation) short(offering int32) (Level, int32) {
	full, fullLevel := Nobody, LevelNone
	level := LevelOffering
	for at := offering; at != Nobody; at = x.levels.up[at] {
		above := int64(0)
		if up := x.levels.up[at]; up != Nobody {
			above = x.price[up]
		}
		if x.price[at] > above {
			return level, at
		}
		if full == Nobody && x.filled[at] >= x.levels.most[at] {
			full, fullLevel = at, level
		}
		level++
	}
	return fullLevel, full
}

// rewarding is the group that pays most for a question, or Nobody.
func (x *Explanation) rewarding(q int32) int32 {
	most, paid := Nobody, int64(0)
	for _, g := range x.p.Questions[q].Groups {
		if reward := x.plan.Prices.Groups[g]; reward > paid {
			most, paid = g, reward
		}
	}
	return most
}
