package page

import (
	"strings"
	"time"

	"github.com/tandem-hbo/tandem/internal/tandem"
	"github.com/tandem-hbo/tandem/web/text"
	"github.com/tandem-hbo/tandem/web/ui"
)

// WorkList shows claims and what should happen next with each.
type WorkList struct {
	Shell
	Rows []tandem.WorkRow
	// Desk is set for a coordinator, who sees those of the institution.
	Desk bool
	// Reader is who looks: only the claim's own lecturer acts on it, others look.
	Reader tandem.ID[tandem.Person]
	Now    time.Time
}

func (p WorkList) lead() string {
	if p.Desk {
		return p.T(text.EngagementListLeadDesk)
	}
	return p.T(text.EngagementListLead)
}

// stepLook is the colour and the sign of a next step.
func stepLook(s tandem.WorkStep) (tone, icon string) {
	switch s {
	case tandem.StepStart, tandem.StepEvaluate:
		return "warn", "clock"
	case tandem.StepFinish:
		return "danger", "triangle-alert"
	case tandem.StepRun:
		return "", "arrow-right"
	}
	return "", "circle-check"
}

func (p WorkList) row(r tandem.WorkRow) ui.QueueRow {
	step := r.Step(p.Now)
	tone, icon := stepLook(step)
	href := "/opdrachten/" + r.ClaimID.String()
	button := ui.Button{Text: p.Code("work_do", string(tandem.StepNone)), Kind: "second", About: r.Title, Href: href}
	if r.LecturerID == p.Reader {
		button.Text = p.Code("work_do", string(step))
		if step == tandem.StepEvaluate {
			button.Href = "/evaluatie/" + r.EngagementID.String()
		}
	}
	return ui.QueueRow{
		Why: p.Code("work_step", string(step)), WhyTone: tone, WhyIcon: icon, Title: r.Title, Href: href,
		Meta: p.meta(r), Action: button,
	}
}

func (p WorkList) meta(r tandem.WorkRow) []ui.Fact {
	name := r.ShownName
	if name == "" {
		name = p.T(text.EngagementUnnamed)
	}
	facts := []ui.Fact{{Icon: "store", Text: name}, {Icon: "graduation-cap", Text: r.Offering}, {Icon: "user", Text: r.Lecturer}}
	switch {
	case r.State == tandem.ClaimOpen:
		facts = append(facts, ui.Fact{Icon: "calendar", Text: p.T(text.EngagementHeldUntil, "date", p.DayMonth(r.LapsesAt))})
	case r.StartsOn != nil && r.EndsOn != nil:
		facts = append(facts, ui.Fact{Icon: "calendar", Text: p.T(text.EngagementRuns, "start", p.DayMonth(*r.StartsOn), "end", p.Date(*r.EndsOn))})
	default:
		facts = append(facts, ui.Fact{Text: p.Code("claim_state", string(r.State))})
	}
	return facts
}

// WorkForm is what is agreed on, as typed.
type WorkForm struct {
	Statement        string
	StartsOn         time.Time
	EndsOn           time.Time
	CompanyContact   string
	EducationContact string
	Secrecy          tandem.SecrecyLevel
	IP               tandem.IPChoice
}

// Engagement shows one claim and the work that came of it, and the one thing to
// do next.
type Engagement struct {
	Shell
	Work     tandem.Work
	Taxonomy tandem.Taxonomy
	// MayStart, MayEnd, MayRelease and MayEvaluate tell which acts the reader has.
	MayStart, MayEnd, MayRelease, MayEvaluate bool
	Next                                      *tandem.CollaborationForm
	Form                                      WorkForm
	// Reason, HandOver and StopReason are the other forms as typed.
	Reason, HandOver, StopReason string
	Errors                       map[string]string
}

func (p Engagement) path() string { return "/opdrachten/" + p.Work.Claim.ID.String() }

// ended reports whether the work has been finished or stopped.
func (p Engagement) ended() bool {
	return p.Work.Started() && p.Work.Engagement.State != tandem.EngagementRunning
}

// gone reports whether the claim ended before any work.
func (p Engagement) gone() bool {
	return p.Work.Claim.State == tandem.ClaimReleased || p.Work.Claim.State == tandem.ClaimLapsed
}

// oneSided reports whether a side wished for nothing, so that work cannot start.
func (p Engagement) oneSided() bool {
	return len(p.Work.Asked(tandem.Company)) == 0 || len(p.Work.Asked(tandem.Education)) == 0
}

func (p Engagement) badge() ui.Badge {
	if p.Work.Started() {
		return ui.Badge{Text: p.Code("engagement_state", string(p.Work.Engagement.State)), Tone: "shared"}
	}
	return ui.Badge{Text: p.Code("claim_state", string(p.Work.Claim.State)), Tone: "shared"}
}

func (p Engagement) meta() []ui.Fact {
	return append(p.brief(p.Work.Question),
		ui.Fact{Icon: "graduation-cap", Text: p.Work.Offering.Title + ", " + p.Work.Offering.PeriodName},
		ui.Fact{Icon: "user", Text: p.Work.Offering.Lecturer})
}

// trail tells how far the work is.
func (p Engagement) trail() ui.Trail {
	ended := p.T(text.EngagementWayEnded)
	if p.Work.Engagement.State == tandem.EngagementStopped {
		ended = p.T(text.EngagementWayStopped)
	}
	steps := []ui.TrailStep{
		{State: "done", Text: p.T(text.EngagementWayClaimed), Note: p.DayMonth(p.Work.Claim.CreatedAt)},
		{State: "todo", Text: p.T(text.EngagementWayStarted)}, {State: "todo", Text: ended},
		{State: "todo", Text: p.T(text.EngagementWaySaid)},
	}
	reached := 1
	if p.Work.Started() {
		reached, steps[1].Note = 2, p.DayMonth(p.Work.Engagement.CreatedAt)
	}
	if p.ended() {
		reached, steps[2].Note = 3, p.DayMonth(p.Work.Engagement.StateSince)
	}
	if len(p.Work.Evaluations) == 2 {
		reached = 4
	}
	for i := range steps {
		switch {
		case i < reached:
			steps[i].State = "done"
		case i == reached:
			steps[i].State = "now"
		}
	}
	return p.Trail(true, steps)
}

// wishes names what a side hopes for.
func (p Engagement) wishes(side tandem.Side) []ui.Badge {
	tone := "company"
	if side == tandem.Education {
		tone = "edu"
	}
	var list []ui.Badge
	for _, w := range p.Work.Asked(side) {
		list = append(list, ui.Badge{Text: p.Outcome(p.Taxonomy, w.Outcome), Tone: tone})
	}
	if len(list) == 0 {
		return []ui.Badge{{Text: p.T(text.EngagementWishesNone), Tone: "warn"}}
	}
	return list
}

func (p Engagement) secrecies() ui.Choices {
	c := ui.Choices{
		Name: "secrecy", Legend: p.T(text.EngagementSecrecy), Error: p.Errors["secrecy"],
		Help: p.T(text.EngagementSecrecyHelp, "asked", p.Code("secrecy_short", string(p.Work.Question.Secrecy))),
	}
	for _, level := range tandem.SecrecyLevels() {
		c.Options = append(c.Options, ui.Choice{
			Value: string(level), Text: p.Code("secrecy", string(level)), Checked: level == p.Form.Secrecy,
		})
	}
	return c
}

func (p Engagement) rights() ui.Choices {
	c := ui.Choices{
		Name: "ip", Legend: p.T(text.EngagementIp), Help: p.T(text.EngagementIpHelp), Error: p.Errors["ip"],
	}
	for _, choice := range tandem.IPChoices() {
		c.Options = append(c.Options, ui.Choice{
			Value: string(choice), Text: p.Code("ip", string(choice)), Checked: choice == p.Form.IP,
		})
	}
	return c
}

// agreed lists what both sides settled.
func (p Engagement) agreed() ui.Facts {
	e := p.Work.Engagement
	return ui.Facts{Kind: "card", Items: []ui.Term{
		{Name: p.T(text.EngagementFrom), Value: p.Date(e.StartsOn)}, {Name: p.T(text.EngagementUntil), Value: p.Date(e.EndsOn)},
		{Name: p.T(text.EngagementAtCompany), Value: e.CompanyContact, Tone: "company"},
		{Name: p.T(text.EngagementAtEducation), Value: e.EducationContact, Tone: "edu"},
		{Name: p.T(text.ClaimSecrecy), Value: p.Code("secrecy", string(e.Secrecy))},
		{Name: p.T(text.EngagementRights), Value: p.Code("ip", string(e.IP))},
	}}
}

// grades lists what a side said of each result.
func (s Shell) grades(t tandem.Taxonomy, e tandem.Evaluation) ui.Facts {
	tone := "company"
	if e.Side == tandem.Education {
		tone = "edu"
	}
	f := ui.Facts{Kind: "card"}
	for _, r := range e.Ratings {
		f.Items = append(f.Items, ui.Term{
			Name: s.Outcome(t, r.Outcome), Value: s.T(text.EngagementSaidGrade, "grade", r.Grade), Tone: tone,
		})
	}
	return f
}

// problems are the faults of the form, for the summary above it.
func (p Engagement) problems() ui.Errors {
	var items []ui.Link
	for _, field := range []string{
		"statement", "starts_on", "ends_on", "company_contact", "education_contact", "secrecy", "ip", "reason", "hand_over", "stop_reason",
	} {
		if say := p.Errors[field]; say != "" {
			items = append(items, ui.Link{Text: say, Href: "#" + field})
		}
	}
	return p.Shell.Errors(items)
}

// day is a field for a date.
func (p Engagement) day(name, label, value string) ui.Field {
	return ui.Field{Name: name, Label: label, Error: p.Errors[name], Value: value, Type: "date", Size: "m"}
}

// lines splits what somebody wrote into its paragraphs.
func lines(s string) []string {
	return strings.FieldsFunc(s, func(c rune) bool { return c == '\n' || c == '\r' })
}
