package page

import (
	"time"

	"github.com/a-h/templ"

	"github.com/tandem-hbo/tandem/web/text"
	"github.com/tandem-hbo/tandem/web/ui"
)

// Gallery shows every component in every state, with invented examples. It never changes with the day, so
// that a picture of it can be compared with an older one.
type Gallery struct{ Shell }

// exhibit is one component's place in the gallery.
type exhibit struct {
	id   string
	show templ.Component
}

func (p Gallery) exhibits() []exhibit {
	return []exhibit{
		{"brand", p.brand()}, {"colour", p.colour()}, {"button", p.button()}, {"field", p.field()}, {"reading", p.reading()},
		{"bars", p.bars()}, {"timeline", p.timeline()}, {"clock", p.clock()}, {"trail", p.trail()}, {"capacity", p.capacity()},
		{"table", p.table()}, {"row", p.row()}, {"card", p.card()}, {"quote", p.quote()}, {"badge", p.badge()}, {"nav", p.nav()},
		{"layer", p.layer()}, {"empty", p.empty()}, {"talk", p.talk()}, {"heat", p.heat()}, {"panel", p.panel()},
	}
}

// x says an example.
func (p Gallery) x(code string, args ...any) string { return p.Code("sample", code, args...) }

// day is a date in the story that the examples tell.
func day(year int, month time.Month, d int) time.Time {
	return time.Date(year, month, d, 12, 0, 0, 0, text.Amsterdam())
}

// example draws a timeline that ends on the given day.
func (p Gallery) example(id, title, desc string, result time.Time) ui.Timeline {
	return p.Timeline(id, p.x(title), p.x(desc), Dates{
		Today: day(2026, time.November, 23), Submit: day(2026, time.December, 14), Start: day(2027, time.February, 8),
		Result: result, Wish: day(2027, time.May, 1),
	})
}

// swatch is one colour with its name and what it stands for.
type swatch struct{ class, name, use string }

func (p Gallery) swatches() []swatch {
	return []swatch{
		{"bar-company", "company", p.x("only_company")}, {"bar-edu", "edu", p.x("only_education")}, {"fn-bar", "shared", p.x("together")},
		{"bar-track", "bar-track", p.x("scale")}, {"tl-late", "danger", p.x("wrong")}, {"cap-free", "line-strong", p.x("borders")},
	}
}

func (p Gallery) numbers(compact bool) ui.Table {
	label := p.x("table_roomy")
	if compact {
		label = p.x("table_compact")
	}
	return ui.Table{
		Label: label, Caption: p.x("table_caption"), Compact: compact, Fold: compact, Figures: compact,
		Columns: []ui.Column{
			{Text: p.x("programme")}, {Text: p.x("questions"), Number: true},
			{Text: p.x("working_days"), Number: true, Href: "#table", Sorted: "ascending"}, {Text: p.x("finds_place"), Number: true},
		},
		Rows: [][]string{
			{"Business IT & Management", "41", p.Number(2.8), p.Percent(.71)},
			{"Commerciële Economie", "118", p.Number(3.4), p.Percent(.64)},
			{"Werktuigbouwkunde", "9", p.Number(11.25), p.Percent(.33)},
		},
	}
}

func (p Gallery) forms() []ui.LinkCard {
	var cards []ui.LinkCard
	for _, drawing := range []string{"class", "team", "house", "ring", "student", "greenhouse", "circles", "pair"} {
		cards = append(cards, ui.LinkCard{Drawing: drawing, Title: p.x("form_" + drawing), Href: "#card"})
	}
	return cards
}

func (p Gallery) measured() ui.Heat {
	cell := func(level int, value float64, n string) ui.HeatCell {
		return ui.HeatCell{Level: level, Value: p.Number(value), Note: "n " + n, Href: "#heat"}
	}
	few := func(c ui.HeatCell) ui.HeatCell { c.Few = true; return c }
	return ui.Heat{
		Label: p.x("heat_label"), Corner: p.x("outcome"), Columns: []string{p.x("one_off"), p.x("long_term"), p.x("lab")},
		Rows: []ui.HeatRow{
			{Name: p.x("fresh_view"), Cells: []ui.HeatCell{cell(4, 3.8, "42"), few(cell(3, 3.1, "7")), {Prior: true, Value: "3", Note: p.x("expected")}}},
			{Name: p.x("talent"), Cells: []ui.HeatCell{cell(2, 1.9, "40"), few(cell(1, 1.2, "5")), cell(0, .3, "18")}},
		},
	}
}

func (p Gallery) demand() ui.ColumnChart {
	c := ui.ColumnChart{
		ID: "demand", Title: p.x("demand_title"), Desc: p.x("demand_desc"), Demand: p.x("demand"), Supply: p.x("supply"),
		AsTable: p.x("as_table"), Name: p.x("month"), Difference: p.x("difference"),
	}
	for i, pair := range [][2]int{{34, 46}, {22, 0}, {19, 14}, {12, 0}, {28, 0}, {41, 44}, {24, 0}, {30, 12}, {18, 0}, {9, 0}} {
		month := time.Month((8+i)%12 + 1)
		c.Columns = append(c.Columns, ui.ColumnValue{
			Name: p.Month(month), Demand: pair[0], Supply: pair[1], Difference: p.Signed(pair[1] - pair[0]),
		})
	}
	return c
}

func (p Gallery) facts() []ui.Term {
	return []ui.Term{
		{Name: p.x("who"), Value: p.x("who_value")}, {Name: p.x("work"), Value: p.x("work_value")}, {Name: p.x("costs"), Value: p.x("costs_value")},
	}
}

// still is an error summary that does not draw the reader to it when the page opens.
func (p Gallery) still(items []ui.Link) ui.Errors {
	e := p.Errors(items)
	e.Still = true
	return e
}
