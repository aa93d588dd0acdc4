package claiming

import (
	"context"
	"errors"
	"fmt"
	"strings"

	"github.com/tandem-hbo/tandem/internal/job"
	"github.com/tandem-hbo/tandem/internal/policy"
	"github.com/tandem-hbo/tandem/internal/postgres"
	"github.com/tandem-hbo/tandem/internal/tandem"
)

// Wish is what a lecturer asks for: this match of this question.
type Wish struct {
	QuestionID tandem.ID[tandem.Question]
	MatchID    tandem.ID[tandem.Match]
	Note       string // to the owner, may be empty
}

// Claim takes the place that is held for the question in the match's offering, or
// else the lowest free one, and tells the owner. Who comes second gets a Conflict:
// claim_taken or question_held when the question went, offering_full when the last
// place did, place_promised when all that are free are for questions before it in
// line, hours_full or programme_full when no more can be supervised, offering_closed
// or match_moved_on when it is no longer offered. A note that is too long is Invalid.
func (s *Service) Claim(ctx context.Context, by tandem.Actor, w Wish) (tandem.Claim, error) {
	w.Note = strings.TrimSpace(w.Note)
	if err := tandem.CheckNote("note", w.Note, 0, noteLimit); err != nil {
		return tandem.Claim{}, err
	}
	var c tandem.Claim
	err := s.db.InTx(ctx, by, func(tx *postgres.Tx) error {
		var err error
		c, err = claim(ctx, tx, by, w)
		return err
	})
	if err != nil {
		return tandem.Claim{}, fmt.Errorf("claim question %s: %w", w.QuestionID, err)
	}
	return c, nil
}

func claim(ctx context.Context, tx *postgres.Tx, by tandem.Actor, w Wish) (tandem.Claim, error) {
	q, err := readToClaim(ctx, tx, w.QuestionID)
	if err != nil {
		return tandem.Claim{}, err
	}
	o, err := claimable(ctx, tx, by, q, w.MatchID)
	if err != nil {
		return tandem.Claim{}, err
	}
	if err := q.Move(tandem.QuestionClaimed, tx.Now()); err != nil {
		return tandem.Claim{}, err
	}
	c, err := hold(ctx, tx, by, w, o)
	if err != nil {
		return tandem.Claim{}, err
	}
	if err := saveClaimed(ctx, tx, q); err != nil {
		return tandem.Claim{}, err
	}
	e := event("question.claimed", q, tandem.QuestionOpen)
	e.Detail = map[string]string{"offering": o.Title, "lecturer": by.Name, "claim": c.ID.String()}
	if err := tx.Record(ctx, e); err != nil {
		return tandem.Claim{}, err
	}
	if err := lastPlace(ctx, tx, o); err != nil {
		return tandem.Claim{}, err
	}
	return c, tellOwner(ctx, tx, tandem.MailClaimed, q, map[string]string{
		"offering": o.Title, "programme": o.Programme, "lecturer": by.Name, "institution": o.Institution, "note": c.Note,
	})
}

// claimable checks that the actor may claim this match now, and gives its
// offering with the row held.
func claimable(
	ctx context.Context, tx *postgres.Tx, by tandem.Actor, q tandem.Question, id tandem.ID[tandem.Match],
) (tandem.OfferingDetail, error) {
	var none tandem.OfferingDetail
	m, err := tx.Match(ctx, id)
	if err != nil {
		return none, err
	}
	o, err := lockOffering(ctx, tx, m.OfferingID)
	if err != nil {
		return none, err
	}
	if err := policy.ClaimMatch(by, o.Offering); err != nil {
		return none, err
	}
	switch {
	case m.QuestionID != q.ID:
		return none, fmt.Errorf("match %s of another question: %w", m.ID, tandem.NotFound)
	case q.State == tandem.QuestionClaimed || q.State == tandem.QuestionEngaged:
		return none, tandem.Fail(tandem.Conflict, "claim_taken")
	case m.State != tandem.MatchApproved:
		return none, tandem.Fail(tandem.Conflict, "match_moved_on")
	case o.ClosedAt != nil:
		return none, tandem.Fail(tandem.Conflict, "offering_closed")
	}
	return o, nil
}

// hold stores the claim on the place that is held for the question, or else on the
// lowest free one.
func hold(ctx context.Context, tx *postgres.Tx, by tandem.Actor, w Wish, o tandem.OfferingDetail) (tandem.Claim, error) {
	held, err := seat(ctx, tx, w.QuestionID, o)
	if err != nil {
		return tandem.Claim{}, err
	}
	in, err := tx.Institution(ctx, o.InstitutionID)
	if err != nil {
		return tandem.Claim{}, err
	}
	c := tandem.Claim{
		ID: tandem.NewID[tandem.Claim](), MatchID: w.MatchID, QuestionID: w.QuestionID, OfferingID: o.ID,
		InstitutionID: o.InstitutionID, LecturerID: by.PersonID, HoldID: held.ID, Place: held.Place, State: tandem.ClaimOpen,
		StateSince: tx.Now(), Note: w.Note, LapsesAt: tx.Now().AddDate(0, 0, in.LapseDays), CreatedAt: tx.Now(),
	}
	if err := tx.InsertClaim(ctx, c); err != nil {
		return tandem.Claim{}, err
	}
	return c, outOfLine(ctx, tx, w.QuestionID, o.ID)
}

// seat is the hold that a claim of the question takes over, or a new one on the
// lowest free place. What is held for the question elsewhere is a Conflict with
// code question_held: whoever holds it decides first.
func seat(ctx context.Context, tx *postgres.Tx, q tandem.ID[tandem.Question], o tandem.OfferingDetail) (tandem.Hold, error) {
	h, err := tx.LivingHold(ctx, q)
	switch {
	case err == nil && h.OfferingID == o.ID:
		return h, nil
	case err == nil:
		return h, tandem.Fail(tandem.Conflict, "question_held")
	case !errors.Is(err, tandem.NotFound):
		return h, err
	}
	h = tandem.Hold{ID: tandem.NewID[tandem.Hold]()}
	if h.Place, err = tx.FreePlace(ctx, o.ID); err != nil {
		return h, err
	}
	return h, free(ctx, tx, q, o)
}

// lastPlace asks for scores to be renewed when an offering has one free place:
// about to be its last, or its first again.
func lastPlace(ctx context.Context, tx *postgres.Tx, o tandem.OfferingDetail) error {
	if o.Free() != 1 {
		return nil
	}
	return tx.Enqueue(ctx, job.Rescore{OfferingID: o.ID})
}

// event is an entry in the audit trail about a question's move.
func event(action string, q tandem.Question, from tandem.QuestionState) tandem.Event {
	return tandem.Event{
		Action: action, SubjectKind: "question", SubjectID: q.ID.String(), SubjectName: q.Title,
		QuestionID: q.ID, InstitutionID: q.InstitutionID, FromState: string(from), ToState: string(q.State),
	}
}

// tellOwner mails the owner of a question. The address is sealed: it goes into
// the mail's envelope and nowhere else.
func tellOwner(ctx context.Context, tx *postgres.Tx, kind tandem.MailKind, q tandem.Question, data map[string]string) error {
	sealed, err := tx.Sealed(ctx, q.ID)
	if err != nil {
		return err
	}
	data["title"], data["name"] = q.Title, sealed.ContactName
	return tx.QueueMail(ctx, tandem.Mail{
		Kind: kind, Recipient: sealed.ContactMail, Language: q.Language, QuestionID: q.ID, Data: data,
	})
}
