package scoring

import (
	"math"

	"github.com/tandem-hbo/tandem/internal/tandem"
)

// sides holds both sums of a pair with their variances and the effort that each
// side must put in.
type sides struct {
	company, education       float64
	companyVar, educationVar float64
	companyEffort            float64
	educationEffort          float64
}

func (s sides) companyGain() float64   { return s.company - s.companyEffort }
func (s sides) educationGain() float64 { return s.education - s.educationEffort }

// value is the two-sided value N: nothing when either side does not gain.
func (s sides) value() float64 {
	return math.Sqrt(max(0, s.companyGain()) * max(0, s.educationGain()))
}

// shortage orders pairs without value: the worse side's gain, below zero.
func (s sides) shortage() float64 {
	return min(0, min(s.companyGain(), s.educationGain()))
}

// sd is the standard deviation of ln N, infinite when there is no value.
func (s sides) sd() float64 {
	a, b := s.companyGain(), s.educationGain()
	if a <= 0 || b <= 0 {
		return math.Inf(1)
	}
	return math.Sqrt(s.companyVar/(a*a)+s.educationVar/(b*b)) / 2
}

// ninety is how many standard deviations hold 90 % of a normal belief.
const ninety = 1.645

// interval is the 90 % interval of the value; it ends at 1 unless the value is
// beyond.
func (s sides) interval() (low, high float64) {
	n := s.value()
	if n == 0 {
		return 0, 0
	}
	spread := math.Exp(ninety * s.sd())
	return n / spread, max(n, min(1, n*spread))
}

// integer is the weight that allocation works with.
func integer(value, soft float64) int { return int(math.Round(10000 * value * soft)) }

// Beats is the probability that the value of a is above that of b.
func Beats(a, b tandem.Score) float64 {
	switch {
	case a.Value <= 0 && b.Value <= 0:
		return .5
	case b.Value <= 0:
		return 1
	case a.Value <= 0:
		return 0
	}
	spread := math.Hypot(deviation(a), deviation(b))
	return phi(math.Log(a.Value/b.Value) / spread)
}

// deviation finds the standard deviation of ln N back from the interval.
func deviation(s tandem.Score) float64 {
	return max(math.Log(s.Value/s.Low)/ninety, 1e-9)
}

// phi is the standard normal distribution.
func phi(x float64) float64 { return math.Erfc(-x/math.Sqrt2) / 2 }

// Verdict says how sure it is that the first of a ranking is the best.
type Verdict string

// The verdicts. A close call goes to a person with both options side by side.
const (
	Clear  Verdict = "clear"  // 90 % sure or more
	Likely Verdict = "likely" // in between
	Close  Verdict = "close"  // less than 75 % sure
)

// Verdicts lists the verdicts.
func Verdicts() []Verdict { return []Verdict{Clear, Likely, Close} }

// Compare gives the verdict on a first and a second option.
func Compare(first, second tandem.Score) Verdict {
	switch p := Beats(first, second); {
	case p >= .90:
		return Clear
	case p < .75:
		return Close
	}
	return Likely
}
