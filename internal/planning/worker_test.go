package planning_test

import (
	"context"
	"errors"
	"testing"

	"github.com/riverqueue/river"
	"github.com/riverqueue/river/rivertype"

	"github.com/tandem-hbo/tandem/internal/job"
	"github.com/tandem-hbo/tandem/internal/planning"
	"github.com/tandem-hbo/tandem/internal/postgres"
	"github.com/tandem-hbo/tandem/internal/tandem"
)

// work runs the job of a plan for the nth time.
func (s *school) work(id tandem.ID[tandem.Plan], attempt int) error {
	return planning.NewWorker(s.service).Work(context.Background(), &river.Job[job.MakePlan]{
		JobRow: &rivertype.JobRow{Attempt: attempt}, Args: job.MakePlan{PlanID: id},
	})
}

func TestWorkerMakesAPlanOnce(t *testing.T) {
	t.Parallel()
	s := setup(t)
	id, err := s.service.Plan(context.Background(), s.karim, s.period.ID, planning.Rules())
	if err != nil {
		t.Fatal(err)
	}
	for attempt := 1; attempt <= 2; attempt++ {
		if err := s.work(id, attempt); err != nil {
			t.Fatal(err)
		}
	}
	if v := s.view(t, id); v.State != tandem.PlanDraft || v.Placed != 6 {
		t.Errorf("got %+v", v.Plan)
	}
	if err := s.work(tandem.NewID[tandem.Plan](), 1); err != nil {
		t.Errorf("a plan that is gone: %v", err)
	}
	if err := s.service.GiveUp(context.Background(), id); err != nil || s.view(t, id).State != tandem.PlanDraft {
		t.Errorf("a plan that was made is not given up: %v", err)
	}
}

// broken asks for a plan that cannot be made whatever anybody does: the one that it
// moves a question of cannot be read.
func (s *school) broken(t *testing.T) tandem.ID[tandem.Plan] {
	t.Helper()
	list := make([]tandem.PlanRecord, 2)
	s.write(t, func(ctx context.Context, tx *postgres.Tx) error {
		for i := range list {
			list[i] = tandem.PlanRecord{
				ID: tandem.NewID[tandem.Plan](), InstitutionID: s.institution.ID, PeriodID: s.period.ID, Number: i + 1,
				State: tandem.PlanRunning, StateSince: tx.Now(), Origin: tandem.PlanMoved, Step: tandem.StepRead, Rules: planning.Rules(), MadeAt: tx.Now(),
			}
		}
		list[1].Parent = list[0].ID
		parent := list[0]
		parent.State, parent.Step = tandem.PlanDraft, tandem.StepStore
		bad := tandem.PlanDocuments{Input: []byte("x"), Result: []byte("x"), Certificate: []byte("x")}
		return errors.Join(tx.InsertPlan(ctx, list[0]), tx.FinishPlan(ctx, parent, bad), tx.InsertPlan(ctx, list[1]))
	})
	return list[1].ID
}

func TestWorkerGivesUp(t *testing.T) {
	t.Parallel()
	s := setup(t)
	id := s.broken(t)
	for attempt := 1; attempt < 4; attempt++ {
		if err := s.work(id, attempt); err == nil || s.view(t, id).State != tandem.PlanRunning {
			t.Fatalf("attempt %d: %v, %s; want one more", attempt, err, s.view(t, id).State)
		}
	}
	var cancelled *river.JobCancelError
	if err := s.work(id, 4); !errors.As(err, &cancelled) {
		t.Errorf("got %v, want the job to end", err)
	}
	if v := s.view(t, id); v.State != tandem.PlanFailed || v.Failure == "" {
		t.Errorf("got %s with %q, want failed with a code", v.State, v.Failure)
	}
	if v := s.view(t, s.plan(t, planning.Rules())); v.Placed != 6 {
		t.Errorf("the next plan places %d", v.Placed)
	}
}
