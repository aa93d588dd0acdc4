package roundfile

import (
	"io"

	"github.com/tandem-hbo/tandem/internal/allocation"
)

// Titles, with the version of what follows.
const (
	assignmentsTitle = "tandem assignments 1"
	certificateTitle = "tandem certificate 1"
)

// Assignments is who goes where in the round with this digest.
type Assignments struct {
	Digest string
	Placed []int32
}

// Certificate is what proves that a plan of the round with this digest is
// optimal, besides the assignment: its value and the prices.
type Certificate struct {
	Digest string
	Value  int64
	Prices allocation.Prices
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

// WriteCertificate writes the value and then the prices: o, l, p and g lines for
// offerings, lecturers, programmes and groups, counted from 1.
func WriteCertificate(to io.Writer, c *Certificate) error {
	s := newSealed(certificateTitle, c.Digest)
	s.line("value", int(c.Value))
	for _, l := range c.lists() {
		for i, price := range *l.prices {
			s.line(l.word, i+1, int(price))
		}
	}
	return s.close(to)
}

type priceList struct {
	word   string
	prices *[]int64
}

func (c *Certificate) lists() []priceList {
	return []priceList{
		{"o", &c.Prices.Offerings}, {"l", &c.Prices.Lecturers}, {"p", &c.Prices.Programmes}, {"g", &c.Prices.Groups},
	}
}

// ReadCertificate reads what WriteCertificate wrote, and nothing else.
func ReadCertificate(from io.Reader) (*Certificate, error) {
	o, err := open(from, certificateTitle)
	if err != nil {
		return nil, err
	}
	c := &Certificate{Digest: o.digest}
	word, numbers, err := o.next(1)
	if err != nil {
		return nil, err
	}
	if word != "value" || len(numbers) != 1 {
		return nil, o.fault("is not the value")
	}
	c.Value = numbers[0]
	return c, c.readPrices(o)
}

func (c *Certificate) readPrices(o *opened) error {
	word, numbers, err := o.next(2)
	for _, l := range c.lists() {
		for err == nil && word == l.word && len(numbers) == 2 && numbers[0] == int64(len(*l.prices))+1 {
			*l.prices = append(*l.prices, numbers[1])
			word, numbers, err = o.next(2)
		}
	}
	if err == nil && word != "" {
		return o.fault("is not the price that comes next")
	}
	return err
}
