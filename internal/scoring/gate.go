package scoring

import (
	"github.com/tandem-hbo/tandem/internal/calendar"
	"github.com/tandem-hbo/tandem/internal/tandem"
)

// The codes of the hard rules. A rule that does not apply gives no gate.
const (
	GateWindow     = "window"     // result before the wanted date; Days to spare
	GateDeadline   = "deadline"   // still time to hand in; Days left
	GateClosed     = "closed"     // the offering was closed
	GatePlaces     = "places"     // free places; Have
	GateLanguage   = "language"   // students work in the question's language
	GateSecrecy    = "secrecy"    // keeps what must stay closed
	GateSize       = "size"       // people in the company; Need and Have
	GateCompanies  = "companies"  // firms with the same question; Need and Have
	GateHours      = "hours"      // hours a week of the company; Need and Have
	GateSupervisor = "supervisor" // somebody at hbo level in the field
	GateDesk       = "desk"       // room for students
	GateCritical   = "critical"   // the business does not hang on it
)

// GateCodes lists the codes, so that every one has its sentence.
func GateCodes() []string {
	return []string{
		GateWindow, GateDeadline, GateClosed, GatePlaces, GateLanguage, GateSecrecy,
		GateSize, GateCompanies, GateHours, GateSupervisor, GateDesk, GateCritical,
	}
}

// subject is what a question is scored against: a form, or an offering of it.
type subject struct {
	form     *formModel
	offering *tandem.OfferingDetail // nil for a form
	plan     calendar.Plan
	wishes   vector
	company  *half // the company's side, which the form alone decides
}

// rule is one hard rule. verdict gives its gate and whether the rule applies at
// all. class tells offerings apart as far as the rule looks at them: those of
// one class get the same verdict, so that a long list asks once for each class.
type rule struct {
	code    string
	verdict func(*asked, *subject) (tandem.Gate, bool)
	class   func(*subject) int64
}

func rules() []rule {
	return []rule{
		{GateClosed, closed, func(s *subject) int64 { return truth(s.offering.ClosedAt != nil) }},
		{GatePlaces, places, func(s *subject) int64 { return truth(s.offering.Free() > 0) }},
		{GateDeadline, deadline, func(s *subject) int64 { return s.plan.HandIn.Unix() }},
		{GateWindow, window, ending},
		{GateLanguage, language, inEnglish},
		{GateSecrecy, secrecy, func(s *subject) int64 { return int64(secrecyLevel(s.offering.Secrecy)) }},
		{GateSize, companySize, func(s *subject) int64 { return int64(s.leastStaff()) }},
		{GateCompanies, consortium, ofForm},
		{GateHours, hours, ofForm},
		{GateSupervisor, supervisor, ofForm},
		{GateDesk, desk, ofForm},
		{GateCritical, critical, ofForm},
	}
}

func ofForm(s *subject) int64    { return int64(s.form.index) }
func ending(s *subject) int64    { return s.plan.Result.Unix() }
func inEnglish(s *subject) int64 { return truth(s.offering.Language == tandem.English) }

func truth(b bool) int64 {
	if b {
		return 1
	}
	return 0
}

// shuts reports whether the rule rules the pair out.
func (r rule) shuts(a *asked, s *subject) bool {
	g, applies := r.verdict(a, s)
	return applies && !g.OK
}

// gates are the verdicts of all rules that apply.
func gates(all []rule, a *asked, s *subject) []tandem.Gate {
	var list []tandem.Gate
	for _, r := range all {
		if g, applies := r.verdict(a, s); applies {
			list = append(list, g)
		}
	}
	return list
}

// feasible is gates without the list, for long rankings.
func feasible(all []rule, a *asked, s *subject) bool {
	for _, r := range all {
		if r.shuts(a, s) {
			return false
		}
	}
	return true
}

func closed(_ *asked, s *subject) (tandem.Gate, bool) {
	return tandem.Gate{Code: GateClosed}, s.offering != nil && s.offering.ClosedAt != nil
}

func places(_ *asked, s *subject) (tandem.Gate, bool) {
	if s.offering == nil {
		return tandem.Gate{}, false
	}
	free := s.offering.Free()
	return tandem.Gate{Code: GatePlaces, OK: free > 0, Need: 1, Have: float64(free)}, true
}

func deadline(a *asked, s *subject) (tandem.Gate, bool) {
	left := calendar.Days(a.day, s.plan.HandIn)
	return tandem.Gate{Code: GateDeadline, OK: left >= 0, Days: left, Date: &s.plan.HandIn}, s.offering != nil
}

// window: a late result is an obstacle unless the owner said that it stays of
// use; then it only weighs less (soft).
func window(a *asked, s *subject) (tandem.Gate, bool) {
	if a.wanted == nil {
		return tandem.Gate{}, false
	}
	spare := s.plan.Spare(*a.wanted)
	return tandem.Gate{Code: GateWindow, OK: spare >= 0 || a.patient(), Days: spare, Date: &s.plan.Result}, true
}

// patient reports whether a late answer is still an answer.
func (a *asked) patient() bool {
	return a.question.Delay == tandem.DelayHarmless || a.question.Delay == tandem.DelayAnnoying
}

// language: an English question needs students who work in English; a Dutch
// owner can be helped by them, which only weighs less.
func language(a *asked, s *subject) (tandem.Gate, bool) {
	if s.offering == nil || a.question.Language != tandem.English {
		return tandem.Gate{}, false
	}
	return tandem.Gate{Code: GateLanguage, OK: s.offering.Language == tandem.English}, true
}

func secrecy(a *asked, s *subject) (tandem.Gate, bool) {
	asks, keeps := secrecyLevel(a.secrecy), formSecrecy(s.form.form.Facts.Secrecy)
	if s.offering != nil {
		keeps = secrecyLevel(s.offering.Secrecy)
	}
	return tandem.Gate{Code: GateSecrecy, OK: asks <= keeps, Need: float64(asks), Have: float64(keeps)}, asks > 0
}

func secrecyLevel(s tandem.SecrecyLevel) int {
	switch s {
	case tandem.SecrecyAgreement:
		return 1
	case tandem.SecrecyStrict:
		return 2
	}
	return 0
}

func formSecrecy(s string) int {
	switch s {
	case "medium":
		return 1
	case "high":
		return 2
	}
	return 0
}

// companySize takes the most people a company of that size has: a rule of thumb
// must not shut out a company that may well meet it.
func companySize(a *asked, s *subject) (tandem.Gate, bool) {
	need, have := s.leastStaff(), a.staff
	g := tandem.Gate{Code: GateSize, OK: have >= need, Need: float64(need), Have: float64(have)}
	return g, need > 1 && have > 0
}

// leastStaff is the offering's own limit, or else that of its form.
func (s *subject) leastStaff() int {
	if s.offering != nil && s.offering.MinFTE > 0 {
		return s.offering.MinFTE
	}
	return s.form.form.Facts.MinCompanyFTE
}

// consortium shuts only on the owner's own answer: a number read in the text may
// be about something else, so it can open the gate but not close it.
func consortium(a *asked, s *subject) (tandem.Gate, bool) {
	need := s.form.form.Facts.MinCompanies
	ok := a.companies >= need || a.sector
	g := tandem.Gate{Code: GateCompanies, OK: ok, Need: float64(need), Have: float64(a.companies)}
	return g, need > 1 && (a.question.Companies > 0 || ok)
}

func hours(a *asked, s *subject) (tandem.Gate, bool) {
	need, have := s.form.form.Facts.OwnerHoursPerWeek.Min, a.question.HoursPerWeek
	return tandem.Gate{Code: GateHours, OK: have >= need, Need: need, Have: have}, have > 0 && need > 0
}

func supervisor(a *asked, s *subject) (tandem.Gate, bool) {
	r := a.question.Readiness
	missing := a.question.Reading.Facts.NoSupervisor
	if readinessAnswered(r) {
		missing = !r.Supervisor
	}
	return tandem.Gate{Code: GateSupervisor, OK: !missing}, s.form.form.Facts.NeedsSupervisor && (missing || r.Supervisor)
}

func desk(a *asked, s *subject) (tandem.Gate, bool) {
	r := a.question.Readiness
	return tandem.Gate{Code: GateDesk, OK: r.Desk}, s.form.form.Facts.NeedsDesk && readinessAnswered(r)
}

func critical(a *asked, s *subject) (tandem.Gate, bool) {
	q := a.question
	depends := q.Reading.Facts.Acute
	if readinessAnswered(q.Readiness) {
		depends = !q.Readiness.Harmless
	}
	depends = depends || q.Delay == tandem.DelayCritical
	return tandem.Gate{Code: GateCritical, OK: !depends}, depends && !s.form.form.Facts.AllowsCritical
}
