package planning

import (
	"context"
	"fmt"
	"slices"

	"github.com/tandem-hbo/tandem/internal/postgres"
	"github.com/tandem-hbo/tandem/internal/tandem"
)

// Undo takes an approved plan back: its holds end, its lines go, its proposals are
// withdrawn and its lecturers get a mail. Once a lecturer has claimed one of its questions it is a Conflict
// with code plan_claimed.
func (s *Service) Undo(ctx context.Context, by tandem.Actor, id tandem.ID[tandem.Plan]) error {
	record, err := s.record(ctx, by, id)
	if err != nil {
		return err
	}
	err = s.db.InTx(ctx, by, func(tx *postgres.Tx) error {
		if _, err := tx.LockPeriod(ctx, record.PeriodID); err != nil {
			return err
		}
		now, err := tx.LockPlan(ctx, id)
		if err != nil {
			return err
		}
		if now.State != tandem.PlanApproved {
			return tandem.Fail(tandem.Conflict, "plan_moved_on")
		}
		if err := lockHeld(ctx, tx, id); err != nil {
			return err
		}
		holds, err := tx.HoldsOfPlan(ctx, id)
		if err != nil {
			return err
		}
		if slices.ContainsFunc(holds, func(h tandem.Hold) bool { return h.Kind == tandem.HoldClaim }) {
			return tandem.Fail(tandem.Conflict, "plan_claimed")
		}
		gone, err := withdraw(ctx, tx, now, holds)
		if err != nil {
			return err
		}
		mails, err := lost(ctx, tx, gone)
		if err != nil {
			return err
		}
		return tx.QueueMails(ctx, mails)
	})
	if err != nil {
		return fmt.Errorf("undo plan %s: %w", id, err)
	}
	return nil
}

// lockHeld holds the questions of a plan, so that no claim comes between.
func lockHeld(ctx context.Context, tx *postgres.Tx, id tandem.ID[tandem.Plan]) error {
	holds, err := tx.HoldsOfPlan(ctx, id)
	if err != nil {
		return err
	}
	ids := make([]tandem.ID[tandem.Question], len(holds))
	for i, h := range holds {
		ids[i] = h.QuestionID
	}
	return tx.LockQuestions(ctx, ids)
}

// withdraw ends what an approved plan holds and takes its proposals back. What
// lecturers claimed stays. Callers hold the locks of the questions, and read the holds
// under them. It returns the holds that ended.
func withdraw(ctx context.Context, tx *postgres.Tx, p tandem.PlanRecord, holds []tandem.Hold) ([]tandem.ID[tandem.Hold], error) {
	if err := tx.DeleteWaitingOfPlan(ctx, p.ID); err != nil {
		return nil, err
	}
	if err := tx.ClearWaits(ctx, p.ID); err != nil {
		return nil, err
	}
	var ids []tandem.ID[tandem.Hold]
	for _, h := range holds {
		if h.Kind == tandem.HoldPlan {
			ids = append(ids, h.ID)
		}
	}
	if err := tx.WithdrawProposals(ctx, p.ID, ids); err != nil {
		return nil, err
	}
	if _, err := tx.EndHolds(ctx, ids, tandem.HoldUndone); err != nil {
		return nil, err
	}
	from := p.State
	if err := p.Move(tandem.PlanUndone, tx.Now()); err != nil {
		return nil, err
	}
	if err := tx.SavePlan(ctx, p); err != nil {
		return nil, err
	}
	return ids, tx.Record(ctx, event(p, "plan.undone", from))
}
