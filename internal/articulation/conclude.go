package articulation

import (
	"cmp"
	"math"
	"slices"

	"github.com/tandem-hbo/tandem/internal/tandem"
)

// LeastProbability is what an outcome must have to be worth a mention.
const LeastProbability = .05

// leastShown is what it must have for its evidence to be worth a look.
const leastShown = .15

// outcomes are the results that the text hopes for, most probable first.
func (r *Reader) outcomes(t *text, p *proof) []tandem.ReadOutcome {
	list := make([]tandem.ReadOutcome, 0, len(r.lanes.outcomes))
	for _, o := range r.lanes.outcomes {
		probability := logistic(t.values[o.lane])
		if probability < LeastProbability {
			continue
		}
		read := tandem.ReadOutcome{
			Key: tandem.OutcomeKey(o.key), Probability: probability,
			Suggested: probability >= r.model.conclusions[o.lane].threshold && len(t.tokens) > 0,
			Evidence:  []tandem.Fragment{},
		}
		if read.Suggested || probability >= leastShown {
			read.Evidence = p.evidence(o.lane)
		}
		list = append(list, read)
	}
	slices.SortFunc(list, func(a, b tandem.ReadOutcome) int {
		return cmp.Or(cmp.Compare(b.Probability, a.Probability), cmp.Compare(a.Key, b.Key))
	})
	return list
}

// said reports whether a conclusion reaches its threshold.
func (r *Reader) said(t *text, lane int) bool {
	return logistic(t.values[lane]) >= r.model.conclusions[lane].threshold
}

// articulation is how much talk the question needs before it is workable.
func (r *Reader) articulation(t *text) tandem.Articulation {
	switch {
	case r.said(t, r.lanes.much):
		return tandem.ArticulationMuch
	case r.said(t, r.lanes.some):
		return tandem.ArticulationSome
	}
	return tandem.ArticulationNone
}

// tempo judges by the words; whether a date can be met is the calendar's to say.
// An acute sign of a lasting cause can be asked again as a slow question.
func (r *Reader) tempo(t *text, f tandem.Facts) tandem.Tempo {
	switch {
	case f.Acute, r.said(t, r.lanes.fast):
		return tandem.TempoFast
	case r.said(t, r.lanes.convertible):
		return tandem.TempoConvertible
	}
	return tandem.TempoSlow
}

// maxFields is how many study fields a reading names, and leastField what a
// further one must have.
const (
	maxFields  = 3
	leastField = .12
)

// fields are the study fields that the words belong to, best first.
func (r *Reader) fields(t *text) []tandem.Field {
	list := []tandem.Field{}
	if len(t.tokens) == 0 {
		return list
	}
	var best [maxFields]struct {
		number float64
		key    string
	}
	for i := range best {
		best[i].number = math.Inf(-1)
	}
	for _, f := range r.lanes.fields {
		number, key := t.values[f.lane], f.key
		for i := range best {
			if number > best[i].number {
				best[i].number, number = number, best[i].number
				best[i].key, key = key, best[i].key
			}
		}
	}
	for i, f := range best {
		if f.key != "" && (i == 0 || logistic(f.number) >= leastField) {
			list = append(list, tandem.Field(f.key))
		}
	}
	return list
}
