package scoring

import (
	"math"
	"testing"

	"github.com/tandem-hbo/tandem/internal/tandem"
	"github.com/tandem-hbo/tandem/internal/taxonomy"
)

// worked is the example of the method that can be checked by hand: a question
// that asks for a solution (.5), talent (.3) and knowledge (.2) and offers
// learning .9, curriculum fit .5 and research .1.
type worked struct {
	name       string
	theta, v   [3]float64
	s0, h0     float64
	s, h, n    float64
	sd         float64
	low, high  float64
	weight     int
	varS, varH float64
}

func workedForms() []worked {
	return []worked{
		{name: "one-off", theta: [3]float64{.8, .5, .6}, v: [3]float64{.6, .4, 0}, s0: .20, h0: .20,
			s: .67, h: .74, n: .5038, sd: .0827, low: .4397, high: .5772, weight: 5038, varS: .0034333, varH: .0034476},
		{name: "graduation", theta: [3]float64{.7, .9, .4}, v: [3]float64{.3, .7, 0}, s0: .25, h0: .15,
			s: .70, h: .62, n: .4599, sd: .1057, low: .3865, high: .5472, weight: 4599},
		{name: "raak", theta: [3]float64{.6, .3, .95}, v: [3]float64{.2, .1, .7}, s0: .45, h0: .25,
			s: .58, h: .30, n: .0806, sd: .5440, low: .0329, high: .1973, weight: 806},
	}
}

func (w worked) sides() (sides, vector, vector) {
	ask, offer := vector{.5, .3, .2}, vector{.9, .5, .1}
	v := sides{companyEffort: w.s0, educationEffort: w.h0}
	for i := range 3 {
		v.company += ask[i] * w.theta[i]
		v.education += w.v[i] * offer[i]
		v.companyVar += ask[i] * ask[i] * guess(w.theta[i])
		v.educationVar += w.v[i] * w.v[i] * guess(offer[i])
	}
	return v, ask, vector{w.theta[0], w.theta[1], w.theta[2]}
}

func near(t *testing.T, what string, got, want, within float64) {
	t.Helper()
	if math.IsNaN(got) || math.Abs(got-want) > within {
		t.Errorf("%s = %.7f, want %.7f", what, got, want)
	}
}

func TestWorkedExample(t *testing.T) {
	t.Parallel()
	for _, w := range workedForms() {
		t.Run(w.name, func(t *testing.T) {
			t.Parallel()
			v, _, _ := w.sides()
			low, high := v.interval()
			near(t, "S", v.company, w.s, 1e-12)
			near(t, "H", v.education, w.h, 1e-12)
			near(t, "N", v.value(), w.n, 5e-5)
			near(t, "sd ln N", v.sd(), w.sd, 5e-5)
			near(t, "low", low, w.low, 5e-5)
			near(t, "high", high, w.high, 5e-5)
			if got := integer(v.value(), 1); got != w.weight {
				t.Errorf("weight = %d, want %d", got, w.weight)
			}
			if w.varS > 0 {
				near(t, "Var(S)", v.companyVar, w.varS, 5e-8)
				near(t, "Var(H)", v.educationVar, w.varH, 5e-8)
			}
		})
	}
}

// What a mean hides: it prefers gains of .75 and .05 (.400) to .40 and .35 (.375),
// while the value turns them round.
func TestValueWantsBothToGain(t *testing.T) {
	t.Parallel()
	near(t, "one-sided", sides{company: .75, education: .05}.value(), .194, 5e-4)
	near(t, "shared", sides{company: .40, education: .35}.value(), .374, 5e-4)
}

func (w worked) score() tandem.Score {
	v, _, _ := w.sides()
	low, high := v.interval()
	return tandem.Score{Value: v.value(), Low: low, High: high}
}

func TestBeats(t *testing.T) {
	t.Parallel()
	forms := workedForms()
	p, g, none := forms[0].score(), forms[1].score(), tandem.Score{}
	near(t, "P beats G", Beats(p, g), .7515, 5e-5)
	near(t, "G beats P", Beats(g, p), 1-.7515, 5e-5)
	near(t, "P beats nothing", Beats(p, none), 1, 0)
	near(t, "nothing beats P", Beats(none, p), 0, 0)
	near(t, "nothing beats nothing", Beats(none, none), .5, 0)
	tests := []struct {
		a, b tandem.Score
		want Verdict
	}{{p, g, Likely}, {g, p, Close}, {p, forms[2].score(), Clear}, {none, none, Close}}
	for _, tt := range tests {
		if got := Compare(tt.a, tt.b); got != tt.want {
			t.Errorf("compare %.4f with %.4f = %s, want %s", tt.a.Value, tt.b.Value, got, tt.want)
		}
	}
	if got := len(Verdicts()); got != 3 {
		t.Errorf("verdicts = %d, want 3", got)
	}
}

// Scaling the other two wishes, graduation passes the one-off project when
// talent weighs more than .4594.
func TestLevelOfWorkedExample(t *testing.T) {
	t.Parallel()
	forms := workedForms()
	p, ask, thetaP := forms[0].sides()
	g, _, thetaG := forms[1].sides()
	theirs := lever{theta: &thetaP, effort: p.companyEffort, scale: p.educationGain()}
	ours := lever{theta: &thetaG, effort: g.companyEffort, scale: g.educationGain()}
	lead := reach(&ask, 1, ours, 0).ahead(&ask, 1, ours, theirs)
	near(t, "least talent weight", lead.from, .4594, 5e-5)
	near(t, "most talent weight", lead.to, 1, 0)
	at := func(l lever) float64 {
		a, b := l.line(&ask, 1)
		return (a+b*lead.from)/l.scale + l.effort
	}
	near(t, "S of graduation", at(ours), .7455, 5e-5)
	near(t, "S of one-off", at(theirs), .6313, 5e-5)
	weight, ok := turn(&ask, 1, lead, func(w *vector) bool { return ours.worth(w) > theirs.worth(w) })
	if !ok || weight <= lead.from || weight > lead.from+2e-6 {
		t.Errorf("turns at %v, want just past %v", weight, lead.from)
	}
}

func TestSidesWithoutGain(t *testing.T) {
	t.Parallel()
	v := sides{company: .3, education: .9, companyEffort: .4, educationEffort: .2}
	if low, high := v.interval(); v.value() != 0 || low != 0 || high != 0 || !math.IsInf(v.sd(), 1) {
		t.Errorf("a side without gain gives %v (%v-%v)", v.value(), low, high)
	}
	near(t, "shortage", v.shortage(), -.1, 1e-12)
}

func TestBeta(t *testing.T) {
	t.Parallel()
	b := beta{4.8, 3.2}
	near(t, "prior mean", b.mean(), .6, 1e-12)
	near(t, "prior sd", math.Sqrt(b.variance()), .1633, 5e-5)
	b = b.observe(5, 3.25/5)
	near(t, "posterior mean", b.mean(), .61923, 5e-6)
	near(t, "posterior sd", math.Sqrt(b.variance()), .12978, 5e-6)
	strengths := map[tandem.Basis]float64{tandem.BasisEvidence: 8, tandem.BasisMixed: 5, tandem.BasisInference: 3}
	for basis, want := range strengths {
		got := prior(tandem.Cell{Score: 3, Basis: basis})
		near(t, "strength of "+string(basis), got.a+got.b, want, 1e-12)
		near(t, "mean of "+string(basis), got.mean(), .65, 1e-12)
	}
	near(t, "offering's variance", pooled(.5, 0), .25/11, 1e-12)
}

// Every number of the weights must belong to something of the taxonomy.
func TestWeightsNameTheTaxonomy(t *testing.T) {
	t.Parallel()
	w, err := loadWeights()
	if err != nil {
		t.Fatal(err)
	}
	tax, err := taxonomy.Load()
	if err != nil {
		t.Fatal(err)
	}
	for key := range w.Effort {
		if _, ok := tax.Form(key); !ok {
			t.Errorf("effort of unknown form %s", key)
		}
	}
	for key := range w.Offers {
		if _, ok := tax.Outcome(key); !ok {
			t.Errorf("offer of unknown outcome %s", key)
		}
	}
	var motives float64
	for key, weight := range w.Motives {
		motives += weight
		if _, ok := tax.Outcome(key); !ok {
			t.Errorf("motive of unknown outcome %s", key)
		}
	}
	near(t, "sum of motives", motives, 1, 1e-12)
	s := w.Soft
	for _, factor := range []float64{s.LateButUseful, s.OtherRegion, s.OtherLanguage, s.SecondField, s.NoField} {
		if factor < leastSoft || factor > 1 {
			t.Errorf("soft factor %v is not in .5..1", factor)
		}
	}
}
