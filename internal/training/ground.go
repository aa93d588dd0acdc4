package training

import (
	"strings"

	"github.com/tandem-hbo/tandem/internal/tandem"
)

// groundOf finds a clause in the case, the title first. A clause that occurs in
// neither is no ground.
func (c Case) groundOf(clause string) (place tandem.Fragment, ok bool) {
	if at := strings.Index(c.Title, clause); at >= 0 {
		return tandem.Fragment{Start: at, End: at + len(clause), Text: clause, InTitle: true}, true
	}
	at := strings.Index(c.Text, clause)
	return tandem.Fragment{Start: at, End: at + len(clause), Text: clause}, at >= 0
}

// marking compares the words that a reading marks with the grounds that people
// gave: how many fragments there are, which parts of them lie in a ground, and which
// would if they were put anywhere in the text.
type marking struct{ fragments, right, chance float64 }

// mark adds what an answer marks for the outcomes that it names rightly.
func (m *marking) mark(a answer) {
	for _, o := range a.reading.Outcomes {
		grounds := a.Gold.Grounds[o.Key]
		if !o.Suggested || !a.wants(o.Key) || len(grounds) == 0 {
			continue
		}
		var places []tandem.Fragment
		var length int
		for _, clause := range grounds {
			place, _ := a.groundOf(clause)
			places, length = append(places, place), length+len(clause)
		}
		for _, f := range o.Evidence {
			m.fragments++
			m.right += within(f, places)
			m.chance += float64(length) / float64(len(a.Title)+len(a.Text))
		}
	}
}

// within is which part of a fragment lies in places, which do not overlap.
func within(f tandem.Fragment, places []tandem.Fragment) float64 {
	var common int
	for _, p := range places {
		if f.InTitle == p.InTitle {
			common += max(0, min(f.End, p.End)-max(f.Start, p.Start))
		}
	}
	return float64(common) / float64(max(1, f.End-f.Start))
}
