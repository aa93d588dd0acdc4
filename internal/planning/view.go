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

// shownUnplaced is how many questions of a reason are named.
const shownUnplaced = 10

// picture is a plan with the names that its page needs.
type picture struct {
	*made

	record    tandem.PlanRecord
	offerings []tandem.OfferingDetail // by place in the facts; the zero value when one is gone
	names     map[int]postgres.QuestionName
}

// View reads a plan with all that its page tells. A plan that is being made, or
// failed, has no more than its row and rules. To anybody but the institution's
// coordinators it does not exist.
func (s *Service) View(
	ctx context.Context, by tandem.Actor, id tandem.ID[tandem.Plan], filter tandem.PlanFilter,
) (tandem.PlanView, error) {
	record, err := s.record(ctx, by, id)
	if err != nil {
		return tandem.PlanView{}, err
	}
	v := tandem.PlanView{
		Plan: record.Row(), Rules: record.Rules, Parent: record.Parent, ApprovedAt: record.ApprovedAt, ApprovedBy: record.ApprovedBy,
		HeldUntil: record.HeldUntil, TookMS: record.TookMS,
	}
	if !record.State.Made() {
		return v, nil
	}
	p, err := s.picture(ctx, record)
	if err != nil {
		return v, err
	}
	rows := p.rowsOf(filter)
	v.All = len(rows)
	rows = rows[min(len(rows), max(0, filter.Offset)):]
	if filter.Limit > 0 {
		rows = rows[:min(len(rows), filter.Limit)]
	}
	list := drawn{rows: rows, others: p.others(rows), lowest: p.lowest()}
	if err := s.name(ctx, p, p.shown(list)); err != nil {
		return v, err
	}
	p.fill(&v, list)
	return v, s.present(ctx, &v, p)
}

// picture reads a plan with the offerings it speaks of.
func (s *Service) picture(ctx context.Context, record tandem.PlanRecord) (*picture, error) {
	m, err := s.read(ctx, record.ID)
	if err != nil {
		return nil, err
	}
	p := &picture{made: m, record: record, names: map[int]postgres.QuestionName{}, offerings: make([]tandem.OfferingDetail, len(m.facts.offerings))}
	list, err := s.db.Offerings(ctx, tandem.OfferingFilter{InstitutionID: record.InstitutionID, PeriodID: record.PeriodID})
	if err != nil {
		return nil, err
	}
	at := make(map[tandem.ID[tandem.Offering]]int, len(list))
	for i := range list {
		at[list[i].ID] = i
	}
	for i := range m.facts.offerings {
		if n, ok := at[m.facts.offerings[i].id]; ok {
			p.offerings[i] = list[n]
		}
	}
	return p, nil
}

// rowsOf lists the placed questions that a filter lets through: by offering, and
// there the heaviest first.
func (p *picture) rowsOf(filter tandem.PlanFilter) []int {
	only, narrowed := p.facts.offeringAt(filter.Offering)
	var list []int
	for q, o := range p.placed {
		if o != allocation.Nobody && (filter.Offering.IsZero() || narrowed && o == only) {
			list = append(list, q)
		}
	}
	slices.SortStableFunc(list, func(a, b int) int {
		x, y := &p.offerings[p.placed[a]], &p.offerings[p.placed[b]]
		return cmp.Or(
			x.Start.Compare(y.Start), cmp.Compare(x.Title, y.Title), cmp.Compare(p.placed[a], p.placed[b]),
			-cmp.Compare(p.worth(a, p.placed[a]), p.worth(b, p.placed[b])),
		)
	})
	return list
}

// lowest is the placed question of which one side gets least, -1 without any.
func (p *picture) lowest() int {
	at, least := -1, uint16(0)
	for q, o := range p.placed {
		if e := p.problem.edgeTo(q, o); e != nil {
			if n := min(e.Company, e.Education); at < 0 || n < least {
				at, least = q, n
			}
		}
	}
	return at
}

// drawn is the rows of a page, with the best other place of each.
type drawn struct {
	rows   []int
	others []move
	lowest int
}

// shown lists the questions that the page names.
func (p *picture) shown(d drawn) []int {
	x := p.explain()
	list := slices.Clone(d.rows)
	for _, m := range append(d.others, move{loses: d.lowest, gains: -1}) {
		for _, q := range []int{m.loses, m.gains} {
			if q >= 0 {
				list = append(list, q)
			}
		}
	}
	count := map[string]int{}
	for _, u := range x.unseat {
		if key := p.groupKey(u); count[key] < shownUnplaced {
			count[key]++
			list = append(list, int(u.question))
		}
	}
	for _, b := range x.blocks {
		list = append(list, int(b.Question))
	}
	return list
}

// name reads how questions are called now.
func (s *Service) name(ctx context.Context, p *picture, list []int) error {
	at := make(map[tandem.ID[tandem.Question]]int, len(list))
	var ids []tandem.ID[tandem.Question]
	for _, q := range list {
		id := p.facts.questions[q].id
		if _, known := p.names[q]; !known {
			at[id], ids = q, append(ids, id)
		}
	}
	names, err := s.db.QuestionNames(ctx, ids)
	if err != nil {
		return err
	}
	for _, n := range names {
		p.names[at[n.ID]] = n
	}
	return nil
}

// fill draws the plan from memory.
func (p *picture) fill(v *tandem.PlanView, d drawn) {
	x := p.explain()
	for i, q := range d.rows {
		v.Rows = append(v.Rows, p.row(q))
		if d.others[i].feasible {
			other := p.alternative(q, d.others[i])
			v.Rows[i].Other = &other
		}
	}
	if d.lowest >= 0 {
		row := p.row(d.lowest)
		v.Lowest = &row
	}
	v.Unplaced, v.Places = p.unplaced(x), p.places(x)
	for g, m := range p.problem.groups {
		v.Minima = append(v.Minima, tandem.MinimumCost{Minimum: m, Served: int(x.served[g]), Cost: x.minima[g]})
	}
	v.Fairness = p.fairness()
	v.BlockingAll = x.blocked
	for _, b := range x.blocks {
		v.Blocking = append(v.Blocking, p.block(b))
	}
	v.Certificate = tandem.Certificate{
		Value: p.value, Bound: p.bound, Checked: p.proven(p.facts.rules), CheckMS: p.record.CheckMS, Digest: p.digest,
		Stable: p.facts.rules.Mode == tandem.PlanStable,
	}
}

// row is one placed question.
func (p *picture) row(q int) tandem.PlanRow {
	o := p.placed[q]
	row := tandem.PlanRow{
		QuestionID: p.facts.questions[q].id, Title: p.names[q].Title, ShownName: p.names[q].ShownName, Score: p.score(q, o),
		Fixed: p.byHand(q), Proposed: o != allocation.Nobody && p.facts.questions[q].held == o,
	}
	if o != allocation.Nobody {
		row.OfferingID, row.Offering = p.facts.offerings[o].id, p.offerings[o].Title
	}
	return row
}

// byHand reports whether a coordinator put the question where it is.
func (p *picture) byHand(q int) bool {
	if p.problem.out[q] {
		return true
	}
	return slices.ContainsFunc(p.facts.rules.Fixed, func(x tandem.Fixing) bool { return x.Question == p.facts.questions[q].id })
}

// score is what a question and an offering bring one another.
func (p *picture) score(q int, o int32) tandem.PlanScore {
	if o == allocation.Nobody {
		return tandem.PlanScore{}
	}
	at := p.facts.edge(q, o)
	if at == allocation.Nobody {
		return tandem.PlanScore{}
	}
	e := p.facts.edges[at]
	return tandem.PlanScore{
		Company: share(e.Company), Education: share(e.Education), CompanyEffort: share(p.facts.efforts[at]),
		EducationEffort: share(p.facts.offerings[o].effort),
	}
}

// share turns ten-thousandths into a part of 1.
func share(n uint16) float64 { return float64(n) / 10000 }

func (p *picture) block(b allocation.Pair) tandem.BlockingPair {
	q := int(b.Question)
	pair := tandem.BlockingPair{
		QuestionID: p.facts.questions[q].id, Title: p.names[q].Title, ShownName: p.names[q].ShownName,
		Offering: p.offerings[b.Offering].Title, Company: float64(b.Company) / 10000, Education: float64(b.Education) / 10000,
	}
	if now := p.placed[q]; now != allocation.Nobody {
		pair.Now = p.offerings[now].Title
	}
	return pair
}

// places draws the offerings, in the order of their start and title.
func (p *picture) places(x *explained) []tandem.PlacePlan {
	list := make([]tandem.PlacePlan, len(p.offerings))
	for i := range p.offerings {
		o, f := &p.offerings[i], &p.facts.offerings[i]
		list[i] = tandem.PlacePlan{
			OfferingID: f.id, Title: o.Title, Programme: o.Programme, Start: o.Start, Places: o.Places, Least: o.Least,
			Taken: max(0, o.Places-int(f.most)), Planned: int(x.given[i]), Price: max(0, p.price(small(i))), More: x.more[i].more,
			Helped: x.more[i].helped, Bound: x.more[i].bound, Closed: p.shut(x, small(i)),
		}
	}
	slices.SortStableFunc(list, func(a, b tandem.PlacePlan) int {
		return cmp.Or(a.Start.Compare(b.Start), cmp.Compare(a.Title, b.Title))
	})
	return list
}

// groupKey tells unplaced questions apart by reason and rule.
func (p *picture) groupKey(u unplaced) string {
	if u.reason == tandem.UnplacedGate {
		return string(u.reason) + " " + p.facts.words[p.facts.questions[u.question].why.gate]
	}
	return string(u.reason)
}

// unplaced groups the questions without a place, in the order of reasons, the
// largest rule first.
func (p *picture) unplaced(x *explained) []tandem.UnplacedGroup {
	groups, starts := map[string]*tandem.UnplacedGroup{}, map[string]map[int64]int{}
	var keys []string
	for _, u := range x.unseat {
		key := p.groupKey(u)
		g := groups[key]
		if g == nil {
			g = &tandem.UnplacedGroup{Reason: u.reason}
			if u.reason == tandem.UnplacedGate {
				g.Gate = p.facts.words[p.facts.questions[u.question].why.gate]
			}
			groups[key], starts[key], keys = g, map[int64]int{}, append(keys, key)
		}
		g.Count++
		starts[key][p.facts.questions[u.question].why.start]++
		if len(g.Rows) < shownUnplaced {
			g.Rows = append(g.Rows, p.without(u))
		}
	}
	order := tandem.UnplacedReasons()
	slices.SortStableFunc(keys, func(a, b string) int {
		return cmp.Or(
			slices.Index(order, groups[a].Reason)-slices.Index(order, groups[b].Reason), groups[b].Count-groups[a].Count, cmp.Compare(a, b),
		)
	})
	list := make([]tandem.UnplacedGroup, len(keys))
	for i, key := range keys {
		groups[key].Start = usual(starts[key])
		list[i] = *groups[key]
	}
	return list
}

// usual is the day that comes most, the earliest of equals; nil for none.
func usual(days map[int64]int) *time.Time {
	best, most := int64(0), 0
	for day, n := range days {
		if day != 0 && (n > most || n == most && day < best) {
			best, most = day, n
		}
	}
	if most == 0 {
		return nil
	}
	t := time.Unix(best*24*60*60, 0).UTC()
	return &t
}

func (p *picture) without(u unplaced) tandem.Unplaced {
	q := int(u.question)
	row := tandem.Unplaced{
		QuestionID: p.facts.questions[q].id, Title: p.names[q].Title, ShownName: p.names[q].ShownName, Short: u.short,
	}
	if u.nearest != allocation.Nobody {
		row.Offering = p.offerings[u.nearest].Title
	}
	if at := p.facts.questions[q].why.gate; at != allocation.Nobody {
		row.Gate = &tandem.Gate{Code: p.facts.words[at]}
	}
	return row
}

// present adds what may have changed since the plan was made.
func (s *Service) present(ctx context.Context, v *tandem.PlanView, p *picture) error {
	var err error
	switch p.record.State {
	case tandem.PlanDraft:
		v.Stale, err = s.stale(ctx, p)
	case tandem.PlanApproved:
		var holds []tandem.Hold
		holds, err = s.db.HoldsOfPlan(ctx, p.record.ID)
		v.CanUndo = !slices.ContainsFunc(holds, func(h tandem.Hold) bool { return h.Kind == tandem.HoldClaim })
	}
	return err
}
