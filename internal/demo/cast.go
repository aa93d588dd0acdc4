package demo

import (
	"fmt"
	"time"

	"github.com/tandem-hbo/tandem/internal/scoring"
	"github.com/tandem-hbo/tandem/internal/tandem"
)

// How many questions are in each state. What is open comes last and takes what
// is left of the texts.
const (
	ended     = 38 // completed or stopped
	running   = 14
	claimed   = 9
	matched   = 26
	refused   = 12
	withdrawn = 5
	expired   = 4
	drafts    = 4
	fresh     = 2 // sent a minute ago
)

// everything tells all stories. What lies behind comes first, for it teaches
// the model that scores the rest.
func (t *teller) everything(tax tandem.Taxonomy) error {
	prior := priorOf(tax)
	for _, chapter := range []func() error{
		func() error { return t.past(prior) },
		func() (err error) { t.model, err = scoring.New(tax, t.yields()); return err },
		t.agreed, t.held, t.waiting, t.refusals, t.gone, t.beginnings, t.open, t.round,
	} {
		if err := chapter(); err != nil {
			return fmt.Errorf("tell the demo's stories: %w", err)
		}
	}
	return nil
}

// priorOf turns the expert scores of the study into expected grades 0..1.
func priorOf(tax tandem.Taxonomy) func(tandem.OutcomeKey, tandem.FormKey) float64 {
	means := [...]float64{.1, .3, .5, .68, .85}
	return func(o tandem.OutcomeKey, f tandem.FormKey) float64 {
		cell, _ := tax.Cell(o, f)
		return means[max(0, min(4, cell.Score))]
	}
}

// past tells of work that ran in periods gone by, and of what runs now.
func (t *teller) past(prior func(tandem.OutcomeKey, tandem.FormKey) float64) error {
	over, now := 0, 0
	for i := 0; over < ended || now < running; i++ {
		if i >= 4*len(t.templates) {
			break
		}
		tpl := &t.templates[i%len(t.templates)]
		back := t.before(tpl, 1+i/len(t.templates))
		if len(back) <= i/len(t.templates) {
			continue
		}
		o := back[i/len(t.templates)]
		runs := o.End.After(t.clock.today)
		if runs && now >= running || !runs && over >= ended {
			continue
		}
		done, err := t.worked(&o, prior)
		if err != nil {
			return err
		}
		if done && runs {
			now++
		} else if done {
			over++
		}
	}
	return nil
}

// worked tells of one question that was taken by a past offering. It is false
// when no question suits the offering.
func (t *teller) worked(o *tandem.OfferingDetail, prior func(tandem.OutcomeKey, tandem.FormKey) float64) (bool, error) {
	sent := atWork(o.Deadline.AddDate(0, 0, -12-t.told%20).Add(time.Duration(t.told*13%60) * time.Minute))
	a, ok := t.best(*o, sent)
	if !ok {
		return false, nil
	}
	t.made = append(t.made, o)
	s := t.begin(a, sent)
	s.send()
	s.score(t.pastOfferings(), o.ID)
	if s.number%5 == 0 {
		s.ask(atWork(sent.Add(26*time.Hour)), true)
	}
	s.approve(atWork(sent.AddDate(0, 0, 3+s.number%3)), 2, o.ID)
	c := s.claim(o, atWork(s.at.AddDate(0, 0, 1+s.number%5)))
	if s.number%8 == 0 {
		s.release(o, c, atWork(s.at.AddDate(0, 0, 2)))
		c = s.claim(o, atWork(s.at.AddDate(0, 0, 2)))
	}
	e := s.start(o, c, atWork(s.at.AddDate(0, 0, 4)))
	s.conclude(o, e, prior)
	return true, s.tell()
}

// pastOfferings copies what took questions so far, as scoring wants it.
func (t *teller) pastOfferings() []tandem.OfferingDetail {
	list := make([]tandem.OfferingDetail, len(t.made))
	for i, o := range t.made {
		list[i] = *o
	}
	return list
}

// conclude ends work whose period is over and lets both sides speak; some only
// speak later.
func (s *story) conclude(o *tandem.OfferingDetail, e int, prior func(tandem.OutcomeKey, tandem.FormKey) float64) {
	end := atWork(o.End.AddDate(0, 0, 3))
	if s.number%9 == 4 {
		if early := atWork(o.Start.AddDate(0, 0, 33)); early.Before(s.clock.now) {
			s.finish(o, e, early, true)
			s.evaluate(o, e, tandem.Education, prior)
		}
		return
	}
	if !end.Before(s.clock.now) {
		return
	}
	s.finish(o, e, end, false)
	if s.number%7 != 3 {
		s.evaluate(o, e, tandem.Company, prior)
	} else {
		s.mail(tandem.MailEvaluate, map[string]string{
			"title": s.q.Title, "side": string(tandem.Company), "path": "/evaluatie/" + s.bulk.Engagements[e].ID.String(),
		})
	}
	if s.number%6 != 5 {
		s.evaluate(o, e, tandem.Education, prior)
	}
}
