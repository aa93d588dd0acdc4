package scoring

import (
	"slices"
	"time"

	"github.com/tandem-hbo/tandem/internal/calendar"
	"github.com/tandem-hbo/tandem/internal/tandem"
)

// Form scores a question against one form. The error is of kind NotFound when
// the taxonomy does not hold the form.
func (m *Model) Form(q *tandem.Question, key tandem.FormKey, now time.Time) (tandem.FormScore, error) {
	f, err := m.form(key)
	if err != nil {
		return tandem.FormScore{}, err
	}
	a := m.prepare(q, now)
	return tandem.FormScore{Form: key, Score: m.explain(a, m.formSubject(a, f))}, nil
}

// Offering scores a question against one offering. The error is of kind
// NotFound when the taxonomy does not hold its form.
func (m *Model) Offering(q *tandem.Question, o tandem.OfferingDetail, now time.Time) (tandem.Score, error) {
	f, err := m.form(o.Form)
	if err != nil {
		return tandem.Score{}, err
	}
	a := m.prepare(q, now)
	s := m.offeringSubject(a, f, &o)
	return m.explain(a, &s), nil
}

func (m *Model) formSubject(a *asked, f *formModel) *subject {
	return &subject{form: f, plan: calendar.Form(f.form.Facts, a.day), wishes: f.wishes, company: &a.forms[f.index]}
}

func (m *Model) offeringSubject(a *asked, f *formModel, o *tandem.OfferingDetail) subject {
	s := m.plain(f, o)
	s.company = &a.offerings[f.index]
	return s
}

// plain is an offering as subject before any question is known.
func (m *Model) plain(f *formModel, o *tandem.OfferingDetail) subject {
	s := subject{form: f, offering: o, plan: calendar.Offering(*o), wishes: f.wishes}
	if own := m.vector(o.Wishes); own.sum() > 0 {
		s.wishes = own
	}
	return s
}

// half is one side of a pair.
type half struct{ sum, variance, effort float64 }

// sums adds up both sides of a pair.
func (m *Model) sums(a *asked, s *subject) sides {
	v := sides{
		company: s.company.sum, companyVar: s.company.variance, companyEffort: s.company.effort,
		educationEffort: s.form.form.Thresholds.Education,
	}
	v.education = dot(&s.wishes, &a.offers)
	for i, w := range s.wishes {
		v.educationVar += w * w * a.offersVar[i]
	}
	return v
}

// dot is the one place where a programme's side is summed. The conversions keep
// compilers from fusing a product with its sum, so that every machine and every
// build gives the same bits.
func dot(v, x *vector) float64 {
	var sum float64
	for i, w := range v {
		sum += float64(w * x[i])
	}
	return sum
}

// explain makes the full score of a pair.
func (m *Model) explain(a *asked, s *subject) tandem.Score {
	v := m.sums(a, s)
	score := tandem.Score{
		Company: v.company, Education: v.education,
		CompanyEffort: v.companyEffort, EducationEffort: v.educationEffort,
		Value: v.value(), Soft: m.soft(a, s), Start: &s.plan.Start, Result: &s.plan.Result,
		Gates: gates(m.rules, a, s), Softer: m.softer(a, s), Reasons: m.reasons(a, s),
		Effort: a.effort(s.form),
	}
	score.Low, score.High = v.interval()
	if score.Feasible() {
		score.Weight = integer(score.Value, score.Soft)
	} else {
		score.Changes = m.repairs(a, s, score.Gates)
	}
	return score
}

// reasons are the parts of both sums, largest first on each side. Their points
// add up to the side's value, so nothing in a score is left unexplained.
func (m *Model) reasons(a *asked, s *subject) []tandem.Reason {
	list := make([]tandem.Reason, 0, 2*outcomes)
	for i, o := range m.taxonomy.Outcomes {
		if w := a.wishes[i]; w > 0 {
			theta := s.form.theta[i]
			list = append(list, tandem.Reason{
				Side: tandem.Company, Outcome: o.Key, Weight: w, Yield: theta, Points: w * theta, Evidence: s.form.evidence[i],
			})
		}
		if v := s.wishes[i]; v > 0 {
			x := a.offers[i]
			list = append(list, tandem.Reason{Side: tandem.Education, Outcome: o.Key, Weight: v, Yield: x, Points: v * x})
		}
	}
	slices.SortStableFunc(list, func(a, b tandem.Reason) int {
		if a.Side != b.Side {
			return compare(b.Side == tandem.Company, a.Side == tandem.Company)
		}
		return -sign(a.Points - b.Points)
	})
	return list
}

func compare(a, b bool) int {
	switch {
	case a == b:
		return 0
	case a:
		return 1
	}
	return -1
}

func sign(x float64) int {
	switch {
	case x > 0:
		return 1
	case x < 0:
		return -1
	}
	return 0
}
