// Package taxonomy owns the first version of the thirteen results, the eight
// forms and the matrix between them, and the rules every later version keeps.
package taxonomy

import (
	_ "embed"
	"encoding/json"
	"fmt"

	"github.com/BurntSushi/toml"

	"github.com/tandem-hbo/tandem/internal/tandem"
)

// study is a byte copy of the matrix with its sources and evidence marks.
//
//go:embed taxonomy.json
var study []byte

//go:embed supplement.toml
var supplement string

// Load returns the embedded taxonomy: the study's matrix with our names,
// definitions and effort thresholds. It has version 1. An error means that the
// embedded files contradict each other, which a test rules out.
func Load() (tandem.Taxonomy, error) {
	var f file
	if err := json.Unmarshal(study, &f); err != nil {
		return tandem.Taxonomy{}, fmt.Errorf("read embedded matrix: %w", err)
	}
	var s extra
	if _, err := toml.Decode(supplement, &s); err != nil {
		return tandem.Taxonomy{}, fmt.Errorf("read embedded supplement: %w", err)
	}
	t := tandem.Taxonomy{Version: 1, Note: f.Version, Author: "Tandem", Sources: f.Sources}
	for _, o := range f.Outcomes {
		t.Outcomes = append(t.Outcomes, o.outcome(s.Outcome[o.Key]))
	}
	for _, form := range f.Forms {
		t.Forms = append(t.Forms, form.form(s.Form[form.Key]))
	}
	t.Cells = f.Cells
	if err := Validate(t); err != nil {
		return tandem.Taxonomy{}, fmt.Errorf("check embedded taxonomy: %w", err)
	}
	return t, nil
}
