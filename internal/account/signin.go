package account

import (
	"context"
	"errors"
	"fmt"
	"time"

	"github.com/tandem-hbo/tandem/internal/postgres"
	"github.com/tandem-hbo/tandem/internal/tandem"
)

// Ask begins a sign-in for an address and returns the token that ties it to the
// asking browser. It does the same work for known and unknown addresses: the
// job that sends the mail finds out whether there is anybody to send it to.
// After three mails in an hour nothing more is sent, and the answer stays alike.
// A malformed address is Invalid.
func (s *Service) Ask(ctx context.Context, address string, in tandem.Language) (browser string, err error) {
	address, err = ParseMail(address)
	if err != nil {
		return "", err
	}
	browser, hash := newToken()
	err = s.db.Quietly(ctx, func(tx *postgres.Tx) error {
		asked, err := tx.Count(ctx, "mail:"+address, time.Hour)
		if err != nil {
			return fmt.Errorf("count mails: %w", err)
		}
		id := tandem.NewID[tandem.SignIn]()
		attempt := tandem.SignIn{ID: id, Mail: address, Browser: hash, Language: in, ExpiresAt: tx.Now().Add(codeLife)}
		if err := tx.InsertSignIn(ctx, attempt); err != nil {
			return fmt.Errorf("store sign-in: %w", err)
		}
		if asked > mailsPerHour {
			return nil
		}
		return tx.QueueMail(ctx, tandem.Mail{Kind: tandem.MailCode, Recipient: address, Language: in, SignInID: id})
	})
	return browser, err
}

// Asked returns the address for which a browser has an open attempt, to show it
// on the page for the code. NotFound when there is none.
func (s *Service) Asked(ctx context.Context, browser string) (string, error) {
	attempt, err := s.db.OpenSignIn(ctx, hashOf(browser), s.db.Now())
	return attempt.Mail, err
}

// MintCode makes the code for an attempt, at the moment its mail goes out, and
// returns it; only its hash is stored. An address that belongs to nobody is
// NotFound, an attempt that has expired or was used a Conflict: no mail then.
func (s *Service) MintCode(ctx context.Context, id tandem.ID[tandem.SignIn]) (string, error) {
	attempt, err := s.db.SignIn(ctx, id)
	if err != nil {
		return "", fmt.Errorf("read sign-in: %w", err)
	}
	if _, err := s.nameOf(ctx, attempt.Mail); err != nil {
		return "", err
	}
	code, err := newCode()
	if err != nil {
		return "", err
	}
	return code, s.db.Quietly(ctx, func(tx *postgres.Tx) error {
		return tx.SetSignInCode(ctx, id, codeHash(id, code))
	})
}

// nameOf returns how somebody who may sign in with an address is called:
// a person, somebody invited, or the owner of a question.
func (s *Service) nameOf(ctx context.Context, address string) (string, error) {
	p, err := s.db.PersonByIdentity(ctx, tandem.MailIssuer, address)
	if !errors.Is(err, tandem.NotFound) {
		return p.Name, err
	}
	invited, err := s.db.OpenInvitations(ctx, address)
	if err != nil {
		return "", fmt.Errorf("read invitations: %w", err)
	}
	if len(invited) > 0 {
		return invited[0].Name, nil
	}
	return s.db.ContactName(ctx, address)
}
