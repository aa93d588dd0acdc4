package postgres

import (
	"context"
	"fmt"
	"time"

	"github.com/jackc/pgx/v5"
	"github.com/riverqueue/river"

	"github.com/tandem-hbo/tandem/internal/job"
	"github.com/tandem-hbo/tandem/internal/tandem"
)

// Tx is a transaction; it alone has the statements that write.
type Tx struct {
	reader
	tx     pgx.Tx
	jobs   *river.Client[pgx.Tx]
	by     tandem.Actor
	at     time.Time
	events int
}

// Now returns the moment of the transaction: one for all its changes, whole
// microseconds as the database keeps them.
func (tx *Tx) Now() time.Time { return tx.at }

// Record writes an event of the audit trail. The actor and the moment are the
// transaction's own.
func (tx *Tx) Record(ctx context.Context, e tandem.Event) error {
	if e.Detail == nil {
		e.Detail = map[string]string{}
	}
	tx.events++
	return tx.exec(ctx, `
		INSERT INTO events (at, actor_id, actor_name, action, subject_kind, subject_id, subject_name,
			question_id, institution_id, from_state, to_state, detail)
		VALUES (@at, @actor_id, @actor_name, @action, @subject_kind, @subject_id, @subject_name,
			@question_id, @institution_id, @from_state, @to_state, @detail)`,
		pgx.NamedArgs{
			"at": tx.at, "actor_id": tx.by.PersonID, "actor_name": tx.by.Name, "action": e.Action,
			"subject_kind": e.SubjectKind, "subject_id": e.SubjectID, "subject_name": e.SubjectName,
			"question_id": e.QuestionID, "institution_id": e.InstitutionID,
			"from_state": e.FromState, "to_state": e.ToState, "detail": e.Detail,
		})
}

// Enqueue adds a job that runs when the transaction has committed, and never
// when it has not.
func (tx *Tx) Enqueue(ctx context.Context, args river.JobArgs) error {
	if _, err := tx.jobs.InsertTx(ctx, tx.tx, args, nil); err != nil {
		return fmt.Errorf("enqueue %s: %w", args.Kind(), err)
	}
	return nil
}

// QueueMail stores a mail and enqueues its sending. ID, state and time are
// filled in; Data must hold no secret.
func (tx *Tx) QueueMail(ctx context.Context, m tandem.Mail) error {
	m.ID, m.State, m.CreatedAt = tandem.NewID[tandem.Mail](), tandem.MailQueued, tx.at
	if m.Data == nil {
		m.Data = map[string]string{}
	}
	err := tx.exec(ctx, `
		INSERT INTO mails (id, kind, recipient, language, question_id, sign_in_id, data, state, created_at)
		VALUES (@id, @kind, @recipient, @language, @question_id, @sign_in_id, @data, @state, @created_at)`,
		pgx.NamedArgs{
			"id": m.ID, "kind": m.Kind, "recipient": m.Recipient, "language": m.Language,
			"question_id": m.QuestionID, "sign_in_id": m.SignInID, "data": m.Data,
			"state": m.State, "created_at": m.CreatedAt,
		})
	if err != nil {
		return fmt.Errorf("queue mail %s: %w", m.Kind, err)
	}
	return tx.Enqueue(ctx, job.SendMail{MailID: m.ID})
}

// exec runs one writing statement.
func (tx *Tx) exec(ctx context.Context, sql string, args ...any) error {
	_, err := tx.tx.Exec(ctx, sql, args...)
	return translate(err)
}

// execOne runs a statement that must change exactly one row. None is a
// Conflict: the row has moved on since it was read.
func (tx *Tx) execOne(ctx context.Context, sql string, args ...any) error {
	tag, err := tx.tx.Exec(ctx, sql, args...)
	if err != nil {
		return translate(err)
	}
	if tag.RowsAffected() != 1 {
		return tandem.Fail(tandem.Conflict, "moved_on")
	}
	return nil
}
