package mcda

// Preference says how strongly a lead on one criterion counts, 0..1; it is asked
// only for leads above zero.
type Preference func(lead float64) float64

// Usual prefers at the smallest lead.
func Usual(float64) float64 { return 1 }

// Linear ignores leads up to q and prefers fully from p on, rising evenly in
// between.
func Linear(q, p float64) Preference {
	return func(lead float64) float64 {
		switch {
		case lead <= q:
			return 0
		case lead >= p:
			return 1
		}
		return (lead - q) / (p - q)
	}
}

// PROMETHEE is the net flow of each alternative: how much it is preferred to the
// others less how much they are preferred to it, on average (PROMETHEE II, Brans
// and Vincke 1985). Higher is better; the flows add up to zero.
func (p Problem) PROMETHEE(prefer Preference) []float64 {
	flow := make([]float64, len(p.rows))
	for i, a := range p.rows {
		for j, b := range p.rows {
			lead := p.preferred(prefer, a, b)
			flow[i] += share(lead, float64(len(p.rows)-1))
			flow[j] -= share(lead, float64(len(p.rows)-1))
		}
	}
	return flow
}

// preferred is how much one row is preferred to another.
func (p Problem) preferred(prefer Preference, a, b []float64) float64 {
	var total float64
	for k, c := range p.criteria {
		lead := a[k] - b[k]
		if c.Cost {
			lead = -lead
		}
		if lead > 0 {
			total += c.Weight * prefer(lead)
		}
	}
	return total
}
