package allocation

import "slices"

// teams bound a strict round more sharply than a flow can. A team is the
// offerings of one lecturer, or one offering without. Once it is said what each
// question keeps, a team takes those that bring it most after that: each of its
// offerings its least at least or none, all together no more than the lecturer.
// All that is kept and earned is then a bound, whatever the numbers are.
type teams struct {
	first []int32 // the pairs of offering o are pairs[first[o]:first[o+1]]
	pairs []pair  // to questions; the cost of moving is worked in
	rules []Offering
	list  []team
	of    []int32 // by offering: its team

	chosen []int32   // of the team looked at last: how many each offering takes
	tops   [][]taker // and the best for it, the best one first
	sums   []int64
	picks  []int32
}

type team struct {
	offerings []int32
	most      int32
	programme int32
}

// taker is a question that an offering could take, and what that would earn.
type taker struct {
	value    int64
	question int32
}

func newTeams(p *Problem) *teams {
	t := &teams{rules: p.Offerings, of: make([]int32, len(p.Offerings))}
	for _, l := range p.Lecturers {
		x := team{most: l.Most, programme: l.Programme}
		if l.Programme != Nobody {
			x.most = min(x.most, p.Programmes[l.Programme].Most)
		}
		t.list = append(t.list, x)
	}
	for o, x := range p.Offerings {
		at := x.Lecturer
		if at == Nobody {
			at = int32(len(t.list))
			t.list = append(t.list, team{most: x.Most, programme: Nobody})
		}
		t.of[o] = at
		t.list[at].offerings = append(t.list[at].offerings, int32(o))
	}
	t.turn(p)
	return t
}

// turn lists the pairs by offering. A fixed question has one pair.
func (t *teams) turn(p *Problem) {
	t.first = make([]int32, len(p.Offerings)+1)
	for q := range p.Questions {
		for _, e := range p.EdgesOf(q) {
			if p.Questions[q].allows(e.Offering) {
				t.first[e.Offering+1]++
			}
		}
	}
	for o := range p.Offerings {
		t.first[o+1] += t.first[o]
	}
	t.pairs = make([]pair, t.first[len(p.Offerings)])
	next := slices.Clone(t.first)
	for q := range p.Questions {
		for _, e := range p.EdgesOf(q) {
			if p.Questions[q].allows(e.Offering) {
				t.pairs[next[e.Offering]] = pair{int32(q), p.Questions[q].weighs(e)}
				next[e.Offering]++
			}
		}
	}
}

// allows tells whether a question may go to an offering.
func (q *Question) allows(offering int32) bool { return q.Fixed == Nobody || q.Fixed == offering }

// weighs is the weight of a pair, more by the cost of moving where it was promised.
func (q *Question) weighs(e Edge) int32 {
	if e.Offering == q.Held {
		return e.Weight + int32(q.Move)
	}
	return e.Weight
}

// earn is the most that a team can earn, noValue when it cannot keep the choices.
func (t *teams) earn(a *asked, at int32, choices []choice) int64 {
	x := &t.list[at]
	t.chosen = slices.Grow(t.chosen[:0], len(x.offerings))[:len(x.offerings)]
	for len(t.tops) < len(x.offerings) {
		t.tops = append(t.tops, nil)
	}
	sum, room, price := int64(0), int32(0), a.price(x.programme)
	for i, o := range x.offerings {
		t.rank(i, o, a, price)
		value, n := t.alone(i, o, choices[o])
		if value == noValue {
			return noValue
		}
		t.chosen[i] = n
		sum += value
		room += n
	}
	if room <= x.most {
		return sum
	}
	return t.share(x, choices)
}

// rank lists the best questions for an offering: all that earn something, and as
// many more as its least asks.
func (t *teams) rank(i int, o int32, a *asked, price int64) {
	top, most, least := t.tops[i][:0], int(t.rules[o].Most), int(t.rules[o].Least)
	for _, e := range t.pairs[t.first[o]:t.first[o+1]] {
		value := int64(e.weight)*a.unit + a.net[e.to] - price
		if value <= 0 && len(top) >= least && (least == 0 || top[len(top)-1].value >= value) {
			continue
		}
		if len(top) >= most {
			if most == 0 || top[most-1].value >= value {
				continue
			}
			top = top[:most-1]
		}
		top = append(top, taker{})
		k := len(top) - 1
		for ; k > 0 && top[k-1].value < value; k-- {
			top[k] = top[k-1]
		}
		top[k] = taker{value, e.to}
	}
	for len(top) > least && top[len(top)-1].value <= 0 {
		top = top[:len(top)-1]
	}
	t.tops[i] = top
}

// alone is the most that an offering could earn without the others, and with how
// many questions.
func (t *teams) alone(i int, o int32, c choice) (int64, int32) {
	best, n := int64(0), int32(0)
	if c == opened {
		best = noValue
	}
	if c == closed {
		return best, n
	}
	sum, least := int64(0), t.rules[o].Least
	if c == opened && least == 0 {
		best = 0
	}
	for k, x := range t.tops[i] {
		sum += x.value
		if int32(k)+1 >= least && sum > best {
			best, n = sum, int32(k)+1
		}
	}
	return best, n
}

// share divides the places of a lecturer who has too few for all.
func (t *teams) share(x *team, choices []choice) int64 {
	room := int32(0)
	for i := range x.offerings {
		room += int32(len(t.tops[i]))
	}
	width := int(min(x.most, room)) + 1
	size := (len(x.offerings) + 1) * width
	t.sums, t.picks = slices.Grow(t.sums[:0], size)[:size], slices.Grow(t.picks[:0], size)[:size]
	clear(t.sums[:width])
	for i, o := range x.offerings {
		t.add(i, choices[o], t.rules[o].Least, width)
	}
	c := width - 1
	for i := len(x.offerings); i > 0; i-- {
		t.chosen[i-1] = t.picks[i*width+c]
		c -= int(t.chosen[i-1])
	}
	return t.sums[size-1]
}

// add works one offering into the best sums for each number of places.
func (t *teams) add(i int, c choice, least int32, width int) {
	before, after := t.sums[i*width:(i+1)*width], t.sums[(i+1)*width:(i+2)*width]
	picks := t.picks[(i+1)*width : (i+2)*width]
	for places := range width {
		best, n := before[places], int32(0)
		if c == opened && least > 0 {
			best = noValue
		}
		sum := int64(0)
		for k, x := range t.tops[i][:min(places, len(t.tops[i]))] {
			sum += x.value
			rest := before[places-k-1]
			if c != closed && int32(k)+1 >= least && rest > noValue && rest+sum > best {
				best, n = rest+sum, int32(k)+1
			}
		}
		after[places], picks[places] = best, n
	}
}
