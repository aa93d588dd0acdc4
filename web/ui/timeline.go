package ui

import (
	"strconv"
	"time"
)

// Timeline shows whether a proposal fits the calendar: today, deadline, start, result and the wished date.
type Timeline struct {
	// ID must be unique on the page. Title names the drawing, Desc says it all in one sentence.
	ID, Title, Desc string
	// Months are the twelve short names for the axis.
	Months []string
	Points []Point
}

// Point is one date on a Timeline. Kind is now, submit, start, result or wish; Text is the date in words.
type Point struct {
	Kind, Label, Text string
	At                time.Time
}

// axis turns dates into places on the drawing: whole months, from the first point's to the one after the last.
type axis struct{ from, to time.Time }

func (t Timeline) axis() axis {
	if len(t.Points) == 0 {
		return axis{}
	}
	first, last := t.Points[0].At, t.Points[0].At
	for _, p := range t.Points {
		if p.At.Before(first) {
			first = p.At
		}
		if p.At.After(last) {
			last = p.At
		}
	}
	return axis{from: month(first, 0), to: month(last, 2)}
}

// month is the first day of the month of t, moved by some months.
func month(t time.Time, by int) time.Time {
	return time.Date(t.Year(), t.Month()+time.Month(by), 1, 0, 0, 0, 0, t.Location())
}

func (a axis) share(t time.Time) float64 {
	whole := a.to.Sub(a.from)
	if whole <= 0 {
		return 0
	}
	return min(max(100*float64(t.Sub(a.from))/float64(whole), 0), 100)
}

func (a axis) at(t time.Time) string { return share(a.share(t)) }

// share writes a place on the drawing, to a tenth of a percent.
func share(f float64) string { return strconv.FormatFloat(f, 'f', 1, 64) + "%" }

// tick is a month on the axis.
type tick struct{ at, text string }

// ticks names at most ten months, so that the names do not touch on a phone.
func (t Timeline) ticks() []tick {
	a := t.axis()
	if a.from.IsZero() || len(t.Months) < 12 {
		return nil
	}
	months := (a.to.Year()-a.from.Year())*12 + int(a.to.Month()) - int(a.from.Month())
	step := 1 + (months-1)/10
	var ticks []tick
	for i := 0; i < months; i += step {
		m := month(a.from, i)
		ticks = append(ticks, tick{at: a.at(m), text: t.Months[m.Month()-1]})
	}
	return ticks
}

// find gives the point of a kind; false when the timeline has none.
func (t Timeline) find(kind string) (Point, bool) {
	for _, p := range t.Points {
		if p.Kind == kind {
			return p, true
		}
	}
	return Point{}, false
}

// span is a stretch between two dates; empty when one of them is missing or they are the wrong way round.
type span struct{ at, width string }

func (t Timeline) span(from, to string) span {
	first, ok := t.find(from)
	last, found := t.find(to)
	if !ok || !found || !first.At.Before(last.At) {
		return span{}
	}
	a := t.axis()
	return span{at: a.at(first.At), width: share(a.share(last.At) - a.share(first.At))}
}

// signBox frames the sign of a kind for the list of keys; the flag stands right of its pole.
func signBox(kind string) string {
	if kind == "wish" {
		return "-4 -10 20 20"
	}
	return "-10 -10 20 20"
}
