package scoring

import (
	"slices"

	"github.com/tandem-hbo/tandem/internal/tandem"
)

// leastSoft bounds the soft factors: together they at most halve a weight.
const leastSoft = .5

// The codes of what makes a pair weigh less; each picks a sentence.
const (
	SoftLate     = "late"     // after the wanted date, still of use
	SoftRegion   = "region"   // the programme works in another province
	SoftLanguage = "language" // a Dutch question, students who work in English
	SoftField    = "field"    // the programme teaches another field
)

// SoftCodes lists the codes, so that every one has its sentence.
func SoftCodes() []string { return []string{SoftLate, SoftRegion, SoftLanguage, SoftField} }

// soft is the product of what makes a pair less fitting without ruling it out.
func (m *Model) soft(a *asked, s *subject) float64 {
	g := m.late(a, s)
	if s.offering != nil {
		g *= m.distance(a, s.offering) * m.tongue(a, s.offering) * m.field(a, s.offering)
	}
	return max(leastSoft, g)
}

// softer names what soft counted against a pair. A second field is no news.
func (m *Model) softer(a *asked, s *subject) []string {
	var list []string
	name := func(code string, factor, least float64) {
		if factor < least {
			list = append(list, code)
		}
	}
	if s.offering != nil {
		name(SoftField, m.field(a, s.offering), m.weights.Soft.SecondField)
		name(SoftRegion, m.distance(a, s.offering), 1)
		name(SoftLanguage, m.tongue(a, s.offering), 1)
	}
	name(SoftLate, m.late(a, s), 1)
	return list
}

func (m *Model) late(a *asked, s *subject) float64 {
	if a.wanted != nil && s.plan.Spare(*a.wanted) < 0 && a.question.Delay == tandem.DelayAnnoying {
		return m.weights.Soft.LateButUseful
	}
	return 1
}

func (m *Model) distance(a *asked, o *tandem.OfferingDetail) float64 {
	home, known := m.weights.Cities[o.City]
	if !known || a.question.Region == "" || home == a.question.Region {
		return 1
	}
	return m.weights.Soft.OtherRegion
}

func (m *Model) tongue(a *asked, o *tandem.OfferingDetail) float64 {
	if a.question.Language == tandem.Dutch && o.Language == tandem.English {
		return m.weights.Soft.OtherLanguage
	}
	return 1
}

// field weighs whether the programme teaches what the text is about; a text
// that tells nothing weighs nothing.
func (m *Model) field(a *asked, o *tandem.OfferingDetail) float64 {
	fields := a.question.Reading.Fields
	if len(fields) == 0 || len(o.Fields) == 0 || slices.Contains(o.Fields, fields[0]) {
		return 1
	}
	for _, f := range fields[1:] {
		if slices.Contains(o.Fields, f) {
			return m.weights.Soft.SecondField
		}
	}
	return m.weights.Soft.NoField
}
