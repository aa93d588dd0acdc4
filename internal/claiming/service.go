// Package claiming lets lecturers browse approved questions and hold a place
// for one: claim, give back, and the job that ends claims nobody started.
package claiming

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"strings"
	"time"

	"github.com/tandem-hbo/tandem/internal/policy"
	"github.com/tandem-hbo/tandem/internal/postgres"
	"github.com/tandem-hbo/tandem/internal/tandem"
)

// noteLimit is how many characters a lecturer may write to the owner.
const noteLimit = 2000

// Service serves lecturers who look for questions.
type Service struct {
	db *postgres.DB
}

// New makes the service.
func New(db *postgres.DB) *Service { return &Service{db: db} }

// Brief is an approved question as a lecturer sees it.
type Brief struct {
	Question tandem.Question
	// Sealed is zero unless the reader may see it, see policy.ViewSealed.
	Sealed tandem.Sealed
	// Candidates are the matches that have not been rejected, approved first; those
	// of other institutions only when approved.
	Candidates []tandem.Candidate
	// Hold is zero while nobody holds the question.
	Hold tandem.ClaimedBy
	// Kept is the place that is kept free for it, zero for none.
	Kept tandem.SoftHold
	// Now is the moment of reading.
	Now time.Time
	// LapseDays is how long a claim of the reader may wait for its start.
	LapseDays int
}

// LapsesAt is until when a claim made now would wait for its start.
func (b Brief) LapsesAt() time.Time { return b.Now.AddDate(0, 0, b.LapseDays) }

// Mine lists the candidates that the actor may claim for. While a place is kept for
// the question, that is the only one.
func (b Brief) Mine(by tandem.Actor) []tandem.Candidate {
	return slices.DeleteFunc(slices.Clone(b.Candidates), func(p tandem.Candidate) bool {
		elsewhere := !b.Kept.OfferingID.IsZero() && p.OfferingID != b.Kept.OfferingID
		return elsewhere || p.State != tandem.MatchApproved || policy.ClaimMatch(by, p.Offering()) != nil
	})
}

// Brief reads a question for a lecturer or coordinator. One that the actor may
// not see is NotFound or Denied, which read the same.
func (s *Service) Brief(ctx context.Context, by tandem.Actor, id tandem.ID[tandem.Question]) (Brief, error) {
	q, err := s.db.Question(ctx, id)
	if err != nil {
		return Brief{}, fmt.Errorf("brief: %w", err)
	}
	candidates, err := s.db.Candidates(ctx, id)
	if err != nil {
		return Brief{}, fmt.Errorf("brief: %w", err)
	}
	if err := policy.ViewQuestion(by, q, offered(candidates)...); err != nil {
		return Brief{}, fmt.Errorf("brief %s: %w", id, err)
	}
	b := Brief{Question: q, Now: s.db.Now(), Candidates: visible(by, candidates)}
	if b.Hold, err = s.db.Holder(ctx, id); err != nil && !errors.Is(err, tandem.NotFound) {
		return Brief{}, fmt.Errorf("brief: %w", err)
	}
	if b.Kept, err = s.db.SoftHold(ctx, id); err != nil && !errors.Is(err, tandem.NotFound) {
		return Brief{}, fmt.Errorf("brief: %w", err)
	}
	if err := s.seal(ctx, by, &b); err != nil {
		return Brief{}, fmt.Errorf("brief: %w", err)
	}
	if mine := b.Mine(by); len(mine) > 0 {
		in, err := s.db.Institution(ctx, mine[0].InstitutionID)
		if err != nil {
			return Brief{}, fmt.Errorf("brief: %w", err)
		}
		b.LapseDays = in.LapseDays
	}
	return b, nil
}

// seal adds the sealed part for those who may see it.
func (s *Service) seal(ctx context.Context, by tandem.Actor, b *Brief) error {
	claim := tandem.Claim{
		QuestionID: b.Question.ID, LecturerID: b.Hold.LecturerID,
		InstitutionID: b.Hold.InstitutionID, State: b.Hold.State,
	}
	if policy.ViewSealed(by, b.Question, claim) != nil {
		return nil //nolint:nilerr // who may not see it gets the rest
	}
	var err error
	b.Sealed, err = s.db.Sealed(ctx, b.Question.ID)
	b.Sealed.Confidential = "" // a claim gives a way to reach people, no more
	return err
}

// offered lists the institutions for whose offerings a question was approved.
func offered(candidates []tandem.Candidate) []tandem.ID[tandem.Institution] {
	var list []tandem.ID[tandem.Institution]
	for _, p := range candidates {
		if p.State == tandem.MatchApproved {
			list = append(list, p.InstitutionID)
		}
	}
	return list
}

// visible drops what was rejected, and undecided matches of institutions that
// the actor is no part of.
func visible(by tandem.Actor, candidates []tandem.Candidate) []tandem.Candidate {
	scope, _ := policy.BrowseScope(by) // an empty scope hides all that is undecided
	list := slices.DeleteFunc(candidates, func(p tandem.Candidate) bool {
		own := slices.Contains(scope.Institutions, p.InstitutionID)
		return p.State != tandem.MatchApproved && !(own && p.State == tandem.MatchProposed)
	})
	slices.SortStableFunc(list, func(a, b tandem.Candidate) int { return strings.Compare(string(a.State), string(b.State)) })
	return list
}
