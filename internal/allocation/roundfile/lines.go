package roundfile

import (
	"fmt"

	"github.com/tandem-hbo/tandem/internal/allocation"
)

// member reads the line of a region, lecturer, offering or question.
func (r *reader) member(text []byte) error {
	p := r.problem
	switch text[0] {
	case 'r':
		i, err := r.named(text, regionList, 2)
		if err != nil {
			return err
		}
		p.Groups[i].Least, err = r.count(1)
		return err
	case 'l':
		i, err := r.named(text, lecturerList, 2)
		if err != nil {
			return err
		}
		p.Lecturers[i].Programme = allocation.Nobody
		p.Lecturers[i].Most, err = r.count(1)
		return err
	case 'o':
		return r.offering(text)
	case 'q':
		return r.question(text)
	}
	return fmt.Errorf("starts with %q instead of r, l, o, q, e or c", text[0])
}

func (r *reader) offering(text []byte) error {
	i, err := r.named(text, offeringList, 4)
	if err != nil {
		return err
	}
	o := &r.problem.Offerings[i]
	if o.Lecturer, err = r.place(1, len(r.problem.Lecturers), "lecturer"); err != nil {
		return err
	}
	if o.Least, err = r.count(2); err != nil {
		return err
	}
	if o.Most, err = r.count(3); err == nil && o.Least > o.Most {
		return fmt.Errorf("minimum %d is above the maximum %d", o.Least, o.Most)
	}
	return err
}

func (r *reader) question(text []byte) error {
	i, err := r.named(text, questionList, 2)
	if err != nil {
		return err
	}
	q := &r.problem.Questions[i]
	q.Fixed, q.Held = allocation.Nobody, allocation.Nobody
	region, err := r.place(1, len(r.regions), "region")
	if err == nil && region != allocation.Nobody {
		q.Groups = r.regions[region : region+1 : region+1]
	}
	return err
}

// named reads a line's numbers, of which the first tells the member; each has one
// line.
func (r *reader) named(text []byte, list, count int) (int32, error) {
	if err := r.numbers(text[1:], count); err != nil {
		return 0, err
	}
	known := r.known[list]
	i, err := r.place(0, len(known), "member")
	if err != nil {
		return 0, err
	}
	if i == allocation.Nobody {
		return 0, fmt.Errorf("member 0 is not in 1 to %d", len(known))
	}
	if known[i] {
		return 0, fmt.Errorf("member %d has a line already", i+1)
	}
	known[i] = true
	return i, nil
}

// place turns number k of the line into a place in a list; 0 is nobody.
func (r *reader) place(k, length int, name string) (int32, error) {
	if n := r.fields[k]; n > int64(length) {
		return 0, fmt.Errorf("%s %d is more than the %d announced", name, n, length)
	}
	return int32(r.fields[k]) - 1, nil //nolint:gosec // length bounds it
}

// count turns number k of the line into a number of questions.
func (r *reader) count(k int) (int32, error) {
	if n := r.fields[k]; n > allocation.Unlimited {
		return 0, fmt.Errorf("%d is more than %d", n, allocation.Unlimited)
	}
	return int32(r.fields[k]), nil //nolint:gosec // just bounded
}

// edge reads the line of an edge.
func (r *reader) edge(text []byte) error {
	if err := r.numbers(text[1:], 5); err != nil {
		return err
	}
	p, f := r.problem, &r.fields
	if f[0] < 1 || f[0] > int64(len(p.Questions)) || f[1] < 1 || f[1] > int64(len(p.Offerings)) {
		return fmt.Errorf("question %d of %d, offering %d of %d", f[0], len(p.Questions), f[1], len(p.Offerings))
	}
	if f[2] >= FileBonus || f[3] > mostGain || f[4] > mostGain {
		return fmt.Errorf("weight %d is not below %d, or a gain, %d and %d, is above %d", f[2], FileBonus, f[3], f[4], mostGain)
	}
	if len(p.Edges) == int(r.edges) {
		return fmt.Errorf("more edges than the %d announced", r.edges)
	}
	p.Edges = append(p.Edges, allocation.Edge{
		Offering: int32(f[1]) - 1, Weight: int32(f[2]), Company: uint16(f[3]), Education: uint16(f[4]), //nolint:gosec // just bounded
	})
	return r.order.note(p, int32(f[0])-1, r.line) //nolint:gosec // just bounded
}

// finish looks whether all that was announced has come.
func (r *reader) finish() error {
	if r.problem == nil {
		return fmt.Errorf("%w: line %d: the file has no line p", ErrFormat, r.line+1)
	}
	for list, name := range []string{"region", "lecturer", "offering", "question"} {
		for i, known := range r.known[list] {
			if !known {
				return fmt.Errorf("%w: line %d: the file ends without a line for %s %d", ErrFormat, r.line+1, name, i+1)
			}
		}
	}
	if len(r.problem.Edges) != int(r.edges) {
		return fmt.Errorf("%w: line %d: the file ends after %d of %d edges", ErrFormat, r.line+1, len(r.problem.Edges), r.edges)
	}
	return r.order.finish(r.problem)
}
