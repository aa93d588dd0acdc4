package account

import (
	"context"
	"fmt"
	"slices"
	"strings"
	"unicode/utf8"

	"github.com/tandem-hbo/tandem/internal/policy"
	"github.com/tandem-hbo/tandem/internal/postgres"
	"github.com/tandem-hbo/tandem/internal/tandem"
)

// maxName bounds the name of a person.
const maxName = 120

// People lists who works at an institution and who has been invited.
func (s *Service) People(ctx context.Context, by tandem.Actor, in tandem.ID[tandem.Institution]) ([]tandem.Staff, []tandem.Invitation, error) {
	if err := policy.ManagePeople(by, in); err != nil {
		return nil, nil, err
	}
	staff, err := s.db.Staff(ctx, in)
	if err != nil {
		return nil, nil, fmt.Errorf("list staff: %w", err)
	}
	invited, err := s.db.InvitationsOf(ctx, in)
	if err != nil {
		return nil, nil, fmt.Errorf("list invitations: %w", err)
	}
	return staff, invited, nil
}

// Invite asks somebody by mail to join an institution in a role. A field that is
// wrong is Invalid, the same invitation twice a Conflict.
func (s *Service) Invite(ctx context.Context, by tandem.Actor, i tandem.Invitation, in tandem.Language) error {
	if err := policy.ManagePeople(by, i.InstitutionID); err != nil {
		return err
	}
	address, err := checkInvitation(&i)
	if err != nil {
		return err
	}
	names, err := s.db.InstitutionNames(ctx, []tandem.ID[tandem.Institution]{i.InstitutionID})
	if err != nil {
		return fmt.Errorf("read institution: %w", err)
	}
	i.ID, i.Mail = tandem.NewID[tandem.Invitation](), address
	return s.db.InTx(ctx, by, func(tx *postgres.Tx) error {
		if err := tx.InsertInvitation(ctx, i); err != nil {
			return fmt.Errorf("store invitation: %w", err)
		}
		err := tx.QueueMail(ctx, tandem.Mail{
			Kind: tandem.MailInvitation, Recipient: address, Language: in,
			Data: map[string]string{
				"name": i.Name, "inviter": by.Name, "role": string(i.Role),
				"institution": names[i.InstitutionID], "path": "/inloggen",
			},
		})
		if err != nil {
			return err
		}
		return tx.Record(ctx, tandem.Event{
			Action: "person.invited", SubjectKind: "invitation", SubjectID: i.ID.String(), SubjectName: i.Name,
			InstitutionID: i.InstitutionID, ToState: string(i.Role),
		})
	})
}

func checkInvitation(i *tandem.Invitation) (address string, err error) {
	var faults []tandem.FieldError
	i.Name = strings.Join(strings.Fields(i.Name), " ")
	switch {
	case i.Name == "":
		faults = append(faults, tandem.FieldError{Field: "name", Code: "missing"})
	case utf8.RuneCountInString(i.Name) > maxName:
		faults = append(faults, tandem.FieldError{Field: "name", Code: "too_long", Limit: maxName})
	}
	if !slices.Contains(tandem.Roles(), i.Role) {
		faults = append(faults, tandem.FieldError{Field: "role", Code: "unknown_choice"})
	}
	address, err = ParseMail(i.Mail)
	if err != nil {
		faults = append(faults, tandem.FieldError{Field: "mail", Code: "mail_malformed"})
	}
	return address, tandem.FailFields(faults)
}

// WithdrawInvitation takes an invitation back. One that was accepted is a
// Conflict.
func (s *Service) WithdrawInvitation(ctx context.Context, by tandem.Actor, in tandem.ID[tandem.Institution], id tandem.ID[tandem.Invitation]) error {
	if err := policy.ManagePeople(by, in); err != nil {
		return err
	}
	return s.db.InTx(ctx, by, func(tx *postgres.Tx) error {
		if err := tx.DeleteInvitation(ctx, in, id); err != nil {
			return fmt.Errorf("withdraw invitation: %w", err)
		}
		return tx.Record(ctx, tandem.Event{
			Action: "person.invitation_withdrawn", SubjectKind: "invitation", SubjectID: id.String(), InstitutionID: in,
		})
	})
}
