package postgres

import (
	"context"
	"fmt"

	"github.com/jackc/pgx/v5"

	"github.com/tandem-hbo/tandem/internal/tandem"
)

const planColumns = `
	p.id, p.institution_id, p.period_id, p.number, p.state, p.state_since, p.origin, p.step, p.parent, p.rules, p.change,
	p.version, p.seed, p.asked, p.offerings, p.places, p.placed, p.weight, p.company, p.education, p.short, p.value,
	p.bound, p.digest, p.took_ms, p.check_ms, p.failure, p.made_by, p.made_by_name, p.made_at, p.approved_at,
	p.approved_by, p.held_until`

// Plan finds a plan of a round, without its documents.
func (r reader) Plan(ctx context.Context, id tandem.ID[tandem.Plan]) (tandem.PlanRecord, error) {
	p, err := one[tandem.PlanRecord](ctx, r.q, `
		SELECT `+planColumns+`
		FROM plans p
		WHERE p.id = $1`, id)
	if err != nil {
		return p, fmt.Errorf("find plan %s: %w", id, err)
	}
	return p, nil
}

// Plans lists the plans of a round, newest first.
func (r reader) Plans(ctx context.Context, period tandem.ID[tandem.Period]) ([]tandem.PlanRecord, error) {
	list, err := many[tandem.PlanRecord](ctx, r.q, `
		SELECT `+planColumns+`
		FROM plans p
		WHERE p.period_id = $1
		ORDER BY p.number DESC`, period)
	if err != nil {
		return nil, fmt.Errorf("list plans of %s: %w", period, err)
	}
	return list, nil
}

// PlanInForce finds the approved plan of a round.
func (r reader) PlanInForce(ctx context.Context, period tandem.ID[tandem.Period]) (tandem.PlanRecord, error) {
	p, err := one[tandem.PlanRecord](ctx, r.q, `
		SELECT `+planColumns+`
		FROM plans p
		WHERE p.period_id = $1
			AND p.state = 'approved'`, period)
	if err != nil {
		return p, fmt.Errorf("find plan in force of %s: %w", period, err)
	}
	return p, nil
}

// PlanDocuments reads what a plan was made from and what came out; of a plan that
// was not made it is NotFound.
func (r reader) PlanDocuments(ctx context.Context, id tandem.ID[tandem.Plan]) (tandem.PlanDocuments, error) {
	d, err := one[tandem.PlanDocuments](ctx, r.q, `
		SELECT input, result, certificate
		FROM plans
		WHERE id = $1
			AND input IS NOT NULL`, id)
	if err != nil {
		return d, fmt.Errorf("read documents of plan %s: %w", id, err)
	}
	return d, nil
}

// LockPlan reads a plan and holds its row until the transaction ends.
func (tx *Tx) LockPlan(ctx context.Context, id tandem.ID[tandem.Plan]) (tandem.PlanRecord, error) {
	if _, err := value[int](ctx, tx.q, `SELECT 1 FROM plans WHERE id = $1 FOR UPDATE`, id); err != nil {
		return tandem.PlanRecord{}, fmt.Errorf("lock plan %s: %w", id, err)
	}
	return tx.Plan(ctx, id)
}

// NextPlanNumber gives the number of the next plan of a round. Callers hold the
// period's row.
func (tx *Tx) NextPlanNumber(ctx context.Context, period tandem.ID[tandem.Period]) (int, error) {
	n, err := value[int](ctx, tx.q, `
		SELECT coalesce(max(number), 0) + 1
		FROM plans
		WHERE period_id = $1`, period)
	if err != nil {
		return 0, fmt.Errorf("number next plan of %s: %w", period, err)
	}
	return n, nil
}

// InsertPlan stores a plan that is still to be made.
func (tx *Tx) InsertPlan(ctx context.Context, p tandem.PlanRecord) error {
	err := tx.exec(ctx, `
		INSERT INTO plans (id, institution_id, period_id, number, state, state_since, origin, step, parent, rules, change,
			seed, made_by, made_by_name, made_at)
		VALUES (@id, @institution_id, @period_id, @number, @state, @state_since, @origin, @step, @parent, @rules, @change,
			@seed, @made_by, @made_by_name, @made_at)`,
		pgx.NamedArgs{
			"id": p.ID, "institution_id": p.InstitutionID, "period_id": p.PeriodID, "number": p.Number, "state": p.State,
			"state_since": p.StateSince, "origin": p.Origin, "step": p.Step, "parent": p.Parent, "rules": p.Rules,
			"change": p.Change, "seed": p.Seed, "made_by": p.MadeBy, "made_by_name": p.MadeByName, "made_at": p.MadeAt,
		})
	if err != nil {
		return fmt.Errorf("insert plan: %w", err)
	}
	return nil
}

// SavePlanStep tells readers what a plan that is being made is at.
func (tx *Tx) SavePlanStep(ctx context.Context, id tandem.ID[tandem.Plan], step tandem.PlanStep) error {
	err := tx.execOne(ctx, `
		UPDATE plans
		SET step = $2
		WHERE id = $1
			AND state = 'running'`, id, step)
	if err != nil {
		return fmt.Errorf("save step of plan %s: %w", id, err)
	}
	return nil
}

// FinishPlan stores a plan as it was made, with its documents. The database lets
// nothing of that change afterwards.
func (tx *Tx) FinishPlan(ctx context.Context, p tandem.PlanRecord, d tandem.PlanDocuments) error {
	err := tx.execOne(ctx, `
		UPDATE plans
		SET state = @state, state_since = @state_since, step = @step, version = @version, asked = @asked,
			offerings = @offerings, places = @places, placed = @placed, weight = @weight, company = @company,
			education = @education, short = @short, value = @value, bound = @bound, digest = @digest,
			took_ms = @took_ms, check_ms = @check_ms, input = @input, result = @result, certificate = @certificate
		WHERE id = @id
			AND state = 'running'`,
		pgx.NamedArgs{
			"id": p.ID, "state": p.State, "state_since": p.StateSince, "step": p.Step, "version": p.Version, "asked": p.Asked,
			"offerings": p.Offerings, "places": p.Places, "placed": p.Placed, "weight": p.Weight, "company": p.Company,
			"education": p.Education, "short": p.Short, "value": p.Value, "bound": p.Bound, "digest": p.Digest,
			"took_ms": p.TookMS, "check_ms": p.CheckMS, "input": d.Input, "result": d.Result, "certificate": d.Certificate,
		})
	if err != nil {
		return fmt.Errorf("finish plan %s: %w", p.ID, err)
	}
	return nil
}

// SavePlan stores what was decided about a plan, or why it failed. A second plan
// in force in a round is a Conflict with code plan_in_force.
func (tx *Tx) SavePlan(ctx context.Context, p tandem.PlanRecord) error {
	err := tx.execOne(ctx, `
		UPDATE plans
		SET state = $2, state_since = $3, failure = $4, approved_at = $5, approved_by = $6, held_until = $7
		WHERE id = $1`, p.ID, p.State, p.StateSince, p.Failure, p.ApprovedAt, p.ApprovedBy, p.HeldUntil)
	if err != nil {
		return fmt.Errorf("save plan %s: %w", p.ID, err)
	}
	return nil
}

// SaveWaits notes the questions that an approved plan passed over.
func (tx *Tx) SaveWaits(ctx context.Context, p tandem.PlanRecord, passed []tandem.ID[tandem.Question]) error {
	err := tx.exec(ctx, `
		INSERT INTO round_waits (question_id, period_id, plan_id)
		SELECT q, $2, $3
		FROM unnest($1::uuid[]) q
		ON CONFLICT DO NOTHING`, passed, p.PeriodID, p.ID)
	if err != nil {
		return fmt.Errorf("note who waits after plan %s: %w", p.ID, err)
	}
	return nil
}

// ClearWaits forgets what SaveWaits noted for a plan.
func (tx *Tx) ClearWaits(ctx context.Context, id tandem.ID[tandem.Plan]) error {
	if err := tx.exec(ctx, `DELETE FROM round_waits WHERE plan_id = $1`, id); err != nil {
		return fmt.Errorf("forget who waits after plan %s: %w", id, err)
	}
	return nil
}
