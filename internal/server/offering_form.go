package server

import (
	"math"
	"net/http"
	"strconv"
	"strings"
	"time"

	"github.com/tandem-hbo/tandem/internal/tandem"
	"github.com/tandem-hbo/tandem/web/page"
)

// reading turns typed texts into values and gathers what it cannot read. What
// it cannot read is -1 or zero, which no rule allows.
type reading struct{ faults []tandem.FieldError }

func (n *reading) fault(field string) {
	n.faults = append(n.faults, tandem.FieldError{Field: field, Code: "unreadable"})
}

func (n *reading) whole(field, s string) int {
	v, err := strconv.Atoi(strings.TrimSpace(s))
	if err != nil {
		n.fault(field)
		return -1
	}
	return v
}

// optional is whole with nothing typed as 0.
func (n *reading) optional(field, s string) int {
	if strings.TrimSpace(s) == "" {
		return 0
	}
	return n.whole(field, s)
}

// decimal reads a number with a comma or a point.
func (n *reading) decimal(field, s string) float64 {
	v, err := strconv.ParseFloat(strings.Replace(strings.TrimSpace(s), ",", ".", 1), 64)
	if err != nil || math.IsNaN(v) || math.IsInf(v, 0) {
		n.fault(field)
		return -1
	}
	return v
}

func (n *reading) day(field, s string) time.Time {
	if s == "" {
		return time.Time{}
	}
	v, err := time.Parse(time.DateOnly, s)
	if err != nil {
		n.fault(field)
	}
	return v
}

// typedID reads a chosen id; what is none of ours is the zero id, which the
// rules refuse.
func typedID[K any](s string) tandem.ID[K] {
	v, err := tandem.ParseID[K](s)
	if err != nil {
		return tandem.ID[K]{}
	}
	return v
}

// readOffering turns the form into an offering, and notes the wishes in the form.
func readOffering(r *http.Request, f *page.OfferingForm) (tandem.Offering, []tandem.FieldError) {
	var n reading
	o := tandem.Offering{
		InstitutionID: typedID[tandem.Institution](f.Institution), ProgrammeID: typedID[tandem.Programme](f.Programme),
		PeriodID: typedID[tandem.Period](f.Period), LecturerID: typedID[tandem.Person](f.Lecturer), Form: tandem.FormKey(f.Form),
		Title: f.Title, Summary: f.Summary, Places: n.whole("places", f.Places), Least: n.optional("least", f.Least), Hours: n.optional("hours", f.Hours),
		TeamSize:  n.whole("team_size", f.TeamSize),
		StudyYear: n.whole("study_year", f.StudyYear), EC: n.decimal("ec", f.EC), Deadline: n.day("deadline", f.Deadline),
		Language: tandem.Language(f.Language), City: f.City, Secrecy: tandem.SecrecyLevel(f.Secrecy),
		MinFTE: n.whole("min_fte", f.MinFTE), Conditions: f.Conditions,
	}
	for _, field := range f.Fields {
		o.Fields = append(o.Fields, tandem.Field(field))
	}
	f.Wishes = map[string]string{}
	for name, values := range r.PostForm {
		outcome, ours := strings.CutPrefix(name, "wish.")
		step, err := strconv.Atoi(values[0])
		if !ours || err != nil || step < 1 || step > 3 {
			continue
		}
		f.Wishes[outcome] = values[0]
		o.Wishes = append(o.Wishes, tandem.Wish{Outcome: tandem.OutcomeKey(outcome), Weight: page.Weight(step)})
	}
	return o, n.faults
}

// typedOffering writes an offering as somebody would have typed it.
func typedOffering(o tandem.Offering) page.OfferingForm {
	f := page.OfferingForm{
		Institution: o.InstitutionID.String(), Title: o.Title, Summary: o.Summary, Form: string(o.Form),
		Programme: o.ProgrammeID.String(), Period: o.PeriodID.String(), Lecturer: o.LecturerID.String(),
		Places: strconv.Itoa(o.Places), Least: strconv.Itoa(o.Least), Hours: strconv.Itoa(o.Hours),
		TeamSize: strconv.Itoa(o.TeamSize), StudyYear: strconv.Itoa(o.StudyYear),
		EC: strconv.FormatFloat(o.EC, 'f', -1, 64), MinFTE: strconv.Itoa(o.MinFTE), Deadline: o.Deadline.Format(time.DateOnly),
		Language: string(o.Language), City: o.City, Secrecy: string(o.Secrecy), Conditions: o.Conditions, Wishes: map[string]string{},
	}
	for _, field := range o.Fields {
		f.Fields = append(f.Fields, string(field))
	}
	for _, w := range o.Wishes {
		f.Wishes[string(w.Outcome)] = strconv.Itoa(page.Importance(w.Weight))
	}
	return f
}
