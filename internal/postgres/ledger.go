package postgres

import (
	"context"
	"fmt"

	"github.com/tandem-hbo/tandem/internal/tandem"
)

// Ledger lists who holds the places of an offering until when, by place.
func (r reader) Ledger(ctx context.Context, id tandem.ID[tandem.Offering]) ([]tandem.LedgerRow, error) {
	list, err := many[tandem.LedgerRow](ctx, r.q, `
		SELECT h.id AS hold_id, h.place, h.kind, h.question_id, q.title, q.shown_name, coalesce(p.name, '') AS made_by,
			coalesce(c.created_at, h.created_at) AS since,
			CASE
				WHEN c.id IS NULL THEN h.ends_at
				WHEN c.state = 'open' THEN c.lapses_at
			END AS until,
			c.id AS claim_id, coalesce(c.state, '') AS claim_state
		FROM holds h
		JOIN questions q ON q.id = h.question_id
		LEFT JOIN claims c ON c.hold_id = h.id
		LEFT JOIN persons p ON p.id = coalesce(c.lecturer_id, h.made_by)
		WHERE h.offering_id = $1
			AND h.ended_at IS NULL
		ORDER BY h.place`, id)
	if err != nil {
		return nil, fmt.Errorf("read ledger of %s: %w", id, err)
	}
	return list, nil
}

// SoftHold finds the place that is kept free for a question; NotFound when none
// is, or a claim has it.
func (r reader) SoftHold(ctx context.Context, id tandem.ID[tandem.Question]) (tandem.SoftHold, error) {
	h, err := one[tandem.SoftHold](ctx, r.q, `
		SELECT h.offering_id, o.title AS offering, o.institution_id, h.ends_at AS until
		FROM holds h
		JOIN offerings o ON o.id = h.offering_id
		WHERE h.question_id = $1
			AND h.ended_at IS NULL
			AND h.kind <> 'claim'`, id)
	if err != nil {
		return h, fmt.Errorf("find soft hold of %s: %w", id, err)
	}
	return h, nil
}

// FreePlace gives the lowest place of an offering that nobody holds, or 0 when
// all are held.
func (r reader) FreePlace(ctx context.Context, id tandem.ID[tandem.Offering]) (int, error) {
	n, err := value[int](ctx, r.q, `
		SELECT coalesce(min(s.number), 0)
		FROM slots s
		WHERE s.offering_id = $1
			AND NOT EXISTS (
				SELECT
				FROM holds h
				WHERE h.offering_id = s.offering_id
					AND h.place = s.number
					AND h.ended_at IS NULL)`, id)
	if err != nil {
		return 0, fmt.Errorf("find free place of %s: %w", id, err)
	}
	return n, nil
}

// Supervision lists what the lecturers who have offerings or a limit in a period
// supervise there, by name.
func (r reader) Supervision(ctx context.Context, id tandem.ID[tandem.Period]) ([]tandem.Supervision, error) {
	list, err := many[tandem.Supervision](ctx, r.q, `
		WITH offered AS (
			SELECT lecturer_id, (sum(places * hours) FILTER (WHERE closed_at IS NULL)) AS hours
			FROM offerings
			WHERE period_id = $1
			GROUP BY lecturer_id)
		SELECT lecturer_id, p.name AS lecturer, $1::uuid AS period_id, s.hours, coalesce(s.held, 0) AS held,
			coalesce(o.hours, 0) AS offered
		FROM offered o
		FULL JOIN (
			SELECT lecturer_id, hours, held
			FROM supervision
			WHERE period_id = $1) s USING (lecturer_id)
		JOIN persons p ON p.id = lecturer_id
		WHERE o.lecturer_id IS NOT NULL
			OR s.hours IS NOT NULL
			OR s.held > 0
		ORDER BY p.name, p.id`, id)
	if err != nil {
		return nil, fmt.Errorf("list supervision in %s: %w", id, err)
	}
	return list, nil
}

// ProgrammeCaps lists what the programmes that have offerings or a cap in a
// period take there, by name.
func (r reader) ProgrammeCaps(ctx context.Context, id tandem.ID[tandem.Period]) ([]tandem.ProgrammeCap, error) {
	list, err := many[tandem.ProgrammeCap](ctx, r.q, `
		WITH offered AS (
			SELECT programme_id, (sum(places) FILTER (WHERE closed_at IS NULL)) AS places
			FROM offerings
			WHERE period_id = $1
			GROUP BY programme_id)
		SELECT programme_id, p.name AS programme, $1::uuid AS period_id, c.most, coalesce(c.held, 0) AS held,
			coalesce(o.places, 0) AS offered
		FROM offered o
		FULL JOIN (
			SELECT programme_id, most, held
			FROM programme_caps
			WHERE period_id = $1) c USING (programme_id)
		JOIN programmes p ON p.id = programme_id
		WHERE o.programme_id IS NOT NULL
			OR c.most IS NOT NULL
			OR c.held > 0
		ORDER BY p.name, p.id`, id)
	if err != nil {
		return nil, fmt.Errorf("list caps in %s: %w", id, err)
	}
	return list, nil
}

// SaveSupervision sets how many hours a lecturer has in a period; nil takes the
// limit away. Fewer than are held is a Conflict with code hours_full. Lines that
// may move up do.
func (tx *Tx) SaveSupervision(ctx context.Context, s tandem.Supervision) error {
	err := tx.exec(ctx, `
		INSERT INTO supervision (lecturer_id, period_id, hours)
		VALUES ($1, $2, $3)
		ON CONFLICT (lecturer_id, period_id)
		DO UPDATE SET hours = EXCLUDED.hours`, s.LecturerID, s.PeriodID, s.Hours)
	if err != nil {
		return fmt.Errorf("save hours of %s: %w", s.LecturerID, err)
	}
	ids, err := values[tandem.ID[tandem.Offering]](ctx, tx.q, `
		SELECT id
		FROM offerings
		WHERE lecturer_id = $1
			AND period_id = $2`, s.LecturerID, s.PeriodID)
	if err != nil {
		return fmt.Errorf("list offerings of %s: %w", s.LecturerID, err)
	}
	return tx.handOn(ctx, ids)
}

// SaveProgrammeCap sets how many places a programme takes in a period; nil takes
// the cap away. Fewer than are held is a Conflict with code programme_full. Lines
// that may move up do.
func (tx *Tx) SaveProgrammeCap(ctx context.Context, c tandem.ProgrammeCap) error {
	err := tx.exec(ctx, `
		INSERT INTO programme_caps (programme_id, period_id, most)
		VALUES ($1, $2, $3)
		ON CONFLICT (programme_id, period_id)
		DO UPDATE SET most = EXCLUDED.most`, c.ProgrammeID, c.PeriodID, c.Most)
	if err != nil {
		return fmt.Errorf("save cap of %s: %w", c.ProgrammeID, err)
	}
	ids, err := values[tandem.ID[tandem.Offering]](ctx, tx.q, `
		SELECT id
		FROM offerings
		WHERE programme_id = $1
			AND period_id = $2`, c.ProgrammeID, c.PeriodID)
	if err != nil {
		return fmt.Errorf("list offerings of %s: %w", c.ProgrammeID, err)
	}
	return tx.handOn(ctx, ids)
}
