package delivery_test

import (
	"context"
	"errors"
	"strings"
	"testing"

	"github.com/tandem-hbo/tandem/internal/delivery"
	"github.com/tandem-hbo/tandem/internal/tandem"
	"github.com/tandem-hbo/tandem/internal/taxonomy"
)

// ended is work that was finished.
func ended(t *testing.T) (bundle, tandem.Work) {
	t.Helper()
	b := setup(t)
	w := b.start(t)
	if err := b.service.Finish(context.Background(), b.Lecturing(), b.claim.ID, "Het model staat bij de bakker."); err != nil {
		t.Fatal(err)
	}
	return b, w
}

// all gives every wish of a side the same grade.
func all(grade int, wishes []tandem.Wish) delivery.Verdict {
	v := delivery.Verdict{Grades: map[tandem.OutcomeKey]int{}, Note: "Fijn gewerkt."}
	for _, w := range wishes {
		v.Grades[w.Outcome] = grade
	}
	return v
}

func TestEachSideRatesWhatItAskedFor(t *testing.T) {
	t.Parallel()
	ctx := context.Background()
	b, w := ended(t)
	company := all(4, b.Question.Wishes)
	company.Grades["startupper"] = 5 // not asked for
	if err := b.service.Evaluate(ctx, b.Owning(), w.Engagement.ID, company); err != nil {
		t.Fatal(err)
	}
	if err := b.service.Evaluate(ctx, b.Lecturing(), w.Engagement.ID, all(3, b.Offering.Wishes)); err != nil {
		t.Fatal(err)
	}
	w, err := b.service.Work(ctx, b.Coordinating(), b.claim.ID)
	if err != nil || len(w.Evaluations) != 2 {
		t.Fatalf("evaluations: %+v, %v", w.Evaluations, err)
	}
	said, ok := w.Said(tandem.Company)
	if !ok || len(said.Ratings) != 2 || said.Ratings[0].Grade != 4 || said.Note != "Fijn gewerkt." {
		t.Errorf("company: %+v", said)
	}
	if said, _ := w.Said(tandem.Education); said.PersonID != b.Lecturer.ID || len(said.Ratings) != 2 {
		t.Errorf("education: %+v", said)
	}
	yields, err := b.db.Yields(ctx)
	if err != nil || len(yields) != 4 || yields[0].N != 1 {
		t.Errorf("yields: %+v, %v", yields, err)
	}
	rows, err := b.service.List(ctx, b.Coordinating())
	if err != nil || len(rows) != 1 || rows[0].Step(b.Period.End) != tandem.StepNone {
		t.Errorf("list: %+v, %v", rows, err)
	}
	err = b.service.Evaluate(ctx, b.Owning(), w.Engagement.ID, company)
	wantCode(t, err, tandem.Conflict, "already_evaluated")
}

func TestEvaluationRefused(t *testing.T) {
	t.Parallel()
	ctx := context.Background()
	b, w := ended(t)
	for name, v := range map[string]delivery.Verdict{
		"nothing":   {},
		"too high":  all(6, b.Question.Wishes),
		"too low":   all(-1, b.Question.Wishes),
		"half":      {Grades: map[tandem.OutcomeKey]int{"improving_business": 3}},
		"long note": {Grades: all(3, b.Question.Wishes).Grades, Note: strings.Repeat("x", 5001)},
	} {
		if err := b.service.Evaluate(ctx, b.Owning(), w.Engagement.ID, v); !errors.Is(err, tandem.Invalid) {
			t.Errorf("%s: got %v, want invalid", name, err)
		}
	}
	running := setup(t)
	err := running.service.Evaluate(ctx, running.Owning(), running.start(t).Engagement.ID, all(3, b.Question.Wishes))
	wantCode(t, err, tandem.Conflict, "not_ended")
	unknown := tandem.NewID[tandem.Engagement]()
	if err := b.service.Evaluate(ctx, b.Owning(), unknown, delivery.Verdict{}); !errors.Is(err, tandem.NotFound) {
		t.Errorf("unknown: %v", err)
	}
}

func TestVoiceSpeaksForItsSide(t *testing.T) {
	t.Parallel()
	ctx := context.Background()
	b, w := ended(t)
	for side, by := range map[tandem.Side]tandem.Actor{tandem.Company: b.Owning(), tandem.Education: b.Lecturing()} {
		v, err := b.service.Voice(ctx, by, w.Engagement.ID)
		if err != nil || v.Side != side || v.Sealed != (tandem.Sealed{}) {
			t.Errorf("%s: got %s, %v", side, v.Side, err)
		}
	}
}

func TestNextFormAfterAGoodEnding(t *testing.T) {
	t.Parallel()
	ctx := context.Background()
	known, err := taxonomy.Load()
	if err != nil {
		t.Fatal(err)
	}
	b, w := ended(t)
	work := func() tandem.Work {
		w, err := b.service.Work(ctx, b.Lecturing(), b.claim.ID)
		if err != nil {
			t.Fatal(err)
		}
		return w
	}
	if f, ok := delivery.NextForm(known, work()); ok {
		t.Errorf("before anybody spoke: %s", f.Key)
	}
	if err := b.service.Evaluate(ctx, b.Owning(), w.Engagement.ID, all(5, b.Question.Wishes)); err != nil {
		t.Fatal(err)
	}
	f, ok := delivery.NextForm(known, work())
	now, _ := known.Cell("long_term_collaboration", b.Offering.Form)
	next, _ := known.Cell("long_term_collaboration", f.Key)
	if !ok || next.Score <= now.Score {
		t.Errorf("got %q, %v; want a form that ties more closely", f.Key, ok)
	}
	if err := b.service.Evaluate(ctx, b.Lecturing(), w.Engagement.ID, all(1, b.Offering.Wishes)); err != nil {
		t.Fatal(err)
	}
	if f, ok := delivery.NextForm(known, work()); ok {
		t.Errorf("after a bad grade: %s", f.Key)
	}
}
