package calendar_test

import (
	"slices"
	"testing"
	"time"

	"pgregory.net/rapid"

	"github.com/tandem-hbo/tandem/internal/calendar"
	"github.com/tandem-hbo/tandem/internal/tandem"
)

// days are where calendars go wrong more often than not: around a turn of the
// year (2026, 2032, 2037 and 2043 have a week 53), a leap day or a change of the
// clock.
func days() *rapid.Generator[time.Time] {
	turns := []time.Month{time.January, time.March, time.April, time.October, time.November}
	return rapid.Custom(func(t *rapid.T) time.Time {
		year, month := rapid.IntRange(2024, 2044).Draw(t, "year"), rapid.SampledFrom(turns).Draw(t, "month")
		return time.Date(year, month, rapid.IntRange(-10, 10).Draw(t, "day"), 0, 0, 0, 0, time.UTC)
	})
}

// formFacts are any that a taxonomy may hold.
func formFacts() *rapid.Generator[tandem.FormFacts] {
	return rapid.Custom(func(t *rapid.T) tandem.FormFacts {
		return tandem.FormFacts{
			StartMonths:   rapid.SliceOfN(rapid.IntRange(1, 12), 0, 4).Draw(t, "months"),
			LeadTimeWeeks: rapid.IntRange(0, 60).Draw(t, "lead"),
			DefaultWeeks:  rapid.IntRange(0, 104).Draw(t, "weeks"),
		}
	})
}

// Starts are Mondays after the lead time, in order, and none that could be caught
// is passed over.
func TestStartsPassNoneOver(t *testing.T) {
	t.Parallel()
	rapid.Check(t, func(t *rapid.T) {
		f, from, n := formFacts().Draw(t, "form"), days().Draw(t, "from"), rapid.IntRange(0, 12).Draw(t, "n")
		got := calendar.Starts(f, from, n)
		var want []time.Time
		for d := from.AddDate(0, 0, 7*f.LeadTimeWeeks); len(want) < n; d = d.AddDate(0, 0, 1) {
			first := len(f.StartMonths) == 0 || d.Day() <= 7 && slices.Contains(f.StartMonths, int(d.Month()))
			if d.Weekday() == time.Monday && first {
				want = append(want, d)
			}
		}
		if !slices.Equal(got, want) {
			t.Fatalf("starts = %v, want %v", got, want)
		}
	})
}

// Without months there is a start in each week of the calendar, week 53 too.
func TestStartsInEveryWeek(t *testing.T) {
	t.Parallel()
	for _, year := range []int{2026, 2032, 2037, 2043} {
		got := calendar.Starts(tandem.FormFacts{}, time.Date(year, time.December, 15, 0, 0, 0, 0, time.UTC), 4)
		var weeks []int
		for _, d := range got {
			_, week := d.ISOWeek()
			weeks = append(weeks, week)
		}
		if want := []int{52, 53, 1, 2}; !slices.Equal(weeks, want) {
			t.Errorf("weeks from December %d = %v, want %v", year, weeks, want)
		}
	}
}

// A plan starts with the first start, ends on a Friday after as many whole weeks as
// the form takes, and can be handed in no earlier than it is asked; who asks later
// never starts earlier.
func TestFormPlansWholeWeeks(t *testing.T) {
	t.Parallel()
	rapid.Check(t, func(t *rapid.T) {
		f, from := formFacts().Draw(t, "form"), days().Draw(t, "from")
		got := calendar.Form(f, from)
		if !got.Start.Equal(calendar.Starts(f, from, 1)[0]) {
			t.Errorf("plan starts on %s, not on the first start", got.Start)
		}
		if got.HandIn.Before(from) || calendar.Days(got.HandIn, got.Start) != 7*f.LeadTimeWeeks {
			t.Errorf("hand in by %s to start on %s, asked on %s", got.HandIn, got.Start, from)
		}
		length := calendar.Days(got.Start, got.Result) + 3
		if got.Result.Weekday() != time.Friday || length != 7*max(1, f.DefaultWeeks) {
			t.Errorf("result on %s, %d days after %s", got.Result, length, got.Start)
		}
		later := from.AddDate(0, 0, rapid.IntRange(0, 400).Draw(t, "later"))
		if calendar.Form(f, later).Start.Before(got.Start) {
			t.Errorf("asked on %s, starts before who asked on %s", later, from)
		}
	})
}

// On the day that a promise falls the desks close at 17:00 by the clock on the
// wall, be it summer or winter, whatever the zone in which the moment is told.
func TestPromiseKeepsTheWallClock(t *testing.T) {
	t.Parallel()
	zone, err := calendar.Zone()
	if err != nil {
		t.Fatal(err)
	}
	rapid.Check(t, func(t *rapid.T) {
		sent := days().Draw(t, "sent").Add(time.Duration(rapid.IntRange(0, 86_399).Draw(t, "second")) * time.Second)
		got := calendar.Promise(sent)
		if local := got.In(zone).Format(time.TimeOnly); local != "17:00:00" {
			t.Errorf("sent %s, promised at %s", sent, local)
		}
		elsewhere := time.FixedZone("elsewhere", rapid.IntRange(-12, 14).Draw(t, "hours")*3600)
		if other := calendar.Promise(sent.In(elsewhere)); !other.Equal(got) {
			t.Errorf("sent %s, promised %s, told elsewhere %s", sent, got, other)
		}
		day := calendar.Day(sent)
		midnight := time.Date(day.Year(), day.Month(), day.Day(), 0, 0, 0, 0, zone)
		if !calendar.Promise(midnight).Equal(got) || !calendar.Promise(midnight.AddDate(0, 0, 1).Add(-time.Second)).Equal(got) {
			t.Errorf("promises differ within %s", day)
		}
	})
}

// A horizon with a month is the first such day from the day of asking on; one in
// days is exactly so many days away.
func TestOnIsTheFirstSuchDay(t *testing.T) {
	t.Parallel()
	rapid.Check(t, func(t *rapid.T) {
		asked := days().Draw(t, "asked")
		h := tandem.Horizon{Month: time.Month(rapid.IntRange(1, 12).Draw(t, "month")), Day: rapid.IntRange(1, 31).Draw(t, "day")}
		got := calendar.On(h, asked)
		last := time.Date(got.Year(), h.Month+1, 0, 0, 0, 0, 0, time.UTC).Day()
		if got.Month() != h.Month || got.Day() != min(h.Day, last) {
			t.Errorf("%+v asked on %s is %s", h, asked, got)
		}
		if before := calendar.On(h, asked.AddDate(0, 0, 1)); asked.Before(got) && !before.Equal(got) {
			t.Errorf("%+v is %s asked on %s, and %s a day later", h, got, asked, before)
		}
		n := rapid.IntRange(-5, 4000).Draw(t, "days")
		if away := calendar.Days(asked, calendar.On(tandem.Horizon{Days: n}, asked)); away != max(0, n) {
			t.Errorf("%d days from %s are %d", n, asked, away)
		}
		h.Year = rapid.IntRange(2001, 2099).Draw(t, "of year")
		if given := calendar.On(h, asked); given.Year() != h.Year || given.Month() != h.Month {
			t.Errorf("%+v is %s", h, given)
		}
	})
}

// A timetable that starts in another month keeps its weekday and stays as near to
// its day of the month as that month has.
func TestInMonth(t *testing.T) {
	t.Parallel()
	day := func(year int, month time.Month, day int) time.Time {
		return time.Date(year, month, day, 0, 0, 0, 0, time.UTC)
	}
	for _, c := range []struct{ from, month, want time.Time }{
		{day(2027, time.March, 24), day(2027, time.February, 1), day(2027, time.February, 24)},
		{day(2027, time.January, 4), day(2027, time.February, 1), day(2027, time.February, 1)},
		{day(2027, time.January, 29), day(2027, time.February, 1), day(2027, time.February, 26)},
		{day(2027, time.February, 8), day(2027, time.February, 1), day(2027, time.February, 8)},
		{day(2026, time.November, 23), day(2027, time.February, 1), day(2027, time.February, 22)},
	} {
		if got := calendar.InMonth(c.from, c.month); !got.Equal(c.want) {
			t.Errorf("%s in %s is %s, want %s", c.from.Format(time.DateOnly), c.month.Format("2006-01"), got.Format(time.DateOnly), c.want.Format(time.DateOnly))
		}
	}
	rapid.Check(t, func(t *rapid.T) {
		from, month := days().Draw(t, "from"), days().Draw(t, "month")
		got := calendar.InMonth(from, month)
		if got.Year() != month.Year() || got.Month() != month.Month() || got.Weekday() != from.Weekday() {
			t.Fatalf("%s is not a %s of %s", got.Format(time.DateOnly), from.Weekday(), month.Format("2006-01"))
		}
		for d := range 31 {
			other := day(month.Year(), month.Month(), d+1)
			if other.Month() == month.Month() && other.Weekday() == from.Weekday() && distance(d+1, from.Day()) < distance(got.Day(), from.Day()) {
				t.Fatalf("%s is nearer than %s", other.Format(time.DateOnly), got.Format(time.DateOnly))
			}
		}
	})
}

func distance(a, b int) int { return max(a-b, b-a) }
