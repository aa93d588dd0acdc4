package postgres

import (
	"context"
	"fmt"
	"time"

	"github.com/jackc/pgx/v5"

	"github.com/tandem-hbo/tandem/internal/tandem"
)

// WaitingRows lists who waits for a place of an offering, first in line first.
func (r reader) WaitingRows(ctx context.Context, id tandem.ID[tandem.Offering]) ([]tandem.WaitingRow, error) {
	list, err := many[tandem.WaitingRow](ctx, r.q, `
		SELECT w.question_id, q.title, q.shown_name, w.source, coalesce(p.name, '') AS added_by, w.since,
			q.state = 'open' AND NOT EXISTS (
				SELECT
				FROM holds h
				WHERE h.question_id = w.question_id
					AND h.ended_at IS NULL) AS ready
		FROM waiting w
		JOIN questions q ON q.id = w.question_id
		LEFT JOIN persons p ON p.id = w.added_by
		WHERE w.offering_id = $1
		ORDER BY w.turn
		LIMIT 500`, id)
	if err != nil {
		return nil, fmt.Errorf("list who waits for %s: %w", id, err)
	}
	return list, nil
}

// ReadyRows lists the questions that may have a place of an offering, at most a
// hundred, what is worth most first.
func (r reader) ReadyRows(ctx context.Context, id tandem.ID[tandem.Offering]) ([]tandem.ReadyRow, error) {
	list, err := many[tandem.ReadyRow](ctx, r.q, `
		SELECT m.question_id, q.title, q.shown_name,
			EXISTS (
				SELECT
				FROM waiting w
				WHERE w.offering_id = m.offering_id
					AND w.question_id = m.question_id) AS in_line
		FROM matches m
		JOIN questions q ON q.id = m.question_id
		WHERE m.offering_id = $1
			AND m.state = 'approved'
			AND q.state = 'open'
			AND NOT EXISTS (
				SELECT
				FROM holds h
				WHERE h.question_id = m.question_id
					AND h.ended_at IS NULL)
		ORDER BY (m.score->>'weight')::integer DESC, m.id
		LIMIT 100`, id)
	if err != nil {
		return nil, fmt.Errorf("list who may have a place of %s: %w", id, err)
	}
	return list, nil
}

// NextInLine finds who gets a place of an offering that comes free: the first in
// line whose question is open, holds no place elsewhere and still has a match with
// the offering. NotFound when nobody waits.
func (r reader) NextInLine(ctx context.Context, id tandem.ID[tandem.Offering]) (tandem.Waiting, error) {
	w, err := one[tandem.Waiting](ctx, r.q, `
		SELECT w.offering_id, w.question_id, w.turn, w.source, w.plan_id, w.added_by, w.since
		FROM waiting w
		JOIN questions q ON q.id = w.question_id
		WHERE w.offering_id = $1
			AND `+inLine+`
		ORDER BY w.turn
		LIMIT 1`, id)
	if err != nil {
		return w, fmt.Errorf("find next in line for %s: %w", id, err)
	}
	return w, nil
}

// InsertWaiting puts questions in line behind who waits already, in the order of
// the list. Who stands in that line keeps the old turn. Turn and Since are filled
// in. Callers hold the locks of the offerings.
func (tx *Tx) InsertWaiting(ctx context.Context, list []tandem.Waiting) error {
	n := len(list)
	questions, offerings := make([]tandem.ID[tandem.Question], n), make([]tandem.ID[tandem.Offering], n)
	plans, added, sources := make([]tandem.ID[tandem.Plan], n), make([]tandem.ID[tandem.Person], n), make([]string, n)
	for i, w := range list {
		questions[i], offerings[i], plans[i], added[i], sources[i] = w.QuestionID, w.OfferingID, w.PlanID, w.AddedBy, string(w.Source)
	}
	err := tx.exec(ctx, `
		INSERT INTO waiting (offering_id, question_id, turn, source, plan_id, added_by, since)
		SELECT a.offering_id, a.question_id,
			coalesce((
				SELECT max(w.turn)
				FROM waiting w
				WHERE w.offering_id = a.offering_id), 0) + row_number() OVER (PARTITION BY a.offering_id ORDER BY a.n),
			a.source, a.plan_id, a.added_by, @since
		FROM unnest(@offerings::uuid[], @questions::uuid[], @sources::text[], @plans::uuid[], @added::uuid[])
			WITH ORDINALITY AS a (offering_id, question_id, source, plan_id, added_by, n)
		ON CONFLICT ON CONSTRAINT waiting_pkey DO NOTHING`,
		pgx.NamedArgs{
			"offerings": offerings, "questions": questions, "sources": sources, "plans": plans, "added": added, "since": tx.at,
		})
	if err != nil {
		return fmt.Errorf("put in line: %w", err)
	}
	return nil
}

// DeleteWaiting takes a question out of the line of an offering. It is a Conflict
// when it does not stand there.
func (tx *Tx) DeleteWaiting(ctx context.Context, o tandem.ID[tandem.Offering], q tandem.ID[tandem.Question]) error {
	err := tx.execOne(ctx, `
		DELETE FROM waiting
		WHERE offering_id = $1
			AND question_id = $2`, o, q)
	if err != nil {
		return fmt.Errorf("take %s out of line: %w", q, err)
	}
	return nil
}

// DeleteWaitingOfPlan takes out of line whom a plan put there.
func (tx *Tx) DeleteWaitingOfPlan(ctx context.Context, id tandem.ID[tandem.Plan]) error {
	if err := tx.exec(ctx, `DELETE FROM waiting WHERE plan_id = $1`, id); err != nil {
		return fmt.Errorf("take plan %s out of lines: %w", id, err)
	}
	return nil
}

// Waiters lists the offerings that have a line, are open and have a free place on
// a day: the lines that a job should look at again.
func (r reader) Waiters(ctx context.Context, day time.Time) ([]tandem.ID[tandem.Offering], error) {
	list, err := values[tandem.ID[tandem.Offering]](ctx, r.q, `
		SELECT o.id
		FROM offerings o
		WHERE o.closed_at IS NULL
			AND o.deadline >= $1
			AND EXISTS (
				SELECT
				FROM waiting w
				WHERE w.offering_id = o.id)
			AND o.places > (
				SELECT count(*)
				FROM holds h
				WHERE h.offering_id = o.id
					AND h.ended_at IS NULL)
		ORDER BY o.id
		LIMIT 1000`, day)
	if err != nil {
		return nil, fmt.Errorf("list lines with a free place: %w", err)
	}
	return list, nil
}
