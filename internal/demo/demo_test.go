package demo_test

import (
	"context"
	"testing"
	"time"

	"github.com/tandem-hbo/tandem/internal/calendar"
	"github.com/tandem-hbo/tandem/internal/demo"
	"github.com/tandem-hbo/tandem/internal/postgres"
	"github.com/tandem-hbo/tandem/internal/postgres/pgtest"
	"github.com/tandem-hbo/tandem/internal/tandem"
)

// TestSeed makes the demo on a usual Monday and in the summer holidays; seeding
// takes a while, so all that is to hold is asked of the same two. What depends
// on the day alone is tested for more days in calendar_test.go.
func TestSeed(t *testing.T) {
	t.Parallel()
	for _, now := range []time.Time{
		time.Date(2026, time.November, 23, 11, 17, 0, 0, time.UTC), time.Date(2027, time.August, 4, 9, 17, 0, 0, time.UTC),
	} {
		t.Run(now.Format(time.DateOnly), func(t *testing.T) {
			t.Parallel()
			db := pgtest.TxAt(t, func() time.Time { return now })
			if err := demo.Seed(context.Background(), db, now); err != nil {
				t.Fatal(err)
			}
			checkCensus(t, db, now)
			checkHistories(t, db, now)
			before := census(t, db)
			if err := demo.Seed(context.Background(), db, now.AddDate(0, 1, 0)); err != nil {
				t.Fatal(err)
			}
			if got := census(t, db); !got.Equal(before) {
				t.Errorf("second time: got %+v, want %+v", got, before)
			}
		})
	}
}

func census(t *testing.T, db *postgres.DB) postgres.Census {
	t.Helper()
	got, err := db.Census(context.Background())
	if err != nil {
		t.Fatal(err)
	}
	return got
}

func checkCensus(t *testing.T, db *postgres.DB, now time.Time) {
	t.Helper()
	got := census(t, db)
	for _, state := range tandem.QuestionStates() {
		if got.Questions[state] == 0 {
			t.Errorf("no question is %s: %v", state, got.Questions)
		}
	}
	if got.Institutions != 3 || got.Programmes != 20 || got.Ratings == 0 {
		t.Errorf("got %+v", got)
	}
	open, err := db.OpenOfferings(context.Background(), calendar.Day(now))
	if err != nil || len(open) != 60 {
		t.Errorf("got %d open offerings, %v, want 60", len(open), err)
	}
	for _, o := range open {
		if o.Taken+o.Held > o.Places {
			t.Errorf("offering %q: %d+%d of %d places", o.Title, o.Taken, o.Held, o.Places)
		}
	}
}

// checkHistories: each question's events must lead from one state to the next
// without a gap, in the order of time, and end where the question stands.
func checkHistories(t *testing.T, db *postgres.DB, now time.Time) {
	t.Helper()
	ctx := context.Background()
	ids, err := db.QuestionIDs(ctx)
	if err != nil || len(ids) < 120 {
		t.Fatalf("got %d questions, %v", len(ids), err)
	}
	for _, id := range ids {
		q, err := db.Question(ctx, id)
		if err != nil {
			t.Fatal(err)
		}
		events, err := db.EventsOfQuestion(ctx, id)
		if err != nil {
			t.Fatal(err)
		}
		checkHistory(t, q, events, now)
	}
}

func checkHistory(t *testing.T, q tandem.Question, events []tandem.Event, now time.Time) {
	t.Helper()
	state, at := string(tandem.QuestionDraft), time.Time{}
	for _, e := range events {
		if e.At.Before(at) || e.At.After(now) {
			t.Errorf("%s: %s at %s comes after %s", q.Title, e.Action, e.At, at)
		}
		at = e.At
		if e.SubjectKind != "question" || e.ToState == "" {
			continue
		}
		if e.FromState != state {
			t.Errorf("%s: %s leads from %s, want %s", q.Title, e.Action, e.FromState, state)
		}
		state = e.ToState
	}
	if state != string(q.State) {
		t.Errorf("%s: history ends %s, question is %s", q.Title, state, q.State)
	}
}
