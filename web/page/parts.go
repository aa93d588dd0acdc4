package page

import (
	"strconv"
	"time"

	"github.com/tandem-hbo/tandem/web/text"
	"github.com/tandem-hbo/tandem/web/ui"
)

// Worth is what a combination brings one side and takes from it, both 0 to 100, and the hours in words.
type Worth struct {
	Value, Effort int
	Cost          string
}

// ValueWord says a value from 0 to 100 in one word.
func (s Shell) ValueWord(value int) string {
	words := []string{"none", "little", "fair", "much", "most"}
	return s.Code("value_word", words[min(max(value, 0)/20, len(words)-1)])
}

// Bars is the picture for an owner: "for you" and "for the programme". The id is unique on the page.
func (s Shell) Bars(id string, company, education Worth) ui.Bars {
	return ui.Bars{
		ID: id, Label: s.T(text.PartsBars),
		Company:   s.side(s.T(text.PartsForYou), company),
		Education: s.side(s.T(text.PartsForEducation), education),
	}
}

// StaffBars is the same picture for staff: "company" and "programme".
func (s Shell) StaffBars(id string, company, education Worth) ui.Bars {
	return ui.Bars{
		ID: id, Label: s.T(text.PartsBars),
		Company:   s.side(s.T(text.PartsForCompany), company),
		Education: s.side(s.T(text.PartsEducation), education),
	}
}

func (s Shell) side(name string, w Worth) ui.Side {
	word := s.ValueWord(w.Value)
	return ui.Side{
		Name: name, Value: w.Value, Effort: w.Effort, Word: word, Cost: w.Cost,
		Title: s.T(text.PartsBarTitle, "side", name, "value", w.Value, "word", word),
		Note:  s.T(text.PartsBarNote, "effort", w.Effort, "cost", w.Cost),
	}
}

// Mini is the picture for in a row.
func (s Shell) Mini(company, education Worth) *ui.Mini {
	return &ui.Mini{
		Company: company.Value, Education: education.Value, CompanyEffort: company.Effort, EduEffort: education.Effort,
		Title: s.T(text.PartsMini, "company", company.Value, "education", education.Value,
			"company_effort", company.Effort, "education_effort", education.Effort),
	}
}

// BarsLegend explains Bars.
func (s Shell) BarsLegend() ui.BarsLegend {
	return ui.BarsLegend{Full: s.T(text.PartsFull), Light: s.T(text.PartsLight), Notch: s.T(text.PartsNotch)}
}

// MiniLegend explains Mini, to the owner or to staff.
func (s Shell) MiniLegend(owner bool) ui.BarsLegend {
	above := text.PartsAbove
	if owner {
		above = text.PartsAboveYou
	}
	return ui.BarsLegend{Above: s.T(above), Below: s.T(text.PartsBelow), Notch: s.T(text.PartsNotch)}
}

// Dates are the moments of a proposal; the zero time leaves one out.
type Dates struct{ Today, Submit, Start, Result, Wish time.Time }

// Timeline draws the dates of a proposal; desc says in one sentence whether they fit. The id is unique on the page.
func (s Shell) Timeline(id, title, desc string, d Dates) ui.Timeline {
	t := ui.Timeline{ID: id, Title: title, Desc: desc}
	for m := time.January; m <= time.December; m++ {
		t.Months = append(t.Months, s.Month(m))
	}
	for _, p := range []struct {
		kind  string
		at    time.Time
		label text.Key
	}{
		{"now", d.Today, text.PartsToday}, {"submit", d.Submit, text.PartsSubmitBefore}, {"start", d.Start, text.PartsStart},
		{"result", d.Result, text.PartsResult}, {"wish", d.Wish, s.wished()},
	} {
		if !p.at.IsZero() {
			t.Points = append(t.Points, ui.Point{Kind: p.kind, At: p.at, Label: s.T(p.label), Text: s.Date(p.at)})
		}
	}
	return t
}

// wished is "your date" to the owner; staff read it as the date wished for.
func (s Shell) wished() text.Key {
	if s.Compact {
		return text.PartsWishedBy
	}
	return text.PartsWished
}

// Trail fills in the states in words. Each step says its State, Text and Note.
func (s Shell) Trail(flat bool, steps []ui.TrailStep) ui.Trail {
	words := map[string]text.Key{"done": text.PartsDone, "now": text.PartsNow, "todo": text.PartsTodo}
	for i := range steps {
		steps[i].Said = s.T(words[steps[i].State])
	}
	return ui.Trail{Flat: flat, Steps: steps}
}

// Capacity draws the places of an offering.
func (s Shell) Capacity(taken, held, all int) ui.Capacity {
	c := ui.Capacity{Taken: min(taken, all)}
	c.Held = min(held, all-c.Taken)
	c.Free, c.Over = all-c.Taken-c.Held, taken+held-c.Taken-c.Held
	numbers := []any{"taken", c.Taken, "held", c.Held, "free", c.Free, "over", c.Over}
	c.Title = s.T(text.PartsPlaces, numbers...)
	switch {
	case c.Over > 0:
		c.Title, c.Text = s.T(text.PartsPlacesOver, numbers...), s.N(text.PartsPlacesTooMany, c.Over)
	case c.Free == 0:
		c.Text = s.T(text.PartsPlacesFull)
	default:
		c.Text = s.T(text.PartsPlacesFree, "free", c.Free, "all", all)
	}
	return c
}

// CapacityLegend explains Capacity.
func (s Shell) CapacityLegend() ui.CapacityLegend {
	return ui.CapacityLegend{
		Taken: s.T(text.PartsTaken), Held: s.T(text.PartsHeld), Free: s.T(text.PartsFree), Over: s.T(text.PartsOver),
	}
}

// Span is the part of a long list that a page shows: the things From to To of All, counted from 1.
type Span struct{ From, To, All int }

// Pager leads to the pages before and after; an empty address leaves one out.
func (s Shell) Pager(at Span, previous, next string) ui.Pager {
	return ui.Pager{
		Label: s.T(text.PartsPage), Text: s.T(text.PartsPageAt, "from", at.From, "to", at.To, "all", at.All),
		Prev: ui.Link{Text: s.T(text.PartsPrevious), Href: previous}, Next: ui.Link{Text: s.T(text.PartsNext), Href: next},
	}
}

// Reading fills in the words of a reading; sure is 1 to 3, answer yes, no or empty.
func (s Shell) Reading(r ui.Reading) ui.Reading {
	r.SureText = s.Code("sure", strconv.Itoa(min(max(r.Sure, 1), 3)))
	r.Yes, r.No = s.T(text.FormYes), s.T(text.FormNo)
	return r
}

// Errors sums up what is wrong in a form; an item's Href is "#" and the field's id.
func (s Shell) Errors(items []ui.Link) ui.Errors {
	return ui.Errors{Title: s.T(text.FormTitle), Kept: s.T(text.FormKept), Items: items}
}

// Steps shows the way through a form: the pages' names and addresses, and which one (from 0) this is.
func (s Shell) Steps(pages []ui.Link, now int) ui.Steps {
	steps := ui.Steps{Label: s.T(text.PartsProgress)}
	for i, p := range pages {
		step := ui.Step{State: "todo", Text: p.Text}
		switch {
		case i == now:
			step.State = "now"
		case i < now:
			step.State, step.Href, step.Said = "done", p.Href, s.T(text.PartsStepDone, "step", i+1)
		}
		steps.Items = append(steps.Items, step)
	}
	return steps
}
