package planning

import (
	"context"
	"slices"
	"time"

	"github.com/tandem-hbo/tandem/internal/allocation"
	"github.com/tandem-hbo/tandem/internal/scoring"
	"github.com/tandem-hbo/tandem/internal/tandem"
)

// pair is a question with an offering, by place in the facts.
type pair struct {
	q int
	o int32
}

// placedPairs lists who goes where, by question.
func (m *made) placedPairs() []pair {
	var list []pair
	for q, o := range m.placed {
		if o != allocation.Nobody {
			list = append(list, pair{q, o})
		}
	}
	return list
}

// lines lists who waits for each offering: the questions without a place that came
// nearest, as far as the line goes.
func (m *made) lines() []pair {
	type runner struct {
		pair

		short int64
	}
	by := map[int32][]runner{}
	for q, o := range m.placed {
		if o != allocation.Nobody || m.problem.out[q] {
			continue
		}
		for _, e := range m.problem.EdgesOf(q) {
			by[e.Offering] = append(by[e.Offering], runner{pair{q, e.Offering}, m.price(e.Offering) - int64(e.Weight)})
		}
	}
	var list []pair
	for o := range m.facts.offerings {
		line := by[small(o)]
		slices.SortStableFunc(line, func(a, b runner) int {
			if a.short != b.short {
				return int(max(-1, min(1, a.short-b.short)))
			}
			return a.q - b.q
		})
		for _, r := range line[:min(lineLength, len(line))] {
			list = append(list, r.pair)
		}
	}
	return list
}

// scores explains the pairs that a plan proposes or puts in line, as matches keep
// them.
func (s *Service) scores(ctx context.Context, p *picture, all []pair) (map[pair]tandem.Score, error) {
	model, err := s.model(ctx, nil)
	if err != nil {
		return nil, err
	}
	slices.SortFunc(all, func(a, b pair) int { return a.q - b.q })
	scores := make(map[pair]tandem.Score, len(all))
	for chunk := range slices.Chunk(all, pageSize) {
		ids := make([]tandem.ID[tandem.Question], 0, len(chunk))
		for _, x := range chunk {
			ids = append(ids, p.facts.questions[x.q].id)
		}
		list, err := s.db.QuestionsToScore(ctx, slices.Compact(ids))
		if err != nil {
			return nil, err
		}
		at := make(map[tandem.ID[tandem.Question]]*tandem.Question, len(list))
		for i := range list {
			at[list[i].ID] = &list[i]
		}
		for _, x := range chunk {
			if q := at[p.facts.questions[x.q].id]; q != nil {
				scores[x] = p.explainPair(model, q, x)
			}
		}
	}
	return scores, nil
}

// explainPair is the score of a pair with the numbers of the plan, should they
// have changed since.
func (p *picture) explainPair(model *scoring.Model, q *tandem.Question, x pair) tandem.Score {
	score, err := model.Offering(q, p.offerings[x.o], time.UnixMicro(p.facts.taken).UTC())
	if err != nil {
		return tandem.Score{Weight: int(p.worth(x.q, x.o))}
	}
	if at := p.facts.edge(x.q, x.o); at != allocation.Nobody && score.Weight == 0 {
		score.Weight = int(p.facts.edges[at].Weight)
	}
	return score
}
