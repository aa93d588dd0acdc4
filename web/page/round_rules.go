package page

import (
	"strconv"
	"time"

	"github.com/a-h/templ"

	"github.com/tandem-hbo/tandem/internal/tandem"
	"github.com/tandem-hbo/tandem/web/text"
	"github.com/tandem-hbo/tandem/web/ui"
)

// TypedRules writes rules as somebody would have typed them.
func TypedRules(r tandem.PlanRules) RoundForm {
	f := RoundForm{
		Mode: string(r.Mode), Shut: r.Shut, Urgency: strconv.Itoa(r.Urgency), Waited: strconv.Itoa(r.Waited),
		MoveCost: strconv.Itoa(r.MoveCost), MoveNever: r.MoveNever, Least: map[string]string{},
	}
	for _, m := range r.Minima {
		f.Least[LeastKey(m)] = strconv.Itoa(m.Least)
	}
	return f
}

func (p Round) modes() ui.Choices {
	c := ui.Choices{Name: "mode", Legend: p.T(text.RoundRulesMode), Error: p.Errors["mode"]}
	for _, m := range tandem.PlanModes() {
		c.Options = append(c.Options, ui.Choice{
			Value: string(m), Text: p.Code("plan_mode", string(m)), Note: p.Code("plan_mode_note", string(m)), Checked: p.Form.Mode == string(m),
		})
	}
	return c
}

// number is a field for a small whole number.
func (p Round) number(name string, label, help text.Key, value string) ui.Field {
	return ui.Field{Name: name, Label: p.T(label), Help: p.T(help), Error: p.Errors[name], Value: value, InputMode: "numeric", Size: "s"}
}

// box is one thing to tick; it says yes on its own.
func (p Round) box(name string, label text.Key, on bool) ui.Choices {
	return ui.Choices{
		Name: name, ID: name + "-box", Many: true, Legend: p.T(label), LegendHidden: true, Error: p.Errors[name],
		Options: []ui.Choice{{Value: "true", Text: p.T(label), Checked: on}},
	}
}

// leastGroup is the minima of one division.
type leastGroup struct {
	kind   tandem.GroupKind
	fields []ui.Field
	open   bool // something is set or wrong
}

// LeastName is the name of a group's field.
func LeastName(m tandem.Minimum) string { return "least[" + LeastKey(m) + "]" }

func leastID(i int) string { return "least-" + strconv.Itoa(i) }

func (p Round) leastGroups() []leastGroup {
	var list []leastGroup
	for _, kind := range tandem.MinimumKinds() {
		g := leastGroup{kind: kind}
		for i, m := range p.R.Minima {
			if m.Kind != kind {
				continue
			}
			f := ui.Field{
				Name: LeastName(m), ID: leastID(i), Label: p.T(text.RoundRulesAsked, "group", capital(p.group(m.Kind, m.Key)), "asked", m.Asked),
				Error: p.Errors[LeastName(m)], Value: p.Form.Least[LeastKey(m)], InputMode: "numeric", Size: "s",
			}
			g.fields = append(g.fields, f)
			g.open = g.open || f.Value != "" || f.Error != ""
		}
		if len(g.fields) > 0 {
			list = append(list, g)
		}
	}
	return list
}

// rulesOpen reports whether the rules stand open: when there is no plan yet, or something in them is wrong.
func (p Round) rulesOpen() bool {
	if p.Plan == nil {
		return true
	}
	for field := range p.Errors {
		if field != "until" && field != "number" && field != "start" && field != "offering" {
			return true
		}
	}
	return false
}

// WhatIfForm is a change to try, as typed.
type WhatIfForm struct {
	Kind     string `form:"als"`
	Offering string `form:"aanbod"`
	Number   string `form:"aantal"`
	Start    string `form:"maand"` // 2027-04
}

// kind is the chosen change, the first when none is.
func (f WhatIfForm) kind() string {
	for _, k := range tandem.WhatIfKinds() {
		if string(k) == f.Kind {
			return f.Kind
		}
	}
	return string(tandem.WhatIfPlaces)
}

// numberID is the field that a fault in the change points at.
func (f WhatIfForm) numberID() string { return "if-" + f.kind() }

func (p Round) whatIfOfferings() []ui.Option {
	var list []ui.Option
	for _, o := range p.sortedPlaces() {
		list = append(list, ui.Option{Value: o.OfferingID.String(), Text: o.Title, Selected: o.OfferingID.String() == p.If.Offering})
	}
	return list
}

// months are the twelve months from now in which teaching could start.
func (p Round) months() []ui.Option {
	var list []ui.Option
	first := time.Date(p.R.At.Year(), p.R.At.Month(), 1, 0, 0, 0, 0, time.UTC)
	for i := 1; i <= 12; i++ {
		m := first.AddDate(0, i, 0)
		value := m.Format("2006-01")
		list = append(list, ui.Option{Value: value, Text: p.Date(m), Selected: value == p.If.Start})
	}
	return list
}

// tried reports whether a change of this kind is the one at hand.
func (p Round) tried(kind tandem.WhatIfKind) bool { return p.If.kind() == string(kind) }

// typed is what was typed for a kind of change, or what to begin with.
func (p Round) typed(kind tandem.WhatIfKind, first string) string {
	if p.tried(kind) && (p.If.Kind != "") {
		return p.If.Number
	}
	return first
}

func (p Round) fault(kind tandem.WhatIfKind, field string) string {
	if !p.tried(kind) {
		return ""
	}
	return p.Errors[field]
}

// live sends a form for a part of the page only, where there is script.
func live(href, target string) templ.Attributes {
	return templ.Attributes{"hx-get": href, "hx-target": target, "hx-swap": "outerHTML"}
}

// Effect is what a change would do, on its own so that it can be set into a page.
type Effect struct {
	Shell
	ID     string
	Effect *tandem.Effect
	Fault  string
	// Keep is where a what-if becomes a plan, with what was typed; empty for none.
	Keep string
	If   WhatIfForm
}

// WhatIfSays is what a change of a plan would do; a fault stands in its place.
func WhatIfSays(s Shell, x tandem.Plan, f WhatIfForm, e *tandem.Effect, faults map[string]string) Effect {
	says := Effect{Shell: s, ID: "what-if-says", Effect: e, If: f}
	if e != nil {
		says.Keep = PlanHref(x) + "/wat-als"
	}
	for _, field := range []string{"number", "start", "offering", "kind"} {
		if says.Fault == "" {
			says.Fault = faults[field]
		}
	}
	return says
}

// MoveSays is what moving a question would do.
func MoveSays(s Shell, e *tandem.Effect, faults map[string]string) Effect {
	return Effect{Shell: s, ID: "move-says", Effect: e, Fault: faults["naar"]}
}

func (p Round) effect() Effect {
	return WhatIfSays(p.Shell, p.Plan.Plan, p.If, p.Effect, nil)
}

func (e Effect) sum() string {
	switch n := points(e.Effect.Weight); {
	case n > 0:
		return e.T(text.RoundEffectBetter, "points", e.points(n))
	case n < 0:
		return e.T(text.RoundEffectWorse, "points", e.points(-n))
	}
	return e.T(text.RoundEffectSame)
}

func (e Effect) lines() []ui.Check {
	var list []ui.Check
	for _, c := range e.Effect.Changes {
		list = append(list, e.line(c))
	}
	return list
}

func (e Effect) line(c tandem.PlanChange) ui.Check {
	name := capital(e.shown(c.ShownName))
	switch {
	case c.To == "":
		return ui.Check{Kind: "no", Text: e.T(text.RoundEffectOut, "name", name, "place", c.From)}
	case c.From == "":
		return ui.Check{Kind: "yes", Text: e.T(text.RoundEffectIn, "name", name, "place", c.To)}
	}
	values := e.T(text.RoundEffectValues, "company", e.change(c.Company), "education", e.change(c.Education))
	return ui.Check{Icon: "arrow-right", Text: e.T(text.RoundEffectTo, "name", name, "place", c.To) + " " + capital(values) + "."}
}
