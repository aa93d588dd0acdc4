package planning_test

import (
	"context"
	"errors"
	"sync"
	"testing"
	"time"

	"github.com/tandem-hbo/tandem/internal/planning"
	"github.com/tandem-hbo/tandem/internal/postgres"
	"github.com/tandem-hbo/tandem/internal/tandem"
)

// scarce is a school with more questions than places.
func scarce(t testing.TB) *school {
	t.Helper()
	s := setup(t)
	for i := range 3 {
		s.ask(t, func(q *tandem.Question) {
			q.Title = []string{"Zevende", "Achtste", "Negende"}[i]
			q.Region = "Zeeland"
		})
	}
	return s
}

// TestAMoveCostsWhatTryingSays: the effect that is shown, the choice in the list,
// and the plan that is kept agree to the point.
func TestAMoveCostsWhatTryingSays(t *testing.T) {
	t.Parallel()
	s := scarce(t)
	ctx, id := context.Background(), s.plan(t, planning.Rules())
	v := s.view(t, id)
	tried := 0
	for _, row := range v.Rows {
		choice, err := s.service.Choices(ctx, s.karim, id, row.QuestionID)
		if err != nil || len(choice.Choices) == 0 || choice.Row.QuestionID != row.QuestionID {
			t.Fatalf("choices of %s: %+v, %v", row.Title, choice, err)
		}
		if row.Other == nil || row.Other.Total > 0 {
			t.Errorf("best other of %s: %+v", row.Title, row.Other)
		}
		for _, c := range choice.Choices {
			effect, err := s.service.Try(ctx, s.karim, id, tandem.PlanMove{Question: row.QuestionID, Offering: c.OfferingID})
			if err != nil || effect.Weight != c.Total || effect.Weight > 0 || effect.Before != v.Placed {
				t.Errorf("%s to %q: effect %+v, choice %+v, %v", row.Title, c.Offering, effect, c, err)
			}
			tried++
		}
	}
	if tried < 6 {
		t.Fatalf("only %d moves were tried", tried)
	}
	row := v.Rows[0]
	next, err := s.service.Move(ctx, s.karim, id, tandem.PlanMove{Question: row.QuestionID, Offering: row.Other.OfferingID})
	if err != nil {
		t.Fatal(err)
	}
	after := s.view(t, s.made(t, next))
	if after.Weight-v.Weight != row.Other.Total || after.Origin != tandem.PlanMoved || after.Parent != id || !after.Certificate.Checked {
		t.Errorf("moved plan %+v, want %d less", after.Plan, row.Other.Total)
	}
	for _, x := range after.Rows {
		if x.QuestionID == row.QuestionID && (x.OfferingID != row.Other.OfferingID || !x.Fixed) {
			t.Errorf("the question is at %+v", x)
		}
	}
}

func TestAQuestionLeftOutByHandStaysOut(t *testing.T) {
	t.Parallel()
	s := setup(t)
	ctx, id := context.Background(), s.plan(t, planning.Rules())
	next, err := s.service.Move(ctx, s.karim, id, tandem.PlanMove{Question: s.questions[2].ID})
	if err != nil {
		t.Fatal(err)
	}
	v := s.view(t, s.made(t, next))
	if v.Placed != 5 || len(v.Unplaced) != 1 || v.Unplaced[0].Reason != tandem.UnplacedFixed {
		t.Errorf("placed %d, unplaced %+v", v.Placed, v.Unplaced)
	}
}

func TestMovesToNowhereAreRefused(t *testing.T) {
	t.Parallel()
	s := setup(t)
	ctx, id := context.Background(), s.plan(t, planning.Rules())
	_, err := s.service.Try(ctx, s.karim, id, tandem.PlanMove{Question: s.questions[0].ID, Offering: tandem.NewID[tandem.Offering]()})
	if !errors.Is(err, tandem.Invalid) {
		t.Errorf("an offering of nobody: %v", err)
	}
	_, err = s.service.Move(ctx, s.karim, id, tandem.PlanMove{Question: tandem.NewID[tandem.Question]()})
	if !errors.Is(err, tandem.NotFound) {
		t.Errorf("a question of nobody: %v", err)
	}
}

func TestWhatIf(t *testing.T) {
	t.Parallel()
	s := scarce(t)
	ctx, id := context.Background(), s.plan(t, planning.Rules())
	v := s.view(t, id)
	for _, o := range v.Places {
		effect, err := s.service.WhatIf(ctx, s.karim, id, tandem.WhatIf{Kind: tandem.WhatIfPlaces, Offering: o.OfferingID, Number: 1})
		if err != nil || effect.Placed != 7 || effect.Before != 6 || effect.Weight != o.More || o.Helped < 1 || !effect.Verified {
			t.Errorf("a place more in %s brings %+v, the plan says %d for %d, %v", o.Title, effect, o.More, o.Helped, err)
		}
	}
	fewer, err := s.service.WhatIf(ctx, s.karim, id, tandem.WhatIf{Kind: tandem.WhatIfPlaces, Offering: s.offerings[0].ID, Number: -20})
	if err != nil || fewer.Placed != 4 || fewer.Weight >= 0 {
		t.Errorf("without places: %+v, %v", fewer, err)
	}
	later := tandem.WhatIf{Kind: tandem.WhatIfStart, Offering: s.offerings[0].ID, Start: time.Date(2027, 9, 1, 0, 0, 0, 0, time.UTC)}
	if effect, err := s.service.WhatIf(ctx, s.karim, id, later); err != nil || effect.Weight > 0 {
		t.Errorf("a later start: %+v, %v", effect, err)
	}
	lenient := tandem.WhatIf{Kind: tandem.WhatIfEffort, Number: 10}
	if effect, err := s.service.WhatIf(ctx, s.karim, id, lenient); err != nil || effect.Weight <= 0 {
		t.Errorf("more effort allowed: %+v, %v", effect, err)
	}
	for name, w := range map[string]tandem.WhatIf{
		"kind": {Kind: "miracle"}, "none": {Kind: tandem.WhatIfPlaces, Offering: s.offerings[0].ID},
		"many":     {Kind: tandem.WhatIfPlaces, Offering: s.offerings[0].ID, Number: 21},
		"offering": {Kind: tandem.WhatIfPlaces, Offering: tandem.NewID[tandem.Offering](), Number: 1},
		"start":    {Kind: tandem.WhatIfStart, Offering: s.offerings[0].ID}, "effort": {Kind: tandem.WhatIfEffort, Number: 51},
	} {
		if _, err := s.service.WhatIf(ctx, s.karim, id, w); !errors.Is(err, tandem.Invalid) {
			t.Errorf("%s: %v", name, err)
		}
	}
}

func TestAKeptSuppositionIsNotApproved(t *testing.T) {
	t.Parallel()
	s := scarce(t)
	ctx, id := context.Background(), s.plan(t, planning.Rules())
	kept, err := s.service.KeepWhatIf(ctx, s.karim, id, tandem.WhatIf{Kind: tandem.WhatIfPlaces, Offering: s.offerings[0].ID, Number: 1})
	if err != nil {
		t.Fatal(err)
	}
	v := s.view(t, s.made(t, kept))
	if v.Placed != 7 || v.Origin != tandem.PlanWhatIf {
		t.Errorf("got %+v", v.Plan)
	}
	if err := s.service.Approve(ctx, s.karim, kept, s.until()); code(err) != "plan_supposes" {
		t.Errorf("got %v", err)
	}
	moved, err := s.service.Move(ctx, s.karim, kept, tandem.PlanMove{Question: v.Rows[0].QuestionID})
	if err != nil {
		t.Fatal(err)
	}
	if m := s.view(t, s.made(t, moved)); m.Origin != tandem.PlanWhatIf {
		t.Errorf("a move in it makes a plan of origin %q, which looks as if it may be sent", m.Origin)
	}
	diff, err := s.service.Compare(ctx, s.karim, id, kept)
	if err != nil || diff.B.Placed-diff.A.Placed != 1 || diff.Changed == 0 || diff.Same+diff.Changed != 9 || len(diff.Changes) != diff.Changed {
		t.Errorf("got %d same, %d changed, %v", diff.Same, diff.Changed, err)
	}
	won := 0
	for _, c := range diff.Changes {
		if c.From == "" && c.To != "" && c.Company > 0 {
			won++
		}
	}
	if won == 0 {
		t.Errorf("nobody wins a place: %+v", diff.Changes)
	}
}

// TestASuppositionIsHeldAgainstTheSameRound: when the round has changed since a
// plan, neither an effect nor a comparison takes that for the change's doing.
func TestASuppositionIsHeldAgainstTheSameRound(t *testing.T) {
	t.Parallel()
	s := scarce(t)
	ctx, id := context.Background(), s.plan(t, planning.Rules())
	lenient := tandem.WhatIf{Kind: tandem.WhatIfEffort, Number: 10}
	if still, err := s.service.WhatIf(ctx, s.karim, id, lenient); err != nil || still.Since != 0 || still.Asked != 9 {
		t.Errorf("nothing changed: %+v, %v", still, err)
	}
	s.ask(t, func(q *tandem.Question) { q.Title = "Tiende" })
	after, err := s.service.WhatIf(ctx, s.karim, id, lenient)
	if err != nil || after.Since != 1 || after.Asked != 10 {
		t.Errorf("a question came: since %d, asked %d, %v", after.Since, after.Asked, err)
	}
	kept, err := s.service.KeepWhatIf(ctx, s.karim, id, tandem.WhatIf{Kind: tandem.WhatIfPlaces, Offering: s.offerings[0].ID, Number: 1})
	if err != nil {
		t.Fatal(err)
	}
	v := s.view(t, s.made(t, kept))
	if v.Parent == id || v.Parent.IsZero() {
		t.Fatalf("the plan was not made anew to compare with: parent %s", v.Parent)
	}
	base := s.view(t, s.made(t, v.Parent))
	if base.Origin != tandem.PlanMade || base.Asked != 10 {
		t.Errorf("made anew as %+v", base.Plan)
	}
	for plan, since := range map[tandem.ID[tandem.Plan]]int{id: 1, v.Parent: 0} {
		if diff, err := s.service.Compare(ctx, s.karim, plan, kept); err != nil || diff.Since != since {
			t.Errorf("beside plan %d: since %d, want %d, %v", diff.A.Number, diff.Since, since, err)
		}
	}
	if _, err := s.service.WhatIf(ctx, s.karim, kept, lenient); code(err) != "plan_supposes" {
		t.Errorf("a supposition on a supposition: %v", err)
	}
}

func TestPlansOfTwoRoundsAreNotCompared(t *testing.T) {
	t.Parallel()
	s, other := setup(t), setup(t)
	_, err := s.service.Compare(context.Background(), s.karim, s.plan(t, planning.Rules()), other.plan(t, planning.Rules()))
	if !errors.Is(err, tandem.NotFound) {
		t.Errorf("got %v", err)
	}
}

// TestMinimaAreMetAndPriced: a group that would get nothing gets its least, and
// the plan says what that costs.
func TestMinimaAreMetAndPriced(t *testing.T) {
	t.Parallel()
	s := scarce(t)
	free := s.view(t, s.plan(t, planning.Rules()))
	rules := planning.Rules()
	rules.Minima = []tandem.Minimum{{Kind: tandem.GroupRegion, Key: "Zeeland", Least: 3}}
	v := s.view(t, s.plan(t, rules))
	if len(v.Minima) != 1 || v.Minima[0].Served != 3 || v.Short != 0 || v.Minima[0].Cost != free.Weight-v.Weight {
		t.Errorf("minima %+v, short %d; the plan lost %d", v.Minima, v.Short, free.Weight-v.Weight)
	}
}

func TestUrgencyAndRoundsWaitedWeigh(t *testing.T) {
	t.Parallel()
	s := setup(t)
	rules := tandem.PlanRules{Urgency: 40, Waited: 10}
	for _, c := range []struct {
		delay  tandem.Delay
		waited int
		want   int
	}{
		{tandem.DelayHarmless, 0, 100}, {tandem.DelayAnnoying, 2, 120}, {tandem.DelayUseless, 0, 120}, {tandem.DelayCritical, 0, 140},
		{tandem.DelayCritical, 4, 150},
	} {
		if got := rules.Percent(c.delay, c.waited); got != c.want {
			t.Errorf("%s after %d rounds: %d percent, want %d", c.delay, c.waited, got, c.want)
		}
	}
	s.write(t, func(ctx context.Context, tx *postgres.Tx) error {
		q := s.questions[0]
		q.Delay = tandem.DelayUseless
		return tx.SaveQuestion(ctx, q)
	})
	plain := s.view(t, s.plan(t, tandem.PlanRules{Mode: tandem.PlanOptimal}))
	heavy := s.view(t, s.plan(t, tandem.PlanRules{Mode: tandem.PlanOptimal, Urgency: 50}))
	if heavy.Weight <= plain.Weight {
		t.Errorf("weight %d with urgency, %d without", heavy.Weight, plain.Weight)
	}
}

// TestHoursBecomePlaces: a lecturer with hours for one place gets one question,
// whatever the offerings could take, and a capped programme no more than its cap.
func TestHoursAndCapsBound(t *testing.T) {
	t.Parallel()
	s := setup(t)
	hours, most := 19, 3
	s.write(t, func(ctx context.Context, tx *postgres.Tx) error {
		for _, o := range s.offerings {
			o.Hours = 10
			if err := tx.SaveOffering(ctx, o); err != nil {
				return err
			}
		}
		return errors.Join(
			tx.SaveSupervision(ctx, tandem.Supervision{LecturerID: s.lecturers[0].ID, PeriodID: s.period.ID, Hours: &hours}),
			tx.SaveProgrammeCap(ctx, tandem.ProgrammeCap{ProgrammeID: s.programme.ID, PeriodID: s.period.ID, Most: &most}),
		)
	})
	id := s.plan(t, planning.Rules())
	v := s.view(t, id)
	of := map[tandem.ID[tandem.Offering]]int{}
	for _, o := range v.Places {
		of[o.OfferingID] = o.Planned
	}
	if v.Placed != 3 || of[s.offerings[0].ID]+of[s.offerings[2].ID] != 1 || of[s.offerings[1].ID] != 2 {
		t.Fatalf("placed %d: %v", v.Placed, of)
	}
	s.approve(t, id) // the ledger agrees
}

// TestPromisesThatStayFitTheirHours: two places of two hours are promised, and no
// hour is left. Beside places of ten hours the ledger's four hours make no place at
// all, yet what was promised is held and can stay.
func TestPromisesThatStayFitTheirHours(t *testing.T) {
	t.Parallel()
	s := setup(t)
	hours, closed := 4, s.offerings[2]
	at := s.db.Now()
	closed.ClosedAt, s.offerings[0].Hours, s.offerings[2].Hours = &at, 2, 10
	s.write(t, func(ctx context.Context, tx *postgres.Tx) error {
		return errors.Join(tx.SaveOffering(ctx, s.offerings[0]), tx.SaveOffering(ctx, closed))
	})
	s.approve(t, s.plan(t, planning.Rules()))
	s.write(t, func(ctx context.Context, tx *postgres.Tx) error {
		return errors.Join(
			tx.SaveOffering(ctx, s.offerings[2]),
			tx.SaveSupervision(ctx, tandem.Supervision{LecturerID: s.lecturers[0].ID, PeriodID: s.period.ID, Hours: &hours}),
		)
	})
	rules := planning.Rules()
	rules.MoveNever = true
	id := s.plan(t, rules)
	v := s.view(t, id)
	if v.State != tandem.PlanDraft || v.Placed != 4 || v.Stale != 0 {
		t.Fatalf("state %s (%s), placed %d, %d things moved on; want what was promised kept", v.State, v.Failure, v.Placed, v.Stale)
	}
	s.approve(t, id) // the ledger agrees
}

func TestLinesHoldEveryQuestion(t *testing.T) {
	t.Parallel()
	s := scarce(t)
	lines, err := s.service.Lines(context.Background(), s.karim, s.plan(t, planning.Rules()))
	if err != nil || len(lines) != 9 {
		t.Fatalf("%d lines, %v", len(lines), err)
	}
	placed := 0
	for _, l := range lines {
		if l.Offering != "" {
			placed++
			if l.Lecturer == "" || l.Start == nil || l.Weight <= 0 || l.Reason != "" {
				t.Errorf("placed line %+v", l)
			}
		} else if l.Reason != tandem.UnplacedOutbid {
			t.Errorf("line without a place %+v", l)
		}
		if l.Title == "" || l.Region == "" || l.Sector != "food" {
			t.Errorf("line %+v", l)
		}
	}
	if placed != 6 {
		t.Errorf("%d lines with a place", placed)
	}
}

// TestClaimsAndApprovalsAtOnce: while lecturers claim what an approved plan holds,
// coordinators undo it and approve others. Never are more places held than there
// are, and nobody loses a claim.
func TestClaimsAndApprovalsAtOnce(t *testing.T) {
	t.Parallel()
	s := scarce(t)
	ctx, id := context.Background(), s.plan(t, planning.Rules())
	s.approve(t, id)
	rows := s.view(t, id).Rows
	next := s.plan(t, planning.Rules())
	var group sync.WaitGroup
	claimed := make([]error, len(rows))
	for i, row := range rows {
		group.Go(func() { claimed[i] = s.claim(t, row) })
	}
	for range 3 {
		group.Go(func() {
			if err := s.service.Undo(ctx, s.karim, id); err != nil && !errors.Is(err, tandem.Conflict) {
				t.Errorf("undo: %v", err)
			}
		})
		group.Go(func() {
			if err := s.service.Approve(ctx, s.karim, next, s.until()); err != nil && !errors.Is(err, tandem.Conflict) {
				t.Errorf("approve: %v", err)
			}
		})
	}
	group.Wait()
	for i, row := range rows {
		if claimed[i] != nil && !errors.Is(claimed[i], tandem.Conflict) {
			t.Errorf("claim: %v", claimed[i])
		}
		if h, err := s.db.LivingHold(ctx, row.QuestionID); claimed[i] == nil && (err != nil || h.Kind != tandem.HoldClaim) {
			t.Errorf("a claim was lost: %+v, %v", h, err)
		}
	}
	for _, o := range s.offerings {
		ledger, err := s.db.Ledger(ctx, o.ID)
		if err != nil || len(ledger) > o.Places {
			t.Errorf("%d of %d places are held, %v", len(ledger), o.Places, err)
		}
	}
}

// TestWhatIfIsAsGoodAsPlanningAnew: a change is worked into a plan by few moves, and
// what comes of it is worth as much as the plan that is kept of it, made anew.
func TestWhatIfIsAsGoodAsPlanningAnew(t *testing.T) {
	t.Parallel()
	s := scarce(t)
	ctx, id := context.Background(), s.plan(t, planning.Rules())
	before := s.view(t, id)
	for _, o := range s.offerings {
		for _, n := range []int{-2, -1, 1, 3} {
			w := tandem.WhatIf{Kind: tandem.WhatIfPlaces, Offering: o.ID, Number: n}
			effect, err := s.service.WhatIf(ctx, s.karim, id, w)
			if err != nil {
				t.Fatal(err)
			}
			kept, err := s.service.KeepWhatIf(ctx, s.karim, id, w)
			if err != nil {
				t.Fatal(err)
			}
			after := s.view(t, s.made(t, kept))
			if effect.Weight != after.Weight-before.Weight || effect.Placed != after.Placed {
				t.Errorf("%+d in %s: %d for %d placed, anew %d for %d", n, o.Title, effect.Weight, effect.Placed, after.Weight-before.Weight, after.Placed)
			}
		}
	}
}
