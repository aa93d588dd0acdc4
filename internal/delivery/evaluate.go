package delivery

import (
	"context"
	"fmt"
	"strings"

	"github.com/tandem-hbo/tandem/internal/job"
	"github.com/tandem-hbo/tandem/internal/policy"
	"github.com/tandem-hbo/tandem/internal/postgres"
	"github.com/tandem-hbo/tandem/internal/tandem"
)

// Grades of a result run from GradeLeast (nothing came of it) to GradeMost.
const (
	GradeLeast = 1
	GradeMost  = 5
)

// Voice is the work that somebody may evaluate, and for which side.
type Voice struct {
	tandem.Work
	Side tandem.Side
}

// Voice reads work for evaluating: by the owner for the company, by the
// lecturer for the education. For anybody else it is Denied.
func (s *Service) Voice(ctx context.Context, by tandem.Actor, id tandem.ID[tandem.Engagement]) (Voice, error) {
	e, err := s.db.Engagement(ctx, id)
	if err != nil {
		return Voice{}, fmt.Errorf("evaluate: %w", err)
	}
	c, err := s.db.Claim(ctx, e.ClaimID)
	if err != nil {
		return Voice{}, fmt.Errorf("evaluate: %w", err)
	}
	w, err := s.around(ctx, c)
	if err != nil {
		return Voice{}, fmt.Errorf("evaluate: %w", err)
	}
	side, err := sideOf(by, w)
	if err != nil {
		return Voice{}, fmt.Errorf("evaluate %s: %w", id, err)
	}
	return Voice{Work: w, Side: side}, nil
}

// sideOf tells for which side the actor speaks.
func sideOf(by tandem.Actor, w tandem.Work) (tandem.Side, error) {
	if policy.Evaluate(by, tandem.Company, w.Question, w.Claim) == nil {
		return tandem.Company, nil
	}
	return tandem.Education, policy.Evaluate(by, tandem.Education, w.Question, w.Claim)
}

// Verdict is what somebody says a collaboration brought: a grade for each
// result their side asked for.
type Verdict struct {
	Grades map[tandem.OutcomeKey]int
	Note   string
}

// ratings returns the grades in the order of the wishes. A missing or odd one is
// Invalid; the field is the outcome's key after "grade_". Grades for results
// that nobody asked for are left out.
func (v Verdict) ratings(asked []tandem.Wish) ([]tandem.Rating, error) {
	var faults []tandem.FieldError
	var list []tandem.Rating
	for _, w := range asked {
		grade := v.Grades[w.Outcome]
		if grade < GradeLeast || grade > GradeMost {
			faults = append(faults, tandem.FieldError{Field: "grade_" + string(w.Outcome), Code: "missing"})
		}
		list = append(list, tandem.Rating{Outcome: w.Outcome, Grade: grade})
	}
	return list, tandem.FailFields(faults)
}

// Evaluate stores what one side says, once. It is a Conflict with code
// already_evaluated the second time and not_ended while the work runs.
func (s *Service) Evaluate(ctx context.Context, by tandem.Actor, id tandem.ID[tandem.Engagement], v Verdict) error {
	v.Note = strings.TrimSpace(v.Note)
	e, err := s.db.Engagement(ctx, id)
	if err != nil {
		return fmt.Errorf("evaluate: %w", err)
	}
	c, err := s.db.Claim(ctx, e.ClaimID)
	if err != nil {
		return fmt.Errorf("evaluate: %w", err)
	}
	err = s.db.InTx(ctx, by, func(tx *postgres.Tx) error {
		w, err := lock(ctx, tx, c)
		if err != nil {
			return err
		}
		if w.Engagement, err = tx.Engagement(ctx, id); err != nil {
			return err
		}
		return evaluate(ctx, tx, by, w, v)
	})
	if err != nil {
		return fmt.Errorf("evaluate %s: %w", id, err)
	}
	return nil
}

func evaluate(ctx context.Context, tx *postgres.Tx, by tandem.Actor, w tandem.Work, v Verdict) error {
	side, err := sideOf(by, w)
	if err != nil {
		return err
	}
	if w.Engagement.State == tandem.EngagementRunning {
		return tandem.Fail(tandem.Conflict, "not_ended")
	}
	if err := tandem.CheckNote("note", v.Note, 0, noteMost); err != nil {
		return err
	}
	ratings, err := v.ratings(w.Asked(side))
	if err != nil {
		return err
	}
	err = tx.InsertEvaluation(ctx, tandem.Evaluation{
		ID: tandem.NewID[tandem.Evaluation](), EngagementID: w.Engagement.ID, Side: side, PersonID: by.PersonID,
		Note: v.Note, CreatedAt: tx.Now(), Ratings: ratings,
	})
	if err != nil {
		return err
	}
	event := event("question.evaluated", w.Question, w.Question.State)
	event.Detail = map[string]string{"side": string(side), "engagement": w.Engagement.ID.String()}
	if err := tx.Record(ctx, event); err != nil {
		return err
	}
	return tx.Enqueue(ctx, job.Rescore{})
}
