package intake_test

import (
	"context"
	"errors"
	"testing"

	"github.com/jackc/pgx/v5"

	"github.com/tandem-hbo/tandem/internal/articulation"
	"github.com/tandem-hbo/tandem/internal/intake"
	"github.com/tandem-hbo/tandem/internal/postgres"
	"github.com/tandem-hbo/tandem/internal/postgres/pgtest"
	"github.com/tandem-hbo/tandem/internal/sample"
	"github.com/tandem-hbo/tandem/internal/tandem"
)

// reader reads the same in any text.
type reader struct{}

func (reader) Read(articulation.Text) tandem.Reading {
	return tandem.Reading{
		Language: "nl", Tempo: tandem.TempoSlow, Model: "test",
		Outcomes: []tandem.ReadOutcome{{Key: "improving_business", Probability: .8, Suggested: true}},
	}
}

// bundle is a desk, and a browser in which somebody asks.
type bundle struct {
	ctx     context.Context
	db      *postgres.DB
	tx      pgx.Tx
	svc     *intake.Service
	desk    tandem.Institution
	session tandem.ID[tandem.Session]
	by      tandem.Actor
}

func setup(t *testing.T) bundle {
	t.Helper()
	b := bundle{ctx: context.Background(), desk: sample.Institution(), session: tandem.NewID[tandem.Session]()}
	b.db, b.tx = pgtest.Raw(t, pgtest.Noon)
	b.svc = intake.New(b.db, reader{}, &articulation.Aid{})
	err := b.db.Quietly(b.ctx, func(tx *postgres.Tx) error {
		if err := tx.InsertInstitution(b.ctx, b.desk); err != nil {
			return err
		}
		return tx.InsertSession(b.ctx, tandem.Session{ID: b.session, TokenHash: b.session.UUID[:], ExpiresAt: sample.At().AddDate(1, 0, 0)})
	})
	if err != nil {
		t.Fatal(err)
	}
	return b
}

// owner is the actor of the browser that holds a question.
func (b bundle) owner(q tandem.Question) tandem.Actor {
	return tandem.Actor{Questions: []tandem.ID[tandem.Question]{q.ID}}
}

func newKey() string { return tandem.NewID[tandem.Question]().String() }

func (b bundle) start(t *testing.T, text string) tandem.Question {
	t.Helper()
	q, err := b.svc.Start(b.ctx, b.by, b.session, tandem.TextAnswers{Key: newKey(), Text: text})
	if err != nil {
		t.Fatal(err)
	}
	return q
}

// ready is a draft with three steps done.
func (b bundle) ready(t *testing.T) tandem.Question {
	t.Helper()
	q := b.start(t, sample.Question().Text)
	q, err := b.svc.SaveWishes(b.ctx, b.owner(q), q.ID, tandem.WishAnswers{
		Version: q.Version, Read: map[string]string{"improving_business": "yes", "fresh_view": "no"},
		Pick: []string{"capacity_time_knowledge"}, Top: "improving_business",
	})
	if err != nil {
		t.Fatal(err)
	}
	q, err = b.svc.SaveWhen(b.ctx, b.owner(q), q.ID, tandem.WhenAnswers{
		Version: q.Version, Date: "1 mei 2027", Delay: "annoying", Hours: "1.5", Secrecy: "open", Ready: []string{"data", "taker"},
	})
	if err != nil {
		t.Fatal(err)
	}
	return q
}

func company(q tandem.Question) tandem.CompanyAnswers {
	return tandem.CompanyAnswers{
		Version: q.Version, Company: "Bakkerij Van Dorst", KvK: "1234 5678", Sector: "food", Size: "small",
		Postcode: "3111 ab", Name: "Marloes van Dorst", Mail: "Marloes@VanDorst.example", Confidential: "We willen verkopen.",
	}
}

// submitted is a question that was sent.
func (b bundle) submitted(t *testing.T) tandem.Question {
	t.Helper()
	q := b.ready(t)
	q, err := b.svc.Submit(b.ctx, b.owner(q), q.ID, company(q))
	if err != nil {
		t.Fatal(err)
	}
	return b.stored(t, q)
}

func (b bundle) stored(t *testing.T, q tandem.Question) tandem.Question {
	t.Helper()
	q, err := b.db.Question(b.ctx, q.ID)
	if err != nil {
		t.Fatal(err)
	}
	return q
}

// force puts a question into a state, whatever the moves say.
func (b bundle) force(t *testing.T, q tandem.Question, state tandem.QuestionState) tandem.Question {
	t.Helper()
	q.State = state
	if err := b.db.Quietly(b.ctx, func(tx *postgres.Tx) error { return tx.SaveQuestion(b.ctx, q) }); err != nil {
		t.Fatal(err)
	}
	return b.stored(t, q)
}

func TestSameFormLeadsToTheSameDraft(t *testing.T) {
	t.Parallel()
	b := setup(t)
	in := tandem.TextAnswers{Key: newKey(), Text: "Hoeveel brood?", Read: map[string]string{"improving_business": "yes"}}
	first, err := b.svc.Start(b.ctx, b.by, b.session, in)
	if err != nil {
		t.Fatal(err)
	}
	if len(first.Wishes) != 1 {
		t.Errorf("got wishes %v, want the one that was confirmed beside the text", first.Wishes)
	}
	again, err := b.svc.Start(b.ctx, b.by, b.session, in)
	if err != nil || again.ID != first.ID {
		t.Fatalf("sent again: got %v, %v, want %v", again.ID, err, first.ID)
	}
	in.Text = "Hoeveel brood, en hoeveel taart?"
	changed, err := b.svc.Start(b.ctx, b.by, b.session, in)
	if err != nil || changed.ID != first.ID || b.stored(t, first).Text != in.Text {
		t.Errorf("sent again with more: got %v, %v", changed.Text, err)
	}
}

func TestAFormKeyIsNoKeyToAnOldQuestion(t *testing.T) {
	t.Parallel()
	now := sample.At()
	b := setup(t)
	b.svc = intake.New(b.db, reader{}, &articulation.Aid{})
	in := tandem.TextAnswers{Key: newKey(), Text: "Hoeveel brood?"}
	q, err := b.svc.Start(b.ctx, b.by, b.session, in)
	if err != nil {
		t.Fatal(err)
	}
	q.State, q.Version = tandem.QuestionWithdrawn, 1
	b.force(t, q, tandem.QuestionWithdrawn)
	if _, err := b.svc.Start(b.ctx, b.by, b.session, in); !errors.Is(err, tandem.Conflict) {
		t.Errorf("at %v: got %v, want a conflict", now, err)
	}
	if _, err := b.svc.Start(b.ctx, b.by, b.session, tandem.TextAnswers{Key: "1", Text: "x"}); !errors.Is(err, tandem.Invalid) {
		t.Errorf("short key: got %v, want invalid", err)
	}
}

func TestStepsAreSaved(t *testing.T) {
	t.Parallel()
	b := setup(t)
	q := b.stored(t, b.ready(t))
	if q.HoursPerWeek != 1.5 || !q.Readiness.Data || !q.Readiness.Taker || q.Readiness.Desk {
		t.Errorf("got hours %v, readiness %+v", q.HoursPerWeek, q.Readiness)
	}
	want := []tandem.Wish{{Outcome: "improving_business", Weight: 1}, {Outcome: "capacity_time_knowledge", Weight: .5}}
	if len(q.Wishes) != 2 || q.Wishes[0] != want[0] || q.Wishes[1] != want[1] {
		t.Errorf("got wishes %v, want %v", q.Wishes, want)
	}
	if got := intake.NextStep(q); got != intake.Steps {
		t.Errorf("next step: got %d", got)
	}
}

func TestTwoTabs(t *testing.T) {
	t.Parallel()
	b := setup(t)
	q := b.start(t, "Hoeveel brood?")
	in := tandem.TextAnswers{Version: q.Version, Text: "Hoeveel taart?"}
	if _, err := b.svc.SaveText(b.ctx, b.owner(q), q.ID, in); err != nil {
		t.Fatal(err)
	}
	if _, err := b.svc.SaveText(b.ctx, b.owner(q), q.ID, in); err != nil {
		t.Errorf("the same answers sent twice: got %v", err)
	}
	in.Text = "Hoeveel koek?"
	if _, err := b.svc.SaveText(b.ctx, b.owner(q), q.ID, in); !errors.Is(err, tandem.Conflict) {
		t.Errorf("other answers from an old page: got %v, want a conflict", err)
	}
}

func TestAStrangerSeesNothing(t *testing.T) {
	t.Parallel()
	b := setup(t)
	q := b.submitted(t)
	stranger := tandem.Actor{Name: "Vreemd"}
	_, _, err := b.svc.Question(b.ctx, stranger, q.ID)
	if !errors.Is(err, tandem.Denied) {
		t.Errorf("read: got %v", err)
	}
	if _, err := b.svc.SaveText(b.ctx, stranger, q.ID, tandem.TextAnswers{Version: q.Version, Text: "x"}); !errors.Is(err, tandem.Denied) {
		t.Errorf("save: got %v", err)
	}
	if err := b.svc.Withdraw(b.ctx, stranger, q.ID, tandem.WithdrawSolved); !errors.Is(err, tandem.Denied) {
		t.Errorf("withdraw: got %v", err)
	}
	if err := b.svc.SendLink(b.ctx, stranger, q.ID); !errors.Is(err, tandem.Denied) {
		t.Errorf("link: got %v", err)
	}
	if err := b.svc.Answer(b.ctx, stranger, q.ID, "x", newKey()); !errors.Is(err, tandem.Denied) {
		t.Errorf("answer: got %v", err)
	}
}

func TestFiguresAreKeptForAWhile(t *testing.T) {
	t.Parallel()
	b := setup(t)
	before, err := b.svc.Figures(b.ctx)
	if err != nil || before.Sent != 0 {
		t.Fatalf("got %+v, %v", before, err)
	}
	b.submitted(t)
	if kept, err := b.svc.Figures(b.ctx); err != nil || kept != before {
		t.Errorf("within ten minutes: got %+v, %v", kept, err)
	}
	if fresh, err := intake.New(b.db, reader{}, &articulation.Aid{}).Figures(b.ctx); err != nil || fresh.Sent != 1 {
		t.Errorf("anew: got %+v, %v", fresh, err)
	}
}
