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

// fits are the two parts of one model.
type fits struct{ logistics, forms *fitted }

// pack writes the model file; forms come first, for the reader wants them in one
// word of a row.
func (f fits) pack(version string, thresholds map[string]float64) string {
	return pack(version, thresholds, f.forms, f.logistics)
}

// learn fits all conclusions to examples.
func (t *Trainer) learn(list []example) (fits, error) {
	m := design(list)
	logistics, err := t.logistics(m, list)
	if err != nil {
		return fits{}, err
	}
	forms, err := t.forms(m, list)
	return fits{logistics, forms}, err
}

// heldOut is a case that a fit did not see, with the probabilities of all
// conclusions by that fit.
type heldOut struct {
	Case
	fold        int
	probability map[string]float64
}

// crossValidate answers every measured case by a model that did not see it, and
// with thresholds that did not see it either. It gives the answers, and the
// thresholds that all cases together suggest.
func (t *Trainer) crossValidate(list []example) ([]answer, map[string]float64, error) {
	var models []fits
	var out []heldOut
	for fold := range Folds {
		seen, unseen := split(list, fold)
		model, err := t.learn(seen)
		if err != nil {
			return nil, nil, fmt.Errorf("cross-validate fold %d: %w", fold, err)
		}
		models = append(models, model)
		out = append(out, model.logistics.predict(unseen, fold)...)
	}
	var answers []answer
	for fold, model := range models {
		r, err := articulation.With(model.pack("fold", thresholds(out, fold)))
		if err != nil {
			return nil, nil, fmt.Errorf("read model of fold %d: %w", fold, err)
		}
		_, unseen := split(list, fold)
		for _, e := range unseen {
			answers = append(answers, t.answer(r, e.Case))
		}
	}
	return answers, thresholds(out, noFold), nil
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

// predict gives the conclusions of cases of a fold by weights that did not see them.
func (f *fitted) predict(list []example, fold int) []heldOut {
	m := f.matrix.of(list)
	var out []heldOut
	for row, e := range list {
		h := heldOut{e.Case, fold, map[string]float64{}}
		for i, name := range f.names {
			h.probability[name] = logistic(f.number(m, row, i))
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

// noFold leaves out none.
const noFold = -1

// thresholds are from where each conclusion counts as said, chosen for the best
// F1, or for the most right answers where a wrong yes is as bad as a wrong no.
// Cases of one fold may be left out. There is at least one case.
func thresholds(list []heldOut, without int) map[string]float64 {
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
			measure = func(c counts) float64 { return c.right(len(asked)) }
		}
		chosen[name] = bestThreshold(asked, p, measure)
	}
	return chosen
}

// said is what the labels say of a conclusion: of tempo and articulation what the
// first coordinator says. Fields and reasons to refer have no threshold to choose.
func (h heldOut) said(name string) (yes, known bool) {
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

// Thresholds that are tried, and the one where there is nothing to try on.
const (
	usualThreshold   = .5
	lowestThreshold  = .04
	highestThreshold = .8
	thresholdStep    = .01
)

// bestThreshold tries thresholds. Each is judged together with its neighbours, for
// a peak that stands alone is chance.
func bestThreshold(asked []bool, p []float64, measure func(counts) float64) float64 {
	if len(asked) == 0 {
		return usualThreshold
	}
	var tried, values []float64
	for x := lowestThreshold; x < highestThreshold; x += thresholdStep {
		var c counts
		for i := range p {
			c = c.add(asked[i], p[i] >= x)
		}
		tried, values = append(tried, x), append(values, measure(c))
	}
	best, most := lowestThreshold, math.Inf(-1)
	for i := range tried {
		smooth := (values[max(0, i-1)] + 2*values[i] + values[min(len(values)-1, i+1)]) / 4
		if smooth > most+1e-12 {
			best, most = tried[i], smooth
		}
	}
	return best
}
