package claiming

import (
	"context"
	"errors"
	"fmt"
	"strings"

	"github.com/tandem-hbo/tandem/internal/policy"
	"github.com/tandem-hbo/tandem/internal/postgres"
	"github.com/tandem-hbo/tandem/internal/tandem"
)

// reasonLeast is how much a lecturer writes at least when giving a claim back.
const reasonLeast = 5

// Release gives a claim back with a reason; the question is open again and the
// owner is told. A claim that has ended or started is a Conflict, a missing
// reason is Invalid.
func (s *Service) Release(ctx context.Context, by tandem.Actor, id tandem.ID[tandem.Claim], reason string) error {
	reason = strings.TrimSpace(reason)
	if err := tandem.CheckNote("reason", reason, reasonLeast, noteLimit); err != nil {
		return err
	}
	c, err := s.db.Claim(ctx, id)
	if err != nil {
		return fmt.Errorf("release: %w", err)
	}
	err = s.db.InTx(ctx, by, func(tx *postgres.Tx) error {
		q, err := tx.LockQuestion(ctx, c.QuestionID)
		if err != nil {
			return err
		}
		if c, err = tx.Claim(ctx, id); err != nil {
			return err
		}
		if err := policy.ReleaseClaim(by, c); err != nil {
			return err
		}
		return reopen(ctx, tx, q, c, ending{to: tandem.ClaimReleased, action: "question.released", note: reason})
	})
	if err != nil {
		return fmt.Errorf("release claim %s: %w", id, err)
	}
	return nil
}

// ending is how a claim ends without a start.
type ending struct {
	to     tandem.ClaimState
	action string
	note   string
}

// reopen ends a claim and opens its question again. The caller holds the lock.
func reopen(ctx context.Context, tx *postgres.Tx, q tandem.Question, c tandem.Claim, end ending) error {
	if err := c.Move(end.to, tx.Now()); err != nil {
		return err
	}
	c.EndNote = end.note
	if err := q.Move(tandem.QuestionOpen, tx.Now()); err != nil {
		return err
	}
	if err := tx.SaveClaim(ctx, c); err != nil {
		return err
	}
	if err := tx.SaveQuestion(ctx, q); err != nil {
		return err
	}
	o, err := tx.OfferingDetail(ctx, c.OfferingID)
	if err != nil {
		return err
	}
	e := event(end.action, q, tandem.QuestionClaimed)
	e.Detail = map[string]string{"offering": o.Title, "lecturer": o.Lecturer, "claim": c.ID.String()}
	if err := tx.Record(ctx, e); err != nil {
		return err
	}
	if err := lastPlace(ctx, tx, o); err != nil {
		return err
	}
	return tellOwner(ctx, tx, tandem.MailReleased, q, map[string]string{"offering": o.Title, "institution": o.Institution})
}

// errNothing tells that a claim needs no lapsing any more.
var errNothing = errors.New("claim no longer waits")

// Lapse ends every claim that was not started in time, each in a transaction of
// its own, and returns how many it ended. Running it again ends nothing more.
func (s *Service) Lapse(ctx context.Context) (int, error) {
	waiting, err := s.db.LapsingClaims(ctx, s.db.Now())
	if err != nil {
		return 0, fmt.Errorf("lapse: %w", err)
	}
	ended := 0
	var faults []error
	for _, id := range waiting {
		switch err := s.lapse(ctx, id); {
		case err == nil:
			ended++
		case !errors.Is(err, errNothing) && !errors.Is(err, tandem.NotFound):
			faults = append(faults, fmt.Errorf("lapse claim on %s: %w", id, err))
		}
	}
	return ended, errors.Join(faults...)
}

func (s *Service) lapse(ctx context.Context, id tandem.ID[tandem.Question]) error {
	return s.db.InTx(ctx, tandem.SystemActor(), func(tx *postgres.Tx) error {
		q, err := tx.LockQuestion(ctx, id)
		if err != nil {
			return err
		}
		c, err := tx.LivingClaim(ctx, id)
		if err != nil {
			return err
		}
		if c.State != tandem.ClaimOpen || c.LapsesAt.After(tx.Now()) {
			return errNothing
		}
		return reopen(ctx, tx, q, c, ending{to: tandem.ClaimLapsed, action: "question.lapsed"})
	})
}
