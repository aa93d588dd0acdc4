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

// moments are days on which a demo might be made: a usual Monday, Christmas,
// New Year's night, the summer holidays, a leap day and a Sunday in May.
func moments() []time.Time {
	at := func(year int, month time.Month, day, hour int) time.Time {
		return time.Date(year, month, day, hour, 17, 0, 0, time.UTC)
	}
	return []time.Time{
		at(2026, time.November, 23, 11), at(2026, time.December, 25, 23), at(2027, time.January, 1, 0),
		at(2027, time.August, 4, 9), at(2028, time.February, 29, 6), at(2027, time.May, 16, 15),
	}
}

func TestSeedOnAnyDay(t *testing.T) {
	t.Parallel()
	for _, now := range moments() {
		t.Run(now.Format(time.DateOnly), func(t *testing.T) {
			t.Parallel()
			ctx := context.Background()
			db := pgtest.TxAt(t, func() time.Time { return now })
			if err := demo.Seed(ctx, db, now); err != nil {
				t.Fatal(err)
			}
			got, err := db.Census(ctx)
			if err != nil {
				t.Fatal(err)
			}
			for _, state := range tandem.QuestionStates() {
				if got.Questions[state] == 0 {
					t.Errorf("no question is %s: %v", state, got.Questions)
				}
			}
			if got.Institutions != 3 || got.Programmes != 20 || got.Ratings == 0 {
				t.Errorf("got %+v", got)
			}
			open, err := db.OpenOfferings(ctx, calendar.Day(now))
			if err != nil || len(open) != 60 {
				t.Errorf("got %d open offerings, %v, want 60", len(open), err)
			}
			for _, o := range open {
				if o.Taken+o.Held > o.Places || !o.Start.After(now) {
					t.Errorf("offering %q: %d+%d of %d places, start %s", o.Title, o.Taken, o.Held, o.Places, o.Start)
				}
			}
		})
	}
}

func TestSeedTwiceChangesNothing(t *testing.T) {
	t.Parallel()
	ctx, now := context.Background(), moments()[0]
	db := pgtest.TxAt(t, func() time.Time { return now })
	var before postgres.Census
	for i := range 2 {
		if err := demo.Seed(ctx, db, now.AddDate(0, i, 0)); err != nil {
			t.Fatal(err)
		}
		got, err := db.Census(ctx)
		if err != nil {
			t.Fatal(err)
		}
		if i == 1 && !got.Equal(before) {
			t.Errorf("second time: got %+v, want %+v", got, before)
		}
		before = got
	}
}

// Each question's events must lead from one state to the next without a gap, in
// the order of time, and end where the question stands.
func TestHistoriesHoldTogether(t *testing.T) {
	t.Parallel()
	ctx, now := context.Background(), moments()[0]
	db := pgtest.TxAt(t, func() time.Time { return now })
	if err := demo.Seed(ctx, db, now); err != nil {
		t.Fatal(err)
	}
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
