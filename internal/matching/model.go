package matching

import (
	"context"
	"fmt"

	"github.com/tandem-hbo/tandem/internal/scoring"
	"github.com/tandem-hbo/tandem/internal/tandem"
)

// cached is a model with what it was made from.
type cached struct {
	basis tandem.ScoringBasis
	model *scoring.Model
}

// model returns the scoring model of the newest taxonomy and evaluations. It is
// made once and kept, since every key press on the home page asks for it; two
// requests that find it old make it twice, which does no harm.
func (s *Service) model(ctx context.Context) (*scoring.Model, error) {
	basis, err := s.db.ScoringBasis(ctx)
	if err != nil {
		return nil, err
	}
	if kept := s.kept.Load(); kept != nil && kept.basis == basis {
		return kept.model, nil
	}
	taxonomy, err := s.db.Taxonomy(ctx)
	if err != nil {
		return nil, err
	}
	yields, err := s.db.Yields(ctx)
	if err != nil {
		return nil, err
	}
	model, err := scoring.New(taxonomy, yields)
	if err != nil {
		return nil, fmt.Errorf("make scoring model: %w", err)
	}
	s.kept.Store(&cached{basis, model})
	return model, nil
}
