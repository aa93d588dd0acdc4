package review_test

import (
	"context"
	"errors"
	"reflect"
	"testing"
	"time"

	"github.com/riverqueue/river"

	"github.com/tandem-hbo/tandem/internal/job"
	"github.com/tandem-hbo/tandem/internal/postgres/pgtest"
	"github.com/tandem-hbo/tandem/internal/review"
	"github.com/tandem-hbo/tandem/internal/tandem"
)

func TestAskKeepsThePromiseAndWaits(t *testing.T) {
	t.Parallel()
	b, ctx := setup(t), context.Background()
	if err := b.service.Ask(ctx, b.karim, review.Asking{Seen: b.seen(t), Body: "Welke kassa heb je?", FormKey: "a"}); err != nil {
		t.Fatal(err)
	}
	if q := b.reload(t); q.State != tandem.QuestionMatched || q.AnsweredAt == nil {
		t.Errorf("got question %s answered at %v, want matched and answered", q.State, q.AnsweredAt)
	}
	page, err := b.service.Queue(ctx, b.karim, tandem.QueueWaiting, 1)
	if err != nil || page.Counts.Waiting != 1 || page.Counts.ToAnswer != 0 || len(page.Rows) != 1 {
		t.Errorf("got page %+v, %v, want one that waits", page, err)
	}
	messages, err := b.db.Messages(ctx, b.question.ID)
	if err != nil || len(messages) != 1 || !messages[0].AsksReply || messages[0].Author != "Karim Bouzid" {
		t.Errorf("got messages %+v, %v", messages, err)
	}
}

func TestAskRefuses(t *testing.T) {
	t.Parallel()
	b, ctx := setup(t), context.Background()
	checkFault(t, b.service.Ask(ctx, b.karim, review.Asking{Seen: b.seen(t), Body: " \n "}), tandem.Invalid, "note", "missing")
	checkFault(t, b.service.Ask(ctx, stranger(), review.Asking{Seen: b.seen(t), Body: "Hoi"}), tandem.Denied, "", "")
	checkFault(t, b.service.Ask(ctx, b.karim, review.Asking{Seen: review.Seen{ID: b.question.ID}, Body: "Hoi"}),
		tandem.Conflict, "", "moved_on")
	b.decline(t)
	checkFault(t, b.service.Ask(ctx, b.karim, review.Asking{Seen: b.seen(t), Body: "Hoi"}), tandem.Conflict, "", "question_moved_on")
}

// decline says no to the bundle's question.
func (b *bundle) decline(t *testing.T) {
	t.Helper()
	err := b.service.Decline(context.Background(), b.karim, review.Refusal{
		Seen: b.seen(t), Reason: tandem.DeclineTooUrgent, Referral: tandem.ReferConsultant, Note: "Dit lukt ons niet op tijd.",
	})
	if err != nil {
		t.Fatal(err)
	}
}

func TestDecline(t *testing.T) {
	t.Parallel()
	b, ctx := setup(t), context.Background()
	b.decline(t)
	if q := b.reload(t); q.State != tandem.QuestionDeclined || q.AnsweredAt == nil {
		t.Errorf("got question %s answered at %v, want declined and answered", q.State, q.AnsweredAt)
	}
	if got := b.stateOf(t, b.best); got != tandem.MatchExpired {
		t.Errorf("got match %s, want expired", got)
	}
	d, err := b.service.Show(ctx, b.karim, b.question.ID)
	if err != nil || len(d.Declines) != 1 || d.Declines[0].Reason != tandem.DeclineTooUrgent {
		t.Errorf("got declines %+v, %v", d.Declines, err)
	}
	if got, want := b.actions(t), []string{"question.declined"}; !reflect.DeepEqual(got, want) {
		t.Errorf("got events %v, want %v", got, want)
	}
}

func TestDeclineRefuses(t *testing.T) {
	t.Parallel()
	b, ctx := setup(t), context.Background()
	good := review.Refusal{Seen: b.seen(t), Reason: tandem.DeclineUnclear, Referral: tandem.ReferKvK, Note: "Nee."}
	tests := []struct {
		change func(*review.Refusal)
		field  string
		code   string
	}{
		{func(f *review.Refusal) { f.Reason = "" }, "reason", "reason_missing"},
		{func(f *review.Refusal) { f.Reason = "bored" }, "reason", "reason_missing"},
		{func(f *review.Refusal) { f.Referral = "" }, "referral", "referral_missing"},
		{func(f *review.Refusal) { f.Note = "  " }, "note", "missing"},
	}
	for _, tt := range tests {
		f := good
		tt.change(&f)
		checkFault(t, b.service.Decline(ctx, b.karim, f), tandem.Invalid, tt.field, tt.code)
	}
	if err := b.service.Decline(ctx, stranger(), good); !errors.Is(err, tandem.Denied) {
		t.Errorf("got %v for a stranger, want denied", err)
	}
}

func TestShowOnlyToTheDesk(t *testing.T) {
	t.Parallel()
	b, ctx := setup(t), context.Background()
	d, err := b.service.Show(ctx, b.karim, b.question.ID)
	if err != nil {
		t.Fatal(err)
	}
	if len(d.Candidates) != 4 || d.Candidates[0].Lecturer != "Sanne de Wit" || d.Candidates[0].Free() != 2 {
		t.Errorf("got proposals %+v, want four with lecturer and places", d.Candidates)
	}
	if d.Sealed.ContactName != "Marloes van Dorst" || d.Taxonomy.Version != 1 {
		t.Errorf("got contact %q and taxonomy %d", d.Sealed.ContactName, d.Taxonomy.Version)
	}
	for _, by := range []tandem.Actor{stranger(), {}, {PersonID: b.lecturer.ID}} {
		if _, err := b.service.Show(ctx, by, b.question.ID); !errors.Is(err, tandem.Denied) {
			t.Errorf("got %v for %q, want denied", err, by.Name)
		}
	}
	if _, err := b.service.Show(ctx, b.karim, tandem.NewID[tandem.Question]()); !errors.Is(err, tandem.NotFound) {
		t.Errorf("got %v for no question, want not found", err)
	}
}

func TestQueueOfNoDeskIsDenied(t *testing.T) {
	t.Parallel()
	b := setup(t)
	if _, err := b.service.Queue(context.Background(), tandem.Actor{}, tandem.QueueAll, 1); !errors.Is(err, tandem.Denied) {
		t.Errorf("got %v, want denied", err)
	}
}

func TestExpireEndsWhatStayedOpenTooLong(t *testing.T) {
	t.Parallel()
	b, ctx := setup(t), context.Background()
	days := time.Duration(b.institution.ExpireDays) * 24 * time.Hour
	opened := func(at time.Time) func(*tandem.Question) {
		return func(q *tandem.Question) { q.State, q.StateSince = tandem.QuestionOpen, at }
	}
	old := b.ask(t, opened(pgtest.Noon().Add(-days-time.Hour)))
	young := b.ask(t, opened(pgtest.Noon().Add(-days+time.Hour)))
	worker := review.NewWorker(b.service)
	for range 2 { // the second run finds nothing
		if err := worker.Work(ctx, &river.Job[job.ExpireQuestions]{}); err != nil {
			t.Fatal(err)
		}
	}
	for id, want := range map[tandem.ID[tandem.Question]]tandem.QuestionState{
		old.ID: tandem.QuestionExpired, young.ID: tandem.QuestionOpen, b.question.ID: tandem.QuestionMatched,
	} {
		if q, err := b.db.Question(ctx, id); err != nil || q.State != want {
			t.Errorf("got %s, %v, want %s", q.State, err, want)
		}
	}
	events, err := b.db.EventsOfQuestion(ctx, old.ID)
	if err != nil || len(events) != 1 || events[0].Action != "question.expired" {
		t.Errorf("got events %v, %v, want one", events, err)
	}
}
