package allocation

// seatQuestion finds a question its seat, moving others where that is worth it.
func (r *repair) seatQuestion(q int32) {
	r.reset()
	r.leave(q, 0, r.best(q))
	r.spread()
	r.carryOut()
}

// sendOn moves one unit from a node that has one too many.
func (r *repair) sendOn(v int32) {
	r.reset()
	r.seen[v] = stamp{turn: r.turn, question: Nobody, next: Nobody}
	r.queue.push(reach{node: v})
	r.spread()
	r.nodes[v].surplus--
	r.carryOut()
}

// spread searches from what was reached until the cheapest way out is certain,
// and moves prices.
func (r *repair) spread() {
	for {
		v, cost := r.nearest()
		if v == Nobody {
			break
		}
		if d := &r.nodes[v]; d.flow < d.most {
			r.forward(d.parent, stamp{cost: cost + r.rise(v), question: Nobody, next: v})
		}
		if v < r.teach {
			for q := r.nodes[v].members; q != Nobody; q = r.seats[q].next {
				r.leave(q, cost, r.gain(q))
			}
			continue
		}
		for _, c := range r.childrenOf(v) {
			if r.nodes[c].flow > 0 {
				r.forward(c, stamp{cost: cost + r.fall(c), question: Nobody, next: v})
			}
		}
	}
	r.reprice(+1)
}

// leave reaches all leaves that a question could go to, reached itself at cost
// and keeping gain where it is.
func (r *repair) leave(q int32, cost, gain int64) {
	cost += gain
	if out := r.out[q]; out != r.seats[q].leaf {
		worth := r.worthOut(q)
		r.forward(out, stamp{cost: cost + r.price[out] - int64(worth), question: q, next: Nobody, worth: worth})
	}
	for _, e := range r.edgesOf(q) {
		at := cost + r.price[e.to] - int64(e.weight)
		if r.better(e.to, at) && e.to != r.seats[q].leaf {
			r.forward(e.to, stamp{cost: at, question: q, next: Nobody, worth: e.weight})
		}
	}
}

// forward notes that a node can be reached, and whether a unit gets away there.
func (r *repair) forward(v int32, s stamp) {
	if !r.better(v, s.cost) {
		return
	}
	s.turn = r.turn
	r.seen[v] = s
	if away := r.riseOut(v); away < r.bound-s.cost {
		r.end, r.bound = v, s.cost+away
	}
	if v != r.root && s.cost < r.bound {
		r.queue.push(reach{s.cost, v})
	}
}

// carryOut moves the unit along the path found: from its end up to where it gets
// away, and along all steps that led there.
func (r *repair) carryOut() {
	v := r.end
	for v != r.root && r.nodes[v].surplus >= 0 {
		r.nodes[v].flow++
		v = r.nodes[v].parent
	}
	if v != r.root {
		r.nodes[v].surplus++
	}
	for v = r.end; v != Nobody; {
		s := r.seen[v]
		switch {
		case s.question != Nobody:
			from := r.seats[s.question].leaf
			r.change(s.question, v, s.worth)
			v = from
			continue
		case s.next == Nobody:
		case r.nodes[s.next].parent == v:
			r.nodes[s.next].flow++
		default:
			r.nodes[v].flow--
		}
		v = s.next
	}
}
