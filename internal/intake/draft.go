package intake

import (
	"context"
	"errors"
	"fmt"
	"regexp"
	"slices"
	"time"

	"github.com/tandem-hbo/tandem/internal/policy"
	"github.com/tandem-hbo/tandem/internal/postgres"
	"github.com/tandem-hbo/tandem/internal/tandem"
)

// resendLife is how long the same form leads again to the draft it made, also
// in a browser whose first answer got lost.
const resendLife = time.Hour

// Start makes a draft of the first step and gives the session the right to it.
// A form that was sent before leads to the draft it made; text that was changed
// in between is saved there. The error is Invalid for what breaks a rule.
func (s *Service) Start(ctx context.Context, by tandem.Actor, session tandem.ID[tandem.Session], in tandem.TextAnswers) (tandem.Question, error) {
	if valid, err := regexp.MatchString(`^[A-Za-z0-9_-]{22,64}$`, in.Key); err != nil || !valid {
		return tandem.Question{}, tandem.Fail(tandem.Invalid, "form_unreadable")
	}
	q := tandem.Question{
		ID: tandem.NewID[tandem.Question](), OwnerID: by.PersonID, State: tandem.QuestionDraft, Version: 1,
		Language: tandem.Dutch, Delay: tandem.DelayAnnoying, Secrecy: tandem.SecrecyOpen,
		Size: tandem.SizeUnknown, Companies: 1,
	}
	if err := s.applyText(&q, in); err != nil {
		return q, err
	}
	err := s.db.InTx(ctx, by, func(tx *postgres.Tx) error {
		q.CreatedAt, q.StateSince = tx.Now(), tx.Now()
		if err := confirmed(ctx, tx, &q, in); err != nil {
			return err
		}
		if err := tx.InsertQuestion(ctx, q, in.Key); err != nil {
			return err
		}
		if err := tx.GrantQuestion(ctx, session, q.ID, tandem.ID[tandem.QuestionLink]{}); err != nil {
			return fmt.Errorf("grant draft: %w", err)
		}
		return tx.Record(ctx, moved(q, "", "question.drafted"))
	})
	if alreadySent(err) {
		return s.resume(ctx, by, session, in)
	}
	if err != nil {
		return q, fmt.Errorf("start draft: %w", err)
	}
	return q, nil
}

// confirmed turns what was confirmed beside the text into wishes.
func confirmed(ctx context.Context, tx *postgres.Tx, q *tandem.Question, in tandem.TextAnswers) error {
	yes := false
	for _, answer := range in.Read {
		yes = yes || answer == "yes"
	}
	if !yes {
		return nil
	}
	t, err := tx.Taxonomy(ctx)
	if err != nil {
		return err
	}
	return applyWishes(q, tandem.WishAnswers{Read: in.Read}, t)
}

func alreadySent(err error) bool {
	var known *tandem.Error
	return errors.As(err, &known) && known.Code == "already_sent"
}

// resume leads a form that was sent again to the question it made. Who holds
// the form's key shortly after is the browser that got it.
func (s *Service) resume(ctx context.Context, by tandem.Actor, session tandem.ID[tandem.Session], in tandem.TextAnswers) (tandem.Question, error) {
	q, err := s.db.QuestionByFormKey(ctx, in.Key)
	if err != nil {
		return q, err
	}
	if policy.Owns(by, q) && !q.State.Editable() {
		return q, nil
	}
	fresh := q.State == tandem.QuestionDraft && s.db.Now().Sub(q.CreatedAt) < resendLife
	if !policy.Owns(by, q) {
		if !fresh {
			return tandem.Question{}, tandem.Fail(tandem.Conflict, "already_sent")
		}
		err := s.db.Quietly(ctx, func(tx *postgres.Tx) error {
			return tx.GrantQuestion(ctx, session, q.ID, tandem.ID[tandem.QuestionLink]{})
		})
		if err != nil {
			return q, fmt.Errorf("grant draft again: %w", err)
		}
		by.Questions = append(slices.Clip(by.Questions), q.ID)
	}
	in.Version = q.Version
	return s.SaveText(ctx, by, q.ID, in)
}

// errUnchanged ends a transaction in which nothing had to change.
var errUnchanged = errors.New("nothing changed")

// change is one owner's edit of a question: apply changes q, and sealed where
// it must. version is the one the form was made from.
type change struct {
	version int
	step    int
	sealed  bool // whether apply needs the sealed part
	apply   func(tx *postgres.Tx, q *tandem.Question, sealed *tandem.Sealed) error
}

// edit runs a change on a locked question. The same answers sent twice change
// nothing the second time; other answers on an old version are a Conflict with
// code question_changed, and after a claim one with question_not_editable.
func (s *Service) edit(ctx context.Context, by tandem.Actor, id tandem.ID[tandem.Question], c change) (tandem.Question, error) {
	var q tandem.Question
	err := s.db.InTx(ctx, by, func(tx *postgres.Tx) error {
		var err error
		if q, err = tx.LockQuestion(ctx, id); err != nil {
			return err
		}
		if err := policy.EditQuestion(by, q); err != nil {
			return err
		}
		return s.editLocked(ctx, tx, by, &q, c)
	})
	if errors.Is(err, errUnchanged) {
		return q, nil
	}
	if err != nil {
		return q, fmt.Errorf("save step %d of %s: %w", c.step, id, err)
	}
	q.Version++
	return q, nil
}

func (s *Service) editLocked(ctx context.Context, tx *postgres.Tx, by tandem.Actor, q *tandem.Question, c change) error {
	next, before := *q, tandem.Sealed{}
	if c.sealed {
		var err error
		if before, err = tx.Sealed(ctx, q.ID); err != nil {
			return err
		}
	}
	after := before
	if err := c.apply(tx, &next, &after); err != nil {
		return err
	}
	if same(*q, next) && before == after {
		return errUnchanged
	}
	if c.version != q.Version {
		return tandem.Fail(tandem.Conflict, "question_changed")
	}
	if next.Text != q.Text || next.Title != q.Title { // what was kept of it no longer is what the owner says
		if err := tx.DeleteCase(ctx, q.ID); err != nil {
			return err
		}
	}
	if err := saveSealed(ctx, tx, before, after); err != nil {
		return err
	}
	e := event(next, "question.saved")
	e.Detail = map[string]string{"step": fmt.Sprint(c.step)}
	if q.State != tandem.QuestionDraft {
		if err := reopen(ctx, tx, &next); err != nil {
			return err
		}
		if err := (contact{before.ContactMail, after.ContactMail}).move(ctx, tx, by, next); err != nil {
			return err
		}
		e = moved(next, q.State, "question.edited")
	}
	if err := tx.SaveQuestion(ctx, next); err != nil {
		return err
	}
	*q = next
	return tx.Record(ctx, e)
}

// saveSealed stores the closed part when it changed.
func saveSealed(ctx context.Context, tx *postgres.Tx, before, after tandem.Sealed) error {
	if before == after {
		return nil
	}
	return tx.SaveSealed(ctx, after)
}

// reopen takes an edited question back to the queue: its proposals answered
// another question. Where the desk had answered, it owes a new answer.
func reopen(ctx context.Context, tx *postgres.Tx, q *tandem.Question) error {
	if q.State != tandem.QuestionSubmitted {
		if err := q.Move(tandem.QuestionSubmitted, tx.Now()); err != nil {
			return err
		}
		if err := tx.ExpireMatches(ctx, q.ID); err != nil {
			return err
		}
	}
	if q.AnsweredAt != nil {
		q.AnsweredAt, q.PromisedAt = nil, promise(tx.Now())
	}
	return score(ctx, tx, *q)
}

// SaveText saves the first step.
func (s *Service) SaveText(ctx context.Context, by tandem.Actor, id tandem.ID[tandem.Question], in tandem.TextAnswers) (tandem.Question, error) {
	return s.edit(ctx, by, id, change{version: in.Version, step: 1, apply: func(_ *postgres.Tx, q *tandem.Question, _ *tandem.Sealed) error {
		return s.applyText(q, in)
	}})
}

// SaveWishes saves the second step.
func (s *Service) SaveWishes(ctx context.Context, by tandem.Actor, id tandem.ID[tandem.Question], in tandem.WishAnswers) (tandem.Question, error) {
	return s.edit(ctx, by, id, change{version: in.Version, step: 2, apply: func(tx *postgres.Tx, q *tandem.Question, _ *tandem.Sealed) error {
		t, err := tx.Taxonomy(ctx)
		if err != nil {
			return err
		}
		return applyWishes(q, in, t)
	}})
}

// SaveWhen saves the third step.
func (s *Service) SaveWhen(ctx context.Context, by tandem.Actor, id tandem.ID[tandem.Question], in tandem.WhenAnswers) (tandem.Question, error) {
	return s.edit(ctx, by, id, change{version: in.Version, step: 3, apply: func(tx *postgres.Tx, q *tandem.Question, _ *tandem.Sealed) error {
		return applyWhen(q, in, tx.Now())
	}})
}
