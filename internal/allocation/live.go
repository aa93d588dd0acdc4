package allocation

import (
	"fmt"
	"slices"
)

// Live is a round that goes on changing after it was planned. Each change is
// worked into the plan from the prices that are there, by the few moves that it
// takes, and the plan stays optimal. What was promised is kept in
// Question.Held: a change moves it only where that brings more than Move.
//
// A Live is not safe for use by several goroutines at once.
type Live struct {
	problem *Problem
	edges   [][]Edge // by question
	repair  *repair
	sizes   []int32 // by group: its questions
	pinned  []int32 // by node: fixed questions that go through it; by group, those in it
	touched []int32 // nodes that a change left with something over or short
}

// Moved is a question that a change put elsewhere; Nobody is without a place.
type Moved struct{ Question, From, To int32 }

// Resume takes up a plan of p, made by Solve or kept since: its seats and prices
// are where it starts from. A plan that is not optimal, such as one of an earlier
// state of the round, is made optimal first; what that moves can be read from
// Plan. The problem must not be changed meanwhile.
func Resume(p *Problem, plan *Plan) (*Live, error) {
	if err := p.Check(); err != nil {
		return nil, err
	}
	if err := plan.fits(p); err != nil {
		return nil, err
	}
	n, err := newNetwork(p, true)
	if err != nil {
		return nil, err
	}
	l := &Live{problem: p.copyLists(), edges: make([][]Edge, len(p.Questions)), repair: newRepair(n)}
	for q := range p.Questions {
		l.edges[q] = p.EdgesOf(q)
	}
	l.count()
	n.takePrices(plan)
	n.takePlaces(plan)
	l.repair.unseatUnhappy()
	l.repair.run()
	return l, nil
}

// fits tells whether a plan has an entry for everything.
func (p *Plan) fits(r *Problem) error {
	s := &p.Prices
	if len(p.Placed) != len(r.Questions) || len(s.Offerings) != len(r.Offerings) || len(s.Lecturers) != len(r.Lecturers) ||
		len(s.Programmes) != len(r.Programmes) || len(s.Groups) != len(r.Groups) {
		return fmt.Errorf("%w: the plan is of another round", ErrInvalid)
	}
	return nil
}

// copyLists copies all but the edges.
func (p *Problem) copyLists() *Problem {
	c := *p
	c.Groups, c.Programmes = slices.Clone(p.Groups), slices.Clone(p.Programmes)
	c.Lecturers, c.Offerings, c.Questions = slices.Clone(p.Lecturers), slices.Clone(p.Offerings), slices.Clone(p.Questions)
	return &c
}

// count counts what capacities depend on.
func (l *Live) count() {
	n := l.repair.network
	l.sizes, _ = l.problem.groupSizes()
	l.pinned = make([]int32, len(n.nodes))
	for q := range l.problem.Questions {
		if l.problem.Questions[q].Fixed != Nobody {
			l.pin(&l.problem.Questions[q], 1)
		}
	}
}

// pin counts a fixed question at all nodes that it goes through or counts for.
func (l *Live) pin(q *Question, by int32) {
	n := l.repair.network
	for v := q.Fixed; v != n.root; v = n.nodes[v].parent {
		l.pinned[v] += by
	}
	for _, g := range q.Groups {
		if k := n.nest.rank[g]; k != Nobody {
			l.pinned[n.group+k] += by
		}
	}
}

// takePrices sets the nodes' prices to those of a plan. A node that can never be
// full costs no more than the one above it.
func (n *network) takePrices(plan *Plan) {
	copy(n.price, plan.Prices.Offerings)
	copy(n.price[n.teach:], plan.Prices.Lecturers)
	copy(n.price[n.study:], plan.Prices.Programmes)
	for v := n.root - 1; v >= 0; v-- {
		above := n.price[n.nodes[v].parent]
		switch {
		case v >= n.group:
			n.price[v] = above - n.bonus + plan.Prices.Groups[n.nest.order[v-n.group]]
		case v >= n.outs && v < n.teach:
			n.price[v] = above
		case int(n.nodes[v].most) > len(n.seats):
			n.price[v] = min(n.price[v], above)
		}
	}
}

// takePlaces seats everybody where a plan has him, as far as that is possible.
func (n *network) takePlaces(plan *Plan) {
	for q := range int32(len(n.seats)) {
		if n.out[q] == Nobody {
			continue
		}
		if plan.Placed[q] == Nobody {
			n.sit(q, n.out[q], n.worthOut(q))
			continue
		}
		for _, e := range n.edgesOf(q) {
			if e.to == plan.Placed[q] {
				n.sit(q, e.to, e.weight)
			}
		}
	}
}

// Problem is the round as it is now. A question that was withdrawn keeps its
// place in the list, without edges.
func (l *Live) Problem() *Problem {
	p := l.problem.copyLists()
	p.Edges = make([]Edge, 0, len(p.Edges))
	for q := range p.Questions {
		p.Questions[q].First = int32(len(p.Edges))
		p.Edges = append(p.Edges, l.edges[q]...)
		p.Questions[q].Last = int32(len(p.Edges))
	}
	return p
}

// Plan is the optimal plan of the round as it is now, with prices that prove it.
func (l *Live) Plan() *Plan { return l.repair.plan(l.Problem()) }

// Placed is the offering of a question at this moment, or Nobody.
func (l *Live) Placed(q int32) int32 {
	if fixed := l.problem.Questions[q].Fixed; fixed != Nobody {
		return fixed
	}
	return l.repair.offering(l.repair.seats[q].leaf)
}

// offering is the offering that a leaf is, or Nobody.
func (n *network) offering(leaf int32) int32 {
	if leaf >= n.outs {
		return Nobody
	}
	return leaf
}

// Offering is what an offering takes at this moment.
func (l *Live) Offering(o int32) Offering { return l.problem.Offerings[o] }

// Lecturer is what a lecturer takes at this moment.
func (l *Live) Lecturer(i int32) Lecturer { return l.problem.Lecturers[i] }
