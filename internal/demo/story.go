package demo

import (
	"strconv"
	"time"

	"github.com/tandem-hbo/tandem/internal/calendar"
	"github.com/tandem-hbo/tandem/internal/postgres"
	"github.com/tandem-hbo/tandem/internal/tandem"
)

// story is the life of one question while it is told; at is the moment it has
// reached. The first move that may not be made stays in err.
type story struct {
	*teller

	q           tandem.Question
	sealed      tandem.Sealed
	matches     []tandem.Match
	at          time.Time
	coordinator person
	number      int
	err         error
}

// begin lets an owner write and send a question at a moment.
func (t *teller) begin(a asked, sent time.Time) *story {
	written := sent.Add(-11 * time.Minute)
	q, sealed := t.question(a, written)
	t.told++
	s := &story{teller: t, q: q, sealed: sealed, at: written, number: t.told}
	s.coordinator = pick(t.staff(q.InstitutionID, tandem.Coordinator), s.number)
	s.record(tandem.Actor{}, "question.drafted", "", nil)
	return s
}

// send moves the draft to the desk.
func (s *story) send() {
	s.at = s.at.Add(11 * time.Minute)
	sent, promised := s.at, calendar.Promise(s.at)
	s.q.SubmittedAt, s.q.PromisedAt = &sent, &promised
	s.move(tandem.Actor{}, tandem.QuestionSubmitted, "question.submitted", nil)
}

// How many matches of a scoring are kept.
const (
	keptMatches = 8
	keptMisses  = 3
)

// score weighs the question against the forms and what was on offer that day,
// and keeps the best and a few near misses; must is always kept.
func (s *story) score(among []tandem.OfferingDetail, must tandem.ID[tandem.Offering]) {
	s.at = s.at.Add(time.Minute)
	version := s.model.Version(s.q.Reading.Model)
	var open []tandem.OfferingDetail
	for _, o := range among {
		if !o.Deadline.Before(calendar.Day(s.at)) {
			open = append(open, o)
		}
	}
	s.bulk.FormScores = append(s.bulk.FormScores, postgres.BulkScores{Question: s.q, Scores: s.model.Forms(&s.q, s.at), Version: version})
	feasible, misses := 0, 0
	for _, r := range s.model.Offerings(&s.q, open, s.at, len(open)) {
		if r.Feasible() {
			feasible++
		} else {
			misses++
		}
		tooMany := r.Feasible() && feasible > keptMatches || !r.Feasible() && misses > keptMisses
		if tooMany && r.Offering.ID != must {
			continue
		}
		s.matches = append(s.matches, tandem.Match{
			ID: tandem.NewID[tandem.Match](), QuestionID: s.q.ID, OfferingID: r.Offering.ID, InstitutionID: r.Offering.InstitutionID,
			State: tandem.MatchProposed, StateSince: s.at, Rank: len(s.matches) + 1, Score: r.Score, Version: version, CreatedAt: s.at,
		})
	}
	s.move(tandem.SystemActor(), tandem.QuestionMatched, "question.scored", map[string]string{
		"proposals": strconv.Itoa(min(feasible, keptMatches)), "misses": strconv.Itoa(min(misses, keptMisses)),
		"taxonomy": strconv.Itoa(version.Taxonomy), "weights": version.Weights, "model": version.Model,
	})
}

// ask lets the desk ask the owner something at a moment; the owner replies a
// day later when replied says so and that day has come.
func (s *story) ask(at time.Time, replied bool) {
	s.at = at
	s.answered()
	s.say(s.coordinator, pick(s.words.Asks, s.number), false)
	s.record(s.coordinator.actor(), "question.asked_back", "", nil)
	reply := s.at.Add(19 * time.Hour)
	if !replied || !reply.Before(s.clock.now) {
		return
	}
	s.at = reply
	s.say(person{}, pick(s.words.Replies, s.number), true)
	s.record(tandem.Actor{}, "question.answered", "", nil)
}

func (s *story) say(by person, body string, owner bool) {
	author := by.Name
	if owner {
		author = s.q.ShownName
	}
	s.bulk.Messages = append(s.bulk.Messages, tandem.QuestionMessage{
		ID: tandem.NewID[tandem.QuestionMessage](), QuestionID: s.q.ID, PersonID: by.ID, Author: author, FromOwner: owner,
		Body: body, AsksReply: !owner, CreatedAt: s.at,
	})
}

func (s *story) answered() {
	if s.q.AnsweredAt == nil {
		at := s.at
		s.q.AnsweredAt = &at
	}
}

// approve offers up to n feasible matches to their lecturers; must is always
// among them.
func (s *story) approve(at time.Time, n int, must tandem.ID[tandem.Offering]) {
	if at.Before(s.at) { // a reply that came over a weekend is read first
		at = s.at.Add(3 * time.Hour)
	}
	s.at = at
	s.answered()
	by, count, override := s.coordinator.actor(), 0, ""
	for i := range s.matches {
		m := &s.matches[i]
		wanted := m.OfferingID == must || must.IsZero()
		if !wanted && count >= n-1 || count >= n || !m.Score.Feasible() || m.Score.Weight == 0 {
			continue
		}
		if m.OfferingID == must && count == 0 && m.Rank > 1 {
			override = pick(s.words.Overrides, s.number)
			m.OverrideNote = override
		}
		s.err = firstError(s.err, m.Move(tandem.MatchApproved, s.at))
		m.DecidedBy, count = by.PersonID, count+1
		s.subject(by, "match.approved", tandem.Event{
			SubjectKind: "match", SubjectID: m.ID.String(), SubjectName: s.offeringTitle(m.OfferingID), InstitutionID: m.InstitutionID,
			FromState: string(tandem.MatchProposed), ToState: string(m.State), Detail: map[string]string{"rank": strconv.Itoa(m.Rank)},
		})
	}
	s.move(by, tandem.QuestionOpen, "question.approved", map[string]string{"count": strconv.Itoa(count), "override": override})
}

func (s *story) offeringTitle(id tandem.ID[tandem.Offering]) string {
	for _, o := range s.offerings {
		if o.ID == id {
			return o.Title
		}
	}
	for _, o := range s.made {
		if o.ID == id {
			return o.Title
		}
	}
	return ""
}

// end moves the question to a last state and ends its matches.
func (s *story) end(by tandem.Actor, to tandem.QuestionState, action string, detail map[string]string) {
	for i := range s.matches {
		if s.matches[i].State != tandem.MatchRejected {
			s.err = firstError(s.err, s.matches[i].Move(tandem.MatchExpired, s.at))
		}
	}
	s.move(by, to, action, detail)
}

// move makes one move of the question and writes it down.
func (s *story) move(by tandem.Actor, to tandem.QuestionState, action string, detail map[string]string) {
	from := s.q.State
	s.err = firstError(s.err, s.q.Move(to, s.at))
	s.q.Version++
	s.record(by, action, from, detail)
}

// record writes an event of the question; from is empty when its state stays.
func (s *story) record(by tandem.Actor, action string, from tandem.QuestionState, detail map[string]string) {
	e := tandem.Event{
		SubjectKind: "question", SubjectID: s.q.ID.String(), SubjectName: s.q.Title, InstitutionID: s.q.InstitutionID, Detail: detail,
	}
	if from != "" {
		e.FromState, e.ToState = string(from), string(s.q.State)
	}
	s.subject(by, action, e)
}

func (s *story) subject(by tandem.Actor, action string, e tandem.Event) {
	e.At, e.ActorID, e.ActorName, e.Action, e.QuestionID = s.at, by.PersonID, by.Name, action, s.q.ID
	s.bulk.Events = append(s.bulk.Events, e)
}

// tell ends the telling: the question and its parts go into the bulk.
func (s *story) tell() error {
	s.bulk.Questions = append(s.bulk.Questions, s.q)
	s.bulk.Sealed = append(s.bulk.Sealed, s.sealed)
	s.bulk.Matches = append(s.bulk.Matches, s.matches...)
	return s.err
}

func firstError(a, b error) error {
	if a != nil {
		return a
	}
	return b
}

// mail lets the owner be written to when the demo begins, so that there is a
// link in the outbox.
func (s *story) mail(kind tandem.MailKind, data map[string]string) {
	s.mails = append(s.mails, tandem.Mail{
		Kind: kind, Recipient: s.sealed.ContactMail, Language: s.q.Language, QuestionID: s.q.ID, Data: data,
	})
}
