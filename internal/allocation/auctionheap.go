package allocation

// raise adds a bid to a leaf's slots; count says already that it is there.
func (a *auction) raise(leaf int32, s slot) {
	heap := a.slots[a.first[leaf]:a.first[leaf+1]]
	i := a.count[leaf] - 1
	for i > 0 {
		up := (i - 1) / 2
		if heap[up].bid <= s.bid {
			break
		}
		heap[i] = heap[up]
		i = up
	}
	heap[i] = s
}

// lower takes the lowest bid out of a leaf's slots, of which length stay.
func (a *auction) lower(leaf, length int32) {
	heap := a.slots[a.first[leaf]:a.first[leaf+1]]
	last := heap[length]
	i := int32(0)
	for c := int32(1); c < length; c = 2*i + 1 {
		if c+1 < length && heap[c+1].bid < heap[c].bid {
			c++
		}
		if last.bid <= heap[c].bid {
			break
		}
		heap[i] = heap[c]
		i = c
	}
	heap[i] = last
}

// play brings the losses of all nodes above a leaf up to date. Each inner node
// keeps its children's losses as a knock-out: entry i is the lower of entries 2i
// and 2i+1, and the children are the last half.
func (a *auction) play(leaf int32) {
	a.loss[leaf] = far
	if a.count[leaf] > 0 {
		a.loss[leaf] = a.slots[a.first[leaf]].bid
	}
	for v := leaf; a.nodes[v].parent != a.root; v = a.nodes[v].parent {
		d := &a.nodes[v]
		loss := a.loss[v]
		if a.count[v] <= d.least {
			loss += a.bonus
		}
		at := d.parent - a.outs
		tree := a.played[a.playAt[at]:a.playAt[at+1]]
		i := len(tree)/2 + int(a.spot[v])
		tree[i] = loss
		for i > 1 {
			i /= 2
			tree[i] = min(tree[2*i], tree[2*i+1])
		}
		a.loss[d.parent] = tree[1]
	}
}

// loser is the child of a node whose loss is lowest.
func (a *auction) loser(v int32) int32 {
	tree := a.played[a.playAt[v-a.outs]:a.playAt[v-a.outs+1]]
	half := len(tree) / 2
	i := 1
	for i < half {
		i *= 2
		if tree[i+1] < tree[i] {
			i++
		}
	}
	return a.childrenOf(v)[i-half]
}

// takeSeats seats in the network who sits here, and all others outside, unless
// they would rather be elsewhere at the final prices.
func (a *auction) takeSeats() {
	leaf := make([]int32, len(a.seats))
	copy(leaf, a.out)
	for v := range a.teach {
		for _, s := range a.slots[a.first[v]:][:a.count[v]] {
			leaf[s.question] = v
		}
	}
	for q := range int32(len(leaf)) {
		if leaf[q] == Nobody {
			continue
		}
		worth := a.worthOut(q)
		best := int64(worth) - a.price[a.out[q]]
		for _, e := range a.edgesOf(q) {
			best = max(best, int64(e.weight)-a.price[e.to])
			if e.to == leaf[q] {
				worth = e.weight
			}
		}
		if int64(worth)-a.price[leaf[q]] == best {
			a.sit(q, leaf[q], worth)
		}
	}
}
