package calendar_test

import (
	"encoding/csv"
	"os"
	"slices"
	"testing"
	"time"

	"pgregory.net/rapid"

	"github.com/tandem-hbo/tandem/internal/calendar"
	"github.com/tandem-hbo/tandem/internal/tandem"
)

func day(t *testing.T, s string) time.Time {
	t.Helper()
	d, err := time.Parse(time.DateOnly, s)
	if err != nil {
		t.Fatal(err)
	}
	return d
}

// The list was made by another hand; see its SOURCE in the reference data.
func TestHolidaysEqualPublishedList(t *testing.T) {
	t.Parallel()
	f, err := os.Open("testdata/feestdagen_nl_2025_2035.csv")
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	rows, err := csv.NewReader(f).ReadAll()
	if err != nil {
		t.Fatal(err)
	}
	var want, got []string
	for _, row := range rows[1:] {
		want = append(want, row[0])
	}
	for year := 2025; year <= 2035; year++ {
		for _, d := range calendar.Holidays(year) {
			got = append(got, d.Format(time.DateOnly))
		}
	}
	slices.Sort(want)
	slices.Sort(got)
	if !slices.Equal(got, want) {
		t.Errorf("holidays = %v\nwant %v", got, want)
	}
}

func TestAddWorkingDays(t *testing.T) {
	t.Parallel()
	tests := []struct {
		name, from string
		n          int
		want       string
	}{
		{"plain week", "2026-11-23", 5, "2026-11-30"},
		{"from a Friday", "2026-11-27", 1, "2026-11-30"},
		{"from a Saturday", "2026-11-28", 1, "2026-11-30"},
		{"zero on a Saturday", "2026-11-28", 0, "2026-11-30"},
		{"zero on a Monday", "2026-11-30", 0, "2026-11-30"},
		{"over Christmas and New Year", "2026-12-23", 5, "2026-12-31"},
		{"over Easter", "2027-03-24", 5, "2027-04-02"},
		{"week 53", "2026-12-28", 5, "2027-01-05"},
		{"leap day", "2028-02-28", 1, "2028-02-29"},
		{"King's Day moved", "2031-04-25", 1, "2031-04-28"},
		{"clock change", "2026-10-23", 2, "2026-10-27"},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			t.Parallel()
			if got := calendar.AddWorkingDays(day(t, tt.from), tt.n).Format(time.DateOnly); got != tt.want {
				t.Errorf("got %s, want %s", got, tt.want)
			}
		})
	}
}

func TestAddWorkingDaysAlwaysLandsOnOne(t *testing.T) {
	t.Parallel()
	rapid.Check(t, func(t *rapid.T) {
		from := time.Date(2025, 1, 1, 0, 0, 0, 0, time.UTC).AddDate(0, 0, rapid.IntRange(0, 4000).Draw(t, "day"))
		n := rapid.IntRange(1, 30).Draw(t, "n")
		got := calendar.AddWorkingDays(from, n)
		count := 0
		for d := from.AddDate(0, 0, 1); !d.After(got); d = d.AddDate(0, 0, 1) {
			if calendar.Working(d) {
				count++
			}
		}
		if !calendar.Working(got) || count != n {
			t.Fatalf("%d working days after %s: %s holds %d", n, from, got, count)
		}
	})
}

func TestPromise(t *testing.T) {
	t.Parallel()
	tests := []struct{ name, sent, want string }{
		{"winter", "2026-11-23T09:00:00Z", "2026-11-30T17:00:00+01:00"},
		{"summer", "2026-07-06T09:00:00Z", "2026-07-13T17:00:00+02:00"},
		{"just after midnight in Amsterdam", "2026-11-22T23:30:00Z", "2026-11-30T17:00:00+01:00"},
		{"over the clock change", "2026-10-22T09:00:00Z", "2026-10-29T17:00:00+01:00"},
		{"on New Year's Eve", "2026-12-31T12:00:00Z", "2027-01-08T17:00:00+01:00"},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			t.Parallel()
			sent, err := time.Parse(time.RFC3339, tt.sent)
			if err != nil {
				t.Fatal(err)
			}
			if got := calendar.Promise(sent).Format(time.RFC3339); got != tt.want {
				t.Errorf("got %s, want %s", got, tt.want)
			}
		})
	}
}

func TestForm(t *testing.T) {
	t.Parallel()
	blocks := tandem.FormFacts{StartMonths: []int{9, 11, 2, 4}, LeadTimeWeeks: 8, DefaultWeeks: 10}
	anyTime := tandem.FormFacts{LeadTimeWeeks: 40, DefaultWeeks: 104}
	tests := []struct {
		name                string
		facts               tandem.FormFacts
		from, start, result string
	}{
		{"next block", blocks, "2026-11-23", "2027-02-01", "2027-04-09"},
		{"last day to catch it", blocks, "2026-12-07", "2027-02-01", "2027-04-09"},
		{"a day too late", blocks, "2026-12-08", "2027-04-05", "2027-06-11"},
		{"over the summer", blocks, "2027-05-01", "2027-09-06", "2027-11-12"},
		{"no start months", anyTime, "2026-11-23", "2027-08-30", "2029-08-24"},
		{"no duration", tandem.FormFacts{}, "2026-11-24", "2026-11-30", "2026-12-04"},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			t.Parallel()
			got := calendar.Form(tt.facts, day(t, tt.from))
			if s := got.Start.Format(time.DateOnly); s != tt.start {
				t.Errorf("start = %s, want %s", s, tt.start)
			}
			if r := got.Result.Format(time.DateOnly); r != tt.result {
				t.Errorf("result = %s, want %s", r, tt.result)
			}
			if got.HandIn.Before(day(t, tt.from)) {
				t.Errorf("hand in by %s, before it was asked", got.HandIn)
			}
		})
	}
}

func TestStarts(t *testing.T) {
	t.Parallel()
	got := calendar.Starts(tandem.FormFacts{StartMonths: []int{9, 2}, LeadTimeWeeks: 16}, day(t, "2026-11-23"), 3)
	want := []time.Time{day(t, "2027-09-06"), day(t, "2028-02-07"), day(t, "2028-09-04")}
	if !slices.Equal(got, want) {
		t.Errorf("starts = %v, want %v", got, want)
	}
	weekly := calendar.Starts(tandem.FormFacts{}, day(t, "2026-12-29"), 2)
	if want := []time.Time{day(t, "2027-01-04"), day(t, "2027-01-11")}; !slices.Equal(weekly, want) {
		t.Errorf("weekly starts = %v, want %v", weekly, want)
	}
}

func TestOfferingPlan(t *testing.T) {
	t.Parallel()
	o := tandem.OfferingDetail{Start: day(t, "2027-02-08"), End: day(t, "2027-04-16")}
	o.Deadline = day(t, "2026-12-14")
	got := calendar.Offering(o)
	if want := (calendar.Plan{HandIn: o.Deadline, Start: o.Start, Result: o.End}); got != want {
		t.Errorf("plan = %v, want %v", got, want)
	}
	if got, want := got.Spare(day(t, "2027-04-10")), -6; got != want {
		t.Errorf("spare = %d, want %d", got, want)
	}
}

func TestAcademicYear(t *testing.T) {
	t.Parallel()
	for s, want := range map[string]int{"2026-08-31": 2025, "2026-09-01": 2026, "2027-01-01": 2026} {
		if got := calendar.AcademicYear(day(t, s)); got != want {
			t.Errorf("academic year of %s = %d, want %d", s, got, want)
		}
	}
}

func TestDayAndZone(t *testing.T) {
	t.Parallel()
	zone, err := calendar.Zone()
	if err != nil || zone.String() != "Europe/Amsterdam" {
		t.Fatalf("zone = %v, %v", zone, err)
	}
	got := calendar.Day(time.Date(2026, 12, 31, 23, 30, 0, 0, time.UTC))
	if want := day(t, "2027-01-01"); got != want {
		t.Errorf("day = %s, want %s", got, want)
	}
	if got := calendar.Days(day(t, "2026-03-28"), day(t, "2026-03-30")); got != 2 {
		t.Errorf("days over the clock change = %d, want 2", got)
	}
}
