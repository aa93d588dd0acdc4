package page

import (
	"slices"
	"strconv"
	"time"

	"github.com/tandem-hbo/tandem/internal/tandem"
	"github.com/tandem-hbo/tandem/web/text"
	"github.com/tandem-hbo/tandem/web/ui"
)

// Review is a question as its desk judges it.
type Review struct {
	Shell
	tandem.Dossier
	Promise Promise
	// Form is what the reader typed, or what a fresh page suggests.
	Form ReviewForm
	// Errors says what is wrong, by field.
	Errors map[string]string
	// Beaten is the event with which somebody else was first, when the reader's
	// decision came too late; Changed says so when nobody decided.
	Beaten  *tandem.Event
	Changed bool
	// Verdict is clear, likely or close: how sure the first proposal is the best.
	// Empty with fewer than two.
	Verdict string
	// Why sets the first proposal against the others.
	Why Why
	// Reading is what the reader chose as the right reading, or what was read;
	// Correcting tells that the reader did so just now.
	Reading    ReadingForm
	Correcting bool
	// ReferCodes are the reasons for which no form fits.
	ReferCodes []string
	// Own are the matches that the reader may not decide about.
	Own map[tandem.ID[tandem.Match]]bool
}

// ReviewForm is the form of the page: all decisions share it, so that nothing
// typed is lost.
type ReviewForm struct {
	Version  int      `form:"version"`
	Key      string   `form:"key"`
	Matches  []string `form:"match"`
	Note     string   `form:"note"`
	Override string   `form:"override"`
	Reason   string   `form:"reason"`
	Referral string   `form:"referral"`
}

// href is the address of the question, or of an act on it.
func (p Review) href(act string) string {
	href := "/werkvoorraad/" + p.Question.ID.String()
	if act != "" {
		href += "/" + act
	}
	return href
}

// What the desk can do in the question's state.
func (p Review) canApprove() bool {
	s := p.Question.State
	return (s == tandem.QuestionMatched || s == tandem.QuestionOpen) && len(p.choices()) > 0
}

func (p Review) canDecline() bool {
	s := p.Question.State
	return s == tandem.QuestionSubmitted || s == tandem.QuestionMatched || s == tandem.QuestionOpen
}

func (p Review) canAsk() bool { return !p.Question.State.Ended() }

// proposals are the candidates that can be done; near are the others.
func (p Review) proposals() []tandem.Candidate { return p.some(true) }
func (p Review) near() []tandem.Candidate      { return p.some(false) }

func (p Review) some(feasible bool) []tandem.Candidate {
	var list []tandem.Candidate
	for _, c := range p.Candidates {
		if c.Score.Feasible() == feasible {
			list = append(list, c)
		}
	}
	return list
}

// choices are the proposals that can still be approved.
func (p Review) choices() []tandem.Candidate {
	return slices.DeleteFunc(p.proposals(), func(c tandem.Candidate) bool { return c.State != tandem.MatchProposed })
}

func (p Review) selectable(c tandem.Candidate) bool {
	return p.canApprove() && c.State == tandem.MatchProposed && !p.Own[c.ID]
}

func (p Review) chosen(c tandem.Candidate) bool {
	return slices.Contains(p.Form.Matches, c.ID.String())
}

// outcome is the name of a result that people understand.
func (p Review) outcome(key tandem.OutcomeKey) string {
	o, ok := p.Taxonomy.Outcome(key)
	if !ok {
		return string(key)
	}
	return o.Plain.In(tandem.Language(p.Lang()))
}

// company is the name the desk may read.
func (p Review) company() string {
	if p.Sealed.CompanyName != "" {
		return p.Sealed.CompanyName
	}
	if p.Question.ShownName != "" {
		return p.Question.ShownName
	}
	return p.T(text.QueueNoName)
}

func (p Review) meta() []ui.Fact {
	q := p.Question
	facts := []ui.Fact{{Icon: "store", Text: p.company() + ", " + p.Code("size", string(q.Size))}}
	if q.Region != "" {
		facts = append(facts, ui.Fact{Icon: "map-pin", Text: q.Region})
	}
	if p.Sealed.ContactName != "" {
		facts = append(facts, ui.Fact{Icon: "user", Text: p.Sealed.ContactName})
	}
	return append(facts,
		ui.Fact{Icon: "users", Text: p.Code("secrecy", string(q.Secrecy))},
		ui.Fact{Icon: "circle-question-mark", Text: p.Code("question_state", string(q.State))})
}

// contact is the one the desk writes to.
func (p Review) contact() string {
	if p.Sealed.ContactName == "" {
		return p.T(text.ReviewNobody)
	}
	return p.Sealed.ContactName
}

// facts is what the owner said beside the text.
func (p Review) facts() []ui.Term {
	q := p.Question
	wanted := p.T(text.ReviewNoDate)
	if q.WantedDate != nil {
		wanted = p.Date(*q.WantedDate)
	}
	hours := p.T(text.ReviewHoursNone)
	if q.HoursPerWeek > 0 {
		hours = p.T(text.ReviewHoursValue, "hours", q.HoursPerWeek)
	}
	budget := text.ReviewBudgetNo
	if q.Budget {
		budget = text.ReviewBudgetYes
	}
	terms := []ui.Term{
		{Name: p.T(text.ReviewNeeded), Value: wanted},
		{Name: p.T(text.ReviewDelay), Value: p.Code("delay", string(q.Delay))},
		{Name: p.T(text.ReviewHours), Value: hours},
		{Name: p.T(text.ReviewBudget), Value: p.T(budget)},
	}
	if q.Companies > 1 {
		terms = append(terms, ui.Term{Name: p.T(text.ReviewCompanies), Value: strconv.Itoa(q.Companies)})
	}
	return terms
}

// read is what we made of the text as a whole.
func (p Review) read() []ui.Term {
	var terms []ui.Term
	add := func(on bool, key text.Key, value string) {
		if on {
			terms = append(terms, ui.Term{Name: p.T(key), Value: value})
		}
	}
	r := p.Question.Reading
	var fields []string
	for _, f := range r.Fields[:min(3, len(r.Fields))] {
		fields = append(fields, p.Code("field", string(f)))
	}
	add(r.Tempo != "", text.ReviewTempo, p.Code("tempo", string(r.Tempo)))
	add(r.Articulation != "", text.ReviewArticulation, p.Code("articulation", string(r.Articulation)))
	add(len(fields) > 0, text.ReviewFields, p.List(fields))
	add(true, text.ReviewLanguage, p.Code("language_name", string(p.Question.Language)))
	return terms
}

// sealed is what only the desk may read.
func (p Review) sealed() []ui.Term {
	var terms []ui.Term
	for _, t := range []struct {
		key   text.Key
		value string
	}{
		{text.ReviewContactName, p.Sealed.ContactName}, {text.ReviewContactMail, p.Sealed.ContactMail},
		{text.ReviewContactPhone, p.Sealed.ContactPhone}, {text.ReviewCompany, p.Sealed.CompanyName},
		{text.ReviewKvk, p.Sealed.KvK}, {text.ReviewPostcode, p.Sealed.Postcode},
	} {
		if t.value != "" {
			terms = append(terms, ui.Term{Name: p.T(t.key), Value: t.value})
		}
	}
	return terms
}

// problems lists what is wrong, each with a way to its field.
func (p Review) problems() []ui.Link {
	var links []ui.Link
	for _, field := range []string{"match", "override", "note", "reason", "referral", "outcome", "field", "tempo", "articulation", "refer_why"} {
		if said := p.Errors[field]; said != "" {
			links = append(links, ui.Link{Text: said, Href: "#" + field})
		}
	}
	return links
}

// beaten says who decided while the reader was deciding.
func (p Review) beaten() *ui.Flash {
	switch {
	case p.Beaten != nil:
		return &ui.Flash{
			Tone: "warn", Strong: p.T(text.ReviewBeaten, "name", p.Beaten.ActorName),
			Text: p.T(text.ReviewBeatenWhat, "what", p.happened(*p.Beaten), "when", p.Moment(p.Beaten.At)),
		}
	case p.Changed:
		return &ui.Flash{Tone: "warn", Strong: p.T(text.ReviewChanged), Text: p.T(text.ReviewChangedWhat)}
	}
	return nil
}

// clock is the promise as staff read it.
func (p Review) clock() ui.Clock {
	c := p.Clock(p.Promise)
	if state := p.Promise.State(); state == "" || state == "soon" {
		c.Promise = p.T(text.ReviewPromise, "day", p.WeekdayShort(p.Promise.Due), "clock", p.Printer.Clock(p.Promise.Due))
	}
	return c
}

func (p Review) day(t time.Time) string { return p.DayMonth(t) }
