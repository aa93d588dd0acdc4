package postgres

import (
	"context"
	"fmt"

	"github.com/tandem-hbo/tandem/internal/tandem"
)

// Yields tells what evaluations measured: for each form, outcome and side how
// many graded it and the mean grade on the scale 0..1.
func (r reader) Yields(ctx context.Context) ([]tandem.Yield, error) {
	list, err := many[tandem.Yield](ctx, r.q, `
		SELECT o.form, g.outcome, e.side, count(*) AS n, avg((g.grade - 1) / 4.0)::double precision AS mean
		FROM evaluation_ratings g
		JOIN evaluations e ON e.id = g.evaluation_id
		JOIN engagements w ON w.id = e.engagement_id
		JOIN claims c ON c.id = w.claim_id
		JOIN offerings o ON o.id = c.offering_id
		GROUP BY o.form, g.outcome, e.side
		ORDER BY o.form, g.outcome, e.side`)
	if err != nil {
		return nil, fmt.Errorf("list yields: %w", err)
	}
	return list, nil
}

// FormNotes lists what people wrote in evaluations of a form, newest first, at
// most fifty. Only staff may read them.
func (r reader) FormNotes(ctx context.Context, form tandem.FormKey) ([]tandem.FormNote, error) {
	list, err := many[tandem.FormNote](ctx, r.q, `
		SELECT e.side, e.note, o.title AS offering, i.short_name AS institution, e.created_at
		FROM evaluations e
		JOIN engagements w ON w.id = e.engagement_id
		JOIN claims c ON c.id = w.claim_id
		JOIN offerings o ON o.id = c.offering_id
		JOIN institutions i ON i.id = o.institution_id
		WHERE o.form = $1
			AND e.note <> ''
		ORDER BY e.created_at DESC, e.id
		LIMIT 50`, form)
	if err != nil {
		return nil, fmt.Errorf("list notes on form %s: %w", form, err)
	}
	return list, nil
}
