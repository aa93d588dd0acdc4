package page

import (
	"strconv"
	"strings"

	"github.com/tandem-hbo/tandem/internal/tandem"
	"github.com/tandem-hbo/tandem/web/text"
	"github.com/tandem-hbo/tandem/web/ui"
)

// taxonomyField names a field of the taxonomy for people.
func (s Shell) taxonomyField(field string) string {
	return s.Code("taxonomy_field", strings.ReplaceAll(field, ".", "_"))
}

// TaxonomyFields lists the fields of an edit: those of a form or of an outcome.
// A range has two inputs, ending in .min and .max.
func TaxonomyFields(outcome bool) []string {
	if outcome {
		return []string{
			"label.nl", "label.en", "plain.nl", "plain.en", "definition.nl", "definition.en", "sides.company", "sides.shared",
			"sides.education", "confidence",
		}
	}
	return []string{
		"label.nl", "label.en", "plain.nl", "plain.en", "summary.nl", "summary.en", "thresholds.company", "thresholds.education",
		"facts.duration_weeks.min", "facts.duration_weeks.max", "facts.default_weeks", "facts.lead_time_weeks", "facts.start_months",
		"facts.team_size.min", "facts.team_size.max", "facts.study_years", "facts.ec.min", "facts.ec.max",
		"facts.owner_hours_per_week.min", "facts.owner_hours_per_week.max", "facts.min_company_fte", "facts.min_companies",
		"facts.supervision_hours", "facts.needs_supervisor", "facts.needs_desk", "facts.allows_critical", "facts.secrecy", "facts.basis",
	}
}

// label says a field of the edit, the ends of a range apart.
func (p TaxonomyEdit) label(name string) string {
	if base, ok := strings.CutSuffix(name, ".min"); ok {
		return p.T(text.TaxonomyLeast, "field", p.taxonomyField(base))
	}
	if base, ok := strings.CutSuffix(name, ".max"); ok {
		return p.T(text.TaxonomyMost, "field", p.taxonomyField(base))
	}
	return p.taxonomyField(name)
}

func (p TaxonomyEdit) field(name string) ui.Field {
	failed := p.Errors[name]
	if base, ok := strings.CutSuffix(name, ".min"); ok && failed == "" {
		failed = p.Errors[base]
	}
	return ui.Field{Name: name, Label: p.label(name), Value: p.Values[name], Error: failed}
}

// options lists the choices of a field that has ready answers, none for others.
func (p TaxonomyEdit) options(name string) []ui.Option {
	switch name {
	case "facts.needs_supervisor", "facts.needs_desk", "facts.allows_critical":
		return []ui.Option{{Value: "true", Text: p.T(text.TaxonomyYes)}, {Value: "false", Text: p.T(text.TaxonomyNo)}}
	case "facts.secrecy":
		return coded(p.Shell, "secrecy_level", []string{"low", "medium", "high"})
	case "facts.basis":
		return p.bases()
	}
	return nil
}

func (p TaxonomyEdit) bases() []ui.Option {
	return coded(p.Shell, "basis", []tandem.Basis{tandem.BasisEvidence, tandem.BasisMixed, tandem.BasisInference})
}

func (p TaxonomyEdit) scores() []ui.Option {
	var list []ui.Option
	for i := range 5 {
		list = append(list, ui.Option{Value: strconv.Itoa(i), Text: strconv.Itoa(i)})
	}
	return list
}

func (p TaxonomyEdit) cell(o tandem.Outcome, part string) ui.Field {
	name := "cell." + string(o.Key) + "." + part
	return ui.Field{Name: name, Label: p.say(o.Plain) + ": " + p.taxonomyField(part), Value: p.Values[name], Error: p.Errors[name], Size: "s"}
}

// labels names all fields for the summary of faults.
func (p TaxonomyEdit) labels() []ui.Term {
	var list []ui.Term
	for _, name := range TaxonomyFields(p.Outcome) {
		list = append(list, ui.Term{Name: name, Value: p.label(name)})
	}
	return append(list, ui.Term{Name: "note", Value: p.T(text.TaxonomyNote)})
}

// where says what a change belongs to.
func (p TaxonomyHistory) where(c tandem.TaxonomyChange) string {
	var parts []string
	if o, known := p.Taxonomy.Outcome(c.Outcome); known {
		parts = append(parts, p.say(o.Plain))
	}
	if f, known := p.Taxonomy.Form(c.Form); known {
		parts = append(parts, p.say(f.Plain))
	}
	return strings.Join(parts, " × ")
}

func (p TaxonomyHistory) table() ui.Table {
	t := ui.Table{Label: p.T(text.TaxonomyTable), Compact: true, Columns: []ui.Column{
		{Text: p.T(text.TaxonomyWhat)}, {Text: p.T(text.TaxonomyField)}, {Text: p.T(text.TaxonomyFrom)}, {Text: p.T(text.TaxonomyTo)},
	}}
	for _, c := range p.Changes {
		t.Rows = append(t.Rows, []string{p.where(c), p.taxonomyField(c.Field), c.From, c.To})
	}
	return t
}

func (p TaxonomyHistory) why(t tandem.Taxonomy) string {
	if t.Version == 1 {
		return p.T(text.TaxonomyFirst)
	}
	return t.Note
}

func versionHref(t tandem.Taxonomy) string {
	return "/beheer/cijfers/versies/" + strconv.Itoa(t.Version)
}
