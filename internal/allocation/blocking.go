package allocation

import (
	"iter"
	"slices"
)

// Pair is a question and an offering that would rather have one another than
// what a plan gives them.
type Pair struct {
	Question int32
	Offering int32
	// Instead is the question that would have to make room, or Nobody when there
	// is a free place or the question itself leaves one.
	Instead int32
	// Company and Education are the points each side would gain: for education
	// over whoever makes room.
	Company   int32
	Education int32
}

// Blocking walks over all blocking pairs of a plan (the offering of each
// question, or Nobody), question by question. The company must gain; and there
// is a free place, or education gains over the least question of the smallest
// full capacity around the offering, or the question already sits within that
// capacity and education does not lose. Fixed questions neither leave nor make
// room.
func Blocking(p *Problem, plan []int32) iter.Seq[Pair] {
	return func(yield func(Pair) bool) {
		b := newBlocking(p, plan)
		for q := range p.Questions {
			if p.Questions[q].Fixed == Nobody && !b.question(int32(q), yield) {
				return
			}
		}
	}
}

// CountBlocking is how many pairs block a plan, and in how many questions.
func CountBlocking(p *Problem, plan []int32) (pairs, questions int) {
	last := Nobody
	for b := range Blocking(p, plan) {
		pairs++
		if b.Question != last {
			questions++
			last = b.Question
		}
	}
	return pairs, questions
}

type blocking struct {
	p      *Problem
	levels levels
	filled []int32
	least  []least // of each capacity
	now    []int32 // each question's edge, or Nobody
}

// least is the question that a capacity would give up first.
type least struct {
	question  int32
	education int32
}

// nothing is above every gain: a capacity with only fixed questions gives up none.
const nothing = 1 << 16

func newBlocking(p *Problem, plan []int32) *blocking {
	n := newLevels(p)
	b := &blocking{p: p, levels: n, filled: n.fill(plan), now: edgesOf(p, plan)}
	b.least = slices.Repeat([]least{{question: Nobody, education: nothing}}, len(n.most))
	for q, e := range b.now {
		if e == Nobody || p.Questions[q].Fixed != Nobody {
			continue
		}
		here := least{question: int32(q), education: int32(p.Edges[e].Education)}
		for at := plan[q]; at != Nobody; at = n.up[at] {
			if here.education <= b.least[at].education {
				b.least[at] = here
			}
		}
	}
	return b
}

// edgesOf finds the edge of each question's offering.
func edgesOf(p *Problem, plan []int32) []int32 {
	edges := make([]int32, len(plan))
	for q, o := range plan {
		edges[q] = edgeTo(p, q, o)
	}
	return edges
}

// question yields the blocking pairs of one question, and false to stop.
func (b *blocking) question(q int32, yield func(Pair) bool) bool {
	var has Edge // nothing: any offering gains
	placed := b.now[q] != Nobody
	if placed {
		has = b.p.Edges[b.now[q]]
	}
	for _, e := range b.p.EdgesOf(int(q)) {
		if placed && e.Company <= has.Company {
			continue
		}
		pair, blocks := b.wanted(q, e)
		if !blocks {
			continue
		}
		pair.Company = int32(e.Company) - int32(has.Company)
		if !yield(pair) {
			return false
		}
	}
	return true
}

// wanted says whether an offering would take a question that wants to come.
func (b *blocking) wanted(q int32, e Edge) (Pair, bool) {
	pair := Pair{Question: q, Offering: e.Offering, Instead: Nobody, Education: int32(e.Education)}
	level := b.levels.full(e.Offering, b.filled)
	if level == Nobody {
		return pair, true
	}
	if out := b.least[level]; pair.Education > out.education {
		pair.Education -= out.education
		if out.question != q {
			pair.Instead = out.question
		}
		return pair, true
	}
	if b.now[q] == Nobody || !b.levels.holds(level, offeringAt(b.p, b.now[q])) {
		return pair, false
	}
	pair.Education -= int32(b.p.Edges[b.now[q]].Education)
	return pair, pair.Education >= 0
}
