package intake

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"time"

	"github.com/tandem-hbo/tandem/internal/job"
	"github.com/tandem-hbo/tandem/internal/policy"
	"github.com/tandem-hbo/tandem/internal/postgres"
	"github.com/tandem-hbo/tandem/internal/tandem"
)

// Question reads a question for its owner to go on with; the sealed part comes
// along. A question of somebody else is NotFound or Denied.
func (s *Service) Question(ctx context.Context, by tandem.Actor, id tandem.ID[tandem.Question]) (tandem.Question, tandem.Sealed, error) {
	q, err := s.db.Question(ctx, id)
	if err != nil {
		return q, tandem.Sealed{}, err
	}
	if err := policy.AnswerQuestion(by, q); err != nil {
		return tandem.Question{}, tandem.Sealed{}, err
	}
	sealed, err := s.db.Sealed(ctx, id)
	return q, sealed, err
}

// Own reads all that an owner's page shows.
func (s *Service) Own(ctx context.Context, by tandem.Actor, id tandem.ID[tandem.Question]) (tandem.OwnQuestion, error) {
	q, sealed, err := s.Question(ctx, by, id)
	if err != nil {
		return tandem.OwnQuestion{}, err
	}
	own := tandem.OwnQuestion{Question: q, Sealed: sealed}
	if q.InstitutionID.IsZero() {
		return own, nil
	}
	var works []tandem.OwnWork
	var declines []tandem.Decline
	for _, read := range []func() error{
		func() (err error) { own.Desk, err = s.db.Institution(ctx, q.InstitutionID); return },
		func() (err error) { own.Proposals, err = s.db.Proposals(ctx, id); return },
		func() (err error) { own.Kept, err = s.kept(ctx, id); return },
		func() (err error) { own.Messages, err = s.db.Messages(ctx, id); return },
		func() (err error) { own.Events, err = s.db.EventsOfQuestion(ctx, id); return },
		func() (err error) { works, err = s.db.OwnWorks(ctx, id); return },
		func() (err error) { declines, err = s.db.DeclinesOf(ctx, id); return },
	} {
		if err := read(); err != nil {
			return own, err
		}
	}
	own.Work, own.Decline = first(works), first(declines)
	return own, nil
}

// kept finds the place that is held for a question, the zero one when none is.
func (s *Service) kept(ctx context.Context, id tandem.ID[tandem.Question]) (tandem.SoftHold, error) {
	h, err := s.db.SoftHold(ctx, id)
	if errors.Is(err, tandem.NotFound) {
		return tandem.SoftHold{}, nil
	}
	return h, err
}

// first points at the first of a list, or is nil when it is empty.
func first[T any](list []T) *T {
	if len(list) == 0 {
		return nil
	}
	return &list[0]
}

// Mine lists the questions of somebody: by account, and those this browser
// holds a link or draft of, newest first.
func (s *Service) Mine(ctx context.Context, by tandem.Actor) ([]tandem.Question, error) {
	var list []tandem.Question
	if by.SignedIn() {
		owned, err := s.db.QuestionsOf(ctx, by.PersonID)
		if err != nil {
			return nil, err
		}
		list = owned
	}
	for _, id := range by.Questions {
		if slices.ContainsFunc(list, func(q tandem.Question) bool { return q.ID == id }) {
			continue
		}
		q, err := s.db.Question(ctx, id)
		if err != nil && !errors.Is(err, tandem.NotFound) {
			return nil, err
		}
		if err == nil {
			list = append(list, q)
		}
	}
	slices.SortStableFunc(list, func(a, b tandem.Question) int { return b.CreatedAt.Compare(a.CreatedAt) })
	return list, nil
}

// act runs what an owner does with a locked question.
func (s *Service) act(ctx context.Context, by tandem.Actor, id tandem.ID[tandem.Question], fn func(tx *postgres.Tx, q tandem.Question) error) error {
	return s.db.InTx(ctx, by, func(tx *postgres.Tx) error {
		q, err := tx.LockQuestion(ctx, id)
		if err != nil {
			return err
		}
		return fn(tx, q)
	})
}

// Answer sends a message of the owner to the desk. The same form sent twice is
// one message. The error is Invalid for an empty or too long one, and Conflict
// with code question_over when nobody reads it any more.
func (s *Service) Answer(ctx context.Context, by tandem.Actor, id tandem.ID[tandem.Question], body, formKey string) error {
	var f faults
	body = clean(body)
	f.check(body != "", "body", "message_missing")
	f.length("body", body, maxMessage)
	if err := tandem.FailFields(f); err != nil {
		return err
	}
	if len(formKey) > maxKey {
		return tandem.Fail(tandem.Invalid, "form_unreadable")
	}
	err := s.act(ctx, by, id, func(tx *postgres.Tx, q tandem.Question) error {
		if err := policy.AnswerQuestion(by, q); err != nil {
			return err
		}
		if q.InstitutionID.IsZero() || q.State == tandem.QuestionWithdrawn {
			return tandem.Fail(tandem.Conflict, "question_over")
		}
		return answer(ctx, tx, q, tandem.QuestionMessage{PersonID: by.PersonID, Body: body}, formKey)
	})
	if alreadySent(err) {
		return nil
	}
	if err != nil {
		return fmt.Errorf("answer desk about %s: %w", id, err)
	}
	return nil
}

// answer stores a message of the owner and tells the desk. The author is the
// name that may be shown: messages are not sealed.
func answer(ctx context.Context, tx *postgres.Tx, q tandem.Question, m tandem.QuestionMessage, formKey string) error {
	m.ID, m.QuestionID, m.Author = tandem.NewID[tandem.QuestionMessage](), q.ID, q.ShownName
	m.FromOwner, m.CreatedAt = true, tx.Now()
	if err := tx.InsertMessage(ctx, m, formKey); err != nil {
		return err
	}
	desk, err := tx.Institution(ctx, q.InstitutionID)
	if err != nil {
		return err
	}
	err = tx.QueueMail(ctx, tandem.Mail{
		Kind: tandem.MailAnswer, Recipient: desk.DeskMail, Language: tandem.Dutch,
		Data: map[string]string{"title": q.Title, "institution": desk.Name, "path": "/werkvoorraad/" + q.ID.String()},
	})
	if err != nil {
		return err
	}
	return tx.Record(ctx, event(q, "question.answered"))
}

// Withdraw takes a question back. A lecturer who held it is told, the place is
// free again and living proposals end. Once the work runs it is a Conflict.
func (s *Service) Withdraw(ctx context.Context, by tandem.Actor, id tandem.ID[tandem.Question], reason tandem.WithdrawReason) error {
	if !slices.Contains(tandem.WithdrawReasons(), reason) {
		return tandem.FailFields([]tandem.FieldError{{Field: "reason", Code: "choice_missing"}})
	}
	err := s.act(ctx, by, id, func(tx *postgres.Tx, q tandem.Question) error {
		if err := policy.WithdrawQuestion(by, q); err != nil {
			return err
		}
		if q.State == tandem.QuestionWithdrawn {
			return errUnchanged
		}
		from := q.State
		if err := q.Move(tandem.QuestionWithdrawn, tx.Now()); err != nil {
			return err
		}
		if err := tx.SaveQuestion(ctx, q); err != nil {
			return err
		}
		if err := tellHolders(ctx, tx, q); err != nil {
			return err
		}
		e := moved(q, from, "question.withdrawn")
		e.Detail = map[string]string{"reason": string(reason)}
		return tx.Record(ctx, e)
	})
	if err != nil && !errors.Is(err, errUnchanged) {
		return fmt.Errorf("withdraw %s: %w", id, err)
	}
	return nil
}

// tellHolders ends what others held of a question and tells them.
func tellHolders(ctx context.Context, tx *postgres.Tx, q tandem.Question) error {
	holders, err := tx.ReleaseHolders(ctx, q.ID, "withdrawn")
	if err != nil {
		return err
	}
	if err := tx.ExpireMatches(ctx, q.ID); err != nil {
		return err
	}
	for _, h := range holders {
		if err := tx.Enqueue(ctx, job.Rescore{OfferingID: h.OfferingID}); err != nil {
			return err
		}
		err := tx.QueueMail(ctx, tandem.Mail{
			Kind: tandem.MailWithdrawn, Recipient: h.Mail, Language: h.Language,
			Data: map[string]string{"title": q.Title, "name": h.Name, "path": "/vragen"},
		})
		if err != nil {
			return err
		}
	}
	return nil
}

// linksPerHour is how many links an owner can ask for in an hour.
const linksPerHour = 3

// SendLink mails the owner a new link to the question. Too many in an hour is
// TooMany; a draft without an address is a Conflict with code mail_missing.
func (s *Service) SendLink(ctx context.Context, by tandem.Actor, id tandem.ID[tandem.Question]) error {
	err := s.act(ctx, by, id, func(tx *postgres.Tx, q tandem.Question) error {
		if err := policy.AnswerQuestion(by, q); err != nil {
			return err
		}
		sealed, err := tx.Sealed(ctx, id)
		if err != nil {
			return err
		}
		if sealed.ContactMail == "" || q.InstitutionID.IsZero() {
			return tandem.Fail(tandem.Conflict, "mail_missing")
		}
		sent, err := tx.MailsSince(ctx, id, tandem.MailReceipt, tx.Now().Add(-time.Hour))
		if err != nil {
			return err
		}
		if sent > linksPerHour {
			return tandem.Fail(tandem.TooMany, "too_many_links")
		}
		desk, err := tx.Institution(ctx, q.InstitutionID)
		if err != nil {
			return err
		}
		if err := tx.QueueMail(ctx, receipt(q, sealed, desk)); err != nil {
			return err
		}
		return tx.Record(ctx, event(q, "question.link_sent"))
	})
	if err != nil {
		return fmt.Errorf("send link to %s: %w", id, err)
	}
	return nil
}
