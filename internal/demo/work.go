package demo

import (
	"time"

	"github.com/tandem-hbo/tandem/internal/tandem"
)

// claim lets the lecturer of an offering take the question at a moment. It
// returns the place of the claim in the bulk, -1 when the offering was not
// approved for it.
func (s *story) claim(o *tandem.OfferingDetail, at time.Time) int {
	s.at = at
	lecturer := s.person(o.LecturerID)
	for _, m := range s.matches {
		if m.OfferingID != o.ID || m.State != tandem.MatchApproved {
			continue
		}
		c := tandem.Claim{
			ID: tandem.NewID[tandem.Claim](), MatchID: m.ID, QuestionID: s.q.ID, OfferingID: o.ID, InstitutionID: o.InstitutionID,
			LecturerID: lecturer.ID, HoldID: tandem.NewID[tandem.Hold](), Place: o.Taken + o.Held + 1, State: tandem.ClaimOpen, StateSince: s.at,
			Note: pick(s.words.Claims, s.number), LapsesAt: s.at.AddDate(0, 0, s.institution(o.InstitutionID).LapseDays), CreatedAt: s.at,
		}
		o.Held++
		s.bulk.Claims = append(s.bulk.Claims, c)
		s.move(lecturer.actor(), tandem.QuestionClaimed, "question.claimed", s.claimDetail(o, c))
		return len(s.bulk.Claims) - 1
	}
	return -1
}

func (s *story) claimDetail(o *tandem.OfferingDetail, c tandem.Claim) map[string]string {
	return map[string]string{"offering": o.Title, "lecturer": o.Lecturer, "claim": c.ID.String()}
}

// release gives a claim back.
func (s *story) release(o *tandem.OfferingDetail, claim int, at time.Time) {
	s.at = at
	c := &s.bulk.Claims[claim]
	s.err = firstError(s.err, c.Move(tandem.ClaimReleased, s.at))
	c.EndNote = pick(s.words.Releases, s.number)
	o.Held--
	s.move(s.person(o.LecturerID).actor(), tandem.QuestionOpen, "question.released", s.claimDetail(o, *c))
}

// start begins the work at a moment; it returns the place of the engagement in
// the bulk.
func (s *story) start(o *tandem.OfferingDetail, claim int, at time.Time) int {
	s.at = at
	c := &s.bulk.Claims[claim]
	s.err = firstError(s.err, c.Move(tandem.ClaimEngaged, s.at))
	o.Held, o.Taken = o.Held-1, o.Taken+1
	e := tandem.Engagement{
		ID: tandem.NewID[tandem.Engagement](), ClaimID: c.ID, QuestionID: s.q.ID, InstitutionID: c.InstitutionID,
		State: tandem.EngagementRunning, StateSince: s.at, Statement: pick(s.words.Statements, s.number),
		StartsOn: o.Start, EndsOn: o.End, CompanyContact: s.sealed.ContactName, EducationContact: o.Lecturer,
		Secrecy: s.q.Secrecy, IP: pick(tandem.IPChoices(), s.number), CreatedAt: s.at,
	}
	s.bulk.Engagements = append(s.bulk.Engagements, e)
	s.move(s.person(o.LecturerID).actor(), tandem.QuestionEngaged, "question.engaged", map[string]string{
		"offering": o.Title, "lecturer": o.Lecturer, "engagement": e.ID.String(), "secrecy": string(e.Secrecy), "ip": string(e.IP),
	})
	return len(s.bulk.Engagements) - 1
}

// finish ends the work well, or early when stopped.
func (s *story) finish(o *tandem.OfferingDetail, engagement int, at time.Time, stopped bool) {
	s.at = at
	e := &s.bulk.Engagements[engagement]
	to, question, action, note := tandem.EngagementFinished, tandem.QuestionCompleted, "question.completed", pick(s.words.Finishes, s.number)
	if stopped {
		to, question, action, note = tandem.EngagementStopped, tandem.QuestionStopped, "question.stopped", pick(s.words.Stops, s.number)
	}
	ended := s.at
	s.err = firstError(s.err, e.Move(to, s.at))
	e.EndNote, e.EndedAt = note, &ended
	s.move(s.person(o.LecturerID).actor(), question, action, map[string]string{"offering": o.Title, "engagement": e.ID.String()})
}

// evaluate lets one side grade what it asked for. The grades scatter round what
// the study expects of the form.
func (s *story) evaluate(o *tandem.OfferingDetail, engagement int, side tandem.Side, prior func(tandem.OutcomeKey, tandem.FormKey) float64) {
	s.at = atWork(s.at.Add(time.Duration(20+s.rng.IntN(90)) * time.Hour))
	if s.at.After(s.clock.now) {
		s.at = s.clock.now.Add(-time.Minute)
	}
	e := tandem.Evaluation{
		ID: tandem.NewID[tandem.Evaluation](), EngagementID: s.bulk.Engagements[engagement].ID, Side: side, CreatedAt: s.at,
	}
	asked, by := s.q.Wishes, tandem.Actor{}
	if side == tandem.Education {
		asked, by, e.PersonID = o.Wishes, s.person(o.LecturerID).actor(), o.LecturerID
	}
	sum := 0
	for _, w := range asked {
		grade := 1 + max(0, min(4, int(4*(prior(w.Outcome, o.Form)+s.rng.NormFloat64()*0.2)+0.5)))
		e.Ratings = append(e.Ratings, tandem.Rating{Outcome: w.Outcome, Grade: grade})
		sum += grade
	}
	e.Note = s.opinion(side, sum >= 3*len(asked))
	s.bulk.Evaluations = append(s.bulk.Evaluations, e)
	s.record(by, "question.evaluated", "", map[string]string{"side": string(side), "engagement": e.EngagementID.String()})
}

func (s *story) opinion(side tandem.Side, good bool) string {
	switch {
	case side == tandem.Company && good:
		return pick(s.words.CompanyGood, s.number)
	case side == tandem.Company:
		return pick(s.words.CompanyPoor, s.number)
	case good:
		return pick(s.words.EducationGood, s.number)
	}
	return pick(s.words.EducationPoor, s.number)
}
