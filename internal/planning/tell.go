package planning

import (
	"context"
	"slices"
	"strings"
	"time"

	"github.com/tandem-hbo/tandem/internal/calendar"
	"github.com/tandem-hbo/tandem/internal/postgres"
	"github.com/tandem-hbo/tandem/internal/tandem"
)

// tell sends one mail to each lecturer with all the plan's questions, to each owner
// whose address is proven, and to lecturers who only had questions in the plan that
// this one replaces.
func (a *approval) tell(ctx context.Context, holds []tandem.Hold) error {
	ids, questions := make([]tandem.ID[tandem.Hold], len(holds)), make([]tandem.ID[tandem.Question], len(holds))
	for i, h := range holds {
		ids[i], questions[i] = h.ID, h.QuestionID
	}
	lecturers, err := a.tx.NewsForLecturers(ctx, ids)
	if err != nil {
		return err
	}
	owners, err := a.tx.NewsForOwners(ctx, questions)
	if err != nil {
		return err
	}
	gone, err := lost(ctx, a.tx, a.gone)
	if err != nil {
		return err
	}
	gone = slices.DeleteFunc(gone, func(m tandem.Mail) bool {
		return slices.ContainsFunc(lecturers, func(n tandem.News) bool { return strings.EqualFold(n.Mail, m.Recipient) })
	})
	data := map[string]string{"date": calendar.Day(a.until.Add(-time.Second)).Format(time.DateOnly)}
	return a.tx.QueueMails(ctx, slices.Concat(
		tandem.MailsOf(tandem.MailPlanned, lecturers, data), tandem.MailsOf(tandem.MailKept, owners, data), gone))
}

// lost are the mails to lecturers whose places are no longer held because a plan was
// taken back.
func lost(ctx context.Context, tx *postgres.Tx, holds []tandem.ID[tandem.Hold]) ([]tandem.Mail, error) {
	news, err := tx.NewsForLecturers(ctx, holds)
	if err != nil {
		return nil, err
	}
	return tandem.MailsOf(tandem.MailUndone, news, map[string]string{"path": "/vragen"}), nil
}
