package allocation

import (
	"cmp"
	"slices"
)

// Probe answers what an optimal plan would be worth after one change, exactly
// and without planning again: by the cheapest way to carry one question's place
// through the plan at its prices. It changes nothing, and is for one goroutine.
type Probe struct {
	p       *Problem
	n       *network
	placed  []int32
	in, out side // the cheapest ways from the root and to it

	// The last search: its ends, both sides, and where they met at what cost; or,
	// outside, from where the way goes out at the root.
	from, to, met int32
	forward, back side
	best          int64
	outside       bool
}

// Change is what one change does to a plan.
type Change struct {
	// Value is what the plan's value changes by, its bonuses included.
	Value int64
	// Moves are the other questions that go elsewhere, each from and to an
	// offering or Nobody.
	Moves []Moved
}

// NewProbe prepares for questions about a plan that Solve made for the problem.
func NewProbe(p *Problem, plan *Plan) (*Probe, error) {
	n, err := newNetwork(p, true)
	if err != nil {
		return nil, err
	}
	n.load(p, plan)
	x := &Probe{p: p, n: n, placed: plan.Placed, forward: newSide(len(n.nodes)), back: newSide(len(n.nodes))}
	x.settlePrices()
	return x, nil
}

// load seats everybody as a plan says, at its prices.
func (n *network) load(p *Problem, plan *Plan) {
	copy(n.price, plan.Prices.Offerings)
	copy(n.price[n.teach:], plan.Prices.Lecturers)
	copy(n.price[n.study:], plan.Prices.Programmes)
	n.price[n.root] = 0
	for k, g := range slices.Backward(n.nest.order) {
		v := n.group + int32(k)
		n.price[v] = n.price[n.nodes[v].parent] + plan.Prices.Groups[g] - n.bonus
	}
	for v := n.outs; v < n.teach; v++ {
		n.price[v] = n.price[n.nodes[v].parent]
	}
	for q, o := range plan.Placed {
		leaf, worth := n.seatOf(p, int32(q), o)
		if leaf == Nobody {
			continue
		}
		n.sit(int32(q), leaf, worth)
		for v := leaf; v != n.root; v = n.nodes[v].parent {
			n.nodes[v].flow++
		}
	}
}

// seatOf is the leaf for a question at an offering, or nowhere, and what that is
// worth. A fixed question has none.
func (n *network) seatOf(p *Problem, q, offering int32) (leaf, worth int32) {
	switch {
	case p.Questions[q].Fixed != Nobody:
		return Nobody, 0
	case offering == Nobody:
		return n.out[q], n.worthOut(q)
	}
	e, _ := p.edge(int(q), offering)
	if offering == p.Questions[q].Held {
		return offering, e.Weight + int32(p.Questions[q].Move)
	}
	return offering, e.Weight
}

// MorePlaces is what one place more at an offering brings while its lecturer and
// programme stay as they are.
func (x *Probe) MorePlaces(offering int32) Change { return x.more(offering) }

// MoreHours is what one place more with a lecturer brings, programme unchanged.
func (x *Probe) MoreHours(lecturer int32) Change { return x.more(x.n.teach + lecturer) }

// MoreRoom is what one place more in a programme brings.
func (x *Probe) MoreRoom(programme int32) Change { return x.more(x.n.study + programme) }

// more is what a unit brings that goes up past a node that is full, and back by
// the cheapest way.
func (x *Probe) more(v int32) Change {
	d := &x.n.nodes[v]
	worth := x.n.price[v] - x.n.price[d.parent]
	if x.lacking(v) {
		worth += x.n.bonus
	}
	if d.flow < d.most || worth <= 0 {
		return Change{}
	}
	cost := x.carry(d.parent, v, worth)
	if cost >= worth {
		return Change{}
	}
	return Change{Value: worth - cost, Moves: x.moves()}
}

// lacking says whether a full offering could not take its least.
func (x *Probe) lacking(v int32) bool {
	if v >= x.n.outs || x.n.bonus == 0 {
		return false
	}
	return x.p.Offerings[v].Most < x.p.Offerings[v].Least
}

// Elsewhere is what it costs (the value is 0 or below) to have a question at
// another offering, or at none with Nobody. The offering must be feasible for it
// and the question not be fixed; else ok is false, as it is when only fixed
// questions could make room.
func (x *Probe) Elsewhere(q, offering int32) (c Change, ok bool) {
	if x.p.Questions[q].Fixed != Nobody || offering == x.placed[q] {
		return Change{}, offering == x.placed[q]
	}
	if _, feasible := x.p.edge(int(q), offering); !feasible && offering != Nobody {
		return Change{}, false
	}
	return x.move(q, offering, far)
}

// move is what it costs to have a question at a leaf; not ok when that is limit
// or more.
func (x *Probe) move(q, offering int32, limit int64) (c Change, ok bool) {
	to, worth := x.n.seatOf(x.p, q, offering)
	less := x.n.gain(q) - (int64(worth) - x.n.price[to])
	cost := x.carry(to, x.n.seats[q].leaf, limit-less)
	if less+cost >= limit {
		return Change{}, false
	}
	return Change{Value: -less - cost, Moves: x.moves()}, true
}

// BestElsewhere is the offering other than its own at which a question costs the
// plan least, the first of equals, with what that costs. ok is false when it has
// no other, or is fixed.
func (x *Probe) BestElsewhere(q int32) (offering int32, c Change, ok bool) {
	if x.p.Questions[q].Fixed != Nobody {
		return Nobody, Change{}, false
	}
	var others []reach
	for _, e := range x.n.edgesOf(q) {
		if e.to != x.placed[q] {
			others = append(others, reach{x.atLeast(q, e), e.to})
		}
	}
	slices.SortStableFunc(others, func(a, b reach) int { return cmp.Compare(a.cost, b.cost) })
	offering, limit := Nobody, far
	for _, o := range others {
		if o.cost >= limit {
			break
		}
		if change, less := x.move(q, o.node, limit); less {
			offering, c, ok, limit = o.node, change, true, -change.Value
		}
	}
	return offering, c, ok
}

// atLeast is what it costs at least to have a question at an offering, by the
// prices and by how far both places are from the root.
func (x *Probe) atLeast(q int32, e pair) int64 {
	less := x.n.gain(q) - (int64(e.weight) - x.n.price[e.to])
	return less + max(0, x.away(e.to)-x.away(x.n.seats[q].leaf))
}
