package mail

import (
	"context"
	"errors"
	"time"

	"github.com/riverqueue/river"

	"github.com/tandem-hbo/tandem/internal/job"
	"github.com/tandem-hbo/tandem/internal/tandem"
)

// Worker sends mails from the queue.
type Worker struct {
	river.WorkerDefaults[job.SendMail]

	mailer *Mailer
}

// NewWorker returns the worker of a mailer.
func NewWorker(m *Mailer) *Worker { return &Worker{mailer: m} }

// Work sends one mail. While the mail server is away the job is put off without
// using up its attempts, so that no outage is long enough to lose a mail.
func (w *Worker) Work(ctx context.Context, j *river.Job[job.SendMail]) error {
	err := w.mailer.Send(ctx, j.Args.MailID)
	if errors.Is(err, tandem.Unavailable) {
		return river.JobSnooze(pause(time.Since(j.CreatedAt)))
	}
	return err
}

// Timeout bounds one attempt.
func (w *Worker) Timeout(*river.Job[job.SendMail]) time.Duration { return time.Minute }

// pause grows with the age of a mail: soon at first, never more than two
// minutes, so that the backlog is gone soon after the mail server is back.
func pause(age time.Duration) time.Duration {
	return min(max(age/2, 5*time.Second), 2*time.Minute)
}
