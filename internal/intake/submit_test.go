package intake_test

import (
	"errors"
	"testing"

	"github.com/tandem-hbo/tandem/internal/calendar"
	"github.com/tandem-hbo/tandem/internal/sample"
	"github.com/tandem-hbo/tandem/internal/tandem"
)

func TestSendingPromisesAndSeals(t *testing.T) {
	t.Parallel()
	b := setup(t)
	q := b.submitted(t)
	if q.State != tandem.QuestionSubmitted || q.InstitutionID != b.desk.ID || !q.PromisedAt.Equal(calendar.Promise(sample.At())) {
		t.Errorf("got state %s, desk %v, promise %v", q.State, q.InstitutionID, q.PromisedAt)
	}
	if q.Region != "Zuid-Holland" || q.ShownName != "Bakkerij Van Dorst" || q.Sector != "food" {
		t.Errorf("got region %q, name %q, sector %q", q.Region, q.ShownName, q.Sector)
	}
	sealed, err := b.db.Sealed(b.ctx, q.ID)
	want := tandem.Sealed{
		QuestionID: q.ID, ContactName: "Marloes van Dorst", ContactMail: "marloes@vandorst.example", CompanyName: "Bakkerij Van Dorst",
		KvK: "12345678", Postcode: "3111AB", Confidential: "We willen verkopen.",
	}
	if err != nil || sealed != want {
		t.Errorf("sealed: got %+v, %v", sealed, err)
	}
	events, err := b.db.EventsOfQuestion(b.ctx, q.ID)
	if err != nil || events[len(events)-1].Action != "question.submitted" || events[len(events)-1].FromState != "draft" {
		t.Errorf("events: got %+v, %v", events, err)
	}
	if n, err := b.db.MailsSince(b.ctx, q.ID, tandem.MailReceipt, sample.At().AddDate(0, 0, -1)); err != nil || n != 1 {
		t.Errorf("receipts: got %d, %v", n, err)
	}
}

func TestSentTwiceIsSentOnce(t *testing.T) {
	t.Parallel()
	b := setup(t)
	draft := b.ready(t)
	for range 2 {
		if _, err := b.svc.Submit(b.ctx, b.owner(draft), draft.ID, company(draft)); err != nil {
			t.Fatal(err)
		}
	}
	if n, err := b.db.MailsSince(b.ctx, draft.ID, tandem.MailReceipt, sample.At().AddDate(0, 0, -1)); err != nil || n != 1 {
		t.Errorf("receipts: got %d, %v", n, err)
	}
}

func TestHiddenNameIsSealed(t *testing.T) {
	t.Parallel()
	b := setup(t)
	draft := b.ready(t)
	in := company(draft)
	in.Hide = true
	if _, err := b.svc.Submit(b.ctx, b.owner(draft), draft.ID, in); err != nil {
		t.Fatal(err)
	}
	if q := b.stored(t, draft); q.ShownName != "" {
		t.Errorf("got shown name %q", q.ShownName)
	}
}

func TestStepsCannotBeSkipped(t *testing.T) {
	t.Parallel()
	b := setup(t)
	q := b.start(t, "Hoeveel brood?")
	_, err := b.svc.Submit(b.ctx, b.owner(q), q.ID, company(q))
	var known *tandem.Error
	if !errors.As(err, &known) || known.Code != "steps_missing" {
		t.Errorf("got %v, want steps_missing", err)
	}
	if stored := b.stored(t, q); stored.State != tandem.QuestionDraft || stored.Sector != "" {
		t.Errorf("got %+v, want nothing kept of a refused act", stored.State)
	}
}

func TestEditingTakesTheQuestionBack(t *testing.T) {
	t.Parallel()
	b := setup(t)
	q := b.submitted(t)
	answered := sample.At()
	q.AnsweredAt = &answered
	q = b.force(t, q, tandem.QuestionOpen)
	in := tandem.TextAnswers{Version: q.Version, Title: q.Title, Text: q.Text}
	if _, err := b.svc.SaveText(b.ctx, b.owner(q), q.ID, in); err != nil || b.stored(t, q).State != tandem.QuestionOpen {
		t.Errorf("nothing changed: got %s, %v", b.stored(t, q).State, err)
	}
	in.Text = "Hoeveel taart?"
	if _, err := b.svc.SaveText(b.ctx, b.owner(q), q.ID, in); err != nil {
		t.Fatal(err)
	}
	if got := b.stored(t, q); got.State != tandem.QuestionSubmitted || got.AnsweredAt != nil || got.PromisedAt == nil {
		t.Errorf("got %s, answered %v", got.State, got.AnsweredAt)
	}
}

func TestEditingAfterAClaimIsAConflict(t *testing.T) {
	t.Parallel()
	b := setup(t)
	q := b.force(t, b.submitted(t), tandem.QuestionClaimed)
	_, err := b.svc.SaveText(b.ctx, b.owner(q), q.ID, tandem.TextAnswers{Version: q.Version, Text: "Hoeveel taart?"})
	if !errors.Is(err, tandem.Conflict) {
		t.Errorf("text: got %v", err)
	}
	_, err = b.svc.Submit(b.ctx, b.owner(q), q.ID, company(q))
	if !errors.Is(err, tandem.Conflict) {
		t.Errorf("company: got %v", err)
	}
}
