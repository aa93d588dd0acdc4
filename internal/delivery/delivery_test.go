package delivery_test

import (
	"context"
	"errors"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"github.com/tandem-hbo/tandem/internal/delivery"
	"github.com/tandem-hbo/tandem/internal/postgres"
	"github.com/tandem-hbo/tandem/internal/postgres/pgtest"
	"github.com/tandem-hbo/tandem/internal/sample"
	"github.com/tandem-hbo/tandem/internal/tandem"
)

// bundle is a claimed question in a database, and the service.
type bundle struct {
	sample.Story
	db      *postgres.DB
	service *delivery.Service
	claim   tandem.Claim
}

func setup(t *testing.T) bundle {
	t.Helper()
	return setupStory(t, sample.Open())
}

func setupStory(t *testing.T, story sample.Story) bundle {
	t.Helper()
	db := pgtest.Tx(t)
	b := bundle{Story: story, db: db, service: delivery.New(db), claim: story.Claim()}
	ctx := context.Background()
	err := db.InTx(ctx, tandem.SystemActor(), func(tx *postgres.Tx) error {
		if err := b.Store(ctx, tx); err != nil {
			return err
		}
		q := b.Question
		if err := q.Move(tandem.QuestionClaimed, tx.Now()); err != nil {
			return err
		}
		if err := tx.SaveQuestion(ctx, q); err != nil {
			return err
		}
		return tx.InsertClaim(ctx, b.claim)
	})
	if err != nil {
		t.Fatal(err)
	}
	return b
}

func (b bundle) agreement(t *testing.T) delivery.Agreement {
	t.Helper()
	w, err := b.service.Work(context.Background(), b.Lecturing(), b.claim.ID)
	if err != nil {
		t.Fatal(err)
	}
	return delivery.Suggest(w)
}

func (b bundle) start(t *testing.T) tandem.Work {
	t.Helper()
	ctx := context.Background()
	if err := b.service.Start(ctx, b.Lecturing(), b.claim.ID, b.agreement(t)); err != nil {
		t.Fatal(err)
	}
	w, err := b.service.Work(ctx, b.Lecturing(), b.claim.ID)
	if err != nil {
		t.Fatal(err)
	}
	return w
}

func wantCode(t *testing.T, err error, kind tandem.Kind, code string) {
	t.Helper()
	var fault *tandem.Error
	if !errors.Is(err, kind) || !errors.As(err, &fault) || fault.Code != code {
		t.Errorf("got %v, want %s %s", err, kind, code)
	}
}

func TestSuggestionComesFromQuestionAndPeriod(t *testing.T) {
	t.Parallel()
	b := setup(t)
	want := delivery.Agreement{
		Statement: b.Question.Title + "\n\n" + b.Question.Text, StartsOn: b.Period.Start, EndsOn: b.Period.End,
		CompanyContact: b.Sealed.ContactName, EducationContact: b.Lecturer.Name,
		Secrecy: tandem.SecrecyOpen, IP: tandem.IPStudent,
	}
	if diff := cmp.Diff(want, b.agreement(t)); diff != "" {
		t.Errorf("suggestion differs:\n%s", diff)
	}
}

func TestStartEngagesQuestionAndClaim(t *testing.T) {
	t.Parallel()
	ctx, b := context.Background(), setup(t)
	w := b.start(t)
	if w.Question.State != tandem.QuestionEngaged || w.Claim.State != tandem.ClaimEngaged || w.Engagement.State != tandem.EngagementRunning {
		t.Errorf("states: %s, %s, %s", w.Question.State, w.Claim.State, w.Engagement.State)
	}
	b.wantMails(t, tandem.MailStarted, 1)
	err := b.service.Start(ctx, b.Lecturing(), b.claim.ID, b.agreement(t))
	wantCode(t, err, tandem.Conflict, "claim_moved_on")
	rows, err := b.service.List(ctx, b.Lecturing())
	if err != nil || len(rows) != 1 || rows[0].Step(sample.At()) != tandem.StepRun || rows[0].Step(b.Period.End.AddDate(0, 0, 2)) != tandem.StepFinish {
		t.Errorf("list: %+v, %v", rows, err)
	}
}

// wantMails holds how many mails of a kind went to the owner.
func (b bundle) wantMails(t *testing.T, kind tandem.MailKind, want int) {
	t.Helper()
	got, err := b.db.MailsSince(context.Background(), b.Question.ID, kind, sample.At().Add(-time.Second))
	if err != nil || got != want {
		t.Errorf("%d mails %s, %v; want %d", got, kind, err, want)
	}
}

func TestStartRefusesABrokenAgreement(t *testing.T) {
	t.Parallel()
	story := sample.Open()
	story.Question.Secrecy = tandem.SecrecyAgreement
	b := setupStory(t, story)
	for name, c := range map[string]struct {
		spoil func(*delivery.Agreement)
		want  string
	}{
		"empty statement":   {func(a *delivery.Agreement) { a.Statement = "  " }, "statement=too_short"},
		"long statement":    {func(a *delivery.Agreement) { a.Statement = strings.Repeat("x", 5001) }, "statement=too_long"},
		"no start":          {func(a *delivery.Agreement) { a.StartsOn = time.Time{} }, "starts_on=missing"},
		"end before start":  {func(a *delivery.Agreement) { a.EndsOn = a.StartsOn }, "ends_on=end_before_start"},
		"end far away":      {func(a *delivery.Agreement) { a.EndsOn = sample.Day(9999, 1, 1) }, "ends_on=unreadable"},
		"no contact":        {func(a *delivery.Agreement) { a.CompanyContact = " " }, "company_contact=missing"},
		"looser secrecy":    {func(a *delivery.Agreement) { a.Secrecy = tandem.SecrecyOpen }, "secrecy=secrecy_looser"},
		"unknown secrecy":   {func(a *delivery.Agreement) { a.Secrecy = "odd" }, "secrecy=unknown_choice"},
		"unknown IP choice": {func(a *delivery.Agreement) { a.IP = "odd" }, "ip=unknown_choice"},
	} {
		a := b.agreement(t)
		c.spoil(&a)
		err := b.service.Start(context.Background(), b.Lecturing(), b.claim.ID, a)
		if !errors.Is(err, tandem.Invalid) || !strings.Contains(err.Error(), c.want) {
			t.Errorf("%s: got %v, want %s", name, err, c.want)
		}
	}
}

func TestStartNeedsAWishOnBothSides(t *testing.T) {
	t.Parallel()
	for name, spoil := range map[string]func(*sample.Story){
		"company":   func(s *sample.Story) { s.Question.Wishes = nil },
		"education": func(s *sample.Story) { s.Offering.Wishes = nil },
	} {
		story := sample.Open()
		spoil(&story)
		b := setupStory(t, story)
		err := b.service.Start(context.Background(), b.Lecturing(), b.claim.ID, b.agreement(t))
		if err == nil {
			t.Errorf("%s: started without a wish", name)
		}
		wantCode(t, err, tandem.Conflict, "wishes_missing")
	}
}

func TestOnlyTheTwoSidesMayAct(t *testing.T) {
	t.Parallel()
	ctx, b := context.Background(), setup(t)
	stranger := b.Lecturing()
	stranger.PersonID = tandem.NewID[tandem.Person]()
	_, viewed := b.service.Work(ctx, stranger, b.claim.ID)
	w := b.start(t)
	_, voiced := b.service.Voice(ctx, stranger, w.Engagement.ID)
	_, listed := b.service.List(ctx, b.Owning())
	for act, err := range map[string]error{
		"view": viewed, "voice": voiced, "list": listed,
		"start":    b.service.Start(ctx, b.Coordinating(), b.claim.ID, b.agreement(t)),
		"finish":   b.service.Finish(ctx, stranger, b.claim.ID, "Overgedragen."),
		"evaluate": b.service.Evaluate(ctx, stranger, w.Engagement.ID, delivery.Verdict{}),
	} {
		if !errors.Is(err, tandem.Denied) {
			t.Errorf("%s: got %v, want denied", act, err)
		}
	}
	unknown := tandem.NewID[tandem.Claim]()
	if _, err := b.service.Work(ctx, b.Lecturing(), unknown); !errors.Is(err, tandem.NotFound) {
		t.Errorf("unknown work: %v", err)
	}
	if err := b.service.Finish(ctx, b.Lecturing(), unknown, "Overgedragen."); !errors.Is(err, tandem.NotFound) {
		t.Errorf("unknown finish: %v", err)
	}
}

func TestFinishAndStopAskBothSides(t *testing.T) {
	t.Parallel()
	for to, want := range map[tandem.EngagementState]tandem.QuestionState{
		tandem.EngagementFinished: tandem.QuestionCompleted, tandem.EngagementStopped: tandem.QuestionStopped,
	} {
		ctx, b := context.Background(), setup(t)
		end := b.service.Finish
		if to == tandem.EngagementStopped {
			end = b.service.Stop
		}
		if err := end(ctx, b.Lecturing(), b.claim.ID, "Nog niet begonnen."); !errors.Is(err, tandem.NotFound) {
			t.Errorf("%s before the start: %v", to, err)
		}
		b.start(t)
		err := end(ctx, b.Lecturing(), b.claim.ID, " ")
		wantCode(t, err, tandem.Invalid, "form_invalid")
		if err := end(ctx, b.Coordinating(), b.claim.ID, "Het model staat bij de bakker."); err != nil {
			t.Fatal(err)
		}
		w, err := b.service.Work(ctx, b.Lecturing(), b.claim.ID)
		if err != nil || w.Engagement.State != to || w.Question.State != want || w.Engagement.EndedAt == nil {
			t.Errorf("got %s, %s, %v; want %s, %s", w.Engagement.State, w.Question.State, err, to, want)
		}
		b.wantMails(t, tandem.MailEvaluate, 1)
		err = end(ctx, b.Lecturing(), b.claim.ID, "Nog een keer.")
		wantCode(t, err, tandem.Conflict, "engagement_moved_on")
	}
}
