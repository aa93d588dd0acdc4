package page

import (
	"strings"
	"time"

	"github.com/tandem-hbo/tandem/internal/tandem"
	"github.com/tandem-hbo/tandem/web/text"
	"github.com/tandem-hbo/tandem/web/ui"
)

// Claim is an approved question as a lecturer reads it, with the form to take
// it up.
type Claim struct {
	Shell
	Question tandem.Question
	// Sealed is zero for those who may not reach the company.
	Sealed     tandem.Sealed
	Candidates []tandem.Candidate
	// Mine are the candidates that the reader may claim for.
	Mine []tandem.Candidate
	// Hold is zero while nobody holds the question; MyHold is the reader's claim.
	Hold     tandem.ClaimedBy
	MyHold   bool
	Kept     tandem.SoftHold // a place kept free for it, zero for none
	LapsesAt time.Time       // until when a claim made now would wait
	Taxonomy tandem.Taxonomy
	Now      time.Time
	// Match and Note are the form as typed.
	Match  string
	Note   string
	Errors map[string]string
	// Refused says why the claim that was just tried did not come about.
	Refused string
}

func (p Claim) badges() []ui.Badge {
	list := []ui.Badge{{Text: p.Code("question_state", string(p.Question.State)), Tone: "shared"}}
	for _, w := range p.Question.Wishes {
		list = append(list, ui.Badge{Text: p.Outcome(p.Taxonomy, w.Outcome), Tone: "company"})
	}
	return list
}

func (p Claim) meta() []ui.Fact {
	facts := p.brief(p.Question)
	if p.Question.SubmittedAt != nil {
		facts = append(facts, ui.Fact{Icon: "calendar", Text: p.T(text.ClaimAskedOn, "date", p.Date(*p.Question.SubmittedAt))})
	}
	return facts
}

// words is the question's text in paragraphs.
func (p Claim) words() ui.Quote {
	var q ui.Quote
	for paragraph := range strings.SplitSeq(p.Question.Text, "\n") {
		if s := strings.TrimSpace(paragraph); s != "" {
			q.Paragraphs = append(q.Paragraphs, []ui.Piece{{Text: s}})
		}
	}
	return q
}

func (p Claim) facts() ui.Facts {
	q := p.Question
	needed, hours, budget := p.T(text.ClaimNoDate), p.T(text.ClaimHoursUnknown), p.T(text.ClaimBudgetNo)
	if q.WantedDate != nil {
		needed = p.Date(*q.WantedDate)
	}
	if q.HoursPerWeek > 0 {
		hours = p.T(text.ClaimHoursValue, "hours", q.HoursPerWeek)
	}
	if q.Budget {
		budget = p.T(text.ClaimBudgetYes)
	}
	items := []ui.Term{
		{Name: p.T(text.ClaimNeeded), Value: needed}, {Name: p.T(text.ClaimLater), Value: p.Code("delay", string(q.Delay))},
		{Name: p.T(text.ClaimHours), Value: hours}, {Name: p.T(text.ClaimBudget), Value: budget},
		{Name: p.T(text.ClaimSecrecy), Value: p.Code("secrecy", string(q.Secrecy))},
	}
	if q.Companies > 1 {
		items = append(items, ui.Term{Name: p.T(text.ClaimCompanies), Value: p.Number(q.Companies)})
	}
	return ui.Facts{Items: items}
}

// shown are the candidates worth a card: what the reader may claim, then what
// was approved for colleagues, then what was proposed for the reader.
func (p Claim) shown() []tandem.Candidate {
	list := append([]tandem.Candidate{}, p.Mine...)
	for _, c := range p.Candidates {
		if !p.isMine(c) {
			list = append(list, c)
		}
	}
	return list[:min(len(list), mostCards)]
}

// mostCards is how many candidates are drawn in full.
const mostCards = 4

func (p Claim) isMine(c tandem.Candidate) bool {
	for _, m := range p.Mine {
		if m.ID == c.ID {
			return true
		}
	}
	return false
}

// bars draws what a candidate is worth to both sides.
func (p Claim) bars(c tandem.Candidate) ui.Bars {
	var company, education string
	if f, ok := p.Taxonomy.Form(c.Form); ok {
		week := f.Facts.OwnerHoursPerWeek
		company = p.T(text.ClaimEffortCompany, "min", week.Min, "max", week.Max)
		education = p.T(text.ClaimEffortEducation, "hours", f.Facts.SupervisionHours)
	}
	return p.StaffBars("b-"+c.ID.String(),
		worth(c.Score.Company, c.Score.CompanyEffort, company), worth(c.Score.Education, c.Score.EducationEffort, education))
}

func (p Claim) timeline(c tandem.Candidate) ui.Timeline {
	d := Dates{Today: p.Now, Submit: c.Deadline, Start: c.Start, Result: c.End}
	if c.Score.Start != nil {
		d.Start = *c.Score.Start
	}
	if c.Score.Result != nil {
		d.Result = *c.Score.Result
	}
	if p.Question.WantedDate != nil {
		d.Wish = *p.Question.WantedDate
	}
	t := p.Timeline("t-"+c.ID.String(), p.T(text.ClaimTimeline), "", d)
	var said []string
	for _, point := range t.Points {
		said = append(said, point.Label+" "+point.Text)
	}
	t.Desc = strings.Join(said, ", ") + "."
	return t
}

// because names the results that weigh most for a side.
func (p Claim) because(c tandem.Candidate, side tandem.Side, key text.Key) string {
	var names []string
	for _, r := range c.Score.Reasons {
		if r.Side == side && r.Points > 0 && len(names) < 3 {
			names = append(names, p.Outcome(p.Taxonomy, r.Outcome))
		}
	}
	if len(names) == 0 {
		return ""
	}
	return p.T(key, "list", p.List(names))
}

// reasons are the sentences below the gates of a candidate.
func (p Claim) reasons(c tandem.Candidate) []string {
	list := []string{
		p.because(c, tandem.Company, text.ClaimBecauseCompany), p.because(c, tandem.Education, text.ClaimBecauseEducation),
	}
	if c.OverrideNote != "" {
		list = append(list, p.T(text.ClaimPreferred, "note", c.OverrideNote))
	}
	if c.Conditions != "" {
		list = append(list, p.T(text.ClaimConditions, "text", c.Conditions))
	}
	if c.State == tandem.MatchProposed {
		list = append(list, p.T(text.ClaimProposed))
	}
	return without(list, "")
}

// which lets the reader choose among their offerings.
func (p Claim) which() ui.Choices {
	c := ui.Choices{Name: "match", Legend: p.T(text.ClaimWhich), Error: p.Errors["match"]}
	for _, m := range p.Mine {
		c.Options = append(c.Options, ui.Choice{
			Value: m.ID.String(), Text: p.T(text.ClaimOffering, "title", m.Title, "period", m.PeriodName),
			Note: p.Capacity(m.Taken, m.Held, m.Places).Text, Checked: p.chosen().ID == m.ID,
		})
	}
	return c
}

// chosen is the candidate the form stands on: as typed, else the first.
func (p Claim) chosen() tandem.Candidate {
	for _, m := range p.Mine {
		if m.ID.String() == p.Match {
			return m
		}
	}
	return p.Mine[0]
}

// open reports whether the reader may take the question up now.
func (p Claim) open() bool { return p.Question.State == tandem.QuestionOpen && len(p.Mine) > 0 }

// full reports whether none of the reader's offerings has room.
func (p Claim) full() bool {
	for _, m := range p.Mine {
		if m.Free() > 0 {
			return false
		}
	}
	return true
}

func (p Claim) contact() ui.Facts { return p.reach(p.Sealed) }

// reach lists how to reach the company of a question.
func (s Shell) reach(sealed tandem.Sealed) ui.Facts {
	f := ui.Facts{Kind: "card"}
	for _, t := range []ui.Term{
		{Name: s.T(text.ClaimContactCompany), Value: sealed.CompanyName}, {Name: s.T(text.ClaimContactName), Value: sealed.ContactName},
		{Name: s.T(text.ClaimContactMail), Value: sealed.ContactMail}, {Name: s.T(text.ClaimContactPhone), Value: sealed.ContactPhone},
	} {
		if t.Value != "" {
			f.Items = append(f.Items, t)
		}
	}
	return f
}
