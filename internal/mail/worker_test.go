package mail_test

import (
	"errors"
	"testing"
	"time"

	"github.com/emersion/go-smtp"
	"github.com/riverqueue/river"
	"github.com/riverqueue/river/rivertype"

	"github.com/tandem-hbo/tandem/internal/job"
	"github.com/tandem-hbo/tandem/internal/mail"
	"github.com/tandem-hbo/tandem/internal/tandem"
)

// TestOutageUsesUpNoAttempts: while the mail server is away the job is put off,
// soon at first and never by more than two minutes, however long it lasts.
func TestOutageUsesUpNoAttempts(t *testing.T) {
	t.Parallel()
	b := setup(t)
	w := mail.NewWorker(b.Mailer)
	work := func(age time.Duration) error {
		return w.Work(t.Context(), &river.Job[job.SendMail]{
			JobRow: &rivertype.JobRow{CreatedAt: time.Now().Add(-age)},
			Args:   job.SendMail{MailID: b.latest(t).ID},
		})
	}
	b.queue(t, tandem.Mail{})
	b.sink.set(func(s *sink) { s.rcpt = &smtp.SMTPError{Code: 421, Message: "away"} })
	for age, want := range map[time.Duration]time.Duration{
		0: 5 * time.Second, time.Minute: 30 * time.Second, time.Hour: 2 * time.Minute, 30 * 24 * time.Hour: 2 * time.Minute,
	} {
		var later *rivertype.JobSnoozeError
		if err := work(age); !errors.As(err, &later) {
			t.Fatalf("after %s: got %v, want the job put off", age, err)
		}
		if got := later.Duration.Round(time.Second); got != want {
			t.Errorf("after %s: put off by %s, want %s", age, got, want)
		}
	}
	b.sink.set(func(s *sink) { s.rcpt = nil })
	if err := work(time.Hour); err != nil {
		t.Fatalf("when the server is back: %v", err)
	}
	b.wantState(t, tandem.MailSent, 5)
}
