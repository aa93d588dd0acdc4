package ui_test

import (
	"context"
	"strings"
	"testing"
	"time"

	"github.com/PuerkitoBio/goquery"
	"github.com/a-h/templ"

	"github.com/tandem-hbo/tandem/web/ui"
)

// draw renders a component, with text as its children.
func draw(t *testing.T, c templ.Component) *goquery.Document {
	t.Helper()
	var b strings.Builder
	ctx := templ.WithChildren(context.Background(), templ.Raw("inside"))
	if err := c.Render(ctx, &b); err != nil {
		t.Fatal(err)
	}
	doc, err := goquery.NewDocumentFromReader(strings.NewReader(b.String()))
	if err != nil {
		t.Fatal(err)
	}
	return doc
}

// clean is a text with its white space closed up, as a reader sees it.
func clean(s string) string { return strings.Join(strings.Fields(s), " ") }

// Each component, once, with what must be in it: a selector and the text there; "" asks only that it is there.
func TestComponents(t *testing.T) {
	t.Parallel()
	link := ui.Link{Text: "there", Href: "/there"}
	for name, c := range map[string]struct {
		draw         templ.Component
		at, want     string
		absent, also string
	}{
		"icon":            {ui.Icon("check"), `svg.icon[aria-hidden=true] use[href$="#i-check"]`, "", "title", ""},
		"named icon":      {ui.IconNamed("x", "away"), `svg[role=img][aria-label=away]`, "", "", ""},
		"art":             {ui.Art("a tandem"), `svg[role=img][aria-label="a tandem"]`, "", "", ""},
		"art unnamed":     {ui.Art(""), `svg[aria-hidden=true]`, "", "[role]", ""},
		"patterns":        {ui.Patterns(), `pattern#pat-edu`, "", "", "pattern#pat-hold"},
		"drawing":         {ui.Drawing("ring", true), `svg.card__draw--big circle`, "", "", ""},
		"button":          {ui.Button{Text: "Go", Kind: "second", Key: "g"}.View(), `button.button--second[type=submit][data-key=g]`, "Go g", "", "kbd"},
		"button value":    {ui.Button{Text: "Go", Name: "act", Value: "yes"}.View(), `button[name=act][value=yes]`, "Go", "", ""},
		"button opens":    {ui.Button{Text: "Go", Opens: "d"}.View(), `button[type=button][command=show-modal][commandfor=d]`, "Go", "", ""},
		"button drawer":   {ui.Button{Text: "Go", Drawer: "d"}.View(), `button[type=button][popovertarget=d]`, "Go", "", ""},
		"button busy":     {ui.Button{Text: "Go", Busy: true, Disabled: true}.View(), `button[aria-busy=true][disabled]`, "Go", "", ""},
		"button link":     {ui.Button{Text: "Go", Href: "/a", About: "this"}.View(), `a.button[href="/a"]`, "Go : this", "[type]", ".vh"},
		"buttons":         {ui.Buttons(true), `.buttons.buttons--fill`, "inside", "", ""},
		"unsafe link":     {ui.Button{Text: "Go", Href: "javascript:x()"}.View(), `a.button`, "Go", `a[href^="javascript"]`, ""},
		"errors":          {ui.Errors{Title: "Oops", Kept: "kept", Items: []ui.Link{link}}.View(), `.errors[role=alert][tabindex="-1"] a`, "there", "", ".small"},
		"no errors":       {ui.Errors{Title: "Oops"}.View(), `body`, "", ".errors", ""},
		"still errors":    {ui.Errors{Title: "Oops", Items: []ui.Link{link}, Still: true}.View(), `.errors`, "Oopsthere", "[tabindex]", ""},
		"search":          {ui.Search{Name: "q", Label: "Search", Submit: "Go", Value: "x", Key: "/"}.View(), `input#q[type=search][value=x][data-key="/"]`, "", "", "label.vh[for=q]"},
		"reading":         {ui.Reading{Name: "r", Text: "Better", Sure: 2, Answer: "no", Yes: "Right", No: "No"}.View(), `.chip[role=group]#r label:has([checked])`, "No", "", "#r-name"},
		"sure":            {ui.Sure(2, "probably"), `.sure`, "probably", "", "circle.on + circle.on"},
		"readings":        {ui.Readings(), `.chips`, "inside", "", ""},
		"legend":          {ui.BarsLegend{Full: "full", Light: "light", Notch: "notch"}.View(), `.legend-line li:last-child`, "notch", ".company", ""},
		"badge":           {ui.Badge{Text: "new", Tone: "shared", Icon: "star"}.View(), `span.badge--shared`, "new", "a", ".icon"},
		"badge filter":    {ui.Badge{Text: "feb", Href: "?", Remove: "drop"}.View(), `a.badge [aria-label=drop]`, "", "", ""},
		"meta":            {ui.Meta([]ui.Fact{{Icon: "store", Text: "shop"}, {Text: "bare"}}), `.item__meta span:first-child`, "shop", "", ""},
		"verdict":         {ui.Verdict("late", "too late"), `.verdict--late`, "too late", "", `use[href$="triangle-alert"]`},
		"card":            {ui.Card{Best: true, Labelled: "h"}.View(), `.card--best[role=group][aria-labelledby=h]`, "inside", "", ""},
		"plain card":      {ui.Card{}.View(), `.card`, "inside", "[role]", ""},
		"link card":       {ui.LinkCard{Title: "Lab", Href: "/lab", Drawing: "pair"}.View(), `li.card--link h3 a[href="/lab"]`, "Lab", "p", ".card__draw"},
		"facts":           {ui.Facts{Kind: "card", Items: []ui.Term{{Name: "who", Value: "we", Tone: "edu"}}}.View(), `dl.facts.card dd.num.edu`, "we", "", "dt"},
		"ticks":           {ui.Ticks([]ui.Check{{Kind: "no", Text: "not"}, {Icon: "mail", Text: "mail"}}, true), `.ticks.small li.no`, "not", "", `use[href$="#i-mail"]`},
		"tabs":            {ui.Tabs{Label: "Order", Items: []ui.Link{{Text: "A", Current: true}, link}}.View(), `nav.tabs [aria-current=page]`, "A", "", ""},
		"pager first":     {ui.Pager{Label: "Pages", Text: "1 of 9", Next: link}.View(), `.pager .row`, "there", "a + a", ""},
		"crumb":           {ui.Crumb("", link), `a.crumb[href="/there"]`, "there", "", `use[href$="arrow-left"]`},
		"dialog":          {ui.Dialog{ID: "d", Title: "Sure?"}.View(), `dialog#d[aria-labelledby=d-title]`, "Sure?inside", "", ""},
		"drawer":          {ui.Drawer{ID: "d", Title: "Filters", Close: "Close", Docks: true}.View(), `aside#d[popover].drawer--docks button.only-narrow`, "Close", "", ""},
		"flash":           {ui.Flash{Tone: "warn", Strong: "Mind", Text: "the gap", More: link}.View(), `.flash--warn[role=status] p`, "Mind the gap there", "", ""},
		"list":            {ui.List{Compact: true, Keys: true}.View(), `ol.list[data-density=compact][data-rows]`, "inside", "", ""},
		"tiles":           {ui.Tiles{Label: "Parts", Items: []ui.Tile{{Count: "4", Text: "open", Href: "?", Current: true}}}.View(), `.tiles a[aria-current=page]`, "4open", "", ""},
		"empty":           {ui.Empty{Title: "None", Text: "yet", Art: "art", Action: ui.Button{Text: "Go", Href: "/"}}.View(), `.empty a.button`, "Go", "", "svg[aria-label=art]"},
		"skeleton":        {ui.Skeleton("coming"), `[role=status][aria-label=coming] .bone`, "", "", ""},
		"panel":           {ui.Panel{ID: "p", Title: "Best", Sticky: true}.View(), `aside.panel.sticky[aria-labelledby=p-title]`, "Bestinside", "", ""},
		"next":            {ui.Next{ID: "n", Title: "You"}.View(), `section.next[aria-labelledby=n-title]`, "Youinside", "", ""},
		"gains":           {ui.Gains([]ui.Term{{Name: "+4", Value: "say more"}}), `.gain dd`, "say more", "", ""},
		"funnel":          {ui.Funnel([]ui.FunnelStep{{Name: "asked", Count: "9", Share: 120}}), `.funnel .fn-bar[width="100%"]`, "", "", ""},
		"keys":            {ui.Keys{Items: []ui.Term{{Name: "j k", Value: "walk"}}, Switch: "on"}.View(), `button[data-keys][hidden]`, "on", "", "kbd + kbd"},
		"capacity":        {ui.Capacity{Taken: 2, Held: 1, Free: 1, Text: "1 free"}.View(), `.capacity rect.cap-hold[x="47"]`, "", ".cap-over", ".cap-free"},
		"capacity legend": {ui.CapacityLegend{Taken: "taken", Over: "over"}.View(), `li:last-child`, "over", "", ".cap-hold"},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			doc := draw(t, c.draw)
			found := doc.Find(c.at)
			if found.Length() == 0 {
				html, _ := doc.Find("body").Html()
				t.Fatalf("no %s in %s", c.at, html)
			}
			if got := clean(found.First().Text()); c.want != "" && got != c.want {
				t.Errorf("%s says %q, want %q", c.at, got, c.want)
			}
			if c.absent != "" && doc.Find(c.absent).Length() > 0 {
				t.Errorf("%s should not be there", c.absent)
			}
			if c.also != "" && doc.Find(c.also).Length() == 0 {
				t.Errorf("no %s", c.also)
			}
		})
	}
}

func TestFieldTiesLabelHelpAndErrorToIt(t *testing.T) {
	t.Parallel()
	doc := draw(t, ui.Field{
		Name: "mail", Label: "Mail", Help: "yours", Error: "no at sign", Value: `"><b>`, Type: "email", Size: "m", Max: 99,
		Autocomplete: "email", Required: true, Live: "{words} words", Attrs: templ.Attributes{"hx-get": "/x"},
	}.Input())
	input := doc.Find("input#mail")
	for name, want := range map[string]string{
		"name": "mail", "type": "email", "value": `"><b>`, "class": "input input--m", "aria-invalid": "true", "maxlength": "99",
		"aria-describedby": "mail-e mail-h mail-n", "autocomplete": "email", "data-count": "mail-n", "hx-get": "/x", "required": "",
	} {
		if got, ok := input.Attr(name); !ok || got != want {
			t.Errorf("%s: got %q, want %q", name, got, want)
		}
	}
	for at, want := range map[string]string{
		"label[for=mail]": "Mail", "#mail-h.field__help": "yours", "#mail-e.field__error": "no at sign", ".field.field--bad": "Mailyoursno at sign",
	} {
		if got := clean(doc.Find(at).Text()); got != want {
			t.Errorf("%s says %q, want %q", at, got, want)
		}
	}
}

func TestFieldAsAreaAndSelect(t *testing.T) {
	t.Parallel()
	f := ui.Field{Name: "f", Label: "F", Value: "b", Rows: 2, LabelHidden: true, Disabled: true}
	if got := draw(t, f.Area()).Find("textarea#f.input--short[disabled]").Text(); got != "b" {
		t.Errorf("area holds %q, want b", got)
	}
	doc := draw(t, f.Select([]ui.Option{{Value: "a", Text: "A"}, {Value: "b", Text: "B"}}))
	if got := doc.Find("option[selected]").Text(); got != "B" {
		t.Errorf("%q is chosen, want B", got)
	}
	if doc.Find("label.vh").Length() != 1 {
		t.Error("the label shows")
	}
}

func TestChoices(t *testing.T) {
	t.Parallel()
	c := ui.Choices{
		Name: "hours", Legend: "How long?", Help: "a guess", Error: "choose", Cards: true, Columns: "2",
		Options: []ui.Choice{{Value: "1", Text: "one"}, {Value: "2", Text: "two", Note: "most", Count: "9", Checked: true}},
	}
	doc := draw(t, c.View())
	if got, _ := doc.Find("fieldset").Attr("aria-describedby"); got != "hours-e hours-h" {
		t.Errorf("described by %q", got)
	}
	if doc.Find("input#hours[type=radio][value='1']").Length() != 1 {
		t.Error("an error summary cannot reach the first answer")
	}
	if got := clean(doc.Find("label:has([checked])").Text()); got != "two most" {
		t.Errorf("chosen is %q", got)
	}
	c.Many = true
	if got := clean(draw(t, c.Facet()).Find(".facet label:has(input[type=checkbox][checked])").Text()); got != "two 9" {
		t.Errorf("facet says %q", got)
	}
}

func TestBarsShowWhereBothWin(t *testing.T) {
	t.Parallel()
	doc := draw(t, ui.Bars{
		ID: "b", Label: "Value",
		Company:   ui.Side{Name: "You", Value: 81, Effort: 58, Word: "very much", Cost: "40 hours", Title: "You: 81", Note: "notch at 58"},
		Education: ui.Side{Name: "They", Value: 35, Effort: 128, Title: "They: 35"},
	}.View())
	for at, width := range map[string]string{".bar-company": "35%", ".bar-company-more": "81%", ".bar-edu": "35%"} {
		if got, _ := doc.Find(at).Attr("width"); got != width {
			t.Errorf("%s is %q wide, want %s", at, got, width)
		}
	}
	if doc.Find(".bar-edu-more").Length() != 0 {
		t.Error("the lower side has a light part")
	}
	if got, _ := doc.Find(".bars__side--edu .bar-notch").Attr("x"); got != "100%" {
		t.Errorf("notch at %s, want it kept on the scale", got)
	}
	for _, svg := range doc.Find("svg[role=img]").EachIter() {
		names, _ := svg.Attr("aria-labelledby")
		for id := range strings.FieldsSeq(names) {
			if svg.Find("#"+id).Length() != 1 {
				t.Errorf("drawing has no %s", id)
			}
		}
	}
}

func TestMini(t *testing.T) {
	t.Parallel()
	doc := draw(t, ui.Mini{Title: "40 and 72", Company: 40, Education: 72, CompanyEffort: 16}.View())
	if got := doc.Find("svg[role=img] title").Text(); got != "40 and 72" {
		t.Errorf("title %q", got)
	}
	if got, _ := doc.Find(".bar-edu-more").Attr("width"); got != "72%" {
		t.Errorf("light part %q, want 72%%", got)
	}
	if got, _ := doc.Find(".bar-edu-more").Attr("y"); got != "19.75" {
		t.Errorf("light part at %q, want 19.75", got)
	}
}

func months() []string {
	return []string{"jan", "feb", "mrt", "apr", "mei", "jun", "jul", "aug", "sep", "okt", "nov", "dec"}
}

func TestTimeline(t *testing.T) {
	t.Parallel()
	day := func(y int, m time.Month, d int) time.Time { return time.Date(y, m, d, 0, 0, 0, 0, time.UTC) }
	line := ui.Timeline{ID: "t", Title: "Plan", Desc: "late", Months: months(), Points: []ui.Point{
		{Kind: "now", At: day(2026, 11, 23), Label: "Today", Text: "23 november 2026"}, {Kind: "start", At: day(2027, 2, 8)},
		{Kind: "result", At: day(2027, 6, 25)}, {Kind: "wish", At: day(2027, 5, 1)},
	}}
	doc := draw(t, line.View())
	if got := doc.Find("svg[role=img] text").Text(); got != "novdecjanfebmrtaprmeijunjul" {
		t.Errorf("axis says %q", got)
	}
	if doc.Find(".tl-late").Length() != 1 || doc.Find(".tl-run").Length() != 1 {
		t.Error("want the run and its late part")
	}
	if got := doc.Find(".timeline__keys li").Length(); got != 4 {
		t.Errorf("%d dates in words, want 4", got)
	}
	line.Points[2].At = day(2027, 4, 16)
	if draw(t, line.View()).Find(".tl-late").Length() != 0 {
		t.Error("late, though the result comes before the wished date")
	}
	line.Points[3].At = day(2031, 5, 1)
	if got := draw(t, line.View()).Find("svg[role=img] > text").Length(); got > 10 {
		t.Errorf("%d months named, want at most 10", got)
	}
	draw(t, ui.Timeline{}.View()) // nothing known yet: nothing drawn, nothing broken
}

func TestClock(t *testing.T) {
	t.Parallel()
	c := ui.Clock{Share: 71, Count: "5", Unit: "days", Title: "five days", Promise: "soon", Note: "five left"}
	doc := draw(t, c.View())
	if got, _ := doc.Find(".clock__hand").Attr("stroke-dasharray"); got != "71 100" {
		t.Errorf("ring is %q", got)
	}
	if got := clean(doc.Find("svg text").Text()); got != "5days" {
		t.Errorf("ring says %q", got)
	}
	c.State = "kept"
	doc = draw(t, c.View())
	if doc.Find("svg text").Length() != 0 || doc.Find(".clock--kept path").Length() != 1 {
		t.Error("a kept promise shows a check")
	}
	if got := clean(draw(t, c.Small()).Find(".clock--small.clock--kept").Text()); got != "soon" {
		t.Errorf("small clock says %q", got)
	}
}

func TestTrailAndSteps(t *testing.T) {
	t.Parallel()
	doc := draw(t, ui.Trail{Flat: true, Steps: []ui.TrailStep{
		{State: "done", Text: "Sent", Said: "done"}, {State: "now", Text: "Read", Note: "today", Said: "now"}, {State: "todo", Text: "Agreed", Said: "later"},
	}}.View())
	if got := clean(doc.Find(".trail--flat [aria-current=step]").Text()); got != "2 Read: now today" {
		t.Errorf("now is %q", got)
	}
	doc = draw(t, ui.Steps{Label: "Way", Items: []ui.Step{
		{State: "done", Text: "Ask", Href: "/1", Said: "Step 1, done"}, {State: "now", Text: "Hope"}, {State: "todo", Text: "When"},
	}}.View())
	if got := clean(doc.Find(".steps .done a[href='/1']").Text()); got != "Step 1, done: Ask" {
		t.Errorf("done is %q", got)
	}
	if got := clean(doc.Find(".steps [aria-current=step]").Text()); got != "2. Hope" {
		t.Errorf("now is %q", got)
	}
}

func TestTable(t *testing.T) {
	t.Parallel()
	doc := draw(t, ui.Table{
		Label: "Times", Caption: "Answer times", Wide: true, Compact: true,
		Columns: []ui.Column{{Text: "Who"}, {Text: "Days", Number: true, Href: "?s", Sorted: "ascending"}, {Text: "Acts", Hidden: true}},
		Rows:    [][]string{{"We", "3", "x"}},
	}.View())
	for at, want := range map[string]string{
		".scroll[role=region][tabindex='0'][aria-label=Times] caption": "Answer times", "tbody th[scope=row]": "We", "tbody td.n": "3",
		"th[aria-sort=ascending].n a": "Days", "th .vh": "Acts",
	} {
		if got := doc.Find(at).Text(); got != want {
			t.Errorf("%s says %q, want %q", at, got, want)
		}
	}
}

func TestTableThatFolds(t *testing.T) {
	t.Parallel()
	table := ui.Table{
		Label: "Times", Fold: true, Figures: true,
		Columns: []ui.Column{{Text: "Who"}, {Text: "Days", Number: true}, {Text: "Why", Long: true}, {Text: "Acts", Hidden: true}},
		Rows:    [][]string{{"We", "3", "rain", "x"}},
	}
	doc := draw(t, table.View())
	for at, want := range map[string]string{
		"table.table--fold.table--figures[aria-label=Times] th[scope=row]": "We", "td.n[data-label=Days]": "3",
		"td.all[data-label=Why]": "rain", "td:last-child:not([data-label])": "x", "[tabindex]": "",
	} {
		if got := doc.Find(at).Text(); got != want {
			t.Errorf("%s says %q, want %q", at, got, want)
		}
	}
	table.Fold = false
	if labelled := draw(t, table.View()).Find("[data-label]").Length(); labelled > 0 {
		t.Errorf("%d cells of a table that does not fold say their column", labelled)
	}
}

func TestRows(t *testing.T) {
	t.Parallel()
	mini := &ui.Mini{Title: "m"}
	doc := draw(t, ui.QueueRow{Why: "late", WhyTone: "danger", Title: "Bread", Href: "/q", Mini: mini, Action: ui.Button{Text: "Review", Href: "/q"}}.View())
	if got := clean(doc.Find(".item--queue .why--danger").Text()); got != "late" {
		t.Errorf("reason %q", got)
	}
	if doc.Find(".item__title a[href='/q']").Length() != 1 || doc.Find(".mini").Length() != 1 {
		t.Error("row lacks title or bars")
	}
	doc = draw(t, ui.BrowseRow{Title: "Bread", Href: "/q", Badges: []ui.Badge{{Text: "new"}}, Tags: []ui.Badge{{Text: "fresh"}}, Note: "strong", Fit: "fits", Deadline: "soon"}.View())
	if got := clean(doc.Find(".item--browse").Text()); got != "Bread newfresh strongfitssoon" {
		t.Errorf("row says %q", got)
	}
}

func TestThread(t *testing.T) {
	t.Parallel()
	doc := draw(t, ui.Thread([]ui.Message{
		{Kind: "event", Text: "read"}, {By: "Karim", As: "coordinator", When: "today", ISO: "2026-11-23", Text: "a\nb"}, {Kind: "mine", By: "You"}, {Kind: "internal", By: "Us"},
	}))
	for at, want := range map[string]string{
		".event": "read", ".in .thread__by": "Karim coordinator today", ".in time[datetime='2026-11-23']": "today", ".mine b": "You", ".internal b": "Us",
	} {
		if got := clean(doc.Find(at).Text()); got != want {
			t.Errorf("%s says %q, want %q", at, got, want)
		}
	}
	if got := doc.Find(".in .said").Text(); got != "a\nb" {
		t.Errorf("line ends are lost: %q", got)
	}
}

func TestQuoteKeepsTheWordsAsWritten(t *testing.T) {
	t.Parallel()
	doc := draw(t, ui.Quote{Paragraphs: [][]ui.Piece{{{Text: "We "}, {Text: "throw <bread>", Note: "1", Href: "#r", Label: "reading 1"}, {Text: ", much."}}}}.View())
	doc.Find("mark a").Remove()
	if got, want := strings.TrimSpace(doc.Find("p").Text()), "We throw <bread>, much."; got != want {
		t.Errorf("got %q, want %q", got, want)
	}
}

func TestHeatAndKey(t *testing.T) {
	t.Parallel()
	doc := draw(t, ui.Heat{Label: "Map", Corner: "Outcome", Columns: []string{"Case"}, Rows: []ui.HeatRow{{Name: "View", Cells: []ui.HeatCell{
		{Level: 9, Few: true, Value: "3,8", Note: "n 4", Href: "/c"}, {Prior: true, Value: "3", Note: "expected"},
	}}}}.View())
	if got := clean(doc.Find("td.h4.few a[href='/c']").Text()); got != "3,8n 4" {
		t.Errorf("cell says %q", got)
	}
	if got := clean(doc.Find("td.prior span").Text()); got != "3expected" {
		t.Errorf("prior says %q", got)
	}
	if got := draw(t, ui.HeatKey([]string{"none", "1"}, "few", "prior")).Find("li").Length(); got != 4 {
		t.Errorf("key has %d lines, want 4", got)
	}
}

func TestColumnChartFitsItsScale(t *testing.T) {
	t.Parallel()
	doc := draw(t, ui.ColumnChart{ID: "c", Title: "Asked", Demand: "asked", Supply: "offered", AsTable: "table", Columns: []ui.ColumnValue{
		{Name: "sep", Demand: 34, Supply: 46, Difference: "+12"}, {Name: "okt", Demand: 50},
	}}.View())
	if got := doc.Find("svg > text").First().Text(); got != "0" {
		t.Errorf("scale starts at %q", got)
	}
	if got, _ := doc.Find("rect.bar-company").Eq(1).Attr("height"); got != "170" {
		t.Errorf("the highest column is %s, want 170", got)
	}
	if got := clean(doc.Find("details tbody tr").First().Text()); got != "sep3446+12" {
		t.Errorf("table says %q", got)
	}
}
