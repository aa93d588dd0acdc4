package planning

import (
	"context"

	"github.com/tandem-hbo/tandem/internal/allocation"
	"github.com/tandem-hbo/tandem/internal/tandem"
)

// Lines lists every question that took part in a plan, placed or not, for a
// spreadsheet: those placed by offering, then the others.
func (s *Service) Lines(ctx context.Context, by tandem.Actor, id tandem.ID[tandem.Plan]) ([]tandem.PlanLine, error) {
	record, err := s.record(ctx, by, id)
	if err != nil {
		return nil, err
	}
	p, err := s.picture(ctx, record)
	if err != nil {
		return nil, err
	}
	order := p.rowsOf(tandem.PlanFilter{})
	reason := map[int]tandem.UnplacedReason{}
	for _, u := range p.explain().unseat {
		reason[int(u.question)] = u.reason
		order = append(order, int(u.question))
	}
	if err := s.name(ctx, p, order); err != nil {
		return nil, err
	}
	list := make([]tandem.PlanLine, len(order))
	for i, q := range order {
		list[i] = p.line(q)
		list[i].Reason = reason[q]
	}
	return list, nil
}

func (p *picture) line(q int) tandem.PlanLine {
	f, o := &p.facts.questions[q], p.placed[q]
	l := tandem.PlanLine{
		Title: p.names[q].Title, ShownName: p.names[q].ShownName, Region: p.facts.words[f.region], Sector: p.facts.words[f.sector],
		Size: tandem.CompanySizes()[f.size], First: f.first, Score: p.score(q, o), Weight: int(p.worth(q, o)), Fixed: p.byHand(q),
	}
	if o != allocation.Nobody {
		x := &p.offerings[o]
		start := x.Start
		l.Offering, l.Programme, l.Lecturer, l.Start = x.Title, x.Programme, x.Lecturer, &start
	}
	return l
}
