package postgres

import (
	"context"
	"fmt"

	"github.com/tandem-hbo/tandem/internal/tandem"
)

// Programme finds a programme.
func (r reader) Programme(ctx context.Context, id tandem.ID[tandem.Programme]) (tandem.Programme, error) {
	p, err := one[tandem.Programme](ctx, r.q, `
		SELECT id, institution_id, name, level, fields
		FROM programmes
		WHERE id = $1`, id)
	if err != nil {
		return p, fmt.Errorf("find programme %s: %w", id, err)
	}
	return p, nil
}

// Programmes lists the programmes of an institution by name.
func (r reader) Programmes(ctx context.Context, in tandem.ID[tandem.Institution]) ([]tandem.Programme, error) {
	list, err := many[tandem.Programme](ctx, r.q, `
		SELECT id, institution_id, name, level, fields
		FROM programmes
		WHERE institution_id = $1
		ORDER BY name`, in)
	if err != nil {
		return nil, fmt.Errorf("list programmes of %s: %w", in, err)
	}
	return list, nil
}

// InsertProgramme stores a new programme. A name in use is a Conflict.
func (tx *Tx) InsertProgramme(ctx context.Context, p tandem.Programme) error {
	err := tx.exec(ctx, `
		INSERT INTO programmes (id, institution_id, name, level, fields)
		VALUES ($1, $2, $3, $4, $5)`, p.ID, p.InstitutionID, p.Name, p.Level, p.Fields)
	if err != nil {
		return fmt.Errorf("insert programme: %w", err)
	}
	return nil
}

// LockProgramme reads a programme and holds its row until the transaction ends.
func (tx *Tx) LockProgramme(ctx context.Context, id tandem.ID[tandem.Programme]) (tandem.Programme, error) {
	if _, err := value[int](ctx, tx.q, `SELECT 1 FROM programmes WHERE id = $1 FOR NO KEY UPDATE`, id); err != nil {
		return tandem.Programme{}, fmt.Errorf("lock programme %s: %w", id, err)
	}
	return tx.Programme(ctx, id)
}

// SaveProgramme stores a changed programme; it stays with its institution.
func (tx *Tx) SaveProgramme(ctx context.Context, p tandem.Programme) error {
	err := tx.execOne(ctx, `
		UPDATE programmes
		SET name = $2, level = $3, fields = $4
		WHERE id = $1`, p.ID, p.Name, p.Level, p.Fields)
	if err != nil {
		return fmt.Errorf("save programme %s: %w", p.ID, err)
	}
	return nil
}

// Lecturers lists who teaches at an institution, by name.
func (r reader) Lecturers(ctx context.Context, in tandem.ID[tandem.Institution]) ([]tandem.Person, error) {
	list, err := many[tandem.Person](ctx, r.q, `
		SELECT p.id, p.name, p.mail, p.language, p.created_at, p.closed_at
		FROM persons p
		JOIN memberships m ON m.person_id = p.id
		WHERE m.institution_id = $1
			AND m.role = 'lecturer'
			AND p.closed_at IS NULL
		ORDER BY p.name, p.id`, in)
	if err != nil {
		return nil, fmt.Errorf("list lecturers of %s: %w", in, err)
	}
	return list, nil
}
