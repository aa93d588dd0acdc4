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

// flags tell what is known of a question, each with a strength of 0..1. Their
// names are those of weights.toml.
type flags map[string]float64

// table is what flags add to a number, in a fixed order: a sum of floats in
// another order is another number, and a score must be the same on every run.
type table struct {
	base  float64
	terms []term
}

type term struct {
	flag   string
	number float64
}

func newTable(numbers map[string]float64) table {
	t := table{base: numbers[base]}
	for _, name := range slices.Sorted(maps.Keys(numbers)) {
		if name != base {
			t.terms = append(t.terms, term{name, numbers[name]})
		}
	}
	return t
}

// under sums the table for the flags that are up.
func (t table) under(f flags) float64 {
	sum := t.base
	for _, term := range t.terms {
		sum += float64(term.number * f[term.flag])
	}
	return sum
}
