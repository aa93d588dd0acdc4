package allocation

import (
	"errors"
	"slices"
)

// solveCrossing plans a round whose groups cross. One partition stays in the
// flow. In each other group a question is paid a reward of 0 to Bonus for being
// served; whatever the rewards, the flow's value and the rest of the bonuses
// bound every plan from above, and the bound is met when each group is served
// just as it should be at its reward. Rewards go up where a group falls short
// and down where it has more than it needs.
func solveCrossing(p *Problem, solves int) (*Bounded, error) {
	plan, err := Solve(p)
	if !errors.Is(err, ErrCrossing) {
		if err != nil {
			return nil, err
		}
		return &Bounded{Placed: plan.Placed, Value: plan.Value, Bound: plan.Value, Prices: plan.Prices, Solves: 1}, nil
	}
	r := newRewards(p)
	var best *Bounded
	for round := 1; round <= solves; round++ {
		plan, err := Solve(r.relaxed())
		if err != nil {
			return nil, err
		}
		r.price(plan.Prices.Groups)
		found := &Bounded{
			Placed: plan.Placed, Value: p.Value(plan.Placed), Bound: plan.Value + r.rest(), Prices: plan.Prices, Solves: round,
		}
		best = better(best, found)
		if best.Gap() == 0 || !r.adjust(plan.Placed) {
			break
		}
	}
	return best, nil
}

// better joins the best plan and the best bound of two.
func better(a, b *Bounded) *Bounded {
	if a == nil {
		return b
	}
	best := *b
	if a.Value >= b.Value {
		best.Placed, best.Value = a.Placed, a.Value
	}
	if a.Bound <= b.Bound {
		best.Bound, best.Prices = a.Bound, a.Prices
	}
	return &best
}

// rewards are what questions of groups outside the flow are paid.
type rewards struct {
	p     *Problem
	flow  Problem // the round with one partition, and rewards in the weights
	group []reward
}

type reward struct {
	least  int32 // 0 for a group that stays in the flow
	amount int64
	step   int64
	short  bool // whether it fell short the last time
}

func newRewards(p *Problem) *rewards {
	r := &rewards{p: p, flow: *p, group: make([]reward, len(p.Groups))}
	keep := r.mostBinding()
	r.flow.Groups = slices.Clone(p.Groups)
	r.flow.Edges = slices.Clone(p.Edges)
	size, _ := p.groupSizes()
	for g := range p.Groups {
		if p.Groups[g].Partition == keep {
			continue
		}
		r.group[g] = reward{least: min(size[g], p.Groups[g].Least), step: max(1, p.Bonus/64)}
		r.flow.Groups[g].Least = 0
	}
	return r
}

// mostBinding is the partition with the most groups that have a minimum.
func (r *rewards) mostBinding() int32 {
	count := map[int32]int{}
	most := Nobody
	for _, g := range r.p.Groups {
		if g.Least > 0 {
			count[g.Partition]++
		}
	}
	for _, g := range r.p.Groups {
		if most == Nobody || count[g.Partition] > count[most] {
			most = g.Partition
		}
	}
	return most
}

// relaxed is the flow at the present rewards.
func (r *rewards) relaxed() *Problem {
	for q := range r.p.Questions {
		extra := int64(0)
		for _, g := range r.p.Questions[q].Groups {
			extra += r.group[g].amount
		}
		for e := r.p.Questions[q].First; e < r.p.Questions[q].Last; e++ {
			r.flow.Edges[e].Weight = r.p.Edges[e].Weight + int32(extra)
		}
	}
	return &r.flow
}

// rest is what the bonuses are worth that rewards do not pay.
func (r *rewards) rest() int64 {
	sum := int64(0)
	for _, g := range r.group {
		sum += (r.p.Bonus - g.amount) * int64(g.least)
	}
	return sum
}

// price notes the rewards among the prices of groups.
func (r *rewards) price(groups []int64) {
	for g, x := range r.group {
		if x.least > 0 {
			groups[g] = x.amount
		}
	}
}

// adjust moves the rewards after a plan: on in the same direction by larger
// steps, back by smaller ones. It is false when none can move.
func (r *rewards) adjust(placed []int32) bool {
	t := tallyOf(r.p, placed)
	moved := false
	for i := range r.group {
		if g := &r.group[i]; g.least > 0 && t.groups[i] != g.least {
			moved = g.move(t.groups[i] < g.least, r.p.Bonus) || moved
		}
	}
	return moved
}

func (g *reward) move(short bool, bonus int64) bool {
	if short == g.short {
		g.step = min(g.step*3/2+1, max(1, bonus/8))
	} else {
		g.step = max(1, g.step/3)
	}
	g.short = short
	before := g.amount
	if short {
		g.amount = min(bonus, g.amount+g.step)
	} else {
		g.amount = max(0, g.amount-g.step)
	}
	return g.amount != before
}
