package planning

import (
	"cmp"
	"context"
	"slices"
	"time"

	"github.com/tandem-hbo/tandem/internal/allocation"
	"github.com/tandem-hbo/tandem/internal/tandem"
)

// move is one question put elsewhere, with what that does to the plan. loses and
// gains are other questions that lose or get a place by it, or -1.
type move struct {
	to       int32
	total    int64
	loses    int
	gains    int
	feasible bool
}

// others finds the best other place of each question.
func (p *picture) others(rows []int) []move {
	list := make([]move, len(rows))
	for i, q := range rows {
		if best, found := p.bestOther(q); found {
			list[i] = best
			continue
		}
		list[i] = move{loses: -1, gains: -1}
		best, bestLoss := allocation.Nobody, int64(0)
		for _, e := range p.problem.EdgesOf(q) {
			if loss := p.loss(q, e.Offering); e.Offering != p.placed[q] && (best == allocation.Nobody || loss < bestLoss) {
				best, bestLoss = e.Offering, loss
			}
		}
		if best != allocation.Nobody {
			list[i] = p.moved(q, best, len(rows))
		}
	}
	return list
}

// loss is the least that all together lose when a question goes elsewhere: what
// the prices say.
func (m *made) loss(q int, to int32) int64 { return m.keeps(q, m.placed[q]) - m.keeps(q, to) }

// keeps is what is left of a question's weight after paying for its place.
func (m *made) keeps(q int, o int32) int64 {
	if o == allocation.Nobody {
		return 0
	}
	return m.worth(q, o) - m.price(o)
}

// moved is what putting a question elsewhere does, one of several moves that are
// asked for together. Where planning again for each takes too long for a page the
// prices answer, which never say that it costs too much.
func (m *made) moved(q int, to int32, together int) move {
	out := move{to: to, total: -max(0, m.loss(q, to)), loses: -1, gains: -1, feasible: true}
	if m.elsewhere(q, &out) || together*len(m.problem.Edges) > exactWork || m.searched() {
		return out
	}
	h, s, err := m.forced(q, to)
	if err != nil {
		return out
	}
	out.total = h.weighs(s.placed) - m.problem.weighs(m.placed)
	for other, now := range s.placed {
		was := m.placed[other]
		switch {
		case other == q || (was == allocation.Nobody) == (now == allocation.Nobody):
		case now == allocation.Nobody && out.loses < 0:
			out.loses = other
		case was == allocation.Nobody && out.gains < 0:
			out.gains = other
		}
	}
	return out
}

// forced plans again with one question put somewhere, or nowhere.
func (m *made) forced(q int, to int32) (*handOut, *solution, error) {
	rules := m.facts.rules
	rules.Fixed = m.fixedWith(q, to)
	h := m.facts.problem(rules)
	s, err := h.solve(rules)
	return h, s, err
}

// fixedWith is what is fixed by hand with one question more.
func (m *made) fixedWith(q int, to int32) []tandem.Fixing {
	x := tandem.Fixing{Question: m.facts.questions[q].id}
	if to != allocation.Nobody {
		x.Offering = m.facts.offerings[to].id
	}
	list := slices.DeleteFunc(slices.Clone(m.facts.rules.Fixed), func(old tandem.Fixing) bool { return old.Question == x.Question })
	return append(list, x)
}

// alternative draws a move.
func (p *picture) alternative(q int, m move) tandem.Alternative {
	now, then := p.score(q, p.placed[q]), p.score(q, m.to)
	a := tandem.Alternative{
		Score: then, Company: then.Company - now.Company, Education: then.Education - now.Education, Total: m.total,
	}
	if m.to != allocation.Nobody {
		a.OfferingID, a.Offering = p.facts.offerings[m.to].id, p.offerings[m.to].Title
	}
	if m.loses >= 0 {
		a.Loses = p.called(m.loses)
	}
	if m.gains >= 0 {
		a.Gains = p.called(m.gains)
	}
	return a
}

// called is how a list names a question: by its firm, or else by its title.
func (p *picture) called(q int) string { return cmp.Or(p.names[q].ShownName, p.names[q].Title) }

// Choices lists the places where a question of a plan could go, the best first,
// none among them, and behind those what a hard rule keeps it from. A question that
// took no part is NotFound.
func (s *Service) Choices(
	ctx context.Context, by tandem.Actor, id tandem.ID[tandem.Plan], question tandem.ID[tandem.Question],
) (tandem.PlaceChoice, error) {
	p, q, err := s.pick(ctx, by, id, question)
	if err != nil {
		return tandem.PlaceChoice{}, err
	}
	var list []move
	shown, edges := []int{q}, p.problem.EdgesOf(q)
	for _, e := range edges {
		if e.Offering != p.placed[q] {
			list = append(list, p.moved(q, e.Offering, len(edges)))
		}
	}
	slices.SortStableFunc(list, func(a, b move) int { return -cmp.Compare(a.total, b.total) })
	if p.placed[q] != allocation.Nobody {
		list = append(list, p.moved(q, allocation.Nobody, len(edges)))
	}
	for _, m := range list {
		for _, other := range []int{m.loses, m.gains} {
			if other >= 0 {
				shown = append(shown, other)
			}
		}
	}
	if err := s.name(ctx, p, shown); err != nil {
		return tandem.PlaceChoice{}, err
	}
	out := tandem.PlaceChoice{Plan: p.record.Row(), Row: p.row(q)}
	for _, m := range list {
		out.Choices = append(out.Choices, p.alternative(q, m))
	}
	out.Choices, err = s.outOfReach(ctx, p, q, out.Choices)
	return out, err
}

// mostShut bounds the offerings that are shown as out of reach.
const mostShut = 12

// outOfReach adds what a hard rule keeps the question from, each with that rule.
func (s *Service) outOfReach(ctx context.Context, p *picture, q int, list []tandem.Alternative) ([]tandem.Alternative, error) {
	model, err := s.model(ctx, p.facts.change)
	if err != nil {
		return nil, err
	}
	question, err := s.db.Question(ctx, p.facts.questions[q].id)
	if err != nil {
		return nil, err
	}
	left := mostShut
	for i, o := range p.offerings {
		if left == 0 || o.ID.IsZero() || p.facts.edge(q, small(i)) != allocation.Nobody {
			continue
		}
		score, err := model.Offering(&question, o, time.UnixMicro(p.facts.taken).UTC())
		if err != nil {
			continue // its form went out of the taxonomy
		}
		shut := slices.IndexFunc(score.Gates, func(g tandem.Gate) bool { return !g.OK })
		if shut < 0 {
			continue
		}
		left--
		list = append(list, tandem.Alternative{OfferingID: o.ID, Offering: o.Title, Gate: &score.Gates[shut], Score: tandem.PlanScore{
			Company: score.Company, Education: score.Education, CompanyEffort: score.CompanyEffort, EducationEffort: score.EducationEffort,
		}})
	}
	return list, nil
}

// pick finds a plan that was made and one of its questions.
func (s *Service) pick(
	ctx context.Context, by tandem.Actor, id tandem.ID[tandem.Plan], question tandem.ID[tandem.Question],
) (*picture, int, error) {
	record, err := s.record(ctx, by, id)
	if err != nil {
		return nil, 0, err
	}
	p, err := s.picture(ctx, record)
	if err != nil {
		return nil, 0, err
	}
	q, there := p.facts.questionAt(question)
	if !there {
		return nil, 0, tandem.Fail(tandem.NotFound, "question_not_in_plan")
	}
	return p, q, nil
}

// target is where a move leads, which must be a place that fits.
func (p *picture) target(q int, to tandem.ID[tandem.Offering]) (int32, error) {
	if to.IsZero() {
		return allocation.Nobody, nil
	}
	o, known := p.facts.offeringAt(to)
	if !known || p.facts.edge(q, o) == allocation.Nobody {
		return 0, tandem.FailFields([]tandem.FieldError{{Field: "offering", Code: "unknown_choice"}})
	}
	return o, nil
}

// Try tells what a move by hand would do, and keeps nothing.
func (s *Service) Try(ctx context.Context, by tandem.Actor, id tandem.ID[tandem.Plan], m tandem.PlanMove) (tandem.Effect, error) {
	p, q, err := s.pick(ctx, by, id, m.Question)
	if err != nil {
		return tandem.Effect{}, err
	}
	to, err := p.target(q, m.Offering)
	if err != nil {
		return tandem.Effect{}, err
	}
	begin := time.Now()
	h, sol, err := p.forced(q, to)
	if err != nil {
		return tandem.Effect{}, err
	}
	return s.effect(ctx, p, &made{facts: p.facts, problem: h, solution: sol}, begin, h.verify(sol) == nil)
}

// Move keeps a move by hand as a new plan, made from the same round with that
// question fixed. A job makes it.
func (s *Service) Move(ctx context.Context, by tandem.Actor, id tandem.ID[tandem.Plan], m tandem.PlanMove) (tandem.ID[tandem.Plan], error) {
	p, q, err := s.pick(ctx, by, id, m.Question)
	if err != nil {
		return tandem.ID[tandem.Plan]{}, err
	}
	to, err := p.target(q, m.Offering)
	if err != nil {
		return tandem.ID[tandem.Plan]{}, err
	}
	rules := p.record.Rules
	rules.Fixed = p.fixedWith(q, to)
	if err := checkRules(&rules); err != nil {
		return tandem.ID[tandem.Plan]{}, err
	}
	origin := tandem.PlanMoved
	if p.record.Change != nil { // it still supposes what its parent supposes
		origin = tandem.PlanWhatIf
	}
	return s.order(ctx, by, tandem.PlanRecord{
		InstitutionID: p.record.InstitutionID, PeriodID: p.record.PeriodID, Origin: origin, Parent: id, Rules: rules,
		Change: p.record.Change,
	})
}
