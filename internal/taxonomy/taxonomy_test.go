package taxonomy_test

import (
	"errors"
	"math"
	"slices"
	"testing"

	"github.com/tandem-hbo/tandem/internal/tandem"
	"github.com/tandem-hbo/tandem/internal/taxonomy"
)

func load(t *testing.T) tandem.Taxonomy {
	t.Helper()
	tax, err := taxonomy.Load()
	if err != nil {
		t.Fatal(err)
	}
	return tax
}

func TestLoad(t *testing.T) {
	t.Parallel()
	tax := load(t)
	if got, want := []int{len(tax.Outcomes), len(tax.Forms), len(tax.Cells)}, []int{13, 8, 104}; !slices.Equal(got, want) {
		t.Fatalf("sizes = %v, want %v", got, want)
	}
	if len(tax.Sources) < 90 {
		t.Errorf("sources = %d, want all of the study", len(tax.Sources))
	}
	cell, _ := tax.Cell("talent_scouting", "internship_graduation")
	if cell.Score != 4 || cell.Basis != tandem.BasisEvidence {
		t.Errorf("talent by internship = %+v, want score 4 with evidence", cell)
	}
	raak, _ := tax.Form("sia_raak_project")
	if raak.Facts.MinCompanies != 6 || raak.Facts.StartMonths != nil || raak.Facts.LeadTimeWeeks != 40 {
		t.Errorf("raak facts = %+v", raak.Facts)
	}
	if got := raak.Plain.In(tandem.English); got != "Research with six or more firms" {
		t.Errorf("plain name = %q", got)
	}
}

// The column totals of the study guard against a slipped copy.
func TestLoadColumnTotals(t *testing.T) {
	t.Parallel()
	tax := load(t)
	want := map[string]int{"V": 36, "L": 34, "C": 32, "R": 32, "S": 31, "O": 25, "N": 23, "M": 18}
	for _, f := range tax.Forms {
		got := 0
		for _, o := range tax.Outcomes {
			c, _ := tax.Cell(o.Key, f.Key)
			got += c.Score
		}
		if got != want[f.Code] {
			t.Errorf("total of %s = %d, want %d", f.Code, got, want[f.Code])
		}
	}
}

func TestValidate(t *testing.T) {
	t.Parallel()
	tests := map[string]struct {
		spoil func(*tandem.Taxonomy)
		field string
	}{
		"too few outcomes":  {func(x *tandem.Taxonomy) { x.Outcomes = x.Outcomes[1:] }, "outcomes"},
		"too few forms":     {func(x *tandem.Taxonomy) { x.Forms = x.Forms[1:] }, "forms"},
		"too few cells":     {func(x *tandem.Taxonomy) { x.Cells = x.Cells[1:] }, "cells"},
		"duplicate outcome": {func(x *tandem.Taxonomy) { x.Outcomes[1].Key = x.Outcomes[0].Key }, "outcome.demand_articulation"},
		"no plain name":     {func(x *tandem.Taxonomy) { x.Outcomes[6].Plain.EN = "" }, "outcome.fresh_view.plain.en"},
		"sides":             {func(x *tandem.Taxonomy) { x.Outcomes[6].Sides.Company += .1 }, "outcome.fresh_view.sides"},
		"confidence":        {func(x *tandem.Taxonomy) { x.Outcomes[6].Confidence = math.NaN() }, "outcome.fresh_view.confidence"},
		"threshold":         {func(x *tandem.Taxonomy) { x.Forms[0].Thresholds.Company = 1.2 }, "form.one_off_project_case.thresholds.company"},
		"month":             {func(x *tandem.Taxonomy) { x.Forms[0].Facts.StartMonths[0] = 13 }, "form.one_off_project_case.facts.start_months"},
		"range":             {func(x *tandem.Taxonomy) { x.Forms[0].Facts.EC.Min = 60 }, "form.one_off_project_case.facts.ec"},
		"secrecy":           {func(x *tandem.Taxonomy) { x.Forms[0].Facts.Secrecy = "" }, "form.one_off_project_case.facts.secrecy"},
		"score":             {func(x *tandem.Taxonomy) { x.Cells[0].Score = 5 }, "cell.demand_articulation.one_off_project_case"},
		"basis":             {func(x *tandem.Taxonomy) { x.Cells[0].Basis = "" }, "cell.demand_articulation.one_off_project_case.basis"},
		"source":            {func(x *tandem.Taxonomy) { x.Cells[0].Sources = []string{"S0"} }, "cell.demand_articulation.one_off_project_case.sources"},
	}
	for name, tt := range tests {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			tax := load(t)
			tt.spoil(&tax)
			err := taxonomy.Validate(tax)
			var fault *tandem.Error
			if !errors.As(err, &fault) || !errors.Is(err, tandem.Invalid) {
				t.Fatalf("error = %v, want Invalid", err)
			}
			named := func(f tandem.FieldError) bool { return f.Field == tt.field }
			if !slices.ContainsFunc(fault.Fields, named) {
				t.Errorf("fields = %v, want %s", fault.Fields, tt.field)
			}
		})
	}
}
