package allocation

import "slices"

// side is one half of a search: forward from where a unit is over, or back from
// where one is missing. The halves meet in between, at the root at the latest.
type side struct {
	queue   heap
	label   []label // by node
	touched []int32
	turn    int32
	bound   int64 // nothing further than this is looked at
}

// label is how a node was reached: as stamp, for a search that moves nothing.
type label struct {
	cost     int64
	turn     int32
	question int32
	next     int32
}

func (s *side) begin(at, root int32, bound int64) {
	s.queue, s.touched = s.queue[:0], s.touched[:0]
	s.turn++
	s.bound = bound
	s.reach(at, root, label{question: Nobody, next: Nobody})
}

// reach notes a cheaper way to a node. The far end of a step beyond the bound is
// noted too, for the other half may come by; but nobody goes on from there, and
// none from the root.
func (s *side) reach(v, root int32, l label) {
	known := s.label[v].turn == s.turn
	if known && s.label[v].cost <= l.cost {
		return
	}
	if !known {
		s.touched = append(s.touched, v)
	}
	l.turn = s.turn
	s.label[v] = l
	switch {
	case l.cost >= s.bound:
	case v == root:
		s.bound = l.cost
	default:
		s.queue.push(reach{l.cost, v})
	}
}

func (s *side) nearest() (node int32, cost int64) {
	for len(s.queue) > 0 {
		top := s.queue.pop()
		if top.cost >= s.bound {
			return Nobody, 0
		}
		if top.cost == s.label[top.node].cost {
			return top.node, top.cost
		}
	}
	return Nobody, 0
}

// carry is the least cost of taking a unit from one node to another through the
// plan, or limit when it is not below that.
func (x *Probe) carry(from, to int32, limit int64) int64 {
	n := x.n
	x.forward.begin(from, n.root, limit)
	for v, cost := x.forward.nearest(); v != Nobody; v, cost = x.forward.nearest() {
		x.goOn(v, cost)
	}
	x.back.begin(to, n.root, limit)
	for v, cost := x.back.nearest(); v != Nobody; v, cost = x.back.nearest() {
		x.goBack(v, cost)
	}
	x.met = Nobody
	for _, v := range x.back.touched {
		if l := x.forward.label[v]; l.turn == x.forward.turn && l.cost+x.back.label[v].cost < limit {
			limit, x.met = l.cost+x.back.label[v].cost, v
		}
	}
	return limit
}

// goOn reaches all nodes one step after a node.
func (x *Probe) goOn(v int32, cost int64) {
	n, s := x.n, &x.forward
	if d := &n.nodes[v]; d.flow < d.most {
		s.reach(d.parent, n.root, label{cost: cost + n.rise(v), question: Nobody, next: v})
	}
	if v >= n.teach {
		for _, c := range n.childrenOf(v) {
			if n.nodes[c].flow > 0 {
				s.reach(c, n.root, label{cost: cost + n.fall(c), question: Nobody, next: v})
			}
		}
		return
	}
	for q := n.nodes[v].members; q != Nobody; q = n.seats[q].next {
		keeps := cost + n.gain(q)
		s.reach(n.out[q], n.root, label{cost: keeps + n.price[n.out[q]] - int64(n.worthOut(q)), question: q, next: Nobody})
		for _, e := range n.edgesOf(q) {
			s.reach(e.to, n.root, label{cost: keeps + n.price[e.to] - int64(e.weight), question: q, next: Nobody})
		}
	}
}

// goBack reaches all nodes one step before a node.
func (x *Probe) goBack(v int32, cost int64) {
	n, s := x.n, &x.back
	if n.nodes[v].flow > 0 {
		s.reach(n.nodes[v].parent, n.root, label{cost: cost + n.fall(v), question: Nobody, next: v})
	}
	if v >= n.teach {
		for _, c := range n.childrenOf(v) {
			if n.nodes[c].flow < n.nodes[c].most {
				s.reach(c, n.root, label{cost: cost + n.rise(c), question: Nobody, next: v})
			}
		}
		return
	}
	for _, b := range n.backOf(v) {
		if leaf := n.seats[b.to].leaf; leaf != Nobody {
			s.reach(leaf, n.root, label{cost: cost + n.price[v] + n.gain(b.to) - int64(b.weight), question: b.to, next: v})
		}
	}
}

// hop is a step of the way found: by a question, or else through the tree.
type hop struct{ from, to, question int32 }

// moves are the questions on the way that carry found.
func (x *Probe) moves() []Move {
	var moves []Move
	for _, h := range straight(x.way()) {
		if h.question != Nobody {
			moves = append(moves, Move{Question: h.question, From: x.offering(h.from), To: x.offering(h.to)})
		}
	}
	return moves
}

func (x *Probe) way() []hop {
	var way []hop
	for v := x.met; ; {
		l := x.forward.label[v]
		from := l.next
		if l.question != Nobody {
			from = x.n.seats[l.question].leaf
		}
		if from == Nobody {
			break
		}
		way = append(way, hop{from, v, l.question})
		v = from
	}
	slices.Reverse(way)
	for v := x.met; x.back.label[v].next != Nobody; v = x.back.label[v].next {
		l := x.back.label[v]
		way = append(way, hop{v, l.next, l.question})
	}
	return way
}

// straight leaves out detours: where the two halves share nodes the way may go
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

// offering is a leaf as plans name it.
func (x *Probe) offering(leaf int32) int32 {
	if leaf >= x.n.outs {
		return Nobody
	}
	return leaf
}
