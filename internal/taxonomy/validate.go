package taxonomy

import (
	"fmt"
	"math"
	"slices"

	"github.com/tandem-hbo/tandem/internal/tandem"
)

// The size of the study: the lists are fixed, their contents are not.
const (
	Outcomes = 13
	Forms    = 8
	MaxScore = 4
)

// Validate checks a version of the taxonomy before it is kept. The error is of
// kind Invalid; its fields are named as the editor names its inputs, such as
// "outcome.fresh_view.sides" or "cell.fresh_view.living_lab".
func Validate(t tandem.Taxonomy) error {
	var c checker
	c.outcomes(t.Outcomes)
	c.forms(t.Forms)
	c.cells(t)
	return tandem.FailFields(c.faults)
}

type checker struct{ faults []tandem.FieldError }

// must notes a fault unless the rule holds. The codes pick sentences.
func (c *checker) must(ok bool, field, code string, limit int) {
	if !ok {
		c.faults = append(c.faults, tandem.FieldError{Field: field, Code: code, Limit: limit})
	}
}

func (c *checker) words(field string, w tandem.Words) {
	c.must(w.NL != "", field+".nl", "required", 0)
	c.must(w.EN != "", field+".en", "required", 0)
}

func (c *checker) outcomes(list []tandem.Outcome) {
	c.must(len(list) == Outcomes, "outcomes", "count", Outcomes)
	seen := map[tandem.OutcomeKey]bool{}
	for _, o := range list {
		field := "outcome." + string(o.Key)
		c.must(o.Key != "" && !seen[o.Key], field, "duplicate", 0)
		seen[o.Key] = true
		c.words(field+".label", o.Label)
		c.words(field+".plain", o.Plain)
		c.words(field+".definition", o.Definition)
		s := o.Sides
		parts := fraction(s.Company) && fraction(s.Shared) && fraction(s.Education)
		c.must(parts && math.Abs(s.Company+s.Shared+s.Education-1) < 1e-9, field+".sides", "sum_one", 1)
		c.must(fraction(o.Confidence), field+".confidence", "fraction", 1)
	}
}

func (c *checker) forms(list []tandem.CollaborationForm) {
	c.must(len(list) == Forms, "forms", "count", Forms)
	seen := map[tandem.FormKey]bool{}
	for _, f := range list {
		field := "form." + string(f.Key)
		c.must(f.Key != "" && !seen[f.Key], field, "duplicate", 0)
		seen[f.Key] = true
		c.words(field+".label", f.Label)
		c.words(field+".plain", f.Plain)
		c.words(field+".summary", f.Summary)
		c.must(fraction(f.Thresholds.Company), field+".thresholds.company", "fraction", 1)
		c.must(fraction(f.Thresholds.Education), field+".thresholds.education", "fraction", 1)
		c.facts(field+".facts", f.Facts)
	}
}

func (c *checker) facts(field string, f tandem.FormFacts) {
	c.must(f.DefaultWeeks > 0, field+".default_weeks", "positive", 1)
	c.must(f.LeadTimeWeeks >= 0, field+".lead_time_weeks", "positive", 0)
	for _, m := range f.StartMonths {
		c.must(m >= 1 && m <= 12, field+".start_months", "month", 12)
	}
	ranges := map[string]tandem.Range{
		"duration_weeks": f.DurationWeeks, "team_size": f.TeamSize, "ec": f.EC, "owner_hours_per_week": f.OwnerHoursPerWeek,
	}
	for _, name := range []string{"duration_weeks", "team_size", "ec", "owner_hours_per_week"} {
		r := ranges[name]
		c.must(r.Min >= 0 && r.Min <= r.Max, field+"."+name, "range", 0)
	}
	c.must(f.MinCompanyFTE >= 0 && f.MinCompanies >= 0, field+".minimum", "positive", 0)
	c.must(f.SupervisionHours >= 0, field+".supervision_hours", "positive", 0)
	c.must(slices.Contains([]string{"low", "medium", "high"}, f.Secrecy), field+".secrecy", "choice", 0)
}

func (c *checker) cells(t tandem.Taxonomy) {
	c.must(len(t.Cells) == Outcomes*Forms, "cells", "count", Outcomes*Forms)
	for _, cell := range t.Cells {
		field := fmt.Sprintf("cell.%s.%s", cell.Outcome, cell.Form)
		c.must(cell.Score >= 0 && cell.Score <= MaxScore, field, "score", MaxScore)
		marks := []tandem.Basis{tandem.BasisEvidence, tandem.BasisMixed, tandem.BasisInference}
		c.must(slices.Contains(marks, cell.Basis), field+".basis", "choice", 0)
		for _, s := range cell.Sources {
			_, known := t.Sources[s]
			c.must(known, field+".sources", "unknown", 0)
		}
	}
	for _, o := range t.Outcomes {
		for _, f := range t.Forms {
			_, ok := t.Cell(o.Key, f.Key)
			c.must(ok, fmt.Sprintf("cell.%s.%s", o.Key, f.Key), "required", 0)
		}
	}
}

// fraction reports whether x lies in 0..1; NaN does not.
func fraction(x float64) bool { return x >= 0 && x <= 1 }
