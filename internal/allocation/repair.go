package allocation

// repair makes prices and seats agree, one unit at a time: a question without a
// seat, or a node with a unit too many, sends it along the cheapest path to
// where one is missing or out at the root; a node that lacks one draws it in
// along the cheapest path. Prices move along just as far, so that no other unit
// ever wants to move. When nothing is over or short, the plan is optimal.
type repair struct {
	*network
	queue heap
	done  []int32 // nodes reached for certain, in order
	seen  []stamp // by node
	turn  int32   // number of the search
	end   int32   // the best node so far from which a unit gets away
	bound int64   // what that costs in all
	log   []seatLeft
}

// seatLeft says that a question left a seat, or, with Nobody, had none.
type seatLeft struct{ question, leaf int32 }

// stamp is how a search came to a node: at what cost, and by which step: a
// question that moves between this node and leaf `next`, where it is worth
// `worth`; or, without question, one up or down the tree to node next.
type stamp struct {
	cost     int64
	turn     int32
	question int32
	next     int32
	worth    int32
}

func newRepair(n *network) *repair {
	return &repair{network: n, seen: make([]stamp, len(n.nodes))}
}

// run repairs everything, from any prices, when nobody sits who would rather be
// elsewhere.
func (r *repair) run() {
	r.settle()
	for q := range int32(len(r.seats)) {
		if r.seats[q].leaf == Nobody && r.out[q] != Nobody {
			r.seatQuestion(q)
		}
	}
	for v := range r.root {
		for r.nodes[v].surplus < 0 {
			r.drawIn(v)
		}
	}
	for v := range r.root {
		for r.nodes[v].surplus > 0 {
			r.sendOn(v)
		}
	}
	r.log = r.log[:0]
}

// unseatUnhappy lets stand up who would keep more elsewhere.
func (r *repair) unseatUnhappy() {
	for q := range int32(len(r.seats)) {
		if r.seats[q].leaf != Nobody && r.gain(q) < r.best(q) {
			r.stand(q)
		}
	}
}

// reset starts a search with nothing reached.
func (r *repair) reset() {
	r.queue, r.done = r.queue[:0], r.done[:0]
	r.turn++
	r.end, r.bound = Nobody, far
}

// nearest takes the nearest node that is not settled yet, Nobody when the end is
// nearer than all of them.
func (r *repair) nearest() (node int32, cost int64) {
	for len(r.queue) > 0 {
		top := r.queue.pop()
		if top.cost >= r.bound {
			return Nobody, 0
		}
		if top.cost == r.seen[top.node].cost {
			r.done = append(r.done, top.node)
			return top.node, top.cost
		}
	}
	return Nobody, 0
}

// better tells whether a node can be reached at less cost than known.
func (r *repair) better(v int32, cost int64) bool {
	return cost < r.bound && (r.seen[v].turn != r.turn || cost < r.seen[v].cost)
}

// reprice moves the prices of what the search settled, up or down, to where the
// path that it found costs nothing.
func (r *repair) reprice(sign int64) {
	for _, v := range r.done {
		r.price[v] += sign * (r.bound - r.seen[v].cost)
	}
}

// change seats a question elsewhere, and notes where it sat.
func (r *repair) change(q, leaf, worth int32) {
	r.log = append(r.log, seatLeft{q, r.seats[q].leaf})
	r.stand(q)
	r.sit(q, leaf, worth)
}
