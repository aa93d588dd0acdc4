package planning_test

import (
	"bytes"
	"context"
	"errors"
	"testing"
	"time"

	"github.com/tandem-hbo/tandem/internal/planning"
	"github.com/tandem-hbo/tandem/internal/postgres"
	"github.com/tandem-hbo/tandem/internal/tandem"
)

func TestPlanPlacesAndProves(t *testing.T) {
	t.Parallel()
	s := setup(t)
	v := s.view(t, s.plan(t, planning.Rules()))
	if v.State != tandem.PlanDraft || v.Asked != 6 || v.Placed != 6 || len(v.Rows) != 6 || v.Weight <= 0 {
		t.Fatalf("got %+v", v.Plan)
	}
	if !v.Certificate.Checked || v.Certificate.Gap() != 0 || len(v.Certificate.Digest) != 64 {
		t.Errorf("certificate %+v", v.Certificate)
	}
	planned := 0
	for _, o := range v.Places {
		planned += o.Planned
		if o.Planned > o.Places {
			t.Errorf("%s is oversold: %+v", o.Title, o)
		}
	}
	if planned != 6 || v.Stale != 0 || v.Lowest == nil || len(v.Fairness) == 0 {
		t.Errorf("planned %d, stale %d, lowest %v, %d rows of fairness", planned, v.Stale, v.Lowest, len(v.Fairness))
	}
}

// TestReplayGivesTheSameBytes makes a kept plan again from what was kept.
func TestReplayGivesTheSameBytes(t *testing.T) {
	t.Parallel()
	s := setup(t)
	for name, rules := range map[string]tandem.PlanRules{
		"optimal": planning.Rules(),
		"stable":  {Mode: tandem.PlanStable},
		"shut":    {Mode: tandem.PlanOptimal, Shut: true},
		"minima":  {Mode: tandem.PlanOptimal, Minima: []tandem.Minimum{{Kind: tandem.GroupFirst, Key: tandem.FirstTime, Least: 2}}},
		"crossing": {Mode: tandem.PlanOptimal, Minima: []tandem.Minimum{
			{Kind: tandem.GroupRegion, Key: "Zuid-Holland", Least: 2}, {Kind: tandem.GroupSector, Key: "food", Least: 1},
		}},
	} {
		id := s.plan(t, rules)
		if c := s.view(t, id).Certificate; !c.Checked || c.Stable != (name == "stable") || c.Gap() != 0 {
			t.Errorf("%s: certificate %+v", name, c)
		}
		d, err := s.db.PlanDocuments(context.Background(), id)
		if err != nil {
			t.Fatalf("%s: %v", name, err)
		}
		again, err := planning.Replay(d)
		if err != nil {
			t.Fatalf("%s: %v", name, err)
		}
		if !bytes.Equal(d.Input, again.Input) || !bytes.Equal(d.Result, again.Result) || !bytes.Equal(d.Certificate, again.Certificate) {
			t.Errorf("%s: replay differs", name)
		}
	}
}

func TestDamagedDocumentsAreRefused(t *testing.T) {
	t.Parallel()
	s := setup(t)
	d, err := s.db.PlanDocuments(context.Background(), s.plan(t, planning.Rules()))
	if err != nil {
		t.Fatal(err)
	}
	for i := range d.Input {
		bad := d
		bad.Input = bytes.Clone(d.Input)
		bad.Input[i] ^= 0x55
		if again, err := planning.Replay(bad); err == nil && bytes.Equal(again.Input, d.Input) {
			continue // the change did not matter, such as in a checksum that is not looked at
		}
	}
	if _, err := planning.Replay(tandem.PlanDocuments{Input: d.Input[:len(d.Input)/2]}); err == nil {
		t.Error("half a document was read")
	}
}

func TestOnlyCoordinatorsOfTheInstitutionPlan(t *testing.T) {
	t.Parallel()
	s := setup(t)
	ctx, id := context.Background(), s.plan(t, planning.Rules())
	for name, by := range map[string]tandem.Actor{"nobody": {}, "stranger": stranger(), "lecturer": s.lecturer(0)} {
		for what, err := range map[string]error{
			"round":   second(s.service.Round(ctx, by, s.period.ID)),
			"plan":    second(s.service.Plan(ctx, by, s.period.ID, planning.Rules())),
			"view":    second(s.service.View(ctx, by, id, tandem.PlanFilter{})),
			"await":   second(s.service.Await(ctx, by, id, time.Millisecond)),
			"choices": second(s.service.Choices(ctx, by, id, s.questions[0].ID)),
			"try":     second(s.service.Try(ctx, by, id, tandem.PlanMove{Question: s.questions[0].ID})),
			"move":    second(s.service.Move(ctx, by, id, tandem.PlanMove{Question: s.questions[0].ID})),
			"what if": second(s.service.WhatIf(ctx, by, id, tandem.WhatIf{})),
			"keep":    second(s.service.KeepWhatIf(ctx, by, id, tandem.WhatIf{})),
			"compare": second(s.service.Compare(ctx, by, id, id)),
			"lines":   second(s.service.Lines(ctx, by, id)),
			"approve": s.service.Approve(ctx, by, id, s.db.Now().AddDate(0, 0, 7)),
			"undo":    s.service.Undo(ctx, by, id),
		} {
			if !errors.Is(err, tandem.Denied) && !errors.Is(err, tandem.NotFound) {
				t.Errorf("%s by %s: %v", what, name, err)
			}
		}
	}
	if rows, err := s.service.Rounds(ctx, stranger()); err != nil || len(rows) != 0 {
		t.Errorf("a stranger lists %d rounds, %v", len(rows), err)
	}
}

func second[T any](_ T, err error) error { return err }

func TestRoundShowsCapacityAgainstDemand(t *testing.T) {
	t.Parallel()
	s := setup(t)
	ctx := context.Background()
	rows, err := s.service.Rounds(ctx, s.karim)
	if err != nil || len(rows) != 1 {
		t.Fatalf("%d rounds, %v", len(rows), err)
	}
	if r := rows[0]; r.Places != 6 || r.Free() != 6 || r.Questions != 6 || r.Offerings != 3 || r.State != tandem.RoundOpen {
		t.Errorf("got %+v", r)
	}
	id := s.plan(t, planning.Rules())
	r, err := s.service.Round(ctx, s.karim, s.period.ID)
	if err != nil || r.Shown != id || len(r.Plans) != 1 || r.State != tandem.RoundPlanned || r.Placed != 6 || len(r.Minima) == 0 {
		t.Errorf("got %+v, %v", r, err)
	}
	if r.LastDay.IsZero() || r.LapseDays != 14 || r.Institution == "" {
		t.Errorf("got %+v", r)
	}
}

func TestRulesOutOfRangeAreInvalid(t *testing.T) {
	t.Parallel()
	s := setup(t)
	for name, change := range map[string]func(*tandem.PlanRules){
		"mode":    func(r *tandem.PlanRules) { r.Mode = "best" },
		"urgency": func(r *tandem.PlanRules) { r.Urgency = 51 },
		"waited":  func(r *tandem.PlanRules) { r.Waited = -1 },
		"move":    func(r *tandem.PlanRules) { r.MoveCost = 101 },
		"minima":  func(r *tandem.PlanRules) { r.Minima = []tandem.Minimum{{Kind: "size", Key: "small", Least: 1}} },
	} {
		rules := planning.Rules()
		change(&rules)
		if _, err := s.service.Plan(context.Background(), s.karim, s.period.ID, rules); !errors.Is(err, tandem.Invalid) {
			t.Errorf("%s: %v", name, err)
		}
	}
}

func TestAnEmptyRoundFailsWithTheReason(t *testing.T) {
	t.Parallel()
	s := setup(t)
	s.write(t, func(ctx context.Context, tx *postgres.Tx) error {
		for _, q := range s.questions {
			q.State = tandem.QuestionExpired
			if err := tx.SaveQuestion(ctx, q); err != nil {
				return err
			}
		}
		return nil
	})
	v := s.view(t, s.plan(t, planning.Rules()))
	if v.State != tandem.PlanFailed || v.Failure != "round_empty" {
		t.Errorf("got %s, %q", v.State, v.Failure)
	}
}

func TestAwaitReturnsWhenMadeOrPatienceEnds(t *testing.T) {
	t.Parallel()
	s := setup(t)
	ctx := context.Background()
	id, err := s.service.Plan(ctx, s.karim, s.period.ID, planning.Rules())
	if err != nil {
		t.Fatal(err)
	}
	p, err := s.service.Await(ctx, s.karim, id, 30*time.Millisecond)
	if err != nil || p.State != tandem.PlanRunning {
		t.Errorf("got %s, %v", p.State, err)
	}
	if _, err := s.service.View(ctx, s.karim, id, tandem.PlanFilter{}); err != nil {
		t.Errorf("view of a running plan: %v", err)
	}
	s.made(t, id)
	s.made(t, id) // a job may run twice
	if p, err = s.service.Await(ctx, s.karim, id, time.Hour); err != nil || p.State != tandem.PlanDraft {
		t.Errorf("got %s, %v", p.State, err)
	}
}
