package postgres_test

import (
	"context"
	"errors"
	"sync"
	"testing"

	"github.com/jackc/pgx/v5/pgconn"

	"github.com/tandem-hbo/tandem/internal/postgres"
	"github.com/tandem-hbo/tandem/internal/postgres/pgtest"
	"github.com/tandem-hbo/tandem/internal/sample"
	"github.com/tandem-hbo/tandem/internal/tandem"
)

// TestDeadlockIsRunAgain lets two transactions lock two questions crosswise: the
// database breaks the circle, and both must come through all the same. On a slow
// machine both find the circle at one moment, and the database gives up both.
func TestDeadlockIsRunAgain(t *testing.T) {
	t.Parallel()
	db, err := postgres.New(pgtest.Clone(t), pgtest.Noon)
	if err != nil {
		t.Fatal(err)
	}
	a := told(t, db)
	b := a.Asking(sample.Submitted(a.Institution))
	quietly(t, db, func(ctx context.Context, tx *postgres.Tx) error { return b.StoreQuestion(ctx, tx) })
	var met, done sync.WaitGroup
	met.Add(2)
	runs, faults := [2]int{}, [2]error{}
	for i, order := range [][2]tandem.ID[tandem.Question]{{a.Question.ID, b.Question.ID}, {b.Question.ID, a.Question.ID}} {
		done.Go(func() {
			faults[i] = db.Quietly(t.Context(), func(tx *postgres.Tx) error {
				if runs[i]++; runs[i] > 1 {
					return tx.LockQuestions(t.Context(), order[:])
				}
				if _, err := tx.LockQuestion(t.Context(), order[0]); err != nil {
					return err
				}
				met.Done()
				met.Wait()
				_, err := tx.LockQuestion(t.Context(), order[1])
				return err
			})
		})
	}
	done.Wait()
	if err := errors.Join(faults[:]...); err != nil || runs[0]+runs[1] < 3 || max(runs[0], runs[1]) != 2 {
		t.Errorf("ran %v times, %v; want one of the two twice, or both", runs, err)
	}
}

// TestRetriesEnd: what never comes through is a Conflict after a few tries, and
// what is no lost race is not tried again.
func TestRetriesEnd(t *testing.T) {
	t.Parallel()
	db := pgtest.Tx(t)
	for code, want := range map[string]int{"40P01": 5, "40001": 5, "23505": 1} {
		runs := 0
		err := db.Quietly(t.Context(), func(*postgres.Tx) error {
			runs++
			return &pgconn.PgError{Code: code}
		})
		if runs != want || (want > 1) != errors.Is(err, tandem.Conflict) {
			t.Errorf("%s: ran %d times, %v; want %d", code, runs, err, want)
		}
	}
}
