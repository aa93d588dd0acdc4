package postgres_test

import (
	"context"
	"errors"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"github.com/tandem-hbo/tandem/internal/postgres"
	"github.com/tandem-hbo/tandem/internal/postgres/pgtest"
	"github.com/tandem-hbo/tandem/internal/tandem"
)

// queue queues a mail and reads it back.
func queue(t *testing.T, db *postgres.DB, m tandem.Mail) tandem.Mail {
	t.Helper()
	quietly(t, db, func(ctx context.Context, tx *postgres.Tx) error { return tx.QueueMail(ctx, m) })
	got, err := db.LatestMail(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	return got
}

func TestQueuedMailComesBackAsItWent(t *testing.T) {
	t.Parallel()
	db := pgtest.Tx(t)
	s := told(t, db)
	want := tandem.Mail{
		Kind: tandem.MailReceipt, Recipient: "marloes@vandorst.example", Language: tandem.Dutch,
		QuestionID: s.Question.ID, Data: map[string]string{"title": s.Question.Title},
	}
	got := queue(t, db, want)
	want.ID, want.State, want.CreatedAt = got.ID, tandem.MailQueued, db.Now()
	check(t, "mail", want, got, nil)
	n, err := db.MailsSince(t.Context(), s.Question.ID, tandem.MailReceipt, db.Now().Add(-time.Hour))
	check(t, "mails since", 1, n, err)
	n, err = db.MailsSince(t.Context(), s.Question.ID, tandem.MailReceipt, db.Now())
	check(t, "mails since now", 0, n, err)
}

func TestSentMailStaysSent(t *testing.T) {
	t.Parallel()
	db := pgtest.Tx(t)
	m := queue(t, db, tandem.Mail{Kind: tandem.MailCode, Recipient: "a@example.org", Language: tandem.Dutch})
	quietly(t, db, func(ctx context.Context, tx *postgres.Tx) error {
		return errors.Join(tx.MailNotSent(ctx, m.ID, tandem.MailQueued, strings.Repeat("x", 600)), tx.MailSent(ctx, m.ID),
			tx.MailNotSent(ctx, m.ID, tandem.MailFailed, "too late"))
	})
	got, err := db.Mail(t.Context(), m.ID)
	at := db.Now()
	m.State, m.Attempts, m.SentAt = tandem.MailSent, 2, &at
	check(t, "mail", m, got, err)
}

func TestRefusedMailCanGoOnceMore(t *testing.T) {
	t.Parallel()
	db := pgtest.Tx(t)
	m := queue(t, db, tandem.Mail{Kind: tandem.MailCode, Recipient: "a@example.org", Language: tandem.Dutch})
	again := func(tx *postgres.Tx) error { return tx.RequeueMail(t.Context(), m.ID) }
	if err := db.Quietly(t.Context(), again); !errors.Is(err, tandem.Conflict) {
		t.Errorf("not refused: got %v, want a conflict", err)
	}
	quietly(t, db, func(ctx context.Context, tx *postgres.Tx) error {
		return tx.MailNotSent(ctx, m.ID, tandem.MailFailed, "refused")
	})
	if err := db.Quietly(t.Context(), again); err != nil {
		t.Fatal(err)
	}
	got, err := db.Mail(t.Context(), m.ID)
	if err != nil || got.State != tandem.MailQueued || got.LastError != "refused" {
		t.Errorf("got %s (%s), %v, want queued", got.State, got.LastError, err)
	}
	quietly(t, db, func(ctx context.Context, tx *postgres.Tx) error { return tx.DeleteMail(ctx, m.ID) })
	if _, err := db.Mail(t.Context(), m.ID); !errors.Is(err, tandem.NotFound) {
		t.Errorf("dropped: got %v, want not found", err)
	}
}

func TestUnsentMailsOfAnInstitution(t *testing.T) {
	t.Parallel()
	db := pgtest.Tx(t)
	s, other := told(t, db), told(t, db)
	quietly(t, db, func(ctx context.Context, tx *postgres.Tx) error {
		return tx.InsertInvitation(ctx, tandem.Invitation{
			ID: tandem.NewID[tandem.Invitation](), InstitutionID: s.Institution.ID, Mail: "noor@maasoever.example", Name: "Noor", Role: tandem.Lecturer,
		})
	})
	fails := func(m tandem.Mail, state tandem.MailState) string {
		m.Kind, m.Language = tandem.MailReceipt, tandem.Dutch
		m = queue(t, db, m)
		quietly(t, db, func(ctx context.Context, tx *postgres.Tx) error { return tx.MailNotSent(ctx, m.ID, state, "refused") })
		return m.Recipient
	}
	want := map[string]bool{
		fails(tandem.Mail{Recipient: "owner@vandorst.example", QuestionID: s.Question.ID}, tandem.MailFailed): true,
		fails(tandem.Mail{Recipient: strings.ToUpper(s.Lecturer.Mail)}, tandem.MailQueued):                    true,
		fails(tandem.Mail{Recipient: "noor@maasoever.example"}, tandem.MailFailed):                            true,
	}
	fails(tandem.Mail{Recipient: "owner@elders.example", QuestionID: other.Question.ID}, tandem.MailFailed)
	fails(tandem.Mail{Recipient: "nobody@example.org"}, tandem.MailFailed)
	queue(t, db, tandem.Mail{Kind: tandem.MailReceipt, Recipient: "fresh@vandorst.example", Language: tandem.Dutch, QuestionID: s.Question.ID})
	here := tandem.Scope{Institutions: []tandem.ID[tandem.Institution]{s.Institution.ID}}
	list, err := db.UnsentMails(t.Context(), here, here)
	got := map[string]bool{}
	for _, m := range list {
		got[m.Recipient] = true
	}
	if diff := cmp.Diff(want, got); diff != "" || err != nil {
		t.Errorf("unsent differ: %v (-want +got)\n%s", err, diff)
	}
	staff, err := db.UnsentMails(t.Context(), tandem.Scope{}, here)
	if err != nil || len(staff) != 2 {
		t.Errorf("to staff alone: got %d, %v, want 2", len(staff), err)
	}
	none, err := db.UnsentMails(t.Context(), tandem.Scope{}, tandem.Scope{})
	if err != nil || len(none) != 0 {
		t.Errorf("no scope: got %v, %v, want none", none, err)
	}
}

func TestOutboxKeepsOneCopyOfAMail(t *testing.T) {
	t.Parallel()
	db := pgtest.Tx(t)
	m := queue(t, db, tandem.Mail{Kind: tandem.MailReceipt, Recipient: "a@example.org", Language: tandem.Dutch})
	want := tandem.OutboxMail{MailID: m.ID, Kind: m.Kind, Recipient: m.Recipient, Subject: "Eerst", HTML: "<p>Dag</p>", Plain: "Dag", SentAt: db.Now()}
	quietly(t, db, func(ctx context.Context, tx *postgres.Tx) error { return tx.SaveOutbox(ctx, want) })
	want.Subject = "Opnieuw"
	quietly(t, db, func(ctx context.Context, tx *postgres.Tx) error { return tx.SaveOutbox(ctx, want) })
	for recipient, count := range map[string]int{"": 1, m.Recipient: 1, "b@example.org": 0} {
		list, err := db.Outbox(t.Context(), recipient)
		if err != nil || len(list) != count {
			t.Errorf("outbox of %q: got %d, %v, want %d", recipient, len(list), err, count)
		}
	}
	got, err := db.OutboxMail(t.Context(), m.ID)
	check(t, "outbox mail", want, got, err)
}
