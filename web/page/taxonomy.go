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

// fieldGroup is a part of the form that edits the taxonomy.
type fieldGroup struct {
	title  text.Key
	wide   bool
	fields []string
}

// groups lists the fields of an edit, those of a form or of an outcome. A range
// has two inputs, ending in .min and .max.
func (p TaxonomyEdit) groups() []fieldGroup {
	if p.Outcome {
		return []fieldGroup{
			{text.TaxonomyPartNames, true, []string{"plain.nl", "plain.en", "definition.nl", "definition.en", "label.nl", "label.en"}},
			{text.TaxonomyPartSides, false, []string{"sides.company", "sides.shared", "sides.education", "confidence"}},
		}
	}
	return []fieldGroup{
		{text.TaxonomyPartNames, true, []string{"plain.nl", "plain.en", "summary.nl", "summary.en", "label.nl", "label.en"}},
		{text.TaxonomyPartTime, false, []string{
			"facts.duration_weeks.min", "facts.duration_weeks.max", "facts.default_weeks", "facts.lead_time_weeks", "facts.start_months",
			"facts.owner_hours_per_week.min", "facts.owner_hours_per_week.max", "facts.supervision_hours",
		}},
		{text.TaxonomyPartPeople, false, []string{
			"facts.team_size.min", "facts.team_size.max", "facts.study_years", "facts.ec.min", "facts.ec.max",
			"facts.min_company_fte", "facts.min_companies",
		}},
		{text.TaxonomyPartTerms, false, []string{
			"facts.needs_supervisor", "facts.needs_desk", "facts.allows_critical", "facts.secrecy", "facts.basis",
			"thresholds.company", "thresholds.education",
		}},
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
	return ui.Field{
		Name: name, Label: p.say(o.Plain) + ": " + p.taxonomyField(part), LabelHidden: true, Value: p.Values[name], Error: p.Errors[name],
	}
}

// labels names all fields for the summary of faults.
func (p TaxonomyEdit) labels() []ui.Term {
	var list []ui.Term
	for _, g := range p.groups() {
		for _, name := range g.fields {
			list = append(list, ui.Term{Name: name, Value: p.label(name)})
		}
	}
	if !p.Outcome {
		for _, o := range p.Taxonomy.Outcomes {
			for _, part := range []string{"score", "basis", "rationale"} {
				f := p.cell(o, part)
				list = append(list, ui.Term{Name: f.Name, Value: f.Label})
			}
		}
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

// long reports whether a field holds a few sentences.
func long(name string) bool {
	return strings.HasPrefix(name, "summary.") || strings.HasPrefix(name, "definition.")
}

func (p TaxonomyEdit) cellTable() ui.Table {
	return ui.Table{Label: p.T(text.TaxonomyCells), Compact: true, Wide: true, Columns: []ui.Column{
		{Text: p.T(text.TaxonomyOutcome)}, {Text: p.taxonomyField("score")}, {Text: p.taxonomyField("basis")},
		{Text: p.taxonomyField("rationale")},
	}}
}

func (p TaxonomyHistory) formTable() ui.Table {
	return ui.Table{Label: p.T(text.TaxonomyForms), Compact: true, Columns: []ui.Column{
		{Text: p.T(text.TaxonomyFormName)}, {Text: p.taxonomyField("facts.duration_weeks"), Number: true},
		{Text: p.taxonomyField("facts.team_size"), Number: true}, {Text: p.taxonomyField("facts.owner_hours_per_week"), Number: true},
		{Text: p.taxonomyField("facts.supervision_hours"), Number: true},
	}}
}

func (p TaxonomyHistory) outcomeTable() ui.Table {
	return ui.Table{Label: p.T(text.TaxonomyOutcomes), Compact: true, Columns: []ui.Column{
		{Text: p.T(text.TaxonomyOutcome)}, {Text: p.taxonomyField("sides.company"), Number: true},
		{Text: p.taxonomyField("sides.shared"), Number: true}, {Text: p.taxonomyField("sides.education"), Number: true},
	}}
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
