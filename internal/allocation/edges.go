package allocation

// fillEdges copies the edges that can be used, a question at a time. What was
// promised weighs more by the cost of moving it. A fixed question has no edges:
// it takes no part.
func (n *network) fillEdges(p *Problem, whole bool) {
	shut := make([]bool, len(p.Offerings))
	for v := range shut {
		shut[v] = !whole && n.closed(int32(v))
	}
	n.edgeFirst = make([]int32, len(p.Questions)+1)
	room := len(p.Edges)
	if whole {
		room += room/8 + 1024 // so that late questions need no larger list
	}
	n.edges = make([]pair, 0, room)
	for q := range p.Questions {
		n.edgeFirst[q] = int32(len(n.edges))
		question := &p.Questions[q]
		if question.Fixed != Nobody {
			continue
		}
		for _, e := range p.EdgesOf(q) {
			if shut[e.Offering] {
				continue
			}
			weight := e.Weight
			if e.Offering == question.Held {
				weight += int32(question.Move)
			}
			n.edges = append(n.edges, pair{e.Offering, weight})
		}
	}
	n.edgeFirst[len(p.Questions)] = int32(len(n.edges))
}

// turnEdges lists the edges by leaf. The unserved leaves of groups are among
// them; nobody searches from the leaf of those in no group, which always has
// room.
func (n *network) turnEdges() {
	free := n.teach - 1
	n.backFirst = make([]int32, n.teach+1)
	count := n.backFirst[1:]
	for _, e := range n.edges {
		count[e.to]++
	}
	for _, v := range n.out {
		if v != free && v != Nobody {
			count[v]++
		}
	}
	for v := range n.teach {
		count[v] += n.backFirst[v]
	}
	n.back = make([]pair, n.backFirst[n.teach])
	next := append([]int32(nil), n.backFirst[:n.teach]...)
	for q := range int32(len(n.out)) {
		for _, e := range n.edgesOf(q) {
			n.back[next[e.to]] = pair{q, e.weight}
			next[e.to]++
		}
		if v := n.out[q]; v != free && v != Nobody {
			n.back[next[v]] = pair{q, n.worthOut(q)}
			next[v]++
		}
	}
}

// largest is the largest weight.
func (n *network) largest() int64 {
	largest := int32(0)
	for _, e := range n.edges {
		largest = max(largest, e.weight)
	}
	return int64(largest)
}
