package training

import (
	"math"
	"slices"
	"strings"

	"github.com/tandem-hbo/tandem/internal/articulation"
	"github.com/tandem-hbo/tandem/internal/tandem"
)

// subject is one conclusion to learn: its name in the model, and what a case says
// about it.
type subject struct {
	name string
	// label is the target of a case and how much it counts; weight 0 is no answer.
	label func(Case) (target, weight float64)
}

// outcomePrefix begins the names of the results. They are judged by the whole text
// and by its strongest clause; all else by the whole text.
const outcomePrefix = "outcome."

func (s subject) byClause() bool { return strings.HasPrefix(s.name, outcomePrefix) }

// doubtful is how much a label counts on which the two coordinators differ.
const doubtful = .7

// subjects lists what is learned with a logistic function. Forms are apart: they
// are numbers, and depend on the value that the results already give.
func subjects(t tandem.Taxonomy) []subject {
	var list []subject
	for _, o := range t.Outcomes {
		list = append(list, subject{outcomePrefix + string(o.Key), outcomeLabel(o.Key)})
	}
	for _, f := range tandem.Fields() {
		list = append(list, subject{"field." + string(f), fieldLabel(f)})
	}
	list = append(list,
		subject{"articulation.some", shareOf(func(l Labels) []tandem.Articulation { return l.Articulation },
			tandem.ArticulationSome, tandem.ArticulationMuch)},
		subject{"articulation.much", shareOf(func(l Labels) []tandem.Articulation { return l.Articulation },
			tandem.ArticulationMuch)},
		subject{"tempo.fast", shareOf(func(l Labels) []tandem.Tempo { return l.Tempo }, tandem.TempoFast)},
		subject{"tempo.convertible", shareOf(func(l Labels) []tandem.Tempo { return l.Tempo },
			tandem.TempoConvertible, tandem.TempoFast)},
		subject{"refer", func(c Case) (float64, float64) { return number(c.refers()), answersRefer(c) }},
	)
	for _, code := range articulation.ReferCodes() {
		list = append(list, subject{"refer." + code, referLabel(code)})
	}
	return list
}

// outcomeLabel is whether an outcome is asked for. A grade of .5 or 1 may be the mean
// of two coordinators who differ, and counts less.
func outcomeLabel(key tandem.OutcomeKey) func(Case) (float64, float64) {
	return func(c Case) (float64, float64) {
		switch g := c.Gold.Outcomes[key]; g {
		case .5:
			return 0, doubtful
		case 1:
			return 1, doubtful
		default:
			return number(g >= 1), 1
		}
	}
}

// fieldLabel is yes for a field that both named, and no answer for one that a
// single coordinator named.
func fieldLabel(f tandem.Field) func(Case) (float64, float64) {
	return func(c Case) (float64, float64) {
		if len(c.Gold.Fields) == 0 {
			return 0, 0
		}
		if slices.Contains(c.agreed(), f) {
			return 1, 1
		}
		return number(slices.Contains(c.Gold.Fields, f)), number(!slices.Contains(c.Gold.Fields, f))
	}
}

// shareOf is the share of a case's answers that are among those given.
func shareOf[T comparable](answers func(Labels) []T, among ...T) func(Case) (float64, float64) {
	return func(c Case) (float64, float64) {
		list := answers(c.Gold)
		var n float64
		for _, a := range list {
			n += number(slices.Contains(among, a))
		}
		return n / math.Max(1, float64(len(list))), number(len(list) > 0)
	}
}

// referLabel is learned from cases that are referred for a reason that is known.
func referLabel(code string) func(Case) (float64, float64) {
	return func(c Case) (float64, float64) {
		return number(c.Gold.Refer == code), number(c.Gold.Refer != "")
	}
}

// answersRefer is 1 for a case that says whether any form fits.
func answersRefer(c Case) float64 { return number(c.graded() || c.Origin == corrected) }

func number(yes bool) float64 {
	if yes {
		return 1
	}
	return 0
}
