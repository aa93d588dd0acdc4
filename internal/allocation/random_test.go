package allocation_test

import (
	"math/rand/v2"

	"github.com/tandem-hbo/tandem/internal/allocation"
)

// shape is what a random round may have.
type shape struct {
	questions, offerings int
	minima               bool // of offerings and of one partition
	distinct             bool // no two gains are equal
}

// randomRound makes a round in which everything binds now and then.
func randomRound(r *rand.Rand, s shape) *allocation.Problem {
	p := &allocation.Problem{Bonus: 100_000}
	for range 1 + r.IntN(2) {
		p.Programmes = append(p.Programmes, allocation.Programme{Most: int32(1 + r.IntN(s.questions))})
	}
	for range 1 + r.IntN(s.offerings) {
		p.Lecturers = append(p.Lecturers, allocation.Lecturer{
			Programme: int32(r.IntN(len(p.Programmes)+1)) - 1, Most: int32(1 + r.IntN(4)),
		})
	}
	for range s.offerings {
		o := allocation.Offering{Lecturer: int32(r.IntN(len(p.Lecturers)+1)) - 1, Most: int32(1 + r.IntN(3))}
		if s.minima && r.IntN(3) == 0 {
			o.Least = int32(r.IntN(int(o.Most) + 1))
		}
		p.Offerings = append(p.Offerings, o)
	}
	randomGroups(r, p, s)
	randomQuestions(r, p, s)
	return p
}

func randomGroups(r *rand.Rand, p *allocation.Problem, s shape) {
	if s.minima {
		for range 1 + r.IntN(3) {
			p.Groups = append(p.Groups, allocation.Group{Least: int32(r.IntN(3))})
		}
	}
}

func randomQuestions(r *rand.Rand, p *allocation.Problem, s shape) {
	company := points(r, s)
	education := points(r, s)
	for range s.questions {
		q := allocation.Question{First: int32(len(p.Edges)), Fixed: allocation.Nobody, Held: allocation.Nobody}
		if len(p.Groups) > 0 && r.IntN(5) > 0 {
			q.Groups = []int32{int32(r.IntN(len(p.Groups)))}
		}
		for o := range s.offerings {
			if r.IntN(3) > 0 {
				p.Edges = append(p.Edges, allocation.Edge{
					Offering: int32(o), Weight: int32(1 + r.IntN(20)), Company: company(), Education: education(),
				})
			}
		}
		q.Last = int32(len(p.Edges))
		p.Questions = append(p.Questions, q)
	}
}

// points draws gains, each only once when they are to differ.
func points(r *rand.Rand, s shape) func() uint16 {
	pool := r.Perm(s.questions*s.offerings + 1)
	return func() uint16 {
		if !s.distinct {
			return uint16(r.IntN(6))
		}
		x := pool[0]
		pool = pool[1:]
		return uint16(x + 1)
	}
}

// eachPlan calls on every assignment that keeps within all capacities.
func eachPlan(p *allocation.Problem, do func(plan []int32)) {
	plan := make([]int32, len(p.Questions))
	var from func(q int)
	from = func(q int) {
		if q == len(plan) {
			do(plan)
			return
		}
		plan[q] = allocation.Nobody
		if p.Questions[q].Fixed == allocation.Nobody {
			from(q + 1)
		}
		for _, e := range p.EdgesOf(q) {
			if f := p.Questions[q].Fixed; f != allocation.Nobody && f != e.Offering {
				continue
			}
			plan[q] = e.Offering
			if room(p, plan[:q+1]) {
				from(q + 1)
			}
		}
		plan[q] = allocation.Nobody
	}
	from(0)
}

// room says whether a plan keeps within capacity, counted in the plainest way.
func room(p *allocation.Problem, plan []int32) bool {
	offerings, lecturers, programmes := counts(p, plan)
	for o, n := range offerings {
		if n > p.Offerings[o].Most {
			return false
		}
	}
	for l, n := range lecturers {
		if n > p.Lecturers[l].Most {
			return false
		}
	}
	for g, n := range programmes {
		if n > p.Programmes[g].Most {
			return false
		}
	}
	return true
}

func counts(p *allocation.Problem, plan []int32) (offerings, lecturers, programmes []int32) {
	offerings = make([]int32, len(p.Offerings))
	lecturers = make([]int32, len(p.Lecturers))
	programmes = make([]int32, len(p.Programmes))
	for _, o := range plan {
		if o == allocation.Nobody {
			continue
		}
		offerings[o]++
		l := p.Offerings[o].Lecturer
		if l == allocation.Nobody {
			continue
		}
		lecturers[l]++
		if g := p.Lecturers[l].Programme; g != allocation.Nobody {
			programmes[g]++
		}
	}
	return offerings, lecturers, programmes
}

// edge is the edge of a question to an offering.
func edge(p *allocation.Problem, q int, o int32) allocation.Edge {
	for _, e := range p.EdgesOf(q) {
		if e.Offering == o {
			return e
		}
	}
	return allocation.Edge{Offering: allocation.Nobody}
}
