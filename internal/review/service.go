// Package review lets the desk that answers judge questions: see what presses,
// read one with all that is known of it, approve proposals, ask the owner
// something, or say no with a reason and a way on. It also ends questions that
// nobody claimed in time.
package review

import (
	"context"
	"errors"
	"fmt"
	"maps"

	"github.com/tandem-hbo/tandem/internal/calendar"
	"github.com/tandem-hbo/tandem/internal/policy"
	"github.com/tandem-hbo/tandem/internal/postgres"
	"github.com/tandem-hbo/tandem/internal/tandem"
)

// PageSize is how many questions one page of the queue holds.
const PageSize = 25

// similar is how many similar questions a dossier shows.
const similar = 4

// Service reviews.
type Service struct{ db *postgres.DB }

// New makes the service.
func New(db *postgres.DB) *Service { return &Service{db: db} }

// Queue lists a page, counted from 1, of a part of the actor's queue, what goes
// wrong first on top, and counts all parts. Who coordinates no desk gets Denied.
func (s *Service) Queue(ctx context.Context, by tandem.Actor, part tandem.QueuePart, page int) (tandem.QueuePage, error) {
	p := tandem.QueuePage{At: s.db.Now()}
	scope, err := policy.ReviewScope(by)
	if err != nil {
		return p, err
	}
	f := tandem.QueueFilter{
		Scope: scope, Part: part, Today: calendar.Day(p.At),
		Limit: PageSize, Offset: PageSize * (max(page, 1) - 1),
	}
	if p.Counts, err = s.db.QueueCounts(ctx, f); err != nil {
		return p, err
	}
	p.Rows, err = s.db.Queue(ctx, f)
	return p, err
}

// Show collects all that the desk sees of a question. To anybody else it does
// not exist.
func (s *Service) Show(ctx context.Context, by tandem.Actor, id tandem.ID[tandem.Question]) (tandem.Dossier, error) {
	d := tandem.Dossier{At: s.db.Now()}
	var err error
	if d.Question, err = s.db.Question(ctx, id); err != nil {
		return d, err
	}
	if err := policy.ReviewQuestion(by, d.Question); err != nil {
		return d, err
	}
	if err := policy.ViewSealed(by, d.Question, tandem.Claim{}); err != nil {
		return d, err
	}
	return d, s.fill(ctx, &d)
}

// fill reads the parts of a dossier, of which policy has allowed the sight.
func (s *Service) fill(ctx context.Context, d *tandem.Dossier) error {
	id := d.Question.ID
	var failed [9]error
	d.Sealed, failed[0] = s.db.Sealed(ctx, id)
	d.Taxonomy, failed[1] = s.db.Taxonomy(ctx)
	d.Candidates, failed[2] = s.db.Candidates(ctx, id)
	d.Messages, failed[3] = s.db.Messages(ctx, id)
	d.Events, failed[4] = s.db.EventsOfQuestion(ctx, id)
	d.Earlier, failed[5] = s.db.EarlierQuestions(ctx, id)
	d.Similar, failed[6] = s.db.SimilarQuestions(ctx, id, similar)
	d.Declines, failed[7] = s.db.DeclinesOf(ctx, id)
	d.Cases, failed[8] = s.db.CasesOf(ctx, id)
	if err := errors.Join(failed[:]...); err != nil {
		return fmt.Errorf("collect dossier of %s: %w", id, err)
	}
	return nil
}

// act locks the question for a decision of the desk and refuses it when the
// actor may not, or when the question is no longer as the actor saw it: somebody
// else decided, or the owner changed it. version is the one the actor read.
func act(ctx context.Context, tx *postgres.Tx, by tandem.Actor, seen Seen) (tandem.Question, error) {
	q, err := tx.LockQuestion(ctx, seen.ID)
	if err != nil {
		return q, err
	}
	if err := policy.ReviewQuestion(by, q); err != nil {
		return q, err
	}
	if q.Version != seen.Version {
		return q, tandem.FailWith(tandem.Conflict, "moved_on",
			fmt.Errorf("version %d was read, %d is current", seen.Version, q.Version))
	}
	return q, nil
}

// Seen is the question as the actor read it.
type Seen struct {
	ID      tandem.ID[tandem.Question]
	Version int
}

// answered notes that a person answered, which is what was promised.
func answered(q *tandem.Question, tx *postgres.Tx) {
	if q.AnsweredAt == nil {
		at := tx.Now()
		q.AnsweredAt = &at
	}
}

// event is an entry in the trail of a question.
func event(q tandem.Question, action string, from tandem.QuestionState, detail map[string]string) tandem.Event {
	return tandem.Event{
		Action: action, SubjectKind: "question", SubjectID: q.ID.String(), SubjectName: q.Title,
		QuestionID: q.ID, InstitutionID: q.InstitutionID,
		FromState: string(from), ToState: string(q.State), Detail: detail,
	}
}

// letter is a mail to the owner: its kind and what it quotes beside the title.
type letter struct {
	kind  tandem.MailKind
	facts map[string]string
}

// tell mails the owner on behalf of the desk, with a link to the question.
func tell(ctx context.Context, tx *postgres.Tx, by tandem.Actor, q tandem.Question, l letter) error {
	sealed, err := tx.Sealed(ctx, q.ID)
	if err != nil {
		return err
	}
	desk, err := tx.Institution(ctx, q.InstitutionID)
	if err != nil {
		return err
	}
	data := map[string]string{
		"title": q.Title, "name": sealed.ContactName, "institution": desk.Name, "desk": by.Name, "phone": desk.DeskPhone, "mail": desk.DeskMail,
	}
	maps.Copy(data, l.facts)
	return tx.QueueMail(ctx, tandem.Mail{
		Kind: l.kind, Recipient: sealed.ContactMail, Language: q.Language, QuestionID: q.ID, Data: data,
	})
}

// say stores a message of the desk to the owner.
func say(ctx context.Context, tx *postgres.Tx, by tandem.Actor, m tandem.QuestionMessage, formKey string) error {
	m.ID, m.PersonID, m.Author, m.CreatedAt = tandem.NewID[tandem.QuestionMessage](), by.PersonID, by.Name, tx.Now()
	return tx.InsertMessage(ctx, m, formKey)
}
