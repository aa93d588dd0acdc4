package calendar_test

import (
	"testing"
	"time"

	"pgregory.net/rapid"

	"github.com/tandem-hbo/tandem/internal/calendar"
	"github.com/tandem-hbo/tandem/internal/tandem"
)

func TestOn(t *testing.T) {
	t.Parallel()
	asked := time.Date(2027, time.November, 23, 0, 0, 0, 0, time.UTC)
	tests := []struct {
		name string
		h    tandem.Horizon
		want string
	}{
		{"three weeks", tandem.Horizon{Days: 21}, "2027-12-14"},
		{"nothing said", tandem.Horizon{}, "2027-11-23"},
		{"this year", tandem.Horizon{Month: time.December, Day: 24}, "2027-12-24"},
		{"next year", tandem.Horizon{Month: time.July, Day: 1}, "2028-07-01"},
		{"on the day itself", tandem.Horizon{Month: time.November, Day: 23}, "2027-11-23"},
		{"beginning of a month", tandem.Horizon{Month: time.March}, "2028-03-01"},
		{"a leap day that comes", tandem.Horizon{Month: time.February, Day: 29}, "2028-02-29"},
		{"a leap day that does not come", tandem.Horizon{Month: time.February, Day: 29, Year: 2029}, "2029-02-28"},
		{"a day that no month has", tandem.Horizon{Month: time.June, Day: 31}, "2028-06-30"},
		{"a year that has passed", tandem.Horizon{Month: time.May, Year: 2026}, "2026-05-01"},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			t.Parallel()
			if got := calendar.On(tt.h, asked).Format(time.DateOnly); got != tt.want {
				t.Errorf("on = %s, want %s", got, tt.want)
			}
		})
	}
}

// Whatever a text says without a year lies between the day of asking and a year
// later.
func TestOnLiesAhead(t *testing.T) {
	t.Parallel()
	rapid.Check(t, func(t *rapid.T) {
		asked := time.Date(2020, time.January, 1, 0, 0, 0, 0, time.UTC).AddDate(0, 0, rapid.IntRange(0, 20_000).Draw(t, "day"))
		h := tandem.Horizon{
			Month: time.Month(rapid.IntRange(1, 12).Draw(t, "month")), Day: rapid.IntRange(0, 31).Draw(t, "of month"),
		}
		if got := calendar.On(h, asked); got.Before(asked) || got.After(asked.AddDate(1, 0, 1)) {
			t.Errorf("%+v asked on %v is %v", h, asked, got)
		}
	})
}
