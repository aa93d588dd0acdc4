package planning

import (
	"context"
	"slices"
	"time"

	"github.com/tandem-hbo/tandem/internal/allocation"
	"github.com/tandem-hbo/tandem/internal/tandem"
)

// Bounds of a supposition.
const (
	mostPlacesMore = 20
	mostEffortMore = 50
)

func checkWhatIf(w tandem.WhatIf) error {
	var faults []tandem.FieldError
	must := func(ok bool, field, code string, limit int) {
		if !ok {
			faults = append(faults, tandem.FieldError{Field: field, Code: code, Limit: limit})
		}
	}
	must(slices.Contains(tandem.WhatIfKinds(), w.Kind), "kind", "unknown_choice", 0)
	switch w.Kind {
	case tandem.WhatIfPlaces:
		must(!w.Offering.IsZero(), "offering", "unknown_choice", 0)
		must(w.Number != 0 && max(w.Number, -w.Number) <= mostPlacesMore, "number", "what_if_range", mostPlacesMore)
	case tandem.WhatIfEffort:
		must(w.Number != 0 && max(w.Number, -w.Number) <= mostEffortMore, "number", "what_if_range", mostEffortMore)
	case tandem.WhatIfStart:
		must(!w.Offering.IsZero(), "offering", "unknown_choice", 0)
		must(!w.Start.IsZero(), "start", "missing", 0)
	}
	return tandem.FailFields(faults)
}

// WhatIf tells what a change would bring a plan, and keeps nothing. Places more or
// fewer are tried on the round as the plan had it; another start or more effort
// needs the questions scored anew, so that the plan is made again, without and
// with the change, as the round is now.
func (s *Service) WhatIf(ctx context.Context, by tandem.Actor, id tandem.ID[tandem.Plan], w tandem.WhatIf) (tandem.Effect, error) {
	p, err := s.supposing(ctx, by, id, w)
	if err != nil {
		return tandem.Effect{}, err
	}
	begin := time.Now()
	if w.Kind == tandem.WhatIfPlaces {
		then, err := p.withPlaces(w)
		if err != nil {
			return tandem.Effect{}, err
		}
		return s.effect(ctx, p, then, begin, true)
	}
	period, err := s.db.Period(ctx, p.record.PeriodID)
	if err != nil {
		return tandem.Effect{}, err
	}
	var plans [2]*made
	for i, change := range []*tandem.WhatIf{nil, &w} {
		f, err := s.gather(ctx, &request{period: period, rules: p.record.Rules, change: change})
		if err != nil {
			return tandem.Effect{}, err
		}
		if plans[i], err = build(f, nil); err != nil {
			return tandem.Effect{}, err
		}
	}
	now := &picture{made: plans[0], record: p.record, offerings: p.offeringsAs(plans[0]), names: p.names}
	e, err := s.effect(ctx, now, plans[1], begin, true)
	e.Since = apart(p.facts, plans[0].facts)
	return e, err
}

// supposing finds the plan that a change is tried on. One that supposes something
// already is a Conflict: nobody could tell what came of which.
func (s *Service) supposing(ctx context.Context, by tandem.Actor, id tandem.ID[tandem.Plan], w tandem.WhatIf) (*picture, error) {
	record, err := s.record(ctx, by, id)
	if err != nil {
		return nil, err
	}
	if err := checkWhatIf(w); err != nil {
		return nil, err
	}
	if record.Change != nil {
		return nil, tandem.Fail(tandem.Conflict, "plan_supposes")
	}
	p, err := s.picture(ctx, record)
	if err != nil {
		return nil, err
	}
	if _, known := p.facts.offeringAt(w.Offering); !known && w.Kind != tandem.WhatIfEffort {
		return nil, tandem.FailFields([]tandem.FieldError{{Field: "offering", Code: "unknown_choice"}})
	}
	return p, nil
}

// withPlaces plans the same round with places more or fewer in an offering. The pairs
// are those that the plan knows.
func (p *picture) withPlaces(w tandem.WhatIf) (*made, error) {
	f := *p.facts
	at, _ := f.offeringAt(w.Offering)
	o := f.offerings[at]
	o.most = max(0, o.most+int32(w.Number)) //nolint:gosec // checked
	o.least = min(o.least, o.most)
	f.offerings = changed(f.offerings, int(at), o)
	if f.rules.Mode != tandem.PlanOptimal || p.searched() {
		return build(&f, nil)
	}
	return p.workedIn(&f, at)
}

// workedIn takes the plan up from its prices and works the change of one offering
// into it by the few questions that must move: planning anew would be as good, and
// would move others for nothing. The proof is the same.
func (m *made) workedIn(f *facts, offering int32) (*made, error) {
	next := &made{facts: f, problem: f.problem(f.rules)}
	begin := time.Now()
	live, err := allocation.Resume(m.problem.Problem, &allocation.Plan{Value: m.value, Placed: m.placed, Prices: m.prices})
	if err != nil {
		return nil, refused(err)
	}
	o := next.problem.Offerings[offering]
	if _, err := live.SetOffering(offering, o.Least, o.Most); err != nil {
		return nil, refused(err)
	}
	plan := live.Plan()
	next.solution = &solution{placed: plan.Placed, value: plan.Value, bound: plan.Value, prices: plan.Prices}
	next.took = time.Since(begin)
	return next, next.problem.verify(next.solution)
}

// KeepWhatIf makes a plan of a change, to look at and compare. It can not be
// approved: what it supposes is not so yet. When the round has changed since the
// plan was made, that plan is made anew first: the two then differ by the change
// alone.
func (s *Service) KeepWhatIf(
	ctx context.Context, by tandem.Actor, id tandem.ID[tandem.Plan], w tandem.WhatIf,
) (tandem.ID[tandem.Plan], error) {
	p, err := s.supposing(ctx, by, id, w)
	if err != nil {
		return tandem.ID[tandem.Plan]{}, err
	}
	moved, err := s.stale(ctx, p)
	if err != nil {
		return tandem.ID[tandem.Plan]{}, err
	}
	next := tandem.PlanRecord{
		InstitutionID: p.record.InstitutionID, PeriodID: p.record.PeriodID, Origin: tandem.PlanMade, Parent: id, Rules: p.record.Rules,
	}
	if moved > 0 {
		if next.Parent, err = s.order(ctx, by, next); err != nil {
			return tandem.ID[tandem.Plan]{}, err
		}
	}
	next.Origin, next.Change = tandem.PlanWhatIf, &w
	return s.order(ctx, by, next)
}
