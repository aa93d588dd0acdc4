// Package mail sends stored mails: it makes their links and codes, renders them
// and hands them to a transport. A mail is never lost while the mail server is
// away; what a server refuses for good is left for a person to see.
package mail

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"slices"
	"time"

	"github.com/tandem-hbo/tandem/internal/policy"
	"github.com/tandem-hbo/tandem/internal/postgres"
	"github.com/tandem-hbo/tandem/internal/tandem"
	letter "github.com/tandem-hbo/tandem/web/mail"
	"github.com/tandem-hbo/tandem/web/text"
)

// Message is a mail ready to go.
type Message struct {
	ID      tandem.ID[tandem.Mail] // makes the Message-ID: the same at each attempt
	To      string
	ReplyTo string // empty for the sender
	Subject string
	Plain   string
	HTML    string
}

// Transport hands a message to whatever delivers it. An error that wraps
// errRefused is final; any other means: try again.
type Transport interface {
	Send(ctx context.Context, m Message) error
}

// Nowhere is the transport while no mail server is named: mails wait.
type Nowhere struct{}

// Send asks to try again later.
func (Nowhere) Send(context.Context, Message) error { return errors.New("no mail server is named") }

// errRefused marks a mail that will never be accepted as it is.
var errRefused = errors.New("refused for good")

// Mint makes the secrets of mails at the moment they go out.
type Mint struct {
	// Code makes the code for an attempt to sign in. NotFound and Conflict mean
	// that there is nobody, or no longer any reason, to send it to.
	Code func(context.Context, tandem.ID[tandem.SignIn]) (string, error)
	// Link makes the token of a link to a question and tells when it ends.
	Link func(context.Context, tandem.ID[tandem.Question]) (string, time.Time, error)
}

// Mailer sends stored mails.
type Mailer struct {
	db        *postgres.DB
	mint      Mint
	transport Transport
	base      string
}

// New returns a mailer. base is the address people use, without a closing slash.
func New(db *postgres.DB, mint Mint, transport Transport, base string) *Mailer {
	return &Mailer{db: db, mint: mint, transport: transport, base: base}
}

// Send sends one stored mail and notes how it went. It may be called again at
// any time: what was sent stays sent. The error is of kind Unavailable when the
// mail has to be tried again later; a mail that is refused for good is noted as
// failed and is no error.
func (s *Mailer) Send(ctx context.Context, id tandem.ID[tandem.Mail]) error {
	m, err := s.db.Mail(ctx, id)
	if errors.Is(err, tandem.NotFound) {
		return nil // its question or sign-in is gone, and the mail with it
	}
	if err != nil {
		return fmt.Errorf("read mail: %w", err)
	}
	if m.State != tandem.MailQueued {
		return nil
	}
	secrets, err := s.secrets(ctx, m)
	if m.Kind == tandem.MailCode && (errors.Is(err, tandem.NotFound) || errors.Is(err, tandem.Conflict)) {
		return s.note(ctx, func(tx *postgres.Tx) error { return tx.DeleteMail(ctx, id) })
	}
	if err != nil {
		return fmt.Errorf("make secrets: %w", err)
	}
	ready, err := compose(ctx, m, secrets)
	if err != nil {
		return err
	}
	return s.hand(ctx, ready)
}

// hand gives a message to the transport and notes the outcome.
func (s *Mailer) hand(ctx context.Context, m Message) error {
	sending := s.transport.Send(ctx, m)
	// What happened is noted even when the caller has given up by now.
	ctx = context.WithoutCancel(ctx)
	switch {
	case sending == nil:
		return s.note(ctx, func(tx *postgres.Tx) error { return tx.MailSent(ctx, m.ID) })
	case errors.Is(sending, errRefused):
		return s.note(ctx, func(tx *postgres.Tx) error {
			return tx.MailNotSent(ctx, m.ID, tandem.MailFailed, sending.Error())
		})
	}
	err := s.note(ctx, func(tx *postgres.Tx) error {
		return tx.MailNotSent(ctx, m.ID, tandem.MailQueued, sending.Error())
	})
	return errors.Join(tandem.FailWith(tandem.Unavailable, "mail_server_away", sending), err)
}

func (s *Mailer) note(ctx context.Context, fn func(*postgres.Tx) error) error {
	if err := s.db.Quietly(ctx, fn); err != nil {
		return fmt.Errorf("note mail: %w", err)
	}
	return nil
}

// secrets makes what this mail must carry and the database must not.
func (s *Mailer) secrets(ctx context.Context, m tandem.Mail) (letter.Secrets, error) {
	made := letter.Secrets{Base: s.base}
	if !m.SignInID.IsZero() {
		code, err := s.mint.Code(ctx, m.SignInID)
		made.Code = code
		return made, err
	}
	if m.QuestionID.IsZero() {
		return made, nil
	}
	token, until, err := s.mint.Link(ctx, m.QuestionID)
	made.Link, made.Until = s.base+"/v/"+token, until
	return made, err
}

func compose(ctx context.Context, m tandem.Mail, secrets letter.Secrets) (Message, error) {
	l := letter.Compose(m, text.For(text.Lang(m.Language)), secrets)
	var html bytes.Buffer
	if err := l.HTML().Render(ctx, &html); err != nil {
		return Message{}, fmt.Errorf("render mail %s: %w", m.Kind, err)
	}
	return Message{
		ID: m.ID, To: m.Recipient, ReplyTo: m.Data["mail"], Subject: l.Subject, Plain: l.Plain(), HTML: html.String(),
	}, nil
}

// Unsent lists the mails that were refused or wait, for staff to act on.
func (s *Mailer) Unsent(ctx context.Context, by tandem.Actor) ([]tandem.Mail, error) {
	owners, staff, err := policy.MailScope(by)
	if err != nil {
		return nil, err
	}
	return s.db.UnsentMails(ctx, owners, staff)
}

// Retry lets a mail that was refused be sent once more; one that was not is a
// Conflict, one that the actor may not see NotFound.
func (s *Mailer) Retry(ctx context.Context, by tandem.Actor, id tandem.ID[tandem.Mail]) error {
	seen, err := s.Unsent(ctx, by)
	if err != nil {
		return err
	}
	if !slices.ContainsFunc(seen, func(m tandem.Mail) bool { return m.ID == id }) {
		return fmt.Errorf("retry mail: %w", tandem.NotFound)
	}
	return s.db.InTx(ctx, by, func(tx *postgres.Tx) error {
		if err := tx.RequeueMail(ctx, id); err != nil {
			return fmt.Errorf("requeue mail: %w", err)
		}
		return tx.Record(ctx, tandem.Event{Action: "mail.retried", SubjectKind: "mail", SubjectID: id.String()})
	})
}
