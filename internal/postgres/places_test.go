package postgres_test

import (
	"context"
	"errors"
	"testing"

	"github.com/tandem-hbo/tandem/internal/postgres"
	"github.com/tandem-hbo/tandem/internal/postgres/pgtest"
	"github.com/tandem-hbo/tandem/internal/sample"
	"github.com/tandem-hbo/tandem/internal/tandem"
)

func TestFewerPlacesKeepTheClaims(t *testing.T) {
	t.Parallel()
	tests := map[string]struct {
		place  int
		state  tandem.ClaimState
		places int
		want   int // place afterwards; 0 when the change is refused
	}{
		"more places":                {2, tandem.ClaimOpen, 5, 2},
		"living claim moves down":    {2, tandem.ClaimOpen, 1, 1},
		"ended claim holds nothing":  {2, tandem.ClaimReleased, 1, 2},
		"claim below stays":          {1, tandem.ClaimOpen, 1, 1},
		"no room for the living one": {1, tandem.ClaimOpen, 0, 0},
		"none left for an ended one": {2, tandem.ClaimLapsed, 0, 2},
	}
	for name, tt := range tests {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			db := pgtest.Tx(t)
			s := told(t, db)
			c := s.Claim()
			c.Place, c.State = tt.place, tt.state
			quietly(t, db, func(ctx context.Context, tx *postgres.Tx) error { return tx.InsertClaim(ctx, c) })
			s.Offering.Places = tt.places
			err := db.Quietly(t.Context(), func(tx *postgres.Tx) error { return tx.SaveOffering(t.Context(), s.Offering) })
			var fault *tandem.Error
			if tt.want == 0 {
				if !errors.As(err, &fault) || fault.Code != "places_in_use" {
					t.Errorf("got %v, want places_in_use", err)
				}
				return
			}
			got, readErr := db.Claim(t.Context(), c.ID)
			if err := errors.Join(err, readErr); err != nil || got.Place != tt.want {
				t.Errorf("got place %d, %v, want %d", got.Place, err, tt.want)
			}
		})
	}
}

func TestTwoLivingClaimsNeedTwoPlaces(t *testing.T) {
	t.Parallel()
	db := pgtest.Tx(t)
	s := told(t, db)
	other := s.Asking(sample.Submitted(s.Institution))
	second := other.Claim()
	second.Place = 2
	quietly(t, db, func(ctx context.Context, tx *postgres.Tx) error {
		return errors.Join(other.StoreQuestion(ctx, tx), tx.InsertClaim(ctx, s.Claim()), tx.InsertClaim(ctx, second))
	})
	if n, err := db.FreePlace(t.Context(), s.Offering.ID); n != 0 || err != nil {
		t.Errorf("got free place %d, %v, want none", n, err)
	}
	s.Offering.Places = 1
	err := db.Quietly(t.Context(), func(tx *postgres.Tx) error { return tx.SaveOffering(t.Context(), s.Offering) })
	if !errors.Is(err, tandem.Conflict) {
		t.Errorf("got %v, want a conflict", err)
	}
}
