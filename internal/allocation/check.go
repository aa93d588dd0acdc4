package allocation

import (
	"errors"
	"fmt"
)

// ErrInvalid is the kind of every fault in a problem that Check finds.
var ErrInvalid = errors.New("not a problem that can be planned")

// MostNumber bounds weights, bonus and the cost of moving, either side of zero,
// so that no sum can run over.
const MostNumber = 1 << 26

// Check tells the first thing that is wrong with a problem, by the place of what
// it concerns.
func (p *Problem) Check() error {
	if p.Bonus < 0 || p.Bonus > MostNumber {
		return fmt.Errorf("%w: bonus %d is not between 0 and %d", ErrInvalid, p.Bonus, MostNumber)
	}
	if err := p.checkCapacities(); err != nil {
		return err
	}
	next := int32(0)
	for q := range p.Questions {
		if p.Questions[q].First != next {
			return fmt.Errorf("%w: question %d: its edges start at %d instead of %d", ErrInvalid, q, p.Questions[q].First, next)
		}
		if err := p.checkQuestion(q); err != nil {
			return fmt.Errorf("%w: question %d: %w", ErrInvalid, q, err)
		}
		next = p.Questions[q].Last
	}
	if int(next) != len(p.Edges) {
		return fmt.Errorf("%w: %d edges belong to no question", ErrInvalid, len(p.Edges)-int(next))
	}
	return p.checkFixed()
}

func (p *Problem) checkCapacities() error {
	for i, g := range p.Groups {
		if g.Least < 0 {
			return fmt.Errorf("%w: group %d: minimum %d is below 0", ErrInvalid, i, g.Least)
		}
	}
	for i, g := range p.Programmes {
		if g.Most < 0 {
			return fmt.Errorf("%w: programme %d: %d places", ErrInvalid, i, g.Most)
		}
	}
	for i, l := range p.Lecturers {
		if l.Most < 0 || !within(l.Programme, len(p.Programmes)) {
			return fmt.Errorf("%w: lecturer %d: %d places, programme %d of %d", ErrInvalid, i, l.Most, l.Programme, len(p.Programmes))
		}
	}
	for i, o := range p.Offerings {
		if o.Most < 0 || o.Least < 0 || !within(o.Lecturer, len(p.Lecturers)) {
			return fmt.Errorf("%w: offering %d: least %d, most %d, lecturer %d of %d", ErrInvalid, i, o.Least, o.Most, o.Lecturer, len(p.Lecturers))
		}
	}
	return nil
}

// within tells whether i is a place in a list, or Nobody.
func within(i int32, length int) bool { return i >= Nobody && int(i) < length }

func (p *Problem) checkQuestion(q int) error {
	question := &p.Questions[q]
	if question.Last < question.First || int(question.Last) > len(p.Edges) {
		return fmt.Errorf("edges %d to %d of %d", question.First, question.Last, len(p.Edges))
	}
	if question.Move < 0 || question.Move > MostNumber {
		return fmt.Errorf("cost of moving %d is not between 0 and %d", question.Move, MostNumber)
	}
	if !within(question.Fixed, len(p.Offerings)) || !within(question.Held, len(p.Offerings)) {
		return fmt.Errorf("fixed on %d, held at %d of %d offerings", question.Fixed, question.Held, len(p.Offerings))
	}
	last := Nobody
	for _, e := range p.EdgesOf(q) {
		if e.Offering <= last || int(e.Offering) >= len(p.Offerings) {
			return fmt.Errorf("edge to offering %d after %d of %d", e.Offering, last, len(p.Offerings))
		}
		if e.Weight < -MostNumber || e.Weight > MostNumber {
			return fmt.Errorf("weight %d of offering %d is out of range", e.Weight, e.Offering)
		}
		last = e.Offering
	}
	return p.checkGroups(question.Groups)
}

func (p *Problem) checkGroups(groups []int32) error {
	for i, g := range groups {
		if g < 0 || int(g) >= len(p.Groups) {
			return fmt.Errorf("group %d of %d", g, len(p.Groups))
		}
		for _, other := range groups[:i] {
			if p.Groups[other].Partition == p.Groups[g].Partition {
				return fmt.Errorf("groups %d and %d are of one partition", other, g)
			}
		}
	}
	return nil
}

// checkFixed holds fixed questions to their edges and to capacity: what cannot
// be kept is the caller's to decide, never quietly broken.
func (p *Problem) checkFixed() error {
	taken := newTally(p)
	for q := range p.Questions {
		o := p.Questions[q].Fixed
		if o == Nobody {
			continue
		}
		if _, ok := p.edge(q, o); !ok {
			return fmt.Errorf("%w: question %d is fixed on offering %d, which is not feasible for it", ErrInvalid, q, o)
		}
		taken.add(q, o)
	}
	if err := taken.over(); err != nil {
		return fmt.Errorf("%w: fixed questions: %w", ErrInvalid, err)
	}
	return nil
}

// edge finds the edge of a question to an offering.
func (p *Problem) edge(q int, offering int32) (Edge, bool) {
	if e := edgeTo(p, q, offering); e != Nobody {
		return p.Edges[e], true
	}
	return Edge{}, false
}

// edgeTo is the place of the edge of a question to an offering, found by halving, or
// Nobody.
func edgeTo(p *Problem, q int, offering int32) int32 {
	low, high := p.Questions[q].First, p.Questions[q].Last
	for low < high {
		middle := low + (high-low)/2
		switch at := p.Edges[middle].Offering; {
		case at == offering:
			return middle
		case at < offering:
			low = middle + 1
		default:
			high = middle
		}
	}
	return Nobody
}
