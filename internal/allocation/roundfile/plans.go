package roundfile

import (
	"io"
)

// Titles, with the version of what follows.
const (
	assignmentsTitle = "tandem assignments 1"
	optimalTitle     = "tandem certificate 1"
	strictTitle      = "tandem choices 1"
	stableTitle      = "tandem cutoffs 1"
)

// Assignments is who goes where in the round with this digest.
type Assignments struct {
	Digest string
	Placed []int32
}

// WriteAssignments writes a line "a QUESTION OFFERING" for each question, counted
// from 1, with offering 0 for a question that has no place.
func WriteAssignments(to io.Writer, a *Assignments) error {
	s := newSealed(assignmentsTitle, a.Digest)
	for q, o := range a.Placed {
		s.line("a", q+1, int(o)+1)
	}
	return s.close(to)
}

// ReadAssignments reads what WriteAssignments wrote, and nothing else.
func ReadAssignments(from io.Reader) (*Assignments, error) {
	o, err := open(from, assignmentsTitle)
	if err != nil {
		return nil, err
	}
	a := &Assignments{Digest: o.digest}
	for {
		word, numbers, err := o.next(2)
		if err != nil {
			return nil, err
		}
		switch {
		case word == "":
			return a, nil
		case word != "a" || len(numbers) != 2:
			return nil, o.fault("is not an assignment")
		case numbers[0] != int64(len(a.Placed))+1 || numbers[1] < 0 || numbers[1] > mostMembers:
			return nil, o.fault("question %d comes after %d, or offering %d is none", numbers[0], len(a.Placed), numbers[1])
		}
		a.Placed = append(a.Placed, int32(numbers[1])-1) //nolint:gosec // just bounded
	}
}
