package scoring

import (
	"math"

	"github.com/tandem-hbo/tandem/internal/tandem"
)

// beyond is how far past the point of equality a change goes, so that applying
// it turns the order and not merely ties it.
const beyond = 1e-6

// lever is how one candidate's squared worth moves with the company's wishes:
// (S(w) - effort) * scale.
type lever struct {
	theta  vector
	effort float64
	scale  float64
}

func (m *Model) lever(a *asked, s *subject) lever {
	v, soft := m.sums(a, s), m.soft(a, s)
	return lever{theta: s.form.theta, effort: v.companyEffort, scale: soft * soft * max(0, v.educationGain())}
}

// line gives S as a + b*t, where t is the weight of outcome k and the other
// weights are scaled to make room.
func (l lever) line(w vector, k int) (a, b float64) {
	for i, theta := range l.theta {
		if i != k {
			a += w[i] / (1 - w[k]) * theta
		}
	}
	return a, l.theta[k] - a
}

// overtake finds the outcome whose weight needs the smallest shift for one
// candidate to pass the first. S is linear in that weight and H does not depend
// on it, so the weight is computed, not searched.
func (m *Model) overtake(a *asked, first, other *subject) (tandem.Change, bool) {
	ours, theirs := m.lever(a, other), m.lever(a, first)
	education := m.sums(a, other).education
	best, shift := tandem.Change{}, math.Inf(1)
	for k, weight := range a.wishes {
		t, ok := level(a.wishes, k, ours, theirs)
		if !ok || math.Abs(t-weight) >= shift {
			continue
		}
		from, slope := ours.line(a.wishes, k)
		shift = math.Abs(t - weight)
		best = tandem.Change{
			Code: ChangeOtherWish, Outcome: m.taxonomy.Outcomes[k].Key, Number: t,
			Company: from + slope*t, Education: education,
		}
	}
	return best, shift <= 1
}

// level is the weight of outcome k just past which ours is worth more than
// theirs; there is none when the lines do not cross where both still gain.
func level(w vector, k int, ours, theirs lever) (float64, bool) {
	if w[k] >= 1 || ours.scale == 0 {
		return 0, false
	}
	a, b := ours.line(w, k)
	c, d := theirs.line(w, k)
	slope := b*ours.scale - d*theirs.scale
	t := ((c-theirs.effort)*theirs.scale - (a-ours.effort)*ours.scale) / slope
	t += math.Copysign(beyond, t-w[k])
	return t, t >= 0 && t <= 1 && a+b*t > ours.effort
}
