package postgres

import (
	"context"
	"fmt"

	"github.com/tandem-hbo/tandem/internal/tandem"
)

// Evaluations lists what the sides said about work, oldest first.
func (r reader) Evaluations(ctx context.Context, id tandem.ID[tandem.Engagement]) ([]tandem.Evaluation, error) {
	list, err := many[tandem.Evaluation](ctx, r.q, `
		SELECT v.id, v.engagement_id, v.side, v.person_id, v.note, v.created_at,
			coalesce((
				SELECT jsonb_agg(jsonb_build_object('outcome', g.outcome, 'grade', g.grade) ORDER BY g.outcome)
				FROM evaluation_ratings g
				WHERE g.evaluation_id = v.id), '[]') AS ratings
		FROM evaluations v
		WHERE v.engagement_id = $1
		ORDER BY v.created_at, v.id`, id)
	if err != nil {
		return nil, fmt.Errorf("list evaluations of %s: %w", id, err)
	}
	return list, nil
}

// InsertEvaluation stores what one side says with its ratings. A side that
// spoke before is a Conflict with code already_evaluated.
func (tx *Tx) InsertEvaluation(ctx context.Context, v tandem.Evaluation) error {
	err := tx.exec(ctx, `
		INSERT INTO evaluations (id, engagement_id, side, person_id, note, created_at)
		VALUES ($1, $2, $3, $4, $5, $6)`, v.ID, v.EngagementID, v.Side, v.PersonID, v.Note, v.CreatedAt)
	if err != nil {
		return fmt.Errorf("insert evaluation: %w", err)
	}
	for _, g := range v.Ratings {
		err := tx.exec(ctx, `
			INSERT INTO evaluation_ratings (evaluation_id, outcome, grade)
			VALUES ($1, $2, $3)`, v.ID, g.Outcome, g.Grade)
		if err != nil {
			return fmt.Errorf("insert rating of %s: %w", g.Outcome, err)
		}
	}
	return nil
}
