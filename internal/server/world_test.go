package server_test

import (
	"context"
	"fmt"
	"maps"
	"net/http"
	"strings"
	"testing"

	"github.com/jackc/pgx/v5"

	"github.com/tandem-hbo/tandem/internal/account"
	"github.com/tandem-hbo/tandem/internal/mail"
	"github.com/tandem-hbo/tandem/internal/postgres"
	"github.com/tandem-hbo/tandem/internal/postgres/pgtest"
	"github.com/tandem-hbo/tandem/internal/sample"
	"github.com/tandem-hbo/tandem/internal/server"
	"github.com/tandem-hbo/tandem/internal/tandem"
)

// world is two institutions with everybody who can come by. What the routes are
// tried on belongs to the first institution and to owner A.
type world struct {
	*bundle
	tx pgx.Tx
	// open waits for a lecturer, held is claimed, done was worked on and has
	// ended, sent waits for the desk; all are of owner A. far is of owner B and
	// the second institution, closed is where lecturer 1 has no claim.
	open, held, done, sent, far sample.Story
	claim                       tandem.Claim
	work                        tandem.Engagement
	invitation                  tandem.Invitation
	plan                        tandem.ID[tandem.Plan] // of the period of open
	mail, letter                string                 // one that was refused, one that was sent
	token                       string
	people                      map[string]*browser
}

// The actors, in the order of the columns of the table of routes.
func actors() []string {
	return []string{"anonymous", "owner A", "owner B", "lecturer 1", "claimer 1", "lecturer 2", "coordinator 1", "coordinator 2", "administrator 1"}
}

// newWorld is on one transaction of a database of its own, so that each attempt
// can be rolled back.
func newWorld(t *testing.T) *world {
	t.Helper()
	tx, err := pgtest.Clone(t).Begin(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = tx.Rollback(context.WithoutCancel(t.Context())) })
	w := &world{tx: tx, bundle: &bundle{now: pgtest.Noon(), log: &strings.Builder{}}, people: map[string]*browser{}}
	w.on(t, tx)
	w.store(t)
	w.claimAndWork(t)
	w.comeIn(t)
	w.plan = w.planned(t, w.people["coordinator 1"], w.open.Period.ID)
	return w
}

// on serves the site on a transaction.
func (w *world) on(t *testing.T, tx pgx.Tx) {
	t.Helper()
	db, err := postgres.New(tx, pgtest.Noon)
	if err != nil {
		t.Fatal(err)
	}
	w.db, w.account, w.outbox = db, account.New(db), mail.NewOutbox(db)
	w.mailer = mail.New(db, mail.Mint{Code: w.account.MintCode, Link: w.account.MintLink}, w.outbox, base)
	w.handler = server.New(w.config(t, base))
}

// apart runs fn on a savepoint that is rolled back.
func (w *world) apart(t *testing.T, fn func()) {
	t.Helper()
	sp, err := w.tx.Begin(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	outer := *w.bundle
	w.on(t, sp)
	fn()
	*w.bundle = outer
	if err := sp.Rollback(t.Context()); err != nil {
		t.Fatal(err)
	}
}

// seal fills every sealed field with words that stand nowhere else and hides
// the name of the company.
func seal(s sample.Story, n int) sample.Story {
	s.Sealed = tandem.Sealed{
		QuestionID: s.Question.ID, ContactName: fmt.Sprintf("Kanarienaam%d", n), ContactMail: fmt.Sprintf("kanariepost%d@geheim.example", n),
		ContactPhone: fmt.Sprintf("06 99%d88%d77", n, n), CompanyName: fmt.Sprintf("Kanariebedrijf%d", n), KvK: fmt.Sprintf("7766%d554", n),
		Postcode: fmt.Sprintf("311%dKQ", n), HideName: true, Confidential: fmt.Sprintf("Kanariegeheim%d", n),
	}
	s.Question.ShownName, s.Question.Title = "", fmt.Sprintf("Vraag nummer %d over brood", n)
	return s
}

func (w *world) store(t *testing.T) {
	t.Helper()
	near, far := sample.Open(), sample.Open()
	near.Institution.ShortName, far.Institution.ShortName = "Maas", "Rotte"
	w.in = near.Institution
	ask := near.Asking
	w.open, w.held = seal(near, 1), seal(ask(sample.Submitted(near.Institution)), 2)
	w.done, w.sent = seal(ask(sample.Submitted(near.Institution)), 3), seal(ask(sample.Submitted(near.Institution)), 4)
	w.sent.Question.State, w.sent.Question.AnsweredAt, w.sent.Match.State = tandem.QuestionMatched, nil, tandem.MatchProposed
	w.far = seal(far, 5)
	w.change(t, func(ctx context.Context, tx *postgres.Tx) error {
		for _, write := range []func() error{
			func() error { return w.open.Store(ctx, tx) },
			func() error { return w.held.StoreQuestion(ctx, tx) },
			func() error { return w.done.StoreQuestion(ctx, tx) },
			func() error { return w.sent.StoreQuestion(ctx, tx) },
			func() error { return w.far.Store(ctx, tx) },
		} {
			if err := write(); err != nil {
				return err
			}
		}
		return nil
	})
	for _, who := range []struct {
		name string
		p    tandem.Person
	}{
		{"claimer 1", near.Lecturer}, {"coordinator 1", near.Coordinator}, {"lecturer 2", far.Lecturer}, {"coordinator 2", far.Coordinator},
		{"lecturer 1", w.person(t, "Lena Visser", tandem.Lecturer)}, {"administrator 1", w.person(t, "Ans Beheer", tandem.Admin)},
	} {
		w.people[who.name] = w.as(t, who.p)
	}
}

// claimAndWork brings held and done to where they should be, by the pages.
func (w *world) claimAndWork(t *testing.T) {
	t.Helper()
	br := w.people["claimer 1"]
	path := takeUp(t, br, w.done)
	wantRedirect(t, br.post(t, path+"/start", agreed()), path)
	wantRedirect(t, br.post(t, path+"/klaar", form("hand_over", "Het model staat bij de bakker.")), path)
	w.work = w.engagement(t, w.done)
	takeUp(t, br, w.held)
	c, err := w.db.LivingClaim(t.Context(), w.held.Question.ID)
	if err != nil {
		t.Fatal(err)
	}
	w.claim = c
}

func agreed() map[string][]string {
	v := agreement()
	v.Set("company_contact", "Wie er over gaat")
	return v
}

// comeIn makes the owners' browsers, and what administrators work on.
func (w *world) comeIn(t *testing.T) {
	t.Helper()
	w.people["anonymous"], w.people["owner A"], w.people["owner B"] = w.browser(), w.browser(), w.browser()
	for _, s := range []sample.Story{w.open, w.held, w.done, w.sent} {
		w.token = w.link(t, w.people["owner A"], s)
	}
	w.link(t, w.people["owner B"], w.far)
	w.invitation = tandem.Invitation{
		ID: tandem.NewID[tandem.Invitation](), InstitutionID: w.in.ID, Mail: "nieuw@maas.example", Name: "Nieuw Iemand", Role: tandem.Lecturer,
	}
	w.change(t, func(ctx context.Context, tx *postgres.Tx) error { return tx.InsertInvitation(ctx, w.invitation) })
	w.letter = w.deliver(t).MailID.String()
	refused := `UPDATE mails SET state = 'failed', attempts = 1, last_error = 'no such user'
		WHERE id = (SELECT id FROM mails WHERE kind = 'claimed' AND question_id = $1) RETURNING id::text`
	if err := w.tx.QueryRow(t.Context(), refused, w.held.Question.ID).Scan(&w.mail); err != nil {
		t.Fatal(err)
	}
}

// link opens a mailed link to a question in a browser.
func (w *world) link(t *testing.T, br *browser, s sample.Story) string {
	t.Helper()
	token, _, err := w.account.MintLink(t.Context(), s.Question.ID)
	if err != nil {
		t.Fatal(err)
	}
	got := br.post(t, "/v/"+token, nil)
	wantStatus(t, got, http.StatusSeeOther)
	return token
}

// traces is a fingerprint of all rows of all tables; when a session was last
// seen is no part of it.
func (w *world) traces(t *testing.T) string {
	t.Helper()
	var union string
	err := w.tx.QueryRow(t.Context(), `
		SELECT string_agg(format('SELECT %L AS name, count(*) AS n, coalesce(sum(hashtextextended((to_jsonb(t) - ''seen_at'')::text, 0)), 0) AS sum FROM public.%I t', table_name, table_name), ' UNION ALL ')
		FROM information_schema.tables
		WHERE table_schema = 'public' AND table_type = 'BASE TABLE'`).Scan(&union)
	if err != nil {
		t.Fatal(err)
	}
	var sum string
	if err := w.tx.QueryRow(t.Context(), `SELECT string_agg(name || ':' || n || ':' || sum, E'\n' ORDER BY name) FROM (`+union+`) s`).Scan(&sum); err != nil {
		t.Fatal(err)
	}
	return sum
}

// copy is the same browser before it did anything more.
func (w *world) copy(br *browser) *browser {
	return &browser{b: w.bundle, cookies: maps.Clone(br.cookies)}
}
