package planning

import (
	"context"

	"github.com/google/uuid"

	"github.com/tandem-hbo/tandem/internal/allocation"
	"github.com/tandem-hbo/tandem/internal/tandem"
)

// stale counts the questions that came, went or changed since a plan was made, and
// the offerings, lecturers and programmes with more or less room left.
func (s *Service) stale(ctx context.Context, p *picture) (int, error) {
	now, err := s.db.RoundQuestionIDs(ctx, p.record.InstitutionID, p.facts.inForce)
	if err != nil {
		return 0, err
	}
	known := make(map[tandem.ID[tandem.Question]]bool, len(p.facts.questions))
	for i := range p.facts.questions {
		known[p.facts.questions[i].id] = true
	}
	n := 0
	for _, id := range now {
		if !known[id] {
			n++
		}
		delete(known, id)
	}
	n += len(known)
	if p.facts.change != nil {
		return n, nil // its places are not those of the ledger
	}
	room, err := s.room(ctx, p)
	return n + room, err
}

// room counts what has more or less room than when a plan was made.
func (s *Service) room(ctx context.Context, p *picture) (int, error) {
	r, f := &round{}, &facts{}
	for _, o := range p.offerings {
		if !o.ID.IsZero() && o.ClosedAt == nil {
			r.offerings = append(r.offerings, o)
		}
	}
	period := tandem.Period{ID: p.record.PeriodID, InstitutionID: p.record.InstitutionID}
	if err := s.capacity(ctx, &request{period: period, rules: p.facts.rules}, r, f); err != nil {
		return 0, err
	}
	return unlike(p.facts.rooms(), f.rooms()), nil
}

// rooms is the room of everything that has a bound, by id.
func (f *facts) rooms() map[uuid.UUID]int32 {
	all := make(map[uuid.UUID]int32, len(f.offerings)+len(f.lecturers)+len(f.programmes))
	for _, o := range f.offerings {
		all[o.id.UUID] = o.most
	}
	for _, l := range f.lecturers {
		if l.most != allocation.Unlimited {
			all[l.id.UUID] += l.most
		}
	}
	for _, p := range f.programmes {
		all[p.id.UUID] = p.most
	}
	return all
}
