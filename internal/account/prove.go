package account

import (
	"context"
	"errors"
	"fmt"
	"strings"

	"github.com/tandem-hbo/tandem/internal/postgres"
	"github.com/tandem-hbo/tandem/internal/tandem"
)

// errWrongCode is what a wrong code gets, however wrong it is.
func errWrongCode() error {
	return tandem.FailFields([]tandem.FieldError{{Field: "code", Code: "code_wrong"}})
}

// SignIn finishes the attempt of a browser with the mailed code and returns the
// token of a new session, which takes over the rights of the old one. A wrong
// code is Invalid; after five guesses, or ten minutes, the attempt is NotFound.
func (s *Service) SignIn(ctx context.Context, browser, code string, old tandem.ID[tandem.Session]) (string, error) {
	attempt, err := s.guess(ctx, browser, code)
	if err != nil {
		return "", err
	}
	p, err := s.proven(ctx, attempt)
	if err != nil {
		return "", err
	}
	var token string
	err = s.db.InTx(ctx, tandem.Actor{PersonID: p.ID, Name: p.Name}, func(tx *postgres.Tx) error {
		if err := tx.UseSignIn(ctx, attempt.ID); err != nil {
			return fmt.Errorf("use code: %w", err)
		}
		if err := welcome(ctx, tx, p, attempt.Mail); err != nil {
			return err
		}
		token, err = renew(ctx, tx, old, p.ID)
		if err != nil {
			return fmt.Errorf("renew session: %w", err)
		}
		return tx.Record(ctx, personEvent(p, "person.signed_in"))
	})
	return token, err
}

// guess counts one try and compares the code. Counting is a transaction of its
// own, for a wrong guess must count too.
func (s *Service) guess(ctx context.Context, browser, code string) (attempt tandem.SignIn, err error) {
	err = s.db.Quietly(ctx, func(tx *postgres.Tx) error {
		attempt, err = tx.CountTry(ctx, hashOf(browser))
		return err
	})
	if err != nil {
		return attempt, fmt.Errorf("count try: %w", err)
	}
	typed := codeHash(attempt.ID, strings.Map(digitsOnly, code))
	if attempt.CodeHash == nil || !sameHash(attempt.CodeHash, typed) {
		return attempt, errWrongCode()
	}
	return attempt, nil
}

func digitsOnly(c rune) rune {
	if c < '0' || c > '9' {
		return -1
	}
	return c
}

// proven returns the person behind a proven address; a new one, without
// CreatedAt, the first time. A person whose account was closed is NotFound.
func (s *Service) proven(ctx context.Context, attempt tandem.SignIn) (tandem.Person, error) {
	p, err := s.db.PersonByIdentity(ctx, tandem.MailIssuer, attempt.Mail)
	if err == nil && p.ClosedAt != nil {
		return p, fmt.Errorf("account closed: %w", tandem.NotFound)
	}
	if !errors.Is(err, tandem.NotFound) {
		return p, err
	}
	name, err := s.nameOf(ctx, attempt.Mail)
	return tandem.Person{
		ID: tandem.NewID[tandem.Person](), Name: name, Mail: attempt.Mail, Language: attempt.Language,
	}, err
}

// welcome stores a person who is new, accepts the invitations of the address,
// and makes its sent questions theirs.
func welcome(ctx context.Context, tx *postgres.Tx, p tandem.Person, address string) error {
	if p.CreatedAt.IsZero() {
		if err := tx.InsertPerson(ctx, p, tandem.Identity{Issuer: tandem.MailIssuer, Subject: address}); err != nil {
			return fmt.Errorf("store person: %w", err)
		}
	}
	invited, err := tx.OpenInvitations(ctx, address)
	if err != nil {
		return fmt.Errorf("read invitations: %w", err)
	}
	for _, i := range invited {
		if err := accept(ctx, tx, p, i); err != nil {
			return err
		}
	}
	return tx.AdoptQuestions(ctx, address, p.ID)
}

// accept gives an invited person the role, with an event of its own.
func accept(ctx context.Context, tx *postgres.Tx, p tandem.Person, i tandem.Invitation) error {
	if err := tx.AcceptInvitation(ctx, i.ID); err != nil {
		return fmt.Errorf("accept invitation: %w", err)
	}
	if err := tx.InsertMembership(ctx, p.ID, tandem.Membership{InstitutionID: i.InstitutionID, Role: i.Role}); err != nil {
		return fmt.Errorf("store role: %w", err)
	}
	e := personEvent(p, "person.joined")
	e.InstitutionID, e.ToState = i.InstitutionID, string(i.Role)
	return tx.Record(ctx, e)
}

func personEvent(p tandem.Person, action string) tandem.Event {
	return tandem.Event{Action: action, SubjectKind: "person", SubjectID: p.ID.String(), SubjectName: p.Name}
}
