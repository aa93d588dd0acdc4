package demo

import (
	"fmt"
	"time"

	"github.com/tandem-hbo/tandem/internal/calendar"
	"github.com/tandem-hbo/tandem/internal/tandem"
)

// period is a teaching period with its kind: block, semester or year.
type period struct {
	tandem.Period
	kind string
}

// yearsBack and yearsAhead are how far the calendars of the demo reach.
const (
	yearsBack  = 2
	yearsAhead = 2
)

// periodsOf lists the periods of an institution round today, earliest year
// first. shift moves them by days, for no two institutions start together.
func periodsOf(in tandem.Institution, today time.Time, shift int) []period {
	var list []period
	this := calendar.AcademicYear(today)
	for year := this - yearsBack; year <= this+yearsAhead; year++ {
		add := func(kind, name string, start time.Time, weeks int) {
			list = append(list, period{kind: kind, Period: tandem.Period{
				ID: tandem.NewID[tandem.Period](), InstitutionID: in.ID, Name: name, AcademicYear: year,
				Start: start, End: start.AddDate(0, 0, 7*weeks-3), // a Friday
			}})
		}
		autumn := monday(year, time.September, 1+shift)
		spring := monday(year+1, time.February, 1+shift)
		for i, start := range []time.Time{autumn, autumn.AddDate(0, 0, 77), spring, spring.AddDate(0, 0, 77)} {
			add("block", fmt.Sprintf("Periode %d", i+1), start, 10)
		}
		add("semester", "Semester 1", autumn, 21)
		add("semester", "Semester 2", spring, 21)
		add("year", "Hele jaar", autumn, 44)
	}
	return list
}

// monday is the first Monday on or after a day.
func monday(year int, month time.Month, day int) time.Time {
	t := time.Date(year, month, day, 0, 0, 0, 0, time.UTC)
	return t.AddDate(0, 0, (8-int(t.Weekday()))%7)
}

// clock is the moment that the demo is made for.
type clock struct {
	now   time.Time
	today time.Time
}

func newClock(now time.Time) clock { return clock{now: now, today: calendar.Day(now)} }

// office returns a moment of a working day: n working days before today (or the
// first one before that), somewhere in the morning or afternoon. It always lies
// before now.
func (c clock) office(n, minute int) time.Time {
	day := c.today
	for left := n; left > 0 || !calendar.Working(day); day = day.AddDate(0, 0, -1) {
		if calendar.Working(day) {
			left--
		}
	}
	at := day.Add(8*time.Hour + time.Duration(minute%480)*time.Minute)
	if at.After(c.now.Add(-time.Hour)) {
		return c.now.Add(-time.Hour - time.Duration(minute%50)*time.Minute)
	}
	return at
}

// atWork moves a moment to office hours: the next working day when it falls in
// a weekend or holiday.
func atWork(t time.Time) time.Time {
	day := calendar.Day(t)
	for !calendar.Working(day) {
		day = day.AddDate(0, 0, 1)
	}
	return day.Add(8*time.Hour + time.Duration(t.Minute()*8)*time.Minute)
}
