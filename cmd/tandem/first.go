package main

import (
	"context"
	"errors"
	"fmt"

	"github.com/tandem-hbo/tandem/internal/account"
	"github.com/tandem-hbo/tandem/internal/catalog"
	"github.com/tandem-hbo/tandem/internal/tandem"
)

// firstDesk sets up an institution with its first administrator, who invites
// everybody else. It is the one way in that needs no administrator.
type firstDesk struct {
	Institution string `help:"Add an institution of this name and invite its first administrator." placeholder:"NAME"`
	City        string `help:"Its town." placeholder:"TOWN"`
	Postcode    string `help:"Postcode of its desk." placeholder:"3011WN"`
	DeskMail    string `help:"Mail address of its desk." placeholder:"ADDRESS"`
	Admin       string `help:"Mail address of its first administrator." placeholder:"ADDRESS"`
}

// Terms of a new institution; its administrator changes them.
const (
	firstLapseDays  = 14
	firstExpireDays = 180
)

// missing says what is left out of a set-up that was begun.
func (f firstDesk) missing() error {
	given := map[string]string{
		"institution": f.Institution, "city": f.City, "postcode": f.Postcode, "desk-mail": f.DeskMail, "admin": f.Admin,
	}
	var faults []error
	for _, flag := range []string{"institution", "city", "postcode", "desk-mail", "admin"} {
		if given[flag] == "" {
			faults = append(faults, fmt.Errorf("%s is missing: an institution needs them all", twin(flag)))
		}
	}
	if len(faults) == len(given) {
		return nil
	}
	return errors.Join(faults...)
}

// open adds the institution and invites the administrator, who gets the mail
// once a server with a mail server runs.
func (f firstDesk) open(ctx context.Context, catalogue *catalog.Service, people *account.Service) error {
	if f.Institution == "" {
		return nil
	}
	by := tandem.SystemActor()
	in, err := catalogue.AddInstitution(ctx, by, tandem.Institution{
		Name: f.Institution, ShortName: f.Institution, City: f.City, Postcode: f.Postcode, DeskMail: f.DeskMail,
		LapseDays: firstLapseDays, ExpireDays: firstExpireDays,
	})
	if err != nil {
		return fmt.Errorf("add the institution: %w", err)
	}
	err = people.Invite(ctx, by, tandem.Invitation{
		InstitutionID: in.ID, Mail: f.Admin, Name: f.Admin, Role: tandem.Admin,
	}, tandem.Dutch)
	if err != nil {
		return fmt.Errorf("invite the administrator: %w", err)
	}
	return nil
}
