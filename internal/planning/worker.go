package planning

import (
	"context"
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

// Work makes one plan; a second run does nothing.
func (w *Worker) Work(ctx context.Context, j *river.Job[job.MakePlan]) error {
	return w.service.Make(ctx, j.Args.PlanID)
}
