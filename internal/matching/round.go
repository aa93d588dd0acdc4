package matching

import (
	"context"
	"fmt"
	"runtime"
	"slices"

	"golang.org/x/sync/errgroup"

	"github.com/tandem-hbo/tandem/internal/scoring"
	"github.com/tandem-hbo/tandem/internal/tandem"
)

// Round is all that can be placed at a moment: questions, what is on offer, and
// the best pairs of each question as places in both lists. Version names the
// taxonomy, the weights and the evidence that the weights of pairs rest on.
type Round struct {
	Questions []tandem.ID[tandem.Question]
	Offerings []tandem.OfferingDetail
	Edges     []scoring.Edge // question by question, best first
	Version   tandem.ScoreVersion
}

// roundPage is how many questions are read and scored at a time.
const roundPage = 500

// Round scores all questions in some states against all that is on offer and
// keeps the most best pairs of each: what allocation plans with. It writes
// nothing. Pages of questions are read and scored side by side; the result does
// not depend on how many.
func (s *Service) Round(ctx context.Context, states []tandem.QuestionState, most int) (Round, error) {
	now, err := s.snapshot(ctx)
	if err != nil {
		return Round{}, fmt.Errorf("score a round: %w", err)
	}
	r := Round{Offerings: now.offerings, Version: now.model.Version("")}
	if r.Questions, err = s.db.IDsInStates(ctx, states); err != nil {
		return Round{}, fmt.Errorf("score a round: %w", err)
	}
	pages := slices.Collect(slices.Chunk(r.Questions, roundPage))
	edges := make([][]scoring.Edge, len(pages))
	group, ctx := errgroup.WithContext(ctx)
	group.SetLimit(runtime.GOMAXPROCS(0))
	for i, ids := range pages {
		group.Go(func() (err error) {
			edges[i], err = s.roundOf(ctx, now, ids, i*roundPage, most)
			return err
		})
	}
	if err := group.Wait(); err != nil {
		return Round{}, fmt.Errorf("score a round: %w", err)
	}
	r.Edges = slices.Concat(edges...)
	return r, nil
}

// roundOf is one page of a round; first is the number of its first question.
func (s *Service) roundOf(ctx context.Context, now *snapshot, ids []tandem.ID[tandem.Question], first, most int) ([]scoring.Edge, error) {
	list, err := s.db.QuestionsToScore(ctx, ids)
	if err != nil {
		return nil, err
	}
	if len(list) != len(ids) {
		return nil, tandem.FailWith(tandem.Conflict, "moved_on", fmt.Errorf("%d of %d questions are left", len(list), len(ids)))
	}
	return now.index.Scorer(most).Edges(nil, first, list, now.taken), nil
}
