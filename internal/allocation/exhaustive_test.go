package allocation_test

import (
	"github.com/tandem-hbo/tandem/internal/allocation"
)

// exhaustive tries every assignment that capacity allows and returns the most
// that one is worth. It shares nothing with the solver, not even how a value is
// counted.
type exhaustive struct {
	p      *allocation.Problem
	placed []int32
	best   int64
}

func bestOf(p *allocation.Problem) int64 {
	x := &exhaustive{p: p, placed: make([]int32, len(p.Questions)), best: -1 << 62}
	x.try(0)
	return x.best
}

func (x *exhaustive) try(q int) {
	if q == len(x.placed) {
		if v, ok := x.worth(); ok {
			x.best = max(x.best, v)
		}
		return
	}
	fixed := x.p.Questions[q].Fixed
	if fixed == allocation.Nobody {
		x.placed[q] = allocation.Nobody
		x.try(q + 1)
	}
	for _, e := range x.p.EdgesOf(q) {
		if fixed == allocation.Nobody || fixed == e.Offering {
			x.placed[q] = e.Offering
			x.try(q + 1)
		}
	}
}

// worth counts an assignment from the definition.
func (x *exhaustive) worth() (int64, bool) {
	offerings, lecturers := map[int32]int32{}, map[int32]int32{}
	programmes, groups := map[int32]int32{}, map[int32]int32{}
	sum := int64(0)
	for q, o := range x.placed {
		question := x.p.Questions[q]
		if question.Held != allocation.Nobody && o != question.Held {
			sum -= question.Move
		}
		if o == allocation.Nobody {
			continue
		}
		for _, e := range x.p.EdgesOf(q) {
			if e.Offering == o {
				sum += int64(e.Weight)
			}
		}
		offerings[o]++
		l := x.p.Offerings[o].Lecturer
		lecturers[l]++
		if l != allocation.Nobody {
			programmes[x.p.Lecturers[l].Programme]++
		}
		for _, g := range question.Groups {
			groups[g]++
		}
	}
	for o, n := range offerings {
		sum += x.p.Bonus * int64(min(n, x.p.Offerings[o].Least))
	}
	for g, n := range groups {
		sum += x.p.Bonus * int64(min(n, x.p.Groups[g].Least))
	}
	return sum, x.fits(offerings, lecturers, programmes)
}

func (x *exhaustive) fits(offerings, lecturers, programmes map[int32]int32) bool {
	for o, n := range offerings {
		if n > x.p.Offerings[o].Most {
			return false
		}
	}
	for l, n := range lecturers {
		if l != allocation.Nobody && n > x.p.Lecturers[l].Most {
			return false
		}
	}
	for g, n := range programmes {
		if g != allocation.Nobody && n > x.p.Programmes[g].Most {
			return false
		}
	}
	return true
}
