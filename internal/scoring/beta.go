package scoring

import "github.com/tandem-hbo/tandem/internal/tandem"

// beta is a belief about a share: a successes against b failures.
type beta struct{ a, b float64 }

// priorMeans turns an expert score of 0..4 into an expected share.
func priorMeans() [5]float64 { return [5]float64{.05, .25, .45, .65, .85} }

// prior is the belief before any evaluation: weaker where the study infers.
func prior(c tandem.Cell) beta {
	strength := map[tandem.Basis]float64{tandem.BasisEvidence: 8, tandem.BasisMixed: 5}[c.Basis]
	if strength == 0 {
		strength = 3
	}
	mean := priorMeans()[min(max(c.Score, 0), 4)]
	return beta{strength * mean, strength * (1 - mean)}
}

// observe adds n evaluations with a mean of 0..1.
func (b beta) observe(n, mean float64) beta {
	return beta{b.a + float64(n*mean), b.b + float64(n*(1-mean))}
}

func (b beta) mean() float64 { return b.a / (b.a + b.b) }

func (b beta) variance() float64 {
	n := b.a + b.b
	return b.a * b.b / (n * n * (n + 1))
}

// pooled is the variance for one offering of a form: its own share scatters
// round the form's as if ten evaluations were known of it.
func pooled(mean, formVariance float64) float64 {
	return (mean*(1-mean)-formVariance)/(kappa+1) + formVariance
}

// guess is the variance of a share that rests on a rule of ours.
func guess(share float64) float64 { return share * (1 - share) / (observations + 1) }
