package allocation

import (
	"cmp"
	"fmt"
	"slices"
)

// Add takes in a question with its edges, by offering, and tells its place in the
// list. It can be neither fixed nor promised yet.
func (l *Live) Add(groups []int32, edges []Edge) (q int32, moved []Moved, err error) {
	n := l.repair.network
	one := Problem{Bonus: n.bonus, Groups: l.problem.Groups, Offerings: l.problem.Offerings, Edges: edges}
	question := Question{Last: int32(len(edges)), Groups: slices.Clone(groups), Fixed: Nobody, Held: Nobody}
	one.Questions = []Question{question}
	if err := one.checkQuestion(0); err != nil {
		return 0, nil, fmt.Errorf("%w: added question: %w", ErrInvalid, err)
	}
	if !n.nest.takes(groups) {
		return 0, nil, ErrCrossing
	}
	q = int32(len(n.seats))
	l.problem.Questions = append(l.problem.Questions, question)
	l.edges = append(l.edges, slices.Clone(edges))
	n.addQuestion(&question, edges)
	l.resizeGroups(groups, 1)
	l.repair.seatQuestion(q)
	return q, l.rebalance(), nil
}

// takes tells whether a question with these groups keeps the groups nested.
func (n *nest) takes(groups []int32) bool {
	chain := n.chain(groups, nil)
	for i, k := range chain {
		if i+1 == len(chain) && n.parent[k] != Nobody || i+1 < len(chain) && n.parent[k] != chain[i+1] {
			return false
		}
	}
	return true
}

// addQuestion gives a question a seat and its edges in both directions.
func (n *network) addQuestion(question *Question, edges []Edge) {
	q := int32(len(n.seats))
	n.seats = append(n.seats, seat{leaf: Nobody, next: Nobody, prev: Nobody})
	n.out = append(n.out, n.wayOut(question))
	if n.later == nil {
		n.later = make([][]pair, n.teach)
	}
	for _, e := range edges {
		n.edges = append(n.edges, pair{e.Offering, e.Weight})
		n.later[e.Offering] = append(n.later[e.Offering], pair{q, e.Weight})
	}
	n.edgeFirst = append(n.edgeFirst, int32(len(n.edges)))
	if out := n.out[q]; out != n.teach-1 {
		n.later[out] = append(n.later[out], pair{q, n.worthOut(q)})
	}
}

// Withdraw takes a question out of the round.
func (l *Live) Withdraw(q int32) []Moved {
	n := l.repair.network
	question := &l.problem.Questions[q]
	if question.Fixed != Nobody {
		l.pin(question, -1)
		for v := question.Fixed; v != n.root; v = n.nodes[v].parent {
			l.resize(v)
		}
	} else if n.out[q] != Nobody {
		leaf := n.seats[q].leaf
		n.stand(q)
		n.out[q] = Nobody
		n.nodes[leaf].surplus--
		l.touched = append(l.touched, leaf)
	}
	l.resizeGroups(question.Groups, -1)
	l.edges[q] = nil
	*question = Question{Fixed: Nobody, Held: Nobody}
	return l.rebalance()
}

// SetOffering changes what an offering takes.
func (l *Live) SetOffering(o, least, most int32) ([]Moved, error) {
	if least < 0 || most < l.pinned[o] {
		return nil, fmt.Errorf("%w: offering %d: least %d, most %d with %d fixed", ErrInvalid, o, least, most, l.pinned[o])
	}
	l.problem.Offerings[o].Least, l.problem.Offerings[o].Most = least, most
	l.resize(o)
	return l.rebalance(), nil
}

// SetLecturer changes what a lecturer takes: nothing, when he is ill.
func (l *Live) SetLecturer(lecturer, most int32) ([]Moved, error) {
	return l.setMost(l.repair.teach+lecturer, &l.problem.Lecturers[lecturer].Most, most)
}

// SetProgramme changes what a programme takes.
func (l *Live) SetProgramme(programme, most int32) ([]Moved, error) {
	return l.setMost(l.repair.study+programme, &l.problem.Programmes[programme].Most, most)
}

// setMost changes what a lecturer or a programme takes, at its node.
func (l *Live) setMost(v int32, was *int32, most int32) ([]Moved, error) {
	if most < l.pinned[v] {
		return nil, fmt.Errorf("%w: most %d with %d fixed", ErrInvalid, most, l.pinned[v])
	}
	*was = most
	l.resize(v)
	return l.rebalance(), nil
}

// resizeGroups counts a question in its groups, or out.
func (l *Live) resizeGroups(groups []int32, by int32) {
	n := l.repair.network
	for _, g := range groups {
		l.sizes[g] += by
		if k := n.nest.rank[g]; k != Nobody {
			l.resize(n.outs + k)
			l.resize(n.group + k)
		}
	}
}

// resize gives a node the capacities that it should have now, and the flow that
// its price asks for under them. It grows by a unit at a time, for each lowers
// the price: at the old price any number could seem welcome.
func (l *Live) resize(v int32) {
	d := &l.repair.nodes[v]
	least, most := l.room(v)
	if most == 0 && d.flow > 0 {
		l.shut(v)
		return
	}
	for {
		d.most = min(most, d.flow+1)
		d.least = min(least, d.most)
		if !l.reflow(v) || d.most == most {
			break
		}
		l.settleTouched()
	}
	d.least, d.most = least, most
}

// reflow gives a node the flow that its price asks for, and tells whether that
// is more than it was.
func (l *Live) reflow(v int32) bool {
	n := l.repair.network
	d := &n.nodes[v]
	by := n.wanted(v, d.flow+d.surplus) - d.flow
	d.flow += by
	d.surplus -= by
	l.touched = append(l.touched, v)
	if d.parent != n.root {
		n.nodes[d.parent].surplus += by
		l.touched = append(l.touched, d.parent)
	}
	return by > 0
}

// room is a node's capacities less what fixed questions take of them.
func (l *Live) room(v int32) (least, most int32) {
	n, p := l.repair.network, l.problem
	switch {
	case v < n.outs:
		least, most = p.Offerings[v].Least, p.Offerings[v].Most
	case v < n.teach:
		return 0, l.sizes[n.nest.order[v-n.outs]] + 1
	case v < n.study:
		most = p.Lecturers[v-n.teach].Most
	case v < n.group:
		most = p.Programmes[v-n.study].Most
	default:
		g := n.nest.order[v-n.group]
		may := l.sizes[g] - l.pinned[v]
		return min(max(0, l.sizes[g]-p.Groups[g].Least), may+1), may + 1
	}
	if n.bonus == 0 {
		least = 0
	}
	if most < Unlimited {
		most -= l.pinned[v]
	}
	return min(max(0, least-l.pinned[v]), most), most
}

// rebalance makes the plan optimal again and tells what moved.
func (l *Live) rebalance() []Moved {
	l.settleTouched()
	return l.moved()
}

// settleTouched removes what is over or short.
func (l *Live) settleTouched() {
	r := l.repair
	for _, v := range l.touched {
		for r.nodes[v].surplus < 0 {
			r.drawIn(v)
		}
	}
	for _, v := range l.touched {
		for r.nodes[v].surplus > 0 {
			r.sendOn(v)
		}
	}
	l.touched = l.touched[:0]
}

// moved sums up the log of seats that were left: from the first that a question
// left to the one that it has now.
func (l *Live) moved() []Moved {
	log := l.repair.log
	slices.SortStableFunc(log, func(a, b seatLeft) int { return cmp.Compare(a.question, b.question) })
	var list []Moved
	for i, s := range log {
		if i > 0 && log[i-1].question == s.question {
			continue
		}
		n := l.repair.network
		if from, to := n.offering(s.leaf), l.Placed(s.question); from != to {
			list = append(list, Moved{Question: s.question, From: from, To: to})
		}
	}
	l.repair.log = log[:0]
	return list
}
