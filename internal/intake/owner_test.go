package intake_test

import (
	"errors"
	"strings"
	"testing"

	"github.com/tandem-hbo/tandem/internal/tandem"
)

func TestOwnPageOfASentQuestion(t *testing.T) {
	t.Parallel()
	b := setup(t)
	q := b.submitted(t)
	own, err := b.svc.Own(b.ctx, b.owner(q), q.ID)
	if err != nil {
		t.Fatal(err)
	}
	if own.Desk.Name != b.desk.Name || own.Sealed.ContactName == "" || len(own.Events) == 0 || own.Work != nil || own.Decline != nil {
		t.Errorf("got %+v", own)
	}
	list, err := b.svc.Mine(b.ctx, b.owner(q))
	if err != nil || len(list) != 1 || list[0].ID != q.ID {
		t.Errorf("mine: got %v, %v", list, err)
	}
}

func TestAnswering(t *testing.T) {
	t.Parallel()
	b := setup(t)
	q, key := b.submitted(t), newKey()
	for range 2 {
		if err := b.svc.Answer(b.ctx, b.owner(q), q.ID, " Ja, dat lukt. ", key); err != nil {
			t.Fatal(err)
		}
	}
	messages, err := b.db.Messages(b.ctx, q.ID)
	if err != nil || len(messages) != 1 || messages[0].Body != "Ja, dat lukt." || !messages[0].FromOwner {
		t.Errorf("got %+v, %v", messages, err)
	}
	for body, want := range map[string]string{"": "body=message_missing", strings.Repeat("x", 5001): "body=too_long"} {
		if got := faultsOf(t, b.svc.Answer(b.ctx, b.owner(q), q.ID, body, newKey())); got[0] != want {
			t.Errorf("got %v, want %s", got, want)
		}
	}
	draft := b.start(t, "Nog een vraag")
	if err := b.svc.Answer(b.ctx, b.owner(draft), draft.ID, "hallo", newKey()); !errors.Is(err, tandem.Conflict) {
		t.Errorf("about a draft: got %v", err)
	}
}

func TestWithdrawing(t *testing.T) {
	t.Parallel()
	b := setup(t)
	q := b.submitted(t)
	if got := faultsOf(t, b.svc.Withdraw(b.ctx, b.owner(q), q.ID, "x")); got[0] != "reason=choice_missing" {
		t.Errorf("unknown reason: got %v", got)
	}
	for range 2 {
		if err := b.svc.Withdraw(b.ctx, b.owner(q), q.ID, tandem.WithdrawSolved); err != nil {
			t.Fatal(err)
		}
	}
	if got := b.stored(t, q); got.State != tandem.QuestionWithdrawn {
		t.Errorf("got %s", got.State)
	}
	running := b.force(t, b.submitted(t), tandem.QuestionEngaged)
	if err := b.svc.Withdraw(b.ctx, b.owner(running), running.ID, tandem.WithdrawSolved); !errors.Is(err, tandem.Conflict) {
		t.Errorf("while the work runs: got %v", err)
	}
}

func TestLinksAreNotUnlimited(t *testing.T) {
	t.Parallel()
	b := setup(t)
	q := b.submitted(t)
	var err error
	for range 4 {
		err = b.svc.SendLink(b.ctx, b.owner(q), q.ID)
	}
	if !errors.Is(err, tandem.TooMany) {
		t.Errorf("got %v, want too many", err)
	}
	draft := b.start(t, "Nog een vraag")
	if err := b.svc.SendLink(b.ctx, b.owner(draft), draft.ID); !errors.Is(err, tandem.Conflict) {
		t.Errorf("draft without an address: got %v", err)
	}
}
