package page

import (
	"math"
	"slices"
	"strconv"
	"time"

	"github.com/tandem-hbo/tandem/internal/tandem"
	"github.com/tandem-hbo/tandem/web/text"
	"github.com/tandem-hbo/tandem/web/ui"
)

// Fit is one form of collaboration with its score for a question.
type Fit struct {
	Form  tandem.CollaborationForm
	Score tandem.Score
}

// Advice is what follows from a question: the forms, best first, why, and the
// question back that helps most. Without a taxonomy scoring is out of order.
type Advice struct {
	Taxonomy *tandem.Taxonomy
	Fits     []Fit
	Why      Why
	Ask      tandem.Ask
}

// Fits lists the scores with their forms, in the order of the scores; forms
// that the taxonomy has lost are left out.
func Fits(t *tandem.Taxonomy, scores []tandem.FormScore) []Fit {
	var list []Fit
	for _, s := range scores {
		if f, ok := t.Form(s.Form); ok {
			list = append(list, Fit{f, s.Score})
		}
	}
	return list
}

// Worths are both sides of a fit, with the hours that the form usually takes.
func (s Shell) Worths(f Fit) (company, education Worth) {
	facts := f.Form.Facts
	from, to := facts.OwnerHoursPerWeek.Min, facts.OwnerHoursPerWeek.Max
	hours := int(math.Round((from + to) / 2 * float64(facts.DefaultWeeks)))
	key := text.HomeCostYou
	if from == to {
		key = text.HomeCostYouOne
	}
	company = Worth{
		Value: hundred(f.Score.Company), Effort: hundred(f.Score.CompanyEffort),
		Cost: s.T(key, "hours", hours, "from", from, "to", to),
	}
	education = Worth{
		Value: hundred(f.Score.Education), Effort: hundred(f.Score.EducationEffort),
		Cost: s.T(text.HomeCostEdu, "hours", facts.SupervisionHours),
	}
	return company, education
}

func (s Shell) fitMini(f Fit) *ui.Mini {
	company, education := s.Worths(f)
	return s.Mini(company, education)
}

func (s Shell) fitBars(id string, f Fit) ui.Bars {
	company, education := s.Worths(f)
	return s.Bars(id, company, education)
}

// lang is the language of content that is data.
func (s Shell) lang() tandem.Language { return tandem.Language(s.Lang()) }

// lopsided is how far the programme may stay behind before the page says so.
const lopsided = 0.2

// because says in one sentence why a form stands where it stands: the rule that
// keeps it out, or what it brings most.
func (s Shell) because(f Fit, t *tandem.Taxonomy) string {
	for _, g := range f.Score.Gates {
		if !g.OK {
			return s.Gate(g).Text + "."
		}
	}
	if f.Score.Company-f.Score.Education > lopsided {
		return s.T(text.HomeOneSided)
	}
	reasons := slices.Clone(f.Score.Reasons)
	slices.SortStableFunc(reasons, func(a, b tandem.Reason) int {
		switch {
		case a.Points > b.Points:
			return -1
		case a.Points < b.Points:
			return 1
		}
		return 0
	})
	var names []string
	for _, r := range reasons {
		if o, ok := t.Outcome(r.Outcome); ok && r.Side == tandem.Company && len(names) < 2 {
			names = append(names, o.Plain.In(s.lang()))
		}
	}
	if len(names) == 0 {
		return f.Form.Summary.In(s.lang())
	}
	return s.T(text.HomeStrong, "words", s.List(names))
}

// feasible keeps the fits that every rule lets through.
func feasible(fits []Fit) []Fit {
	var list []Fit
	for _, f := range fits {
		if f.Score.Feasible() {
			list = append(list, f)
		}
	}
	return list
}

// starts is the badge with the start of a form, empty when it has none.
func (s Shell) starts(f Fit) string {
	if f.Score.Start == nil {
		return ""
	}
	return s.T(text.HomeStarts, "date", s.DayMonth(*f.Score.Start))
}

// earliest says when the best fit can start and be ready, and until when to ask.
func (s Shell) earliest(f Fit) string {
	if f.Score.Start == nil || f.Score.Result == nil {
		return ""
	}
	submit := f.Score.Start.AddDate(0, 0, -7*f.Form.Facts.LeadTimeWeeks)
	return s.T(text.HomeFirstText, "start", *f.Score.Start, "result", *f.Score.Result, "submit", s.DayMonth(submit))
}

// A page names so many ways to a better match, and so many things at most that
// a form lacks.
const (
	maxGains = 3
	maxLacks = 2
)

// gains lists what would make a match better: another form that comes to the top,
// one that becomes possible, or more of the first.
func (s Shell) gains(better []tandem.Improvement, t *tandem.Taxonomy) []ui.Term {
	var list []ui.Term
	for _, b := range better {
		form, ok := t.Form(b.Form)
		if !ok || len(b.Changes) > maxLacks || len(list) == maxGains {
			continue
		}
		name, key := s.T(text.AskGainForm), text.AskGainFormText
		switch {
		case b.Top:
			name, key = s.T(text.WhyTop), text.WhyTopText
		case b.Gain > 0:
			name, key = s.Signed(hundred(b.Gain)), text.WhyMoreText
		}
		list = append(list, ui.Term{Name: name, Value: s.T(key, "change", s.together(b.Changes, t), "form", form.Plain.In(s.lang()))})
	}
	return list
}

// sentence ends a text with a full stop if it has no end of its own.
func sentence(said string) string {
	if said == "" || said[len(said)-1] == '.' || said[len(said)-1] == '?' {
		return said
	}
	return said + "."
}

func outcomeName(t *tandem.Taxonomy, key tandem.OutcomeKey, lang tandem.Language) string {
	o, _ := t.Outcome(key)
	return o.Plain.In(lang)
}

// fitRow is a form as a row of the table with the same numbers as the bars.
func (s Shell) fitTable(fits []Fit) ui.Table {
	t := ui.Table{
		Label: s.T(text.HomeTable),
		Columns: []ui.Column{
			{Text: s.T(text.HomeTableForm)}, {Text: s.T(text.HomeTableYou), Number: true}, {Text: s.T(text.HomeTableEdu), Number: true},
			{Text: s.T(text.QuestionTableHours), Number: true}, {Text: s.T(text.QuestionTableEduHours), Number: true},
		},
	}
	for _, f := range fits {
		t.Rows = append(t.Rows, []string{
			f.Form.Plain.In(s.lang()), strconv.Itoa(hundred(f.Score.Company)), strconv.Itoa(hundred(f.Score.Education)),
			strconv.Itoa(hundred(f.Score.CompanyEffort)), strconv.Itoa(hundred(f.Score.EducationEffort)),
		})
	}
	return t
}

// readings are the results we read in a text, with what was said about them so
// far: yes or no by outcome.
func (s Shell) readings(r tandem.Reading, t *tandem.Taxonomy, said map[string]string) []ui.Reading {
	var list []ui.Reading
	for _, o := range r.Outcomes {
		outcome, ok := t.Outcome(o.Key)
		if !ok || !o.Suggested {
			continue
		}
		list = append(list, s.Reading(ui.Reading{
			Name: "read[" + string(o.Key) + "]", ID: "read-" + string(o.Key), Text: outcome.Plain.In(s.lang()), Number: len(list) + 1,
			Sure: sureness(o.Probability), Why: s.why(o.Evidence), Answer: said[string(o.Key)],
		}))
	}
	return list
}

// telling is from how many letters a fragment tells a reader anything.
const telling = 4

func (s Shell) why(evidence []tandem.Fragment) string {
	var words []string
	for _, f := range evidence {
		if quoted := "‘" + f.Text + "’"; len(words) < 2 && len(f.Text) >= telling && !slices.Contains(words, quoted) {
			words = append(words, quoted)
		}
	}
	if len(words) == 0 {
		return s.T(text.HomeWhyNone)
	}
	return s.T(text.HomeWhy, "words", s.List(words))
}

// dayOf turns a pointer to a day into one for pictures; none is the zero time.
func dayOf(t *time.Time) time.Time {
	if t == nil {
		return time.Time{}
	}
	return *t
}
