package claiming_test

import (
	"context"
	"errors"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"github.com/jackc/pgx/v5"

	"github.com/tandem-hbo/tandem/internal/claiming"
	"github.com/tandem-hbo/tandem/internal/postgres"
	"github.com/tandem-hbo/tandem/internal/postgres/pgtest"
	"github.com/tandem-hbo/tandem/internal/sample"
	"github.com/tandem-hbo/tandem/internal/tandem"
)

// bundle is an approved question in a database, and the service.
type bundle struct {
	sample.Story
	db      *postgres.DB
	tx      pgx.Tx
	service *claiming.Service
	clock   *time.Time
}

func setup(t *testing.T) bundle {
	t.Helper()
	now := sample.At()
	b := bundle{Story: sample.Open(), clock: &now}
	b.db, b.tx = pgtest.Raw(t, func() time.Time { return *b.clock })
	b.service = claiming.New(b.db)
	b.store(t, b.Store)
	return b
}

// store runs a part of a story in a transaction.
func (b bundle) store(t *testing.T, fn func(context.Context, sample.Writer) error) {
	t.Helper()
	ctx := context.Background()
	err := b.db.InTx(ctx, tandem.SystemActor(), func(tx *postgres.Tx) error { return fn(ctx, tx) })
	if err != nil {
		t.Fatal(err)
	}
}

// handOns counts the jobs that let lines move up.
func (b bundle) handOns(t *testing.T) (n int) {
	t.Helper()
	if err := b.tx.QueryRow(t.Context(), `SELECT count(*) FROM river_job WHERE kind = 'hand_on'`).Scan(&n); err != nil {
		t.Fatal(err)
	}
	return n
}

func (b bundle) wish() claiming.Wish {
	return claiming.Wish{QuestionID: b.Question.ID, MatchID: b.Match.ID, Note: "Mooi voor periode 3."}
}

func (b bundle) claim(t *testing.T) tandem.Claim {
	t.Helper()
	c, err := b.service.Claim(context.Background(), b.Lecturing(), b.wish())
	if err != nil {
		t.Fatal(err)
	}
	return c
}

func (b bundle) state(t *testing.T) tandem.QuestionState {
	t.Helper()
	q, err := b.db.Question(context.Background(), b.Question.ID)
	if err != nil {
		t.Fatal(err)
	}
	return q.State
}

// wantMails holds how many mails of a kind went to the owner.
func (b bundle) wantMails(t *testing.T, kind tandem.MailKind, want int) {
	t.Helper()
	got, err := b.db.MailsSince(context.Background(), b.Question.ID, kind, sample.At().Add(-time.Second))
	if err != nil || got != want {
		t.Errorf("%d mails %s, %v; want %d", got, kind, err, want)
	}
}

// wantCode holds an error to the code of its sentence.
func wantCode(t *testing.T, err error, kind tandem.Kind, code string) {
	t.Helper()
	var fault *tandem.Error
	if !errors.Is(err, kind) || !errors.As(err, &fault) || fault.Code != code {
		t.Errorf("got %v, want %s %s", err, kind, code)
	}
}

func TestClaimHoldsTheLowestPlaceAndTellsTheOwner(t *testing.T) {
	t.Parallel()
	ctx, b := context.Background(), setup(t)
	c := b.claim(t)
	if c.Place != 1 || c.State != tandem.ClaimOpen || !c.LapsesAt.Equal(sample.At().AddDate(0, 0, 14)) {
		t.Errorf("claim: %+v", c)
	}
	if got := b.state(t); got != tandem.QuestionClaimed {
		t.Errorf("question is %s, want claimed", got)
	}
	stored, err := b.db.Claim(ctx, c.ID)
	if diff := cmp.Diff(c, stored); diff != "" || err != nil {
		t.Errorf("stored differs: %v\n%s", err, diff)
	}
	b.wantMails(t, tandem.MailClaimed, 1)
	events, err := b.db.EventsOfQuestion(ctx, b.Question.ID)
	last := events[len(events)-1]
	if err != nil || last.Action != "question.claimed" || last.FromState != "open" || last.ToState != "claimed" || last.ActorID != b.Lecturer.ID {
		t.Errorf("event: %+v, %v", last, err)
	}
}

func TestClaimRefused(t *testing.T) {
	t.Parallel()
	ctx := context.Background()
	t.Run("by a lecturer of another offering", func(t *testing.T) {
		t.Parallel()
		b := setup(t)
		other := b.Lecturing()
		other.PersonID = tandem.NewID[tandem.Person]()
		if _, err := b.service.Claim(ctx, other, b.wish()); !errors.Is(err, tandem.Denied) {
			t.Errorf("got %v, want denied", err)
		}
	})
	t.Run("of an unknown question", func(t *testing.T) {
		t.Parallel()
		b := setup(t)
		wish := b.wish()
		wish.QuestionID = tandem.NewID[tandem.Question]()
		if _, err := b.service.Claim(ctx, b.Lecturing(), wish); !errors.Is(err, tandem.NotFound) {
			t.Errorf("got %v, want not found", err)
		}
	})
	t.Run("with a match of another question", func(t *testing.T) {
		t.Parallel()
		b := setup(t)
		other := b.Asking(sample.Submitted(b.Institution))
		b.store(t, other.StoreQuestion)
		wish := b.wish()
		wish.MatchID = other.Match.ID
		if _, err := b.service.Claim(ctx, b.Lecturing(), wish); !errors.Is(err, tandem.NotFound) {
			t.Errorf("got %v, want not found", err)
		}
	})
	t.Run("when taken", func(t *testing.T) {
		t.Parallel()
		b := setup(t)
		b.claim(t)
		_, err := b.service.Claim(ctx, b.Lecturing(), b.wish())
		wantCode(t, err, tandem.Conflict, "claim_taken")
	})
	t.Run("when the match is no longer approved", func(t *testing.T) {
		t.Parallel()
		b := setup(t)
		m := b.Match
		if err := m.Move(tandem.MatchRejected, sample.At()); err != nil {
			t.Fatal(err)
		}
		b.store(t, func(ctx context.Context, w sample.Writer) error { return save(ctx, w, m) })
		_, err := b.service.Claim(ctx, b.Lecturing(), b.wish())
		wantCode(t, err, tandem.Conflict, "match_moved_on")
	})
	t.Run("with a note that is too long", func(t *testing.T) {
		t.Parallel()
		b := setup(t)
		wish := b.wish()
		wish.Note = strings.Repeat("é", 2001)
		_, err := b.service.Claim(ctx, b.Lecturing(), wish)
		wantCode(t, err, tandem.Invalid, "form_invalid")
	})
}

// save stores a match and an event.
func save(ctx context.Context, w sample.Writer, m tandem.Match) error {
	if err := w.(*postgres.Tx).SaveMatch(ctx, m); err != nil {
		return err
	}
	return w.Record(ctx, tandem.Event{Action: "match.rejected", SubjectKind: "match", SubjectID: m.ID.String()})
}

func TestFullOfferingIsAConflict(t *testing.T) {
	t.Parallel()
	ctx, b := context.Background(), setup(t)
	b.claim(t)
	for n := 2; n <= 3; n++ {
		next := b.Asking(sample.Submitted(b.Institution))
		b.store(t, next.StoreQuestion)
		c, err := b.service.Claim(ctx, b.Lecturing(), claiming.Wish{QuestionID: next.Question.ID, MatchID: next.Match.ID})
		if n == 2 && (err != nil || c.Place != 2) {
			t.Errorf("second claim: place %d, %v", c.Place, err)
		}
		if n == 3 {
			wantCode(t, err, tandem.Conflict, "offering_full")
		}
	}
}

func TestClosedOfferingIsAConflict(t *testing.T) {
	t.Parallel()
	ctx, b := context.Background(), setup(t)
	closed := b.Offering
	at := sample.At()
	closed.ClosedAt = &at
	b.store(t, func(ctx context.Context, w sample.Writer) error {
		if err := w.(*postgres.Tx).SaveOffering(ctx, closed); err != nil {
			return err
		}
		return w.Record(ctx, tandem.Event{Action: "offering.closed", SubjectKind: "offering", SubjectID: closed.ID.String()})
	})
	_, err := b.service.Claim(ctx, b.Lecturing(), b.wish())
	wantCode(t, err, tandem.Conflict, "offering_closed")
}

func TestReleaseOpensTheQuestionAgain(t *testing.T) {
	t.Parallel()
	ctx, b := context.Background(), setup(t)
	c := b.claim(t)
	err := b.service.Release(ctx, b.Lecturing(), c.ID, "nee")
	wantCode(t, err, tandem.Invalid, "form_invalid")
	if err := b.service.Release(ctx, b.Owning(), c.ID, "Ik wil het terug."); !errors.Is(err, tandem.Denied) {
		t.Errorf("by the owner: got %v, want denied", err)
	}
	if err := b.service.Release(ctx, b.Coordinating(), c.ID, "Sanne is ziek."); err != nil {
		t.Fatal(err)
	}
	if got := b.state(t); got != tandem.QuestionOpen {
		t.Errorf("question is %s, want open", got)
	}
	err = b.service.Release(ctx, b.Lecturing(), c.ID, "Nog een keer.")
	wantCode(t, err, tandem.Conflict, "claim_moved_on")
	b.wantMails(t, tandem.MailReleased, 1)
	if again := b.claim(t); again.Place != 1 {
		t.Errorf("claimed again: place %d, want 1", again.Place)
	}
}

func TestLapseEndsOnlyWhatWaitedTooLong(t *testing.T) {
	t.Parallel()
	ctx, b := context.Background(), setup(t)
	c := b.claim(t)
	*b.clock = c.LapsesAt.Add(-time.Second)
	for _, want := range []int{0, 1, 0} {
		got, err := b.service.Lapse(ctx)
		if err != nil || got != want {
			t.Errorf("lapsed %d, %v; want %d", got, err, want)
		}
		*b.clock = c.LapsesAt
	}
	if got := b.state(t); got != tandem.QuestionOpen {
		t.Errorf("question is %s, want open", got)
	}
	if c, err := b.db.Claim(ctx, c.ID); err != nil || c.State != tandem.ClaimLapsed {
		t.Errorf("claim is %s, %v; want lapsed", c.State, err)
	}
	worker := claiming.NewWorker(b.service)
	if err := worker.Work(ctx, nil); err != nil {
		t.Error(err)
	}
}

func TestBriefShowsContactOnlyToTheHolder(t *testing.T) {
	t.Parallel()
	ctx, b := context.Background(), setup(t)
	before, err := b.service.Brief(ctx, b.Lecturing(), b.Question.ID)
	if err != nil {
		t.Fatal(err)
	}
	if before.Sealed != (tandem.Sealed{}) || len(before.Mine(b.Lecturing())) != 1 || before.LapseDays != 14 {
		t.Errorf("before the claim: %+v", before)
	}
	c := b.claim(t)
	after, err := b.service.Brief(ctx, b.Lecturing(), b.Question.ID)
	if err != nil || after.Sealed.ContactMail != b.Sealed.ContactMail || after.Hold.ClaimID != c.ID {
		t.Errorf("after the claim: %+v, %v", after, err)
	}
	colleague := b.Lecturing()
	colleague.PersonID = tandem.NewID[tandem.Person]()
	other, err := b.service.Brief(ctx, colleague, b.Question.ID)
	if err != nil || other.Sealed != (tandem.Sealed{}) || other.Hold.Lecturer != b.Lecturer.Name {
		t.Errorf("for a colleague: %+v, %v", other, err)
	}
	stranger := tandem.Actor{PersonID: colleague.PersonID, Memberships: []tandem.Membership{
		{InstitutionID: tandem.NewID[tandem.Institution](), Role: tandem.Lecturer},
	}}
	if _, err := b.service.Brief(ctx, stranger, b.Question.ID); !errors.Is(err, tandem.Denied) {
		t.Errorf("for a stranger: got %v, want denied", err)
	}
}
