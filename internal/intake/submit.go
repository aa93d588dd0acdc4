package intake

import (
	"context"
	"errors"
	"fmt"
	"time"

	"github.com/tandem-hbo/tandem/internal/calendar"
	"github.com/tandem-hbo/tandem/internal/policy"
	"github.com/tandem-hbo/tandem/internal/postgres"
	"github.com/tandem-hbo/tandem/internal/tandem"
)

// promise is until when we may let an owner wait.
func promise(from time.Time) *time.Time {
	at := calendar.Promise(from)
	return &at
}

// Promise is the moment before which an owner who sends now hears from us.
func (s *Service) Promise() time.Time { return calendar.Promise(s.db.Now()) }

// Submit saves the fourth step and sends the question to the nearest desk: the
// change of state, the promise, the receipt and the work that follows are one
// transaction. Sent twice it does nothing the second time. On a question that
// was sent before it saves the changed company. The error is Conflict with code
// steps_missing when an earlier step is not complete.
func (s *Service) Submit(ctx context.Context, by tandem.Actor, id tandem.ID[tandem.Question], in tandem.CompanyAnswers) (tandem.Question, error) {
	var q tandem.Question
	apply := func(_ *postgres.Tx, q *tandem.Question, sealed *tandem.Sealed) error {
		before := *q
		err := applyCompany(q, sealed, in)
		if err == nil && (q.Sector != before.Sector || q.Size != before.Size) {
			s.read(q)
		}
		return err
	}
	err := s.db.InTx(ctx, by, func(tx *postgres.Tx) error {
		var err error
		if q, err = tx.LockQuestion(ctx, id); err != nil {
			return err
		}
		if err := policy.EditQuestion(by, q); err != nil {
			return err
		}
		draft := q.State == tandem.QuestionDraft
		c := change{version: in.Version, step: Steps, sealed: true, apply: apply}
		err = s.editLocked(ctx, tx, by, &q, c)
		if !draft || err != nil && !errors.Is(err, errUnchanged) {
			return err
		}
		if err == nil {
			q.Version++ // as editLocked stored it
		}
		return s.send(ctx, tx, &q)
	})
	if err != nil && !errors.Is(err, errUnchanged) {
		return q, fmt.Errorf("send question %s: %w", id, err)
	}
	return q, nil
}

func (s *Service) send(ctx context.Context, tx *postgres.Tx, q *tandem.Question) error {
	if NextStep(*q) < Steps {
		return tandem.Fail(tandem.Conflict, "steps_missing")
	}
	sealed, err := tx.Sealed(ctx, q.ID)
	if err != nil {
		return err
	}
	desks, err := tx.Institutions(ctx)
	if err != nil {
		return err
	}
	desk, err := Nearest(sealed.Postcode, desks)
	if err != nil {
		return err
	}
	from, at := q.State, tx.Now()
	if err := q.Move(tandem.QuestionSubmitted, at); err != nil {
		return err
	}
	q.InstitutionID, q.SubmittedAt, q.PromisedAt = desk.ID, &at, promise(at)
	if err := tx.SaveQuestion(ctx, *q); err != nil {
		return err
	}
	if err := tx.Record(ctx, moved(*q, from, "question.submitted")); err != nil {
		return err
	}
	if err := score(ctx, tx, *q); err != nil {
		return err
	}
	return tx.QueueMail(ctx, receipt(*q, sealed, desk))
}

// receipt is the mail with the owner's link: we have it, you hear before …
func receipt(q tandem.Question, sealed tandem.Sealed, desk tandem.Institution) tandem.Mail {
	return tandem.Mail{
		Kind: tandem.MailReceipt, Recipient: sealed.ContactMail, Language: q.Language, QuestionID: q.ID,
		Data: map[string]string{
			"title": q.Title, "name": sealed.ContactName, "institution": desk.Name, "phone": desk.DeskPhone, "mail": desk.DeskMail,
			"date": calendar.Day(*q.PromisedAt).Format(time.DateOnly),
		},
	}
}
