package proof

import (
	"fmt"

	"github.com/tandem-hbo/tandem/internal/allocation"
)

// Stable proves that placed is allowed, that it is worth value, and that no
// question and offering would rather have one another: wherever the company would
// gain more, the smallest capacity around that is full, and education gains no
// more than its cutoff. It does not prove that the plan is the best one of all
// stable plans for questions.
func Stable(p *allocation.Problem, placed []int32, cutoffs *allocation.Prices, value int64) error {
	c, err := allowed(p, placed)
	if err != nil {
		return err
	}
	for i, n := range c.offerings {
		c.worth.product(p.Bonus, int64(min(n, p.Offerings[i].Least)))
	}
	c.addGroups()
	if !c.worth.is(value) {
		return fmt.Errorf("%w: the assignment is worth %s, not %d", ErrRefuted, &c.worth, value)
	}
	s := stable{counted: c, cutoffs: cutoffs}
	if err := s.full(); err != nil {
		return err
	}
	for q := range placed {
		if err := s.content(q); err != nil {
			return err
		}
	}
	return nil
}

// stable holds an assignment to cutoffs.
type stable struct {
	*counted

	cutoffs *allocation.Prices
}

// full looks whether what has a cutoff is full, and what has none has room.
func (s *stable) full() error {
	p := s.problem
	lists := []struct {
		name    string
		cutoffs []int64
		taken   []int32
		most    func(i int) int32
	}{
		{"offerings", s.cutoffs.Offerings, s.offerings, func(i int) int32 { return p.Offerings[i].Most }},
		{"lecturers", s.cutoffs.Lecturers, s.lecturers, func(i int) int32 { return p.Lecturers[i].Most }},
		{"programmes", s.cutoffs.Programmes, s.programmes, func(i int) int32 { return p.Programmes[i].Most }},
	}
	for _, l := range lists {
		if len(l.cutoffs) != len(l.taken) {
			return fmt.Errorf("%w: %d cutoffs for %d %s", ErrRefuted, len(l.cutoffs), len(l.taken), l.name)
		}
		for i, cutoff := range l.cutoffs {
			if room := l.taken[i] < l.most(i); room != (cutoff == allocation.Room) || cutoff < allocation.Room {
				return fmt.Errorf("%w: number %d of the %s has cutoff %d and %d of %d places taken",
					ErrRefuted, i, l.name, cutoff, l.taken[i], l.most(i))
			}
		}
	}
	return nil
}

// content holds one question to the cutoffs: where it sits it must reach them, and
// wherever the company would gain more it must not get past them.
func (s *stable) content(q int) error {
	question, at := &s.problem.Questions[q], s.placed[q]
	if question.Fixed != allocation.Nobody {
		return nil
	}
	var now allocation.Edge
	for _, e := range s.problem.EdgesOf(q) {
		if e.Offering == at {
			now = e
		}
	}
	if at != allocation.Nobody {
		for _, cutoff := range s.around(at) {
			if int64(now.Education) < cutoff {
				return fmt.Errorf("%w: question %d is below cutoff %d where it sits", ErrRefuted, q, cutoff)
			}
		}
	}
	for _, e := range s.problem.EdgesOf(q) {
		if (at == allocation.Nobody || e.Company > now.Company) && s.wanted(e, at, now) {
			return fmt.Errorf("%w: question %d and offering %d would rather have one another", ErrRefuted, q, e.Offering)
		}
	}
	return nil
}

// around are the cutoffs of an offering, its lecturer and its programme.
func (s *stable) around(offering int32) []int64 {
	cutoffs := []int64{s.cutoffs.Offerings[offering]}
	if l := s.problem.Offerings[offering].Lecturer; l != allocation.Nobody {
		cutoffs = append(cutoffs, s.cutoffs.Lecturers[l])
		if g := s.problem.Lecturers[l].Programme; g != allocation.Nobody {
			cutoffs = append(cutoffs, s.cutoffs.Programmes[g])
		}
	}
	return cutoffs
}

// wanted says whether an offering would take a question that sits at another.
func (s *stable) wanted(e allocation.Edge, at int32, now allocation.Edge) bool {
	for depth, cutoff := range s.around(e.Offering) {
		if cutoff == allocation.Room {
			continue
		}
		if int64(e.Education) > cutoff {
			return true
		}
		return at != allocation.Nobody && s.shared(e.Offering, at, depth) && e.Education >= now.Education
	}
	return true
}

// shared says whether two offerings are the same (0), or have the same lecturer
// (1) or programme (2).
func (s *stable) shared(a, b int32, depth int) bool {
	p := s.problem
	if depth == 0 {
		return a == b
	}
	a, b = p.Offerings[a].Lecturer, p.Offerings[b].Lecturer
	if a == allocation.Nobody || b == allocation.Nobody || depth == 1 {
		return a == b && a != allocation.Nobody
	}
	a, b = p.Lecturers[a].Programme, p.Lecturers[b].Programme
	return a == b && a != allocation.Nobody
}
