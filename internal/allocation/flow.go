package allocation

// What a unit costs on its way through the tree, at the present prices. A price
// is right when no unit can move at a cost below zero.

// rise is the cost of one more unit from a node to its parent; there must be
// room.
func (n *network) rise(v int32) int64 {
	d := &n.nodes[v]
	cost := n.price[d.parent] - n.price[v]
	if d.flow < d.least {
		cost -= n.bonus
	}
	return cost
}

// fall is the cost of one unit less from a node to its parent; there must be
// one.
func (n *network) fall(v int32) int64 {
	d := &n.nodes[v]
	cost := n.price[v] - n.price[d.parent]
	if d.flow <= d.least {
		cost += n.bonus
	}
	return cost
}

// riseOut is the cost of taking a unit from a node to the nearest node above
// that lacks one, or out at the root; far when a full node stands between.
func (n *network) riseOut(v int32) int64 {
	cost := int64(0)
	for v != n.root && n.nodes[v].surplus >= 0 {
		if n.nodes[v].flow >= n.nodes[v].most {
			return far
		}
		cost += n.rise(v)
		v = n.nodes[v].parent
	}
	return cost
}

// fallIn is the cost of bringing a unit to a node from the nearest node above
// with one too many, or from the root.
func (n *network) fallIn(v int32) int64 {
	cost := int64(0)
	for v != n.root && n.nodes[v].surplus <= 0 {
		if n.nodes[v].flow <= 0 {
			return far
		}
		cost += n.fall(v)
		v = n.nodes[v].parent
	}
	return cost
}

// far is more than any path can cost.
const far = int64(1) << 60

// settle gives every node the flow that its price asks for, and counts what
// that leaves over or short. Who sits must have been decided.
func (n *network) settle() {
	for v := range n.nodes {
		n.nodes[v].surplus = 0
	}
	for q := range n.seats {
		if leaf := n.seats[q].leaf; leaf != Nobody {
			n.nodes[leaf].surplus++
		}
	}
	for v := range n.root {
		d := &n.nodes[v]
		d.flow = n.wanted(v, d.surplus)
		d.surplus -= d.flow
		n.nodes[d.parent].surplus += d.flow
	}
	n.nodes[n.root].surplus = 0
}

// wanted is the flow that a node's price asks for; where the price leaves a
// choice, as near as it comes to what flows in.
func (n *network) wanted(v, in int32) int32 {
	d := &n.nodes[v]
	switch step := n.price[v] - n.price[d.parent]; {
	case step > 0:
		return d.most
	case step == 0:
		return min(max(in, d.least), d.most)
	case step > -n.bonus:
		return d.least
	case step == -n.bonus:
		return min(in, d.least)
	}
	return 0
}

// sit puts a question in a leaf.
func (n *network) sit(q, leaf, worth int32) {
	d := &n.nodes[leaf]
	n.seats[q] = seat{leaf: leaf, worth: worth, next: d.members, prev: Nobody}
	if d.members != Nobody {
		n.seats[d.members].prev = q
	}
	d.members = q
}

// stand takes a question out of its leaf, if it sits.
func (n *network) stand(q int32) {
	s := n.seats[q]
	if s.leaf == Nobody {
		return
	}
	if s.prev == Nobody {
		n.nodes[s.leaf].members = s.next
	} else {
		n.seats[s.prev].next = s.next
	}
	if s.next != Nobody {
		n.seats[s.next].prev = s.prev
	}
	n.seats[q].leaf = Nobody
}

// gain is what a question that sits keeps of its worth after the price.
func (n *network) gain(q int32) int64 {
	return int64(n.seats[q].worth) - n.price[n.seats[q].leaf]
}

// best is the most that a question could keep at the present prices.
func (n *network) best(q int32) int64 {
	best := int64(n.worthOut(q)) - n.price[n.out[q]]
	for _, e := range n.edgesOf(q) {
		best = max(best, int64(e.weight)-n.price[e.to])
	}
	return best
}
