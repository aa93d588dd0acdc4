// Package intake serves the owner of a question: reading while typing, the four
// steps of asking, sending, and all that an owner can do afterwards.
package intake

import (
	"context"
	"reflect"
	"sync"
	"time"

	"github.com/tandem-hbo/tandem/internal/articulation"
	"github.com/tandem-hbo/tandem/internal/job"
	"github.com/tandem-hbo/tandem/internal/postgres"
	"github.com/tandem-hbo/tandem/internal/tandem"
)

// Reader reads a question's text; articulation has one.
type Reader interface {
	Read(articulation.Text) tandem.Reading
}

// Service does what owners ask for.
type Service struct {
	db     *postgres.DB
	reader Reader
	aid    *articulation.Aid

	mu      sync.Mutex // guards figures
	figures keptFigures
}

// New returns the service on a database, with a reader of texts and what helps
// owners on beside it.
func New(db *postgres.DB, reader Reader, aid *articulation.Aid) *Service {
	return &Service{db: db, reader: reader, aid: aid}
}

// Now is the present moment by the clock of the database's owner.
func (s *Service) Now() time.Time { return s.db.Now() }

// Read tells what is read in a text that somebody is still typing. What is too
// long is cut off, so that typing stays quick.
func (s *Service) Read(title, text string) tandem.Reading {
	return s.reader.Read(articulation.Text{Title: clean(title), Body: cut(clean(text), maxText)})
}

// figuresLife is how long counts for the home page are kept: they need not be
// of this minute, and counting reads every question.
const figuresLife = 10 * time.Minute

type keptFigures struct {
	at    time.Time
	value tandem.HomeFigures
}

// Figures returns the counts for the home page, at most ten minutes old.
func (s *Service) Figures(ctx context.Context) (tandem.HomeFigures, error) {
	s.mu.Lock()
	defer s.mu.Unlock()
	now := s.db.Now()
	if !s.figures.at.IsZero() && now.Sub(s.figures.at) < figuresLife {
		return s.figures.value, nil
	}
	value, err := s.db.HomeFigures(ctx)
	if err != nil {
		return tandem.HomeFigures{}, err
	}
	s.figures = keptFigures{now, value}
	return value, nil
}

// event starts an entry of the audit trail about a question.
func event(q tandem.Question, action string) tandem.Event {
	return tandem.Event{
		Action: action, SubjectKind: "question", SubjectID: q.ID.String(), SubjectName: q.Title,
		QuestionID: q.ID, InstitutionID: q.InstitutionID,
	}
}

// moved is event for a change of state.
func moved(q tandem.Question, from tandem.QuestionState, action string) tandem.Event {
	e := event(q, action)
	e.FromState, e.ToState = string(from), string(q.State)
	return e
}

// score asks for a question to be scored.
func score(ctx context.Context, tx *postgres.Tx, q tandem.Question) error {
	return tx.Enqueue(ctx, job.ScoreQuestion{QuestionID: q.ID})
}

// same reports whether two states of a question say the same to everybody.
func same(a, b tandem.Question) bool {
	return reflect.DeepEqual(a, b)
}
