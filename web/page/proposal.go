package page

import (
	"strconv"
	"strings"

	"github.com/tandem-hbo/tandem/internal/tandem"
	"github.com/tandem-hbo/tandem/web/text"
	"github.com/tandem-hbo/tandem/web/ui"
)

// proposal is an approved match on the owner's page.
type proposal struct {
	tandem.Proposal
	fit    Fit
	number int
}

func (p MyQuestion) proposals() []proposal {
	var list []proposal
	for i, o := range p.Q.Proposals {
		form, _ := p.Taxonomy.Form(o.Form) // an unknown form shows its offering's own title
		list = append(list, proposal{o, Fit{form, o.Score}, i + 1})
	}
	return list
}

func (p MyQuestion) proposalFits() []Fit {
	var list []Fit
	for _, o := range p.proposals() {
		list = append(list, o.fit)
	}
	return list
}

func (o proposal) id() string { return "v" + strconv.Itoa(o.number) }

// name is the plain name of the form.
func (o proposal) name(lang tandem.Language) string {
	if name := o.fit.Form.Plain.In(lang); name != "" {
		return name
	}
	return o.Title
}

// proposalLines say what a proposal's score consists of; of the first also how
// many ways of ranking name it.
func (p MyQuestion) proposalLines(o proposal) []string {
	list := p.parts(o.Score, p.Taxonomy)
	if o.number != 1 {
		return list
	}
	names := make([]string, len(p.Q.Proposals))
	for i, other := range p.Q.Proposals {
		if other.Score.Feasible() {
			names[i] = other.Title
		}
	}
	list = append(p.weighs(p.Why, p.Taxonomy), list...)
	return append(list, p.agreement(p.Why.Agreed, names)...)
}

func (p MyQuestion) proposalBadge(o proposal) ui.Badge {
	switch {
	case o.Claimed:
		return ui.Badge{Text: p.T(text.QuestionProposalTaken), Tone: "ok", Icon: "check"}
	case o.number == 1:
		return ui.Badge{Text: p.T(text.QuestionProposalBest), Tone: "shared", Icon: "star"}
	}
	return ui.Badge{Text: p.T(text.QuestionProposalN, "number", o.number)}
}

func (p MyQuestion) proposalWhere(o proposal) string {
	return p.T(text.QuestionProposalWhere, "programme", o.Programme, "institution", o.Institution, "offering", o.Title, "lecturer", o.Lecturer)
}

func (p MyQuestion) proposalTimeline(o proposal) ui.Timeline {
	_, said := p.proposalVerdict(o)
	title := p.T(text.QuestionProposalTimeline, "name", o.name(p.lang()))
	return p.Timeline("t-"+o.id(), title, said, Dates{
		Today: p.Now, Submit: o.Deadline, Start: o.StartsOn, Result: o.EndsOn, Wish: dayOf(p.Q.WantedDate),
	})
}

// proposalVerdict says in words whether the result comes in time.
func (p MyQuestion) proposalVerdict(o proposal) (tone, said string) {
	if p.Q.WantedDate == nil {
		return "fits", p.T(text.QuestionProposalNoDate, "date", o.EndsOn)
	}
	days := int(p.Q.WantedDate.Sub(o.EndsOn).Hours() / 24)
	if days < 0 {
		return "late", p.N(text.QuestionProposalLate, -days)
	}
	return "fits", p.N(text.QuestionProposalFits, days)
}

func (p MyQuestion) proposalFacts(o proposal) ui.Facts {
	weeks := max(1, int(o.EndsOn.Sub(o.StartsOn).Hours()/24+6)/7)
	return ui.Facts{Kind: "foot", Items: []ui.Term{
		{Name: p.T(text.QuestionProposalWho), Value: p.N(text.QuestionProposalStudents, o.TeamSize)},
		{Name: p.T(text.QuestionProposalYear), Value: strconv.Itoa(o.StudyYear)},
		{Name: p.T(text.QuestionProposalWork), Value: p.N(text.QuestionProposalWeeks, weeks)},
		{Name: p.T(text.QuestionProposalPlace), Value: o.City},
	}}
}

// brief lists what an owner told, as everybody with access reads it.
func (p MyQuestion) brief() []ui.Term {
	told := func(value string) string {
		if value == "" {
			return p.T(text.QuestionNone)
		}
		return value
	}
	wanted, hours, sector := "", "", ""
	if p.Q.WantedDate != nil {
		wanted = p.Date(*p.Q.WantedDate)
	}
	if p.Q.HoursPerWeek > 0 {
		hours = p.T(text.QuestionHoursValue, "hours", p.Q.HoursPerWeek)
	}
	if p.Q.Sector != "" {
		sector = p.Code("sector_name", p.Q.Sector)
	}
	return []ui.Term{
		{Name: p.T(text.QuestionWishes), Value: told(strings.Join(p.wishes(), ", "))}, {Name: p.T(text.QuestionWanted), Value: told(wanted)},
		{Name: p.T(text.QuestionHours), Value: told(hours)}, {Name: p.T(text.QuestionSecrecy), Value: p.Code("secrecy", string(p.Q.Secrecy))},
		{Name: p.T(text.QuestionRegion), Value: told(p.Q.Region)}, {Name: p.T(text.QuestionSector), Value: told(sector)},
	}
}

func (p MyQuestion) wishes() []string {
	var list []string
	for _, w := range p.Q.Wishes {
		list = append(list, outcomeName(p.Taxonomy, w.Outcome, p.lang()))
	}
	return list
}

// sealed lists what only owner and desk see, without what was not told.
func (p MyQuestion) sealed() []ui.Term {
	s := p.Q.Sealed
	var list []ui.Term
	for _, t := range []ui.Term{
		{Name: p.T(text.QuestionSealedContact), Value: strings.Join(strings.Fields(s.ContactName+" "+s.ContactMail+" "+s.ContactPhone), " ")},
		{Name: p.T(text.QuestionSealedCompany), Value: s.CompanyName}, {Name: p.T(text.QuestionSealedKvk), Value: s.KvK},
		{Name: p.T(text.QuestionSealedPostcode), Value: s.Postcode}, {Name: p.T(text.QuestionSealedSecret), Value: s.Confidential},
	} {
		if t.Value != "" {
			list = append(list, t)
		}
	}
	return list
}

// MyQuestions lists an owner's questions.
type MyQuestions struct {
	Shell
	Questions []tandem.Question
	SignedIn  bool
}

func (p MyQuestions) href(q tandem.Question) string { return "/mijn-vraag/" + q.ID.String() }

func (p MyQuestions) asked(q tandem.Question) string {
	if q.SubmittedAt == nil {
		return p.T(text.QuestionDraft)
	}
	return p.T(text.QuestionAsked, "date", *q.SubmittedAt)
}

func (p MyQuestions) tone(q tandem.Question) string {
	switch {
	case q.State == tandem.QuestionDraft:
		return "warn"
	case q.State.Ended():
		return ""
	}
	return "shared"
}

// MyWithdraw asks whether and why an owner takes a question back.
type MyWithdraw struct {
	Shell
	ID      string
	Claimed bool
	Reason  string
	Faults  map[string]string
}

func (p MyWithdraw) reasons() []ui.Choice {
	var list []ui.Choice
	for _, code := range tandem.WithdrawReasons() {
		list = append(list, ui.Choice{
			Value: string(code), Text: p.Code("withdraw_reason", string(code)), Checked: string(code) == p.Reason,
		})
	}
	return list
}

// MyRevoke asks whether all links to a question must end.
type MyRevoke struct {
	Shell
	ID string
}
