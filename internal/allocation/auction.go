package allocation

// auction finds prices and seats that are nearly right, quickly. A question
// without a seat bids for what it likes best: the price, raised by as much as
// it would keep there more than at its second choice, and by step. A place is
// free while there is room all the way up; else the lowest bid that stands in
// the way is pushed out. Prices are uniform: what a newcomer would have to bid.
//
// It runs in rounds with ever smaller steps, each from a little below the prices
// of the one before. What it leaves wrong, by a step or so, repair mends; the
// auction decides nothing but time.
type auction struct {
	*network
	step    int64
	count   []int32 // by node: units that go through
	reserve []int64 // by node: the price is not below it
	loss    []int64 // by node: the least bid that leaving makes room within it, bonus included
	slots   []slot
	first   []int32 // by leaf: its slots
	played  []int64 // by inner node a tree of its children's losses, see play
	playAt  []int32 // by node from outs on: where its tree starts
	spot    []int32 // by node: its place among its parent's children
	left    int     // bids until the auction gives up
}

// slot is a bid that stands. A leaf's slots are a heap, the lowest on top.
type slot struct {
	bid      int64
	question int32
}

// bidsEach is after how many bids for each question the auction leaves the rest
// to repair.
const bidsEach = 100

// steps of the rounds, for the largest weight that there is.
func steps(largest int64) []int64 {
	return []int64{max(1, largest/6), max(1, largest/50), max(1, largest/500)}
}

func newAuction(n *network) *auction {
	a := &auction{
		network: n,
		count:   make([]int32, len(n.nodes)),
		reserve: make([]int64, len(n.nodes)),
		loss:    make([]int64, len(n.nodes)),
		first:   make([]int32, n.teach+1),
		playAt:  make([]int32, len(n.nodes)-int(n.outs)+1),
		spot:    make([]int32, len(n.nodes)),
		left:    bidsEach * len(n.seats),
	}
	for v := range n.teach {
		room := min(n.nodes[v].most, n.backFirst[v+1]-n.backFirst[v])
		a.first[v+1] = a.first[v] + room
	}
	a.slots = make([]slot, a.first[n.teach])
	for v := n.outs; v <= n.root; v++ {
		i := v - n.outs
		a.playAt[i+1] = a.playAt[i]
		if v == n.root {
			break
		}
		for k, c := range n.childrenOf(v) {
			a.spot[c] = int32(k)
		}
		a.playAt[i+1] += 2 * int32(len(n.childrenOf(v)))
	}
	a.played = make([]int64, a.playAt[len(a.playAt)-1])
	for v := range a.reserve {
		a.reserve[v] = -far
	}
	return a
}

// run plays all rounds and leaves its prices and seats in the network.
func (a *auction) run(steps []int64) {
	for k, step := range steps {
		a.step = step
		a.open()
		for q := range int32(len(a.seats)) {
			if a.out[q] != Nobody {
				a.seat(q)
			}
		}
		a.reprice()
		if k+1 == len(steps) {
			break
		}
		for v := range a.reserve {
			a.reserve[v] = a.price[v] - 2*step
		}
	}
	a.reopen()
	a.takeSeats()
}

// reopen gives what is shut, and was too dear for any bid, an ordinary price.
func (a *auction) reopen() {
	for v := a.root - 1; v >= 0; v-- {
		if a.price[v] > far/2 {
			a.price[v] = a.openPrice(v)
		}
	}
}

// open empties everything.
func (a *auction) open() {
	clear(a.count)
	for v := range a.loss {
		a.loss[v] = far
	}
	for i := range a.played {
		a.played[i] = far
	}
	a.reprice()
}

// reprice works out all prices.
func (a *auction) reprice() {
	for v := a.root - 1; v >= 0; v-- {
		a.price[v] = a.ask(v, a.price[a.nodes[v].parent])
	}
}

// ask is the price of a node, given that of the node above: the lower of pushing
// somebody out within it and of going up.
func (a *auction) ask(v int32, above int64) int64 {
	d, ask := &a.nodes[v], a.loss[v]
	if a.count[v] < d.most {
		if a.count[v] < d.least {
			above -= a.bonus
		}
		ask = min(ask, above)
	}
	return max(ask, a.reserve[v])
}

// asked is the price of a node at this moment. What is kept in price may lag
// behind, never ahead, while bids come in.
func (a *auction) asked(v int32) int64 {
	if v == a.root {
		return 0
	}
	return a.ask(v, a.asked(a.nodes[v].parent))
}

// seat lets a question bid, and whoever is pushed out in turn, until everybody
// sits or stays out.
func (a *auction) seat(q int32) {
	for q != Nobody && a.left > 0 {
		a.left--
		leaf, bid := a.choose(q)
		if leaf == Nobody {
			return
		}
		q = a.place(leaf, slot{bid, q})
	}
}

// choose finds what a question likes best and what it bids for it. Nobody: it
// stays out, where there is always room.
func (a *auction) choose(q int32) (leaf int32, bid int64) {
	for {
		leaf, best, second := a.bestTwo(q)
		if leaf == a.teach-1 {
			return Nobody, 0
		}
		ask := a.asked(leaf)
		if ask <= a.price[leaf] {
			return leaf, ask + min(best-second, MostNumber) + a.step
		}
		a.price[leaf] = ask
	}
}

// bestTwo finds the leaf that brings a question most, and what it and the second
// choice bring. Half of all time is spent here; keeping the best few edges of
// each question beside one another was tried and was slower, for prices move too
// much between two bids.
func (a *auction) bestTwo(q int32) (leaf int32, best, second int64) {
	leaf = a.out[q]
	best, second = int64(a.outWorth[leaf-a.outs])-a.price[leaf], -far
	price := a.price
	for _, e := range a.edgesOf(q) {
		keep := int64(e.weight) - price[e.to]
		if keep > second {
			if keep > best {
				best, second, leaf = keep, best, e.to
			} else {
				second = keep
			}
		}
	}
	return leaf, best, second
}

// place puts a bid in a leaf and returns who is pushed out for it, or Nobody.
func (a *auction) place(leaf int32, s slot) int32 {
	v := leaf
	for v != a.root && a.count[v] < a.nodes[v].most {
		up := a.asked(a.nodes[v].parent)
		if a.count[v] < a.nodes[v].least {
			up -= a.bonus
		}
		if up > a.loss[v] {
			break
		}
		v = a.nodes[v].parent
	}
	pushed := Nobody
	if v != a.root {
		pushed = a.push(v)
	}
	for u := leaf; u != v; u = a.nodes[u].parent {
		a.count[u]++
	}
	if v == leaf {
		a.count[v]++ // as many as before push
	}
	a.raise(leaf, s)
	a.play(leaf)
	a.price[leaf] = max(a.price[leaf], a.asked(leaf))
	return pushed
}

// push takes the lowest bid out of a node.
func (a *auction) push(v int32) int32 {
	leaf := v
	for leaf >= a.teach {
		leaf = a.loser(leaf)
	}
	question := a.slots[a.first[leaf]].question
	for u := leaf; u != v; u = a.nodes[u].parent {
		a.count[u]--
	}
	if leaf == v {
		a.count[v]--
		a.lower(leaf, a.count[leaf])
		return question
	}
	a.lower(leaf, a.count[leaf])
	a.play(leaf)
	return question
}
