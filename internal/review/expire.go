package review

import (
	"context"
	"errors"

	"github.com/riverqueue/river"

	"github.com/tandem-hbo/tandem/internal/job"
	"github.com/tandem-hbo/tandem/internal/postgres"
	"github.com/tandem-hbo/tandem/internal/tandem"
)

// Worker ends questions that nobody claimed in time.
type Worker struct {
	river.WorkerDefaults[job.ExpireQuestions]
	service *Service
}

// NewWorker makes the worker.
func NewWorker(s *Service) *Worker { return &Worker{service: s} }

// Work ends what is overdue; a second run finds nothing.
func (w *Worker) Work(ctx context.Context, _ *river.Job[job.ExpireQuestions]) error {
	return w.service.Expire(ctx)
}

// errMovedOn tells that a question moved on since it was listed.
var errMovedOn = errors.New("question is no longer open")

// Expire ends the questions that stayed open longer than their desk keeps them,
// each in a transaction of its own, and tells the owners. One that fails does
// not hold up the others; the errors come back together.
func (s *Service) Expire(ctx context.Context) error {
	overdue, err := s.db.OverdueQuestions(ctx, s.db.Now())
	if err != nil {
		return err
	}
	var failed []error
	for _, id := range overdue {
		err := s.db.InTx(ctx, tandem.SystemActor(), func(tx *postgres.Tx) error { return expire(ctx, tx, id) })
		if err != nil && !errors.Is(err, errMovedOn) {
			failed = append(failed, err)
		}
	}
	return errors.Join(failed...)
}

func expire(ctx context.Context, tx *postgres.Tx, id tandem.ID[tandem.Question]) error {
	q, err := tx.LockQuestion(ctx, id)
	if err != nil {
		return err
	}
	if q.State != tandem.QuestionOpen {
		return errMovedOn
	}
	if err := q.Move(tandem.QuestionExpired, tx.Now()); err != nil {
		return err
	}
	if err := tx.SaveQuestion(ctx, q); err != nil {
		return err
	}
	if err := tx.ExpireMatches(ctx, id); err != nil {
		return err
	}
	if err := tx.Record(ctx, event(q, "question.expired", tandem.QuestionOpen, nil)); err != nil {
		return err
	}
	return tell(ctx, tx, tandem.Actor{}, q, letter{kind: tandem.MailExpired})
}
