package catalog

import (
	"context"
	"time"

	"github.com/tandem-hbo/tandem/internal/calendar"
	"github.com/tandem-hbo/tandem/internal/job"
	"github.com/tandem-hbo/tandem/internal/policy"
	"github.com/tandem-hbo/tandem/internal/postgres"
	"github.com/tandem-hbo/tandem/internal/tandem"
)

// Offerings lists offerings with their places; they are public.
func (s *Service) Offerings(ctx context.Context, f tandem.OfferingFilter) ([]tandem.OfferingDetail, error) {
	return s.db.Offerings(ctx, f)
}

// Offering finds one offering with its places.
func (s *Service) Offering(ctx context.Context, id tandem.ID[tandem.Offering]) (tandem.OfferingDetail, error) {
	return s.db.OfferingDetail(ctx, id)
}

// Lecturers lists who teaches at an institution, to run an offering.
func (s *Service) Lecturers(ctx context.Context, in tandem.ID[tandem.Institution]) ([]tandem.Person, error) {
	return s.db.Lecturers(ctx, in)
}

// AddOffering publishes a new offering. A lecturer may add offerings to run
// themselves. Errors: Denied, Invalid.
func (s *Service) AddOffering(ctx context.Context, by tandem.Actor, o tandem.Offering) (tandem.Offering, error) {
	o.ID, o.ClosedAt = tandem.NewID[tandem.Offering](), nil
	e := offeringEvent("offering.added", o)
	err := s.change(ctx, by, &e, func(tx *postgres.Tx) error {
		if err := policy.AddOffering(by, o.InstitutionID); err != nil {
			return err
		}
		if err := ownOnly(by, o); err != nil {
			return err
		}
		o.CreatedAt = tx.Now()
		if err := checkOffering(ctx, tx, &o, calendar.Day(tx.Now())); err != nil {
			return err
		}
		return saved(ctx, tx, o, tx.InsertOffering)
	})
	return o, err
}

// SaveOffering stores a changed offering; institution, creation and closing stay
// as they are. Errors: Denied, Invalid, Conflict (places_in_use) when fewer
// places are left than are claimed.
func (s *Service) SaveOffering(ctx context.Context, by tandem.Actor, o tandem.Offering) error {
	e := offeringEvent("offering.changed", o)
	return s.change(ctx, by, &e, func(tx *postgres.Tx) error {
		old, err := tx.LockOffering(ctx, o.ID)
		if err != nil {
			return err
		}
		o.InstitutionID, o.CreatedAt, o.ClosedAt = old.InstitutionID, old.CreatedAt, old.ClosedAt
		e.InstitutionID = o.InstitutionID
		if err := policy.ManageOffering(by, old.Offering); err != nil {
			return err
		}
		if err := ownOnly(by, o); err != nil {
			return err
		}
		// The deadline may have passed, as long as it is not moved into the past.
		today := calendar.Day(tx.Now())
		if o.Deadline.Equal(old.Deadline) {
			today = o.Deadline
		}
		if err := checkOffering(ctx, tx, &o, today); err != nil {
			return err
		}
		return saved(ctx, tx, o, tx.SaveOffering)
	})
}

// saved stores an offering and asks for the scores that rest on it to be renewed.
func saved(ctx context.Context, tx *postgres.Tx, o tandem.Offering, save func(context.Context, tandem.Offering) error) error {
	if err := save(ctx, o); err != nil {
		return err
	}
	return tx.Enqueue(ctx, job.Rescore{OfferingID: o.ID})
}

// ownOnly tells a lecturer, at the field, that an offering of theirs cannot be
// somebody else's.
func ownOnly(by tandem.Actor, o tandem.Offering) error {
	if policy.ManageOffering(by, o) == nil {
		return nil
	}
	return tandem.FailFields([]tandem.FieldError{{Field: "lecturer", Code: "own_only"}})
}

// CloseOffering takes an offering from the list; what was claimed runs on.
// Closing twice is a Conflict. Errors: Denied, NotFound.
func (s *Service) CloseOffering(ctx context.Context, by tandem.Actor, id tandem.ID[tandem.Offering]) error {
	return s.setClosed(ctx, by, id, "offering.closed")
}

// ReopenOffering puts a closed offering back.
func (s *Service) ReopenOffering(ctx context.Context, by tandem.Actor, id tandem.ID[tandem.Offering]) error {
	return s.setClosed(ctx, by, id, "offering.reopened")
}

func (s *Service) setClosed(ctx context.Context, by tandem.Actor, id tandem.ID[tandem.Offering], action string) error {
	var e tandem.Event
	return s.change(ctx, by, &e, func(tx *postgres.Tx) error {
		d, err := tx.LockOffering(ctx, id)
		if err != nil {
			return err
		}
		o := d.Offering
		if err := policy.ManageOffering(by, o); err != nil {
			return err
		}
		closing := action == "offering.closed"
		if closing == (o.ClosedAt != nil) {
			return tandem.Fail(tandem.Conflict, "moved_on")
		}
		o.ClosedAt = nil
		if closing {
			at := tx.Now()
			o.ClosedAt = &at
		}
		e = offeringEvent(action, o)
		return saved(ctx, tx, o, tx.SaveOffering)
	})
}

func offeringEvent(action string, o tandem.Offering) tandem.Event {
	return tandem.Event{
		Action: action, SubjectKind: "offering", SubjectID: o.ID.String(), SubjectName: o.Title, InstitutionID: o.InstitutionID,
	}
}

// checkOffering holds an offering against the rules: its own limits and those
// of the taxonomy, programme, period and lecturer it names.
func checkOffering(ctx context.Context, tx *postgres.Tx, o *tandem.Offering, today time.Time) error {
	trim(&o.Title, &o.Summary, &o.City, &o.Conditions)
	var c checker
	c.offering(*o, today)
	if err := c.belongings(ctx, tx, *o); err != nil {
		return err
	}
	return c.err()
}
