package mcda_test

import (
	"encoding/json"
	"errors"
	"math"
	"os"
	"path/filepath"
	"testing"

	"pgregory.net/rapid"

	"github.com/tandem-hbo/tandem/internal/mcda"
	"github.com/tandem-hbo/tandem/internal/tandem"
)

func problem(t *testing.T, criteria []mcda.Criterion, rows ...[]float64) mcda.Problem {
	t.Helper()
	p, err := mcda.New(criteria, rows)
	if err != nil {
		t.Fatal(err)
	}
	return p
}

func same(t *testing.T, what string, got, want []float64, within float64) {
	t.Helper()
	if len(got) != len(want) {
		t.Fatalf("%s = %v, want %v", what, got, want)
	}
	for i := range want {
		if math.IsNaN(got[i]) || math.Abs(got[i]-want[i]) > within {
			t.Errorf("%s = %v, want %v", what, got, want)
			return
		}
	}
}

// Three alternatives on a benefit of weight .6 and a cost of weight .4, small
// enough to check by hand: 3 at 4, 4 at 8, 0 at 1.
func TestByHand(t *testing.T) {
	t.Parallel()
	p := problem(t, []mcda.Criterion{{Weight: .6}, {Weight: .4, Cost: true}}, []float64{3, 4}, []float64{4, 8}, []float64{0, 1})
	// .6*3-.4*4, .6*4-.4*8, -.4
	same(t, "weighted sum", p.WeightedSum(mcda.AsIs), []float64{.2, -.8, -.4}, 1e-12)
	// benefit 3/4, 1, 0; cost 1/4, 1/8, 1
	same(t, "share of the largest", p.WeightedSum(mcda.ByLargest), []float64{.6*.75 + .4*.25, .6 + .4*.125, .4}, 1e-12)
	// benefit 3/7, 4/7, 0; inverses 1/4, 1/8, 1 add up to 11/8
	same(t, "share of the column", p.WeightedSum(mcda.ByColumn), []float64{.6*3/7 + .4*2/11, .6*4/7 + .4/11, .4 * 8 / 11}, 1e-12)
	// the worse of 3 and -4, 4 and -8, 0 and -1
	same(t, "worst", p.OrderedAverage([]float64{0, 1}), []float64{-4, -8, -1}, 0)
	same(t, "half and half", p.OrderedAverage([]float64{.5, .5}), []float64{-.5, -2, -.5}, 0)
	// lengths 5 and 9: benefit .36, .48, 0; cost 8/45, 16/45, 2/45
	a, b, c := math.Hypot(.12, 6./45), math.Hypot(.36, 8./45), 14./45
	same(t, "TOPSIS", p.TOPSIS(), []float64{b / (a + b), .48 / (.48 + c), c / (c + .48)}, 1e-12)
	// regrets .6*1/4+.4*3/7, 0+.4, .6+0; the largest .171429, .4, .6
	total, single := []float64{.15 + .4*3/7, .4, .6}, []float64{.4 * 3 / 7, .4, .6}
	at := func(x, least, most float64) float64 { return (x - least) / (most - least) }
	same(t, "VIKOR", p.VIKOR(.5), []float64{
		0, .5*at(total[1], total[0], .6) + .5*at(single[1], single[0], .6), 1,
	}, 1e-12)
	// usual: 1 beats 2 on cost .4, 3 on benefit .6; 2 beats 1 and 3 on benefit .6; 3 beats both on cost .4
	same(t, "PROMETHEE usual", p.PROMETHEE(mcda.Usual), []float64{(.4 + .6 - .6 - .4) / 2, (.6 + .6 - .4 - .4) / 2, (.4 + .4 - .6 - .6) / 2}, 1e-12)
	// linear from 1 to 5: leads 4 and 3, 1 and 4, 3 and 7 count .75 .5, 0 .75, .5 1
	same(t, "PROMETHEE linear", p.PROMETHEE(mcda.Linear(1, 5)), []float64{
		(.4*.75 + .6*.5 - .4*.5) / 2, (.6*.75 - .4*.75 - .4) / 2, (.4*.5 + .4 - .6*.5 - .6*.75) / 2,
	}, 1e-12)
}

// One alternative, or several that are alike, must not divide by nothing.
func TestAllAlike(t *testing.T) {
	t.Parallel()
	for _, rows := range [][][]float64{{{0, 0}}, {{1, 2}, {1, 2}, {1, 2}}} {
		p := problem(t, []mcda.Criterion{{Weight: .5}, {Weight: .5, Cost: true}}, rows...)
		for name, list := range map[string][]float64{
			"sum": p.WeightedSum(mcda.ByColumn), "largest": p.WeightedSum(mcda.ByLargest), "topsis": p.TOPSIS(),
			"vikor": p.VIKOR(.5), "promethee": p.PROMETHEE(mcda.Usual),
		} {
			for _, x := range list {
				if math.IsNaN(x) || x != list[0] {
					t.Errorf("%s of %v = %v", name, rows, list)
				}
			}
		}
	}
}

func TestNewRefuses(t *testing.T) {
	t.Parallel()
	two := []mcda.Criterion{{Weight: .5}, {Weight: .5}}
	for name, rows := range map[string][][]float64{
		"no rows": nil, "short row": {{1}}, "no number": {{1, math.NaN()}}, "no end": {{1, math.Inf(1)}},
	} {
		if _, err := mcda.New(two, rows); !errors.Is(err, tandem.Invalid) {
			t.Errorf("%s: %v, want Invalid", name, err)
		}
	}
	if _, err := mcda.New(nil, [][]float64{{}}); !errors.Is(err, tandem.Invalid) {
		t.Errorf("no criteria: %v, want Invalid", err)
	}
}

// An alternative that is better on every criterion comes first by every method.
func TestBetterEverywhereIsFirst(t *testing.T) {
	t.Parallel()
	rapid.Check(t, func(t *rapid.T) {
		criteria := []mcda.Criterion{
			{Weight: rapid.Float64Range(.1, 1).Draw(t, "w")}, {Weight: rapid.Float64Range(.1, 1).Draw(t, "w"), Cost: true},
		}
		rows := [][]float64{{2, 1}}
		for range rapid.IntRange(1, 6).Draw(t, "others") {
			rows = append(rows, []float64{rapid.Float64Range(.1, 1.9).Draw(t, "benefit"), rapid.Float64Range(1.1, 3).Draw(t, "cost")})
		}
		p, err := mcda.New(criteria, rows)
		if err != nil {
			t.Fatal(err)
		}
		vikor := p.VIKOR(.5)
		for i := range vikor {
			vikor[i] = -vikor[i]
		}
		for name, list := range map[string][]float64{
			"sum": p.WeightedSum(mcda.ByLargest), "worst": p.OrderedAverage([]float64{0, 1}), "topsis": p.TOPSIS(),
			"vikor": vikor, "promethee": p.PROMETHEE(mcda.Usual),
		} {
			for i := range list[1:] {
				if list[i+1] >= list[0] {
					t.Fatalf("%s puts %v level with or above %v: %v", name, rows[i+1], rows[0], list)
				}
			}
		}
	})
}

// published is one example of the literature.
type published struct {
	Method        string
	Source        string
	Preference    string
	Normalisation string
	V, Q, P       float64
	Matrix        [][]float64
	Weights       []float64
	Types         []float64
	Expected      []float64
	Decimals      int
	Tolerance     float64
}

func (e published) result(p mcda.Problem) []float64 {
	switch e.Method + " " + e.Preference + e.Normalisation {
	case "VIKOR ":
		return p.VIKOR(e.V)
	case "PROMETHEE_II usual":
		return p.PROMETHEE(mcda.Usual)
	case "PROMETHEE_II linear":
		return p.PROMETHEE(mcda.Linear(e.Q, e.P))
	case "TOPSIS vector":
		return p.TOPSIS()
	case "WSM sum":
		return p.WeightedSum(mcda.ByColumn)
	case "WSM max":
		return p.WeightedSum(mcda.ByLargest)
	}
	return nil
}

// The examples are not ours to pass on: they lie in the folder that
// TANDEM_ORACLES names, or beside the checkout.
func TestPublishedExamples(t *testing.T) {
	t.Parallel()
	dir := os.Getenv("TANDEM_ORACLES")
	if dir == "" {
		dir = filepath.Join("..", "..", "..", "shared", "oracles")
	}
	data, err := os.ReadFile(filepath.Join(dir, "mcda", "examples.json"))
	if errors.Is(err, os.ErrNotExist) {
		t.Skip("no published examples: set TANDEM_ORACLES to the folder that holds mcda/examples.json")
	}
	if err != nil {
		t.Fatal(err)
	}
	var list []published
	if err := json.Unmarshal(data, &list); err != nil {
		t.Fatal(err)
	}
	for _, e := range list {
		t.Run(e.Method+" of "+e.Source, func(t *testing.T) {
			t.Parallel()
			var criteria []mcda.Criterion
			for i, w := range e.Weights {
				criteria = append(criteria, mcda.Criterion{Weight: w, Cost: e.Types[i] < 0})
			}
			within := max(e.Tolerance, .5*math.Pow10(-e.Decimals)) + 1e-9
			same(t, e.Method, e.result(problem(t, criteria, e.Matrix...)), e.Expected, within)
		})
	}
}
