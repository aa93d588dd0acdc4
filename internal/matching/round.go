package matching

import (
	"context"
	"fmt"

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

// roundPage is how many questions are in memory at a time.
const roundPage = 1000

// Round scores all questions in some states against all that is on offer and
// keeps the most best pairs of each: what allocation plans with. It writes nothing.
func (s *Service) Round(ctx context.Context, states []tandem.QuestionState, most int) (Round, error) {
	now, err := s.snapshot(ctx)
	if err != nil {
		return Round{}, fmt.Errorf("score a round: %w", err)
	}
	r := Round{Offerings: now.offerings, Version: now.model.Version("")}
	scorer := now.index.Scorer(most)
	for {
		var after tandem.ID[tandem.Question]
		if n := len(r.Questions); n > 0 {
			after = r.Questions[n-1]
		}
		list, err := s.db.QuestionsIn(ctx, states, after, roundPage)
		if err != nil {
			return Round{}, fmt.Errorf("score a round: %w", err)
		}
		r.Edges = scorer.Edges(r.Edges, len(r.Questions), list, now.taken)
		for i := range list {
			r.Questions = append(r.Questions, list[i].ID)
		}
		if len(list) < roundPage {
			return r, nil
		}
	}
}
