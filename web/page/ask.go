package page

import (
	"fmt"
	"slices"
	"strconv"
	"unicode"
	"unicode/utf8"

	"github.com/tandem-hbo/tandem/internal/tandem"
	"github.com/tandem-hbo/tandem/web/text"
	"github.com/tandem-hbo/tandem/web/ui"
)

// Ask is what the four steps of asking have in common.
type Ask struct {
	Shell
	ID      string // of the question; empty before the first save
	Sent    bool   // an edit of a question that was sent
	Version int
	Step    int
	// Faults are the sentences for fields, by name.
	Faults map[string]string
	// Clash is why nothing was saved: changed or locked, or empty. The answers as typed are kept.
	Clash  string
	Advice // for what is saved so far
}

func (p Ask) action() string {
	if p.ID == "" {
		return "/vraag"
	}
	return p.at(p.Step)
}

func (p Ask) at(step int) string { return fmt.Sprintf("/vraag/%s/stap/%d", p.ID, step) }

// own is the owner's page of the question.
func (p Ask) own() string { return "/mijn-vraag/" + p.ID }

func (p Ask) names() []string {
	return []string{p.T(text.AskStep1), p.T(text.AskStep2), p.T(text.AskStep3), p.T(text.AskStep4)}
}

// tab is the title in the browser's tab.
func (p Ask) tab() string {
	return p.T(text.AskStep, "step", p.Step, "name", p.names()[p.Step-1])
}

func (p Ask) steps() ui.Steps {
	var pages []ui.Link
	for i, name := range p.names() {
		pages = append(pages, ui.Link{Text: name, Href: p.at(i + 1)})
	}
	return p.Steps(pages, p.Step-1)
}

// errors sums up the faults in the order of the fields.
func (p Ask) errors(fields ...string) ui.Errors {
	var items []ui.Link
	for _, field := range fields {
		if said := p.Faults[field]; said != "" {
			items = append(items, ui.Link{Text: said, Href: "#" + field})
		}
	}
	return p.Errors(items)
}

func (p Ask) submit() ui.Button {
	switch {
	case p.Sent:
		return ui.Button{Text: p.T(text.AskSave), Big: true, Disabled: p.Clash == "locked"}
	case p.Step == 4:
		return ui.Button{Text: p.T(text.AskSend), Icon: "send", Big: true}
	}
	return ui.Button{Text: p.T(text.AskNext), After: "arrow-right", Big: true}
}

func (p Ask) back() ui.Button {
	b := ui.Button{Text: p.T(text.AskBack), Href: "/", Kind: "second", Icon: "arrow-left", Big: true}
	switch {
	case p.Sent:
		b.Text, b.Href = p.T(text.AskBackOwn), p.own()
	case p.Step > 1:
		b.Href = p.at(p.Step - 1)
	}
	return b
}

func (p Ask) clash() ui.Flash {
	f := ui.Flash{Tone: "warn", Strong: p.T(text.AskClashTitle), Text: p.T(text.AskClashChanged)}
	if p.Clash == "locked" {
		f.Text = p.T(text.AskClashLocked)
		f.Act = ui.Link{Text: p.T(text.AskClashGo), Href: p.own() + "#messages"}
	}
	return f
}

// note says how far the picture beside the form can be trusted.
func (p Ask) note() string {
	return p.T([]text.Key{text.AskNote1, text.AskNote2, text.AskNote3, text.AskNote4}[p.Step-1])
}

// radios makes choices of codes that have a text in a group.
func (p Ask) radios(group string, codes []string, chosen string) []ui.Choice {
	var list []ui.Choice
	for _, code := range codes {
		list = append(list, ui.Choice{Value: code, Text: capital(p.Code(group, code)), Checked: code == chosen})
	}
	return list
}

// capital begins a text with a capital, for texts that also stand in sentences.
func capital(said string) string {
	first, size := utf8.DecodeRuneInString(said)
	return string(unicode.ToUpper(first)) + said[size:]
}

// strs turns typed codes into plain ones.
func strs[S ~string](codes []S) []string {
	list := make([]string, len(codes))
	for i, c := range codes {
		list[i] = string(c)
	}
	return list
}

// AskText is the first step.
type AskText struct {
	Ask
	In tandem.TextAnswers
}

// AskWishes is the second step; Reading is what we read in the text.
type AskWishes struct {
	Ask
	In      tandem.WishAnswers
	Reading tandem.Reading
}

// others are the results of one side that were not read in the text, to tick.
func (p AskWishes) others(name text.Key, side string) ui.Choices {
	c := ui.Choices{Name: "pick", ID: "pick-" + side, Legend: p.T(name), Columns: "2", Cards: true, Many: true}
	if side == "company" {
		c.ID, c.Error = "pick", p.Faults["pick"]
	}
	for _, o := range p.Taxonomy.Outcomes {
		if sideOf(o.Sides) != side || p.suggested(o.Key) {
			continue
		}
		c.Options = append(c.Options, ui.Choice{
			Value: string(o.Key), Text: o.Plain.In(p.lang()), Note: o.Definition.In(p.lang()),
			Checked: slices.Contains(p.In.Pick, string(o.Key)),
		})
	}
	return c
}

func (p AskWishes) suggested(key tandem.OutcomeKey) bool {
	return slices.ContainsFunc(p.Reading.Outcomes, func(o tandem.ReadOutcome) bool { return o.Key == key && o.Suggested })
}

// sideOf is the side that an outcome belongs to most.
func sideOf(s tandem.Sides) string {
	switch {
	case s.Company >= s.Shared && s.Company >= s.Education:
		return "company"
	case s.Shared >= s.Education:
		return "shared"
	}
	return "education"
}

// tops are the choices for the most important result, what was read first.
func (p AskWishes) tops() []ui.Option {
	list := []ui.Option{{Value: "", Text: p.T(text.AskWishesTopAll)}}
	for _, read := range []bool{true, false} {
		for _, o := range p.Taxonomy.Outcomes {
			if p.suggested(o.Key) == read {
				list = append(list, ui.Option{Value: string(o.Key), Text: o.Plain.In(p.lang()), Selected: p.In.Top == string(o.Key)})
			}
		}
	}
	return list
}

// AskWhen is the third step.
type AskWhen struct {
	Ask
	In tandem.WhenAnswers
}

func (p AskWhen) hours() []ui.Choice {
	var list []ui.Choice
	for i, code := range []string{"a", "b", "c", "d"} {
		value := tandem.HourChoices()[i]
		list = append(list, ui.Choice{Value: value, Text: p.Code("hours_choice", code), Checked: p.In.Hours == value})
	}
	return list
}

func (p AskWhen) checks() []ui.Choice {
	var list []ui.Choice
	for _, check := range new(tandem.Readiness).Checks() {
		list = append(list, ui.Choice{
			Value: check.Code, Text: p.Code("ready_check", check.Code), Checked: slices.Contains(p.In.Ready, check.Code),
		})
	}
	return list
}

// AskCompany is the fourth step.
type AskCompany struct {
	Ask
	In      tandem.CompanyAnswers
	Promise string // the promised day in words
}

func (p AskCompany) sectors() []ui.Option {
	list := []ui.Option{{Value: "", Text: p.T(text.AskSectorChoose)}}
	for _, code := range tandem.Sectors() {
		list = append(list, ui.Option{Value: code, Text: p.Code("sector_name", code), Selected: p.In.Sector == code})
	}
	return list
}

func (p AskCompany) sizes() []string {
	return slices.DeleteFunc(strs(tandem.CompanySizes()), func(code string) bool { return code == string(tandem.SizeUnknown) })
}

func (p AskCompany) before() []ui.Check {
	return []ui.Check{
		{Kind: "yes", Text: p.T(text.AskBeforePromise, "date", p.Promise)}, {Kind: "yes", Text: p.T(text.AskBeforeEdit)},
		{Kind: "maybe", Text: p.T(text.AskBeforeRights)}, {Kind: "maybe", Text: p.T(text.AskBeforePrivacy)},
	}
}

// AskSent confirms that a question was sent.
type AskSent struct {
	Shell
	ID, Institution, Mail string
	Promise               Promise
}

// maybe is the label of a field that may stay empty.
func (p Ask) maybe(label text.Key) string {
	return p.T(label) + " (" + p.T(text.AskOptional) + ")"
}

// version is a hidden field's value.
func version(n int) string { return strconv.Itoa(n) }
