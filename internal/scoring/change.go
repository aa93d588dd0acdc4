package scoring

import (
	"time"

	"github.com/tandem-hbo/tandem/internal/tandem"
)

// The codes of changes. A failed gate that an owner cannot mend has none.
const (
	ChangeLaterDate     = "later_date"     // Date
	ChangeMoreHours     = "more_hours"     // Number of hours a week
	ChangeLessSecret    = "less_secret"    // Number: the level to go down to
	ChangeMoreCompanies = "more_companies" // Number of firms in all
	ChangeSupervisor    = "supervisor"
	ChangeDesk          = "desk"
	ChangeNotCritical   = "not_critical"
	ChangeOtherWish     = "other_wish" // Outcome, Number: its weight from where this one wins
)

// ChangeCodes lists the codes, so that every one has its sentence.
func ChangeCodes() []string {
	return []string{
		ChangeLaterDate, ChangeMoreHours, ChangeLessSecret, ChangeMoreCompanies,
		ChangeSupervisor, ChangeDesk, ChangeNotCritical, ChangeOtherWish,
	}
}

// Apply makes the change to a copy of the question, so that a page can show what
// would follow and a test can hold us to it.
func (m *Model) Apply(q tandem.Question, c tandem.Change) tandem.Question {
	switch c.Code {
	case ChangeLaterDate:
		q.WantedDate = c.Date
	case ChangeMoreHours:
		q.HoursPerWeek = c.Number
	case ChangeLessSecret:
		q.Secrecy = tandem.SecrecyLevels()[int(c.Number)]
	case ChangeMoreCompanies:
		q.Companies = int(c.Number)
	case ChangeOtherWish:
		q.Wishes = m.reweigh(&q, c.Outcome, c.Number)
	default:
		q.Readiness = ready(&q, c.Code)
		if c.Code == ChangeNotCritical && q.Delay == tandem.DelayCritical {
			q.Delay = tandem.DelayUseless
		}
	}
	return q
}

// ready mends one point. In a list that was not answered the points that rules
// look at are in order, but for what the text says, so that nothing else moves.
func ready(q *tandem.Question, code string) tandem.Readiness {
	r, facts := q.Readiness, q.Reading.Facts
	if !readinessAnswered(r) {
		r = tandem.Readiness{Supervisor: !facts.NoSupervisor, Desk: true, Harmless: !facts.Acute, OpenAnswer: true, Taker: true}
	}
	switch code {
	case ChangeSupervisor:
		r.Supervisor = true
	case ChangeDesk:
		r.Desk = true
	case ChangeNotCritical:
		r.Harmless = true
	}
	return r
}

// reweigh gives one outcome a share of all wishes and scales the others; wishes
// that were not confirmed become so.
func (m *Model) reweigh(q *tandem.Question, key tandem.OutcomeKey, share float64) []tandem.Wish {
	w, _ := m.wishes(q)
	rest := 1 - w[m.index[key]]
	var list []tandem.Wish
	for i, o := range m.taxonomy.Outcomes {
		switch {
		case o.Key == key:
			list = append(list, tandem.Wish{Outcome: key, Weight: share})
		case w[i] > 0:
			list = append(list, tandem.Wish{Outcome: o.Key, Weight: w[i] / rest * (1 - share)})
		}
	}
	return list
}

// noon makes a moment of a day that is on that day everywhere in Europe.
const noon = 12 * time.Hour

// repairs are the changes that open every shut gate of a pair, with the values
// that follow; none when one of the gates is not the owner's to open.
func (m *Model) repairs(a *asked, s *subject, verdicts []tandem.Gate) []tandem.Change {
	var list []tandem.Change
	for _, g := range verdicts {
		if g.OK {
			continue
		}
		c, mendable := repair(g)
		if !mendable {
			return nil
		}
		list = append(list, c)
	}
	mended := *a.question
	for _, c := range list {
		mended = m.Apply(mended, c)
	}
	after := m.prepare(&mended, a.day.Add(noon))
	same := *s
	same.company = &after.forms[s.form.index]
	v := m.sums(after, &same)
	if !feasible(m.rules, after, &same) {
		return nil
	}
	for i := range list {
		list[i].Company, list[i].Education = v.company, v.education
	}
	return list
}

// repair is the smallest change that opens a gate.
func repair(g tandem.Gate) (tandem.Change, bool) {
	switch g.Code {
	case GateWindow:
		return tandem.Change{Code: ChangeLaterDate, Date: g.Date}, true
	case GateHours:
		return tandem.Change{Code: ChangeMoreHours, Number: g.Need}, true
	case GateSecrecy:
		return tandem.Change{Code: ChangeLessSecret, Number: g.Have}, true
	case GateCompanies:
		return tandem.Change{Code: ChangeMoreCompanies, Number: g.Need}, true
	case GateSupervisor:
		return tandem.Change{Code: ChangeSupervisor}, true
	case GateDesk:
		return tandem.Change{Code: ChangeDesk}, true
	case GateCritical:
		return tandem.Change{Code: ChangeNotCritical}, true
	}
	return tandem.Change{}, false
}
