package planning_test

import (
	"context"
	"errors"
	"slices"
	"sync"
	"testing"
	"time"

	"github.com/tandem-hbo/tandem/internal/claiming"
	"github.com/tandem-hbo/tandem/internal/planning"
	"github.com/tandem-hbo/tandem/internal/postgres"
	"github.com/tandem-hbo/tandem/internal/tandem"
)

// until is a week after the tests' now.
func (s *school) until() time.Time { return s.db.Now().AddDate(0, 0, 7) }

func (s *school) approve(t testing.TB, id tandem.ID[tandem.Plan]) {
	t.Helper()
	if err := s.service.Approve(context.Background(), s.karim, id, s.until()); err != nil {
		t.Fatal(err)
	}
}

// code is the code of an error of ours.
func code(err error) string {
	if known, ok := errors.AsType[*tandem.Error](err); ok {
		return known.Code
	}
	return ""
}

// claim lets the lecturer of the offering claim a row of a plan.
func (s *school) claim(t testing.TB, row tandem.PlanRow) error {
	t.Helper()
	ctx := context.Background()
	matches, err := s.db.Matches(ctx, row.QuestionID)
	if err != nil {
		return err
	}
	i := slices.IndexFunc(matches, func(m tandem.Match) bool { return m.OfferingID == row.OfferingID && m.State == tandem.MatchApproved })
	if i < 0 {
		return tandem.Fail(tandem.Conflict, "match_moved_on") // taken back meanwhile
	}
	o := slices.IndexFunc(s.offerings, func(o tandem.Offering) bool { return o.ID == row.OfferingID })
	by := s.lecturer(0)
	if s.offerings[o].LecturerID == s.lecturers[1].ID {
		by = s.lecturer(1)
	}
	_, err = claiming.New(s.db).Claim(ctx, by, claiming.Wish{QuestionID: row.QuestionID, MatchID: matches[i].ID})
	return err
}

func TestApproveProposesHoldsAndTells(t *testing.T) {
	t.Parallel()
	s := setup(t)
	ctx, id := context.Background(), s.plan(t, planning.Rules())
	s.approve(t, id)
	v := s.view(t, id)
	if v.State != tandem.PlanApproved || !v.CanUndo || v.HeldUntil == nil || v.ApprovedBy != s.karim.Name {
		t.Fatalf("got %+v", v.Plan)
	}
	holds, err := s.db.HoldsOfPlan(ctx, id)
	if err != nil || len(holds) != v.Placed {
		t.Fatalf("%d holds, %v", len(holds), err)
	}
	for _, row := range v.Rows {
		matches, err := s.db.Matches(ctx, row.QuestionID)
		if err != nil || len(matches) != 1 || matches[0].State != tandem.MatchApproved || matches[0].OfferingID != row.OfferingID {
			t.Errorf("matches of %s: %+v, %v", row.Title, matches, err)
		}
		if len(matches) == 1 && (matches[0].Score.Weight <= 0 || len(matches[0].Score.Reasons) == 0 || matches[0].Rank < 1) {
			t.Errorf("match of %s is not explained", row.Title)
		}
	}
	if n := s.mails(t, tandem.MailPlanned); n != 2 {
		t.Errorf("%d mails, want one for each lecturer", n)
	}
	r, err := s.service.Round(ctx, s.karim, s.period.ID)
	if err != nil || r.State != tandem.RoundApproved || r.Shown != id || r.Held != v.Placed {
		t.Errorf("round %+v, %v", r.RoundRow, err)
	}
}

func (s *school) mails(t testing.TB, kind tandem.MailKind) (n int) {
	t.Helper()
	if err := s.count(`SELECT count(*) FROM mails WHERE kind = $1`, kind).Scan(&n); err != nil {
		t.Fatal(err)
	}
	return n
}

func TestUndoTakesBackUntilTheFirstClaim(t *testing.T) {
	t.Parallel()
	s := setup(t)
	ctx, id := context.Background(), s.plan(t, planning.Rules())
	s.approve(t, id)
	if err := s.service.Undo(ctx, s.karim, id); err != nil {
		t.Fatal(err)
	}
	if holds, err := s.db.HoldsOfPlan(ctx, id); err != nil || len(holds) != 0 {
		t.Errorf("%d holds stay, %v", len(holds), err)
	}
	for _, q := range s.questions {
		matches, err := s.db.Matches(ctx, q.ID)
		if err != nil || len(matches) != 1 || matches[0].State != tandem.MatchProposed || !matches[0].DecidedBy.IsZero() {
			t.Errorf("matches of %s: %+v, %v", q.Title, matches, err)
		}
	}
	if err := s.service.Undo(ctx, s.karim, id); code(err) != "plan_moved_on" {
		t.Errorf("undone twice: %v", err)
	}
	again := s.plan(t, planning.Rules())
	s.approve(t, again)
	if err := s.claim(t, s.view(t, again).Rows[0]); err != nil {
		t.Fatal(err)
	}
	if v := s.view(t, again); v.CanUndo {
		t.Error("a plan of which a place was claimed can be undone")
	}
	if err := s.service.Undo(ctx, s.karim, again); code(err) != "plan_claimed" {
		t.Errorf("undo after a claim: %v", err)
	}
}

// TestUndoLeavesWhatACoordinatorApprovedAlone: only the plan's own approvals go.
func TestUndoLeavesWhatACoordinatorApprovedAlone(t *testing.T) {
	t.Parallel()
	s := setup(t)
	ctx, id := context.Background(), s.plan(t, planning.Rules())
	row := s.view(t, id).Rows[0]
	s.write(t, func(ctx context.Context, tx *postgres.Tx) error {
		return tx.InsertMatch(ctx, tandem.Match{
			ID: tandem.NewID[tandem.Match](), QuestionID: row.QuestionID, OfferingID: row.OfferingID, InstitutionID: s.institution.ID,
			State: tandem.MatchApproved, StateSince: s.db.Now(), Rank: 3, CreatedAt: s.db.Now(),
		})
	})
	s.approve(t, id)
	if err := s.service.Undo(ctx, s.karim, id); err != nil {
		t.Fatal(err)
	}
	matches, err := s.db.Matches(ctx, row.QuestionID)
	if err != nil || len(matches) != 1 || matches[0].State != tandem.MatchApproved || matches[0].Rank != 3 {
		t.Errorf("got %+v, %v", matches, err)
	}
}

// TestWhoCameNearestStandsInLine: with two places fewer, two questions wait.
func TestWhoCameNearestStandsInLine(t *testing.T) {
	t.Parallel()
	s := setup(t)
	for i := range 2 {
		s.ask(t, func(q *tandem.Question) { q.Title = []string{"Zevende", "Achtste"}[i] })
	}
	ctx, id := context.Background(), s.plan(t, planning.Rules())
	s.approve(t, id)
	v := s.view(t, id)
	if v.Placed != 6 || len(v.Unplaced) != 1 || v.Unplaced[0].Reason != tandem.UnplacedOutbid || v.Unplaced[0].Count != 2 {
		t.Fatalf("placed %d, unplaced %+v", v.Placed, v.Unplaced)
	}
	for _, o := range s.offerings {
		line, err := s.db.WaitingRows(ctx, o.ID)
		if err != nil || len(line) != 2 {
			t.Errorf("%d wait for %s, %v", len(line), o.Title, err)
		}
	}
	waits, err := s.db.Waits(ctx, s.institution.ID, tandem.NewID[tandem.Period]())
	if err != nil || len(waits) != 2 || waits[0].Rounds != 1 {
		t.Errorf("waits %+v, %v", waits, err)
	}
	if err := s.service.Undo(ctx, s.karim, id); err != nil {
		t.Fatal(err)
	}
	if line, err := s.db.WaitingRows(ctx, s.offerings[0].ID); err != nil || len(line) != 0 {
		t.Errorf("%d still wait, %v", len(line), err)
	}
}

func TestApproveRefusesWhatMovedOn(t *testing.T) {
	t.Parallel()
	for name, c := range map[string]struct {
		move func(*school, *testing.T)
		want string
	}{
		"a question was withdrawn": {func(s *school, t *testing.T) {
			s.write(t, func(ctx context.Context, tx *postgres.Tx) error {
				q := s.questions[0]
				q.State = tandem.QuestionWithdrawn
				return tx.SaveQuestion(ctx, q)
			})
		}, "plan_questions_moved"},
		"an offering has fewer places": {func(s *school, t *testing.T) {
			s.write(t, func(ctx context.Context, tx *postgres.Tx) error {
				o := s.offerings[0]
				o.Places = 1
				return tx.SaveOffering(ctx, o)
			})
		}, "plan_places_moved"},
		"an offering was closed": {func(s *school, t *testing.T) {
			s.write(t, func(ctx context.Context, tx *postgres.Tx) error {
				o := s.offerings[0]
				at := s.db.Now()
				o.ClosedAt = &at
				return tx.SaveOffering(ctx, o)
			})
		}, "plan_places_moved"},
		"an offering went to another period": {func(s *school, t *testing.T) {
			s.write(t, func(ctx context.Context, tx *postgres.Tx) error {
				later := s.period
				later.ID, later.Name = tandem.NewID[tandem.Period](), "Later"
				o := s.offerings[0]
				o.PeriodID = later.ID
				return errors.Join(tx.InsertPeriod(ctx, later), tx.SaveOffering(ctx, o))
			})
		}, "plan_places_moved"},
		"a lecturer has no hours left": {func(s *school, t *testing.T) {
			s.write(t, func(ctx context.Context, tx *postgres.Tx) error {
				o, hours := s.offerings[0], 5
				o.Hours = 10
				if err := tx.SaveOffering(ctx, o); err != nil {
					return err
				}
				return tx.SaveSupervision(ctx, tandem.Supervision{LecturerID: o.LecturerID, PeriodID: o.PeriodID, Hours: &hours})
			})
		}, "plan_places_moved"},
		"a place of a question is held": {func(s *school, t *testing.T) {
			s.write(t, func(ctx context.Context, tx *postgres.Tx) error {
				end := s.until()
				_, err := tx.InsertHolds(ctx, []tandem.Hold{{
					QuestionID: s.questions[0].ID, OfferingID: s.offerings[0].ID, Kind: tandem.HoldSoft, EndsAt: &end,
				}})
				return err
			})
		}, ""},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			s := setup(t)
			id := s.plan(t, planning.Rules())
			c.move(s, t)
			err := s.service.Approve(context.Background(), s.karim, id, s.until())
			if !errors.Is(err, tandem.Conflict) || c.want != "" && code(err) != c.want {
				t.Fatalf("got %v, want %s", err, c.want)
			}
			if v := s.view(t, id); v.State != tandem.PlanDraft || v.Stale == 0 {
				t.Errorf("state %s, stale %d", v.State, v.Stale)
			}
			if holds, err := s.db.HoldsOfPlan(context.Background(), id); err != nil || len(holds) != 0 {
				t.Errorf("%d holds of a refused plan, %v", len(holds), err)
			}
			if n := s.mails(t, tandem.MailPlanned); n != 0 {
				t.Errorf("%d mails of a refused plan", n)
			}
		})
	}
}

// TestTwoApprovalsAtOnce: of two plans that know nothing of one another one goes
// out, and the other is told so.
func TestTwoApprovalsAtOnce(t *testing.T) {
	t.Parallel()
	s := setup(t)
	ids := []tandem.ID[tandem.Plan]{s.plan(t, planning.Rules()), s.plan(t, tandem.PlanRules{Mode: tandem.PlanStable})}
	errs := make([]error, 8)
	var group sync.WaitGroup
	for i := range errs {
		group.Go(func() { errs[i] = s.service.Approve(context.Background(), s.karim, ids[i%2], s.until()) })
	}
	group.Wait()
	won := 0
	for _, err := range errs {
		switch {
		case err == nil:
			won++
		case code(err) != "plan_in_force" && code(err) != "plan_moved_on":
			t.Errorf("got %v", err)
		}
	}
	if won != 1 {
		t.Errorf("%d approvals went through, want 1", won)
	}
}

// TestANewPlanKeepsPromisesAndTakesOver: a question that comes late gets its place
// beside what was promised and claimed.
func TestANewPlanKeepsPromisesAndTakesOver(t *testing.T) {
	t.Parallel()
	s := setup(t)
	s.offer(t, func() tandem.Offering {
		o := s.offerings[0]
		o.ID, o.Title = tandem.NewID[tandem.Offering](), "Vak 4"
		return o
	}())
	ctx, first := context.Background(), s.plan(t, planning.Rules())
	s.approve(t, first)
	before := s.view(t, first)
	if err := s.claim(t, before.Rows[0]); err != nil {
		t.Fatal(err)
	}
	late := s.ask(t, func(q *tandem.Question) { q.Title = "Te laat" })
	rules := planning.Rules()
	rules.MoveNever = true
	next := s.plan(t, rules)
	v := s.view(t, next)
	if v.Asked != 6 || v.Placed != 6 {
		t.Fatalf("asked %d, placed %d", v.Asked, v.Placed)
	}
	s.approve(t, next)
	after := s.view(t, next)
	for _, row := range after.Rows {
		for _, old := range before.Rows {
			if row.QuestionID == old.QuestionID && row.OfferingID != old.OfferingID {
				t.Errorf("%s was promised %s and goes to %s", row.Title, old.Offering, row.Offering)
			}
		}
		if row.QuestionID == late.ID && row.Proposed {
			t.Error("the late question was promised a place before")
		}
	}
	if old := s.view(t, first); old.State != tandem.PlanUndone {
		t.Errorf("the first plan is %s", old.State)
	}
	holds, err := s.db.HoldsOfPlan(ctx, next)
	if err != nil || len(holds) != 6 {
		t.Errorf("%d holds, %v", len(holds), err)
	}
	if held, err := s.db.LivingHold(ctx, before.Rows[0].QuestionID); err != nil || held.Kind != tandem.HoldClaim {
		t.Errorf("the claim is gone: %+v, %v", held, err)
	}
}

// TestUndoTakesBackWhatWasHandedOn: a place that came free went to the next in line,
// in the name of the plan.
func TestUndoTakesBackWhatWasHandedOn(t *testing.T) {
	t.Parallel()
	s := setup(t)
	waits := s.ask(t, func(q *tandem.Question) { q.Title = "Zevende" })
	ctx, id := context.Background(), s.plan(t, planning.Rules())
	s.approve(t, id)
	for _, q := range append(s.questions, waits) {
		if _, err := s.db.LivingHold(ctx, q.ID); errors.Is(err, tandem.NotFound) {
			waits = q
		}
	}
	claims := claiming.New(s.db)
	holds, err := s.db.HoldsOfPlan(ctx, id)
	if err != nil || len(holds) != 6 {
		t.Fatalf("%d holds, %v", len(holds), err)
	}
	if err := claims.ReleaseHold(ctx, s.karim, holds[0].ID); err != nil {
		t.Fatal(err)
	}
	if n, err := claims.HandOn(ctx, holds[0].OfferingID); err != nil || n != 1 {
		t.Fatalf("handed on %d, %v", n, err)
	}
	if h, err := s.db.LivingHold(ctx, waits.ID); err != nil || h.OfferingID != holds[0].OfferingID {
		t.Fatalf("who waited holds %+v, %v", h, err)
	}
	if err := s.service.Undo(ctx, s.karim, id); err != nil {
		t.Fatal(err)
	}
	matches, err := s.db.Matches(ctx, waits.ID)
	if err != nil || slices.ContainsFunc(matches, func(m tandem.Match) bool { return m.State == tandem.MatchApproved }) {
		t.Errorf("after the plan was taken back: %+v, %v", matches, err)
	}
}

// TestAColleagueSendsAPlanWithOwnOfferings: nobody decides about their own.
func TestAColleagueSendsAPlanWithOwnOfferings(t *testing.T) {
	t.Parallel()
	s := setup(t)
	id := s.plan(t, planning.Rules())
	teaches := member(s.lecturers[0], s.institution, tandem.Coordinator)
	if err := s.service.Approve(context.Background(), teaches, id, s.until()); code(err) != "plan_own_offering" {
		t.Errorf("sent by who teaches: %v", err)
	}
	s.approve(t, id)
}
