package account_test

import (
	"context"
	"errors"
	"testing"
	"time"

	"github.com/tandem-hbo/tandem/internal/account"
	"github.com/tandem-hbo/tandem/internal/postgres"
	"github.com/tandem-hbo/tandem/internal/postgres/pgtest"
	"github.com/tandem-hbo/tandem/internal/tandem"
)

// bundle is a service on a database that is rolled back, with a clock to move.
type bundle struct {
	*account.Service
	db  *postgres.DB
	now time.Time
	in  tandem.ID[tandem.Institution]
}

func setup(t *testing.T) *bundle {
	t.Helper()
	b := &bundle{now: pgtest.Noon(), in: tandem.NewID[tandem.Institution]()}
	b.db = pgtest.TxAt(t, func() time.Time { return b.now })
	b.Service = account.New(b.db)
	b.change(t, func(ctx context.Context, tx *postgres.Tx) error {
		return tx.InsertInstitution(ctx, tandem.Institution{
			ID: b.in, Name: "Hogeschool Maasoever", ShortName: "Maasoever", City: "Rotterdam",
			Postcode: "3011WN", DeskMail: "mkb@maasoever.example", LapseDays: 14, ExpireDays: 90,
		})
	})
	return b
}

func (b *bundle) change(t *testing.T, fn func(context.Context, *postgres.Tx) error) {
	t.Helper()
	err := b.db.Quietly(t.Context(), func(tx *postgres.Tx) error { return fn(t.Context(), tx) })
	if err != nil {
		t.Fatal(err)
	}
}

// person stores somebody with a role.
func (b *bundle) person(t *testing.T, mail string, roles ...tandem.Role) tandem.Person {
	t.Helper()
	p := tandem.Person{ID: tandem.NewID[tandem.Person](), Name: "Karim Bouzid", Mail: mail, Language: tandem.Dutch}
	b.change(t, func(ctx context.Context, tx *postgres.Tx) error {
		if err := tx.InsertPerson(ctx, p, tandem.Identity{Issuer: tandem.MailIssuer, Subject: mail}); err != nil {
			return err
		}
		for _, r := range roles {
			if err := tx.InsertMembership(ctx, p.ID, tandem.Membership{InstitutionID: b.in, Role: r}); err != nil {
				return err
			}
		}
		return nil
	})
	return p
}

// ask begins a sign-in and mints the code as the mail would.
func (b *bundle) ask(t *testing.T, mail string) (browser, code string) {
	t.Helper()
	browser, err := b.Ask(t.Context(), mail, tandem.Dutch)
	if err != nil {
		t.Fatalf("Ask: %v", err)
	}
	m := b.lastMail(t)
	code, err = b.MintCode(t.Context(), m.SignInID)
	if err != nil {
		t.Fatalf("MintCode: %v", err)
	}
	return browser, code
}

func (b *bundle) lastMail(t *testing.T) tandem.Mail {
	t.Helper()
	m, err := b.db.LatestMail(t.Context())
	if err != nil {
		t.Fatalf("LatestMail: %v", err)
	}
	return m
}

var none tandem.ID[tandem.Session]

func wantKind(t *testing.T, err error, kind tandem.Kind) {
	t.Helper()
	if !errors.Is(err, kind) {
		t.Fatalf("got error %v, want kind %q", err, kind)
	}
}

func TestSignIn(t *testing.T) {
	t.Parallel()
	b := setup(t)
	p := b.person(t, "karim@maasoever.example", tandem.Coordinator, tandem.Lecturer)
	browser, code := b.ask(t, " Karim@Maasoever.example ")

	token, err := b.SignIn(t.Context(), browser, code[:3]+" "+code[3:], none)
	if err != nil {
		t.Fatalf("SignIn: %v", err)
	}
	v, err := b.Visitor(t.Context(), token)
	if err != nil {
		t.Fatalf("Visitor: %v", err)
	}
	if got := v.Actor(); got.PersonID != p.ID || got.Name != p.Name || !got.Is(tandem.Coordinator, b.in) || !got.Is(tandem.Lecturer, b.in) || got.Has(tandem.Admin) {
		t.Errorf("got actor %+v", got)
	}

	_, err = b.SignIn(t.Context(), browser, code, none)
	wantKind(t, err, tandem.NotFound) // a code works once
}

func TestSignInRefuses(t *testing.T) {
	t.Parallel()
	b := setup(t)
	b.person(t, "karim@maasoever.example", tandem.Coordinator)
	browser, code := b.ask(t, "karim@maasoever.example")
	other, _ := b.ask(t, "karim@maasoever.example")

	_, err := b.SignIn(t.Context(), other, code, none)
	wantKind(t, err, tandem.Invalid) // bound to the browser that asked
	_, err = b.SignIn(t.Context(), "made-up", code, none)
	wantKind(t, err, tandem.NotFound)

	b.now = b.now.Add(10*time.Minute + time.Second)
	_, err = b.SignIn(t.Context(), browser, code, none)
	wantKind(t, err, tandem.NotFound)
}

func TestSignInAllowsFiveTries(t *testing.T) {
	t.Parallel()
	b := setup(t)
	b.person(t, "karim@maasoever.example", tandem.Coordinator)
	browser, code := b.ask(t, "karim@maasoever.example")
	for range 5 {
		_, err := b.SignIn(t.Context(), browser, "x"+code[1:], none)
		wantKind(t, err, tandem.Invalid)
	}
	_, err := b.SignIn(t.Context(), browser, code, none)
	wantKind(t, err, tandem.NotFound)
}

func TestAskAnswersAlike(t *testing.T) {
	t.Parallel()
	b := setup(t)
	b.person(t, "karim@maasoever.example", tandem.Coordinator)
	known, err := b.Ask(t.Context(), "karim@maasoever.example", tandem.Dutch)
	if err != nil {
		t.Fatal(err)
	}
	unknown, err := b.Ask(t.Context(), "nobody@maasoever.example", tandem.Dutch)
	if err != nil {
		t.Fatal(err)
	}
	if len(known) != len(unknown) {
		t.Errorf("tokens differ in length: %d and %d", len(known), len(unknown))
	}
	if got, err := b.Asked(t.Context(), unknown); err != nil || got != "nobody@maasoever.example" {
		t.Errorf("Asked for unknown address: %q, %v", got, err)
	}
	_, err = b.MintCode(t.Context(), b.lastMail(t).SignInID)
	wantKind(t, err, tandem.NotFound) // so no mail goes out

	for _, bad := range []string{"", "x", "a@b", "a b@c.nl", "a@b.nl\r\nBcc: c@d.nl", "Karim <k@b.nl>"} {
		_, err := b.Ask(t.Context(), bad, tandem.Dutch)
		wantKind(t, err, tandem.Invalid)
	}
}

func TestAskMailsThreeTimesAnHour(t *testing.T) {
	t.Parallel()
	b := setup(t)
	var last tandem.ID[tandem.Mail]
	for i := range 5 {
		if _, err := b.Ask(t.Context(), "someone@bakkerij.example", tandem.Dutch); err != nil {
			t.Fatalf("ask %d: %v", i, err)
		}
		m := b.lastMail(t)
		if sent := m.ID != last; sent != (i < 3) {
			t.Errorf("ask %d: mail sent: %v", i, sent)
		}
		last = m.ID
		b.now = b.now.Add(time.Second)
	}
}

func TestSessionLimits(t *testing.T) {
	t.Parallel()
	b := setup(t)
	b.person(t, "karim@maasoever.example", tandem.Coordinator)
	in := func() string {
		browser, code := b.ask(t, "karim@maasoever.example")
		token, err := b.SignIn(t.Context(), browser, code, none)
		if err != nil {
			t.Fatal(err)
		}
		return token
	}
	idle := in()
	b.now = b.now.Add(8*time.Hour + time.Minute)
	_, err := b.Visitor(t.Context(), idle)
	wantKind(t, err, tandem.NotFound)

	busy := in()
	for range 5 {
		b.now = b.now.Add(150 * time.Minute)
		_, err = b.Visitor(t.Context(), busy)
	}
	wantKind(t, err, tandem.NotFound) // 12 hours and a half
}

func TestSignOutEndsTheSession(t *testing.T) {
	t.Parallel()
	b := setup(t)
	token, id, err := b.Begin(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	if _, err := b.Visitor(t.Context(), token); err != nil {
		t.Fatalf("Visitor: %v", err)
	}
	if err := b.SignOut(t.Context(), id); err != nil {
		t.Fatal(err)
	}
	_, err = b.Visitor(t.Context(), token)
	wantKind(t, err, tandem.NotFound)
}
