package scoring

import (
	"github.com/tandem-hbo/tandem/internal/mcda"
	"github.com/tandem-hbo/tandem/internal/tandem"
)

// How the check rankings judge leads: up to two points of a hundred are nothing
// and twenty are all; the total and the single regret count alike.
const (
	noLead   = .02
	fullLead = .20
	balance  = .5
)

// Agree holds the first of a ranking against five other ways of ranking on the
// same two gains. Options that a rule shuts take no part. An option that is level
// with the best by another way counts as named by it.
func Agree(ranking []tandem.Score) tandem.Agreement {
	places, p, err := gains(ranking)
	if err != nil || len(places) < 2 || ranking[places[0]].Value <= 0 {
		return tandem.Agreement{}
	}
	agreed := tandem.Agreement{Agree: 1, Of: len(tandem.Methods())}
	for _, c := range checks(p) {
		if best := first(c.worth); best == 0 {
			agreed.Agree++
		} else {
			agreed.Differ = append(agreed.Differ, tandem.Dissent{Method: c.method, First: places[best]})
		}
	}
	return agreed
}

// AgreeForms is Agree for a ranking of forms.
func AgreeForms(ranking []tandem.FormScore) tandem.Agreement {
	scores := make([]tandem.Score, 0, len(ranking))
	for _, f := range ranking {
		scores = append(scores, f.Score)
	}
	return Agree(scores)
}

// gains makes the decision matrix: both sides' gains of each option whose gates
// are open, with the option's place in the ranking. What makes an option weigh
// less comes off both gains, as it comes off the weight.
func gains(ranking []tandem.Score) (places []int, p mcda.Problem, err error) {
	var rows [][]float64
	for i, s := range ranking {
		if s.Feasible() {
			places = append(places, i)
			rows = append(rows, []float64{
				softened(s.Company-s.CompanyEffort, s.Soft), softened(s.Education-s.EducationEffort, s.Soft),
			})
		}
	}
	p, err = mcda.New([]mcda.Criterion{{Weight: .5}, {Weight: .5}}, rows)
	return places, p, err
}

// softened takes the soft factor off a gain; a loss stays as it is.
func softened(gain, soft float64) float64 {
	if gain > 0 && soft > 0 {
		return gain * soft
	}
	return gain
}

// check is what one method makes of the options; higher is better.
type check struct {
	method string
	worth  []float64
}

func checks(p mcda.Problem) []check {
	regret := p.VIKOR(balance)
	for i := range regret {
		regret[i] = -regret[i]
	}
	return []check{
		{tandem.MethodSum, p.WeightedSum(mcda.AsIs)},
		{tandem.MethodWorst, p.OrderedAverage([]float64{0, 1})},
		{tandem.MethodTOPSIS, p.TOPSIS()},
		{tandem.MethodVIKOR, regret},
		{tandem.MethodPROMETHEE, p.PROMETHEE(mcda.Linear(noLead, fullLead))},
	}
}

// tie is how near two worths are to be called level.
const tie = 1e-12

// first is the place of the best worth, the earliest of those that are level.
func first(worth []float64) int {
	best := 0
	for i, x := range worth {
		if x > worth[best]+tie {
			best = i
		}
	}
	return best
}
