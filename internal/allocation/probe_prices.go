package allocation

// settlePrices lowers all prices as far as the plan allows: then one place more
// brings just what it costs, wherever nothing above is full. Of all prices that
// prove the plan these are the least; they are found by one search of the ways
// in from the root. Another search tells what it takes to get out there from
// each node.
func (x *Probe) settlePrices() {
	n := x.n
	x.in, x.out = newSide(len(n.nodes)), newSide(len(n.nodes))
	x.spread(&x.in, x.goOn)
	most := int64(0)
	for v := range n.nodes {
		if cost := x.in.known(int32(v)); cost < far {
			most = max(most, cost)
		}
	}
	for v := range n.nodes {
		n.price[v] -= min(most, x.in.known(int32(v)))
	}
	x.spread(&x.out, x.goBack)
}

// spread searches from the root to all nodes.
func (x *Probe) spread(s *side, step func(reach, func(int32, label))) {
	s.begin()
	note := func(v int32, l label) {
		if l.cost < s.known(v) {
			s.put(v, l)
		}
	}
	note(x.n.root, label{question: Nobody, next: Nobody})
	if s == &x.out {
		x.noteLeaving(note)
	}
	for s.top() < far {
		step(s.queue.pop(), note)
	}
}

// noteLeaving notes for all seats of who is in no group that they can stay
// unserved: their leaf for that lists nobody.
func (x *Probe) noteLeaving(note func(int32, label)) {
	n := x.n
	free := n.teach - 1
	note(free, label{cost: n.rise(free), question: Nobody, next: n.root})
	for q := range int32(len(n.seats)) {
		if leaf := n.seats[q].leaf; leaf != Nobody && n.out[q] == free && leaf != free {
			note(leaf, label{cost: n.rise(free) + n.gain(q) + n.price[free] - int64(n.worthOut(q)), question: q, next: free})
		}
	}
}
