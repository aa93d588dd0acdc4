package allocation

import "slices"

// Stable plans a round by deferred acceptance with questions proposing. Questions
// rank offerings by what the company gains; offerings, their lecturer and their
// programme rank pairs by what education gains. No question and offering would
// rather have one another than what they got (see Blocking), and of all such
// plans this is the best one for every question at once; asking for something
// else than it wants never helps a question.
//
// Nested capacities keep both promises, for each level takes the best of what it
// is offered and one more proposal never makes it want a rejected one back.
// Minima would break them (with minima there may be no stable plan at all), so
// minima and the cost of a move are left out. Fixed assignments come first.
// Ties go to the weight, then to the earlier offering or question.
//
// The answer names each question's offering, or Nobody. The time is that of
// sorting every question's edges once.
func Stable(p *Problem) []int32 {
	a := newAcceptance(p)
	for q := range p.Questions {
		if p.Questions[q].Fixed != Nobody {
			a.place(int32(q))
		}
	}
	for q := range p.Questions {
		if p.Questions[q].Fixed == Nobody {
			a.place(int32(q))
		}
	}
	plan := make([]int32, len(a.held))
	for q, e := range a.held {
		plan[q] = offeringAt(p, e)
	}
	return plan
}

// acceptance is a round while proposals go around.
type acceptance struct {
	p      *Problem
	levels levels
	order  []int32 // each question's edges, the one it would rather have first
	next   []int32 // the place in order of its next proposal
	held   []int32 // the edge it holds now, or Nobody

	filled []int32
	claims []claims
}

func newAcceptance(p *Problem) *acceptance {
	n := newLevels(p)
	a := &acceptance{
		p: p, levels: n, order: ranked(p),
		next: make([]int32, len(p.Questions)), held: make([]int32, len(p.Questions)),
		filled: make([]int32, len(n.most)), claims: make([]claims, len(n.most)),
	}
	for q := range p.Questions {
		a.next[q], a.held[q] = p.Questions[q].First, Nobody
	}
	return a
}

// ranked lists the edges of each question in the order of its wishes.
func ranked(p *Problem) []int32 {
	order := make([]int32, len(p.Edges))
	var keys []uint64
	for q := range p.Questions {
		first := p.Questions[q].First
		keys = keys[:0]
		for i, e := range p.EdgesOf(q) {
			wish := uint64(e.Company)<<16 | uint64(max(0, min(e.Weight, 1<<16-1)))
			keys = append(keys, (1<<32-1-wish)<<32|uint64(i))
		}
		slices.Sort(keys)
		for i, key := range keys {
			order[int(first)+i] = first + int32(key&(1<<32-1))
		}
	}
	return order
}

// place lets a question propose until it holds something, and then whoever it
// put out of a place, until nobody is left who has more to ask for.
func (a *acceptance) place(q int32) {
	for q != Nobody && a.next[q] < a.p.Questions[q].Last {
		edge := a.order[a.next[q]]
		a.next[q]++
		if fixed := a.p.Questions[q].Fixed; fixed == Nobody || fixed == a.p.Edges[edge].Offering {
			q = a.propose(q, edge)
		}
	}
}

// propose seats a question and returns who has none because of it: another, the
// question itself, or Nobody.
func (a *acceptance) propose(q, edge int32) int32 {
	o, mine := a.p.Edges[edge].Offering, a.claim(q, edge)
	level := a.levels.full(o, a.filled)
	out := Nobody
	if level != Nobody {
		last, taken := a.last(level)
		if !taken || mine.rank < last.rank {
			return q
		}
		out = a.leave(last)
	}
	a.held[q] = edge
	for at := o; at != Nobody; at = a.levels.up[at] {
		a.filled[at]++
		if a.levels.most[at] != Unlimited {
			a.claims[at].push(mine)
		}
	}
	return out
}

// last is the claim that a capacity would give up first. Claims that were left
// through another level are dropped on the way.
func (a *acceptance) last(level int32) (claim, bool) {
	s := &a.claims[level]
	for len(*s) > 0 {
		if first := (*s)[0]; a.held[first.question()] == first.edge {
			return first, true
		}
		s.pop()
	}
	return claim{}, false
}

func (a *acceptance) leave(s claim) int32 {
	q := s.question()
	a.held[q] = Nobody
	for at := a.p.Edges[s.edge].Offering; at != Nobody; at = a.levels.up[at] {
		a.filled[at]--
	}
	return q
}

// claim is a question's hold on a place. The rank is education's gain, above it whether
// the place is fixed, below it the order of questions.
type claim struct {
	rank uint64
	edge int32
}

func (a *acceptance) claim(q, edge int32) claim {
	rank := uint64(a.p.Edges[edge].Education)<<32 | uint64(1<<32-1-uint32(q))
	if a.p.Questions[q].Fixed != Nobody {
		rank |= 1 << 48
	}
	return claim{rank: rank, edge: edge}
}

func (s claim) question() int32 { return int32(1<<32 - 1 - uint32(s.rank)) }

// claims is a heap with the lowest rank in front.
type claims []claim

func (s *claims) push(x claim) {
	h := append(*s, x)
	i := len(h) - 1
	for i > 0 && h[(i-1)/2].rank > x.rank {
		h[i] = h[(i-1)/2]
		i = (i - 1) / 2
	}
	h[i] = x
	*s = h
}

func (s *claims) pop() {
	h := *s
	x := h[len(h)-1]
	h = h[:len(h)-1]
	i := 0
	for child := 1; child < len(h); child = 2*i + 1 {
		if child+1 < len(h) && h[child+1].rank < h[child].rank {
			child++
		}
		if h[child].rank >= x.rank {
			break
		}
		h[i] = h[child]
		i = child
	}
	if i < len(h) {
		h[i] = x
	}
	*s = h
}

// offeringAt is the offering of an edge, or Nobody without one.
func offeringAt(p *Problem, edge int32) int32 {
	if edge == Nobody {
		return Nobody
	}
	return p.Edges[edge].Offering
}
