package allocation

import "slices"

// Ask is what a bound on strict plans rests on: what each question keeps, by
// itself or as what the prices of offerings leave it, what a place in a programme
// costs, and the rewards of groups.
type Ask struct {
	// Keeps is by question; empty when the prices of offerings say it.
	Keeps []int64
	// Prices are without lecturers, for whom teams are tried out.
	Prices Prices
	// Void leaves all weights out: a bound below 0 then says that no plan keeps
	// the rules at all.
	Void bool
}

// Limb is a part of a tree of choices. A fork, with an offering, is followed by
// the part in which that offering is open and then by the one in which it is
// closed. A leaf, with Nobody, names the ask that bounds it.
type Limb struct{ Offering, Ask int32 }

// Grounds prove the bound of a strict search: no leaf of the tree can be worth
// more, and every plan is in one of the leaves.
type Grounds struct {
	Asks []Ask
	Tree []Limb
}

// Shut is the price of an offering that is closed.
const Shut = 1 << 33

// parts is how finely an ask is worked out before it is rounded to whole weights.
const parts = 256

// asked is an ask made ready for teams.
type asked struct {
	unit       int64   // of a weight: 1, parts, or 0 when weights are left out
	net        []int64 // by question: the rewards of its groups less what it keeps
	programmes []int64
	base       int64 // what is kept, and earned by programmes and groups
}

func (a *asked) price(programme int32) int64 {
	if programme == Nobody {
		return 0
	}
	return a.programmes[programme]
}

// ready works an ask out for a problem.
func (p *Problem) ready(from *Ask) *asked {
	a := &asked{unit: 1, net: make([]int64, len(p.Questions)), programmes: from.Prices.Programmes}
	if from.Void {
		a.unit = 0
	}
	size, _ := p.groupSizes()
	for g, reward := range from.Prices.Groups {
		if !from.Void {
			a.base += (p.Bonus - reward) * int64(min(size[g], p.Groups[g].Least))
		}
	}
	for i, price := range from.Prices.Programmes {
		if price > 0 {
			a.base += price * int64(p.Programmes[i].Most)
		}
	}
	for q := range p.Questions {
		question, reward := &p.Questions[q], int64(0)
		if !from.Void {
			for _, g := range question.Groups {
				reward += from.Prices.Groups[g]
			}
			if question.Held != Nobody {
				a.base -= question.Move
			}
		}
		keeps := p.keeps(from, q, reward)
		a.base += keeps
		a.net[q] = reward - keeps
	}
	return a
}

// keeps is what a question keeps. A fixed one pays so much that nobody would do
// without it.
func (p *Problem) keeps(from *Ask, q int, reward int64) int64 {
	question := &p.Questions[q]
	if question.Fixed != Nobody {
		return -Shut
	}
	if len(from.Keeps) > 0 {
		return from.Keeps[q]
	}
	most := int64(0)
	for _, e := range p.EdgesOf(q) {
		worth := reward - from.Prices.Offerings[e.Offering]
		if !from.Void {
			worth += int64(question.weighs(e))
		}
		most = max(most, worth)
	}
	return most
}

// bound is what no plan with these choices is worth more than, and what each team
// earns of it; noValue when there is no such plan.
func (t *teams) bound(a *asked, choices []choice) (int64, []int64) {
	sum, earned := a.base, make([]int64, len(t.list))
	for i := range t.list {
		if earned[i] = t.earn(a, int32(i), choices); earned[i] == noValue {
			return noValue, nil
		}
		sum += earned[i]
	}
	return sum, earned
}

// steady is an ask whose bound is known without choices, so that a choice costs
// no more than the teams it concerns.
type steady struct {
	ask    *Ask
	ready  *asked
	sum    int64
	earned []int64
}

// under is the bound with choices.
func (s *steady) under(t *teams, choices []choice) int64 {
	sum := s.sum
	for i := range t.list {
		if !slices.ContainsFunc(t.list[i].offerings, func(o int32) bool { return choices[o] != undecided }) {
			continue
		}
		earned := t.earn(s.ready, int32(i), choices)
		if earned == noValue {
			return noValue
		}
		sum += earned - s.earned[i]
	}
	return sum
}
