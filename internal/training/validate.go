package training

import (
	"fmt"
	"math"
	"strings"

	"github.com/tandem-hbo/tandem/internal/articulation"
	"github.com/tandem-hbo/tandem/internal/tandem"
)

// Folds is in how many parts the measured cases are split: each is answered by a
// model that was trained without it.
const Folds = 10

// both are the fits of one model.
type both struct{ logistics, forms *fitted }

// learn fits all conclusions to examples.
func (t *Trainer) learn(list []example) (both, error) {
	m := design(list)
	logistics, err := t.logistics(m, list)
	if err != nil {
		return both{}, err
	}
	forms, err := t.forms(m, list)
	return both{logistics, forms}, err
}

// held are the probabilities of conclusions of one case that the fit did not see.
type held struct {
	Case
	fold        int
	probability map[string]float64
}

// crossValidate answers every measured case by a model that did not see it, and
// with thresholds that did not see it either. It gives the answers, and the
// thresholds that all cases together suggest.
func (t *Trainer) crossValidate(list []example) ([]answer, map[string]float64, error) {
	var fits []both
	var out []held
	for fold := range Folds {
		seen, unseen := split(list, fold)
		b, err := t.learn(seen)
		if err != nil {
			return nil, nil, fmt.Errorf("cross-validate fold %d: %w", fold, err)
		}
		fits = append(fits, b)
		out = append(out, b.logistics.hold(unseen, fold)...)
	}
	var answers []answer
	for fold, b := range fits {
		r, err := articulation.With(pack("fold", thresholds(out, fold), b.forms, b.logistics))
		if err != nil {
			return nil, nil, err
		}
		_, unseen := split(list, fold)
		for _, e := range unseen {
			answers = append(answers, t.answer(r, e.Case))
		}
	}
	return answers, thresholds(out, -1), nil
}

// split parts the measured cases: those of a fold, and all others with our own
// cases, but for variants of those of the fold.
func split(list []example, fold int) (seen, unseen []example) {
	n, out := 0, map[string]bool{}
	for _, e := range list {
		if !e.Measured() {
			continue
		}
		if n++; n%Folds == fold {
			unseen, out[e.ID] = append(unseen, e), true
		}
	}
	for _, e := range list {
		if !out[e.ID] && !out[e.Parent] {
			seen = append(seen, e)
		}
	}
	return seen, unseen
}

// hold reads cases with weights that did not see them.
func (f *fitted) hold(list []example, fold int) []held {
	m := f.matrix.same(list)
	var out []held
	for row, e := range list {
		h := held{e.Case, fold, map[string]float64{}}
		for i, w := range f.weights {
			h.probability[f.names[i]] = 1 / (1 + math.Exp(-m.dot(row, w)))
		}
		out = append(out, h)
	}
	return out
}

// answer reads and ranks a case as an owner's question would be.
func (t *Trainer) answer(r *articulation.Reader, c Case) answer {
	a := answer{Case: c, reading: r.Read(c.reading())}
	q := example{Case: c}.question(a.reading)
	for _, f := range t.scorer.Forms(&q, now()) {
		a.forms = append(a.forms, f.Form)
	}
	return a
}

// thresholds are from where each conclusion counts as said, chosen for the best
// F1, or for the most right answers where a wrong yes is as bad as a wrong no. Cases of
// one fold may be left out.
func thresholds(list []held, without int) map[string]float64 {
	chosen := map[string]float64{}
	for name := range list[0].probability {
		var asked []bool
		var p []float64
		for _, h := range list {
			if yes, known := h.said(name); known && h.fold != without {
				asked, p = append(asked, yes), append(p, h.probability[name])
			}
		}
		measure := counts.f1
		if strings.HasPrefix(name, "tempo.") || strings.HasPrefix(name, "articulation.") {
			measure = func(c counts) float64 { return float64(len(asked) - c.asked - c.said + 2*c.both) }
		}
		chosen[name] = bestThreshold(asked, p, measure)
	}
	return chosen
}

// said is what the labels say of a conclusion.
func (h held) said(name string) (yes, known bool) {
	kind, key, _ := strings.Cut(name, ".")
	switch {
	case name == "refer":
		return h.refers(), true
	case kind == "outcome":
		return h.wants(tandem.OutcomeKey(key)), true
	case name == "tempo.fast":
		return h.Gold.Tempo[0] == tandem.TempoFast, true
	case name == "tempo.convertible":
		return h.Gold.Tempo[0] != tandem.TempoSlow, true
	case name == "articulation.some":
		return h.Gold.Articulation[0] != tandem.ArticulationNone, true
	case name == "articulation.much":
		return h.Gold.Articulation[0] == tandem.ArticulationMuch, true
	}
	return false, false
}

// Thresholds that are tried.
const (
	lowestThreshold  = .04
	highestThreshold = .8
	thresholdStep    = .01
)

// bestThreshold tries thresholds; among those around the best one the middle is
// taken, which is steadier than the peak.
func bestThreshold(asked []bool, p []float64, measure func(counts) float64) float64 {
	if len(asked) == 0 {
		return .5
	}
	var tried, value []float64
	for x := lowestThreshold; x < highestThreshold; x += thresholdStep {
		var c counts
		for i := range p {
			c.add(asked[i], p[i] >= x)
		}
		tried, value = append(tried, x), append(value, measure(c))
	}
	best, most := lowestThreshold, math.Inf(-1)
	for i := range tried {
		smooth := (value[max(0, i-1)] + 2*value[i] + value[min(len(value)-1, i+1)]) / 4
		if smooth > most+1e-12 {
			best, most = tried[i], smooth
		}
	}
	return best
}
