package allocation

import "slices"

// side is a search from one end: forward from where a unit is over, or back from
// where one is missing.
type side struct {
	queue heap
	label []label // by node
	turn  int32
}

// label is how a node was reached: at what cost, and by which step. Forward,
// question came here from its seat, or the unit from node next; back, question
// goes on to leaf next, or the unit to node next.
type label struct {
	cost     int64
	turn     int32
	question int32
	next     int32
}

func newSide(nodes int) side { return side{label: make([]label, nodes)} }

func (s *side) begin() {
	s.queue = s.queue[:0]
	s.turn++
}

// known is the cost at which a node was reached, far when it was not.
func (s *side) known(v int32) int64 {
	if s.label[v].turn != s.turn {
		return far
	}
	return s.label[v].cost
}

func (s *side) put(v int32, l label) {
	l.turn = s.turn
	s.label[v] = l
	s.queue.push(reach{l.cost, v})
}

// top drops what was reached at less cost since, and tells what comes next; far
// when nothing does.
func (s *side) top() int64 {
	for len(s.queue) > 0 {
		if first := s.queue[0]; first.cost == s.label[first.node].cost {
			return first.cost
		}
		s.queue.pop()
	}
	return far
}

// carry is the least cost of taking a unit from one node to another through the
// plan, or limit when it is not below that. Searches from both ends go to where
// they must meet. The way out at the root and back in is known beforehand, and
// what a node lies further from the root tells how far it is at least.
func (x *Probe) carry(from, to int32, limit int64) int64 {
	x.from, x.to, x.best, x.met, x.outside = from, to, limit, Nobody, false
	x.forward.begin()
	x.back.begin()
	x.reachOn(from, label{question: Nobody, next: Nobody})
	x.reachBack(to, label{question: Nobody, next: Nobody})
	for {
		f, b := x.forward.top(), x.back.top()
		switch {
		case f+b >= x.best:
			return x.best
		case f <= b:
			x.goOn(x.forward.queue.pop(), x.reachOn)
		default:
			x.goBack(x.back.queue.pop(), x.reachBack)
		}
	}
}

// reachOn notes that the unit can be brought to a node.
func (x *Probe) reachOn(v int32, l label) {
	if l.cost >= x.forward.known(v) || l.cost+max(0, x.away(v)-x.away(x.to)) >= x.best {
		return
	}
	x.forward.put(v, l)
	if cost := l.cost + x.away(v); cost < x.best && x.in.known(x.to) < far {
		x.best, x.met, x.outside = cost, v, true
	}
	if cost := l.cost + x.back.known(v); cost < x.best {
		x.best, x.met, x.outside = cost, v, false
	}
}

// reachBack notes that from a node the unit can be brought to its end.
func (x *Probe) reachBack(v int32, l label) {
	if l.cost >= x.back.known(v) || l.cost+max(0, x.away(x.from)-x.away(v)) >= x.best {
		return
	}
	x.back.put(v, l)
	if cost := l.cost + x.forward.known(v); cost < x.best {
		x.best, x.met, x.outside = cost, v, false
	}
}

// away is what it costs to take a unit from a node out at the root.
func (x *Probe) away(v int32) int64 { return x.out.known(v) }

// goOn reaches all nodes one step after a node.
func (x *Probe) goOn(at reach, reach func(v int32, l label)) {
	n, v := x.n, at.node
	if d := &n.nodes[v]; v != n.root && d.flow < d.most {
		reach(d.parent, label{cost: at.cost + n.rise(v), question: Nobody, next: v})
	}
	if v >= n.teach {
		for _, c := range n.childrenOf(v) {
			if n.nodes[c].flow > 0 {
				reach(c, label{cost: at.cost + n.fall(c), question: Nobody, next: v})
			}
		}
		return
	}
	for q := n.nodes[v].members; q != Nobody; q = n.seats[q].next {
		keeps := at.cost + n.gain(q)
		reach(n.out[q], label{cost: keeps + n.price[n.out[q]] - int64(n.worthOut(q)), question: q, next: Nobody})
		for _, e := range n.edgesOf(q) {
			reach(e.to, label{cost: keeps + n.price[e.to] - int64(e.weight), question: q, next: Nobody})
		}
	}
}

// goBack reaches all nodes one step before a node.
func (x *Probe) goBack(at reach, reach func(v int32, l label)) {
	n, v := x.n, at.node
	if v != n.root && n.nodes[v].flow > 0 {
		reach(n.nodes[v].parent, label{cost: at.cost + n.fall(v), question: Nobody, next: v})
	}
	if v >= n.teach {
		for _, c := range n.childrenOf(v) {
			if n.nodes[c].flow < n.nodes[c].most {
				reach(c, label{cost: at.cost + n.rise(c), question: Nobody, next: v})
			}
		}
		return
	}
	for _, b := range n.backOf(v) {
		if leaf := n.seats[b.to].leaf; leaf != Nobody {
			reach(leaf, label{cost: at.cost + n.price[v] + n.gain(b.to) - int64(b.weight), question: b.to, next: v})
		}
	}
}

// hop is a step of the way found: by a question, or else through the tree.
type hop struct{ from, to, question int32 }

// moves are the questions on the way that carry found.
func (x *Probe) moves() []Moved {
	way := x.before(&x.forward, x.met)
	if x.outside {
		way = append(way, x.after(&x.out, x.met)...)
		way = append(way, x.before(&x.in, x.to)...)
	} else {
		way = append(way, x.after(&x.back, x.met)...)
	}
	var moves []Moved
	for _, h := range straight(way) {
		if h.question != Nobody {
			moves = append(moves, Moved{Question: h.question, From: x.n.offering(h.from), To: x.n.offering(h.to)})
		}
	}
	return moves
}

// before is the way to a node from where a forward search began.
func (x *Probe) before(s *side, v int32) []hop {
	var way []hop
	for {
		l := s.label[v]
		from := l.next
		if l.question != Nobody {
			from = x.n.seats[l.question].leaf
		}
		if from == Nobody {
			slices.Reverse(way)
			return way
		}
		way = append(way, hop{from, v, l.question})
		v = from
	}
}

// after is the way from a node to where a search back began.
func (x *Probe) after(s *side, v int32) []hop {
	var way []hop
	for l := s.label[v]; l.next != Nobody; l = s.label[v] {
		way = append(way, hop{v, l.next, l.question})
		v = l.next
	}
	return way
}

// straight leaves out detours: where the parts of a way share nodes it may go
// round, at no cost.
func straight(way []hop) []hop {
	var kept []hop
	for i := 0; i < len(way); i++ {
		for k := len(way) - 1; k > i; k-- {
			if way[k].from == way[i].from {
				i = k
				break
			}
		}
		kept = append(kept, way[i])
		if way[i].to == way[len(way)-1].to {
			break
		}
	}
	return kept
}
