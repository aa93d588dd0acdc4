package scoring

import (
	"cmp"
	"math"
	"slices"
	"time"

	"github.com/tandem-hbo/tandem/internal/tandem"
)

// maxBetter is how many ways to a better match are worth naming; a form that is
// opened must reach worthOpening of the best, a form that stays first must gain
// worthMore, and wishes that move more than sameQuestion make it another question.
const (
	maxBetter    = 5
	worthOpening = .5
	worthMore    = .02
	sameQuestion = .25
)

// Better finds edits of the question that bring another form to the top with
// more worth than the present first has, open a form that a rule shuts, or make
// the first form worth more. Every edit was applied and scored again before it
// is named. The least work for the owner comes first; no form is named twice.
func (m *Model) Better(q *tandem.Question, now time.Time) []tandem.Improvement {
	a := m.prepare(q, now)
	before := m.ranking(a)
	var list []tried
	for _, edit := range m.edits(a, before) {
		if after, ok := m.try(a, before, edit); ok {
			list = append(list, tried{after, m.work(a, edit)})
		}
	}
	slices.SortStableFunc(list, func(x, y tried) int {
		return cmp.Or(cmp.Compare(x.work, y.work), -cmp.Compare(x.Value, y.Value))
	})
	var best []tandem.Improvement
	for _, t := range list {
		known := slices.ContainsFunc(best, func(b tandem.Improvement) bool { return b.Form == t.Form })
		if !known && len(best) < maxBetter {
			best = append(best, t.Improvement)
		}
	}
	return best
}

// tried is an edit that does some good, with how much work it is.
type tried struct {
	tandem.Improvement
	work float64
}

// ranking puts all forms in order.
func (m *Model) ranking(a *asked) []entry {
	entries := make([]entry, 0, len(m.forms))
	for i := range m.forms {
		entries = append(entries, m.entry(a, m.formSubject(a, &m.forms[i])))
	}
	slices.SortStableFunc(entries, byWorth)
	return entries
}

// edits are all that is worth trying: what opens a shut form, what a wish would
// have to weigh, and single answers that make a form lighter or less late.
func (m *Model) edits(a *asked, before []entry) [][]tandem.Change {
	var list [][]tandem.Change
	rivals := m.rivals(a, before)
	for i, e := range before {
		switch {
		case !e.feasible:
			list = append(list, m.repairs(a, e.subject, gates(m.rules, a, e.subject)))
		case i > 0:
			if c, ok := m.overtake(a, lift{e.subject, rivals, before[0].worth, a.among}); ok && m.shift(a, c) <= sameQuestion {
				list = append(list, []tandem.Change{c})
			}
		}
	}
	for _, c := range m.singles(a, before) {
		list = append(list, []tandem.Change{c})
	}
	return slices.DeleteFunc(list, func(edit []tandem.Change) bool { return len(edit) == 0 })
}

// singles are answers that may move the order although no rule asks for them.
func (m *Model) singles(a *asked, before []entry) []tandem.Change {
	var list []tandem.Change
	for _, e := range before {
		if a.wanted != nil && e.subject.plan.Spare(*a.wanted) < 0 {
			list = append(list, tandem.Change{Code: ChangeLaterDate, Date: &e.subject.plan.Result})
		}
		if need := e.subject.form.form.Facts.MinCompanies; need > max(1, a.companies) {
			list = append(list, tandem.Change{Code: ChangeMoreCompanies, Number: float64(need)})
		}
	}
	if a.companies < 2 {
		list = append(list, tandem.Change{Code: ChangeMoreCompanies, Number: 2})
	}
	if a.question.HoursPerWeek < 1 {
		list = append(list, tandem.Change{Code: ChangeMoreHours, Number: 1})
	}
	return list
}

// try applies an edit and tells what good it does, if any.
func (m *Model) try(a *asked, before []entry, edit []tandem.Change) (tandem.Improvement, bool) {
	q := *a.question
	for _, c := range edit {
		q = m.Apply(q, c)
	}
	after := m.ranking(m.prepare(&q, a.day.Add(noon)))
	first, best := before[0], 0.
	if first.feasible {
		best = first.worth
	}
	better := tandem.Improvement{Changes: edit}
	does := func(e entry) (tandem.Improvement, bool) {
		better.Form, better.Value = e.subject.form.form.Key, e.value
		return better, true
	}
	top := after[0]
	if top.feasible && top.subject.form != first.subject.form && top.worth > best {
		better.Top = true
		return does(top)
	}
	for _, e := range after {
		if e.feasible && e.value > 0 && e.worth >= worthOpening*best && !open(before, e.subject.form) {
			return does(e)
		}
	}
	if better.Gain = top.value - first.value; top.feasible && top.subject.form == first.subject.form && better.Gain >= worthMore {
		return does(top)
	}
	return better, false
}

// open reports whether a form's gates are open in a ranking.
func open(ranking []entry, f *formModel) bool {
	return slices.ContainsFunc(ranking, func(e entry) bool { return e.feasible && e.subject.form == f })
}

// work is how much an edit asks of the owner, in hours or so: saying what matters
// more is little, finding other companies is much. Only the order counts.
func (m *Model) work(a *asked, edit []tandem.Change) float64 {
	var hours float64
	for _, c := range edit {
		switch c.Code {
		case ChangeOtherWish:
			hours += .5 + 4*m.shift(a, c)
		case ChangeLaterDate:
			hours += 1 + c.Date.Sub(*a.wanted).Hours()/(24*14)
		case ChangeLessSecret:
			hours += 3 * (float64(secrecyLevel(a.secrecy)) - c.Number)
		case ChangeDesk:
			hours += 4
		case ChangeNotCritical:
			hours += 5
		case ChangeMoreHours:
			hours += 2 + 4*(c.Number-a.question.HoursPerWeek)
		case ChangeSupervisor:
			hours += 8
		case ChangeMoreCompanies:
			hours += 6 + 4*(c.Number-max(1, float64(a.companies)))
		}
	}
	return hours
}

// shift is how far a change moves the weight of a wish.
func (m *Model) shift(a *asked, c tandem.Change) float64 {
	return math.Abs(c.Number - a.wishes[m.index[c.Outcome]])
}
