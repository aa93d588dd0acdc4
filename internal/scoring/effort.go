package scoring

import (
	"cmp"
	"math"
	"slices"
	"strings"

	"github.com/tandem-hbo/tandem/internal/tandem"
)

// A score names at most so many terms of the text, and none that moves the
// effort less than half a point of a hundred; the others make up the rest.
const (
	namedTerms = 8
	leastNamed = .005
	dust       = 1e-14 // what adding and subtracting leaves of nothing
)

// effort is the company's effort in parts, which add up to it: the threshold of
// the form, then the answers, then the text from the largest term down, then the
// rest.
func (a *asked) effort(f *formModel) []tandem.EffortTerm {
	list := []tandem.EffortTerm{{Code: tandem.EffortThreshold, Points: f.form.Thresholds.Company + f.effort.base}}
	var said []tandem.EffortTerm
	for _, t := range f.effort.terms {
		if points := t.number * a.flags[t.at]; points != 0 {
			code, key, _ := strings.Cut(t.flag, ".")
			list = append(list, tandem.EffortTerm{Code: code, Key: key, Points: points})
		}
	}
	pull := a.pull(f.form.Key)
	rest := -pull.Points
	for _, t := range pull.Terms {
		rest += t.Points
		said = append(said, named(t))
	}
	said, small := largest(said)
	list = append(list, said...)
	if rest += small; math.Abs(rest) > dust {
		list = append(list, tandem.EffortTerm{Code: tandem.EffortRest, Points: rest})
	}
	return list
}

// largest keeps the terms worth naming, largest first, and sums the others.
func largest(terms []tandem.EffortTerm) (named []tandem.EffortTerm, small float64) {
	slices.SortStableFunc(terms, func(a, b tandem.EffortTerm) int {
		return cmp.Or(-cmp.Compare(math.Abs(a.Points), math.Abs(b.Points)), cmp.Compare(a.Key, b.Key))
	})
	n := 0
	for n < min(len(terms), namedTerms) && math.Abs(terms[n].Points) >= leastNamed {
		n++
	}
	for _, t := range terms[n:] {
		small += t.Points
	}
	return terms[:n], small
}

// named is a term of the text. One whose key names a group, such as size.micro, has the
// group for its code.
func named(t tandem.PullTerm) tandem.EffortTerm {
	if group, key, ok := strings.Cut(t.Key, "."); ok {
		return tandem.EffortTerm{Code: group, Key: key, Points: -t.Points}
	}
	return tandem.EffortTerm{Code: tandem.EffortText, Key: t.Key, Points: -t.Points, Evidence: t.Evidence}
}

// pull is what the text says about a form, nothing when it was not read for forms.
func (a *asked) pull(key tandem.FormKey) tandem.FormPull {
	for _, p := range a.question.Reading.Forms {
		if p.Form == key {
			return p
		}
	}
	return tandem.FormPull{}
}
