package training

import (
	"fmt"
	"maps"
	"runtime"
	"strings"
	"sync"
	"time"

	"github.com/tandem-hbo/tandem/internal/articulation"
	"github.com/tandem-hbo/tandem/internal/scoring"
	"github.com/tandem-hbo/tandem/internal/tandem"
)

// Trainer makes models.
type Trainer struct {
	taxonomy tandem.Taxonomy
	scorer   *scoring.Model
	reader   *articulation.Reader
}

// New makes a trainer for a taxonomy. The reader takes texts apart; its own model
// plays no part.
func New(t tandem.Taxonomy, reader *articulation.Reader) (*Trainer, error) {
	scorer, err := scoring.New(t, nil)
	if err != nil {
		return nil, fmt.Errorf("prepare training: %w", err)
	}
	return &Trainer{taxonomy: t, scorer: scorer, reader: reader}, nil
}

// example is a case with its features.
type example struct {
	Case
	features articulation.Features
}

// blindEvery tells which of our own cases are read without sector and size, as a
// text that somebody is still typing.
const blindEvery = 3

// count is how much a case counts: owners' own questions more than those that we
// wrote.
func (e example) count() float64 { return 1 + 3*number(e.Measured()) }

// examples takes all cases apart.
func (t *Trainer) examples(cases []Case) []example {
	list := make([]example, len(cases))
	for i, c := range cases {
		source := c.reading()
		if !c.Measured() && i%blindEvery == 0 {
			source.Sector, source.Size = "", ""
		}
		list[i] = example{c, t.reader.Features(source)}
		if c.Origin == phrase {
			maps.DeleteFunc(list[i].features.Signs, func(s string, _ float64) bool { return articulation.IsShape(s) })
		}
	}
	return list
}

// How freely the fits may use their features.
const (
	logEase  = 2
	formEase = .012
)

// fitted are the weights of all conclusions over a matrix.
type fitted struct {
	matrix  *matrix
	names   []string
	weights [][]float64
	clauses []bool // of each conclusion: whether its clauses count
}

// number is the number of a conclusion for a row.
func (f *fitted) number(m *matrix, row, conclusion int) float64 {
	w := f.weights[conclusion]
	number := m.dot(row, w)
	if f.clauses[conclusion] {
		_, most := m.most(row, w)
		number += articulation.ClauseShare * most
	}
	return number
}

// design puts examples in a matrix over the words that occur often enough.
func design(list []example) *matrix {
	features, own := parts(list)
	m := newMatrix(features, vocabulary(features))
	m.fill(features, own)
	return m
}

// of puts other examples in a matrix over the same signs and words.
func (m *matrix) of(list []example) *matrix {
	other := m.like()
	other.fill(parts(list))
	return other
}

func parts(list []example) (features []articulation.Features, own []bool) {
	for _, e := range list {
		features, own = append(features, e.features), append(own, !e.Measured())
	}
	return features, own
}

// logistics fits all conclusions but the forms.
func (t *Trainer) logistics(m *matrix, list []example) (*fitted, error) {
	var names []string
	var tasks []task
	for _, s := range subjects(t.taxonomy) {
		k := newTask(len(list), logEase)
		k.byClause = s.byClause()
		for i, e := range list {
			k.target[i], k.weight[i] = s.label(e.Case)
			k.weight[i] *= e.count()
		}
		names, tasks = append(names, s.name), append(tasks, k)
	}
	return fitAll(m, names, tasks)
}

// fitAll fits tasks side by side; each has its own weights, so that the order in
// which they finish does not matter.
func fitAll(m *matrix, names []string, tasks []task) (*fitted, error) {
	f := &fitted{matrix: m, names: names, weights: make([][]float64, len(tasks))}
	for _, k := range tasks {
		f.clauses = append(f.clauses, k.byClause)
	}
	faults := make([]error, len(tasks))
	next := make(chan int)
	var group sync.WaitGroup
	for range runtime.GOMAXPROCS(0) {
		group.Go(func() {
			for i := range next {
				f.weights[i], faults[i] = fit(m, tasks[i])
			}
		})
	}
	for i := range tasks {
		next <- i
	}
	close(next)
	group.Wait()
	for i, err := range faults {
		if err != nil {
			return nil, fmt.Errorf("learn %s: %w", names[i], err)
		}
	}
	return f, nil
}

// now is the day on which cases are scored. Cases have no wanted date, so that the
// day does not matter.
func now() time.Time { return time.Date(2026, time.September, 7, 9, 0, 0, 0, time.UTC) }

// Result is a trained model with its figures.
type Result struct {
	Version        string
	Model          string  // the file
	Cases          int     // measured
	Whole, Phrases int     // that we wrote
	Held           Figures // by cross-validation
	Seen           Figures // on the very cases it was trained on
	Groups         []Group // by cross-validation
}

// Group is the figures of a part of the cases, by cross-validation.
type Group struct {
	Name string
	Figures
}

// Train makes a model of cases and measures it. It refuses cases of which fewer
// than Folds are measured, for then a fold has nothing to tell, and labels that
// the taxonomy does not know.
func (t *Trainer) Train(version string, cases []Case) (Result, error) {
	r := Result{Version: version}
	if r.count(cases); r.Cases < Folds {
		return Result{}, fmt.Errorf("train on %d measured cases, fewer than %d: %w", r.Cases, Folds, tandem.Invalid)
	}
	if err := check(t.taxonomy, cases); err != nil {
		return Result{}, fmt.Errorf("train: %w", err)
	}
	list := t.examples(cases)
	answers, limits, err := t.crossValidate(list)
	if err != nil {
		return Result{}, err
	}
	model, err := t.learn(list)
	if err != nil {
		return Result{}, err
	}
	r.Model, r.Held = model.pack(version, limits), measure(t.taxonomy, answers)
	r.Held.bands(t.taxonomy, answers)
	reader, err := articulation.With(r.Model)
	if err != nil {
		return Result{}, fmt.Errorf("read the trained model: %w", err)
	}
	var seen []answer
	for _, a := range answers {
		seen = append(seen, t.answer(reader, a.Case))
	}
	r.Seen = measure(t.taxonomy, seen)
	r.Groups = t.groups(answers)
	return r, nil
}

// count counts the cases of each sort.
func (r *Result) count(cases []Case) {
	for _, c := range cases {
		switch {
		case c.Measured():
			r.Cases++
		case c.Origin == phrase:
			r.Phrases++
		default:
			r.Whole++
		}
	}
}

// shortText is below how many words a text counts as short.
const shortText = 40

// groups measures parts of the answers.
func (t *Trainer) groups(answers []answer) []Group {
	var list []Group
	for _, g := range []struct {
		name string
		in   func(Case) bool
	}{
		{"Dutch", func(c Case) bool { return c.Lang == string(tandem.Dutch) }},
		{"English", func(c Case) bool { return c.Lang == string(tandem.English) }},
		{"below 40 words", func(c Case) bool { return len(strings.Fields(c.Text)) < shortText }},
		{"40 words and more", func(c Case) bool { return len(strings.Fields(c.Text)) >= shortText }},
	} {
		var some []answer
		for _, a := range answers {
			if g.in(a.Case) {
				some = append(some, a)
			}
		}
		if len(some) > 0 {
			list = append(list, Group{g.name, measure(t.taxonomy, some)})
		}
	}
	return list
}

// Measure answers the measured cases with a reader, whatever it was trained on.
func (t *Trainer) Measure(r *articulation.Reader, cases []Case) Figures {
	var list []answer
	for _, c := range cases {
		if c.Measured() {
			list = append(list, t.answer(r, c))
		}
	}
	return measure(t.taxonomy, list)
}
