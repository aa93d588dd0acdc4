// Package planning plans a round: which of a desk's open questions goes to which
// place of a teaching period. It reads the round from the database, scores it,
// has internal/allocation plan it, proves the plan, keeps it so that it can be
// made again byte for byte, and turns an approved plan into proposals with places
// held for them.
package planning

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"strconv"
	"time"

	"github.com/tandem-hbo/tandem/internal/job"
	"github.com/tandem-hbo/tandem/internal/policy"
	"github.com/tandem-hbo/tandem/internal/postgres"
	"github.com/tandem-hbo/tandem/internal/tandem"
)

// Service plans rounds for coordinators.
type Service struct {
	db   *postgres.DB
	kept shelf
}

// New makes the service.
func New(db *postgres.DB) *Service { return &Service{db: db} }

// Rules are the rules to begin with: nothing fixed, urgent questions a quarter
// heavier, each round waited 5 percent, promises moved for 10 points or more.
func Rules() tandem.PlanRules {
	return tandem.PlanRules{Mode: tandem.PlanOptimal, Urgency: 25, Waited: 5, MoveCost: 10}
}

// Rounds lists the rounds of the institutions that the actor coordinates.
func (s *Service) Rounds(ctx context.Context, by tandem.Actor) ([]tandem.RoundRow, error) {
	scope, err := policy.RoundScope(by)
	if err != nil {
		return nil, err
	}
	var list []tandem.RoundRow
	for _, in := range scope.Institutions {
		rows, err := s.db.RoundRows(ctx, in)
		if err != nil {
			return nil, err
		}
		list = append(list, rows...)
	}
	for i := range list {
		list[i].State = stateOf(list[i], s.db.Now())
	}
	return list, nil
}

// stateOf tells that a period has begun, which the database leaves to the clock.
func stateOf(r tandem.RoundRow, now time.Time) tandem.RoundState {
	if !now.Before(r.Start) {
		return tandem.RoundPast
	}
	return r.State
}

// Round reads one round: capacity against demand, and the plans made for it. To
// anybody but the institution's coordinators it does not exist.
func (s *Service) Round(ctx context.Context, by tandem.Actor, id tandem.ID[tandem.Period]) (tandem.Round, error) {
	period, err := s.Period(ctx, by, id)
	if err != nil {
		return tandem.Round{}, err
	}
	rows, err := s.db.RoundRows(ctx, period.InstitutionID)
	if err != nil {
		return tandem.Round{}, err
	}
	r := tandem.Round{RoundRow: tandem.RoundRow{Period: period, State: tandem.RoundEmpty}, At: s.db.Now(), Rules: Rules()}
	if i := slices.IndexFunc(rows, func(x tandem.RoundRow) bool { return x.ID == id }); i >= 0 {
		r.RoundRow = rows[i]
	}
	r.State = stateOf(r.RoundRow, r.At)
	in, err := s.db.Institution(ctx, period.InstitutionID)
	if err != nil {
		return r, err
	}
	r.Institution, r.LapseDays = in.Name, in.LapseDays
	return r, s.fillRound(ctx, &r)
}

func (s *Service) fillRound(ctx context.Context, r *tandem.Round) error {
	offerings, err := s.db.Offerings(ctx, tandem.OfferingFilter{InstitutionID: r.InstitutionID, PeriodID: r.ID})
	if err != nil {
		return err
	}
	for _, o := range offerings {
		if o.ClosedAt == nil && o.Deadline.After(r.LastDay) {
			r.LastDay = o.Deadline
		}
	}
	plans, err := s.db.Plans(ctx, r.ID)
	if err != nil {
		return err
	}
	r.Plans = rowsOf(plans)
	if len(plans) > 0 {
		r.Rules = plans[0].Rules
		r.Rules.Fixed = nil
	}
	r.Shown = shown(plans)
	r.Minima, err = s.minima(ctx, r)
	return err
}

// Plans lists the plans of a period, newest first, for its coordinators.
func (s *Service) Plans(ctx context.Context, by tandem.Actor, id tandem.ID[tandem.Period]) (tandem.Period, []tandem.Plan, error) {
	period, err := s.Period(ctx, by, id)
	if err != nil {
		return period, nil, err
	}
	plans, err := s.db.Plans(ctx, id)
	return period, rowsOf(plans), err
}

func rowsOf(plans []tandem.PlanRecord) []tandem.Plan {
	list := make([]tandem.Plan, len(plans))
	for i := range plans {
		list[i] = plans[i].Row()
	}
	return list
}

// shown is the plan in force, else the newest that was made.
func shown(plans []tandem.PlanRecord) tandem.ID[tandem.Plan] {
	var id tandem.ID[tandem.Plan]
	for _, p := range plans {
		if p.State == tandem.PlanApproved {
			return p.ID
		}
		if id.IsZero() && p.State == tandem.PlanDraft {
			id = p.ID
		}
	}
	return id
}

// minima lists the groups that the round's questions make, with what the rules
// ask of them.
func (s *Service) minima(ctx context.Context, r *tandem.Round) ([]tandem.Minimum, error) {
	groups, err := s.db.RoundGroups(ctx, r.InstitutionID)
	if err != nil {
		return nil, err
	}
	firsts, err := s.db.FirstQuestions(ctx, r.InstitutionID)
	if err != nil {
		return nil, err
	}
	if len(firsts) > 0 {
		groups = append(groups, tandem.Minimum{Kind: tandem.GroupFirst, Key: tandem.FirstTime, Asked: len(firsts)})
	}
	for i := range groups {
		for _, m := range r.Rules.Minima {
			if m.Kind == groups[i].Kind && m.Key == groups[i].Key {
				groups[i].Least = m.Least
			}
		}
	}
	return groups, nil
}

// Period finds a period and lets none but its coordinators at it.
func (s *Service) Period(ctx context.Context, by tandem.Actor, id tandem.ID[tandem.Period]) (tandem.Period, error) {
	period, err := s.db.Period(ctx, id)
	if err != nil {
		return period, err
	}
	return period, policy.PlanRound(by, period.InstitutionID)
}

// record finds a plan and lets none but its coordinators at it.
func (s *Service) record(ctx context.Context, by tandem.Actor, id tandem.ID[tandem.Plan]) (tandem.PlanRecord, error) {
	p, err := s.db.Plan(ctx, id)
	if err != nil {
		return p, err
	}
	return p, policy.PlanRound(by, p.InstitutionID)
}

// Plan asks for a plan of a round by rules and returns its id; a job makes it.
// Rules out of range are Invalid.
func (s *Service) Plan(
	ctx context.Context, by tandem.Actor, id tandem.ID[tandem.Period], rules tandem.PlanRules,
) (tandem.ID[tandem.Plan], error) {
	period, err := s.Period(ctx, by, id)
	if err != nil {
		return tandem.ID[tandem.Plan]{}, err
	}
	if err := checkRules(&rules); err != nil {
		return tandem.ID[tandem.Plan]{}, err
	}
	return s.order(ctx, by, tandem.PlanRecord{
		InstitutionID: period.InstitutionID, PeriodID: period.ID, Origin: tandem.PlanMade, Rules: rules,
	})
}

// mostFixed bounds what can be fixed by hand, mostLeast a minimum.
const (
	mostFixed = 2000
	mostLeast = 100_000
)

func checkRules(r *tandem.PlanRules) error {
	var faults []tandem.FieldError
	must := func(ok bool, field, code string, limit int) {
		if !ok {
			faults = append(faults, tandem.FieldError{Field: field, Code: code, Limit: limit})
		}
	}
	must(slices.Contains(tandem.PlanModes(), r.Mode), "mode", "unknown_choice", 0)
	must(r.Urgency >= 0 && r.Urgency <= tandem.MaxExtra, "urgency", "at_most", tandem.MaxExtra)
	must(r.Waited >= 0 && r.Waited <= tandem.MaxExtra, "waited", "at_most", tandem.MaxExtra)
	must(r.MoveCost >= 0 && r.MoveCost <= 100, "move_cost", "at_most", 100)
	must(len(r.Fixed) <= mostFixed, "fixed", "too_many", mostFixed)
	seen := map[tandem.Minimum]bool{}
	kept := r.Minima[:0:0]
	for _, m := range r.Minima {
		must(slices.Contains(tandem.MinimumKinds(), m.Kind), "minima", "unknown_choice", 0)
		must(m.Least >= 0 && m.Least <= mostLeast, "minima", "at_most", mostLeast)
		if name := (tandem.Minimum{Kind: m.Kind, Key: m.Key}); m.Least > 0 && !seen[name] {
			seen[name], m.Asked = true, 0
			kept = append(kept, m)
		}
	}
	r.Minima = kept
	return tandem.FailFields(faults)
}

// order stores a plan that is to be made, with the job that makes it.
func (s *Service) order(ctx context.Context, by tandem.Actor, p tandem.PlanRecord) (tandem.ID[tandem.Plan], error) {
	err := s.db.InTx(ctx, by, func(tx *postgres.Tx) error {
		if _, err := tx.LockPeriod(ctx, p.PeriodID); err != nil {
			return err
		}
		number, err := tx.NextPlanNumber(ctx, p.PeriodID)
		if err != nil {
			return err
		}
		p.ID, p.Number, p.State, p.StateSince = tandem.NewID[tandem.Plan](), number, tandem.PlanRunning, tx.Now()
		p.Step, p.Seed, p.MadeBy, p.MadeByName, p.MadeAt = tandem.StepRead, int64(number), by.PersonID, by.Name, tx.Now()
		if err := tx.InsertPlan(ctx, p); err != nil {
			return err
		}
		if err := tx.Record(ctx, event(p, "plan.asked", "")); err != nil {
			return err
		}
		return tx.Enqueue(ctx, job.MakePlan{PlanID: p.ID})
	})
	if err != nil {
		return tandem.ID[tandem.Plan]{}, fmt.Errorf("ask for plan: %w", err)
	}
	return p.ID, nil
}

// event is an entry in the audit trail about a plan.
func event(p tandem.PlanRecord, action string, from tandem.PlanState) tandem.Event {
	return tandem.Event{
		Action: action, SubjectKind: "plan", SubjectID: p.ID.String(), SubjectName: strconv.Itoa(p.Number),
		InstitutionID: p.InstitutionID, FromState: string(from), ToState: string(p.State),
		Detail: map[string]string{"period": p.PeriodID.String(), "placed": strconv.Itoa(p.Placed), "asked": strconv.Itoa(p.Asked)},
	}
}

// glance is how often Await looks.
const glance = 15 * time.Millisecond

// Await returns a plan as soon as it is made or has failed, or as it stands when
// patience ends.
func (s *Service) Await(ctx context.Context, by tandem.Actor, id tandem.ID[tandem.Plan], patience time.Duration) (tandem.Plan, error) {
	ctx, cancel := context.WithTimeout(ctx, patience)
	defer cancel()
	tick := time.NewTicker(glance)
	defer tick.Stop()
	var last tandem.Plan
	for {
		p, err := s.record(context.WithoutCancel(ctx), by, id)
		if err != nil || p.State != tandem.PlanRunning {
			return p.Row(), err
		}
		last = p.Row()
		select {
		case <-ctx.Done():
			if errors.Is(ctx.Err(), context.DeadlineExceeded) {
				return last, nil
			}
			return last, fmt.Errorf("wait for plan %s: %w", id, ctx.Err())
		case <-tick.C:
		}
	}
}
