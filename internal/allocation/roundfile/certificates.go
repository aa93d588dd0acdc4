package roundfile

import (
	"io"

	"github.com/tandem-hbo/tandem/internal/allocation"
)

// Certificate is what proves something of a plan of the round with this digest,
// besides the assignment.
type Certificate struct {
	Digest string
	Proves Proves
	Value  int64
	Bound  int64 // of a strict plan
	// Prices prove that a plan is optimal. Of a stable plan they are its cutoffs.
	Prices  allocation.Prices
	Grounds allocation.Grounds // of a strict plan
}

// Proves is what a certificate is for.
type Proves int8

// What can be proven of a plan.
const (
	Optimal Proves = iota // no plan is worth more
	Strict                // none with each offering's least or nothing is worth more than the bound
	Stable                // no question and offering would rather have one another
)

func (p Proves) title() string { return [...]string{optimalTitle, strictTitle, stableTitle}[p] }

// WriteCertificate writes the value and then the prices: o, l, p and g lines for
// offerings, lecturers, programmes and groups, counted from 1. A strict one has the
// bound, asks (k lines: what questions keep) and a tree instead: a fork names its
// offering, a leaf its ask.
func WriteCertificate(to io.Writer, c *Certificate) error {
	s := newSealed(c.Proves.title(), c.Digest)
	s.line("value", int(c.Value))
	if c.Proves != Strict {
		s.lists(c.lists())
		return s.close(to)
	}
	s.line("bound", int(c.Bound))
	for i := range c.Grounds.Asks {
		ask := &c.Grounds.Asks[i]
		s.line("ask", flag(ask.Void))
		s.lists(listsOf(ask))
	}
	for _, l := range c.Grounds.Tree {
		if l.Offering == allocation.Nobody {
			s.line("leaf", int(l.Ask)+1)
		} else {
			s.line("fork", int(l.Offering)+1)
		}
	}
	return s.close(to)
}

func flag(b bool) int {
	if b {
		return 1
	}
	return 0
}

type list struct {
	word    string
	numbers *[]int64
}

func (c *Certificate) lists() []list {
	return []list{
		{"o", &c.Prices.Offerings}, {"l", &c.Prices.Lecturers}, {"p", &c.Prices.Programmes}, {"g", &c.Prices.Groups},
	}
}

func listsOf(a *allocation.Ask) []list {
	return []list{{"k", &a.Keeps}, {"o", &a.Prices.Offerings}, {"p", &a.Prices.Programmes}, {"g", &a.Prices.Groups}}
}

func (s *sealed) lists(lists []list) {
	for _, l := range lists {
		for i, n := range *l.numbers {
			s.line(l.word, i+1, int(n))
		}
	}
}

// ReadCertificate reads what WriteCertificate wrote, and nothing else.
func ReadCertificate(from io.Reader) (*Certificate, error) {
	o, err := open(from, optimalTitle, strictTitle, stableTitle)
	if err != nil {
		return nil, err
	}
	c, r := &Certificate{Digest: o.digest}, &cursor{opened: o}
	for o.title != c.Proves.title() {
		c.Proves++
	}
	r.step()
	c.Value = r.must("value")
	if c.Proves == Strict {
		c.Bound = r.must("bound")
		c.Grounds = r.grounds()
	} else {
		r.lists(c.lists())
	}
	if r.err == nil && r.word != "" {
		return nil, o.fault("is not the line that comes next")
	}
	return c, r.err
}

// cursor is at a line of a sealed file. After a fault it stands still.
type cursor struct {
	*opened

	word    string
	numbers []int64
	err     error
}

func (r *cursor) step() {
	if r.err == nil {
		r.word, r.numbers, r.err = r.next(2)
	}
}

// one reads a line of this word and one number, if that is what comes.
func (r *cursor) one(word string) (int64, bool) {
	if r.err != nil || r.word != word || len(r.numbers) != 1 {
		return 0, false
	}
	n := r.numbers[0]
	r.step()
	return n, true
}

func (r *cursor) must(word string) int64 {
	n, ok := r.one(word)
	if !ok && r.err == nil {
		r.err = r.fault("is not the %s", word)
	}
	return n
}

// lists reads lists whose members are counted from 1.
func (r *cursor) lists(lists []list) {
	for _, l := range lists {
		for r.err == nil && r.word == l.word && len(r.numbers) == 2 && r.numbers[0] == int64(len(*l.numbers))+1 {
			*l.numbers = append(*l.numbers, r.numbers[1])
			r.step()
		}
	}
}

func (r *cursor) grounds() allocation.Grounds {
	var g allocation.Grounds
	for void, ok := r.one("ask"); ok; void, ok = r.one("ask") {
		ask := allocation.Ask{Void: void != 0}
		r.lists(listsOf(&ask))
		g.Asks = append(g.Asks, ask)
	}
	for {
		limb := allocation.Limb{Offering: allocation.Nobody, Ask: allocation.Nobody}
		fork, forks := r.one("fork")
		if forks {
			limb.Offering = r.place(fork)
		} else if leaf, ok := r.one("leaf"); ok {
			limb.Ask = r.place(leaf)
		} else {
			return g
		}
		g.Tree = append(g.Tree, limb)
	}
}

// place turns a number from 1 into a place in a list.
func (r *cursor) place(n int64) int32 {
	if n < 1 || n > mostMembers {
		r.err = r.fault("%d is no number of a list", n)
		return 0
	}
	return int32(n) - 1
}
