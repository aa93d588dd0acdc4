package page

import (
	"slices"
	"strconv"
	"time"

	"github.com/tandem-hbo/tandem/internal/tandem"
	"github.com/tandem-hbo/tandem/web/text"
	"github.com/tandem-hbo/tandem/web/ui"
)

func offeringHref(id tandem.ID[tandem.Offering]) string { return "/aanbod/" + id.String() }

func (p Offerings) tabs() ui.Tabs {
	items := []ui.Link{
		{Text: p.T(text.OfferingOpenNow), Href: "/aanbod", Current: p.List == ""},
		{Text: p.T(text.OfferingAll), Href: "/aanbod?lijst=alles", Current: p.List == "alles"},
	}
	if p.Lecturer {
		items = append(items, ui.Link{Text: p.T(text.OfferingMine), Href: "/aanbod?lijst=mijn", Current: p.List == "mijn"})
	}
	return ui.Tabs{Label: p.T(text.OfferingWhich), Items: items}
}

func (p Offerings) table() ui.Table {
	return ui.Table{Label: p.T(text.OfferingTable), Compact: true, Wide: true, Columns: []ui.Column{
		{Text: p.T(text.OfferingName)}, {Text: p.T(text.OfferingForm)}, {Text: p.T(text.OfferingPeriod)},
		{Text: p.T(text.OfferingLecturer)}, {Text: p.T(text.OfferingDeadline)}, {Text: p.T(text.OfferingPlaces)},
	}}
}

func (p Offerings) formName(key tandem.FormKey) string {
	f, _ := p.Taxonomy.Form(key)
	return p.say(f.Plain)
}

// ends says why an offering takes no questions; nil when it does.
func (s Shell) ends(o tandem.OfferingDetail, today time.Time) *ui.Badge {
	switch {
	case o.ClosedAt != nil:
		return &ui.Badge{Text: s.T(text.OfferingClosed), Tone: "warn"}
	case o.Deadline.Before(today):
		return &ui.Badge{Text: s.T(text.OfferingPast)}
	}
	return nil
}

func (p OfferingShow) facts() ui.Facts {
	o, form := p.Offering, ""
	if f, known := p.Taxonomy.Form(o.Form); known {
		form = p.say(f.Plain)
	}
	items := []ui.Term{
		{Name: p.T(text.OfferingForm), Value: form},
		{Name: p.T(text.OfferingFieldProgramme), Value: o.Programme},
		{Name: p.T(text.OfferingPeriod), Value: o.PeriodName + ": " + p.ShortDate(o.Start) + " – " + p.ShortDate(o.End)},
		{Name: p.T(text.OfferingDeadline), Value: p.Date(o.Deadline)},
		{Name: p.T(text.OfferingFieldTeam), Value: p.N(text.OfferingFactsTeam, o.TeamSize, "year", o.StudyYear)},
		{Name: p.T(text.OfferingFieldEc), Value: p.T(text.OfferingFactsEc, "ec", o.EC)},
		{Name: p.T(text.OfferingLecturer), Value: o.Lecturer},
		{Name: p.T(text.OfferingFieldCity), Value: o.City},
		{Name: p.T(text.OfferingFieldLanguage), Value: p.Code("language_name", string(o.Language))},
		{Name: p.T(text.OfferingFieldSecrecy), Value: p.Code("secrecy", string(o.Secrecy))},
	}
	if o.Hours > 0 && p.ShowsLedger {
		items = append(items, ui.Term{Name: p.T(text.OfferingFieldHours), Value: strconv.Itoa(o.Hours)})
	}
	if o.MinFTE > 0 {
		items = append(items, ui.Term{Name: p.T(text.OfferingFieldMinFte), Value: p.T(text.OfferingMinFte, "n", o.MinFTE)})
	}
	return ui.Facts{Kind: "card", Items: items}
}

func (p OfferingShow) fields() []ui.Badge {
	var list []ui.Badge
	for _, f := range p.Offering.Fields {
		list = append(list, ui.Badge{Text: p.Code("field", string(f)), Tone: "edu"})
	}
	return list
}

func (p OfferingShow) wishes() []ui.Check {
	var list []ui.Check
	for _, w := range p.Offering.Wishes {
		o, _ := p.Taxonomy.Outcome(w.Outcome)
		list = append(list, ui.Check{
			Icon: "graduation-cap", Text: p.say(o.Plain) + ": " + p.Code("offering_weight", strconv.Itoa(Importance(w.Weight))),
		})
	}
	return list
}

// steps is into how many a wish's weight is parted for people.
const steps = 3

// Importance turns a weight into the step that people choose, 1 to 3.
func Importance(weight float64) int { return min(max(int(weight*steps+0.5), 1), steps) }

// Weight turns the step that people chose into a weight.
func Weight(step int) float64 { return float64(step) / steps }

func (p OfferingEdit) heading() string {
	if p.ID == "" {
		return p.T(text.OfferingNewTitle)
	}
	return p.T(text.OfferingEditTitle)
}

func (p OfferingEdit) action() string {
	if p.ID == "" {
		return "/aanbod/nieuw"
	}
	return "/aanbod/" + p.ID + "/pas-aan"
}

func (p OfferingEdit) back() string {
	if p.ID == "" {
		return "/aanbod"
	}
	return "/aanbod/" + p.ID
}

// labels names each field, in the order of the form.
func (p OfferingEdit) labels() []ui.Term {
	var list []ui.Term
	for _, f := range []struct {
		name string
		key  text.Key
	}{
		{"title", text.OfferingFieldTitle}, {"summary", text.OfferingFieldSummary}, {"form", text.OfferingFieldForm},
		{"programme", text.OfferingFieldProgramme}, {"period", text.OfferingFieldPeriod}, {"lecturer", text.OfferingFieldLecturer},
		{"deadline", text.OfferingFieldDeadline}, {"places", text.OfferingFieldPlaces}, {"least", text.OfferingFieldLeast},
		{"hours", text.OfferingFieldHours}, {"team_size", text.OfferingFieldTeam},
		{"study_year", text.OfferingFieldYear}, {"ec", text.OfferingFieldEc}, {"min_fte", text.OfferingFieldMinFte},
		{"fields", text.OfferingFieldFields}, {"wishes", text.OfferingFieldWishes}, {"language", text.OfferingFieldLanguage},
		{"city", text.OfferingFieldCity}, {"secrecy", text.OfferingFieldSecrecy}, {"conditions", text.OfferingFieldConditions},
	} {
		list = append(list, ui.Term{Name: f.name, Value: p.T(f.key)})
	}
	return list
}

func (p OfferingEdit) label(name string) string { return termValue(p.labels(), name) }

func termValue(list []ui.Term, name string) string {
	i := slices.IndexFunc(list, func(t ui.Term) bool { return t.Name == name })
	if i < 0 {
		return name
	}
	return list[i].Value
}

// summary lists what is wrong, in the order of the form.
func (s Shell) summary(labels []ui.Term, errors map[string]string) ui.Errors {
	var items []ui.Link
	for _, l := range labels {
		if errors[l.Name] != "" {
			items = append(items, ui.Link{Text: l.Value + ": " + errors[l.Name], Href: "#" + l.Name})
		}
	}
	return s.Errors(items)
}

// field is one input with its label, value and error.
func (p OfferingEdit) field(name, value string) ui.Field {
	return ui.Field{Name: name, Label: p.label(name), Value: value, Error: p.Errors[name]}
}

func (p OfferingEdit) number(name, value string) ui.Field {
	f := p.field(name, value)
	f.InputMode, f.Size = "decimal", "s"
	return f
}

func (p OfferingEdit) help(name, value, help string) ui.Field {
	f := p.field(name, value)
	f.Help = help
	return f
}

func (p OfferingEdit) small(name, value, help string) ui.Field {
	f := p.number(name, value)
	f.Help = help
	return f
}

func (p OfferingEdit) day(name, value string) ui.Field {
	f := p.field(name, value)
	f.Type, f.Size = "date", "m"
	return f
}

func (p OfferingEdit) forms() []ui.Option {
	var list []ui.Option
	for _, f := range p.Taxonomy.Forms {
		list = append(list, ui.Option{Value: string(f.Key), Text: p.say(f.Plain)})
	}
	return list
}

func (p OfferingEdit) programmes() []ui.Option {
	var list []ui.Option
	for _, x := range p.Programmes {
		list = append(list, ui.Option{Value: x.ID.String(), Text: x.Name})
	}
	return list
}

// periods lists what has not ended yet, earliest first, and the one chosen.
func (p OfferingEdit) periods() []ui.Option {
	var list []ui.Option
	for _, x := range slices.Backward(p.Periods) {
		if x.End.Before(p.Today) && x.ID.String() != p.Form.Period {
			continue
		}
		list = append(list, ui.Option{Value: x.ID.String(), Text: x.Name + ", " + p.ShortDate(x.Start) + " – " + p.ShortDate(x.End)})
	}
	return list
}

func (p OfferingEdit) lecturers() []ui.Option {
	var list []ui.Option
	for _, x := range p.Lecturers {
		list = append(list, ui.Option{Value: x.ID.String(), Text: x.Name})
	}
	return list
}

// ready reports whether there is a programme and a period to choose: nothing
// can be offered without. What is there already or was typed is always shown.
func (p OfferingEdit) ready() bool {
	return p.ID != "" || len(p.Errors) > 0 || len(p.Programmes) > 0 && len(p.periods()) > 0
}

// chosen puts "choose" before the options while none of them is chosen, so that
// nobody sends the first one unread.
func (p OfferingEdit) chosen(value string, list []ui.Option) []ui.Option {
	if value != "" {
		return list
	}
	return append([]ui.Option{{Text: p.T(text.OfferingChoose)}}, list...)
}

// coded lists the choices of a group of codes.
func coded[T ~string](s Shell, group string, codes []T) []ui.Option {
	var list []ui.Option
	for _, c := range codes {
		list = append(list, ui.Option{Value: string(c), Text: s.Code(group, string(c))})
	}
	return list
}

// fieldChoices lists the study fields, the given ones ticked.
func (s Shell) fieldChoices(ticked []string) []ui.Choice {
	var list []ui.Choice
	for _, f := range tandem.Fields() {
		list = append(list, ui.Choice{Value: string(f), Text: s.Code("field", string(f)), Checked: slices.Contains(ticked, string(f))})
	}
	return list
}

// wish is the field for how important one outcome is.
func (p OfferingEdit) wish(o tandem.Outcome) ui.Field {
	name := "wish." + string(o.Key)
	return ui.Field{Name: name, Label: p.say(o.Plain), LabelHidden: true, Value: or(p.Form.Wishes[string(o.Key)], "0")}
}

func (p OfferingEdit) wishTable() ui.Table {
	return ui.Table{Label: p.label("wishes"), Compact: true, Columns: []ui.Column{
		{Text: p.T(text.TaxonomyOutcome)}, {Text: p.T(text.OfferingImportance)},
	}}
}

func (p OfferingEdit) importance() []ui.Option {
	return coded(p.Shell, "offering_weight", []string{"0", "1", "2", "3"})
}

func or(s, fallback string) string {
	if s == "" {
		return fallback
	}
	return s
}
