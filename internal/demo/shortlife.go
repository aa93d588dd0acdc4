package demo

import (
	"time"

	"github.com/tandem-hbo/tandem/internal/postgres"
	"github.com/tandem-hbo/tandem/internal/tandem"
)

// shortLife is the history of one made-up question: the same moves and events
// as a story's, without its details.
type shortLife struct {
	*load

	b       *postgres.Bulk
	q       tandem.Question
	at      time.Time
	matches []tandem.Match
}

// tell brings the question into a state; k is the base question it copies.
func (s *shortLife) tell(state tandem.QuestionState, k int) {
	if state == tandem.QuestionDraft {
		s.q.SubmittedAt, s.q.PromisedAt, s.q.InstitutionID = nil, nil, tandem.ID[tandem.Institution]{}
		s.q.State, s.q.StateSince = state, s.at
		s.event("", state, "question.drafted")
		s.b.Questions = append(s.b.Questions, s.q)
		return
	}
	s.at = *s.q.SubmittedAt
	s.event(tandem.QuestionDraft, tandem.QuestionSubmitted, "question.submitted")
	s.score(k)
	switch state {
	case tandem.QuestionOpen, tandem.QuestionExpired:
		s.answered()
		s.decide(tandem.MatchApproved)
		s.event(tandem.QuestionMatched, tandem.QuestionOpen, "question.approved")
	case tandem.QuestionDeclined:
		s.answered()
		d := pick(s.words.Declines, k)
		d.QuestionID, d.CreatedAt = s.q.ID, s.at
		s.b.Declines = append(s.b.Declines, d)
		s.decide(tandem.MatchExpired)
		s.event(tandem.QuestionMatched, state, "question.declined")
	case tandem.QuestionWithdrawn:
		s.decide(tandem.MatchExpired)
		s.event(tandem.QuestionMatched, state, "question.withdrawn")
	}
	if state == tandem.QuestionExpired {
		s.decide(tandem.MatchExpired)
		s.event(tandem.QuestionOpen, state, "question.expired")
	}
	s.b.Questions, s.b.Matches = append(s.b.Questions, s.q), append(s.b.Matches, s.matches...)
}

func (s *shortLife) score(k int) {
	s.matches = append(s.matches, s.scores[k]...)
	for i := range s.matches {
		m := &s.matches[i]
		m.ID, m.QuestionID, m.State, m.Rank = tandem.NewID[tandem.Match](), s.q.ID, tandem.MatchProposed, i+1
		m.Version, m.CreatedAt, m.StateSince = s.version, s.at, s.at
	}
	s.event(tandem.QuestionSubmitted, tandem.QuestionMatched, "question.scored")
}

func (s *shortLife) answered() {
	at := s.at.Add(26 * time.Hour)
	if !at.Before(s.clock.now) {
		at = s.clock.now
	}
	s.at, s.q.AnsweredAt = at, &at
}

// decide moves the best match, or all of them when they expire.
func (s *shortLife) decide(to tandem.MatchState) {
	for i := range s.matches {
		if i == 0 || to == tandem.MatchExpired {
			s.matches[i].State, s.matches[i].StateSince = to, s.at
		}
	}
}

func (s *shortLife) event(from, to tandem.QuestionState, action string) {
	s.q.State, s.q.StateSince = to, s.at
	e := tandem.Event{
		At: s.at, ActorName: tandem.SystemActor().Name, Action: action, SubjectKind: "question", SubjectID: s.q.ID.String(),
		SubjectName: s.q.Title, QuestionID: s.q.ID, InstitutionID: s.q.InstitutionID, FromState: string(from), ToState: string(to),
	}
	s.b.Events = append(s.b.Events, e)
}
