package review

import (
	"context"
	"slices"
	"strings"
	"unicode/utf8"

	"github.com/tandem-hbo/tandem/internal/policy"
	"github.com/tandem-hbo/tandem/internal/postgres"
	"github.com/tandem-hbo/tandem/internal/tandem"
)

// noteLimit is the most characters of a sentence to the owner.
const noteLimit = 2000

// keyLimit is the most characters of a form's key; ours are shorter.
const keyLimit = 64

// Asking is the form with which a coordinator asks the owner something. FormKey
// makes a form that is sent twice one message.
type Asking struct {
	Seen
	Body    string
	FormKey string
}

// Ask sends the owner a question, with a link to answer by. The question stays
// where it is; the promise counts as kept, for a person has answered. Errors:
// Invalid without a text; Conflict when the question has ended, changed, or the
// same form was sent before.
func (s *Service) Ask(ctx context.Context, by tandem.Actor, a Asking) error {
	a.Body = strings.TrimSpace(a.Body)
	return s.db.InTx(ctx, by, func(tx *postgres.Tx) error {
		q, err := act(ctx, tx, by, a.Seen)
		if err != nil {
			return err
		}
		if q.State.Ended() {
			return tandem.Fail(tandem.Conflict, "question_moved_on")
		}
		if err := checkNote("note", a.Body); err != nil {
			return err
		}
		if len(a.FormKey) > keyLimit {
			return tandem.Fail(tandem.Invalid, "form_unreadable")
		}
		answered(&q, tx)
		if err := tx.SaveQuestion(ctx, q); err != nil {
			return err
		}
		if err := say(ctx, tx, by, tandem.QuestionMessage{QuestionID: q.ID, Body: a.Body, AsksReply: true}, a.FormKey); err != nil {
			return err
		}
		if err := tx.Record(ctx, event(q, "question.asked_back", q.State, nil)); err != nil {
			return err
		}
		return tell(ctx, tx, by, q, letter{tandem.MailAskBack, map[string]string{"note": a.Body}})
	})
}

// Refusal is the form with which a coordinator says no.
type Refusal struct {
	Seen
	Reason   tandem.DeclineReason
	Referral tandem.Referral
	Note     string // what the owner reads beside the reason
}

// Decline ends a question with a reason, a place to go instead and a sentence to
// the owner. Errors: Invalid with the fields at fault; Conflict when somebody
// decided earlier or a lecturer has claimed it.
func (s *Service) Decline(ctx context.Context, by tandem.Actor, f Refusal) error {
	f.Note = strings.TrimSpace(f.Note)
	return s.db.InTx(ctx, by, func(tx *postgres.Tx) error {
		q, err := act(ctx, tx, by, f.Seen)
		if err != nil {
			return err
		}
		if err := policy.DeclineQuestion(by, q); err != nil {
			return err
		}
		if err := f.check(); err != nil {
			return err
		}
		return f.store(ctx, tx, by, q)
	})
}

func (f Refusal) check() error {
	var faults []tandem.FieldError
	if !slices.Contains(tandem.DeclineReasons(), f.Reason) {
		faults = append(faults, tandem.FieldError{Field: "reason", Code: "reason_missing"})
	}
	if !slices.Contains(tandem.Referrals(), f.Referral) {
		faults = append(faults, tandem.FieldError{Field: "referral", Code: "referral_missing"})
	}
	if f.Note == "" {
		faults = append(faults, tandem.FieldError{Field: "note", Code: "missing"})
	}
	return tandem.FailFields(append(faults, tooLong("note", f.Note)...))
}

func (f Refusal) store(ctx context.Context, tx *postgres.Tx, by tandem.Actor, q tandem.Question) error {
	from := q.State
	if err := q.Move(tandem.QuestionDeclined, tx.Now()); err != nil {
		return err
	}
	answered(&q, tx)
	if err := tx.SaveQuestion(ctx, q); err != nil {
		return err
	}
	d := tandem.Decline{QuestionID: q.ID, Reason: f.Reason, Referral: f.Referral, Note: f.Note, CreatedAt: tx.Now()}
	if err := tx.InsertDecline(ctx, d); err != nil {
		return err
	}
	if err := tx.ExpireMatches(ctx, q.ID); err != nil {
		return err
	}
	detail := map[string]string{"reason": string(f.Reason), "referral": string(f.Referral)}
	if err := tx.Record(ctx, event(q, "question.declined", from, detail)); err != nil {
		return err
	}
	detail["note"] = f.Note
	return tell(ctx, tx, by, q, letter{tandem.MailDeclined, detail})
}

// checkNote demands a text of a possible length.
func checkNote(field, text string) error {
	if text == "" {
		return tandem.FailFields([]tandem.FieldError{{Field: field, Code: "missing"}})
	}
	return tandem.FailFields(tooLong(field, text))
}

func tooLong(field, text string) []tandem.FieldError {
	if utf8.RuneCountInString(text) <= noteLimit {
		return nil
	}
	return []tandem.FieldError{{Field: field, Code: "too_long", Limit: noteLimit}}
}
