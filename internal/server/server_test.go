package server_test

import (
	"context"
	"io"
	"log/slog"
	"net/http"
	"net/http/httptest"
	"net/netip"
	"net/url"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/PuerkitoBio/goquery"

	"github.com/tandem-hbo/tandem/internal/account"
	"github.com/tandem-hbo/tandem/internal/articulation"
	"github.com/tandem-hbo/tandem/internal/catalog"
	"github.com/tandem-hbo/tandem/internal/claiming"
	"github.com/tandem-hbo/tandem/internal/delivery"
	"github.com/tandem-hbo/tandem/internal/intake"
	"github.com/tandem-hbo/tandem/internal/mail"
	"github.com/tandem-hbo/tandem/internal/matching"
	"github.com/tandem-hbo/tandem/internal/planning"
	"github.com/tandem-hbo/tandem/internal/postgres"
	"github.com/tandem-hbo/tandem/internal/postgres/pgtest"
	"github.com/tandem-hbo/tandem/internal/review"
	"github.com/tandem-hbo/tandem/internal/sample"
	"github.com/tandem-hbo/tandem/internal/server"
	"github.com/tandem-hbo/tandem/internal/tandem"
)

// bundle is the site in demo mode on a database that is rolled back, and a
// browser's cookies.
type bundle struct {
	handler http.Handler
	db      *postgres.DB
	account *account.Service
	mailer  *mail.Mailer
	outbox  *mail.Outbox
	log     *strings.Builder
	now     time.Time
	ready   error
	in      tandem.Institution
}

const base = "https://tandem.example"

func setup(t *testing.T) *bundle {
	t.Helper()
	b := &bundle{now: pgtest.Noon(), log: &strings.Builder{}, in: sample.Institution()}
	b.db = pgtest.TxAt(t, func() time.Time { return b.now })
	b.account = account.New(b.db)
	b.outbox = mail.NewOutbox(b.db)
	b.mailer = mail.New(b.db, mail.Mint{Code: b.account.MintCode, Link: b.account.MintLink}, b.outbox, base)
	b.handler = server.New(b.config(t, base))
	b.change(t, func(ctx context.Context, tx *postgres.Tx) error { return tx.InsertInstitution(ctx, b.in) })
	return b
}

func (b *bundle) config(t testing.TB, base string) server.Config {
	t.Helper()
	u, err := server.ParseBaseURL(base)
	if err != nil {
		t.Fatal(err)
	}
	return server.Config{
		BaseURL: u, Demo: true, Version: "test", TrustedProxies: []netip.Prefix{netip.MustParsePrefix("10.0.0.0/8")},
		Log:   slog.New(slog.NewTextHandler(b.log, nil)),
		Ready: func(context.Context) error { return b.ready }, Patience: time.Nanosecond,
		Services: server.Services{
			Account: b.account, Mailer: b.mailer, Outbox: b.outbox, Catalog: catalog.New(b.db), Claims: claiming.New(b.db), Works: delivery.New(b.db),
			Intake: intake.New(b.db, reader(), aid()), Matching: matching.New(b.db), Review: review.New(b.db), Planning: planning.New(b.db),
		},
	}
}

// reader is the product's own; reading in its lists takes a moment, so all
// tests share one.
var reader = sync.OnceValue(func() *articulation.Reader {
	r, err := articulation.New()
	if err != nil {
		panic(err)
	}
	return r
})

// aid is the product's own, shared likewise.
var aid = sync.OnceValue(func() *articulation.Aid {
	a, err := articulation.NewAid()
	if err != nil {
		panic(err)
	}
	return a
})

// serve replaces the site by one with other settings.
func (b *bundle) serve(cfg server.Config) { b.handler = server.New(cfg) }

func (b *bundle) change(t *testing.T, fn func(context.Context, *postgres.Tx) error) {
	t.Helper()
	if err := b.db.Quietly(t.Context(), func(tx *postgres.Tx) error { return fn(t.Context(), tx) }); err != nil {
		t.Fatal(err)
	}
}

// person stores somebody with roles at the institution.
func (b *bundle) person(t *testing.T, name string, roles ...tandem.Role) tandem.Person {
	t.Helper()
	p := sample.Person(name)
	b.change(t, func(ctx context.Context, tx *postgres.Tx) error {
		if err := tx.InsertPerson(ctx, p, tandem.Identity{Issuer: tandem.MailIssuer, Subject: p.Mail}); err != nil {
			return err
		}
		for _, r := range roles {
			if err := tx.InsertMembership(ctx, p.ID, tandem.Membership{InstitutionID: b.in.ID, Role: r}); err != nil {
				return err
			}
		}
		return nil
	})
	return p
}

// browser keeps cookies between requests, as a browser does.
type browser struct {
	b       *bundle
	cookies map[string]*http.Cookie
}

func (b *bundle) browser() *browser { return &browser{b: b, cookies: map[string]*http.Cookie{}} }

// as is a browser in which somebody is signed in.
func (b *bundle) as(t *testing.T, p tandem.Person) *browser {
	t.Helper()
	br := b.browser()
	if got := br.post(t, "/demo/"+p.ID.String(), nil); got.StatusCode != http.StatusSeeOther {
		t.Fatalf("demo sign-in: status %d", got.StatusCode)
	}
	return br
}

// answer is a response with its page.
type answer struct {
	*http.Response
	body string
	page *goquery.Document
}

func (br *browser) do(t *testing.T, r *http.Request) answer {
	t.Helper()
	for _, c := range br.cookies {
		r.AddCookie(c)
	}
	rec := httptest.NewRecorder()
	br.b.handler.ServeHTTP(rec, r)
	got := answer{Response: rec.Result()}
	for _, c := range got.Cookies() {
		if c.MaxAge < 0 {
			delete(br.cookies, c.Name)
			continue
		}
		br.cookies[c.Name] = c
	}
	raw, err := io.ReadAll(got.Body)
	if err != nil {
		t.Fatal(err)
	}
	got.body = string(raw)
	got.page, err = goquery.NewDocumentFromReader(strings.NewReader(got.body))
	if err != nil {
		t.Fatal(err)
	}
	return got
}

func (br *browser) get(t *testing.T, path string) answer {
	t.Helper()
	return br.do(t, httptest.NewRequestWithContext(t.Context(), http.MethodGet, base+path, nil))
}

func (br *browser) post(t *testing.T, path string, form url.Values) answer {
	t.Helper()
	r := httptest.NewRequestWithContext(t.Context(), http.MethodPost, base+path, strings.NewReader(form.Encode()))
	r.Header.Set("Content-Type", "application/x-www-form-urlencoded")
	r.Header.Set("Sec-Fetch-Site", "same-origin")
	return br.do(t, r)
}

func wantStatus(t *testing.T, got answer, want int) {
	t.Helper()
	if got.StatusCode != want {
		t.Fatalf("got status %d, want %d; page: %s", got.StatusCode, want, got.page.Find("main").Text())
	}
}

// wantRedirect wants a 303 to a path.
func wantRedirect(t *testing.T, got answer, path string) {
	t.Helper()
	wantStatus(t, got, http.StatusSeeOther)
	if at := got.Header.Get("Location"); at != path {
		t.Fatalf("got redirect to %q, want %q", at, path)
	}
}
