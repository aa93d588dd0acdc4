package planning

import (
	"cmp"
	"context"
	"slices"
	"time"

	"github.com/tandem-hbo/tandem/internal/allocation"
	"github.com/tandem-hbo/tandem/internal/postgres"
	"github.com/tandem-hbo/tandem/internal/tandem"
)

// How many changes an effect and a comparison name.
const (
	effectChanges = 10
	diffChanges   = 50
)

// difference is a question that two plans treat differently, by its place in
// either.
type difference struct {
	id       tandem.ID[tandem.Question]
	from, to int // places in the two plans' questions; -1 when it is not there
}

// differences lists who goes elsewhere; same counts the others.
func differences(a, b *made) (list []difference, same int) {
	at := make(map[tandem.ID[tandem.Question]]int, len(b.facts.questions))
	for q := range b.facts.questions {
		at[b.facts.questions[q].id] = q
	}
	for q := range a.facts.questions {
		id := a.facts.questions[q].id
		other, there := at[id]
		delete(at, id)
		if !there {
			other = -1
		}
		if a.seat(q) == b.seat(other) {
			same++
			continue
		}
		list = append(list, difference{id, q, other})
	}
	for q := range b.facts.questions {
		id := b.facts.questions[q].id
		if _, fresh := at[id]; !fresh {
			continue
		}
		if b.seat(q).IsZero() {
			same++
		} else {
			list = append(list, difference{id, -1, q})
		}
	}
	return list, same
}

// seat is the offering where a question goes; zero for none.
func (m *made) seat(q int) tandem.ID[tandem.Offering] {
	if q < 0 || m.placed[q] == allocation.Nobody {
		return tandem.ID[tandem.Offering]{}
	}
	return m.facts.offerings[m.placed[q]].id
}

// gain is what a question gets of its place, on the scale 0..1.
func (m *made) gain(q int) (company, education float64) {
	if q < 0 {
		return 0, 0
	}
	if e := m.problem.edgeTo(q, m.placed[q]); e != nil {
		return share(e.Company), share(e.Education)
	}
	return 0, 0
}

// changes draws differences, those that lose or get a place first, then the
// largest.
func (s *Service) changes(ctx context.Context, a, b *picture, list []difference, most int) ([]tandem.PlanChange, error) {
	weigh := func(d difference) (placed int, size float64) {
		ac, ae := a.gain(d.from)
		bc, be := b.gain(d.to)
		if a.seat(d.from).IsZero() != b.seat(d.to).IsZero() {
			placed = 1
		}
		return placed, max(ac-bc, bc-ac) + max(ae-be, be-ae)
	}
	slices.SortStableFunc(list, func(x, y difference) int {
		px, sx := weigh(x)
		py, sy := weigh(y)
		return cmp.Or(py-px, -cmp.Compare(sx, sy), slices.Compare(x.id.UUID[:], y.id.UUID[:]))
	})
	list = list[:min(most, len(list))]
	ids := make([]tandem.ID[tandem.Question], len(list))
	for i, d := range list {
		ids[i] = d.id
	}
	names, err := s.db.QuestionNames(ctx, ids)
	if err != nil {
		return nil, err
	}
	called := make(map[tandem.ID[tandem.Question]]postgres.QuestionName, len(names))
	for _, n := range names {
		called[n.ID] = n
	}
	changes := make([]tandem.PlanChange, len(list))
	for i, d := range list {
		ac, ae := a.gain(d.from)
		bc, be := b.gain(d.to)
		changes[i] = tandem.PlanChange{
			QuestionID: d.id, Title: called[d.id].Title, ShownName: called[d.id].ShownName, From: a.titleOf(d.from), To: b.titleOf(d.to),
			Company: bc - ac, Education: be - ae,
		}
	}
	return changes, nil
}

// titleOf is what the offering of a question is called, empty for none.
func (p *picture) titleOf(q int) string {
	if q < 0 || p.placed[q] == allocation.Nobody {
		return ""
	}
	return p.offerings[p.placed[q]].Title
}

// Compare sets two plans of one institution side by side.
func (s *Service) Compare(ctx context.Context, by tandem.Actor, a, b tandem.ID[tandem.Plan]) (tandem.PlanDiff, error) {
	var diff tandem.PlanDiff
	var pictures [2]*picture
	for i, id := range []tandem.ID[tandem.Plan]{a, b} {
		record, err := s.record(ctx, by, id)
		if err != nil {
			return diff, err
		}
		if pictures[i], err = s.picture(ctx, record); err != nil {
			return diff, err
		}
	}
	if pictures[0].record.PeriodID != pictures[1].record.PeriodID {
		return diff, tandem.Fail(tandem.NotFound, "plans_of_two_rounds")
	}
	views := []*tandem.PlanView{&diff.A, &diff.B}
	for i, p := range pictures {
		list := drawn{lowest: p.lowest()}
		if err := s.name(ctx, p, p.shown(list)); err != nil {
			return diff, err
		}
		r := p.record
		*views[i] = tandem.PlanView{
			Plan: r.Row(), Rules: r.Rules, Parent: r.Parent, ApprovedAt: r.ApprovedAt, ApprovedBy: r.ApprovedBy, HeldUntil: r.HeldUntil, TookMS: r.TookMS,
		}
		p.fill(views[i], list)
	}
	list, same := differences(pictures[0].made, pictures[1].made)
	diff.Same, diff.Changed, diff.Since = same, len(list), apart(pictures[0].facts, pictures[1].facts)
	var err error
	diff.Changes, err = s.changes(ctx, pictures[0], pictures[1], list, diffChanges)
	return diff, err
}

// effect tells what a change does to a plan.
func (s *Service) effect(ctx context.Context, p *picture, then *made, begin time.Time, verified bool) (tandem.Effect, error) {
	list, _ := differences(p.made, then)
	e := tandem.Effect{
		Asked: len(then.facts.questions), Weight: then.problem.weighs(then.placed) - p.problem.weighs(p.placed), Changed: len(list), Verified: verified,
		Breaks: then.problem.shortOf(then.placed) - p.problem.shortOf(p.placed),
	}
	for _, o := range p.placed {
		e.Before += int(flag(o != allocation.Nobody))
	}
	for _, o := range then.placed {
		e.Placed += int(flag(o != allocation.Nobody))
	}
	e.Breaks, e.TookMS = max(0, e.Breaks), ms(time.Since(begin))
	after := &picture{made: then, record: p.record, offerings: p.offeringsAs(then)}
	var err error
	e.Changes, err = s.changes(ctx, p, after, list, effectChanges)
	return e, err
}

// offeringsAs are the offerings of a picture in the order of other facts.
func (p *picture) offeringsAs(m *made) []tandem.OfferingDetail {
	if m.facts == p.facts {
		return p.offerings
	}
	list := make([]tandem.OfferingDetail, len(m.facts.offerings))
	for i := range m.facts.offerings {
		if at, ok := p.facts.offeringAt(m.facts.offerings[i].id); ok {
			list[i] = p.offerings[at]
		}
	}
	return list
}
