package review_test

import (
	"context"
	"errors"
	"reflect"
	"strings"
	"testing"

	"github.com/tandem-hbo/tandem/internal/postgres"
	"github.com/tandem-hbo/tandem/internal/review"
	"github.com/tandem-hbo/tandem/internal/tandem"
)

func TestApproveOpensTheQuestion(t *testing.T) {
	t.Parallel()
	b, ctx := setup(t), context.Background()
	a := review.Approval{Seen: b.seen(t), Matches: ids(b.best), Note: " Dit past bij een vak in februari. "}
	if err := b.service.Approve(ctx, b.karim, a); err != nil {
		t.Fatal(err)
	}
	q := b.reload(t)
	if q.State != tandem.QuestionOpen || q.AnsweredAt == nil {
		t.Errorf("got question %s answered at %v, want open and answered", q.State, q.AnsweredAt)
	}
	approved, err := b.db.Match(ctx, b.best.ID)
	if err != nil || approved.State != tandem.MatchApproved || approved.DecidedBy != b.karim.PersonID {
		t.Errorf("got match %s by %s, %v, want approved by Karim", approved.State, approved.DecidedBy, err)
	}
	if got := b.stateOf(t, b.second); got != tandem.MatchProposed {
		t.Errorf("got the other match %s, want it to stay proposed", got)
	}
	messages, err := b.db.Messages(ctx, q.ID)
	if err != nil || len(messages) != 1 || messages[0].Body != "Dit past bij een vak in februari." || messages[0].AsksReply {
		t.Errorf("got messages %+v, %v, want the sentence", messages, err)
	}
	if got, want := b.actions(t), []string{"match.approved", "question.approved"}; !reflect.DeepEqual(got, want) {
		t.Errorf("got events %v, want %v", got, want)
	}
}

func TestApproveMoreWhileNobodyClaimed(t *testing.T) {
	t.Parallel()
	b, ctx := setup(t), context.Background()
	for _, m := range []tandem.Match{b.best, b.second} {
		if err := b.service.Approve(ctx, b.karim, review.Approval{Seen: b.seen(t), Matches: ids(m)}); err != nil {
			t.Fatal(err)
		}
	}
	if got := b.stateOf(t, b.second); got != tandem.MatchApproved {
		t.Errorf("got the second match %s, want approved", got)
	}
}

func TestApproveRefuses(t *testing.T) {
	t.Parallel()
	long := strings.Repeat("a", 2001)
	tests := map[string]struct {
		approval func(b *bundle) review.Approval
		by       func(b *bundle) tandem.Actor
		kind     tandem.Kind
		field    string
		code     string
	}{
		"nothing chosen":      {approving(), karim, tandem.Invalid, "match", "choose_one"},
		"passing over better": {approving("second"), karim, tandem.Invalid, "override", "override_missing"},
		"a shut gate":         {approving("shut", "best", "second", "own"), karim, tandem.Invalid, "match", "gate_shut"},
		"own offering":        {approving("best", "second", "own"), noor, tandem.Invalid, "match", "own_offering"},
		"a match of nobody":   {approving("other"), karim, tandem.Conflict, "", "match_moved_on"},
		"an old page":         {stale, karim, tandem.Conflict, "", "moved_on"},
		"another desk":        {approving("best"), func(*bundle) tandem.Actor { return stranger() }, tandem.Denied, "", ""},
		"too long a sentence": {func(b *bundle) review.Approval {
			return review.Approval{Seen: review.Seen{ID: b.question.ID, Version: 1}, Matches: ids(b.best), Note: long}
		}, karim, tandem.Invalid, "note", "too_long"},
	}
	for name, tt := range tests {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			b := setup(t)
			err := b.service.Approve(context.Background(), tt.by(b), tt.approval(b))
			checkFault(t, err, tt.kind, tt.field, tt.code)
			if q := b.reload(t); q.State != tandem.QuestionMatched || q.AnsweredAt != nil {
				t.Errorf("got question %s, want it untouched", q.State)
			}
		})
	}
}

func TestApproveOverridesWithReason(t *testing.T) {
	t.Parallel()
	b, ctx := setup(t), context.Background()
	a := review.Approval{Seen: b.seen(t), Matches: ids(b.second), Override: "De bakker kent deze opleiding al."}
	if err := b.service.Approve(ctx, b.karim, a); err != nil {
		t.Fatal(err)
	}
	m, err := b.db.Match(ctx, b.second.ID)
	if err != nil || m.OverrideNote != a.Override {
		t.Errorf("got override %q, %v, want %q", m.OverrideNote, err, a.Override)
	}
}

func ids(matches ...tandem.Match) []tandem.ID[tandem.Match] {
	var list []tandem.ID[tandem.Match]
	for _, m := range matches {
		list = append(list, m.ID)
	}
	return list
}

func karim(b *bundle) tandem.Actor { return b.karim }
func noor(b *bundle) tandem.Actor  { return b.noor }

// approving is a form as the page of the first version sends it.
func approving(names ...string) func(b *bundle) review.Approval {
	return func(b *bundle) review.Approval {
		matches := map[string]tandem.Match{
			"best": b.best, "second": b.second, "own": b.own, "shut": b.shut, "other": {ID: tandem.NewID[tandem.Match]()},
		}
		a := review.Approval{Seen: review.Seen{ID: b.question.ID, Version: 1}}
		for _, n := range names {
			a.Matches = append(a.Matches, matches[n].ID)
		}
		return a
	}
}

func stale(b *bundle) review.Approval {
	return review.Approval{Seen: review.Seen{ID: b.question.ID, Version: 7}, Matches: ids(b.best)}
}

// checkFault looks for the kind and code, and for the code at a field.
func checkFault(t *testing.T, err error, kind tandem.Kind, field, code string) {
	t.Helper()
	if !errors.Is(err, kind) {
		t.Fatalf("got error %v, want kind %s", err, kind)
	}
	var fault *tandem.Error
	if code == "" || !errors.As(err, &fault) {
		return
	}
	if field == "" {
		if fault.Code != code {
			t.Errorf("got code %s, want %s", fault.Code, code)
		}
		return
	}
	for _, f := range fault.Fields {
		if f.Field == field && f.Code == code {
			return
		}
	}
	t.Errorf("got fields %v, want %s=%s", fault.Fields, field, code)
}

// TestApproveIsTooLateAfterAClaim: the claim would be left behind on a question
// that is open again.
func TestApproveIsTooLateAfterAClaim(t *testing.T) {
	t.Parallel()
	b, ctx := setup(t), context.Background()
	q := b.reload(t)
	q.State = tandem.QuestionClaimed
	b.write(t, func(ctx context.Context, tx *postgres.Tx) error { return tx.SaveQuestion(ctx, q) })
	err := b.service.Approve(ctx, b.karim, review.Approval{Seen: b.seen(t), Matches: ids(b.best)})
	if !errors.Is(err, tandem.Conflict) || b.reload(t).State != tandem.QuestionClaimed {
		t.Errorf("got %v and the question %s, want a conflict and claimed", err, b.reload(t).State)
	}
}

func TestApproveTickedTwiceIsOnce(t *testing.T) {
	t.Parallel()
	b, ctx := setup(t), context.Background()
	if err := b.service.Approve(ctx, b.karim, review.Approval{Seen: b.seen(t), Matches: ids(b.best, b.best)}); err != nil {
		t.Fatal(err)
	}
	if got, want := b.actions(t), []string{"match.approved", "question.approved"}; !reflect.DeepEqual(got, want) {
		t.Errorf("got events %v, want %v", got, want)
	}
}
