package intake

import (
	"context"
	"errors"
	"fmt"

	"github.com/tandem-hbo/tandem/internal/policy"
	"github.com/tandem-hbo/tandem/internal/postgres"
	"github.com/tandem-hbo/tandem/internal/tandem"
)

// AllowLearning stores whether we may learn reading from a question. What was
// kept of it goes in the same transaction when the owner takes the word back.
// Saying the same again changes nothing.
func (s *Service) AllowLearning(ctx context.Context, by tandem.Actor, id tandem.ID[tandem.Question], learn bool) error {
	err := s.act(ctx, by, id, func(tx *postgres.Tx, q tandem.Question) error {
		if err := policy.AllowLearning(by, q); err != nil {
			return err
		}
		if q.Learn == learn {
			return errUnchanged
		}
		action := "question.learning_allowed"
		if !learn {
			action = "question.learning_ended"
			if err := tx.DeleteCase(ctx, id); err != nil {
				return err
			}
		}
		if err := tx.SaveLearning(ctx, id, learn); err != nil {
			return err
		}
		return tx.Record(ctx, event(q, action))
	})
	if err != nil && !errors.Is(err, errUnchanged) {
		return fmt.Errorf("allow learning from %s: %w", id, err)
	}
	return nil
}
