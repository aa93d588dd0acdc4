package intake_test

import (
	"context"
	"errors"
	"slices"
	"testing"

	"github.com/tandem-hbo/tandem/internal/postgres"
	"github.com/tandem-hbo/tandem/internal/sample"
	"github.com/tandem-hbo/tandem/internal/tandem"
)

// keep stores a case of a question whose owner allowed it.
func (b bundle) keep(t *testing.T, q tandem.Question) {
	t.Helper()
	desk := sample.Person("Karim Bouzid")
	err := b.db.Quietly(b.ctx, func(tx *postgres.Tx) error {
		if err := tx.InsertPerson(b.ctx, desk, tandem.Identity{Issuer: tandem.MailIssuer, Subject: desk.Mail}); err != nil {
			return err
		}
		return tx.SaveCase(b.ctx, tandem.LabelledCase{
			ID: tandem.NewID[tandem.LabelledCase](), QuestionID: q.ID, Title: "x", Text: "x", Size: tandem.SizeMicro,
			Language: tandem.Dutch, CorrectedBy: desk.ID, CorrectedAt: sample.At(),
		})
	})
	if err != nil {
		t.Fatal(err)
	}
}

func (b bundle) cases(t *testing.T, q tandem.Question) int {
	t.Helper()
	list, err := b.db.CasesOf(context.Background(), q.ID)
	if err != nil {
		t.Fatal(err)
	}
	return len(list)
}

func TestLearningIsOffUntilTicked(t *testing.T) {
	t.Parallel()
	b := setup(t)
	if b.submitted(t).Learn {
		t.Error("an owner who ticked nothing: got learning, want none")
	}
	q := b.ready(t)
	in := company(q)
	in.Learn = true
	if _, err := b.svc.Submit(b.ctx, b.owner(q), q.ID, in); err != nil || !b.stored(t, q).Learn {
		t.Errorf("ticked: got %v, %v, want learning", b.stored(t, q).Learn, err)
	}
}

func TestTakingConsentBackErasesTheCase(t *testing.T) {
	t.Parallel()
	b := setup(t)
	q := b.submitted(t)
	for range 2 { // twice is once
		if err := b.svc.AllowLearning(b.ctx, b.owner(q), q.ID, true); err != nil {
			t.Fatal(err)
		}
	}
	b.keep(t, q)
	if err := b.svc.AllowLearning(b.ctx, b.owner(q), q.ID, false); err != nil {
		t.Fatal(err)
	}
	after := b.stored(t, q)
	if after.Learn || b.cases(t, q) != 0 {
		t.Errorf("got learning %v and %d cases, want neither", after.Learn, b.cases(t, q))
	}
	if after.Version != q.Version || after.State != q.State {
		t.Errorf("got version %d and state %s, want %d and %s: the question did not change", after.Version, after.State, q.Version, q.State)
	}
	events, err := b.db.EventsOfQuestion(b.ctx, q.ID)
	if err != nil {
		t.Fatal(err)
	}
	var told []string
	for _, e := range events {
		told = append(told, e.Action)
	}
	if want := []string{"question.learning_allowed", "question.learning_ended"}; !slices.Equal(told[len(told)-2:], want) {
		t.Errorf("got events %v, want %v at the end", told, want)
	}
	if err := b.svc.AllowLearning(b.ctx, tandem.Actor{}, q.ID, true); !errors.Is(err, tandem.Denied) {
		t.Errorf("a stranger: got %v, want denied", err)
	}
}

// What was kept of a text goes with the text; other edits leave it.
func TestChangingTheTextErasesTheCase(t *testing.T) {
	t.Parallel()
	b := setup(t)
	q := b.submitted(t)
	if err := b.svc.AllowLearning(b.ctx, b.owner(q), q.ID, true); err != nil {
		t.Fatal(err)
	}
	b.keep(t, q)
	in := company(b.stored(t, q))
	in.Version, in.Phone = b.stored(t, q).Version, "06 87654321"
	if _, err := b.svc.Submit(b.ctx, b.owner(q), q.ID, in); err != nil || b.cases(t, q) != 1 || !b.stored(t, q).Learn {
		t.Errorf("another phone number: got %v and %d cases, want the case kept", err, b.cases(t, q))
	}
	text := tandem.TextAnswers{Version: b.stored(t, q).Version, Title: q.Title, Text: "Heel iets anders over ons brood."}
	if _, err := b.svc.SaveText(b.ctx, b.owner(q), q.ID, text); err != nil || b.cases(t, q) != 0 {
		t.Errorf("another text: got %v and %d cases, want none", err, b.cases(t, q))
	}
}
