package articulation

import (
	"cmp"
	_ "embed"
	"fmt"
	"math"
	"slices"

	"github.com/BurntSushi/toml"

	"github.com/tandem-hbo/tandem/internal/tandem"
)

//go:embed model.toml
var modelFile string

// model says what signs mean: for each outcome a logistic function of their
// strengths. Its numbers were fitted to labelled questions; the file tells how.
type model struct {
	Version      string
	Outcome      map[tandem.OutcomeKey]logistic
	Articulation struct {
		logistic
		Some float64 // from here a talk is needed
		Much float64 // from here it is not a question yet
	}
}

// logistic is a linear function of signs, pressed into 0..1. An outcome is
// suggested from Threshold on.
type logistic struct {
	Bias      float64
	Threshold float64
	Sign      map[string]float64
}

// probability adds up what the signs of a text say.
func (l logistic) probability(t *text) float64 {
	sum := l.Bias
	for _, key := range t.order {
		sum += l.Sign[key] * t.signs[key]
	}
	return 1 / (1 + math.Exp(-sum))
}

func loadModel() (model, error) {
	var m model
	if _, err := toml.Decode(modelFile, &m); err != nil {
		return model{}, fmt.Errorf("read embedded model: %w", err)
	}
	return m, nil
}

// leastProbability is what an outcome must have to be worth a mention.
const leastProbability = .05

// outcomes are the results that the text hopes for, most probable first.
func (r *Reader) outcomes(t *text) []tandem.ReadOutcome {
	list := []tandem.ReadOutcome{}
	for key, l := range r.model.Outcome {
		p := l.probability(t)
		if p < leastProbability {
			continue
		}
		list = append(list, tandem.ReadOutcome{
			Key: key, Probability: p, Suggested: p >= l.Threshold && len(t.signs) > 0, Evidence: t.because(l),
		})
	}
	slices.SortFunc(list, func(a, b tandem.ReadOutcome) int {
		return cmp.Or(-cmp.Compare(a.Probability, b.Probability), cmp.Compare(a.Key, b.Key))
	})
	return list
}

// because is the evidence of the signs that speak most for an outcome.
func (t *text) because(l logistic) []tandem.Fragment {
	force := func(sign string) float64 { return l.Sign[sign] * t.signs[sign] }
	var signs []string
	for _, key := range t.order {
		if force(key) > 0 {
			signs = append(signs, key)
		}
	}
	slices.SortStableFunc(signs, func(a, b string) int { return -cmp.Compare(force(a), force(b)) })
	list := []tandem.Fragment{}
	for _, sign := range signs {
		for _, f := range t.proof[sign] {
			if len(list) < maxEvidence && !overlaps(list, f) {
				list = append(list, f)
			}
		}
	}
	return list
}

func overlaps(list []tandem.Fragment, f tandem.Fragment) bool {
	return slices.ContainsFunc(list, func(g tandem.Fragment) bool {
		return g.InTitle == f.InTitle && g.Start < f.End && f.Start < g.End
	})
}

// articulation is how much talk the question needs before it is workable.
func (m model) articulation(t *text) tandem.Articulation {
	switch p := m.Articulation.probability(t); {
	case p >= m.Articulation.Much:
		return tandem.ArticulationMuch
	case p >= m.Articulation.Some:
		return tandem.ArticulationSome
	}
	return tandem.ArticulationNone
}

// maxFields is how many study fields a reading names.
const maxFields = 3

// fields are the study fields that the words belong to, best first; a word in
// the title counts double.
func (r *Reader) fields(t *text) []tandem.Field {
	score := map[string]float64{}
	for field, head := range r.base {
		if len(t.hits) > 0 {
			score[field] = head
		}
	}
	seen := map[*cue]float64{}
	for _, h := range t.hits {
		if h.cue.kind != fieldKind {
			continue
		}
		weight := 1 / (1 + seen[h.cue])
		if t.tokens[h.from].title {
			weight *= 1.5
		}
		seen[h.cue]++
		score[h.cue.key] += weight
	}
	list := []tandem.Field{}
	for _, f := range tandem.Fields() {
		if score[string(f)] > 0 {
			list = append(list, f)
		}
	}
	slices.SortStableFunc(list, func(a, b tandem.Field) int {
		return -cmp.Compare(score[string(a)], score[string(b)])
	})
	return list[:min(maxFields, len(list))]
}
