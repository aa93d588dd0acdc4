package postgres

import (
	"context"
	"fmt"

	"github.com/tandem-hbo/tandem/internal/tandem"
)

// keepPlaces makes the rows of slots number exactly 1 to o.Places. Claims on a
// place that goes move to one that stays; when the living ones do not fit it is
// a Conflict with code places_in_use.
func (tx *Tx) keepPlaces(ctx context.Context, o tandem.Offering) error {
	claims, err := one[struct{ Living, Total int }](ctx, tx.q, `
		SELECT count(*) FILTER (WHERE state IN ('open', 'engaged')) AS living, count(*) AS total
		FROM claims
		WHERE offering_id = $1`, o.ID)
	if err != nil {
		return fmt.Errorf("count claims of offering: %w", err)
	}
	// Even an ended claim points at a place, so the last one cannot go.
	if claims.Living > o.Places || claims.Total > 0 && o.Places == 0 {
		return tandem.Fail(tandem.Conflict, "places_in_use")
	}
	if err := tx.addPlaces(ctx, o); err != nil {
		return err
	}
	if claims.Total > 0 {
		if err := tx.movePlaces(ctx, o); err != nil {
			return err
		}
	}
	if err := tx.exec(ctx, `DELETE FROM slots WHERE offering_id = $1 AND number > $2`, o.ID, o.Places); err != nil {
		return fmt.Errorf("remove places: %w", err)
	}
	return nil
}

func (tx *Tx) addPlaces(ctx context.Context, o tandem.Offering) error {
	err := tx.exec(ctx, `
		INSERT INTO slots (offering_id, number)
		SELECT $1, n
		FROM generate_series(1, $2::integer) n
		ON CONFLICT DO NOTHING`, o.ID, o.Places)
	if err != nil {
		return fmt.Errorf("add places: %w", err)
	}
	return nil
}

// movePlaces brings claims above the last place down: living ones to places
// that nobody holds, ended ones to the first, where they hold nothing.
func (tx *Tx) movePlaces(ctx context.Context, o tandem.Offering) error {
	err := tx.exec(ctx, `
		WITH free AS (
			SELECT s.number, row_number() OVER (ORDER BY s.number) AS turn
			FROM slots s
			WHERE s.offering_id = $1
				AND s.number <= $2
				AND NOT EXISTS (
					SELECT
					FROM claims c
					WHERE c.offering_id = s.offering_id
						AND c.place = s.number
						AND c.state IN ('open', 'engaged'))),
		moving AS (
			SELECT id, row_number() OVER (ORDER BY place) AS turn
			FROM claims
			WHERE offering_id = $1
				AND place > $2
				AND state IN ('open', 'engaged'))
		UPDATE claims
		SET place = free.number
		FROM moving
		JOIN free USING (turn)
		WHERE claims.id = moving.id`, o.ID, o.Places)
	if err != nil {
		return fmt.Errorf("move living claims: %w", err)
	}
	err = tx.exec(ctx, `
		UPDATE claims
		SET place = 1
		WHERE offering_id = $1
			AND place > $2`, o.ID, o.Places)
	if err != nil {
		return fmt.Errorf("move ended claims: %w", err)
	}
	return nil
}
