package calendar

import (
	"time"

	"github.com/tandem-hbo/tandem/internal/tandem"
)

// On is the day that a horizon means for somebody who asks on a day: so many days
// later, or the next time that its month and day come. A day that its month does
// not have is the last one of the month.
func On(h tandem.Horizon, asked time.Time) time.Time {
	if h.Month < time.January || h.Month > time.December {
		return asked.AddDate(0, 0, max(0, h.Days))
	}
	if h.Year > 0 {
		return dayOf(h.Year, h)
	}
	day := dayOf(asked.Year(), h)
	if day.Before(asked) {
		day = dayOf(asked.Year()+1, h)
	}
	return day
}

func dayOf(year int, h tandem.Horizon) time.Time {
	last := date(year, h.Month+1, 1).AddDate(0, 0, -1)
	day := date(year, h.Month, max(1, h.Day))
	if day.After(last) {
		return last
	}
	return day
}
