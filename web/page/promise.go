package page

import (
	"strconv"
	"time"

	"github.com/tandem-hbo/tandem/web/text"
	"github.com/tandem-hbo/tandem/web/ui"
)

// Promise is what the owner was promised: an answer by the end of the day Due.
type Promise struct {
	Asked, Due, Now time.Time
	// Days are the working days left; below zero so many too late.
	Days int
	// Kept is when the answer came; zero as long as it has not.
	Kept time.Time
}

// State is kept, late, soon or empty, as ui.Clock wants it.
func (p Promise) State() string {
	switch {
	case !p.Kept.IsZero():
		return "kept"
	case p.Days < 0:
		return "late"
	case p.Days <= 1:
		return "soon"
	default:
		return ""
	}
}

// share is how much of the time has passed, 0 to 100.
func (p Promise) share() int {
	whole := p.Due.Sub(p.Asked)
	if whole <= 0 {
		return 100
	}
	return int(min(max(100*p.Now.Sub(p.Asked)/whole, 0), 100))
}

// Clock draws a promise with all its words; for a row use its Small view.
func (s Shell) Clock(p Promise) ui.Clock {
	c := ui.Clock{State: p.State(), Share: p.share(), Promise: s.T(text.PartsClockPromise, "date", s.DayMonth(p.Due))}
	switch c.State {
	case "kept":
		c.Promise, c.Note = s.T(text.PartsClockKept), s.T(text.PartsClockKeptNote, "date", s.DayMonth(p.Kept))
	case "late":
		c.Promise, c.Note = s.N(text.PartsClockLate, -p.Days), s.T(text.PartsClockLateNote)
		c.Count, c.Unit = strconv.Itoa(-p.Days), s.N(text.PartsUnitLate, -p.Days)
	default:
		c.Count, c.Unit = strconv.Itoa(p.Days), s.N(text.PartsUnitDays, p.Days)
		c.Note = s.N(text.PartsClockLeft, p.Days)
		if p.Days == 0 {
			c.Note = s.T(text.PartsClockToday)
		}
	}
	c.Title = s.T(text.PartsClock, "note", c.Promise+" "+c.Note)
	return c
}

// Keys lists the keys of a page, "j k" with what they do, and lets the reader switch them off.
func (s Shell) Keys(keys []ui.Term) ui.Keys {
	return ui.Keys{Items: keys, Switch: s.T(text.PartsKeysOn)}
}
