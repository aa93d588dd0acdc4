package page

import (
	"cmp"
	"slices"
	"strconv"
	"strings"

	"github.com/tandem-hbo/tandem/internal/tandem"
	"github.com/tandem-hbo/tandem/web/text"
	"github.com/tandem-hbo/tandem/web/ui"
)

func (p FormShow) facts() ui.Facts {
	f := p.Form.Facts
	items := []ui.Term{
		{Name: p.T(text.FormsDuration), Value: p.N(text.FormsWeeks, int(f.DurationWeeks.Max), "weeks", p.span(f.DurationWeeks))},
		{Name: p.T(text.FormsWho), Value: p.who(f)},
		{Name: p.T(text.FormsYourTime), Value: p.T(text.FormsHoursWeek, "hours", p.span(f.OwnerHoursPerWeek)), Tone: "company"},
		{Name: p.T(text.FormsTheirTime), Value: p.T(text.FormsSupervision, "hours", f.SupervisionHours), Tone: "edu"},
		{Name: p.T(text.FormsCredits), Value: p.credits(f.EC)},
	}
	if !p.Start.IsZero() {
		items = append(items,
			ui.Term{Name: p.T(text.FormsFirstStart), Value: p.Date(p.Start)},
			ui.Term{Name: p.T(text.FormsHandIn), Value: p.T(text.FormsBefore, "date", p.HandIn)})
	}
	return ui.Facts{Kind: "card", Items: items}
}

func (s Shell) span(r tandem.Range) string {
	if r.Min == r.Max {
		return s.Number(r.Max)
	}
	return s.T(text.FormsSpan, "min", s.Number(r.Min), "max", s.Number(r.Max))
}

func (p FormShow) credits(ec tandem.Range) string {
	if ec.Max == 0 {
		return p.T(text.FormsNoEc)
	}
	return p.T(text.FormsEc, "ec", p.span(ec))
}

func (p FormShow) who(f tandem.FormFacts) string {
	var years []string
	for _, y := range f.StudyYears {
		years = append(years, strconv.Itoa(y))
	}
	switch {
	case len(years) == 0:
		return p.T(text.FormsAnyYear, "team", p.span(f.TeamSize))
	case f.TeamSize.Max <= 1:
		return p.T(text.FormsAlone, "years", strings.Join(years, ", "))
	}
	return p.T(text.FormsTeam, "team", p.span(f.TeamSize), "years", strings.Join(years, ", "))
}

// fits says for whom the form is: all of it follows from the planning facts.
func (p FormShow) fits() []ui.Check {
	f := p.Form.Facts
	secrecy := map[string]ui.Check{
		"high": {Kind: "yes", Text: p.Code("form_fit", "secret_yes")}, "medium": {Kind: "maybe", Text: p.Code("form_fit", "secret_some")},
		"low": {Kind: "no", Text: p.Code("form_fit", "secret_no")},
	}
	var list []ui.Check
	add := func(on bool, kind, code string, n int) {
		if on {
			list = append(list, ui.Check{Kind: kind, Text: p.Code("form_fit", code, "n", n)})
		}
	}
	add(f.MinCompanies > 1, "yes", "companies", f.MinCompanies)
	add(f.MinCompanyFTE > 1, "yes", "fte", f.MinCompanyFTE)
	add(f.MinCompanyFTE <= 1 && f.MinCompanies <= 1, "yes", "small", 0)
	add(f.NeedsSupervisor, "yes", "supervisor", 0)
	add(f.NeedsDesk, "yes", "desk", 0)
	list = append(list, secrecy[f.Secrecy])
	add(!f.AllowsCritical, "no", "critical", 0)
	return list
}

// results is the table of expected and measured values, best expected first.
func (p FormShow) results() ui.Heat {
	h := ui.Heat{
		Narrow: true, Label: p.T(text.FormsYieldLabel), Corner: p.T(text.FormsMapCorner),
		Columns: []string{p.T(text.FormsExpected), p.T(text.FormsCompany), p.T(text.FormsEducation)},
	}
	for _, o := range p.byPrior() {
		prior, _ := p.Taxonomy.Cell(o.Key, p.Form.Key)
		row := ui.HeatRow{Name: p.say(o.Plain), Cells: []ui.HeatCell{{
			Prior: true, Level: prior.Score, Value: strconv.Itoa(prior.Score), Note: p.Code("basis_short", string(prior.Basis)),
		}}}
		for _, side := range []tandem.Side{tandem.Company, tandem.Education} {
			row.Cells = append(row.Cells, p.said(prior, measure(p.Yields, p.Form.Key, o.Key, side)))
		}
		h.Rows = append(h.Rows, row)
	}
	return h
}

// said is a measured cell with its margin, or a dash.
func (p FormShow) said(prior tandem.Cell, m measured) ui.HeatCell {
	if m.n == 0 {
		return ui.HeatCell{Prior: true, Value: "–", Note: p.T(text.FormsCounted, "n", 0)}
	}
	c := p.cell(prior, m)
	c.Note = p.T(text.FormsUnsureBy, "n", m.n, "margin", p.tenth(m.margin()))
	return c
}

func (p FormShow) byPrior() []tandem.Outcome {
	list := slices.Clone(p.Taxonomy.Outcomes)
	slices.SortStableFunc(list, func(a, b tandem.Outcome) int {
		x, _ := p.Taxonomy.Cell(a.Key, p.Form.Key)
		y, _ := p.Taxonomy.Cell(b.Key, p.Form.Key)
		return cmp.Compare(y.Score, x.Score)
	})
	return list
}

// graded counts the grades that were given for the form.
func (p FormShow) graded() int {
	n := 0
	for _, y := range p.Yields {
		if y.Form == p.Form.Key {
			n += y.N
		}
	}
	return n
}

func (p FormShow) yieldLead() string {
	if n := p.graded(); n > 0 {
		return p.N(text.FormsYieldMeasured, n)
	}
	return p.T(text.FormsYieldExpected)
}

// why explains the expected scores, with where they come from.
func (p FormShow) why() []ui.Term {
	var list []ui.Term
	for _, o := range p.byPrior() {
		c, _ := p.Taxonomy.Cell(o.Key, p.Form.Key)
		list = append(list, ui.Term{
			Name: p.say(o.Plain) + ": " + strconv.Itoa(c.Score), Value: c.Rationale + " (" + p.Code("basis", string(c.Basis)) + ")",
		})
	}
	return list
}

// sources lists the publications that the form's scores rest on.
func (p FormShow) sources() []ui.Link {
	seen := map[string]bool{}
	var list []ui.Link
	for _, c := range p.Taxonomy.Cells {
		for _, id := range c.Sources {
			source, known := p.Taxonomy.Sources[id]
			if c.Form == p.Form.Key && known && !seen[id] {
				seen[id] = true
				list = append(list, ui.Link{Text: source.Title, Href: source.Address})
			}
		}
	}
	return list
}

func (p FormShow) others() []ui.LinkCard {
	var list []ui.LinkCard
	for _, f := range p.Taxonomy.Forms {
		if f.Key != p.Form.Key {
			list = append(list, ui.LinkCard{Drawing: drawing(f.Key), Title: p.say(f.Plain), Href: formHref(f.Key), Text: p.say(f.Summary)})
		}
	}
	return list
}
