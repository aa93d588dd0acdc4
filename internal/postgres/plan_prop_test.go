package postgres_test

import (
	"context"
	"errors"
	"slices"

	"pgregory.net/rapid"

	"github.com/tandem-hbo/tandem/internal/claiming"
	"github.com/tandem-hbo/tandem/internal/planning"
	"github.com/tandem-hbo/tandem/internal/tandem"
)

// living lists what holds places, by question.
func (w *world) living(t *rapid.T) map[tandem.ID[tandem.Question]]tandem.Hold {
	all := map[tandem.ID[tandem.Question]]tandem.Hold{}
	for _, s := range w.stories {
		if h := w.holdOf(t, s); !h.ID.IsZero() {
			all[s.Question.ID] = h
		}
	}
	return all
}

// inForce is the approved plan of the round that histories plan, the zero one for none.
func (w *world) inForce(t *rapid.T) tandem.PlanRecord {
	p, err := w.db.PlanInForce(context.Background(), w.periods[0].ID)
	if err != nil && !errors.Is(err, tandem.NotFound) {
		t.Fatal(err)
	}
	return p
}

// draft makes a plan of the round as it stands, and keeps it for later.
func (w *world) draft(t *rapid.T) {
	ctx := context.Background()
	rules := planning.Rules()
	rules.MoveNever = rapid.Bool().Draw(t, "promises stay")
	if rapid.Bool().Draw(t, "stable") {
		rules.Mode = tandem.PlanStable
	}
	id, err := w.plans.Plan(ctx, w.stories[0].Coordinating(), w.periods[0].ID, rules)
	if err != nil {
		t.Fatal(err)
	}
	if err := w.plans.Make(ctx, id); err != nil {
		t.Fatal(err)
	}
	p, err := w.db.Plan(ctx, id)
	if err != nil {
		t.Fatal(err)
	}
	if p.State == tandem.PlanDraft {
		w.drafts = append(w.drafts, id)
	}
}

// approve sends one of the drafts. Sent, it holds what it placed, the plan before it
// holds nothing any more, and what was held otherwise stays. Refused, nothing changed.
func (w *world) approve(t *rapid.T) {
	if len(w.drafts) == 0 {
		return
	}
	id := rapid.SampledFrom(w.drafts).Draw(t, "draft")
	before, old := w.living(t), w.inForce(t)
	err := w.plans.Approve(context.Background(), w.stories[0].Coordinating(), id, w.db.Now().AddDate(0, 0, 3))
	after := w.living(t)
	if errors.Is(err, tandem.Conflict) {
		if w.inForce(t).ID != old.ID || !sameHolds(before, after) {
			t.Fatalf("a refused plan changed what is held: %v", err)
		}
		return
	}
	if err != nil {
		t.Fatal(err)
	}
	p, held := w.inForce(t), 0
	for _, h := range after {
		if h.Kind == tandem.HoldPlan && h.PlanID == id {
			held++
		}
	}
	if p.ID != id || held != p.Placed {
		t.Fatalf("plan %s is in force and %d of %d are held", p.ID, held, p.Placed)
	}
	for q, h := range before {
		if now := after[q]; h.ID != now.ID && (h.Kind != tandem.HoldPlan || h.PlanID != old.ID) {
			t.Fatalf("hold %+v is gone, now %+v", h, now)
		}
	}
}

// planNow makes a plan and sends it at once: as nothing came between, it may not be
// refused.
func (w *world) planNow(t *rapid.T) {
	n := len(w.drafts)
	w.draft(t)
	if len(w.drafts) == n {
		return
	}
	err := w.plans.Approve(context.Background(), w.stories[0].Coordinating(), w.drafts[n], w.db.Now().AddDate(0, 0, 3))
	if err != nil {
		t.Fatal(err)
	}
}

// undo takes the plan in force back, unless one of its places was claimed.
func (w *world) undo(t *rapid.T) {
	p := w.inForce(t)
	if p.ID.IsZero() {
		return
	}
	before := w.living(t)
	claimed := false
	for _, h := range before {
		claimed = claimed || h.PlanID == p.ID && h.Kind == tandem.HoldClaim
	}
	err := w.plans.Undo(context.Background(), w.stories[0].Coordinating(), p.ID)
	if claimed != errors.Is(err, tandem.Conflict) || err != nil && !claimed {
		t.Fatalf("undone with a claim: %v, %v", claimed, err)
	}
	after := w.living(t)
	if claimed {
		if !sameHolds(before, after) {
			t.Fatal("a refusal to undo changed what is held")
		}
		return
	}
	for q, h := range before {
		if now := after[q]; (h.PlanID == p.ID) != now.ID.IsZero() {
			t.Fatalf("undone, hold %+v became %+v", h, now)
		}
	}
	for _, o := range w.offerings {
		line, err := w.db.WaitingRows(context.Background(), o.ID)
		if err != nil || slices.ContainsFunc(line, func(r tandem.WaitingRow) bool { return r.Source == tandem.WaitPlan }) {
			t.Fatalf("somebody waits for a plan that was undone, %v", err)
		}
	}
}

func sameHolds(a, b map[tandem.ID[tandem.Question]]tandem.Hold) bool {
	for q, h := range a {
		if b[q].ID != h.ID || b[q].Kind != h.Kind {
			return false
		}
	}
	return len(a) == len(b)
}

// handOn lets a line move up, until nobody in it may have a place or none fits.
func (w *world) handOn(t *rapid.T) {
	o := rapid.SampledFrom(w.offerings).Draw(t, "line")
	if _, err := claiming.New(w.db).HandOn(context.Background(), o.ID); err != nil {
		t.Fatal(err)
	}
	_, err := w.db.NextInLine(context.Background(), o.ID)
	if err != nil && !errors.Is(err, tandem.NotFound) {
		t.Fatal(err)
	}
	if room := w.left(t, o).wants(o); err == nil && len(room) == 0 {
		t.Fatal("somebody waits for a place that is free")
	}
}
