package review_test

import (
	"context"
	"errors"
	"reflect"
	"sync"
	"testing"

	"github.com/jackc/pgx/v5/pgxpool"

	"github.com/tandem-hbo/tandem/internal/postgres"
	"github.com/tandem-hbo/tandem/internal/postgres/pgtest"
	"github.com/tandem-hbo/tandem/internal/review"
	"github.com/tandem-hbo/tandem/internal/tandem"
)

// clone is setup on a database of the test's own, for more than one connection.
func clone(t *testing.T) (*bundle, *pgxpool.Pool) {
	t.Helper()
	pool := pgtest.Clone(t)
	db, err := postgres.New(pool, pgtest.Noon)
	if err != nil {
		t.Fatal(err)
	}
	return fill(t, db), pool
}

// mails lists the kinds and recipients of what must be sent.
func mails(t *testing.T, pool *pgxpool.Pool) map[string]string {
	t.Helper()
	rows, err := pool.Query(context.Background(), `SELECT kind, recipient FROM mails`)
	if err != nil {
		t.Fatal(err)
	}
	defer rows.Close()
	list := map[string]string{}
	for rows.Next() {
		var kind, recipient string
		if err := rows.Scan(&kind, &recipient); err != nil {
			t.Fatal(err)
		}
		list[kind] += recipient
	}
	return list
}

func TestTwoDecideAtOnce(t *testing.T) {
	t.Parallel()
	b, pool := clone(t)
	ctx, seen := context.Background(), b.seen(t)
	decisions := []func() error{
		func() error {
			return b.service.Approve(ctx, b.karim, review.Approval{Seen: seen, Matches: ids(b.best)})
		},
		func() error {
			return b.service.Decline(ctx, b.noor, review.Refusal{
				Seen: seen, Reason: tandem.DeclineNoCapacity, Referral: tandem.ReferLater, Note: "Vol.",
			})
		},
	}
	var wg sync.WaitGroup
	errs := make([]error, len(decisions))
	for i, decide := range decisions {
		wg.Go(func() { errs[i] = decide() })
	}
	wg.Wait()
	won := 0
	for _, err := range errs {
		switch {
		case err == nil:
			won++
		case !errors.Is(err, tandem.Conflict):
			t.Errorf("got %v for the second, want a conflict", err)
		}
	}
	if won != 1 {
		t.Fatalf("got %d decisions, want exactly one: %v", won, errs)
	}
	if state := b.reload(t).State; (errs[0] == nil) != (state == tandem.QuestionOpen) {
		t.Errorf("got state %s with %v, want that of the one who won", state, errs)
	}
	if list := mails(t, pool); (errs[0] == nil) == (list["declined"] != "") {
		t.Errorf("got mails %v with %v, want only those of the one who won", list, errs)
	}
}

func TestMails(t *testing.T) {
	t.Parallel()
	owner := "marloes@vandorst.example"
	tests := map[string]struct {
		do   func(ctx context.Context, b *bundle, seen review.Seen) error
		want func(b *bundle) map[string]string
	}{
		"approving tells owner and lecturer": {
			func(ctx context.Context, b *bundle, seen review.Seen) error {
				return b.service.Approve(ctx, b.karim, review.Approval{Seen: seen, Matches: ids(b.best)})
			},
			func(b *bundle) map[string]string {
				return map[string]string{"approved": owner, "offered": b.lecturer.Mail}
			},
		},
		"asking back tells the owner": {
			func(ctx context.Context, b *bundle, seen review.Seen) error {
				return b.service.Ask(ctx, b.karim, review.Asking{Seen: seen, Body: "Welke kassa heb je?", FormKey: "k"})
			},
			func(*bundle) map[string]string { return map[string]string{"ask_back": owner} },
		},
		"declining tells the owner": {
			func(ctx context.Context, b *bundle, seen review.Seen) error {
				return b.service.Decline(ctx, b.karim, review.Refusal{
					Seen: seen, Reason: tandem.DeclineUnclear, Referral: tandem.ReferKvK, Note: "Bel eens met de KVK.",
				})
			},
			func(*bundle) map[string]string { return map[string]string{"declined": owner} },
		},
	}
	for name, tt := range tests {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			b, pool := clone(t)
			if err := tt.do(context.Background(), b, b.seen(t)); err != nil {
				t.Fatal(err)
			}
			if got, want := mails(t, pool), tt.want(b); !reflect.DeepEqual(got, want) {
				t.Errorf("got mails %v, want %v", got, want)
			}
		})
	}
}
