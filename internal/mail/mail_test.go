package mail_test

import (
	"bytes"
	"context"
	"errors"
	"io"
	"mime"
	"mime/multipart"
	"mime/quotedprintable"
	netmail "net/mail"
	"strings"
	"testing"
	"time"

	"github.com/emersion/go-smtp"

	"github.com/tandem-hbo/tandem/internal/mail"
	"github.com/tandem-hbo/tandem/internal/postgres"
	"github.com/tandem-hbo/tandem/internal/postgres/pgtest"
	"github.com/tandem-hbo/tandem/internal/tandem"
)

const (
	base   = "https://tandem.example"
	sender = "Tandem <tandem@school.example>"
)

// bundle is a mailer on a sink.
type bundle struct {
	*mail.Mailer
	db   *postgres.DB
	sink *sink
	mint error // what minting a code fails with
}

func setup(t *testing.T) *bundle {
	t.Helper()
	b := &bundle{db: pgtest.Tx(t), sink: newSink(t)}
	transport, err := mail.NewSMTP(b.sink.url(), sender)
	if err != nil {
		t.Fatal(err)
	}
	mint := mail.Mint{
		Code: func(context.Context, tandem.ID[tandem.SignIn]) (string, error) { return "123456", b.mint },
		Link: func(context.Context, tandem.ID[tandem.Question]) (string, time.Time, error) {
			return "secret-token", pgtest.Noon().AddDate(0, 6, 0), nil
		},
	}
	b.Mailer = mail.New(b.db, mint, transport, base)
	return b
}

// queue stores a mail and returns its id.
func (b *bundle) queue(t *testing.T, m tandem.Mail) tandem.ID[tandem.Mail] {
	t.Helper()
	if m.Kind == "" {
		m.Kind = tandem.MailReleased
	}
	if m.Recipient == "" {
		m.Recipient = "marloes@vandorst.example"
	}
	m.Language = tandem.Dutch
	err := b.db.Quietly(t.Context(), func(tx *postgres.Tx) error { return tx.QueueMail(t.Context(), m) })
	if err != nil {
		t.Fatal(err)
	}
	return b.latest(t).ID
}

func (b *bundle) latest(t *testing.T) tandem.Mail {
	t.Helper()
	m, err := b.db.LatestMail(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	return m
}

func (b *bundle) wantState(t *testing.T, state tandem.MailState, attempts int) {
	t.Helper()
	if m := b.latest(t); m.State != state || m.Attempts != attempts || (m.SentAt != nil) != (state == tandem.MailSent) {
		t.Errorf("got mail %s after %d attempts, sent at %v; want %s after %d", m.State, m.Attempts, m.SentAt, state, attempts)
	}
}

// letter is a received mail, taken apart.
type letter struct {
	netmail.Header
	plain, html string
}

func parse(t *testing.T, raw []byte) letter {
	t.Helper()
	m, err := netmail.ReadMessage(bytes.NewReader(raw))
	if err != nil {
		t.Fatalf("mail does not parse: %v\n%s", err, raw)
	}
	kind, params, err := mime.ParseMediaType(m.Header.Get("Content-Type"))
	if err != nil || kind != "multipart/alternative" {
		t.Fatalf("got content type %q, %v", kind, err)
	}
	l := letter{Header: m.Header}
	parts := multipart.NewReader(m.Body, params["boundary"])
	for {
		part, err := parts.NextRawPart()
		if errors.Is(err, io.EOF) {
			return l
		}
		if err != nil {
			t.Fatal(err)
		}
		body, err := io.ReadAll(quotedprintable.NewReader(part))
		if err != nil {
			t.Fatal(err)
		}
		if strings.HasPrefix(part.Header.Get("Content-Type"), "text/plain") {
			l.plain = strings.ReplaceAll(string(body), "\r\n", "\n")
		} else {
			l.html = string(body)
		}
	}
}

func (l letter) subject(t *testing.T) string {
	t.Helper()
	s, err := new(mime.WordDecoder).DecodeHeader(l.Get("Subject"))
	if err != nil {
		t.Fatal(err)
	}
	return s
}

func TestSend(t *testing.T) {
	t.Parallel()
	b := setup(t)
	id := b.queue(t, tandem.Mail{Data: map[string]string{"name": "Marloes", "title": "Hoeveel brood?", "mail": "loket@school.example"}})
	if err := b.Send(t.Context(), id); err != nil {
		t.Fatalf("Send: %v", err)
	}
	b.wantState(t, tandem.MailSent, 1)
	if err := b.Send(t.Context(), id); err != nil {
		t.Fatalf("second Send: %v", err)
	}
	got := b.sink.mails()
	if len(got) != 1 {
		t.Fatalf("got %d mails, want the one", len(got))
	}
	l := parse(t, got[0].raw)
	if got[0].from != "tandem@school.example" || len(got[0].to) != 1 || got[0].to[0] != "marloes@vandorst.example" {
		t.Errorf("got envelope %s to %v", got[0].from, got[0].to)
	}
	if want := "<" + id.String() + "@school.example>"; l.Get("Message-Id") != want {
		t.Errorf("got Message-ID %s, want %s", l.Get("Message-Id"), want)
	}
	if l.Get("Reply-To") != "<loket@school.example>" || l.Get("Auto-Submitted") != "auto-generated" {
		t.Errorf("got headers %v", l.Header)
	}
	for _, body := range []string{l.plain, l.html} {
		if !strings.Contains(body, "Dag Marloes,") || !strings.Contains(body, "Hoeveel brood?") {
			t.Errorf("body lacks name or title:\n%s", body)
		}
	}
}

func TestSendAgainWhileServerIsAway(t *testing.T) {
	t.Parallel()
	faults := map[string]func(*sink){
		"busy at recipient": func(s *sink) { s.rcpt = &smtp.SMTPError{Code: 451, Message: "later"} },
		"busy at data":      func(s *sink) { s.data = &smtp.SMTPError{Code: 452, Message: "full"} },
		"drops after data":  func(s *sink) { s.drop = true },
	}
	for name, fault := range faults {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			b := setup(t)
			id := b.queue(t, tandem.Mail{})
			b.sink.set(fault)
			for attempt := range 3 {
				if err := b.Send(t.Context(), id); !errors.Is(err, tandem.Unavailable) {
					t.Fatalf("attempt %d: got %v, want unavailable", attempt, err)
				}
			}
			b.wantState(t, tandem.MailQueued, 3)
			if b.latest(t).LastError == "" {
				t.Error("nobody can see why the mail waits")
			}
			b.sink.set(func(s *sink) { s.rcpt, s.data, s.drop = nil, nil, false })
			if err := b.Send(t.Context(), id); err != nil {
				t.Fatalf("Send when the server is back: %v", err)
			}
			b.wantState(t, tandem.MailSent, 4)
			got := b.sink.mails()
			if len(got) != 1 || parse(t, got[0].raw).Get("Message-Id") != "<"+id.String()+"@school.example>" {
				t.Errorf("got %d mails, want one with the id of the stored mail", len(got))
			}
		})
	}
}

func TestServerThatIsNotThere(t *testing.T) {
	t.Parallel()
	b := setup(t)
	id := b.queue(t, tandem.Mail{})
	gone, err := mail.NewSMTP("smtp://127.0.0.1:1?tls=none", sender)
	if err != nil {
		t.Fatal(err)
	}
	for _, transport := range []mail.Transport{gone, mail.Nowhere{}} {
		if err := mail.New(b.db, mail.Mint{}, transport, base).Send(t.Context(), id); !errors.Is(err, tandem.Unavailable) {
			t.Errorf("got %v, want unavailable", err)
		}
	}
	b.wantState(t, tandem.MailQueued, 2)
}

func TestRefusedForGoodIsShownToAPerson(t *testing.T) {
	t.Parallel()
	b := setup(t)
	in := tandem.NewID[tandem.Institution]()
	admin := tandem.Actor{Name: "Fatma", Memberships: []tandem.Membership{{InstitutionID: in, Role: tandem.Admin}}}
	err := b.db.Quietly(t.Context(), func(tx *postgres.Tx) error {
		i := tandem.Institution{ID: in, Name: "Maasoever", ShortName: "Maasoever", City: "Schiedam", Postcode: "3111AA",
			DeskMail: "loket@maasoever.example", LapseDays: 14, ExpireDays: 90}
		if err := tx.InsertInstitution(t.Context(), i); err != nil {
			return err
		}
		return tx.InsertInvitation(t.Context(), tandem.Invitation{
			ID: tandem.NewID[tandem.Invitation](), InstitutionID: in, Mail: "Gone@example.nl", Name: "Gone", Role: tandem.Lecturer,
		})
	})
	if err != nil {
		t.Fatal(err)
	}
	b.sink.set(func(s *sink) { s.rcpt = &smtp.SMTPError{Code: 550, Message: "no such user"} })
	id := b.queue(t, tandem.Mail{Recipient: "gone@example.nl"})
	if err := b.Send(t.Context(), id); err != nil {
		t.Fatalf("Send: %v", err)
	}
	b.wantState(t, tandem.MailFailed, 1)
	seen, err := b.Unsent(t.Context(), admin)
	if err != nil || len(seen) != 1 || !strings.Contains(seen[0].LastError, "no such user") {
		t.Errorf("got %v, %v", seen, err)
	}
	stranger := tandem.Actor{Memberships: []tandem.Membership{{InstitutionID: tandem.NewID[tandem.Institution](), Role: tandem.Admin}}}
	if seen, err := b.Unsent(t.Context(), stranger); err != nil || len(seen) != 0 {
		t.Errorf("another institution sees %v, %v", seen, err)
	}
	if err := b.Retry(t.Context(), stranger, id); !errors.Is(err, tandem.NotFound) {
		t.Errorf("another institution retries: %v", err)
	}
	if err := b.Retry(t.Context(), admin, id); err != nil {
		t.Fatalf("Retry: %v", err)
	}
	b.sink.set(func(s *sink) { s.rcpt = nil })
	if err := b.Send(t.Context(), id); err != nil {
		t.Fatalf("Send after retry: %v", err)
	}
	b.wantState(t, tandem.MailSent, 2)
}

func TestNobodyToSendACodeTo(t *testing.T) {
	t.Parallel()
	for _, why := range []tandem.Kind{tandem.NotFound, tandem.Conflict} {
		b := setup(t)
		attempt := tandem.SignIn{ID: tandem.NewID[tandem.SignIn](), Mail: "x@example.nl", Browser: []byte("b"), Language: tandem.Dutch, ExpiresAt: pgtest.Noon()}
		err := b.db.Quietly(t.Context(), func(tx *postgres.Tx) error { return tx.InsertSignIn(t.Context(), attempt) })
		if err != nil {
			t.Fatal(err)
		}
		id := b.queue(t, tandem.Mail{Kind: tandem.MailCode, SignInID: attempt.ID})
		b.mint = why
		if err := b.Send(t.Context(), id); err != nil {
			t.Errorf("%s: %v", why, err)
		}
		if n := len(b.sink.mails()); n != 0 {
			t.Errorf("%s: %d mails went out", why, n)
		}
		if _, err := b.db.Mail(t.Context(), id); !errors.Is(err, tandem.NotFound) {
			t.Errorf("%s: the mail is still there: %v", why, err)
		}
	}
}

// TestHeaderInjection: what people type can end up in a subject or a body, and
// nowhere else.
func TestHeaderInjection(t *testing.T) {
	t.Parallel()
	evil := "Brood\r\nBcc: victim@example.nl\r\n\r\n<script>alert(1)</script>\u202e" + strings.Repeat("x", 1000)
	b := setup(t)
	id := b.queue(t, tandem.Mail{Kind: tandem.MailOffered, Data: map[string]string{"title": evil, "name": evil, "desk": evil, "path": "//evil.example"}})
	if err := b.Send(t.Context(), id); err != nil {
		t.Fatalf("Send: %v", err)
	}
	got := b.sink.mails()[0]
	l := parse(t, got.raw)
	if len(got.to) != 1 || l.Get("Bcc") != "" || len(l.Header["Subject"]) != 1 || len(l.Header["To"]) != 1 {
		t.Errorf("got recipients %v, headers %v", got.to, l.Header)
	}
	if s := l.subject(t); strings.ContainsAny(s, "\r\n\u202e") || len([]rune(s)) > 150 {
		t.Errorf("got subject %q", s)
	}
	if strings.Contains(l.html, "<script") {
		t.Error("html of people is in the mail")
	}
	if strings.Contains(l.html, `href="https://tandem.example//evil`) || strings.Contains(l.html, `href="//evil`) {
		t.Error("the button leads elsewhere")
	}
	for _, to := range []string{"a@b.nl\r\nBcc: c@d.nl", "a@b.nl, c@d.nl", ""} {
		id := b.queue(t, tandem.Mail{Recipient: to + " "})
		if err := b.Send(t.Context(), id); err != nil {
			t.Errorf("%q: %v", to, err)
		}
		b.wantState(t, tandem.MailFailed, 1)
	}
	if n := len(b.sink.mails()); n != 1 {
		t.Errorf("got %d mails, want 1", n)
	}
}

func TestNewSMTPRefuses(t *testing.T) {
	t.Parallel()
	for _, bad := range []string{
		"", "mail.example", "http://mail.example", "smtp://mail.example?tls=none", "smtp://mail.example?tls=maybe", "smtp://:587",
	} {
		if _, err := mail.NewSMTP(bad, sender); err == nil {
			t.Errorf("%q: no error", bad)
		}
	}
	_, err := mail.NewSMTP("ftp://user:hunter2@mail.example", sender)
	if err == nil || strings.Contains(err.Error(), "hunter2") {
		t.Errorf("got %v, want an error without the password", err)
	}
	for _, good := range []string{"smtp://mail.example", "smtps://u:p@mail.example:465", "smtp://mail.example:25?tls=opportunistic"} {
		if _, err := mail.NewSMTP(good, sender); err != nil {
			t.Errorf("%q: %v", good, err)
		}
	}
}
