package catalog

import (
	"cmp"
	"context"
	"slices"

	"github.com/tandem-hbo/tandem/internal/calendar"
	"github.com/tandem-hbo/tandem/internal/job"
	"github.com/tandem-hbo/tandem/internal/policy"
	"github.com/tandem-hbo/tandem/internal/postgres"
	"github.com/tandem-hbo/tandem/internal/tandem"
)

// Levels lists the levels of a programme, lowest first.
func Levels() []string { return []string{"associate", "bachelor", "master"} }

// Programme finds one programme.
func (s *Service) Programme(ctx context.Context, id tandem.ID[tandem.Programme]) (tandem.Programme, error) {
	return s.db.Programme(ctx, id)
}

// Period finds one teaching period.
func (s *Service) Period(ctx context.Context, id tandem.ID[tandem.Period]) (tandem.Period, error) {
	return s.db.Period(ctx, id)
}

// Programmes lists the programmes of an institution.
func (s *Service) Programmes(ctx context.Context, in tandem.ID[tandem.Institution]) ([]tandem.Programme, error) {
	return s.db.Programmes(ctx, in)
}

// Periods lists the teaching periods of an institution, latest first.
func (s *Service) Periods(ctx context.Context, in tandem.ID[tandem.Institution]) ([]tandem.Period, error) {
	return s.db.Periods(ctx, in)
}

// SaveProgramme stores a new programme (zero id) or a changed one, which stays
// with its institution. Errors: Denied, Invalid, Conflict when the name is taken
// (name_taken) or somebody else changed it meanwhile (moved_on).
func (s *Service) SaveProgramme(ctx context.Context, by tandem.Actor, p tandem.Programme, seen Stamp) (tandem.Programme, error) {
	trim(&p.Name)
	fresh := p.ID.IsZero()
	e := tandem.Event{Action: "programme.changed", SubjectKind: "programme", SubjectName: p.Name}
	err := s.change(ctx, by, &e, func(tx *postgres.Tx) error {
		var changed error
		save := tx.SaveProgramme
		if fresh {
			p.ID, e.Action, save = tandem.NewID[tandem.Programme](), "programme.added", tx.InsertProgramme
		} else if old, err := tx.LockProgramme(ctx, p.ID); err != nil {
			return err
		} else {
			p.InstitutionID, changed = old.InstitutionID, still(seen, old)
		}
		e.SubjectID, e.InstitutionID = p.ID.String(), p.InstitutionID
		if err := cmp.Or(policy.ManageCatalog(by, p.InstitutionID), changed); err != nil {
			return err
		}
		if err := checkProgramme(p); err != nil {
			return err
		}
		return save(ctx, p)
	})
	return p, err
}

func checkProgramme(p tandem.Programme) error {
	var c checker
	c.words("name", p.Name, maxName)
	c.must(slices.Contains(Levels(), p.Level), "level", "choice", 0)
	c.studyFields("fields", p.Fields)
	return c.err()
}

// SavePeriod stores a new teaching period (zero id) or a changed one, which
// stays with its institution; the academic year follows from its start. Errors:
// Denied, Invalid, Conflict when the name is taken in that year (name_taken) or
// somebody else changed the period meanwhile (moved_on).
func (s *Service) SavePeriod(ctx context.Context, by tandem.Actor, p tandem.Period, seen Stamp) (tandem.Period, error) {
	trim(&p.Name)
	fresh := p.ID.IsZero()
	e := tandem.Event{Action: "period.changed", SubjectKind: "period", SubjectName: p.Name}
	err := s.change(ctx, by, &e, func(tx *postgres.Tx) error {
		var changed error
		save := tx.SavePeriod
		if fresh {
			p.ID, e.Action, save = tandem.NewID[tandem.Period](), "period.added", tx.InsertPeriod
		} else if old, err := tx.LockPeriod(ctx, p.ID); err != nil {
			return err
		} else {
			p.InstitutionID, changed = old.InstitutionID, still(seen, old)
		}
		e.SubjectID, e.InstitutionID = p.ID.String(), p.InstitutionID
		if err := cmp.Or(policy.ManageCatalog(by, p.InstitutionID), changed); err != nil {
			return err
		}
		if err := checkPeriod(p); err != nil {
			return err
		}
		p.AcademicYear = calendar.AcademicYear(p.Start)
		if err := save(ctx, p); err != nil {
			return err
		}
		return tx.Enqueue(ctx, job.Rescore{PeriodID: p.ID})
	})
	return p, err
}

// maxPeriodDays is the longest a teaching period may last: lab seasons run for a
// whole year.
const maxPeriodDays = 400

func checkPeriod(p tandem.Period) error {
	var c checker
	c.words("name", p.Name, maxName)
	c.must(!p.Start.IsZero(), "start", "required", 0)
	c.must(!p.End.IsZero(), "end", "required", 0)
	c.must(p.Start.IsZero() || p.End.IsZero() || p.Start.Before(p.End), "end", "after_start", 0)
	c.must(calendar.Days(p.Start, p.End) <= maxPeriodDays, "end", "too_far", maxPeriodDays)
	return c.err()
}
