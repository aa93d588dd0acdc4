// Package matching scores questions: against the eight forms for anybody who
// types, and against the offerings of the moment once a question was sent. It
// keeps the best matches and the nearest misses for a coordinator to judge.
package matching

import (
	"context"
	"errors"
	"fmt"
	"strconv"
	"sync/atomic"

	"github.com/tandem-hbo/tandem/internal/calendar"
	"github.com/tandem-hbo/tandem/internal/postgres"
	"github.com/tandem-hbo/tandem/internal/scoring"
	"github.com/tandem-hbo/tandem/internal/tandem"
)

// How many proposals and near misses are kept of one scoring.
const (
	proposals = 10
	misses    = 5

	// alwaysShown proposals are kept however they weigh; others when they reach
	// this part of the best.
	alwaysShown = 3
	reach       = 0.75
)

// Service scores.
type Service struct {
	db   *postgres.DB
	kept atomic.Pointer[cached]
}

// New makes the service.
func New(db *postgres.DB) *Service { return &Service{db: db} }

// Forms scores a question, stored or not, against the eight forms, best first,
// and names the version that the scores belong to. It writes nothing.
func (s *Service) Forms(ctx context.Context, q tandem.Question) ([]tandem.FormScore, tandem.ScoreVersion, error) {
	model, err := s.model(ctx)
	if err != nil {
		return nil, tandem.ScoreVersion{}, fmt.Errorf("score against forms: %w", err)
	}
	return model.Forms(&q, s.db.Now()), model.Version(q.Reading.Model), nil
}

// Advise is Forms with the edits of the question that would bring another form
// to the top or make one possible, and the one question back that helps most.
func (s *Service) Advise(ctx context.Context, q tandem.Question) (tandem.Advice, error) {
	model, err := s.model(ctx)
	if err != nil {
		return tandem.Advice{}, fmt.Errorf("advise on forms: %w", err)
	}
	now := s.db.Now()
	return tandem.Advice{
		Taxonomy: model.Taxonomy(), Forms: model.Forms(&q, now), Better: model.Better(&q, now), Ask: model.Ask(&q, now),
	}, nil
}

// errDone tells that there is nothing left to score.
var errDone = errors.New("question is not waiting to be scored")

// Score scores a submitted question against forms and open offerings and moves
// it to matched, ready for a coordinator. A question in any other state, or
// none, was scored or taken back before: nothing is done, so that the job may
// run twice.
func (s *Service) Score(ctx context.Context, id tandem.ID[tandem.Question]) error {
	model, err := s.model(ctx)
	if err != nil {
		return fmt.Errorf("score question %s: %w", id, err)
	}
	err = s.db.InTx(ctx, tandem.SystemActor(), func(tx *postgres.Tx) error { return score(ctx, tx, model, id) })
	if errors.Is(err, errDone) || errors.Is(err, tandem.NotFound) {
		return nil
	}
	return err
}

func score(ctx context.Context, tx *postgres.Tx, model *scoring.Model, id tandem.ID[tandem.Question]) error {
	q, err := tx.LockQuestion(ctx, id)
	if err != nil {
		return err
	}
	if q.State != tandem.QuestionSubmitted {
		return errDone
	}
	version := model.Version(q.Reading.Model)
	if err := tx.SaveFormScores(ctx, id, model.Forms(&q, tx.Now()), version); err != nil {
		return err
	}
	if err := tx.ExpireMatches(ctx, id); err != nil {
		return err
	}
	open, err := tx.OpenOfferings(ctx, calendar.Day(tx.Now()))
	if err != nil {
		return err
	}
	kept := keep(model.Index(open).Propose(&q, tx.Now(), proposals, misses))
	for i, r := range kept {
		if err := tx.InsertMatch(ctx, match(q, r, i+1, version, tx)); err != nil {
			return err
		}
	}
	if err := q.Move(tandem.QuestionMatched, tx.Now()); err != nil {
		return err
	}
	if err := tx.SaveQuestion(ctx, q); err != nil {
		return err
	}
	return tx.Record(ctx, scored(q, kept, version))
}

func match(q tandem.Question, r scoring.Ranked, rank int, v tandem.ScoreVersion, tx *postgres.Tx) tandem.Match {
	return tandem.Match{
		ID: tandem.NewID[tandem.Match](), QuestionID: q.ID, OfferingID: r.Offering.ID,
		InstitutionID: r.Offering.InstitutionID, State: tandem.MatchProposed, StateSince: tx.Now(),
		Rank: rank, Score: r.Score, Version: v, CreatedAt: tx.Now(),
	}
}

// scored is the entry in the audit trail.
func scored(q tandem.Question, kept []scoring.Ranked, v tandem.ScoreVersion) tandem.Event {
	feasible := 0
	for _, r := range kept {
		if r.Feasible() {
			feasible++
		}
	}
	return tandem.Event{
		Action: "question.scored", SubjectKind: "question", SubjectID: q.ID.String(), SubjectName: q.Title,
		QuestionID: q.ID, InstitutionID: q.InstitutionID,
		FromState: string(tandem.QuestionSubmitted), ToState: string(q.State),
		Detail: map[string]string{
			"proposals": strconv.Itoa(feasible), "misses": strconv.Itoa(len(kept) - feasible),
			"taxonomy": strconv.Itoa(v.Taxonomy), "weights": v.Weights, "evidence": strconv.Itoa(v.Evidence), "model": v.Model,
		},
	}
}
