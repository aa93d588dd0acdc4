package account

import (
	"context"
	"fmt"
	"slices"

	"github.com/tandem-hbo/tandem/internal/policy"
	"github.com/tandem-hbo/tandem/internal/postgres"
	"github.com/tandem-hbo/tandem/internal/tandem"
)

// AddRole gives a member of an institution one more role there. Sessions that
// run have it at their next request.
func (s *Service) AddRole(ctx context.Context, by tandem.Actor, person tandem.ID[tandem.Person], m tandem.Membership) error {
	return s.changePerson(ctx, by, person, m.InstitutionID, func(tx *postgres.Tx, p tandem.Person) error {
		if !slices.Contains(tandem.Roles(), m.Role) {
			return tandem.FailFields([]tandem.FieldError{{Field: "role", Code: "unknown_choice"}})
		}
		if err := tx.InsertMembership(ctx, p.ID, m); err != nil {
			return fmt.Errorf("store role: %w", err)
		}
		e := personEvent(p, "person.role_added")
		e.InstitutionID, e.ToState = m.InstitutionID, string(m.Role)
		return tx.Record(ctx, e)
	})
}

// RemoveRole takes a role away; it counts from the person's next request. The
// last administrator of an institution stays: Conflict.
func (s *Service) RemoveRole(ctx context.Context, by tandem.Actor, person tandem.ID[tandem.Person], m tandem.Membership) error {
	return s.changePerson(ctx, by, person, m.InstitutionID, func(tx *postgres.Tx, p tandem.Person) error {
		left, err := tx.CountRole(ctx, m)
		if err != nil {
			return fmt.Errorf("count role: %w", err)
		}
		if m.Role == tandem.Admin && left <= 1 {
			return tandem.Fail(tandem.Conflict, "last_admin")
		}
		if err := tx.DeleteMembership(ctx, p.ID, m); err != nil {
			return fmt.Errorf("remove role: %w", err)
		}
		e := personEvent(p, "person.role_removed")
		e.InstitutionID, e.FromState = m.InstitutionID, string(m.Role)
		return tx.Record(ctx, e)
	})
}

// EndSessions signs a person out everywhere.
func (s *Service) EndSessions(ctx context.Context, by tandem.Actor, person tandem.ID[tandem.Person], in tandem.ID[tandem.Institution]) error {
	return s.changePerson(ctx, by, person, in, func(tx *postgres.Tx, p tandem.Person) error {
		if err := tx.DeleteSessionsOf(ctx, p.ID); err != nil {
			return fmt.Errorf("end sessions: %w", err)
		}
		e := personEvent(p, "person.sessions_ended")
		e.InstitutionID = in
		return tx.Record(ctx, e)
	})
}

// changePerson runs fn for somebody who works at the institution; anybody else
// is NotFound, so that an administrator reaches no stranger.
func (s *Service) changePerson(
	ctx context.Context, by tandem.Actor, id tandem.ID[tandem.Person], in tandem.ID[tandem.Institution],
	fn func(*postgres.Tx, tandem.Person) error,
) error {
	if err := policy.ManagePeople(by, in); err != nil {
		return err
	}
	return s.db.InTx(ctx, by, func(tx *postgres.Tx) error {
		p, err := tx.StaffMember(ctx, id, in)
		if err != nil {
			return fmt.Errorf("find person: %w", err)
		}
		return fn(tx, p)
	})
}

// DemoPeople lists whom a visitor of the demo can be.
func (s *Service) DemoPeople(ctx context.Context) ([]tandem.DemoPerson, error) {
	return s.db.DemoPeople(ctx)
}

// DemoSignIn begins a session as a person without any proof. The server offers
// it in demo mode alone, which needs a private database.
func (s *Service) DemoSignIn(ctx context.Context, id tandem.ID[tandem.Person], old tandem.Visitor) (token string, err error) {
	p, err := s.db.Person(ctx, id)
	if err != nil {
		return "", fmt.Errorf("find person: %w", err)
	}
	err = s.db.InTx(ctx, tandem.Actor{PersonID: p.ID, Name: p.Name}, func(tx *postgres.Tx) error {
		// Rights of the person before stay behind: one part at a time.
		if !old.SessionID.IsZero() {
			if err := tx.DeleteSession(ctx, old.SessionID); err != nil {
				return err
			}
		}
		token, _, err = open(ctx, tx, p.ID)
		if err != nil {
			return err
		}
		return tx.Record(ctx, personEvent(p, "person.signed_in"))
	})
	return token, err
}
