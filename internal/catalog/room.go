package catalog

import (
	"context"
	"errors"

	"github.com/tandem-hbo/tandem/internal/policy"
	"github.com/tandem-hbo/tandem/internal/postgres"
	"github.com/tandem-hbo/tandem/internal/tandem"
)

// maxRoom is the largest limit on hours of a lecturer or places of a programme.
const maxRoom = 10000

// Room is what bounds the places of a period besides the offerings themselves: the
// hours of lecturers and the caps of programmes.
type Room struct {
	Lecturers  []tandem.Supervision
	Programmes []tandem.ProgrammeCap
}

// Room tells what bounds a period: a row for each lecturer and programme that
// offers something there or has a limit. Errors: Denied.
func (s *Service) Room(ctx context.Context, by tandem.Actor, p tandem.Period) (Room, error) {
	var r Room
	if err := policy.ManageCatalog(by, p.InstitutionID); err != nil {
		return r, err
	}
	var errs [2]error
	r.Lecturers, errs[0] = s.db.Supervision(ctx, p.ID)
	r.Programmes, errs[1] = s.db.ProgrammeCaps(ctx, p.ID)
	return r, errors.Join(errs[:]...)
}

// SaveRoom sets the limits of the lecturers and programmes in next; others keep
// theirs. Who is not among those that Room lists is left out. Errors: Denied,
// Invalid with fields hours.<id> and most.<id> (in_use when more is held), Conflict
// when more was held meanwhile.
func (s *Service) SaveRoom(ctx context.Context, by tandem.Actor, p tandem.Period, next Room) error {
	e := tandem.Event{
		Action: "period.limited", SubjectKind: "period", SubjectID: p.ID.String(), SubjectName: p.Name, InstitutionID: p.InstitutionID,
	}
	return s.change(ctx, by, &e, func(tx *postgres.Tx) error {
		if err := policy.ManageCatalog(by, p.InstitutionID); err != nil {
			return err
		}
		if _, err := tx.LockPeriod(ctx, p.ID); err != nil {
			return err
		}
		var c checker
		if err := errors.Join(c.lecturers(ctx, tx, p.ID, next), c.programmes(ctx, tx, p.ID, next)); err != nil {
			return err
		}
		return c.err()
	})
}

// lecturers checks and saves the hours of lecturers.
func (c *checker) lecturers(ctx context.Context, tx *postgres.Tx, id tandem.ID[tandem.Period], next Room) error {
	list, err := tx.Supervision(ctx, id)
	for _, old := range list {
		for _, l := range next.Lecturers {
			if l.LecturerID == old.LecturerID && c.room("hours."+old.LecturerID.String(), l.Hours, old.Held) {
				old.Hours = l.Hours
				err = errors.Join(err, tx.SaveSupervision(ctx, old))
			}
		}
	}
	return err
}

// programmes checks and saves the caps of programmes.
func (c *checker) programmes(ctx context.Context, tx *postgres.Tx, id tandem.ID[tandem.Period], next Room) error {
	list, err := tx.ProgrammeCaps(ctx, id)
	for _, old := range list {
		for _, g := range next.Programmes {
			if g.ProgrammeID == old.ProgrammeID && c.room("most."+old.ProgrammeID.String(), g.Most, old.Held) {
				old.Most = g.Most
				err = errors.Join(err, tx.SaveProgrammeCap(ctx, old))
			}
		}
	}
	return err
}

// room checks one limit and reports whether it can be kept.
func (c *checker) room(field string, limit *int, held int) bool {
	if limit == nil {
		return true
	}
	c.must(*limit >= held, field, "in_use", held)
	c.must(*limit <= maxRoom, field, "at_most", maxRoom)
	return *limit >= held && *limit <= maxRoom
}
