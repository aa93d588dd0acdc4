package demo

import (
	"slices"
	"time"

	"github.com/tandem-hbo/tandem/internal/tandem"
)

// suited is a question that feasibly goes to a coming offering.
func (t *teller) suited(first int, sent time.Time) (asked, *tandem.OfferingDetail, bool) {
	for i := range t.offerings {
		o := &t.offerings[(first+i)%len(t.offerings)]
		if o.Free() == 0 {
			continue
		}
		if a, ok := t.best(*o, sent); ok {
			return a, o, true
		}
	}
	return asked{}, nil, false
}

// agreed tells of work that was agreed on and starts in a coming period.
func (t *teller) agreed() error {
	for i := range 5 {
		a, o, ok := t.suited(i*11, t.clock.office(24-i, 40*i))
		if !ok {
			return nil
		}
		s, c := t.claimed(a, o, 24-i, i)
		s.start(o, c, t.clock.office(2+i, 77*i))
		s.mail(tandem.MailStarted, map[string]string{
			"title": s.q.Title, "offering": o.Title, "lecturer": o.Lecturer, "side": string(tandem.Company),
			"start": o.Start.Format(time.DateOnly), "end": o.End.Format(time.DateOnly),
			"path": "/mijn-vraag/" + s.q.ID.String(),
		})
		if err := s.tell(); err != nil {
			return err
		}
	}
	return nil
}

// claimed brings a question as far as a claim, the last of it i working days
// before today; sent counts working days too.
func (t *teller) claimed(a asked, o *tandem.OfferingDetail, sent, i int) (*story, int) {
	s := t.begin(a, t.clock.office(sent, 40*i))
	s.send()
	s.score(t.offerings, o.ID)
	s.approve(t.clock.office(sent-3, 90*i), 2, o.ID)
	return s, s.claim(o, t.clock.office(min(sent-5, 3+i%7), 50*i))
}

// held tells of claims that wait for their start.
func (t *teller) held() error {
	for i := range claimed {
		a, o, ok := t.suited(3+i*7, t.clock.office(14, 31*i))
		if !ok {
			return nil
		}
		s, _ := t.claimed(a, o, 14, i)
		if i < 3 {
			s.mail(tandem.MailClaimed, map[string]string{
				"title": s.q.Title, "offering": o.Title, "lecturer": o.Lecturer, "institution": o.Institution,
				"programme": o.Programme, "note": pick(s.words.Claims, s.number),
			})
		}
		if err := s.tell(); err != nil {
			return err
		}
	}
	return nil
}

func fitting(a asked) bool { return a.Form != "" }

// waiting tells of the queue: promises that run, end today, or were broken, and
// owners who were asked something.
func (t *teller) waiting() error {
	ages := []int{7, 6, 6, 5, 5, 5, 4, 4, 4, 3, 3, 3, 3, 2, 2, 2, 2, 1, 1, 1, 1, 0, 0, 0, 0, 0}
	for i := range matched {
		a, ok := t.take(fitting)
		if !ok {
			return nil
		}
		s := t.begin(a, t.clock.office(pick(ages, i), 53*i))
		s.vary(i)
		s.send()
		s.score(t.offerings, tandem.ID[tandem.Offering]{})
		if i%5 == 3 {
			s.ask(t.clock.office(max(0, pick(ages, i)-2), 20*i), i%10 == 3)
		}
		if i >= matched-4 {
			s.mail(tandem.MailReceipt, map[string]string{
				"title": s.q.Title, "institution": s.institution(s.q.InstitutionID).Name, "date": s.q.PromisedAt.Format(time.DateOnly),
			})
		}
		if err := s.tell(); err != nil {
			return err
		}
	}
	return nil
}

// vary gives a question wishes about time and company that differ.
func (s *story) vary(i int) {
	weeks := pick([]int{0, 30, 3, 12, 52, 0, 20, 40, 5, 26}, i)
	if weeks > 0 {
		day := s.clock.today.AddDate(0, 0, 7*weeks)
		s.q.WantedDate = &day
	}
	s.q.Delay = pick([]tandem.Delay{
		tandem.DelayAnnoying, tandem.DelayUseless, tandem.DelayHarmless, tandem.DelayAnnoying, tandem.DelayCritical,
	}, i/2)
	s.q.HoursPerWeek = pick([]float64{1.5, 3, 0.5, 6, 1.5}, i)
	s.q.Budget = i%3 == 0
	s.q.Readiness.Desk, s.q.Readiness.Supervisor = i%2 == 0, i%3 != 1
	s.q.Readiness.Harmless = s.q.Delay != tandem.DelayCritical
	if i%13 == 6 {
		s.q.Secrecy = tandem.SecrecyStrict
	}
}

// refusals tells of questions that got a reasoned no.
func (t *teller) refusals() error {
	for i := range refused {
		a, ok := t.take(func(a asked) bool { return a.Form == "" })
		if !ok {
			a, ok = t.take(fitting)
		}
		if !ok {
			return nil
		}
		s := t.begin(a, t.clock.office(6+3*i, 47*i))
		s.send()
		s.score(t.offerings, tandem.ID[tandem.Offering]{})
		s.decline(t.clock.office(4+3*i, 61*i), pick(t.words.Declines, i))
		if err := s.tell(); err != nil {
			return err
		}
	}
	return nil
}

func (s *story) decline(at time.Time, d tandem.Decline) {
	s.at = at
	s.answered()
	d.QuestionID, d.CreatedAt = s.q.ID, at
	s.bulk.Declines = append(s.bulk.Declines, d)
	s.end(s.coordinator.actor(), tandem.QuestionDeclined, "question.declined", map[string]string{
		"reason": string(d.Reason), "referral": string(d.Referral),
	})
}

// gone tells of questions that their owners took back, and of those that nobody
// could take.
func (t *teller) gone() error {
	for i := range withdrawn {
		a, ok := t.take(fitting)
		if !ok {
			return nil
		}
		s := t.begin(a, t.clock.office(20+i, 33*i))
		s.send()
		s.score(t.offerings, tandem.ID[tandem.Offering]{})
		s.at = t.clock.office(9+i, 21*i)
		s.end(tandem.Actor{}, tandem.QuestionWithdrawn, "question.withdrawn", map[string]string{"reason": pick(t.words.Withdrawals, i)})
		if err := s.tell(); err != nil {
			return err
		}
	}
	for i := range expired {
		if err := t.expire(i); err != nil {
			return err
		}
	}
	return nil
}

// expire tells of a question of long ago that nobody claimed, though the i-th
// offering with room was approved for it.
func (t *teller) expire(i int) error {
	old := slices.DeleteFunc(slices.Clone(t.made), func(o *tandem.OfferingDetail) bool {
		// Sent nine days before the deadline, approved within a week.
		ends := o.Deadline.AddDate(0, 0, t.institution(o.InstitutionID).ExpireDays+7)
		return o.Free() == 0 || !ends.Before(t.clock.today)
	})
	if len(old) == 0 {
		return nil
	}
	o := pick(old, i*3)
	sent := atWork(o.Deadline.AddDate(0, 0, -9))
	a, ok := t.best(*o, sent)
	if !ok {
		return nil
	}
	s := t.begin(a, sent)
	s.send()
	s.score(t.pastOfferings(), o.ID)
	s.approve(atWork(sent.AddDate(0, 0, 3)), 2, o.ID)
	s.at = s.at.AddDate(0, 0, s.institution(s.q.InstitutionID).ExpireDays)
	s.end(tandem.SystemActor(), tandem.QuestionExpired, "question.expired", nil)
	return s.tell()
}

// beginnings tells of drafts, and of what was sent a minute ago.
func (t *teller) beginnings() error {
	for i := range drafts + fresh {
		a, ok := t.take(fitting)
		if !ok {
			return nil
		}
		s := t.begin(a, t.clock.now.Add(-time.Duration(2+i)*time.Minute))
		if i >= drafts {
			s.send()
		} else {
			s.q.InstitutionID = tandem.ID[tandem.Institution]{}
			s.bulk.Events[len(s.bulk.Events)-1].InstitutionID = s.q.InstitutionID
		}
		if err := s.tell(); err != nil {
			return err
		}
	}
	return nil
}

// open tells of what lecturers may choose from: all texts that are left.
func (t *teller) open() error {
	for i := 0; ; i++ {
		a, ok := t.take(fitting)
		if !ok {
			return nil
		}
		age := 8 + i
		s := t.begin(a, t.clock.office(age, 29*i))
		if i%2 == 0 {
			s.vary(i)
		}
		s.send()
		s.score(t.offerings, tandem.ID[tandem.Offering]{})
		s.judge(t.clock.office(age-2-i%3, 71*i), i)
		if err := s.tell(); err != nil {
			return err
		}
	}
}

// judge approves the question when something suits it, and else says no.
func (s *story) judge(at time.Time, i int) {
	suits := slices.ContainsFunc(s.matches, func(m tandem.Match) bool { return m.Score.Feasible() && m.Score.Weight > 0 })
	if !suits {
		s.decline(at, tandem.Decline{
			Reason: tandem.DeclineNoCapacity, Referral: tandem.ReferLater, Note: s.words.Declines[6].Note,
		})
		return
	}
	s.approve(at, 1+i%3, tandem.ID[tandem.Offering]{})
	if i < 3 {
		s.mail(tandem.MailApproved, map[string]string{"title": s.q.Title, "note": pick(s.words.Approvals, i), "offering": s.approvedTitles()})
	}
}

func (s *story) approvedTitles() string {
	titles := ""
	for _, m := range s.matches {
		if m.State != tandem.MatchApproved {
			continue
		}
		if titles != "" {
			titles += ", "
		}
		titles += s.offeringTitle(m.OfferingID)
	}
	return titles
}
