package allocation

// network is a round as a flow. Every question sends one unit to a leaf: an
// offering, or a way to stay unserved. From a leaf the units climb a tree, from
// offering to lecturer to programme to the root. Each node lets through at most
// `most` units, and pays bonus for each of the first `least`.
//
// A minimum of a group is the same thing seen from the other side: of those who
// stay unserved the first size-least are free and each further one costs bonus.
// So a group is a node with least = size-least, and staying unserved is worth
// minus bonus for each group around.
//
// Nodes are numbered from the leaves up, so a parent has the higher number:
// offerings, unserved leaves (one for each group, one for questions in none),
// lecturers, programmes, groups, root.
type network struct {
	bonus int64
	nest  *nest
	nodes []node
	price []int64 // by node; the root's is 0
	outs  int32   // number of the first unserved leaf
	teach int32   // of the first lecturer
	study int32   // of the first programme
	group int32   // of the first group
	root  int32

	childFirst []int32 // by node from outs on
	children   []int32

	edgeFirst []int32  // by question
	edges     []pair   // to leaves
	backFirst []int32  // by leaf
	back      []pair   // to questions
	later     [][]pair // by leaf: what came to back later; nil when nothing did
	seats     []seat
	out       []int32 // by question: its unserved leaf, Nobody when it is fixed
	outWorth  []int32 // by unserved leaf
}

// node is a place in the tree. flow is what it sends up; a unit that comes in
// and does not go up is surplus, one that goes up without having come in is
// surplus below zero. Both are transient.
type node struct {
	parent, least, most int32
	flow, surplus       int32
	members             int32 // the first question that sits here, or Nobody
}

// pair is an edge seen from one of its ends.
type pair struct{ to, weight int32 }

// seat is where a question sits: its leaf, what that is worth, and its
// neighbours in the leaf's list.
type seat struct{ leaf, worth, next, prev int32 }

// newNetwork lays a problem out. Edges to leaves that can take nothing are left
// out, unless whole says that capacities may change later.
func newNetwork(p *Problem, whole bool) (*network, error) {
	nest, err := newNest(p)
	if err != nil {
		return nil, err
	}
	n := &network{bonus: p.Bonus, nest: nest}
	n.number(p)
	n.hang(p)
	n.reserveFixed(p)
	n.seatNobody(p)
	n.fillEdges(p, whole)
	n.turnEdges()
	if !whole {
		n.capUnlimited()
	}
	n.listChildren()
	return n, nil
}

func (n *network) number(p *Problem) {
	groups := int32(len(n.nest.order))
	n.outs = int32(len(p.Offerings))
	n.teach = n.outs + groups + 1
	n.study = n.teach + int32(len(p.Lecturers))
	n.group = n.study + int32(len(p.Programmes))
	n.root = n.group + groups
	n.nodes = make([]node, n.root+1)
	n.price = make([]int64, n.root+1)
}

// hang gives every node its parent and capacities.
func (n *network) hang(p *Problem) {
	for i := range n.nodes {
		n.nodes[i] = node{parent: n.root, most: Unlimited, members: Nobody}
	}
	n.nodes[n.root].parent = Nobody
	for i, o := range p.Offerings {
		n.put(int32(i), n.teach, o.Lecturer, o.Least, o.Most)
	}
	for i, l := range p.Lecturers {
		n.put(n.teach+int32(i), n.study, l.Programme, 0, l.Most)
	}
	for i, s := range p.Programmes {
		n.put(n.study+int32(i), n.root, Nobody, 0, s.Most)
	}
	n.outWorth = make([]int32, n.teach-n.outs)
	for k := len(n.nest.order) - 1; k >= 0; k-- {
		rank, around, size := int32(k), n.nest.parent[k], n.nest.size[k]
		n.put(n.group+rank, n.group, around, n.nest.free[k], size+1)
		n.put(n.outs+rank, n.group, rank, 0, size+1)
		n.outWorth[k] = -int32(n.bonus)
		if around != Nobody {
			n.outWorth[k] += n.outWorth[around]
		}
	}
}

// put places a node below member number `above` of the level that starts at
// level, or below the root.
func (n *network) put(at, level, above, least, most int32) {
	d := &n.nodes[at]
	d.least, d.most = min(least, most), most
	if n.bonus == 0 {
		d.least = 0
	}
	if above != Nobody {
		d.parent = level + above
	}
}

// reserveFixed takes the places of fixed questions out of the network; nest has
// done so for groups.
func (n *network) reserveFixed(p *Problem) {
	for q := range p.Questions {
		if p.Questions[q].Fixed == Nobody {
			continue
		}
		for v := p.Questions[q].Fixed; v != n.root; v = n.nodes[v].parent {
			d := &n.nodes[v]
			d.least = max(0, d.least-1)
			if d.most < Unlimited {
				d.most--
			}
		}
	}
}

// seatNobody prepares the seats: nobody sits, and fixed questions never will.
func (n *network) seatNobody(p *Problem) {
	n.seats = make([]seat, len(p.Questions))
	n.out = make([]int32, len(p.Questions))
	for q := range n.seats {
		n.seats[q] = seat{leaf: Nobody, next: Nobody, prev: Nobody}
		n.out[q] = n.wayOut(&p.Questions[q])
	}
}

// wayOut is the leaf for staying unserved, Nobody for a fixed question.
func (n *network) wayOut(q *Question) int32 {
	if q.Fixed != Nobody {
		return Nobody
	}
	if k := n.nest.smallest(q.Groups); k != Nobody {
		return n.outs + k
	}
	return n.teach - 1
}

// closed tells whether a node or one above it takes nothing.
func (n *network) closed(v int32) bool {
	for ; v != n.root; v = n.nodes[v].parent {
		if n.nodes[v].most == 0 {
			return true
		}
	}
	return false
}

// capUnlimited lowers capacities to one more than could ever come in: they still
// never bind, and prices that are off do not pretend a flood.
func (n *network) capUnlimited() {
	sum := make([]int64, len(n.nodes))
	for v := range n.root {
		d := &n.nodes[v]
		if v < n.outs {
			sum[v] = int64(n.backFirst[v+1] - n.backFirst[v])
		}
		if v == n.teach-1 {
			sum[v] = int64(len(n.seats))
		}
		if v < n.outs || v >= n.teach || v == n.teach-1 {
			d.most = int32(min(int64(d.most), sum[v]+1))
			d.least = min(d.least, d.most)
		}
		sum[d.parent] += int64(d.most)
	}
}

// listChildren makes the lists of children of all inner nodes.
func (n *network) listChildren() {
	n.childFirst = make([]int32, len(n.nodes)+1-int(n.outs))
	for v := range n.root {
		n.childFirst[n.nodes[v].parent-n.outs+1]++
	}
	for i := range len(n.childFirst) - 1 {
		n.childFirst[i+1] += n.childFirst[i]
	}
	n.children = make([]int32, n.root)
	next := append([]int32(nil), n.childFirst...)
	for v := range n.root {
		at := &next[n.nodes[v].parent-n.outs]
		n.children[*at] = v
		*at++
	}
}

// childrenOf lists what hangs directly below an inner node.
func (n *network) childrenOf(v int32) []int32 {
	return n.children[n.childFirst[v-n.outs]:n.childFirst[v-n.outs+1]]
}

// edgesOf are the offerings that a question can go to.
func (n *network) edgesOf(q int32) []pair { return n.edges[n.edgeFirst[q]:n.edgeFirst[q+1]] }

// backOf are the questions that can go to a leaf.
func (n *network) backOf(v int32) []pair { return n.back[n.backFirst[v]:n.backFirst[v+1]] }

// worthOut is what staying unserved is worth to a question.
func (n *network) worthOut(q int32) int32 { return n.outWorth[n.out[q]-n.outs] }
