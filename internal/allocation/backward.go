package allocation

// drawIn brings one unit to a node that lacks one.
func (r *repair) drawIn(v int32) {
	r.reset()
	r.backward(v, stamp{question: Nobody, next: Nobody})
	r.search()
	r.nodes[v].surplus++
	r.carryIn()
}

// search goes against the flow until the cheapest source of a unit is certain,
// and moves prices.
func (r *repair) search() {
	for {
		v, cost := r.nearest()
		if v == Nobody {
			break
		}
		if r.nodes[v].flow > 0 {
			r.backward(r.nodes[v].parent, stamp{cost: cost + r.fall(v), question: Nobody, next: v})
		}
		if v < r.teach {
			r.arrive(v, cost)
			continue
		}
		for _, c := range r.childrenOf(v) {
			if r.nodes[c].flow < r.nodes[c].most {
				r.backward(c, stamp{cost: cost + r.rise(c), question: Nobody, next: v})
			}
		}
	}
	r.reprice(-1)
}

// arrive reaches the leaves of all questions that could come to a leaf.
func (r *repair) arrive(v int32, cost int64) {
	r.arriveBy(v, cost, r.backOf(v))
	if r.later != nil {
		r.arriveBy(v, cost, r.later[v])
	}
}

func (r *repair) arriveBy(v int32, cost int64, list []pair) {
	cost += r.price[v]
	for _, b := range list {
		s := &r.seats[b.to]
		if s.leaf == Nobody {
			continue // withdrawn
		}
		at := cost + int64(s.worth) - r.price[s.leaf] - int64(b.weight)
		if r.better(s.leaf, at) && s.leaf != v {
			r.backward(s.leaf, stamp{cost: at, question: b.to, next: v, worth: b.weight})
		}
	}
}

// backward notes that a unit at a node could be brought on, and whether one can
// be had there.
func (r *repair) backward(v int32, s stamp) {
	if !r.better(v, s.cost) {
		return
	}
	s.turn = r.turn
	r.seen[v] = s
	if in := r.fallIn(v); in < r.bound-s.cost {
		r.end, r.bound = v, s.cost+in
	}
	if v != r.root && s.cost < r.bound {
		r.queue.push(reach{s.cost, v})
	}
}

// carryIn moves the unit along the path found: from where one was to be had down
// to the path's start, and along all steps from there.
func (r *repair) carryIn() {
	v := r.end
	for v != r.root && r.nodes[v].surplus <= 0 {
		r.nodes[v].flow--
		v = r.nodes[v].parent
	}
	if v != r.root {
		r.nodes[v].surplus--
	}
	for v = r.end; ; {
		s := r.seen[v]
		switch {
		case s.question != Nobody:
			r.change(s.question, s.next, s.worth)
		case s.next == Nobody:
			return
		case r.nodes[v].parent == s.next:
			r.nodes[v].flow++
		default:
			r.nodes[s.next].flow--
		}
		v = s.next
	}
}
