package delivery

import (
	"context"
	"fmt"
	"strings"

	"github.com/tandem-hbo/tandem/internal/policy"
	"github.com/tandem-hbo/tandem/internal/postgres"
	"github.com/tandem-hbo/tandem/internal/tandem"
)

// Finish ends the work as agreed, with a note on what was handed over, and asks
// both sides what it brought. Work that does not run is a Conflict, a missing
// note is Invalid.
func (s *Service) Finish(ctx context.Context, by tandem.Actor, id tandem.ID[tandem.Claim], handOver string) error {
	return s.end(ctx, by, id, ending{
		to: tandem.EngagementFinished, question: tandem.QuestionCompleted, action: "question.completed",
		field: "hand_over", note: handOver,
	})
}

// Stop ends the work early with a reason, and asks both sides what it brought
// all the same. The errors are those of Finish.
func (s *Service) Stop(ctx context.Context, by tandem.Actor, id tandem.ID[tandem.Claim], reason string) error {
	return s.end(ctx, by, id, ending{
		to: tandem.EngagementStopped, question: tandem.QuestionStopped, action: "question.stopped",
		field: "stop_reason", note: reason,
	})
}

// ending is how work ends; field is the form's field that note came from.
type ending struct {
	to          tandem.EngagementState
	question    tandem.QuestionState
	action      string
	field, note string
}

func (s *Service) end(ctx context.Context, by tandem.Actor, id tandem.ID[tandem.Claim], how ending) error {
	how.note = strings.TrimSpace(how.note)
	if err := tandem.CheckNote(how.field, how.note, noteLeast, noteMost); err != nil {
		return err
	}
	c, err := s.db.Claim(ctx, id)
	if err != nil {
		return fmt.Errorf("%s: %w", how.action, err)
	}
	err = s.db.InTx(ctx, by, func(tx *postgres.Tx) error {
		w, err := lock(ctx, tx, c)
		if err != nil {
			return err
		}
		if err := policy.EndWork(by, w.Claim); err != nil {
			return err
		}
		if w.Engagement, err = tx.EngagementOf(ctx, id); err != nil {
			return err
		}
		return finish(ctx, tx, w, how)
	})
	if err != nil {
		return fmt.Errorf("%s for claim %s: %w", how.action, id, err)
	}
	return nil
}

func finish(ctx context.Context, tx *postgres.Tx, w tandem.Work, how ending) error {
	from, now := w.Question.State, tx.Now()
	if err := w.Engagement.Move(how.to, now); err != nil {
		return err
	}
	if err := w.Question.Move(how.question, now); err != nil {
		return err
	}
	w.Engagement.EndNote, w.Engagement.EndedAt = how.note, &now
	if err := tx.SaveEngagement(ctx, w.Engagement); err != nil {
		return err
	}
	if err := tx.SaveQuestion(ctx, w.Question); err != nil {
		return err
	}
	e := event(how.action, w.Question, from)
	e.Detail = map[string]string{"offering": w.Offering.Title, "engagement": w.Engagement.ID.String()}
	if err := tx.Record(ctx, e); err != nil {
		return err
	}
	return tellBoth(ctx, tx, tandem.MailEvaluate, w, map[string]string{
		"path": "/evaluatie/" + w.Engagement.ID.String(),
	})
}
