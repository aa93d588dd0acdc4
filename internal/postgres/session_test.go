package postgres_test

import (
	"context"
	"errors"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"github.com/tandem-hbo/tandem/internal/postgres"
	"github.com/tandem-hbo/tandem/internal/postgres/pgtest"
	"github.com/tandem-hbo/tandem/internal/sample"
	"github.com/tandem-hbo/tandem/internal/tandem"
)

// quietly is a change that needs no event.
func quietly(t *testing.T, db *postgres.DB, fn func(ctx context.Context, tx *postgres.Tx) error) {
	t.Helper()
	if err := db.Quietly(t.Context(), func(tx *postgres.Tx) error { return fn(t.Context(), tx) }); err != nil {
		t.Fatal(err)
	}
}

// told stores an open story and returns it.
func told(t *testing.T, db *postgres.DB) sample.Story {
	t.Helper()
	s := sample.Open()
	quietly(t, db, func(ctx context.Context, tx *postgres.Tx) error { return s.Store(ctx, tx) })
	return s
}

// begin stores a session with a token hash and returns it.
func begin(t *testing.T, db *postgres.DB, person tandem.ID[tandem.Person], hash string, life time.Duration) tandem.Session {
	t.Helper()
	s := tandem.Session{
		ID: tandem.NewID[tandem.Session](), TokenHash: []byte(hash), PersonID: person, ExpiresAt: db.Now().Add(life),
	}
	quietly(t, db, func(ctx context.Context, tx *postgres.Tx) error { return tx.InsertSession(ctx, s) })
	return s
}

func TestVisitorHasTheRightsThatHoldNow(t *testing.T) {
	t.Parallel()
	db := pgtest.Tx(t)
	s := told(t, db)
	session := begin(t, db, s.Lecturer.ID, "hash", time.Hour)
	quietly(t, db, func(ctx context.Context, tx *postgres.Tx) error {
		return tx.GrantQuestion(ctx, session.ID, s.Question.ID, tandem.ID[tandem.QuestionLink]{})
	})
	want := tandem.Visitor{
		SessionID: session.ID, PersonID: s.Lecturer.ID, Name: s.Lecturer.Name,
		Memberships: []tandem.Membership{{InstitutionID: s.Institution.ID, Role: tandem.Lecturer}},
		Questions:   []tandem.ID[tandem.Question]{s.Question.ID},
		CreatedAt:   db.Now(), SeenAt: db.Now(), ExpiresAt: session.ExpiresAt,
	}
	got, err := db.Visitor(t.Context(), session.TokenHash, db.Now())
	check(t, "visitor", want, got, err)

	quietly(t, db, func(ctx context.Context, tx *postgres.Tx) error {
		return tx.DeleteMembership(ctx, s.Lecturer.ID, want.Memberships[0])
	})
	got, err = db.Visitor(t.Context(), session.TokenHash, db.Now())
	if err != nil || len(got.Memberships) != 0 {
		t.Errorf("after the role went: got %v, %v, want no memberships", got.Memberships, err)
	}
}

func TestVisitorOfASessionThatIsOver(t *testing.T) {
	t.Parallel()
	db := pgtest.Tx(t)
	s := told(t, db)
	session := begin(t, db, s.Lecturer.ID, "hash", time.Hour)
	tests := map[string]struct {
		hash string
		at   time.Time
	}{
		"unknown": {"other", db.Now()},
		"expired": {"hash", session.ExpiresAt},
	}
	for name, tt := range tests {
		if _, err := db.Visitor(t.Context(), []byte(tt.hash), tt.at); !errors.Is(err, tandem.NotFound) {
			t.Errorf("%s: got %v, want not found", name, err)
		}
	}
	quietly(t, db, func(ctx context.Context, tx *postgres.Tx) error { return tx.DeleteSession(ctx, session.ID) })
	if _, err := db.Visitor(t.Context(), session.TokenHash, db.Now()); !errors.Is(err, tandem.NotFound) {
		t.Errorf("ended: got %v, want not found", err)
	}
}

func TestSessionsOfAPersonEndTogether(t *testing.T) {
	t.Parallel()
	db := pgtest.Tx(t)
	s := told(t, db)
	begin(t, db, s.Lecturer.ID, "one", time.Hour)
	begin(t, db, s.Lecturer.ID, "two", time.Hour)
	begin(t, db, s.Coordinator.ID, "other", time.Hour)
	quietly(t, db, func(ctx context.Context, tx *postgres.Tx) error { return tx.DeleteSessionsOf(ctx, s.Lecturer.ID) })
	for hash, want := range map[string]bool{"one": false, "two": false, "other": true} {
		_, err := db.Visitor(t.Context(), []byte(hash), db.Now())
		if got := err == nil; got != want {
			t.Errorf("session %s lives: got %v (%v), want %v", hash, got, err, want)
		}
	}
}

func TestTouchNotesTheMoment(t *testing.T) {
	t.Parallel()
	now := pgtest.Noon()
	db := pgtest.TxAt(t, func() time.Time { return now })
	session := begin(t, db, tandem.ID[tandem.Person]{}, "hash", time.Hour)
	now = now.Add(10 * time.Minute)
	quietly(t, db, func(ctx context.Context, tx *postgres.Tx) error { return tx.TouchSession(ctx, session.ID) })
	got, err := db.Visitor(t.Context(), session.TokenHash, now)
	if err != nil || !got.SeenAt.Equal(now) || got.CreatedAt.Equal(now) {
		t.Errorf("got seen %v, made %v, %v, want seen %v", got.SeenAt, got.CreatedAt, err, now)
	}
}

func TestGrantsFollowTheLinkThatGaveThem(t *testing.T) {
	t.Parallel()
	db := pgtest.Tx(t)
	s := told(t, db)
	link := tandem.QuestionLink{
		ID: tandem.NewID[tandem.QuestionLink](), QuestionID: s.Question.ID, TokenHash: []byte("link"), ExpiresAt: db.Now().Add(time.Hour),
	}
	drafted := begin(t, db, tandem.ID[tandem.Person]{}, "drafted", time.Hour)
	mailed := begin(t, db, tandem.ID[tandem.Person]{}, "mailed", time.Hour)
	quietly(t, db, func(ctx context.Context, tx *postgres.Tx) error {
		return errors.Join(tx.InsertLink(ctx, link),
			tx.GrantQuestion(ctx, drafted.ID, s.Question.ID, tandem.ID[tandem.QuestionLink]{}),
			// Opening the mailed link in the browser of the draft must not tie the right to the link.
			tx.GrantQuestion(ctx, drafted.ID, s.Question.ID, link.ID),
			tx.GrantQuestion(ctx, mailed.ID, s.Question.ID, link.ID))
	})
	if got := rights(t, db, "mailed"); got != 1 {
		t.Fatalf("by link: got %d questions, want 1", got)
	}
	quietly(t, db, func(ctx context.Context, tx *postgres.Tx) error { return tx.RevokeLinks(ctx, s.Question.ID) })
	if got := rights(t, db, "mailed"); got != 0 {
		t.Errorf("after the link was revoked: got %d questions, want none", got)
	}
	if got := rights(t, db, "drafted"); got != 1 {
		t.Errorf("in the draft's browser: got %d questions, want 1", got)
	}
	if _, err := db.Link(t.Context(), link.TokenHash, db.Now()); !errors.Is(err, tandem.NotFound) {
		t.Errorf("revoked link: got %v, want not found", err)
	}
}

func rights(t *testing.T, db *postgres.DB, hash string) int {
	t.Helper()
	v, err := db.Visitor(t.Context(), []byte(hash), db.Now())
	if err != nil {
		t.Fatal(err)
	}
	return len(v.Questions)
}

func TestGrantsMoveToTheNewSession(t *testing.T) {
	t.Parallel()
	db := pgtest.Tx(t)
	s := told(t, db)
	old := begin(t, db, tandem.ID[tandem.Person]{}, "old", time.Hour)
	fresh := begin(t, db, s.Lecturer.ID, "fresh", time.Hour)
	quietly(t, db, func(ctx context.Context, tx *postgres.Tx) error {
		return errors.Join(tx.GrantQuestion(ctx, old.ID, s.Question.ID, tandem.ID[tandem.QuestionLink]{}),
			tx.MoveGrants(ctx, old.ID, fresh.ID))
	})
	if got := [2]int{rights(t, db, "old"), rights(t, db, "fresh")}; got != [2]int{0, 1} {
		t.Errorf("got rights %v, want them moved", got)
	}
}

func TestLinkWorksUntilItsEnd(t *testing.T) {
	t.Parallel()
	db := pgtest.Tx(t)
	s := told(t, db)
	want := tandem.QuestionLink{
		ID: tandem.NewID[tandem.QuestionLink](), QuestionID: s.Question.ID, TokenHash: []byte("link"),
		CreatedAt: db.Now(), ExpiresAt: db.Now().Add(time.Hour),
	}
	quietly(t, db, func(ctx context.Context, tx *postgres.Tx) error { return tx.InsertLink(ctx, want) })
	got, err := db.Link(t.Context(), want.TokenHash, db.Now())
	check(t, "link", want, got, err)
	if _, err := db.Link(t.Context(), want.TokenHash, want.ExpiresAt); !errors.Is(err, tandem.NotFound) {
		t.Errorf("at its end: got %v, want not found", err)
	}
}

func TestSweepTakesOnlyWhatIsOver(t *testing.T) {
	t.Parallel()
	now := pgtest.Noon()
	db := pgtest.TxAt(t, func() time.Time { return now })
	begin(t, db, tandem.ID[tandem.Person]{}, "short", time.Hour)
	begin(t, db, tandem.ID[tandem.Person]{}, "long", 72*time.Hour)
	waiting, gone := signIn(t, db, "waiting"), signIn(t, db, "gone")
	quietly(t, db, func(ctx context.Context, tx *postgres.Tx) error {
		return tx.QueueMail(ctx, tandem.Mail{Kind: tandem.MailCode, Recipient: waiting.Mail, Language: tandem.Dutch, SignInID: waiting.ID})
	})
	now = now.Add(36 * time.Hour)
	quietly(t, db, func(ctx context.Context, tx *postgres.Tx) error { return tx.SweepSessions(ctx) })
	// At the moment they began, sessions that are still stored are valid.
	for hash, want := range map[string]bool{"short": false, "long": true} {
		if _, err := db.Visitor(t.Context(), []byte(hash), pgtest.Noon()); (err == nil) != want {
			t.Errorf("session %s is kept: got %v, want %v", hash, err, want)
		}
	}
	if _, err := db.SignIn(t.Context(), gone.ID); !errors.Is(err, tandem.NotFound) {
		t.Errorf("old sign-in: got %v, want not found", err)
	}
	if _, err := db.SignIn(t.Context(), waiting.ID); err != nil {
		t.Errorf("sign-in whose mail waits: %v", err)
	}
}

// signIn stores an attempt of a browser.
func signIn(t *testing.T, db *postgres.DB, browser string) tandem.SignIn {
	t.Helper()
	s := tandem.SignIn{
		ID: tandem.NewID[tandem.SignIn](), Mail: "karim@maasoever.example", Browser: []byte(browser), Language: tandem.Dutch,
		CreatedAt: db.Now(), ExpiresAt: db.Now().Add(10 * time.Minute),
	}
	quietly(t, db, func(ctx context.Context, tx *postgres.Tx) error { return tx.InsertSignIn(ctx, s) })
	return s
}

func TestSignInComesBackAsItWent(t *testing.T) {
	t.Parallel()
	db := pgtest.Tx(t)
	want := signIn(t, db, "browser")
	got, err := db.SignIn(t.Context(), want.ID)
	check(t, "sign-in", want, got, err)
	open, err := db.OpenSignIn(t.Context(), want.Browser, db.Now())
	check(t, "open sign-in", want, open, err)
	if _, err := db.OpenSignIn(t.Context(), want.Browser, want.ExpiresAt); !errors.Is(err, tandem.NotFound) {
		t.Errorf("at its end: got %v, want not found", err)
	}
}

func TestFiveGuessesAndNoMore(t *testing.T) {
	t.Parallel()
	db := pgtest.Tx(t)
	signIn(t, db, "browser")
	for want := 1; want <= 5; want++ {
		quietly(t, db, func(ctx context.Context, tx *postgres.Tx) error {
			got, err := tx.CountTry(ctx, []byte("browser"))
			if got.Tries != want {
				t.Errorf("got try %d, want %d", got.Tries, want)
			}
			return err
		})
	}
	err := db.Quietly(t.Context(), func(tx *postgres.Tx) error {
		_, err := tx.CountTry(t.Context(), []byte("browser"))
		return err
	})
	if !errors.Is(err, tandem.NotFound) {
		t.Errorf("sixth guess: got %v, want not found", err)
	}
}

func TestCodeWorksOnce(t *testing.T) {
	t.Parallel()
	db := pgtest.Tx(t)
	s := signIn(t, db, "browser")
	quietly(t, db, func(ctx context.Context, tx *postgres.Tx) error {
		return errors.Join(tx.SetSignInCode(ctx, s.ID, []byte("code")), tx.UseSignIn(ctx, s.ID))
	})
	again := map[string]func(tx *postgres.Tx) error{
		"use":      func(tx *postgres.Tx) error { return tx.UseSignIn(t.Context(), s.ID) },
		"new code": func(tx *postgres.Tx) error { return tx.SetSignInCode(t.Context(), s.ID, []byte("code")) },
	}
	for name, fn := range again {
		if err := db.Quietly(t.Context(), fn); !errors.Is(err, tandem.Conflict) {
			t.Errorf("%s: got %v, want a conflict", name, err)
		}
	}
	if _, err := db.OpenSignIn(t.Context(), s.Browser, db.Now()); !errors.Is(err, tandem.NotFound) {
		t.Errorf("used: got %v, want not found", err)
	}
}

func TestCountersStartAnewInEachWindow(t *testing.T) {
	t.Parallel()
	now := pgtest.Noon()
	db := pgtest.TxAt(t, func() time.Time { return now })
	count := func(key string) (n int) {
		quietly(t, db, func(ctx context.Context, tx *postgres.Tx) (err error) {
			n, err = tx.Count(ctx, key, time.Hour)
			return err
		})
		return n
	}
	got := []int{count("a"), count("a"), count("b")}
	now = now.Add(59 * time.Minute)
	got = append(got, count("a"))
	now = now.Add(time.Minute)
	got = append(got, count("a"))
	if diff := cmp.Diff([]int{1, 2, 1, 3, 1}, got); diff != "" {
		t.Errorf("counts differ (-want +got):\n%s", diff)
	}
}
