package pgtest

import (
	"context"

	"github.com/jackc/pgx/v5"
)

// AuditLedger counts what must not be in the ledger of holds: budgets that differ
// from a recount or are overdrawn, holds that do not know their offering's
// budgets, holds beside the places, two on one place or for one question, claims
// that outlive their hold. It is one statement, so that it sees one moment.
func AuditLedger(ctx context.Context, q interface {
	QueryRow(ctx context.Context, sql string, args ...any) pgx.Row
},
) (wrong int, err error) {
	err = q.QueryRow(ctx, `
	SELECT count(*) FROM (
		SELECT FROM supervision s WHERE s.held > s.hours OR s.held <> (
			SELECT coalesce(sum(o.hours), 0) FROM holds h JOIN offerings o ON o.id = h.offering_id
			WHERE h.ended_at IS NULL AND o.lecturer_id = s.lecturer_id AND o.period_id = s.period_id)
		UNION ALL
		SELECT FROM programme_caps c WHERE c.held > c.most OR c.held <> (
			SELECT count(*) FROM holds h JOIN offerings o ON o.id = h.offering_id
			WHERE h.ended_at IS NULL AND o.programme_id = c.programme_id AND o.period_id = c.period_id)
		UNION ALL
		SELECT FROM holds h JOIN offerings o ON o.id = h.offering_id
		WHERE h.ended_at IS NULL AND (
			(h.lecturer_id, h.period_id, h.programme_id, h.hours) IS DISTINCT FROM (o.lecturer_id, o.period_id, o.programme_id, o.hours)
			OR h.place > o.places
			OR h.hours > 0 AND NOT EXISTS (
				SELECT FROM supervision s WHERE s.lecturer_id = h.lecturer_id AND s.period_id = h.period_id)
			OR NOT EXISTS (SELECT FROM programme_caps c WHERE c.programme_id = h.programme_id AND c.period_id = h.period_id))
		UNION ALL
		SELECT FROM holds WHERE ended_at IS NULL GROUP BY question_id HAVING count(*) > 1
		UNION ALL
		SELECT FROM holds WHERE ended_at IS NULL GROUP BY offering_id, place HAVING count(*) > 1
		UNION ALL
		SELECT FROM holds h WHERE h.kind = 'claim' AND NOT EXISTS (
			SELECT FROM claims c WHERE c.hold_id = h.id AND c.living = h.living AND c.question_id = h.question_id)
	) wrong`).Scan(&wrong)
	return wrong, err
}
