package calendar_test

import (
	"testing"
	"time"

	"pgregory.net/rapid"

	"github.com/tandem-hbo/tandem/internal/calendar"
)

// moments are any between 2024 and 2044, to the second.
func moments() *rapid.Generator[time.Time] {
	return rapid.Custom(func(t *rapid.T) time.Time {
		return time.Unix(rapid.Int64Range(1_704_067_200, 2_335_219_200).Draw(t, "unix"), 0).UTC()
	})
}

// TestPromiseHoldsAlways: at the close of a working day, with exactly five
// working days in between, and never earlier for who sends later.
func TestPromiseHoldsAlways(t *testing.T) {
	t.Parallel()
	zone, err := calendar.Zone()
	if err != nil {
		t.Fatal(err)
	}
	rapid.Check(t, func(t *rapid.T) {
		sent := moments().Draw(t, "sent")
		got := calendar.Promise(sent)
		day := calendar.Day(got)
		if !calendar.Working(day) || got.In(zone).Hour() != 17 || got.In(zone).Minute() != 0 {
			t.Fatalf("promise %s is not the close of a working day", got)
		}
		working := 0
		for d := calendar.Day(sent).AddDate(0, 0, 1); !d.After(day); d = d.AddDate(0, 0, 1) {
			if calendar.Working(d) {
				working++
			}
		}
		if working != calendar.PromiseDays {
			t.Fatalf("%d working days from %s to %s, want %d", working, sent, got, calendar.PromiseDays)
		}
		later := sent.Add(time.Duration(rapid.Int64Range(0, 30*24*3600).Draw(t, "later")) * time.Second)
		if calendar.Promise(later).Before(got) {
			t.Fatalf("sent later at %s, promised before %s", later, got)
		}
	})
}

func TestWorkingDaysAddUp(t *testing.T) {
	t.Parallel()
	rapid.Check(t, func(t *rapid.T) {
		day := calendar.Day(moments().Draw(t, "day"))
		a, b := rapid.IntRange(1, 40).Draw(t, "a"), rapid.IntRange(1, 40).Draw(t, "b")
		got, want := calendar.AddWorkingDays(calendar.AddWorkingDays(day, a), b), calendar.AddWorkingDays(day, a+b)
		if !got.Equal(want) {
			t.Fatalf("%d and then %d working days after %s: got %s, want %s", a, b, day, got, want)
		}
		if zero := calendar.AddWorkingDays(day, 0); calendar.Working(day) && !zero.Equal(day) || !calendar.Working(zero) {
			t.Fatalf("no days after %s: got %s", day, zero)
		}
	})
}
