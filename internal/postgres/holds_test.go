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

// TestFreedPlacesCallTheLine: the job that lets a line move up is part of whatever
// made a place free, and nothing is enqueued where nobody waits.
func TestFreedPlacesCallTheLine(t *testing.T) {
	t.Parallel()
	pool := pgtest.Clone(t)
	db, err := postgres.New(pool, pgtest.Noon)
	if err != nil {
		t.Fatal(err)
	}
	s := told(t, db)
	waits := s.Asking(sample.Submitted(s.Institution))
	quietly(t, db, func(ctx context.Context, tx *postgres.Tx) error { return waits.StoreQuestion(ctx, tx) })
	jobs := func() (n int) {
		if err := pool.QueryRow(t.Context(), `SELECT count(*) FROM river_job WHERE kind = 'hand_on'`).Scan(&n); err != nil {
			t.Fatal(err)
		}
		return n
	}
	hold := func() (h tandem.Hold) {
		ends := db.Now().AddDate(0, 0, 1)
		quietly(t, db, func(ctx context.Context, tx *postgres.Tx) error {
			list, err := tx.InsertHolds(ctx, []tandem.Hold{{QuestionID: s.Question.ID, OfferingID: s.Offering.ID, Kind: tandem.HoldSoft, EndsAt: &ends}})
			h = list[0]
			return err
		})
		return h
	}
	end := func(ctx context.Context, tx *postgres.Tx) error {
		_, err := tx.EndHolds(ctx, []tandem.ID[tandem.Hold]{hold().ID}, tandem.HoldReleased)
		return err
	}
	quietly(t, db, end)
	if n := jobs(); n != 0 {
		t.Errorf("%d jobs while nobody waits", n)
	}
	quietly(t, db, func(ctx context.Context, tx *postgres.Tx) error {
		return tx.InsertWaiting(ctx, []tandem.Waiting{{OfferingID: s.Offering.ID, QuestionID: waits.Question.ID, Source: tandem.WaitCoordinator}})
	})
	quietly(t, db, end)
	undone := errors.New("undone")
	if err := db.Quietly(t.Context(), func(tx *postgres.Tx) error { return errors.Join(end(t.Context(), tx), undone) }); !errors.Is(err, undone) {
		t.Fatal(err)
	}
	if n := jobs(); n != 1 {
		t.Errorf("%d jobs after one place came free, want 1", n)
	}
	// What was undone left its hold; the question goes with it, and the counters know.
	if _, err := pool.Exec(t.Context(), `DELETE FROM questions WHERE id = $1`, s.Question.ID); err != nil {
		t.Fatal(err)
	}
	if wrong, err := pgtest.AuditLedger(t.Context(), pool); err != nil || wrong > 0 {
		t.Errorf("%d things in the ledger are wrong, %v", wrong, err)
	}
	if n := jobs(); n != 2 {
		t.Errorf("%d jobs after a question went with its hold, want one more", n)
	}
	if _, err := pool.Exec(t.Context(), `DELETE FROM questions WHERE id = $1`, waits.Question.ID); err != nil {
		t.Fatal(err)
	}
	if n := jobs(); n != 2 {
		t.Errorf("%d jobs after a question without a hold went, want no more", n)
	}
}

// BenchmarkInsertHolds holds a thousand places in twenty offerings, as approving a
// plan does, and gives them back.
func BenchmarkInsertHolds(b *testing.B) {
	db := pgtest.Tx(b)
	s := sample.Open()
	var list []tandem.Hold
	ends := db.Now().AddDate(0, 0, 14)
	err := db.Quietly(b.Context(), func(tx *postgres.Tx) error {
		err := s.Store(b.Context(), tx)
		for range 20 {
			o := sample.Offering(s.Programme, s.Period, s.Lecturer)
			o.Places, o.Hours = 50, 4
			err = errors.Join(err, tx.InsertOffering(b.Context(), o))
			for range o.Places {
				next := s.Asking(sample.Submitted(s.Institution))
				err = errors.Join(err, next.StoreQuestion(b.Context(), tx))
				list = append(list, tandem.Hold{QuestionID: next.Question.ID, OfferingID: o.ID, Kind: tandem.HoldSoft, EndsAt: &ends})
			}
		}
		return err
	})
	if err != nil {
		b.Fatal(err)
	}
	for b.Loop() {
		err := db.Quietly(b.Context(), func(tx *postgres.Tx) error {
			held, err := tx.InsertHolds(b.Context(), list)
			ids := make([]tandem.ID[tandem.Hold], len(held))
			for i, h := range held {
				ids[i] = h.ID
			}
			_, again := tx.EndHolds(b.Context(), ids, tandem.HoldUndone)
			return errors.Join(err, again)
		})
		if err != nil {
			b.Fatal(err)
		}
	}
}
