package claiming

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"time"

	"github.com/tandem-hbo/tandem/internal/calendar"
	"github.com/tandem-hbo/tandem/internal/policy"
	"github.com/tandem-hbo/tandem/internal/postgres"
	"github.com/tandem-hbo/tandem/internal/tandem"
)

// holdMost is how many days a coordinator may keep a place free at most.
const holdMost = 90

// Pair is a question and the offering that a coordinator wants a place in for it.
type Pair struct {
	QuestionID tandem.ID[tandem.Question]
	OfferingID tandem.ID[tandem.Offering]
}

// Hold keeps a place of an offering free for a question until the end of a day,
// and tells the lecturer. The question must be open and approved for the offering.
// Errors: Denied; Invalid with field until; Conflict with question_held,
// offering_full, place_promised, hours_full, programme_full, offering_closed or
// match_moved_on.
func (s *Service) Hold(ctx context.Context, by tandem.Actor, p Pair, until time.Time) error {
	ends := calendar.EndOf(until)
	if err := checkUntil(s.db.Now(), until, ends); err != nil {
		return err
	}
	return s.onPair(ctx, by, p, func(tx *postgres.Tx, b both) error {
		switch _, err := tx.LivingHold(ctx, p.QuestionID); {
		case err == nil:
			return tandem.Fail(tandem.Conflict, "question_held")
		case !errors.Is(err, tandem.NotFound):
			return err
		}
		if b.match.State != tandem.MatchApproved {
			return tandem.Fail(tandem.Conflict, "match_moved_on")
		}
		if err := free(ctx, tx, p.QuestionID, b.offering); err != nil {
			return err
		}
		h := tandem.Hold{QuestionID: p.QuestionID, OfferingID: p.OfferingID, Kind: tandem.HoldSoft, EndsAt: &ends}
		return keep(ctx, tx, b, h, "question.held")
	})
}

func checkUntil(now, until, ends time.Time) error {
	var code string
	switch {
	case until.IsZero():
		code = "missing"
	case !ends.After(now):
		code = "in_past"
	case ends.After(now.AddDate(0, 0, holdMost+1)):
		code = "hold_too_far"
	default:
		return nil
	}
	return tandem.FailFields([]tandem.FieldError{{Field: "until", Code: code, Limit: holdMost}})
}

// LineUp puts a question at the end of the line for an offering: it gets the first
// place that comes free when its turn is there, and its match is approved then in the
// name of who put it here: who may not approve it is Denied. The question may hold a
// place elsewhere; the other errors are those of Hold.
func (s *Service) LineUp(ctx context.Context, by tandem.Actor, p Pair) error {
	return s.onPair(ctx, by, p, func(tx *postgres.Tx, b both) error {
		if b.match.State != tandem.MatchApproved {
			if err := policy.ApproveMatch(by, b.question, b.offering.Offering); err != nil {
				return err
			}
		}
		w := tandem.Waiting{
			OfferingID: p.OfferingID, QuestionID: p.QuestionID, Source: tandem.WaitCoordinator, AddedBy: by.PersonID,
		}
		if err := tx.InsertWaiting(ctx, []tandem.Waiting{w}); err != nil {
			return err
		}
		return tx.Record(ctx, b.event("question.lined_up"))
	})
}

// LeaveLine takes a question out of the line for an offering. It is a Conflict
// when it does not stand there any more.
func (s *Service) LeaveLine(ctx context.Context, by tandem.Actor, p Pair) error {
	return s.lock(ctx, by, p, func(tx *postgres.Tx, b both) error {
		if err := policy.HoldPlace(by, b.offering.Offering); err != nil {
			return err
		}
		if err := tx.DeleteWaiting(ctx, p.OfferingID, p.QuestionID); err != nil {
			return err
		}
		return tx.Record(ctx, b.event("question.left_line"))
	})
}

// both is a question and an offering with their rows held, and their match.
type both struct {
	question tandem.Question
	offering tandem.OfferingDetail
	match    tandem.Match
}

// lock runs fn on a pair with both rows held.
func (s *Service) lock(ctx context.Context, by tandem.Actor, p Pair, fn func(*postgres.Tx, both) error) error {
	err := s.db.InTx(ctx, by, func(tx *postgres.Tx) error {
		var b both
		var err error
		if b.question, err = tx.LockQuestion(ctx, p.QuestionID); err != nil {
			return err
		}
		if b.offering, err = tx.LockOffering(ctx, p.OfferingID); err != nil {
			return err
		}
		return fn(tx, b)
	})
	if err != nil {
		return fmt.Errorf("place of question %s in %s: %w", p.QuestionID, p.OfferingID, err)
	}
	return nil
}

// onPair is lock for a coordinator, on a pair that may still come together.
func (s *Service) onPair(ctx context.Context, by tandem.Actor, p Pair, fn func(*postgres.Tx, both) error) error {
	return s.lock(ctx, by, p, func(tx *postgres.Tx, b both) error {
		if err := policy.HoldPlace(by, b.offering.Offering); err != nil {
			return err
		}
		var err error
		if b.match, err = b.fits(ctx, tx); err != nil {
			return err
		}
		return fn(tx, b)
	})
}

// fits tells why a place cannot be given, or finds the match.
func (b both) fits(ctx context.Context, tx *postgres.Tx) (tandem.Match, error) {
	var none tandem.Match
	list, err := tx.Matches(ctx, b.question.ID)
	if err != nil {
		return none, err
	}
	i := slices.IndexFunc(list, func(m tandem.Match) bool {
		return m.OfferingID == b.offering.ID && m.State != tandem.MatchRejected
	})
	switch {
	case b.question.State == tandem.QuestionClaimed || b.question.State == tandem.QuestionEngaged:
		return none, tandem.Fail(tandem.Conflict, "claim_taken")
	case b.question.State != tandem.QuestionOpen:
		return none, tandem.Fail(tandem.Conflict, "question_moved_on")
	case i < 0:
		return none, tandem.Fail(tandem.Conflict, "match_moved_on")
	case b.offering.ClosedAt != nil:
		return none, tandem.Fail(tandem.Conflict, "offering_closed")
	}
	return list[i], nil
}

func (b both) event(action string) tandem.Event {
	e := event(action, b.question, b.question.State)
	e.Detail = map[string]string{"offering": b.offering.Title}
	return e
}

// keep stores a soft hold, takes the question out of that line, and tells the
// lecturer until when.
func keep(ctx context.Context, tx *postgres.Tx, b both, h tandem.Hold, action string) error {
	if _, err := tx.InsertHolds(ctx, []tandem.Hold{h}); err != nil {
		return err
	}
	if err := outOfLine(ctx, tx, h.QuestionID, h.OfferingID); err != nil {
		return err
	}
	day := lastDay(*h.EndsAt)
	e := b.event(action)
	e.Detail["until"] = day
	if err := tx.Record(ctx, e); err != nil {
		return err
	}
	if err := lastPlace(ctx, tx, b.offering); err != nil {
		return err
	}
	lecturer, err := tx.Person(ctx, b.offering.LecturerID)
	if err != nil {
		return err
	}
	return tx.QueueMail(ctx, tandem.Mail{
		Kind: tandem.MailHeld, Recipient: lecturer.Mail, Language: lecturer.Language,
		Data: map[string]string{
			"title": b.question.Title, "name": lecturer.Name, "offering": b.offering.Title, "date": day,
			"institution": b.offering.Institution, "path": "/vragen/" + b.question.ID.String(),
		},
	})
}

// lastDay is the day at the end of which a hold ends, as mails carry it.
func lastDay(ends time.Time) string {
	return calendar.Day(ends.Add(-time.Second)).Format(time.DateOnly)
}

// ReleaseHold gives a soft hold back: by a coordinator, or by the lecturer who
// would rather not; the other one is told. Who waits gets the place. A hold that has
// ended or was claimed is a Conflict.
func (s *Service) ReleaseHold(ctx context.Context, by tandem.Actor, id tandem.ID[tandem.Hold]) error {
	h, err := s.db.Hold(ctx, id)
	if err != nil {
		return fmt.Errorf("release hold: %w", err)
	}
	return s.lock(ctx, by, Pair{h.QuestionID, h.OfferingID}, func(tx *postgres.Tx, b both) error {
		if err := policy.ViewLedger(by, b.offering.Offering); err != nil {
			return err
		}
		ended, err := tx.EndHolds(ctx, []tandem.ID[tandem.Hold]{id}, tandem.HoldReleased)
		if err != nil {
			return err
		}
		if len(ended) == 0 {
			return tandem.Fail(tandem.Conflict, "hold_moved_on")
		}
		if err := tx.Record(ctx, b.event("question.hold_"+string(tandem.HoldReleased))); err != nil {
			return err
		}
		o, err := tx.OfferingDetail(ctx, b.offering.ID)
		if err != nil {
			return err
		}
		if err := lastPlace(ctx, tx, o); err != nil {
			return err
		}
		return tellLetGo(ctx, tx, []tandem.ID[tandem.Hold]{id}, by)
	})
}
