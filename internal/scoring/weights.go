package scoring

import (
	_ "embed"
	"fmt"
	"maps"
	"slices"

	"github.com/BurntSushi/toml"

	"github.com/tandem-hbo/tandem/internal/tandem"
)

//go:embed weights.toml
var weightsFile string

// weights is the shape of weights.toml.
type weights struct {
	Version string
	Trust   float64
	Motives map[tandem.OutcomeKey]float64
	Soft    struct {
		LateButUseful float64 `toml:"late_but_useful"`
		OtherRegion   float64 `toml:"other_region"`
		OtherLanguage float64 `toml:"other_language"`
		SecondField   float64 `toml:"second_field"`
		NoField       float64 `toml:"no_field"`
	}
	Offers map[tandem.OutcomeKey]map[string]float64
	Effort map[tandem.FormKey]map[string]float64
	// Cities gives the province of the towns where programmes sit.
	Cities map[string]string
}

func loadWeights() (weights, error) {
	var w weights
	if _, err := toml.Decode(weightsFile, &w); err != nil {
		return weights{}, fmt.Errorf("read embedded weights: %w", err)
	}
	return w, nil
}

// base is the key of the offer that holds for every question.
const base = "base"

// flags tell what is known of a question, each with a strength of 0..1, by the
// number of its name.
type flags []float64

// raise sets a flag; one that no table asks for has no number and is passed over.
func (f flags) raise(at int, strength float64) {
	if at > 0 {
		f[at] = strength
	}
}

// names numbers the flags of weights.toml. The first number is 1: what a map gives
// for a name that it does not hold is the number of no flag.
type names map[string]int

func (n names) number(name string) int {
	at, known := n[name]
	if !known {
		at = len(n) + 1
		n[name] = at
	}
	return at
}

// table is what flags add to a number, in a fixed order: a sum of floats in
// another order is another number, and a score must be the same on every run.
type table struct {
	base  float64
	terms []term
}

type term struct {
	flag   string
	at     int // the number of the flag
	number float64
}

func newTable(numbers map[string]float64, known names) table {
	t := table{base: numbers[base]}
	for _, name := range slices.Sorted(maps.Keys(numbers)) {
		if name != base {
			t.terms = append(t.terms, term{name, known.number(name), numbers[name]})
		}
	}
	return t
}

// under sums the table for the flags that are up.
func (t table) under(f flags) float64 {
	sum := t.base
	for i := range t.terms {
		sum += float64(t.terms[i].number * f[t.terms[i].at])
	}
	return sum
}
