package allocation_test

import (
	"math/rand/v2"

	"github.com/tandem-hbo/tandem/internal/allocation"
)

// size bounds a random problem.
type size struct{ questions, offerings, weight int }

// randomProblem makes a problem with everything in it: shared and free lecturers,
// programmes, minima, nested groups, what is fixed, promised, shut or without
// limit. It uses few different weights, for ties.
func randomProblem(r *rand.Rand, s size) *allocation.Problem {
	p := &allocation.Problem{Bonus: int64(r.IntN(3) * s.weight)}
	for range r.IntN(3) {
		p.Programmes = append(p.Programmes, allocation.Programme{Most: randomMost(r, s.questions)})
	}
	for range r.IntN(s.offerings + 1) {
		p.Lecturers = append(p.Lecturers, allocation.Lecturer{Programme: pick(r, len(p.Programmes)), Most: randomMost(r, s.questions)})
	}
	for range 1 + r.IntN(s.offerings) {
		p.Offerings = append(p.Offerings, allocation.Offering{
			Lecturer: pick(r, len(p.Lecturers)), Least: int32(r.IntN(4)), Most: randomMost(r, s.questions),
		})
	}
	for range r.IntN(4) {
		p.Groups = append(p.Groups, allocation.Group{Partition: 0, Least: int32(r.IntN(s.questions + 1))})
	}
	outer := len(p.Groups)
	for range outer {
		p.Groups = append(p.Groups, allocation.Group{Partition: 1, Least: int32(r.IntN(3))})
	}
	for range r.IntN(s.questions + 1) {
		addQuestion(r, p, s, outer)
	}
	fixSome(r, p)
	return p
}

// addQuestion gives a question edges, and groups so that those of partition 1 lie
// inside those of partition 0.
func addQuestion(r *rand.Rand, p *allocation.Problem, s size, outer int) {
	q := allocation.Question{First: int32(len(p.Edges)), Fixed: allocation.Nobody, Held: allocation.Nobody}
	for o := range p.Offerings {
		if r.IntN(3) > 0 {
			weight := int32(r.IntN(s.weight+1) - s.weight/8)
			p.Edges = append(p.Edges, allocation.Edge{Offering: int32(o), Weight: weight})
		}
	}
	q.Last = int32(len(p.Edges))
	if r.IntN(4) == 0 {
		q.Held, q.Move = int32(r.IntN(len(p.Offerings))), int64(r.IntN(2*s.weight))
	}
	if g := pick(r, outer); g != allocation.Nobody {
		q.Groups = []int32{g}
		if r.IntN(2) == 0 {
			q.Groups = []int32{int32(outer) + g, g}
		}
	}
	p.Questions = append(p.Questions, q)
}

// fixSome fixes questions where that leaves the problem in order.
func fixSome(r *rand.Rand, p *allocation.Problem) {
	for q := range p.Questions {
		edges := p.EdgesOf(q)
		if len(edges) == 0 || r.IntN(6) > 0 {
			continue
		}
		p.Questions[q].Fixed = edges[r.IntN(len(edges))].Offering
		if p.Check() != nil {
			p.Questions[q].Fixed = allocation.Nobody
		}
	}
}

func randomMost(r *rand.Rand, questions int) int32 {
	if r.IntN(8) == 0 {
		return allocation.Unlimited
	}
	return int32(r.IntN(questions + 1))
}

// pick is a place in a list, or Nobody.
func pick(r *rand.Rand, length int) int32 { return int32(r.IntN(length+1)) - 1 }
