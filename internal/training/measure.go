package training

import (
	"cmp"
	"math"
	"math/rand/v2"
	"slices"

	"github.com/tandem-hbo/tandem/internal/tandem"
)

// answer is what was concluded about one case, beside the case.
type answer struct {
	Case
	reading tandem.Reading
	forms   []tandem.FormKey // best first
}

// Figures tell how good answers are. Macro-F1 is over the outcomes that at least
// leastSupport cases ask for; NDCG is of the first three forms.
type Figures struct {
	Cases                                       int
	NDCG, MacroF1, MicroF1, ReferF1             float64
	NDCGBand, MacroBand                         [2]float64 // 95 % by bootstrap
	FirstFits, Tempo, Articulation, FieldRecall float64
	Outcomes                                    []OutcomeFigure
	// Marked is which part of what is marked for a rightly named outcome lies in
	// what people gave as its ground, and MarkedByChance which part would anywhere.
	Marked, MarkedByChance float64
}

// OutcomeFigure is how well one outcome is found.
type OutcomeFigure struct {
	Key   tandem.OutcomeKey
	Asked int
	F1    float64
}

// leastSupport is how many cases must ask for an outcome for its F1 to be in the
// mean, shownForms how many forms an owner looks at, bootstraps how many samples
// an interval stands on.
const (
	leastSupport = 6
	shownForms   = 3
	bootstraps   = 500
)

// measure compares answers with labels. Every answer has forms.
func measure(t tandem.Taxonomy, list []answer) Figures {
	f := Figures{Cases: len(list)}
	f.NDCG, f.MacroF1 = meanNDCG(list), macro(t, list)
	f.Outcomes, f.MicroF1 = outcomeFigures(t, list)
	var refer counts
	var marks marking
	ranked := rankedOf(list)
	for _, a := range ranked {
		f.FirstFits += number(a.Gold.Forms[a.forms[0]] >= 2) / float64(len(ranked))
	}
	for _, a := range list {
		n := 1 / float64(len(list))
		refer = refer.add(a.refers(), a.reading.Refer)
		marks.mark(a)
		f.Tempo += n * number(slices.Contains(a.Gold.Tempo, a.reading.Tempo))
		f.Articulation += n * number(slices.Contains(a.Gold.Articulation, a.reading.Articulation))
	}
	f.FieldRecall = fieldRecall(list)
	f.ReferF1 = refer.f1()
	f.Marked, f.MarkedByChance = marks.right/math.Max(1, marks.fragments), marks.chance/math.Max(1, marks.fragments)
	return f
}

// bands adds bootstrap intervals to figures.
func (f *Figures) bands(t tandem.Taxonomy, list []answer) {
	random := rand.New(rand.NewPCG(1, 1))
	var ndcgs, macros []float64
	sample := make([]answer, len(list))
	for range bootstraps {
		for i := range sample {
			sample[i] = list[random.IntN(len(list))]
		}
		ndcgs, macros = append(ndcgs, meanNDCG(sample)), append(macros, macro(t, sample))
	}
	f.NDCGBand, f.MacroBand = band(ndcgs), band(macros)
}

func band(values []float64) [2]float64 {
	slices.Sort(values)
	n := float64(len(values))
	return [2]float64{values[int(.025*n)], values[int(.975*n)]}
}

// fieldRecall is which part of the fields that both named is found, over the cases
// in which they agree on any.
func fieldRecall(list []answer) float64 {
	var sum, cases float64
	for _, a := range list {
		if len(a.Gold.FieldsAgreed) == 0 {
			continue
		}
		cases++
		for _, f := range a.Gold.FieldsAgreed {
			sum += number(slices.Contains(a.reading.Fields, f)) / float64(len(a.Gold.FieldsAgreed))
		}
	}
	return sum / math.Max(1, cases)
}

// counts are the rights and wrongs of yes-or-no answers.
type counts struct{ both, asked, said int }

func (c counts) add(asked, said bool) counts {
	c.both += int(number(asked && said))
	c.asked += int(number(asked))
	c.said += int(number(said))
	return c
}

// right is how many of all answers are right, no as well as yes.
func (c counts) right(all int) float64 { return float64(all - c.asked - c.said + 2*c.both) }

// f1 is the harmonic mean of precision and recall, 0 when nothing is asked or said.
func (c counts) f1() float64 { return 2 * float64(c.both) / math.Max(1, float64(c.asked+c.said)) }

func outcomeCounts(t tandem.Taxonomy, list []answer) []counts {
	all := make([]counts, len(t.Outcomes))
	for _, a := range list {
		for i, o := range t.Outcomes {
			all[i] = all[i].add(a.wants(o.Key), suggested(a.reading, o.Key))
		}
	}
	return all
}

func suggested(r tandem.Reading, key tandem.OutcomeKey) bool {
	return slices.ContainsFunc(r.Outcomes, func(o tandem.ReadOutcome) bool { return o.Key == key && o.Suggested })
}

func macro(t tandem.Taxonomy, list []answer) float64 {
	var sum, n float64
	for _, c := range outcomeCounts(t, list) {
		if c.asked >= leastSupport {
			sum, n = sum+c.f1(), n+1
		}
	}
	return sum / math.Max(1, n)
}

func outcomeFigures(t tandem.Taxonomy, list []answer) (figures []OutcomeFigure, micro float64) {
	var all counts
	for i, c := range outcomeCounts(t, list) {
		figures = append(figures, OutcomeFigure{t.Outcomes[i].Key, c.asked, c.f1()})
		all.both, all.asked, all.said = all.both+c.both, all.asked+c.asked, all.said+c.said
	}
	slices.SortStableFunc(figures, func(a, b OutcomeFigure) int { return b.Asked - a.Asked })
	return figures, all.f1()
}

// rankedOf are the answers to cases with grades for forms.
func rankedOf(list []answer) []answer {
	var ranked []answer
	for _, a := range list {
		if a.graded() {
			ranked = append(ranked, a)
		}
	}
	return ranked
}

func meanNDCG(list []answer) float64 {
	list = rankedOf(list)
	var sum float64
	for _, a := range list {
		sum += ndcg(a.forms, a.Gold.Forms)
	}
	return sum / math.Max(1, float64(len(list)))
}

// ndcg is the discounted gain of the first forms, as a share of the best possible.
func ndcg(order []tandem.FormKey, grades map[tandem.FormKey]float64) float64 {
	var shown, ideal []float64
	for _, f := range order {
		shown, ideal = append(shown, grades[f]), append(ideal, grades[f])
	}
	slices.SortFunc(ideal, func(a, b float64) int { return cmp.Compare(b, a) })
	if best := discounted(ideal); best > 0 {
		return discounted(shown) / best
	}
	return 1
}

func discounted(grades []float64) float64 {
	var sum float64
	for i, g := range grades[:min(shownForms, len(grades))] {
		sum += (math.Exp2(g) - 1) / math.Log2(float64(i+2))
	}
	return sum
}
