// Package scoring weighs one question against forms of collaboration and
// concrete offerings: what each side gains, which hard rules stand in the way,
// why, how sure that is, and what would have to change.
//
// The value of a pair is the Nash product of both sides' gains over their
// effort: N = sqrt((S - s0)(H - h0)), with S = sum of w*theta for the company and
// H = sum of v*x for the programme. A score depends on the pair alone, never on
// the other candidates.
package scoring

import (
	"fmt"

	"github.com/tandem-hbo/tandem/internal/tandem"
)

// outcomes is the number of results of the study.
const outcomes = 13

// vector holds one number for each outcome, in the order of the taxonomy.
type vector [outcomes]float64

// kappa is how many evaluations the mean of a form is worth to an offering of
// that form; observations is how many we credit our guess of what a question
// offers to education (matching.md 1.6, 3).
const (
	kappa        = 10
	observations = 20
)

// Model scores questions with one version of the taxonomy, the weights and the
// evaluations. It is made once, never changed, and safe to share.
type Model struct {
	taxonomy  tandem.Taxonomy
	weights   weights
	index     map[tandem.OutcomeKey]int
	forms     []formModel
	formIndex map[tandem.FormKey]int
	evidence  int
	offers    [outcomes]table // what flags say a question offers to education
	rules     []rule
	flags     names
	wants     [outcomes]int // the flag of each outcome that a text asks for; 0: none
	sizes     map[tandem.CompanySize]int
}

// formModel is what is known of one form: the mean and variance of delivering
// each outcome, how many evaluations they rest on, and the wishes of a programme
// that names none.
type formModel struct {
	index    int // among the model's forms
	form     tandem.CollaborationForm
	theta    vector
	variance vector
	pooled   vector // variance for one offering of the form
	evidence [outcomes]int
	wishes   vector
	effort   table // what flags add to the company's threshold
}

// New makes a model. The error is of kind Invalid when the taxonomy does not
// hold all outcomes.
func New(t tandem.Taxonomy, yields []tandem.Yield) (*Model, error) {
	if len(t.Outcomes) != outcomes {
		return nil, fmt.Errorf("score with %d outcomes: %w", len(t.Outcomes), tandem.Invalid)
	}
	w, err := loadWeights()
	if err != nil {
		return nil, err
	}
	m := &Model{taxonomy: t, weights: w, index: make(map[tandem.OutcomeKey]int, outcomes), rules: rules(), flags: names{}}
	m.formIndex = make(map[tandem.FormKey]int, len(t.Forms))
	for i, o := range t.Outcomes {
		m.index[o.Key] = i
		m.offers[i] = newTable(w.Offers[o.Key], m.flags)
	}
	cells := make(map[tandem.FormKey]map[tandem.OutcomeKey]tandem.Cell, len(t.Forms))
	for _, c := range t.Cells {
		if cells[c.Form] == nil {
			cells[c.Form] = make(map[tandem.OutcomeKey]tandem.Cell, outcomes)
		}
		cells[c.Form][c.Outcome] = c
	}
	for _, y := range yields {
		m.evidence += y.N
	}
	for i, f := range t.Forms {
		m.forms = append(m.forms, m.formModel(f, cells[f.Key], yields))
		m.forms[i].index, m.formIndex[f.Key] = i, i
	}
	m.number()
	return m, nil
}

// number looks up the flags that questions raise by key, once for all of them.
func (m *Model) number() {
	for key, i := range m.index {
		m.wants[i] = m.flags["wants."+string(key)]
	}
	m.sizes = make(map[tandem.CompanySize]int)
	for _, s := range tandem.CompanySizes() {
		m.sizes[s] = m.flags["size."+string(s)]
	}
}

func (m *Model) formModel(f tandem.CollaborationForm, cells map[tandem.OutcomeKey]tandem.Cell, yields []tandem.Yield) formModel {
	fm := formModel{form: f, effort: newTable(m.weights.Effort[f.Key], m.flags)}
	for i, o := range m.taxonomy.Outcomes {
		b := prior(cells[o.Key])
		for _, y := range yields {
			if y.Form == f.Key && y.Outcome == o.Key && judges(y.Side, o.Sides) {
				b = b.observe(float64(y.N), y.Mean)
				fm.evidence[i] += y.N
			}
		}
		fm.theta[i], fm.variance[i] = b.mean(), b.variance()
		fm.pooled[i] = pooled(b.mean(), b.variance())
		fm.wishes[i] = o.Sides.Education * b.mean()
	}
	fm.wishes = fm.wishes.normal()
	return fm
}

// judges reports whether a side's grade counts for an outcome: each judges its
// own, both judge what lies between.
func judges(side tandem.Side, s tandem.Sides) bool {
	switch side {
	case tandem.Company:
		return s.Education <= .5
	case tandem.Education:
		return s.Company <= .5
	}
	return true
}

// Version names what the scores of this model were computed with; reading is
// the version of the text model.
func (m *Model) Version(reading string) tandem.ScoreVersion {
	return tandem.ScoreVersion{Taxonomy: m.taxonomy.Version, Weights: m.weights.Version, Evidence: m.evidence, Model: reading}
}

// Taxonomy is what the model was made from; nobody changes it.
func (m *Model) Taxonomy() *tandem.Taxonomy { return &m.taxonomy }

func (m *Model) form(key tandem.FormKey) (*formModel, error) {
	i, ok := m.formIndex[key]
	if !ok {
		return nil, fmt.Errorf("score form %q: %w", key, tandem.NotFound)
	}
	return &m.forms[i], nil
}

// vector puts wishes in the order of the taxonomy and makes them add up to 1;
// unknown outcomes and weights below zero count for nothing.
func (m *Model) vector(wishes []tandem.Wish) vector {
	var v vector
	for _, w := range wishes {
		if i, ok := m.index[w.Outcome]; ok && w.Weight > 0 {
			v[i] += w.Weight
		}
	}
	return v.normal()
}

// normal scales the vector so that it adds up to 1; all zero stays all zero.
func (v vector) normal() vector {
	sum := v.sum()
	if sum == 0 {
		return v
	}
	for i := range v {
		v[i] /= sum
	}
	return v
}

func (v vector) sum() float64 {
	var sum float64
	for _, x := range v {
		sum += x
	}
	return sum
}
