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

// patient is a DB on a pool of its own whose transactions never look for a circle
// themselves, so that of two the other one is undone.
func patient(t *testing.T, url string) *postgres.DB {
	t.Helper()
	return connected(t, url+"&deadlock_timeout=3600000")
}

func connected(t *testing.T, url string) *postgres.DB {
	t.Helper()
	pool, err := postgres.Connect(t.Context(), url)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(pool.Close)
	db, err := postgres.New(pool, pgtest.Noon)
	if err != nil {
		t.Fatal(err)
	}
	return db
}

// TestDeadlockIsRunAgain lets two transactions lock two questions crosswise: the
// database breaks the circle, and both must come through all the same.
func TestDeadlockIsRunAgain(t *testing.T) {
	t.Parallel()
	url := pgtest.CloneURL(t)
	db := connected(t, url)
	dbs := [2]*postgres.DB{patient(t, url), db}
	a := told(t, db)
	b := a.Asking(sample.Submitted(a.Institution))
	quietly(t, db, func(ctx context.Context, tx *postgres.Tx) error { return b.StoreQuestion(ctx, tx) })
	var met, done sync.WaitGroup
	met.Add(2)
	runs, faults := [2]int{}, [2]error{}
	for i, order := range [][2]tandem.ID[tandem.Question]{{a.Question.ID, b.Question.ID}, {b.Question.ID, a.Question.ID}} {
		done.Go(func() {
			faults[i] = dbs[i].Quietly(t.Context(), func(tx *postgres.Tx) error {
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
	if err := errors.Join(faults[:]...); err != nil || runs != [2]int{1, 2} {
		t.Errorf("ran %v times, %v; want the first once and the second twice", runs, err)
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
