package postgres_test

import (
	"context"
	"errors"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/tandem-hbo/tandem/internal/postgres"
	"github.com/tandem-hbo/tandem/internal/postgres/pgtest"
	"github.com/tandem-hbo/tandem/internal/sample"
	"github.com/tandem-hbo/tandem/internal/tandem"
)

// change runs fn as a change by the system, with an event so that it commits.
func change(t *testing.T, db *postgres.DB, fn func(tx *postgres.Tx) error) error {
	t.Helper()
	ctx := context.Background()
	return db.InTx(ctx, tandem.SystemActor(), func(tx *postgres.Tx) error {
		if err := fn(tx); err != nil {
			return err
		}
		return tx.Record(ctx, tandem.Event{Action: "test.changed", SubjectKind: "test", SubjectID: "1"})
	})
}

func TestQuestionComesBackAsItWent(t *testing.T) {
	t.Parallel()
	ctx, db, want := context.Background(), pgtest.Tx(t), sample.Question()
	words := []tandem.Fragment{{Start: 3, End: 8, Text: "groei"}}
	want.Reading = tandem.Reading{
		Language: "nl", Tempo: tandem.TempoSlow, Model: "test",
		Forms: []tandem.FormPull{{Form: "incubator", Points: .3, Terms: []tandem.PullTerm{{Key: "growth", Points: .2, Evidence: words}}}},
	}
	if err := change(t, db, func(tx *postgres.Tx) error { return tx.InsertQuestion(ctx, want, "key") }); err != nil {
		t.Fatal(err)
	}
	got, err := db.Question(ctx, want.ID)
	if err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("question differs (-want +got):\n%s", diff)
	}
	byKey, err := db.QuestionByFormKey(ctx, "key")
	if err != nil || byKey.ID != want.ID {
		t.Errorf("by form key: got %v, %v", byKey.ID, err)
	}
	sealed := sample.Sealed(want)
	if err := change(t, db, func(tx *postgres.Tx) error { return tx.SaveSealed(ctx, sealed) }); err != nil {
		t.Fatal(err)
	}
	gotSealed, err := db.Sealed(ctx, want.ID)
	if err != nil || gotSealed != sealed {
		t.Errorf("sealed: got %+v, %v", gotSealed, err)
	}
}

func TestSecondSaveOfAnOldVersionIsAConflict(t *testing.T) {
	t.Parallel()
	ctx, db, q := context.Background(), pgtest.Tx(t), sample.Question()
	if err := change(t, db, func(tx *postgres.Tx) error { return tx.InsertQuestion(ctx, q, "key") }); err != nil {
		t.Fatal(err)
	}
	q.Title = "Eerst"
	if err := change(t, db, func(tx *postgres.Tx) error { return tx.SaveQuestion(ctx, q) }); err != nil {
		t.Fatal(err)
	}
	err := change(t, db, func(tx *postgres.Tx) error { return tx.SaveQuestion(ctx, q) })
	if !errors.Is(err, tandem.Conflict) {
		t.Errorf("got %v, want a conflict", err)
	}
}

func TestSameFormMakesOneQuestion(t *testing.T) {
	t.Parallel()
	ctx, db := context.Background(), pgtest.Tx(t)
	insert := func() error {
		return change(t, db, func(tx *postgres.Tx) error { return tx.InsertQuestion(ctx, sample.Question(), "same") })
	}
	if err := insert(); err != nil {
		t.Fatal(err)
	}
	var fault *tandem.Error
	if err := insert(); !errors.As(err, &fault) || fault.Code != "already_sent" {
		t.Errorf("got %v, want already_sent", err)
	}
}

func TestChangeWithoutEventIsRefused(t *testing.T) {
	t.Parallel()
	ctx, db, q := context.Background(), pgtest.Tx(t), sample.Question()
	err := db.InTx(ctx, tandem.SystemActor(), func(tx *postgres.Tx) error { return tx.InsertQuestion(ctx, q, "key") })
	if err == nil {
		t.Fatal("got no error")
	}
	if _, err := db.Question(ctx, q.ID); !errors.Is(err, tandem.NotFound) {
		t.Errorf("got %v, want not found: the change must be rolled back", err)
	}
}

func TestMessagesAndEventsInOrder(t *testing.T) {
	t.Parallel()
	ctx, db, q := context.Background(), pgtest.Tx(t), sample.Question()
	message := tandem.QuestionMessage{
		ID: tandem.NewID[tandem.QuestionMessage](), QuestionID: q.ID, Author: "Karim", Body: "Welke gegevens heb je?",
		AsksReply: true, CreatedAt: sample.At(),
	}
	err := db.InTx(ctx, tandem.Actor{Name: "Karim"}, func(tx *postgres.Tx) error {
		if err := tx.InsertQuestion(ctx, q, "key"); err != nil {
			return err
		}
		if err := tx.InsertMessage(ctx, message, ""); err != nil {
			return err
		}
		return tx.Record(ctx, tandem.Event{Action: "question.asked_back", SubjectKind: "question", SubjectID: q.ID.String(), QuestionID: q.ID})
	})
	if err != nil {
		t.Fatal(err)
	}
	messages, err := db.Messages(ctx, q.ID)
	if diff := cmp.Diff([]tandem.QuestionMessage{message}, messages); diff != "" || err != nil {
		t.Errorf("messages differ: %v\n%s", err, diff)
	}
	events, err := db.EventsOfQuestion(ctx, q.ID)
	if err != nil || len(events) != 1 || events[0].ActorName != "Karim" {
		t.Errorf("events: got %+v, %v", events, err)
	}
}
