// Package calendar knows the days: Dutch working days and holidays, the promise
// of an answer, start moments and the earliest result of a form or offering.
//
// A day is a time at midnight UTC, as the database's date type reads. Moments
// are turned into days by the clock of Amsterdam.
package calendar

import (
	"fmt"
	"slices"
	"sync"
	"time"
	_ "time/tzdata" // the binary must not depend on the machine's zone files

	"github.com/tandem-hbo/tandem/internal/tandem"
)

// PromiseDays is within how many working days an owner hears from us.
const PromiseDays = 5

// closing is the hour, in Amsterdam, at which a promised day ends.
const closing = 17

func date(year int, month time.Month, day int) time.Time {
	return time.Date(year, month, day, 0, 0, 0, 0, time.UTC)
}

// Zone is the zone people live in. The error cannot occur with the embedded
// zone data, and is there because a zone is looked up by name.
func Zone() (*time.Location, error) { return zone() }

// zone reads the zone file once, not for every day that is counted.
var zone = sync.OnceValues(func() (*time.Location, error) {
	zone, err := time.LoadLocation("Europe/Amsterdam")
	if err != nil {
		return nil, fmt.Errorf("find zone of Amsterdam: %w", err)
	}
	return zone, nil
})

// amsterdam falls back on UTC, which is at most two hours off. It is read once:
// every question asks for it, and reading costs more than scoring.
var amsterdam = sync.OnceValue(func() *time.Location {
	zone, err := Zone()
	if err != nil {
		return time.UTC
	}
	return zone
})

// Day is the day on which a moment falls in Amsterdam.
func Day(moment time.Time) time.Time {
	year, month, day := moment.In(amsterdam()).Date()
	return date(year, month, day)
}

// EndOf is the moment at which a day is over in Amsterdam.
func EndOf(day time.Time) time.Time {
	year, month, n := day.Date()
	return time.Date(year, month, n+1, 0, 0, 0, 0, amsterdam())
}

// AddWorkingDays returns the n-th working day after a day; n below 1 gives the
// day itself when it is a working day and the next one otherwise.
func AddWorkingDays(day time.Time, n int) time.Time {
	for n > 0 || !Working(day) {
		day = day.AddDate(0, 0, 1)
		if Working(day) {
			n--
		}
	}
	return day
}

// Promise is the moment before which an owner hears from us: the close of the
// fifth working day after the day of sending.
func Promise(submitted time.Time) time.Time {
	day := AddWorkingDays(Day(submitted), PromiseDays)
	return time.Date(day.Year(), day.Month(), day.Day(), closing, 0, 0, 0, amsterdam())
}

// Days counts the days from one day to another; negative when to comes first.
func Days(from, to time.Time) int {
	return int(to.Sub(from).Hours() / 24)
}

// InMonth is the day of another month that is nearest to the same day of that month
// among those on the same weekday: what a timetable becomes when it starts then.
func InMonth(day, month time.Time) time.Time {
	first, n := date(month.Year(), month.Month(), 1), day.Day()
	days := Days(day, first) + n - 1
	moved := day.AddDate(0, 0, days-remainder(days, 7))
	switch { // a month has each weekday four times at least
	case moved.Before(first):
		return moved.AddDate(0, 0, 7)
	case !moved.Before(first.AddDate(0, 1, 0)):
		return moved.AddDate(0, 0, -7)
	}
	return moved
}

// remainder is how far n lies from the nearest multiple of m, which is odd.
func remainder(n, m int) int {
	r := ((n % m) + m) % m
	if r > m/2 {
		r -= m
	}
	return r
}

// AcademicYear is the year in which the academic year of a day began: it turns
// on the first of September.
func AcademicYear(day time.Time) int {
	if day.Month() < time.September {
		return day.Year() - 1
	}
	return day.Year()
}

// Plan is when work can happen.
type Plan struct {
	HandIn time.Time // last day to hand in the question
	Start  time.Time
	Result time.Time
}

// Spare is how many days the result comes before a wanted day; negative is too
// late.
func (p Plan) Spare(wanted time.Time) int { return Days(p.Result, wanted) }

// Starts lists the next n start moments of a form that a question handed in on
// a day can still catch: the first Monday of each start month, or, for forms
// that start at any time, the Mondays after the lead time. The months are 1 to 12,
// which a taxonomy is held to; a form whose months never come would be sought for
// ever.
func Starts(f tandem.FormFacts, day time.Time, n int) []time.Time {
	earliest := day.AddDate(0, 0, 7*f.LeadTimeWeeks)
	var list []time.Time
	if len(f.StartMonths) == 0 {
		for first := monday(earliest); len(list) < n; first = first.AddDate(0, 0, 7) {
			list = append(list, first)
		}
		return list
	}
	for month := date(earliest.Year(), earliest.Month(), 1); len(list) < n; month = month.AddDate(0, 1, 0) {
		if start := monday(month); slices.Contains(f.StartMonths, int(month.Month())) && !start.Before(earliest) {
			list = append(list, start)
		}
	}
	return list
}

// monday is the first Monday on or after a day.
func monday(day time.Time) time.Time {
	return day.AddDate(0, 0, (8-int(day.Weekday()))%7)
}

// Form is the earliest plan of a form for a question handed in on a day. The
// result falls on the Friday that ends the usual number of weeks.
func Form(f tandem.FormFacts, day time.Time) Plan {
	start := Starts(f, day, 1)[0]
	return Plan{
		HandIn: start.AddDate(0, 0, -7*f.LeadTimeWeeks),
		Start:  start,
		Result: start.AddDate(0, 0, 7*max(1, f.DefaultWeeks)-3),
	}
}

// Offering is the plan of an offering, which its period fixes.
func Offering(o tandem.OfferingDetail) Plan {
	return Plan{HandIn: o.Deadline, Start: o.Start, Result: o.End}
}
