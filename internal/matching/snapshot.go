package matching

import (
	"context"
	"fmt"
	"time"

	"github.com/tandem-hbo/tandem/internal/calendar"
	"github.com/tandem-hbo/tandem/internal/scoring"
	"github.com/tandem-hbo/tandem/internal/tandem"
)

// snapshot is all that scores rest on but the question, as it was at a moment.
type snapshot struct {
	taken     time.Time
	newest    bool // taken for this very question; clocks of machines may differ
	model     *scoring.Model
	offerings []tandem.OfferingDetail
	index     *scoring.Index
}

// snapshot reads what is on offer and lays it out for many questions.
func (s *Service) snapshot(ctx context.Context) (*snapshot, error) {
	taken := s.db.Now()
	model, err := s.model(ctx)
	if err != nil {
		return nil, err
	}
	offerings, err := s.db.OpenOfferings(ctx, calendar.Day(taken))
	if err != nil {
		return nil, fmt.Errorf("read what is on offer: %w", err)
	}
	return &snapshot{taken: taken, model: model, offerings: offerings, index: model.Index(offerings)}, nil
}

// find looks an offering up among those that are open.
func (n *snapshot) find(id tandem.ID[tandem.Offering]) (tandem.OfferingDetail, bool) {
	for _, o := range n.offerings {
		if o.ID == id {
			return o, true
		}
	}
	return tandem.OfferingDetail{}, false
}
