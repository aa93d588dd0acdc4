package training

import (
	"math"
	"slices"
	"testing"

	"github.com/tandem-hbo/tandem/internal/articulation"
)

// clauseMatrix has three cases: two clauses, one clause that says a word twice, and
// no known word at all.
func clauseMatrix() *matrix {
	features := []articulation.Features{
		{Signs: map[string]float64{"a": 1}, Words: []string{"w:jong", "w:oud", "w:talent"}, Clauses: [][]int32{{1}, {0, 2}}},
		{Words: []string{"w:jong", "w:oud"}, Clauses: [][]int32{{0, 1, 1}}},
		{Words: []string{"w:onbekend"}, Clauses: [][]int32{{0}}},
	}
	m := newMatrix(features, []string{"w:jong", "w:oud", "w:talent"})
	m.fill(features, make([]bool, len(features)))
	return m
}

func TestStrongestClause(t *testing.T) {
	t.Parallel()
	m := clauseMatrix()
	w := make([]float64, m.columns()+1)
	w[len(m.signs)], w[len(m.signs)+1] = -1, .5 // jong, oud
	if got, want := m.strongest(w), (stressed{0, 2, none}); !slices.Equal(got, want) {
		t.Errorf("strongest clauses = %v, want %v", got, want)
	}
	w[len(m.signs)+2] = 9 // talent
	if got, want := m.strongest(w), (stressed{1, 2, none}); !slices.Equal(got, want) {
		t.Errorf("strongest clauses = %v, want %v", got, want)
	}
	if c, number := m.most(2, w); c != none || number != 0 {
		t.Errorf("a case without known words has clause %d with %v, want none", c, number)
	}
}

// The gradient of what weights cost is what the cost changes by, also where a clause
// counts once more.
func TestGradient(t *testing.T) {
	t.Parallel()
	const h = 1e-6
	m := clauseMatrix()
	for name, s := range map[string]stressed{"whole texts": nil, "clauses": {1, 2, none}} {
		k := newTask(m.rows(), 2)
		k.target, k.weight, k.stressed = []float64{1, 0, .5}, []float64{1, 4, .7}, s
		c := &cost{task: k, matrix: m, slopes: make([]float64, m.rows())}
		w := make([]float64, m.columns()+1)
		for i := range w {
			w[i] = math.Sin(float64(i + 1))
		}
		gradient := make([]float64, len(w))
		c.gradient(gradient, w)
		for i := range w {
			at := w[i]
			w[i] = at + h
			high := c.at(w)
			w[i] = at - h
			low := c.at(w)
			if w[i] = at; math.Abs((high-low)/(2*h)-gradient[i]) > 1e-5 {
				t.Errorf("%s, weight %d: gradient %v, cost changes by %v", name, i, gradient[i], (high-low)/(2*h))
			}
		}
	}
}
