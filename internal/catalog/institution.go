package catalog

import (
	"cmp"
	"context"
	"net/mail"
	"regexp"

	"github.com/tandem-hbo/tandem/internal/policy"
	"github.com/tandem-hbo/tandem/internal/postgres"
	"github.com/tandem-hbo/tandem/internal/tandem"
)

// Institutions lists all institutions by name; they are public.
func (s *Service) Institutions(ctx context.Context) ([]tandem.Institution, error) {
	return s.db.Institutions(ctx)
}

// Institution finds one institution.
func (s *Service) Institution(ctx context.Context, id tandem.ID[tandem.Institution]) (tandem.Institution, error) {
	return s.db.Institution(ctx, id)
}

// AddInstitution stores a new institution; the administrator who adds it is its
// first administrator, and one that the system adds has none yet. Errors: Denied, Invalid, Conflict when the name is taken.
func (s *Service) AddInstitution(ctx context.Context, by tandem.Actor, in tandem.Institution) (tandem.Institution, error) {
	in.ID = tandem.NewID[tandem.Institution]()
	e := institutionEvent("institution.added", in)
	err := s.change(ctx, by, &e, func(tx *postgres.Tx) error {
		if err := policy.ManageTaxonomy(by); err != nil {
			return err
		}
		if err := checkInstitution(&in); err != nil {
			return err
		}
		if err := tx.InsertInstitution(ctx, in); err != nil || by.System {
			return err
		}
		return tx.InsertMembership(ctx, by.PersonID, tandem.Membership{InstitutionID: in.ID, Role: tandem.Admin})
	})
	return in, err
}

// SaveInstitution stores the changed facts of an institution as the reader saw
// it. Errors: Denied, Invalid, Conflict when the name is taken (name_taken) or
// somebody else changed it meanwhile (moved_on).
func (s *Service) SaveInstitution(ctx context.Context, by tandem.Actor, in tandem.Institution, seen Stamp) error {
	e := institutionEvent("institution.changed", in)
	return s.change(ctx, by, &e, func(tx *postgres.Tx) error {
		old, err := tx.LockInstitution(ctx, in.ID)
		if err != nil {
			return err
		}
		if err := cmp.Or(policy.ManagePeople(by, in.ID), still(seen, old)); err != nil {
			return err
		}
		if err := checkInstitution(&in); err != nil {
			return err
		}
		return tx.SaveInstitution(ctx, in)
	})
}

func institutionEvent(action string, in tandem.Institution) tandem.Event {
	return tandem.Event{
		Action: action, SubjectKind: "institution", SubjectID: in.ID.String(), SubjectName: in.Name, InstitutionID: in.ID,
	}
}

func checkInstitution(in *tandem.Institution) error {
	trim(&in.Name, &in.ShortName, &in.City, &in.DeskMail, &in.DeskPhone)
	in.Postcode = tidyPostcode(in.Postcode)
	var c checker
	c.words("name", in.Name, maxName)
	c.words("short_name", in.ShortName, 40)
	c.words("city", in.City, 80)
	c.must(postcodeForm(in.Postcode), "postcode", "postcode", 0)
	address, err := mail.ParseAddress(in.DeskMail)
	c.must(err == nil && address.Address == in.DeskMail, "desk_mail", "mail_malformed", 0)
	c.short("desk_phone", in.DeskPhone, 30)
	c.between("lapse_days", in.LapseDays, 1, 90)
	c.between("expire_days", in.ExpireDays, 7, 730)
	return c.err()
}

// tidyPostcode writes a postcode as it is stored: 3111AB.
func tidyPostcode(s string) string {
	var out []rune
	for _, r := range s {
		switch {
		case r == ' ':
		case r >= 'a' && r <= 'z':
			out = append(out, r-'a'+'A')
		default:
			out = append(out, r)
		}
	}
	return string(out)
}

func postcodeForm(s string) bool {
	ok, err := regexp.MatchString(`^[1-9][0-9]{3}[A-Z]{2}$`, s)
	return ok && err == nil
}
