package postgres

import (
	"context"
	"fmt"

	"github.com/tandem-hbo/tandem/internal/tandem"
)

// keepPlaces makes the rows of slots number exactly 1 to o.Places. Holds of a
// place that goes move to one that stays; when the living ones do not fit it is
// a Conflict with code places_in_use. Who waits gets places that come.
func (tx *Tx) keepPlaces(ctx context.Context, o tandem.Offering) error {
	held, err := value[int](ctx, tx.q, `
		SELECT count(*)
		FROM holds
		WHERE offering_id = $1
			AND ended_at IS NULL`, o.ID)
	if err != nil {
		return fmt.Errorf("count holds of offering: %w", err)
	}
	if held > o.Places {
		return tandem.Fail(tandem.Conflict, "places_in_use")
	}
	if err := tx.addPlaces(ctx, o); err != nil {
		return err
	}
	if held > 0 {
		if err := tx.movePlaces(ctx, o); err != nil {
			return err
		}
	}
	if err := tx.exec(ctx, `DELETE FROM slots WHERE offering_id = $1 AND number > $2`, o.ID, o.Places); err != nil {
		return fmt.Errorf("remove places: %w", err)
	}
	return tx.handOn(ctx, []tandem.ID[tandem.Offering]{o.ID})
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

// movePlaces brings living holds above the last place down to places that nobody
// holds.
func (tx *Tx) movePlaces(ctx context.Context, o tandem.Offering) error {
	err := tx.exec(ctx, `
		WITH free AS (
			SELECT s.number, row_number() OVER (ORDER BY s.number) AS turn
			FROM slots s
			WHERE s.offering_id = $1
				AND s.number <= $2
				AND NOT EXISTS (
					SELECT
					FROM holds h
					WHERE h.offering_id = s.offering_id
						AND h.place = s.number
						AND h.ended_at IS NULL)),
		moving AS (
			SELECT id, row_number() OVER (ORDER BY place) AS turn
			FROM holds
			WHERE offering_id = $1
				AND place > $2
				AND ended_at IS NULL)
		UPDATE holds
		SET place = free.number
		FROM moving
		JOIN free USING (turn)
		WHERE holds.id = moving.id`, o.ID, o.Places)
	if err != nil {
		return fmt.Errorf("move living holds: %w", err)
	}
	return nil
}
