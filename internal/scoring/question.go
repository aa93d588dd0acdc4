package scoring

import (
	"slices"
	"time"

	"github.com/tandem-hbo/tandem/internal/calendar"
	"github.com/tandem-hbo/tandem/internal/tandem"
)

// asked is a question made ready for scoring: confirmed answers go before what
// was read in the text.
type asked struct {
	question  *tandem.Question
	day       time.Time
	wishes    vector
	wishesVar vector
	offers    vector
	offersVar vector
	flags     flags
	wanted    *time.Time
	secrecy   tandem.SecrecyLevel
	companies int  // 0: not said
	staff     int  // the most people the company has; 0: not said
	sector    bool // a whole trade asks
	forms     []half
	offerings []half
}

// prepare reads the question once; now is the moment of asking.
func (m *Model) prepare(q *tandem.Question, now time.Time) *asked {
	a := new(asked)
	m.fill(a, q, now)
	for i := range m.forms {
		f := &m.forms[i]
		a.forms = append(a.forms, a.company(f, &f.variance))
		a.offerings = append(a.offerings, a.company(f, &f.pooled))
	}
	return a
}

// fill makes a the question, but for what the company gets of each form. The memory
// that a has is used again.
func (m *Model) fill(a *asked, q *tandem.Question, now time.Time) {
	*a = asked{
		question: q, day: calendar.Day(now), secrecy: q.Secrecy, companies: q.Companies,
		flags: a.flags, forms: a.forms[:0], offerings: a.offerings[:0],
	}
	facts := &q.Reading.Facts
	if a.secrecy == "" {
		a.secrecy = facts.Secrecy
	}
	if a.companies == 0 {
		a.companies = facts.Companies
	}
	a.wanted = wanted(q, a.day)
	a.wishes, a.wishesVar = m.wishes(q)
	m.raise(a)
	a.staff, a.sector = staff(size(q)), facts.SectorWide
	for i := range m.offers {
		x := min(1, max(0, m.offers[i].under(a.flags)))
		a.offers[i], a.offersVar[i] = x, guess(x)
	}
}

// company is the company's side of every pair of a form: what it gets, how sure
// that is, and its effort.
func (a *asked) company(f *formModel, variance *vector) half {
	h := a.side(f)
	for i, theta := range f.theta {
		w := a.wishes[i]
		h.variance += w*w*variance[i] + theta*theta*a.wishesVar[i]
	}
	return h
}

// side is company without how sure that is.
func (a *asked) side(f *formModel) half {
	h := half{effort: f.form.Thresholds.Company + f.effort.under(a.flags) - a.pull(f.form.Key).Points}
	for i, theta := range f.theta {
		h.sum += float64(a.wishes[i] * theta)
	}
	return h
}

func wanted(q *tandem.Question, day time.Time) *time.Time {
	if q.WantedDate != nil {
		d := calendar.Day(*q.WantedDate)
		return &d
	}
	if h := q.Reading.Facts.Horizon; h != nil && !h.From {
		d := calendar.On(*h, day)
		return &d
	}
	return nil
}

// wishes are the company's: confirmed ones are certain; else the reading's
// probabilities with their doubt, as far as they are trusted, and for the rest the
// motives owners usually have.
func (m *Model) wishes(q *tandem.Question) (w, variance vector) {
	if w = m.vector(q.Wishes); w.sum() > 0 {
		return w, variance
	}
	var total float64
	for _, o := range q.Reading.Outcomes {
		if i, ok := m.index[o.Key]; ok {
			w[i] = o.Probability
			total += o.Probability
		}
	}
	if total == 0 {
		for key, weight := range m.weights.Motives {
			w[m.index[key]] = weight
		}
		return w.normal(), variance
	}
	trust := m.weights.Trust
	for i, p := range w {
		variance[i] = trust * trust * p * (1 - p) / (total * total * observations)
		w[i] = trust * p / total
	}
	for key, weight := range m.weights.Motives {
		w[m.index[key]] += (1 - trust) * weight
	}
	return w.normal(), variance
}

// raise notes all that is known of the question, for weights.toml. Wishes count
// by what was read, not by what was confirmed, so that changing a wish changes
// only the weights and a counterfactual can be computed exactly.
func (m *Model) raise(a *asked) {
	q := a.question
	a.flags = slices.Grow(a.flags[:0], len(m.flags)+1)[:len(m.flags)+1]
	clear(a.flags)
	for i := range q.Reading.Outcomes {
		o := &q.Reading.Outcomes[i]
		if at, known := m.index[o.Key]; known {
			a.flags.raise(m.wants[at], m.weights.Trust*o.Probability)
		}
	}
	a.flags.raise(m.sizes[size(q)], 1)
	if a.companies > 1 {
		a.flags.raise(m.flags["firms.several"], min(1, float64(a.companies)/6+.3))
	}
	if q.HoursPerWeek >= 1 {
		a.flags.raise(m.flags["hours"], 1)
	}
	if q.Readiness.Data {
		a.flags.raise(m.flags["ready.data"], 1)
	}
	if q.Readiness.DecisionMaker {
		a.flags.raise(m.flags["ready.decision_maker"], 1)
	}
}

// size is the company's size as answered, else as read, else unknown.
func size(q *tandem.Question) tandem.CompanySize {
	for _, s := range [...]tandem.CompanySize{q.Size, q.Reading.Facts.Size} {
		if s != "" && s != tandem.SizeUnknown {
			return s
		}
	}
	return tandem.SizeUnknown
}

// staff is the most people a company of a size has; 0 is unknown.
func staff(s tandem.CompanySize) int {
	switch s {
	case tandem.SizeSole:
		return 1
	case tandem.SizeMicro:
		return 9
	case tandem.SizeSmall:
		return 49
	case tandem.SizeMedium:
		return 249
	case tandem.SizeLarge:
		return 100_000
	}
	return 0
}

// readinessAnswered reports whether the owner ticked any of the readiness boxes;
// none at all means that the question was not put yet.
func readinessAnswered(r tandem.Readiness) bool { return r != tandem.Readiness{} }
