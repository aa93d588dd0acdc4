package training

import (
	"errors"
	"math"
	"slices"
	"strings"
	"testing"
	"testing/fstest"

	"github.com/tandem-hbo/tandem/internal/articulation"
	"github.com/tandem-hbo/tandem/internal/sample"
	"github.com/tandem-hbo/tandem/internal/tandem"
	"github.com/tandem-hbo/tandem/internal/taxonomy"
)

// The printed example of the measure: grades 3, 0, 2 shown, 3, 2, 1 at best.
func TestNDCGOfTheExample(t *testing.T) {
	t.Parallel()
	gold := map[tandem.FormKey]float64{"a": 3, "b": 0, "c": 2, "d": 1}
	if got := ndcg([]tandem.FormKey{"a", "b", "c", "d"}, gold); math.Abs(got-.90495) > 5e-6 {
		t.Errorf("ndcg = %.5f, want .90495", got)
	}
	if got := ndcg([]tandem.FormKey{"a"}, map[tandem.FormKey]float64{}); got != 1 {
		t.Errorf("ndcg where nothing can be gained = %v, want 1", got)
	}
}

func TestCounts(t *testing.T) {
	t.Parallel()
	var c counts
	for _, x := range [][2]bool{{true, true}, {true, false}, {false, true}, {false, false}, {true, true}} {
		c = c.add(x[0], x[1])
	}
	if c != (counts{both: 2, asked: 3, said: 3}) || math.Abs(c.f1()-2./3) > 1e-12 {
		t.Errorf("counts = %+v, F1 %v, want 2 of 3 and 3", c, c.f1())
	}
}

func TestBestThreshold(t *testing.T) {
	t.Parallel()
	asked := []bool{true, true, false, false, false}
	p := []float64{.6, .5, .3, .2, .1}
	if got := bestThreshold(asked, p, counts.f1); got <= .3 || got > .5 {
		t.Errorf("threshold = %v, want between .3 and .5", got)
	}
	if got := bestThreshold(nil, nil, counts.f1); got != .5 {
		t.Errorf("threshold of nothing = %v, want .5", got)
	}
}

func TestLoadRefuses(t *testing.T) {
	t.Parallel()
	ok := `{"id":"a","text":"x","gold":{"forms":{"living_lab":1},"tempo":["slow"],"articulation":["none"]}}`
	for name, lines := range map[string]string{
		"not JSON":              ok + "\nnonsense",
		"no id":                 strings.Replace(ok, `"id":"a",`, "", 1),
		"no text":               strings.Replace(ok, `"text":"x",`, "", 1),
		"no grades":             `{"id":"a","text":"x"}`,
		"the same twice":        ok + "\n" + ok,
		"a grade too high":      strings.Replace(ok, `"living_lab":1`, `"living_lab":1e300`, 1),
		"a grade below nothing": strings.Replace(ok, `"living_lab":1`, `"living_lab":-1`, 1),
		"a key of no case":      strings.Replace(ok, `"text"`, `"parents":"b","text"`, 1),
		"two cases on a line":   ok + ok,
		"a ground elsewhere":    strings.Replace(ok, `"forms"`, `"grounds":{"fresh_view":["y"]},"forms"`, 1),
		"an empty ground":       strings.Replace(ok, `"forms"`, `"grounds":{"fresh_view":[""]},"forms"`, 1),
		"an outcome too sure":   strings.Replace(ok, `"forms"`, `"outcomes":{"fresh_view":3},"forms"`, 1),
	} {
		if _, err := Load(fstest.MapFS{"x.jsonl": {Data: []byte(lines)}}); err == nil {
			t.Errorf("%s: cases were taken", name)
		}
	}
	list, err := Load(fstest.MapFS{"x.jsonl": {Data: []byte(ok)}, "readme.txt": {Data: []byte("x")}})
	if err != nil || len(list) != 1 || !list[0].Measured() {
		t.Errorf("cases = %+v (%v)", list, err)
	}
}

func TestTrainRefusesWhatItDoesNotKnow(t *testing.T) {
	t.Parallel()
	known, err := taxonomy.Load()
	if err != nil {
		t.Fatal(err)
	}
	fine := Case{ID: "a", Text: "x", Gold: Labels{Outcomes: map[tandem.OutcomeKey]float64{"fresh_view": 1}, Forms: map[tandem.FormKey]float64{"living_lab": 1}}}
	if err := check(known, []Case{fine, {ID: "b", Parent: "a"}}); err != nil {
		t.Errorf("known labels: %v", err)
	}
	for want, c := range map[string]Case{
		`outcome "fresh_veiw"`: {ID: "b", Gold: Labels{Outcomes: map[tandem.OutcomeKey]float64{"fresh_veiw": 1}}},
		`form "lab"`:           {ID: "b", Gold: Labels{Forms: map[tandem.FormKey]float64{"lab": 1}}},
		"parent c":             {ID: "b", Parent: "c"},
	} {
		if err := check(known, []Case{fine, c}); !errors.Is(err, tandem.Invalid) || !strings.Contains(err.Error(), want) {
			t.Errorf("check = %v, want %s refused", err, want)
		}
	}
}

func TestFieldsCountWhereBothAgree(t *testing.T) {
	t.Parallel()
	both := answer{Case: Case{Gold: Labels{FieldsAgreed: []tandem.Field{"ict", "business"}}}, reading: tandem.Reading{Fields: []tandem.Field{"ict"}}}
	if got := fieldRecall([]answer{both, {}}); got != .5 {
		t.Errorf("recall = %v, want a half of the one case", got)
	}
}

// Beginnings that never occur without a longer one say nothing more.
func TestVocabularyLeavesOutWhatSaysNothingMore(t *testing.T) {
	t.Parallel()
	f := articulation.Features{Words: []string{"w:planning", "p:plan", "p:plann", "s:ning", "s:anning", "b:geen tijd"}}
	other := articulation.Features{Words: []string{"w:plannen", "p:plan", "p:plann"}}
	rare := articulation.Features{Words: []string{"w:zeldzaam"}}
	got := vocabulary([]articulation.Features{f, f, f, other, rare})
	want := []string{"b:geen tijd", "p:plann", "s:anning", "s:ning", "w:planning"}
	if !slices.Equal(got, want) {
		t.Errorf("vocabulary = %q, want %q", got, want)
	}
}

// The fit finds the weights that made the targets, also where a number counts so
// many times, from a start.
func TestFitFindsWhatIsThere(t *testing.T) {
	t.Parallel()
	features := []articulation.Features{
		{Signs: map[string]float64{"a": 1}}, {Signs: map[string]float64{"b": 1}},
		{Signs: map[string]float64{"a": 1, "b": 1}}, {Signs: map[string]float64{}},
	}
	m := newMatrix(features, nil)
	m.fill(features, make([]bool, len(features)))
	one := []float64{1, 1, 1, 1}
	numbers := []float64{1, -2, 0, -1} // a is 2, b is -1, the bias -1
	for name, lines := range map[string][]line{
		"plain": nil, "lines": {{1, 2}, {0, 1}, {-1, .5}, {.3, 3}},
	} {
		k := task{weight: one, loss: logLoss, ease: 1e6, lines: lines}
		for row, number := range numbers {
			if lines != nil {
				number = lines[row].start + lines[row].times*number
			}
			k.target = append(k.target, logistic(number))
		}
		w, err := fit(m, k)
		if err != nil {
			t.Fatal(err)
		}
		a, b := w[slices.Index(m.signs, "a")]*cueStep, w[slices.Index(m.signs, "b")]*cueStep
		if math.Abs(a-2) > .02 || math.Abs(b+1) > .02 || math.Abs(w[len(w)-1]+1) > .02 {
			t.Errorf("%s: weights = %v %v, bias %v, want 2, -1 and -1", name, a, b, w[len(w)-1])
		}
	}
}

// The slopes of what is wrong are those of its values.
func TestSlopes(t *testing.T) {
	t.Parallel()
	const h = 1e-6
	for name, lines := range map[string][]line{"plain": nil, "line": {{-1, 2.5}}} {
		for _, x := range []float64{-3, -.2, 0, .7, 4} {
			for _, target := range []float64{0, .5, 1} {
				k := task{target: []float64{target}, loss: logLoss, lines: lines}
				high, _ := k.wrong(0, x+h)
				low, _ := k.wrong(0, x-h)
				if _, slope := k.wrong(0, x); math.Abs((high-low)/(2*h)-slope) > 1e-4 {
					t.Errorf("%s, at %v for %v: slope %v, value changes by %v", name, x, target, slope, (high-low)/(2*h))
				}
			}
		}
	}
}

func TestSplitKeepsVariantsApart(t *testing.T) {
	t.Parallel()
	var list []example
	for id := range strings.FieldsSeq("a b c d e f g h i j k") {
		list = append(list, example{Case: Case{ID: id}}, example{Case: Case{ID: id + "1", Origin: written, Parent: id}})
	}
	for fold := range Folds {
		seen, unseen := split(list, fold)
		for _, u := range unseen {
			if !u.Measured() {
				t.Errorf("fold %d measures %s", fold, u.ID)
			}
			if slices.ContainsFunc(seen, func(e example) bool { return e.ID == u.ID || e.Parent == u.ID }) {
				t.Errorf("fold %d learns from %s or a variant of it", fold, u.ID)
			}
		}
	}
}

// FuzzLoad: any file of cases is taken or refused.
func FuzzLoad(f *testing.F) {
	f.Add([]byte(`{"id":"a","text":"x","gold":{"forms":{"living_lab":1},"tempo":["slow"],"articulation":["none"]}}`))
	f.Add([]byte("{}\n\n[]"))
	for _, c := range sample.Corpus(f, "testdata/load.corpus") {
		f.Add([]byte(c[0]))
	}
	f.Fuzz(func(t *testing.T, data []byte) {
		list, err := Load(fstest.MapFS{"x.jsonl": {Data: data}})
		if err == nil && slices.ContainsFunc(list, func(c Case) bool { return c.ID == "" || c.Text == "" }) {
			t.Errorf("cases = %+v", list)
		}
	})
}
