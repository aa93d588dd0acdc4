package scoring

import (
	"cmp"
	"time"

	"github.com/tandem-hbo/tandem/internal/tandem"
)

// Forms scores a question against all forms, best first: open gates before shut
// ones, then by weight. Each form below the first carries the smallest change of
// wishes that would bring it to the top.
func (m *Model) Forms(q *tandem.Question, now time.Time) []tandem.FormScore {
	a := m.prepare(q, now)
	entries := m.ranking(a)
	list := make([]tandem.FormScore, 0, len(entries))
	for i, score := range m.explained(a, entries, m.rivals(a, entries)) {
		list = append(list, tandem.FormScore{Form: entries[i].subject.form.form.Key, Score: score})
	}
	return list
}

// Ranked is one offering with its score.
type Ranked struct {
	Offering *tandem.OfferingDetail
	tandem.Score
}

// Offerings ranks a question's offerings, best first, and explains the first
// top of them; offerings of a form that the taxonomy does not hold are left out.
// Who ranks more than one question against a list makes an Index of it first.
func (m *Model) Offerings(q *tandem.Question, offerings []tandem.OfferingDetail, now time.Time, top int) []Ranked {
	return m.Index(offerings).Rank(q, now, top)
}

// entry is one candidate of a ranking with what orders it.
type entry struct {
	subject  *subject
	value    float64
	worth    float64 // the unrounded weight
	shortage float64
	feasible bool
}

func (m *Model) entry(a *asked, s *subject) entry {
	v := m.sums(a, s)
	return entry{
		subject: s, value: v.value(), worth: v.value() * m.soft(a, s), shortage: v.shortage(), feasible: feasible(m.rules, a, s),
	}
}

func byWorth(a, b entry) int {
	return cmp.Or(
		compare(b.feasible, a.feasible),
		-cmp.Compare(a.worth, b.worth),
		-cmp.Compare(a.shortage, b.shortage),
	)
}

func (m *Model) explained(a *asked, entries []entry, rivals []rival) []tandem.Score {
	list := make([]tandem.Score, 0, len(entries))
	for i, e := range entries {
		score := m.explain(a, e.subject)
		if i > 0 && e.feasible {
			if c, ok := m.counterfactual(a, e.subject, rivals); ok {
				score.Changes = append(score.Changes, c)
			}
		}
		list = append(list, score)
	}
	return list
}
