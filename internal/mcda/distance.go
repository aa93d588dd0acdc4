package mcda

import (
	"math"
	"slices"
)

// TOPSIS is how near each alternative is to the best of all columns compared to
// the worst of them, 0..1, after dividing every column by its length as a vector
// (Hwang and Yoon 1981). Higher is better; alternatives that are all alike get .5.
func (p Problem) TOPSIS() []float64 {
	toBest, toWorst := make([]float64, len(p.rows)), make([]float64, len(p.rows))
	for k, c := range p.criteria {
		list := p.column(k)
		var square float64
		for _, x := range list {
			square += x * x
		}
		for i, x := range list {
			list[i] = c.Weight * share(x, math.Sqrt(square))
		}
		best, worst := ends(list, c.Cost)
		for i, x := range list {
			toBest[i] += (x - best) * (x - best)
			toWorst[i] += (x - worst) * (x - worst)
		}
	}
	near := make([]float64, len(p.rows))
	for i := range near {
		best, worst := math.Sqrt(toBest[i]), math.Sqrt(toWorst[i])
		if near[i] = .5; best+worst > 0 {
			near[i] = worst / (best + worst)
		}
	}
	return near
}

// VIKOR is the compromise between the least regret in total and the least regret
// on one criterion, where v is the weight of the total, 0..1 (Opricovic 1998).
// Lower is better: 0 is best on both counts.
func (p Problem) VIKOR(v float64) []float64 {
	total, single := make([]float64, len(p.rows)), make([]float64, len(p.rows))
	for k, c := range p.criteria {
		list := p.column(k)
		best, worst := ends(list, c.Cost)
		for i, x := range list {
			regret := c.Weight * share(best-x, best-worst)
			total[i] += regret
			single[i] = max(single[i], regret)
		}
	}
	leastTotal, mostTotal := slices.Min(total), slices.Max(total)
	leastSingle, mostSingle := slices.Min(single), slices.Max(single)
	q := make([]float64, len(p.rows))
	for i := range q {
		q[i] = v*share(total[i]-leastTotal, mostTotal-leastTotal) + (1-v)*share(single[i]-leastSingle, mostSingle-leastSingle)
	}
	return q
}

// ends are the best and the worst number of a column.
func ends(list []float64, cost bool) (best, worst float64) {
	if cost {
		return slices.Min(list), slices.Max(list)
	}
	return slices.Max(list), slices.Min(list)
}
