package postgres

import (
	"context"
	"fmt"

	"github.com/jackc/pgx/v5"

	"github.com/tandem-hbo/tandem/internal/tandem"
)

const institutionColumns = `
	i.id, i.name, i.short_name, i.city, i.postcode, i.desk_mail, i.desk_phone, i.lapse_days, i.expire_days`

// Institution finds an institution.
func (r reader) Institution(ctx context.Context, id tandem.ID[tandem.Institution]) (tandem.Institution, error) {
	in, err := one[tandem.Institution](ctx, r.q, `
		SELECT `+institutionColumns+`
		FROM institutions i
		WHERE i.id = $1`, id)
	if err != nil {
		return in, fmt.Errorf("find institution %s: %w", id, err)
	}
	return in, nil
}

// Institutions lists all institutions by name.
func (r reader) Institutions(ctx context.Context) ([]tandem.Institution, error) {
	list, err := many[tandem.Institution](ctx, r.q, `
		SELECT `+institutionColumns+`
		FROM institutions i
		ORDER BY i.name`)
	if err != nil {
		return nil, fmt.Errorf("list institutions: %w", err)
	}
	return list, nil
}

// InsertInstitution stores a new institution. A name in use is a Conflict.
func (tx *Tx) InsertInstitution(ctx context.Context, in tandem.Institution) error {
	err := tx.exec(ctx, `
		INSERT INTO institutions (id, name, short_name, city, postcode, desk_mail, desk_phone, lapse_days, expire_days)
		VALUES (@id, @name, @short_name, @city, @postcode, @desk_mail, @desk_phone, @lapse_days, @expire_days)`,
		institutionArgs(in))
	if err != nil {
		return fmt.Errorf("insert institution: %w", err)
	}
	return nil
}

// LockInstitution reads an institution and holds its row until the transaction
// ends, so that two edits of it come one after the other.
func (tx *Tx) LockInstitution(ctx context.Context, id tandem.ID[tandem.Institution]) (tandem.Institution, error) {
	if _, err := value[int](ctx, tx.q, `SELECT 1 FROM institutions WHERE id = $1 FOR NO KEY UPDATE`, id); err != nil {
		return tandem.Institution{}, fmt.Errorf("lock institution %s: %w", id, err)
	}
	return tx.Institution(ctx, id)
}

// SaveInstitution stores the changed facts of an institution.
func (tx *Tx) SaveInstitution(ctx context.Context, in tandem.Institution) error {
	err := tx.execOne(ctx, `
		UPDATE institutions
		SET name = @name, short_name = @short_name, city = @city, postcode = @postcode, desk_mail = @desk_mail,
			desk_phone = @desk_phone, lapse_days = @lapse_days, expire_days = @expire_days
		WHERE id = @id`, institutionArgs(in))
	if err != nil {
		return fmt.Errorf("save institution %s: %w", in.ID, err)
	}
	return nil
}

func institutionArgs(in tandem.Institution) pgx.NamedArgs {
	return pgx.NamedArgs{
		"id": in.ID, "name": in.Name, "short_name": in.ShortName, "city": in.City, "postcode": in.Postcode,
		"desk_mail": in.DeskMail, "desk_phone": in.DeskPhone, "lapse_days": in.LapseDays, "expire_days": in.ExpireDays,
	}
}
