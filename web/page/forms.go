package page

import (
	"fmt"
	"math"
	"strconv"

	"github.com/tandem-hbo/tandem/internal/tandem"
	"github.com/tandem-hbo/tandem/web/text"
	"github.com/tandem-hbo/tandem/web/ui"
)

// few is below how many measurements a mean is shown as unsure.
const few = 12

// drawing is the picture of a form.
func drawing(key tandem.FormKey) string {
	return map[tandem.FormKey]string{
		"one_off_project_case": "class", "long_term_project_case": "team", "in_company_school": "house",
		"sia_raak_project": "ring", "internship_graduation": "student", "incubator": "greenhouse",
		"living_lab": "circles", "mentor_pool": "pair",
	}[key]
}

func formHref(key tandem.FormKey) string { return "/vormen/" + string(key) }

// say writes a text that is data in the language of the page.
func (s Shell) say(w tandem.Words) string { return w.In(tandem.Language(s.Lang())) }

// measured is what evaluations say about one outcome of one form.
type measured struct {
	n    int
	mean float64 // 0..1
}

// measure joins yields of a form and outcome; an empty side stands for both.
func measure(yields []tandem.Yield, form tandem.FormKey, outcome tandem.OutcomeKey, side tandem.Side) measured {
	var m measured
	for _, y := range yields {
		if y.Form == form && y.Outcome == outcome && (side == "" || y.Side == side) {
			m.mean = (m.mean*float64(m.n) + y.Mean*float64(y.N)) / float64(m.n+y.N)
			m.n += y.N
		}
	}
	return m
}

// margin is half the width of a 90 % interval of the mean, on the scale 0..4;
// one observation is added, so that equal grades are not taken for certainty.
func (m measured) margin() float64 {
	smooth := (m.mean*float64(m.n) + 0.5) / float64(m.n+1)
	return 4 * 1.645 * math.Sqrt(smooth*(1-smooth)/float64(m.n+1))
}

// cell draws one value on the scale 0..4: what was measured, or else the prior.
func (s Shell) cell(prior tandem.Cell, m measured) ui.HeatCell {
	if m.n == 0 {
		return ui.HeatCell{Prior: true, Level: prior.Score, Value: strconv.Itoa(prior.Score), Note: s.T(text.FormsExpected)}
	}
	return ui.HeatCell{
		Few: m.n < few, Level: int(4*m.mean + 0.5), Value: s.tenth(4 * m.mean), Note: s.T(text.FormsCounted, "n", m.n),
	}
}

// tenth writes a number with one decimal.
func (s Shell) tenth(x float64) string {
	t := fmt.Sprintf("%.1f", x)
	if s.Lang() == text.NL {
		return t[:len(t)-2] + "," + t[len(t)-1:]
	}
	return t
}

func (p Forms) cards() []ui.LinkCard {
	var list []ui.LinkCard
	for _, f := range p.Taxonomy.Forms {
		list = append(list, ui.LinkCard{Drawing: drawing(f.Key), Title: p.say(f.Plain), Href: formHref(f.Key), Text: p.say(f.Summary)})
	}
	return list
}

// heat is the map of all outcomes against all forms.
func (p Forms) heat() ui.Heat {
	h := ui.Heat{Label: p.T(text.FormsMapLabel), Corner: p.T(text.FormsMapCorner)}
	for _, f := range p.Taxonomy.Forms {
		h.Columns = append(h.Columns, p.say(f.Plain))
	}
	for _, o := range p.Taxonomy.Outcomes {
		row := ui.HeatRow{Name: p.say(o.Plain)}
		for _, f := range p.Taxonomy.Forms {
			prior, _ := p.Taxonomy.Cell(o.Key, f.Key)
			c := p.cell(prior, measure(p.Yields, f.Key, o.Key, p.Side))
			c.Href = formHref(f.Key) + "#" + string(o.Key)
			row.Cells = append(row.Cells, c)
		}
		h.Rows = append(h.Rows, row)
	}
	return h
}

// sides are the tabs that choose who spoke.
func (p Forms) sides() ui.Tabs {
	return ui.Tabs{Label: p.T(text.FormsMapBy), Items: []ui.Link{
		{Text: p.T(text.FormsMapBoth), Href: "/vormen#kaart", Current: p.Side == ""},
		{Text: p.T(text.FormsMapCompanies), Href: "/vormen?kant=company#kaart", Current: p.Side == tandem.Company},
		{Text: p.T(text.FormsMapEducations), Href: "/vormen?kant=education#kaart", Current: p.Side == tandem.Education},
	}}
}
