package claiming

import (
	"context"
	"errors"
	"fmt"
	"slices"

	"github.com/tandem-hbo/tandem/internal/postgres"
	"github.com/tandem-hbo/tandem/internal/tandem"
)

// LapseHolds ends every soft hold whose time is over and returns how many it ended.
// Those that one person made, by hand or by a plan, end in one transaction, so that
// nobody gets more than one mail about them. Running it again ends nothing more.
func (s *Service) LapseHolds(ctx context.Context) (int, error) {
	over, err := s.db.LapsingHolds(ctx, s.db.Now())
	if err != nil {
		return 0, fmt.Errorf("lapse holds: %w", err)
	}
	ended := 0
	var faults []error
	for from := 0; from < len(over); {
		to := from + 1
		for to < len(over) && over[to].MadeBy == over[from].MadeBy {
			to++
		}
		n, err := s.lapseHolds(ctx, over[from:to])
		ended, from = ended+n, to
		if err != nil && !errors.Is(err, errNothing) {
			faults = append(faults, fmt.Errorf("lapse holds: %w", err))
		}
	}
	return ended, errors.Join(faults...)
}

// lapseHolds ends holds that one person made. Those that were claimed or ended since
// they were listed stay as they are.
func (s *Service) lapseHolds(ctx context.Context, over []tandem.Hold) (n int, err error) {
	ids, questions, offerings := apart(over)
	err = s.db.InTx(ctx, tandem.SystemActor(), func(tx *postgres.Tx) error {
		if err := tx.LockQuestions(ctx, questions); err != nil {
			return err
		}
		if err := tx.LockOfferings(ctx, offerings); err != nil {
			return err
		}
		ended, err := tx.EndHolds(ctx, ids, tandem.HoldLapsed)
		if err != nil {
			return err
		}
		if n = len(ended); n == 0 {
			return errNothing
		}
		if err := recordLapses(ctx, tx, ended); err != nil {
			return err
		}
		now, _, _ := apart(ended)
		return tellLetGo(ctx, tx, now, tandem.Actor{})
	})
	return n, err
}

// apart lists of what holds consist; each offering once.
func apart(list []tandem.Hold) (ids []tandem.ID[tandem.Hold], questions []tandem.ID[tandem.Question], offerings []tandem.ID[tandem.Offering]) {
	for _, h := range list {
		ids, questions = append(ids, h.ID), append(questions, h.QuestionID)
		if !slices.Contains(offerings, h.OfferingID) {
			offerings = append(offerings, h.OfferingID)
		}
	}
	return ids, questions, offerings
}

// recordLapses writes what ended in the life of each question, and asks for scores of
// offerings that have a first place again.
func recordLapses(ctx context.Context, tx *postgres.Tx, ended []tandem.Hold) error {
	_, _, offerings := apart(ended)
	details := make(map[tandem.ID[tandem.Offering]]tandem.OfferingDetail, len(offerings))
	for _, id := range offerings {
		o, err := tx.OfferingDetail(ctx, id)
		if err != nil {
			return err
		}
		details[id] = o
		if err := lastPlace(ctx, tx, o); err != nil {
			return err
		}
	}
	for _, h := range ended {
		q, err := tx.Question(ctx, h.QuestionID)
		if err != nil {
			return err
		}
		b := both{question: q, offering: details[h.OfferingID]}
		if err := tx.Record(ctx, b.event("question.hold_"+string(tandem.HoldLapsed))); err != nil {
			return err
		}
	}
	return nil
}

// tellLetGo tells of holds that ended unclaimed: the lecturers, whose places came
// free, and who made the holds, whose questions have no place. Who ended them knows.
func tellLetGo(ctx context.Context, tx *postgres.Tx, ids []tandem.ID[tandem.Hold], by tandem.Actor) error {
	lecturers, err := tx.NewsForLecturers(ctx, ids)
	if err != nil {
		return err
	}
	makers, err := tx.NewsForMakers(ctx, ids)
	if err != nil {
		return err
	}
	mails := slices.Concat(
		tandem.MailsOf(tandem.MailLetGo, lecturers, map[string]string{"path": "/vragen"}), tandem.MailsOf(tandem.MailLoose, makers, nil))
	if by.SignedIn() {
		self, err := tx.Person(ctx, by.PersonID)
		if err != nil {
			return err
		}
		mails = slices.DeleteFunc(mails, func(m tandem.Mail) bool { return m.Recipient == self.Mail })
	}
	return tx.QueueMails(ctx, mails)
}
