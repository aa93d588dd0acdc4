package demo

import (
	"context"
	"slices"

	"github.com/tandem-hbo/tandem/internal/postgres"
	"github.com/tandem-hbo/tandem/internal/tandem"
)

// The round that is worth planning: at the first institution more questions wait
// than the places of one period can take.
const (
	roundAsked  = 31
	roundPlaces = 26
	roundHours  = 12 // of supervision for each place
	// The last ones of the round that lack only time, or keep things closed.
	roundHasty  = 4
	roundClosed = 2
)

// round fills the coming teaching period of the first institution that has most
// on offer. Its questions are like those of work that ended before, asked by other
// firms.
func (t *teller) round() error {
	in := t.institutions[0].ID
	offerings := t.busiest(in)
	if len(offerings) == 0 {
		return nil
	}
	t.narrow(offerings)
	texts, err := t.asBefore()
	if err != nil {
		return err
	}
	open := 0
	for i := range t.bulk.Questions {
		if q := &t.bulk.Questions[i]; q.InstitutionID == in && q.State == tandem.QuestionOpen {
			open++
		}
	}
	for i, a := range texts {
		left := roundAsked - open
		if left <= 0 {
			break
		}
		hurdle := left <= roundHasty+roundClosed
		if !hurdle && !t.fitsAny(a, offerings) {
			continue
		}
		s := t.begin(a, t.clock.office(9+i%12, 31*i))
		s.q.InstitutionID, s.coordinator = in, pick(t.staff(in, tandem.Coordinator), s.number)
		s.bulk.Events[len(s.bulk.Events)-1].InstitutionID = in
		switch {
		case left <= roundClosed:
			s.q.Secrecy = tandem.SecrecyStrict
		case hurdle:
			day := offerings[0].Start.AddDate(0, 0, 21)
			s.q.WantedDate, s.q.Delay = &day, tandem.DelayUseless
		case i%5 == 2:
			s.q.Delay = tandem.DelayUseless
		}
		s.q.Region = pick([]string{"Zuid-Holland", "Zuid-Holland", "Zeeland", "Utrecht"}, i)
		s.send()
		s.score(t.offerings, tandem.ID[tandem.Offering]{})
		s.approve(t.clock.office(6+i%12, 43*i), 2, tandem.ID[tandem.Offering]{})
		if err := s.tell(); err != nil {
			return err
		}
		open++
	}
	return nil
}

// busiest are the offerings of the coming block period of an institution with the
// most offerings.
func (t *teller) busiest(in tandem.ID[tandem.Institution]) []*tandem.OfferingDetail {
	periods := map[tandem.ID[tandem.Period]][]*tandem.OfferingDetail{}
	for i := range t.offerings {
		o := &t.offerings[i]
		if o.InstitutionID == in && o.End.Sub(o.Start).Hours() < 24*7*12 {
			periods[o.PeriodID] = append(periods[o.PeriodID], o)
		}
	}
	var best []*tandem.OfferingDetail
	for _, p := range t.periods { // in a fixed order
		if list := periods[p.ID]; len(list) > len(best) {
			best = list
		}
	}
	return best
}

// narrow leaves as many free places as the round has, asks hours of supervision
// for them, and lets one offering need three teams.
func (t *teller) narrow(list []*tandem.OfferingDetail) {
	free := 0
	for _, o := range list {
		o.Hours = roundHours
		free += o.Free()
	}
	for round := 0; free > roundPlaces && round < 8; round++ {
		for _, o := range list {
			if free > roundPlaces && o.Free() > 2 {
				o.Places--
				free--
			}
		}
	}
	if o := list[len(list)-1]; o.Free() >= 3 {
		o.Least = 3
	}
	lecturer := list[0].LecturerID
	hours := 0
	for _, o := range list {
		if o.LecturerID == lecturer {
			hours += o.Places * roundHours
		}
	}
	hours -= roundHours // one place less than the offerings have
	t.limits = append(t.limits, tandem.Supervision{LecturerID: lecturer, PeriodID: list[0].PeriodID, Hours: &hours})
}

// asBefore lists the texts whose question is over.
func (t *teller) asBefore() ([]asked, error) {
	over := map[string]bool{}
	for i := range t.bulk.Questions {
		q := &t.bulk.Questions[i]
		switch q.State {
		case tandem.QuestionCompleted, tandem.QuestionStopped, tandem.QuestionExpired, tandem.QuestionWithdrawn:
			over[q.Text] = true
		}
	}
	texts, err := loadQuestions()
	return slices.DeleteFunc(texts, func(a asked) bool { return !over[a.Text] || !fitting(a) }), err
}

// fitsAny reports whether a question could go to one of the offerings.
func (t *teller) fitsAny(a asked, list []*tandem.OfferingDetail) bool {
	q, _ := t.question(a, t.clock.now)
	return slices.ContainsFunc(list, func(o *tandem.OfferingDetail) bool {
		score, err := t.model.Offering(&q, *o, t.clock.now)
		return err == nil && score.Weight > 0
	})
}

// storeLimits stores how much lecturers supervise.
func (t *teller) storeLimits(ctx context.Context, tx *postgres.Tx) error {
	for _, l := range t.limits {
		if err := tx.SaveSupervision(ctx, l); err != nil {
			return err
		}
	}
	return nil
}
