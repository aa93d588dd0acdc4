package catalog

import (
	"context"
	"errors"
	"slices"
	"time"

	"github.com/tandem-hbo/tandem/internal/postgres"
	"github.com/tandem-hbo/tandem/internal/tandem"
)

// Limits of an offering, as the database holds them.
const (
	maxPlaces = 200
	maxTeam   = 60
	maxYear   = 5
	maxEC     = 60
	maxFTE    = 10000
	maxHours  = 1000
	maxWishes = 5
)

func (c *checker) offering(o tandem.Offering, today time.Time) {
	c.words("title", o.Title, maxName)
	c.words("summary", o.Summary, maxSummary)
	c.words("city", o.City, 80)
	c.short("conditions", o.Conditions, maxSummary)
	c.between("places", o.Places, 1, maxPlaces)
	c.between("least", o.Least, 0, max(0, o.Places))
	c.between("team_size", o.TeamSize, 1, maxTeam)
	c.between("study_year", o.StudyYear, 1, maxYear)
	c.between("min_fte", o.MinFTE, 0, maxFTE)
	c.between("hours", o.Hours, 0, maxHours)
	c.must(o.EC >= 0 && o.EC <= maxEC, "ec", "at_most", maxEC)
	c.studyFields("fields", o.Fields)
	c.must(o.Language == tandem.Dutch || o.Language == tandem.English, "language", "choice", 0)
	c.must(slices.Contains(tandem.SecrecyLevels(), o.Secrecy), "secrecy", "choice", 0)
	c.must(!o.Deadline.IsZero(), "deadline", "required", 0)
	c.must(o.Deadline.IsZero() || !o.Deadline.Before(today), "deadline", "in_past", 0)
}

// belongings checks what the offering refers to.
func (c *checker) belongings(ctx context.Context, tx *postgres.Tx, o tandem.Offering) error {
	tax, err := tx.Taxonomy(ctx)
	if err != nil {
		return err
	}
	_, known := tax.Form(o.Form)
	c.must(known, "form", "choice", 0)
	c.wishes(tax, o.Wishes)
	if err := c.programme(ctx, tx, o); err != nil {
		return err
	}
	if err := c.period(ctx, tx, o); err != nil {
		return err
	}
	lecturers, err := tx.Lecturers(ctx, o.InstitutionID)
	if err != nil {
		return err
	}
	runs := func(p tandem.Person) bool { return p.ID == o.LecturerID }
	c.must(slices.ContainsFunc(lecturers, runs), "lecturer", "choice", 0)
	return nil
}

// wishes demands at least one: no collaboration without a result for education.
func (c *checker) wishes(tax tandem.Taxonomy, list []tandem.Wish) {
	c.must(len(list) > 0, "wishes", "pick_one", 1)
	c.must(len(list) <= maxWishes, "wishes", "too_many", maxWishes)
	seen := map[tandem.OutcomeKey]bool{}
	for _, w := range list {
		_, known := tax.Outcome(w.Outcome)
		c.must(known && !seen[w.Outcome] && w.Weight > 0 && w.Weight <= 1, "wishes", "choice", 0)
		seen[w.Outcome] = true
	}
}

func (c *checker) programme(ctx context.Context, tx *postgres.Tx, o tandem.Offering) error {
	p, err := tx.Programme(ctx, o.ProgrammeID)
	if err != nil && !errors.Is(err, tandem.NotFound) {
		return err
	}
	c.must(err == nil && p.InstitutionID == o.InstitutionID, "programme", "choice", 0)
	return nil
}

func (c *checker) period(ctx context.Context, tx *postgres.Tx, o tandem.Offering) error {
	p, err := tx.Period(ctx, o.PeriodID)
	if err != nil && !errors.Is(err, tandem.NotFound) {
		return err
	}
	c.must(err == nil && p.InstitutionID == o.InstitutionID, "period", "choice", 0)
	c.must(err != nil || !o.Deadline.After(p.End), "deadline", "after_period", 0)
	return nil //nolint:nilerr // a period that is not there is the reader's fault, told above
}
