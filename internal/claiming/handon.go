package claiming

import (
	"context"
	"errors"
	"fmt"
	"time"

	"github.com/tandem-hbo/tandem/internal/calendar"
	"github.com/tandem-hbo/tandem/internal/postgres"
	"github.com/tandem-hbo/tandem/internal/tandem"
)

// HandOn gives the free places of an offering to who waits for one, first in line
// first, each in a transaction of its own, and returns how many it gave. A zero id
// looks at all offerings with a line and a free place. Running it again gives
// nothing more.
func (s *Service) HandOn(ctx context.Context, id tandem.ID[tandem.Offering]) (int, error) {
	list := []tandem.ID[tandem.Offering]{id}
	if id.IsZero() {
		var err error
		if list, err = s.db.Waiters(ctx, calendar.Day(s.db.Now())); err != nil {
			return 0, fmt.Errorf("hand on: %w", err)
		}
	}
	given := 0
	var faults []error
	for _, id := range list {
		n, err := s.moveUp(ctx, id)
		given += n
		if err != nil {
			faults = append(faults, fmt.Errorf("hand on places of %s: %w", id, err))
		}
	}
	return given, errors.Join(faults...)
}

// errOther tells that somebody else is first in line by now.
var errOther = errors.New("another question is first in line")

// moveUp lets the line of one offering move up until no place is free, nobody may
// have one, or no more can be supervised.
func (s *Service) moveUp(ctx context.Context, id tandem.ID[tandem.Offering]) (given int, err error) {
	// Who is first may change between looking and locking, but not for ever.
	for range 1000 {
		w, err := s.db.NextInLine(ctx, id)
		if errors.Is(err, tandem.NotFound) {
			return given, nil
		}
		if err != nil {
			return given, err
		}
		switch err := s.give(ctx, w); {
		case err == nil:
			given++
		case errors.Is(err, errNothing) || full(err):
			return given, nil
		case !errors.Is(err, errOther):
			return given, err
		}
	}
	return given, nil
}

// full reports whether an error says that no more fits.
func full(err error) bool {
	var known *tandem.Error
	if !errors.As(err, &known) {
		return false
	}
	return known.Code == "offering_full" || known.Code == "hours_full" || known.Code == "programme_full"
}

// give lets the first in line hold a free place as long as a claim may wait.
func (s *Service) give(ctx context.Context, w tandem.Waiting) error {
	return s.lock(ctx, tandem.SystemActor(), Pair{w.QuestionID, w.OfferingID}, func(tx *postgres.Tx, b both) error {
		if err := mayMoveUp(ctx, tx, b, w); err != nil {
			return err
		}
		m, err := b.fits(ctx, tx)
		switch {
		case errors.Is(err, tandem.Conflict):
			return errOther // it moved on before its row was held
		case err != nil:
			return err
		}
		if err := approve(ctx, tx, m, w); err != nil {
			return err
		}
		in, err := tx.Institution(ctx, b.offering.InstitutionID)
		if err != nil {
			return err
		}
		ends := calendar.EndOf(calendar.Day(tx.Now()).AddDate(0, 0, in.LapseDays))
		h := tandem.Hold{
			QuestionID: w.QuestionID, OfferingID: w.OfferingID, Kind: tandem.HoldSoft, MadeBy: w.AddedBy, EndsAt: &ends,
		}
		if w.Source == tandem.WaitPlan {
			h.Kind, h.PlanID = tandem.HoldPlan, w.PlanID
		}
		if err := keep(ctx, tx, b, h, "question.handed_on"); err != nil {
			return err
		}
		return tellKept(ctx, tx, w.QuestionID, ends)
	})
}

// tellKept tells the owner of a question, if the contact address is proven, until when
// a place is held.
func tellKept(ctx context.Context, tx *postgres.Tx, id tandem.ID[tandem.Question], ends time.Time) error {
	news, err := tx.NewsForOwners(ctx, []tandem.ID[tandem.Question]{id})
	if err != nil {
		return err
	}
	return tx.QueueMails(ctx, tandem.MailsOf(tandem.MailKept, news, map[string]string{"date": lastDay(ends)}))
}

// mayMoveUp checks with all rows held that a place is free and this question is
// still first.
func mayMoveUp(ctx context.Context, tx *postgres.Tx, b both, w tandem.Waiting) error {
	if b.offering.ClosedAt != nil || b.offering.Deadline.Before(calendar.Day(tx.Now())) {
		return errNothing
	}
	place, err := tx.FreePlace(ctx, w.OfferingID)
	if err != nil {
		return err
	}
	if place == 0 {
		return errNothing
	}
	first, err := tx.NextInLine(ctx, w.OfferingID)
	if errors.Is(err, tandem.NotFound) {
		return errNothing
	}
	if err != nil {
		return err
	}
	if first.QuestionID != w.QuestionID {
		return errOther
	}
	return nil
}

// approve offers the match in the name of who put the question in line.
func approve(ctx context.Context, tx *postgres.Tx, m tandem.Match, w tandem.Waiting) error {
	if m.State == tandem.MatchApproved {
		return nil
	}
	if err := m.Move(tandem.MatchApproved, tx.Now()); err != nil {
		return err
	}
	m.DecidedBy = w.AddedBy
	if err := tx.SaveMatch(ctx, m); err != nil || w.Source != tandem.WaitPlan {
		return err
	}
	return tx.SetMatchPlan(ctx, m.ID, w.PlanID) // taking the plan back takes this back too
}

// free refuses when no place of an offering is free for a question: all are held,
// or what is free is promised to questions before it in line. Between a place coming
// free and the job that lets the line move up nobody slips in. After the deadline no
// line moves any more, and nothing is promised.
func free(ctx context.Context, tx *postgres.Tx, q tandem.ID[tandem.Question], o tandem.OfferingDetail) error {
	if o.Free() == 0 {
		return tandem.Fail(tandem.Conflict, "offering_full")
	}
	if o.Deadline.Before(calendar.Day(tx.Now())) {
		return nil
	}
	promised, err := tx.Promised(ctx, o.ID, q)
	if err == nil && o.Free() <= promised {
		err = tandem.Fail(tandem.Conflict, "place_promised")
	}
	return err
}

// outOfLine ends a question's turn in the line for an offering in which it holds a
// place now. It need not have stood there.
func outOfLine(ctx context.Context, tx *postgres.Tx, q tandem.ID[tandem.Question], o tandem.ID[tandem.Offering]) error {
	err := tx.DeleteWaiting(ctx, o, q)
	if errors.Is(err, tandem.Conflict) {
		return nil
	}
	return err
}
