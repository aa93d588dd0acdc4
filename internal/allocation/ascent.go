package allocation

import "slices"

// ascent lowers the bound of a strict round. What questions keep is right when
// each is taken once: one that nobody takes keeps too much, one that several
// take too little. Whole numbers only, so that the same comes out everywhere.
type ascent struct {
	p     *Problem
	t     *teams
	from  *Ask
	a     *asked
	keeps []int64 // in parts
	given int64   // of the bound, what the questions do not keep and programmes do not earn
	taken []int32 // by question
	used  []int32 // by programme
	open  []bool  // by offering: whether it takes any

	length int64 // of a step
	still  int   // how many steps brought nothing
	best   int64
	finest []int64 // keeps, where the bound was best
	prices []int64 // and of programmes
}

// A step of length stepUnit would close the gap if all went well; it gets shorter
// when patience steps bring nothing, until shortest ones bring hardly anything.
const (
	stepUnit = 1024
	shortest = 4
	patience = 6
)

func newAscent(p *Problem, t *teams, from *Ask) *ascent {
	n := &ascent{p: p, t: t, from: from, length: stepUnit}
	n.taken, n.used = make([]int32, len(p.Questions)), make([]int32, len(p.Programmes))
	n.open, n.keeps = make([]bool, len(p.Offerings)), make([]int64, len(p.Questions))
	ready := p.ready(from)
	n.given = ready.base
	n.a = &asked{unit: parts, net: ready.net, programmes: make([]int64, len(p.Programmes))}
	for q := range p.Questions {
		reward := n.reward(q)
		n.keeps[q] = reward - ready.net[q]
		n.given -= n.keeps[q]
		n.keeps[q] *= parts
		n.a.net[q] *= parts
	}
	for i, price := range from.Prices.Programmes {
		if price > 0 {
			n.given -= price * int64(p.Programmes[i].Most)
		}
		n.a.programmes[i] = price * parts
	}
	n.given *= parts
	n.best = n.look()
	n.finest, n.prices = slices.Clone(n.keeps), slices.Clone(n.a.programmes)
	return n
}

func (n *ascent) reward(q int) int64 {
	sum := int64(0)
	for _, g := range n.p.Questions[q].Groups {
		sum += n.from.Prices.Groups[g]
	}
	return sum
}

// look computes the bound, and who is taken in it how often.
func (n *ascent) look() int64 {
	clear(n.taken)
	clear(n.used)
	sum := n.given
	for _, keeps := range n.keeps {
		sum += keeps
	}
	for i, price := range n.a.programmes {
		if price > 0 {
			sum += price * int64(n.p.Programmes[i].Most)
		}
	}
	free := make([]choice, len(n.p.Offerings))
	for i := range n.t.list {
		sum += n.t.earn(n.a, int32(i), free)
		n.note(&n.t.list[i])
	}
	return sum
}

func (n *ascent) note(x *team) {
	for i, o := range x.offerings {
		count := n.t.chosen[i]
		n.open[o] = count > 0
		for _, taker := range n.t.tops[i][:count] {
			n.taken[taker.question]++
		}
		if x.programme != Nobody {
			n.used[x.programme] += count
		}
	}
}

// step changes all that is asked a little, towards a bound of value, and keeps
// what is best.
func (n *ascent) step(value, now int64) int64 {
	n.move(n.length * (now - value*parts) / stepUnit / max(1, n.slope()))
	now = n.look()
	if now < n.best {
		n.best, n.still = now, 0
		copy(n.finest, n.keeps)
		copy(n.prices, n.a.programmes)
		return now
	}
	if n.still++; n.still >= patience {
		n.length, n.still = n.length*2/3, 0
	}
	return now
}

// slope is how steep the bound is, squared.
func (n *ascent) slope() int64 {
	sum := int64(0)
	for q, taken := range n.taken {
		if by := int64(taken) - 1; n.p.Questions[q].Fixed == Nobody && (by > 0 || n.keeps[q] > 0) {
			sum += by * by
		}
	}
	for i, used := range n.used {
		most := int64(n.p.Programmes[i].Most)
		if by := int64(used) - most; by > 0 || n.a.programmes[i] > 0 {
			sum += by * by / max(1, most)
		}
	}
	return sum
}

func (n *ascent) move(by int64) {
	for q, taken := range n.taken {
		if n.p.Questions[q].Fixed != Nobody {
			continue
		}
		keeps := max(0, n.keeps[q]+by*(int64(taken)-1))
		n.a.net[q] += n.keeps[q] - keeps
		n.keeps[q] = keeps
	}
	for i, used := range n.used {
		if most := int64(n.p.Programmes[i].Most); most > 0 {
			n.a.programmes[i] = max(0, n.a.programmes[i]+by*(int64(used)-most)/most)
		}
	}
}

// rounded is the best ask in whole weights.
func (n *ascent) rounded() *Ask {
	whole := func(list []int64) []int64 {
		out := make([]int64, len(list))
		for i, x := range list {
			out[i] = (x + parts/2) / parts
		}
		return out
	}
	ask := &Ask{Keeps: whole(n.finest), Prices: Prices{Programmes: whole(n.prices), Groups: n.from.Prices.Groups}}
	for q := range n.p.Questions {
		if n.p.Questions[q].Fixed != Nobody {
			ask.Keeps[q] = 0
		}
	}
	return ask
}
