package planning

import (
	"context"
	"errors"
	"time"

	"github.com/riverqueue/river"

	"github.com/tandem-hbo/tandem/internal/job"
)

// Worker makes plans in the background.
type Worker struct {
	river.WorkerDefaults[job.MakePlan]
	service *Service
}

// NewWorker makes the worker.
func NewWorker(s *Service) *Worker { return &Worker{service: s} }

// Timeout leaves room for the largest round on a slow machine.
func (*Worker) Timeout(*river.Job[job.MakePlan]) time.Duration { return 2 * time.Minute }

// mostTries is how often a plan is tried: over about two minutes, for somebody
// waits for it.
const mostTries = 4

// Work makes one plan; a second run does nothing. What fails again and again is
// given up: else its page would tell for weeks that it is being made.
func (w *Worker) Work(ctx context.Context, j *river.Job[job.MakePlan]) error {
	err := w.service.Make(ctx, j.Args.PlanID)
	if err == nil || j.Attempt < mostTries {
		return err
	}
	// The time of the attempt may be what ran out.
	return river.JobCancel(errors.Join(err, w.service.GiveUp(context.WithoutCancel(ctx), j.Args.PlanID)))
}
