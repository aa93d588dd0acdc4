// Package delivery carries a claimed question through the work: start, finish
// or stop, and what both sides say it brought.
package delivery

import (
	"context"
	"errors"
	"fmt"
	"maps"
	"slices"
	"time"

	"github.com/tandem-hbo/tandem/internal/policy"
	"github.com/tandem-hbo/tandem/internal/postgres"
	"github.com/tandem-hbo/tandem/internal/tandem"
)

// Service serves the two sides while they work together.
type Service struct {
	db *postgres.DB
}

// New makes the service.
func New(db *postgres.DB) *Service { return &Service{db: db} }

// Now is the present moment by the clock of the database.
func (s *Service) Now() time.Time { return s.db.Now() }

// List gives the claims of the actor and, for a coordinator, those of the
// institution, what asks for something first.
func (s *Service) List(ctx context.Context, by tandem.Actor) ([]tandem.WorkRow, error) {
	scope, err := policy.WorkScope(by)
	if err != nil {
		return nil, fmt.Errorf("list work: %w", err)
	}
	rows, err := s.db.WorkRows(ctx, by.PersonID, scope)
	if err != nil {
		return nil, err
	}
	order, now := tandem.WorkSteps(), s.db.Now()
	slices.SortStableFunc(rows, func(a, b tandem.WorkRow) int {
		return slices.Index(order, a.Step(now)) - slices.Index(order, b.Step(now))
	})
	return rows, nil
}

// Work reads one claim with all around it. What the actor may not see is
// Denied, which reads the same as NotFound.
func (s *Service) Work(ctx context.Context, by tandem.Actor, id tandem.ID[tandem.Claim]) (tandem.Work, error) {
	c, err := s.db.Claim(ctx, id)
	if err != nil {
		return tandem.Work{}, fmt.Errorf("work: %w", err)
	}
	if err := policy.ViewWork(by, c); err != nil {
		return tandem.Work{}, fmt.Errorf("work %s: %w", id, err)
	}
	w, err := s.around(ctx, c)
	if err != nil {
		return tandem.Work{}, fmt.Errorf("work %s: %w", id, err)
	}
	if policy.ViewSealed(by, w.Question, c) != nil {
		return w, nil //nolint:nilerr // who may not see it gets the rest
	}
	if w.Sealed, err = s.db.Sealed(ctx, c.QuestionID); err != nil {
		return tandem.Work{}, fmt.Errorf("work %s: %w", id, err)
	}
	w.Sealed.Confidential = "" // a claim gives a way to reach people, no more
	return w, nil
}

// around reads what belongs to a claim, without the sealed part.
func (s *Service) around(ctx context.Context, c tandem.Claim) (tandem.Work, error) {
	w := tandem.Work{Claim: c}
	var err error
	if w.Question, err = s.db.Question(ctx, c.QuestionID); err != nil {
		return w, err
	}
	if w.Offering, err = s.db.OfferingDetail(ctx, c.OfferingID); err != nil {
		return w, err
	}
	w.Engagement, err = s.db.EngagementOf(ctx, c.ID)
	if errors.Is(err, tandem.NotFound) {
		return w, nil
	}
	if err != nil {
		return w, err
	}
	w.Evaluations, err = s.db.Evaluations(ctx, w.Engagement.ID)
	return w, err
}

// event is an entry in the audit trail about a question's move.
func event(action string, q tandem.Question, from tandem.QuestionState) tandem.Event {
	return tandem.Event{
		Action: action, SubjectKind: "question", SubjectID: q.ID.String(), SubjectName: q.Title,
		QuestionID: q.ID, InstitutionID: q.InstitutionID, FromState: string(from), ToState: string(q.State),
	}
}

// tellBoth mails the owner, with a link to the question, and the lecturer, with
// the path of a page. The owner's address is sealed: it goes into the mail's
// envelope and nowhere else.
func tellBoth(ctx context.Context, tx *postgres.Tx, kind tandem.MailKind, w tandem.Work, data map[string]string) error {
	sealed, err := tx.Sealed(ctx, w.Question.ID)
	if err != nil {
		return err
	}
	lecturer, err := tx.Person(ctx, w.Claim.LecturerID)
	if err != nil {
		return err
	}
	data["title"], data["offering"], data["institution"] = w.Question.Title, w.Offering.Title, w.Offering.Institution
	owner := maps.Clone(data)
	owner["name"] = sealed.ContactName
	err = tx.QueueMail(ctx, tandem.Mail{
		Kind: kind, Recipient: sealed.ContactMail, Language: w.Question.Language, QuestionID: w.Question.ID, Data: owner,
	})
	if err != nil {
		return err
	}
	data["name"] = lecturer.Name
	return tx.QueueMail(ctx, tandem.Mail{Kind: kind, Recipient: lecturer.Mail, Language: lecturer.Language, Data: data})
}

// lock reads a claim and its question with the question's row held.
func lock(ctx context.Context, tx *postgres.Tx, c tandem.Claim) (tandem.Work, error) {
	var w tandem.Work
	var err error
	if w.Question, err = tx.LockQuestion(ctx, c.QuestionID); err != nil {
		return w, err
	}
	if w.Claim, err = tx.Claim(ctx, c.ID); err != nil {
		return w, err
	}
	w.Offering, err = tx.OfferingDetail(ctx, c.OfferingID)
	return w, err
}
