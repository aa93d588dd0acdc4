package page

import (
	"strconv"

	"github.com/tandem-hbo/tandem/internal/tandem"
	"github.com/tandem-hbo/tandem/web/text"
	"github.com/tandem-hbo/tandem/web/ui"
)

// Evaluate asks one side what a collaboration brought, and shows it afterwards.
type Evaluate struct {
	Shell
	Work     tandem.Work
	Side     tandem.Side
	Taxonomy tandem.Taxonomy
	// Grades and Note are the form as typed.
	Grades map[tandem.OutcomeKey]int
	Note   string
	Errors map[string]string
}

func (p Evaluate) owner() bool { return p.Side == tandem.Company }

func (p Evaluate) lead() string {
	if p.owner() {
		return p.T(text.EvaluationLeadCompany, "offering", p.Work.Offering.Title)
	}
	company := p.Work.Question.ShownName
	if company == "" {
		company = p.T(text.EvaluationUnnamed)
	}
	return p.T(text.EvaluationLeadEducation, "company", company)
}

// back leads to where the reader came from.
func (p Evaluate) back() ui.Link {
	if p.owner() {
		return ui.Link{Text: p.T(text.EvaluationToQuestion), Href: "/mijn-vraag/" + p.Work.Question.ID.String()}
	}
	return ui.Link{Text: p.T(text.EvaluationToWork), Href: "/opdrachten/" + p.Work.Claim.ID.String()}
}

// name is a result as the reader knows it: owners by its plain name.
func (p Evaluate) name(key tandem.OutcomeKey) string {
	if o, ok := p.Taxonomy.Outcome(key); ok && p.owner() {
		return o.Plain.In(tandem.Language(p.Lang()))
	}
	return p.Outcome(p.Taxonomy, key)
}

// help is what the result means.
func (p Evaluate) help(key tandem.OutcomeKey) string {
	o, _ := p.Taxonomy.Outcome(key)
	return o.Definition.In(tandem.Language(p.Lang()))
}

// question asks for the grade of one result.
func (p Evaluate) question(w tandem.Wish) ui.Choices {
	name := "grade_" + string(w.Outcome)
	c := ui.Choices{
		Name: name, Legend: p.name(w.Outcome), Help: p.help(w.Outcome), Error: p.Errors[name], LegendBig: true, Columns: "xs",
	}
	for grade := 1; grade <= 5; grade++ {
		n := strconv.Itoa(grade)
		c.Options = append(c.Options, ui.Choice{Value: n, Text: p.Code("grade_word", n), Checked: p.Grades[w.Outcome] == grade})
	}
	return c
}

func (p Evaluate) problems() ui.Errors {
	var items []ui.Link
	for _, w := range p.Work.Asked(p.Side) {
		field := "grade_" + string(w.Outcome)
		if say := p.Errors[field]; say != "" {
			items = append(items, ui.Link{Text: p.name(w.Outcome) + ": " + say, Href: "#" + field})
		}
	}
	if say := p.Errors["note"]; say != "" {
		items = append(items, ui.Link{Text: say, Href: "#note"})
	}
	return p.Shell.Errors(items)
}

// other is the other side.
func (p Evaluate) other() tandem.Side {
	if p.owner() {
		return tandem.Education
	}
	return tandem.Company
}
