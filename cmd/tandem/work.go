package main

import (
	"context"
	"fmt"
	"log/slog"
	"time"

	"github.com/jackc/pgx/v5"
	"github.com/riverqueue/river"
	"github.com/riverqueue/river/riverdriver/riverpgxv5"

	"github.com/tandem-hbo/tandem/internal/claiming"
	"github.com/tandem-hbo/tandem/internal/job"
	"github.com/tandem-hbo/tandem/internal/mail"
	"github.com/tandem-hbo/tandem/internal/matching"
	"github.com/tandem-hbo/tandem/internal/planning"
	"github.com/tandem-hbo/tandem/internal/review"
)

// Settings of the queue. Work of a process that was killed begins again within
// minutes, so every worker does no harm when it runs twice.
const (
	workersAtOnce = 20
	fetchEvery    = 50 * time.Millisecond
	rescueAfter   = 3 * time.Minute
	stopPatience  = 2500 * time.Millisecond
	stopInsisting = 500 * time.Millisecond
)

// workers lists who does which work.
func workers(p *parts) *river.Workers {
	w := river.NewWorkers()
	river.AddWorker(w, mail.NewWorker(p.mailer))
	river.AddWorker(w, matching.NewWorker(p.matcher))
	river.AddWorker(w, matching.NewRescoreWorker(p.matcher))
	river.AddWorker(w, review.NewWorker(p.review))
	river.AddWorker(w, claiming.NewWorker(p.claims))
	river.AddWorker(w, claiming.NewHoldWorker(p.claims))
	river.AddWorker(w, claiming.NewHandOnWorker(p.claims))
	river.AddWorker(w, planning.NewWorker(p.rounds))
	river.AddWorker(w, river.WorkFunc(func(ctx context.Context, _ *river.Job[job.Sweep]) error { return p.account.Sweep(ctx) }))
	return w
}

// periodic lists the work that comes round by itself.
func periodic() []*river.PeriodicJob {
	hourly := func(args river.JobArgs) *river.PeriodicJob {
		return river.NewPeriodicJob(river.PeriodicInterval(time.Hour),
			func() (river.JobArgs, *river.InsertOpts) { return args, nil },
			&river.PeriodicJobOpts{RunOnStart: true})
	}
	return []*river.PeriodicJob{
		hourly(job.Sweep{}),
		hourly(job.ExpireQuestions{}),
		hourly(job.LapseClaims{}),
		hourly(job.LapseHolds{}),
		hourly(job.HandOn{}),
		hourly(job.Rescore{}),
	}
}

// startWork begins the background work and returns what ends it.
func startWork(ctx context.Context, p *parts, log *slog.Logger) (stop func(context.Context) error, err error) {
	client, err := newClient(p, log)
	if err != nil {
		return nil, err
	}
	// Ends by stop and not with ctx, so that running jobs come to their end.
	if err := client.Start(context.WithoutCancel(ctx)); err != nil {
		return nil, fmt.Errorf("start background work: %w", err)
	}
	return func(ctx context.Context) error {
		ctx, cancel := context.WithTimeout(ctx, stopPatience)
		defer cancel()
		if err := client.Stop(ctx); err != nil {
			ctx, cancel := context.WithTimeout(context.WithoutCancel(ctx), stopInsisting)
			defer cancel()
			return client.StopAndCancel(ctx)
		}
		return nil
	}, nil
}

func newClient(p *parts, log *slog.Logger) (*river.Client[pgx.Tx], error) {
	client, err := river.NewClient(riverpgxv5.New(p.pool), &river.Config{
		Queues:               map[string]river.QueueConfig{river.QueueDefault: {MaxWorkers: workersAtOnce}},
		Workers:              workers(p),
		PeriodicJobs:         periodic(),
		FetchCooldown:        fetchEvery,
		RescueStuckJobsAfter: rescueAfter,
		JobTimeout:           time.Minute,
		Logger:               slog.New(fromWarnings{log.Handler()}),
	})
	if err != nil {
		return nil, fmt.Errorf("set up background work: %w", err)
	}
	return client, nil
}

// fromWarnings passes on what the queue logs from warnings up: that it lives is
// no news.
type fromWarnings struct{ slog.Handler }

// Enabled tells whether a line of the queue is worth showing.
func (f fromWarnings) Enabled(ctx context.Context, l slog.Level) bool {
	return l >= slog.LevelWarn && f.Handler.Enabled(ctx, l)
}
