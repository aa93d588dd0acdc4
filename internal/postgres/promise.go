package postgres

import (
	"context"
	"fmt"

	"github.com/tandem-hbo/tandem/internal/tandem"
)

// inLine tells of a row w of waiting, with its question q, that it gets a place as
// soon as one is free: the question is open, holds no place elsewhere and still has
// a match with the offering.
const inLine = `
	q.state = 'open'
		AND NOT EXISTS (
			SELECT
			FROM holds h
			WHERE h.question_id = w.question_id
				AND h.ended_at IS NULL)
		AND EXISTS (
			SELECT
			FROM matches m
			WHERE m.question_id = w.question_id
				AND m.offering_id = w.offering_id
				AND m.state IN ('proposed', 'approved'))`

// Promised counts the free places of an offering that are promised to others than
// a question: one for each that stands in line and may have it, or, when the
// question stands there itself, for each before it. Callers hold the offering's lock.
func (tx *Tx) Promised(ctx context.Context, o tandem.ID[tandem.Offering], q tandem.ID[tandem.Question]) (int, error) {
	n, err := value[int](ctx, tx.q, `
		SELECT count(*)
		FROM waiting w
		JOIN questions q ON q.id = w.question_id
		WHERE w.offering_id = $1
			AND w.turn < coalesce((
				SELECT own.turn
				FROM waiting own
				WHERE own.offering_id = $1
					AND own.question_id = $2), 2147483647)
			AND w.question_id <> $2
			AND `+inLine, o, q)
	if err != nil {
		return 0, fmt.Errorf("count who waits for %s: %w", o, err)
	}
	return n, nil
}
