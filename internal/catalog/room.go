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

// lecturers checks and saves the hours of lecturers that change.
func (c *checker) lecturers(ctx context.Context, tx *postgres.Tx, id tandem.ID[tandem.Period], next Room) error {
	list, err := tx.Supervision(ctx, id)
	if err != nil {
		return err
	}
	asked := make(map[tandem.ID[tandem.Person]]*int, len(next.Lecturers))
	for _, l := range next.Lecturers {
		asked[l.LecturerID] = l.Hours
	}
	for _, old := range list {
		hours, sent := asked[old.LecturerID]
		if !sent || alike(hours, old.Hours) || !c.room("hours."+old.LecturerID.String(), hours, old.Held) {
			continue
		}
		old.Hours = hours
		if err := tx.SaveSupervision(ctx, old); err != nil {
			return err
		}
	}
	return nil
}

// programmes checks and saves the caps of programmes that change.
func (c *checker) programmes(ctx context.Context, tx *postgres.Tx, id tandem.ID[tandem.Period], next Room) error {
	list, err := tx.ProgrammeCaps(ctx, id)
	if err != nil {
		return err
	}
	asked := make(map[tandem.ID[tandem.Programme]]*int, len(next.Programmes))
	for _, g := range next.Programmes {
		asked[g.ProgrammeID] = g.Most
	}
	for _, old := range list {
		most, sent := asked[old.ProgrammeID]
		if !sent || alike(most, old.Most) || !c.room("most."+old.ProgrammeID.String(), most, old.Held) {
			continue
		}
		old.Most = most
		if err := tx.SaveProgrammeCap(ctx, old); err != nil {
			return err
		}
	}
	return nil
}

// alike reports whether two limits are the same one, or none.
func alike(a, b *int) bool { return a == nil && b == nil || a != nil && b != nil && *a == *b }

// room checks one limit and reports whether it can be kept.
func (c *checker) room(field string, limit *int, held int) bool {
	if limit == nil {
		return true
	}
	c.must(*limit >= held, field, "in_use", held)
	c.must(*limit <= maxRoom, field, "at_most", maxRoom)
	return *limit >= held && *limit <= maxRoom
}
