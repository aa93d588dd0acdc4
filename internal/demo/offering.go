package demo

import (
	"time"

	"github.com/tandem-hbo/tandem/internal/tandem"
)

// margin is how many days a coming offering stays open at least, so that the
// demo is never stale on the day it is made.
const margin = 6

// coming makes one offering of each template in a period that is still to come,
// all of them open today.
func (w *world) coming() []tandem.OfferingDetail {
	c := w.clock
	var list []tandem.OfferingDetail
	for i := range w.templates {
		t := &w.templates[i]
		for _, p := range w.periods {
			if p.kind != t.kind || p.InstitutionID != t.InstitutionID || calendarDays(c.today, p.Start) < 3*margin {
				continue
			}
			deadline := p.Start.AddDate(0, 0, -t.lead)
			if latest := c.today.AddDate(0, 0, margin+i%9); deadline.Before(latest) {
				deadline = latest
			}
			list = append(list, w.offer(t, p, deadline))
			break
		}
	}
	return list
}

// before makes an offering of the template in each of the last periods of its
// kind that began on or before today, latest first, at most n.
func (w *world) before(t *template, n int) []tandem.OfferingDetail {
	var list []tandem.OfferingDetail
	for i := len(w.periods) - 1; i >= 0 && len(list) < n; i-- {
		p := w.periods[i]
		if p.kind == t.kind && p.InstitutionID == t.InstitutionID && !p.Start.After(w.clock.today) {
			list = append(list, w.offer(t, p, p.Start.AddDate(0, 0, -t.lead)))
		}
	}
	return list
}

func (w *world) offer(t *template, p period, deadline time.Time) tandem.OfferingDetail {
	o := tandem.OfferingDetail{
		Offering: t.Offering, Institution: w.institution(t.InstitutionID).Name, Programme: w.programmeName(t.ProgrammeID),
		Lecturer: w.person(t.LecturerID).Name, PeriodName: p.Name, Start: p.Start, End: p.End,
	}
	o.ID, o.PeriodID, o.Deadline = tandem.NewID[tandem.Offering](), p.ID, deadline
	o.CreatedAt = deadline.AddDate(0, -6, 0).Add(9 * time.Hour)
	if latest := w.clock.now.AddDate(0, 0, -40); o.CreatedAt.After(latest) {
		o.CreatedAt = latest
	}
	return o
}

func calendarDays(from, to time.Time) int { return int(to.Sub(from).Hours() / 24) }
