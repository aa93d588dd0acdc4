package postgres

import (
	"context"
	"fmt"

	"github.com/tandem-hbo/tandem/internal/tandem"
)

// Period finds a teaching period.
func (r reader) Period(ctx context.Context, id tandem.ID[tandem.Period]) (tandem.Period, error) {
	p, err := one[tandem.Period](ctx, r.q, `
		SELECT id, institution_id, name, academic_year, starts_on AS start, ends_on AS "end"
		FROM periods
		WHERE id = $1`, id)
	if err != nil {
		return p, fmt.Errorf("find period %s: %w", id, err)
	}
	return p, nil
}

// Periods lists the teaching periods of an institution, latest start first.
func (r reader) Periods(ctx context.Context, in tandem.ID[tandem.Institution]) ([]tandem.Period, error) {
	list, err := many[tandem.Period](ctx, r.q, `
		SELECT id, institution_id, name, academic_year, starts_on AS start, ends_on AS "end"
		FROM periods
		WHERE institution_id = $1
		ORDER BY starts_on DESC, name`, in)
	if err != nil {
		return nil, fmt.Errorf("list periods of %s: %w", in, err)
	}
	return list, nil
}

// InsertPeriod stores a new period. A name in use in the same academic year is
// a Conflict.
func (tx *Tx) InsertPeriod(ctx context.Context, p tandem.Period) error {
	err := tx.exec(ctx, `
		INSERT INTO periods (id, institution_id, name, academic_year, starts_on, ends_on)
		VALUES ($1, $2, $3, $4, $5, $6)`, p.ID, p.InstitutionID, p.Name, p.AcademicYear, p.Start, p.End)
	if err != nil {
		return fmt.Errorf("insert period: %w", err)
	}
	return nil
}

// LockPeriod reads a teaching period and holds its row until the transaction
// ends.
func (tx *Tx) LockPeriod(ctx context.Context, id tandem.ID[tandem.Period]) (tandem.Period, error) {
	if _, err := value[int](ctx, tx.q, `SELECT 1 FROM periods WHERE id = $1 FOR NO KEY UPDATE`, id); err != nil {
		return tandem.Period{}, fmt.Errorf("lock period %s: %w", id, err)
	}
	return tx.Period(ctx, id)
}

// SavePeriod stores a changed period; it stays with its institution.
func (tx *Tx) SavePeriod(ctx context.Context, p tandem.Period) error {
	err := tx.execOne(ctx, `
		UPDATE periods
		SET name = $2, academic_year = $3, starts_on = $4, ends_on = $5
		WHERE id = $1`, p.ID, p.Name, p.AcademicYear, p.Start, p.End)
	if err != nil {
		return fmt.Errorf("save period %s: %w", p.ID, err)
	}
	return nil
}
