package matching

import (
	"context"

	"github.com/riverqueue/river"

	"github.com/tandem-hbo/tandem/internal/job"
)

// Worker scores submitted questions in the background.
type Worker struct {
	river.WorkerDefaults[job.ScoreQuestion]
	service *Service
}

// NewWorker makes the worker.
func NewWorker(s *Service) *Worker { return &Worker{service: s} }

// Work scores one question; a second run does nothing.
func (w *Worker) Work(ctx context.Context, j *river.Job[job.ScoreQuestion]) error {
	return w.service.Score(ctx, j.Args.QuestionID)
}

// RescoreWorker renews scores in the background.
type RescoreWorker struct {
	river.WorkerDefaults[job.Rescore]
	service *Service
}

// NewRescoreWorker makes the worker.
func NewRescoreWorker(s *Service) *RescoreWorker { return &RescoreWorker{service: s} }

// Work follows one change; a second run changes nothing.
func (w *RescoreWorker) Work(ctx context.Context, j *river.Job[job.Rescore]) error {
	return w.service.Rescore(ctx, j.Args)
}
