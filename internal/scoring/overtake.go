package scoring

import (
	"math"

	"github.com/tandem-hbo/tandem/internal/tandem"
)

// lever is how one candidate's squared worth moves with the company's wishes:
// (S(w) - effort) * scale, as long as the company gains.
type lever struct {
	theta  *vector
	effort float64
	scale  float64
}

func (m *Model) lever(a *asked, s *subject) lever {
	v, soft := m.sums(a, s), m.soft(a, s)
	return lever{theta: &s.form.theta, effort: v.companyEffort, scale: soft * soft * max(0, v.educationGain())}
}

// worth is what a ranking goes by, for wishes as given.
func (l lever) worth(w *vector) float64 {
	gain := -l.effort
	for i, theta := range l.theta {
		gain += w[i] * theta
	}
	return math.Sqrt(max(0, gain) * l.scale)
}

// line gives the squared worth as a + b*t, where t is the weight of outcome k
// and the other weights are scaled to make room.
func (l lever) line(w *vector, k int) (a, b float64) {
	for i, theta := range l.theta {
		if i != k {
			a += w[i] / (1 - w[k]) * theta
		}
	}
	return (a - l.effort) * l.scale, (l.theta[k] - a) * l.scale
}

// rival is the candidate that stands for its form when wishes move: of all
// candidates of one form the order never changes with the wishes, so that none
// but the best of them can come to the top.
type rival struct {
	subject *subject
	lever
}

// rivals finds the best feasible candidate of each form; forms without one have
// no subject.
func (m *Model) rivals(a *asked, entries []entry) []rival {
	list := make([]rival, len(m.forms))
	for i := range entries {
		if e := &entries[i]; e.feasible {
			l, r := m.lever(a, e.subject), &list[e.subject.form.index]
			if r.subject == nil || l.scale > r.scale {
				*r = rival{e.subject, l}
			}
		}
	}
	return list
}

// wished tells which outcomes a change may weigh anew.
type wished func(k int) bool

// among are the outcomes that the company asks already, if not all.
func (a *asked) among(k int) bool { return a.wishes[k] > 0 }

// askable are the outcomes that a company could ask as well.
func (m *Model) askable(k int) bool { return m.taxonomy.Outcomes[k].Sides.Education <= .5 }

// counterfactual is the smallest change of wishes that brings a candidate to the
// top: preferably of what the company asks already, else of what it could ask.
func (m *Model) counterfactual(a *asked, s *subject, rivals []rival) (tandem.Change, bool) {
	if c, ok := m.overtake(a, lift{s, rivals, 0, a.among}); ok {
		return c, true
	}
	return m.overtake(a, lift{s, rivals, 0, m.askable})
}

// lift asks how wishes could bring a candidate above its rivals, with a worth
// above floor.
type lift struct {
	*subject
	rivals []rival
	floor  float64
	may    wished
}

// overtake finds the outcome whose weight needs the smallest shift for a lift. S
// is linear in that weight and H does not depend on it, so the weight is
// computed, not searched.
func (m *Model) overtake(a *asked, l lift) (tandem.Change, bool) {
	s, rivals := l.subject, l.rivals
	ours := rivals[s.form.index]
	if ours.subject != s || ours.scale <= 0 {
		return tandem.Change{}, false
	}
	best, shift := tandem.Change{}, math.Inf(1)
	for k, weight := range a.wishes {
		if !l.may(k) {
			continue
		}
		lead := reach(&a.wishes, k, ours.lever, l.floor*l.floor)
		for i, r := range rivals {
			if i != s.form.index && r.subject != nil {
				lead = lead.ahead(&a.wishes, k, ours.lever, r.lever)
			}
		}
		t, ok := turn(&a.wishes, k, lead, func(w *vector) bool { return tops(w, ours, rivals, l.floor) })
		if !ok || math.Abs(t-weight) >= shift {
			continue
		}
		shift = math.Abs(t - weight)
		best = m.otherWish(a, s, k, t)
	}
	return best, shift <= 1
}

// otherWish is the change that gives outcome k the weight t.
func (m *Model) otherWish(a *asked, s *subject, k int, t float64) tandem.Change {
	c := tandem.Change{Code: ChangeOtherWish, Outcome: m.taxonomy.Outcomes[k].Key, Number: t, Education: m.sums(a, s).education}
	w := a.wishes.moved(k, t)
	for i, theta := range s.form.theta {
		c.Company += w[i] * theta
	}
	return c
}

// moved gives outcome k the weight t and scales the others to make room.
func (v vector) moved(k int, t float64) vector {
	rest := 1 - v[k]
	for i := range v {
		v[i] = v[i] / rest * (1 - t)
	}
	v[k] = t
	return v.normal()
}

// tops reports whether ours is worth more than floor and every rival.
func tops(w *vector, ours rival, rivals []rival, floor float64) bool {
	const margin = 1 + 1e-12 // what rounding may hide
	worth := ours.worth(w)
	if worth <= floor*margin {
		return false
	}
	for _, r := range rivals {
		if r.subject != nil && r.subject != ours.subject && worth <= r.worth(w)*margin {
			return false
		}
	}
	return true
}

// span holds the weights of one outcome, without its ends, for which something
// is true.
type span struct{ from, to float64 }

// reach is where our squared worth is above a floor.
func reach(w *vector, k int, ours lever, floor float64) span {
	if w[k] >= 1 {
		return span{}
	}
	a, b := ours.line(w, k)
	return span{0, 1}.above(a-floor, b)
}

// ahead keeps where our squared worth is above theirs.
func (s span) ahead(w *vector, k int, ours, theirs lever) span {
	if s.from >= s.to {
		return s
	}
	a, b := ours.line(w, k)
	c, d := theirs.line(w, k)
	return s.above(a-c, b-d)
}

// above keeps where a + b*t is above zero.
func (s span) above(a, b float64) span {
	switch {
	case b > 0:
		s.from = max(s.from, -a/b)
	case b < 0:
		s.to = min(s.to, -a/b)
	case a <= 0:
		s.to = s.from
	}
	return s
}

// turn is the weight in the span that is nearest to the present one and really
// turns the order. It goes so little past the point of equality as rounding
// allows.
func turn(w *vector, k int, s span, turns func(*vector) bool) (float64, bool) {
	if s.from >= s.to || (w[k] > s.from && w[k] < s.to) {
		return 0, false
	}
	for _, beyond := range []float64{1e-6, 1e-4, 1e-2, 1} {
		step := min(beyond, (s.to-s.from)/2)
		t := s.from + step
		if w[k] >= s.to {
			t = s.to - step
		}
		if moved := w.moved(k, t); turns(&moved) {
			return t, true
		}
	}
	return 0, false
}
