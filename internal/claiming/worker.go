package claiming

import (
	"context"

	"github.com/riverqueue/river"

	"github.com/tandem-hbo/tandem/internal/job"
)

// Worker ends claims that were not started in time.
type Worker struct {
	river.WorkerDefaults[job.LapseClaims]
	service *Service
}

// NewWorker makes the worker.
func NewWorker(s *Service) *Worker { return &Worker{service: s} }

// Work runs once an hour; a second run ends nothing more.
func (w *Worker) Work(ctx context.Context, _ *river.Job[job.LapseClaims]) error {
	_, err := w.service.Lapse(ctx)
	return err
}
