package demo

import (
	"testing"
	"time"

	"github.com/tandem-hbo/tandem/internal/calendar"
)

// TestOffersLieAheadOnAnyDay: whatever day a demo is made on, each template has
// an offering that still takes questions.
func TestOffersLieAheadOnAnyDay(t *testing.T) {
	t.Parallel()
	at := func(year int, month time.Month, day, hour int) time.Time {
		return time.Date(year, month, day, hour, 17, 0, 0, time.UTC)
	}
	for _, now := range []time.Time{
		at(2026, time.December, 25, 23), at(2027, time.January, 1, 0), at(2027, time.August, 4, 9), at(2028, time.February, 29, 6),
		at(2027, time.May, 16, 15),
	} {
		w, err := newWorld(newClock(now))
		if err != nil {
			t.Fatal(err)
		}
		coming := w.coming()
		if len(coming) != 60 {
			t.Errorf("%s: got %d offerings, want 60", now.Format(time.DateOnly), len(coming))
		}
		for _, o := range coming {
			if !o.Start.After(now) || o.Deadline.Before(calendar.Day(now)) || !o.Deadline.Before(o.Start) {
				t.Errorf("%s: %q takes questions until %s and starts %s", now.Format(time.DateOnly), o.Title, o.Deadline, o.Start)
			}
		}
		if sent := w.clock.office(3, 50); !calendar.Working(sent) || !sent.Before(now) {
			t.Errorf("%s: three working days ago was %s", now.Format(time.DateOnly), sent)
		}
	}
}
