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

// HoldWorker ends soft holds whose time is over.
type HoldWorker struct {
	river.WorkerDefaults[job.LapseHolds]
	service *Service
}

// NewHoldWorker makes the worker.
func NewHoldWorker(s *Service) *HoldWorker { return &HoldWorker{service: s} }

// Work runs once an hour; a second run ends nothing more.
func (w *HoldWorker) Work(ctx context.Context, _ *river.Job[job.LapseHolds]) error {
	_, err := w.service.LapseHolds(ctx)
	return err
}

// HandOnWorker lets lines move up.
type HandOnWorker struct {
	river.WorkerDefaults[job.HandOn]
	service *Service
}

// NewHandOnWorker makes the worker.
func NewHandOnWorker(s *Service) *HandOnWorker { return &HandOnWorker{service: s} }

// Work follows whatever made a place free, and once an hour looks at all lines; a
// second run gives nothing more.
func (w *HandOnWorker) Work(ctx context.Context, j *river.Job[job.HandOn]) error {
	_, err := w.service.HandOn(ctx, j.Args.OfferingID)
	return err
}
