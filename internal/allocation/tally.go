package allocation

import "fmt"

// tally counts the places taken at every level.
type tally struct {
	problem                                  *Problem
	offerings, lecturers, programmes, groups []int32
}

func newTally(p *Problem) *tally {
	return &tally{
		problem:    p,
		offerings:  make([]int32, len(p.Offerings)),
		lecturers:  make([]int32, len(p.Lecturers)),
		programmes: make([]int32, len(p.Programmes)),
		groups:     make([]int32, len(p.Groups)),
	}
}

// add counts question q as placed at an offering.
func (t *tally) add(q int, offering int32) {
	t.offerings[offering]++
	for _, g := range t.problem.Questions[q].Groups {
		t.groups[g]++
	}
	l := t.problem.Offerings[offering].Lecturer
	if l == Nobody {
		return
	}
	t.lecturers[l]++
	if g := t.problem.Lecturers[l].Programme; g != Nobody {
		t.programmes[g]++
	}
}

// over names the first capacity that is exceeded.
func (t *tally) over() error {
	for i, n := range t.offerings {
		if n > t.problem.Offerings[i].Most {
			return fmt.Errorf("%d at offering %d, which takes %d", n, i, t.problem.Offerings[i].Most)
		}
	}
	for i, n := range t.lecturers {
		if n > t.problem.Lecturers[i].Most {
			return fmt.Errorf("%d with lecturer %d, who takes %d", n, i, t.problem.Lecturers[i].Most)
		}
	}
	for i, n := range t.programmes {
		if n > t.problem.Programmes[i].Most {
			return fmt.Errorf("%d in programme %d, which takes %d", n, i, t.problem.Programmes[i].Most)
		}
	}
	return nil
}

// bonuses is what the minima that are met are worth.
func (t *tally) bonuses() int64 {
	units := int64(0)
	for i, n := range t.offerings {
		units += int64(min(n, t.problem.Offerings[i].Least))
	}
	for i, n := range t.groups {
		units += int64(min(n, t.problem.Groups[i].Least))
	}
	return units * t.problem.Bonus
}
