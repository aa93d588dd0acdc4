package allocation_test

// An independent solver to check plans against: primal network simplex with a
// strongly feasible tree. It shares no thought with the planner: no prices are
// bid, no paths are augmented.

// arc carries between least and most units, each at a cost.
type arc struct {
	from, to    int
	least, most int64
	cost        int64
}

// network has a supply at each node; a demand is a negative one.
type network struct {
	supply []int64
	arcs   []arc
}

const (
	atLeast = 1 // an arc outside the tree without flow to give back
	inTree  = 0
	atMost  = -1
)

// simplex is a network while it is solved. The root is the node after the last.
type simplex struct {
	arcs  []arc
	flow  []int64
	state []int8

	potential []int64
	parent    []int
	pred      []int // the arc to the parent
	depth     []int
	child     []int // the first child; the others follow by next
	next      []int
	prev      []int
	start     int
}

// cheapest is the least cost that serves all supply and demand, with the flow on
// each arc; ok is false when nothing does.
func (n network) cheapest() (cost int64, flow []int64, ok bool) {
	supply := append([]int64(nil), n.supply...)
	s := &simplex{arcs: append([]arc(nil), n.arcs...)}
	for i, a := range s.arcs {
		supply[a.from] -= a.least
		supply[a.to] += a.least
		cost += a.least * a.cost
		s.arcs[i].most -= a.least
	}
	s.plant(supply)
	for s.pivot() {
	}
	flow = make([]int64, len(n.arcs))
	for i, a := range n.arcs {
		cost += s.flow[i] * a.cost
		flow[i] = s.flow[i] + a.least
	}
	for _, f := range s.flow[len(n.arcs):] {
		if f != 0 {
			return 0, nil, false
		}
	}
	return cost, flow, true
}

// plant starts with a tree of costly arcs to and from the root.
func (s *simplex) plant(supply []int64) {
	root := len(supply)
	dear := int64(1)
	for _, a := range s.arcs {
		dear += max(a.cost, -a.cost)
	}
	given := len(s.arcs)
	s.flow, s.state = make([]int64, given+root), make([]int8, given+root)
	for i := range given {
		s.state[i] = atLeast
	}
	size := root + 1
	s.potential, s.parent, s.pred = make([]int64, size), make([]int, size), make([]int, size)
	s.depth, s.child, s.next, s.prev = make([]int, size), make([]int, size), make([]int, size), make([]int, size)
	for v := range size {
		s.child[v], s.next[v], s.prev[v], s.parent[v] = -1, -1, -1, -1
	}
	for v, b := range supply {
		a := arc{from: v, to: root, most: 1 << 60, cost: dear}
		if b < 0 {
			a.from, a.to = root, v
		}
		s.flow[given+v] = max(b, -b)
		s.arcs = append(s.arcs, a)
		s.hang(v, root, given+v)
	}
}

// hang makes v a child of u by an arc and brings v's subtree up to date.
func (s *simplex) hang(v, u, by int) {
	s.parent[v], s.pred[v] = u, by
	s.prev[v], s.next[v] = -1, s.child[u]
	if s.child[u] >= 0 {
		s.prev[s.child[u]] = v
	}
	s.child[u] = v
	stack := []int{v}
	for len(stack) > 0 {
		x := stack[len(stack)-1]
		stack = stack[:len(stack)-1]
		a := s.arcs[s.pred[x]]
		s.depth[x] = s.depth[s.parent[x]] + 1
		s.potential[x] = s.potential[s.parent[x]] + a.cost
		if a.from == x {
			s.potential[x] = s.potential[s.parent[x]] - a.cost
		}
		for c := s.child[x]; c >= 0; c = s.next[c] {
			stack = append(stack, c)
		}
	}
}

func (s *simplex) cut(v int) {
	if s.prev[v] >= 0 {
		s.next[s.prev[v]] = s.next[v]
	} else {
		s.child[s.parent[v]] = s.next[v]
	}
	if s.next[v] >= 0 {
		s.prev[s.next[v]] = s.prev[v]
	}
	s.parent[v] = -1
}

// entering is the arc of the next block whose reduced cost is worst, or -1.
func (s *simplex) entering() int {
	best, worst := -1, int64(0)
	block := 50 + len(s.arcs)/64
	for i := range len(s.arcs) {
		at := (s.start + i) % len(s.arcs)
		a := s.arcs[at]
		reduced := int64(s.state[at]) * (a.cost + s.potential[a.from] - s.potential[a.to])
		if reduced < worst {
			best, worst = at, reduced
		}
		if i%block == block-1 && best >= 0 {
			s.start = at
			return best
		}
	}
	return best
}

// pivot brings one arc into the tree, and says false when none would help.
func (s *simplex) pivot() bool {
	in := s.entering()
	if in < 0 {
		return false
	}
	first, second := s.arcs[in].from, s.arcs[in].to
	if s.state[in] == atMost {
		first, second = second, first
	}
	join := s.join(first, second)
	delta, out, far := s.leaving(in, [3]int{first, second, join})
	s.push(in, delta, [3]int{first, second, join})
	if out < 0 {
		s.state[in] = -s.state[in]
		return true
	}
	s.state[in] = inTree
	gone := s.pred[out]
	s.state[gone] = atLeast
	if s.flow[gone] > 0 {
		s.state[gone] = atMost
	}
	if far {
		first, second = second, first
	}
	s.rehang(first, second, out, in)
	return true
}

func (s *simplex) join(u, v int) int {
	for u != v {
		if s.depth[u] >= s.depth[v] {
			u = s.parent[u]
		} else {
			v = s.parent[v]
		}
	}
	return u
}

// leaving is how much fits around the cycle, the child end of the tree arc that
// is full first (or -1: the entering arc itself), and whether that lies on the
// second side.
func (s *simplex) leaving(in int, cycle [3]int) (delta int64, out int, far bool) {
	delta, out = s.arcs[in].most, -1
	for v := cycle[0]; v != cycle[2]; v = s.parent[v] {
		if d := s.spare(v, s.arcs[s.pred[v]].from != v); d < delta {
			delta, out = d, v
		}
	}
	for v := cycle[1]; v != cycle[2]; v = s.parent[v] {
		if d := s.spare(v, s.arcs[s.pred[v]].from == v); d <= delta {
			delta, out, far = d, v, true
		}
	}
	return delta, out, far
}

func (s *simplex) spare(v int, along bool) int64 {
	if along {
		return s.arcs[s.pred[v]].most - s.flow[s.pred[v]]
	}
	return s.flow[s.pred[v]]
}

func (s *simplex) push(in int, delta int64, cycle [3]int) {
	if s.state[in] == atMost {
		s.flow[in] -= delta
	} else {
		s.flow[in] += delta
	}
	for side, v := range cycle[:2] {
		for ; v != cycle[2]; v = s.parent[v] {
			if (s.arcs[s.pred[v]].from == v) == (side == 1) {
				s.flow[s.pred[v]] += delta
			} else {
				s.flow[s.pred[v]] -= delta
			}
		}
	}
}

// rehang turns the tree between u and out round, so that it hangs from v by in.
func (s *simplex) rehang(u, v, out, in int) {
	by := in
	for {
		up, old := s.parent[u], s.pred[u]
		last := u == out
		s.cut(u)
		s.hang(u, v, by)
		if last {
			return
		}
		u, v, by = up, u, old
	}
}
