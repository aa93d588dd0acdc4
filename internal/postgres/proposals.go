package postgres

import (
	"context"
	"encoding/json"
	"fmt"
	"slices"

	"github.com/jackc/pgx/v5"

	"github.com/tandem-hbo/tandem/internal/tandem"
)

// matchesAtOnce is how many matches of a plan go in one statement.
const matchesAtOnce = 1000

// ProposeMatches sees to it that questions and offerings have a living match. With
// state approved the match is approved in the name of a plan; one that a
// coordinator approved before stays as it was. With state proposed a match that
// lives stays as it is. ID, moments and who decided are filled in. Callers hold the
// locks of the questions.
func (tx *Tx) ProposeMatches(ctx context.Context, plan tandem.ID[tandem.Plan], list []tandem.Match) error {
	for part := range slices.Chunk(list, matchesAtOnce) {
		args, err := tx.proposalArgs(plan, part)
		if err != nil {
			return err
		}
		err = tx.exec(ctx, `
			INSERT INTO matches AS m (id, question_id, offering_id, institution_id, state, state_since, rank, score, version,
				decided_by, plan_id, created_at)
			SELECT a.id, a.question_id, a.offering_id, a.institution_id, a.state, @at, a.rank, a.score::jsonb, @version,
				CASE WHEN a.state = 'approved' THEN @by::uuid END, CASE WHEN a.state = 'approved' THEN @plan::uuid END, @at
			FROM unnest(@ids::uuid[], @questions::uuid[], @offerings::uuid[], @institutions::uuid[], @states::text[],
				@ranks::integer[], @scores::text[]) AS a (id, question_id, offering_id, institution_id, state, rank, score)
			ON CONFLICT (question_id, offering_id) WHERE state IN ('proposed', 'approved')
			DO UPDATE SET state = EXCLUDED.state, state_since = EXCLUDED.state_since, decided_by = EXCLUDED.decided_by,
				plan_id = EXCLUDED.plan_id
				WHERE m.state = 'proposed'
					AND EXCLUDED.state = 'approved'`, args)
		if err != nil {
			return fmt.Errorf("propose %d matches: %w", len(part), err)
		}
	}
	return nil
}

func (tx *Tx) proposalArgs(plan tandem.ID[tandem.Plan], list []tandem.Match) (pgx.NamedArgs, error) {
	n := len(list)
	ids, questions := make([]tandem.ID[tandem.Match], n), make([]tandem.ID[tandem.Question], n)
	offerings, institutions := make([]tandem.ID[tandem.Offering], n), make([]tandem.ID[tandem.Institution], n)
	states, ranks, scores := make([]string, n), make([]int, n), make([]string, n)
	var version tandem.ScoreVersion
	for i, m := range list {
		score, err := json.Marshal(m.Score)
		if err != nil {
			return nil, fmt.Errorf("write score: %w", err)
		}
		ids[i], questions[i], offerings[i] = tandem.NewID[tandem.Match](), m.QuestionID, m.OfferingID
		institutions[i], states[i], ranks[i], scores[i], version = m.InstitutionID, string(m.State), m.Rank, string(score), m.Version
	}
	return pgx.NamedArgs{
		"ids": ids, "questions": questions, "offerings": offerings, "institutions": institutions, "states": states, "ranks": ranks,
		"scores": scores, "version": version, "at": tx.at, "by": tx.by.PersonID, "plan": plan,
	}, nil
}

// SetMatchPlan notes that a match was approved for a plan.
func (tx *Tx) SetMatchPlan(ctx context.Context, id tandem.ID[tandem.Match], plan tandem.ID[tandem.Plan]) error {
	err := tx.execOne(ctx, `
		UPDATE matches
		SET plan_id = $2
		WHERE id = $1`, id, plan)
	if err != nil {
		return fmt.Errorf("note plan of match %s: %w", id, err)
	}
	return nil
}

// WithdrawProposals takes back what a plan approved of the questions of some of its
// holds: the match expires and stands among the proposals again as it was.
func (tx *Tx) WithdrawProposals(ctx context.Context, plan tandem.ID[tandem.Plan], holds []tandem.ID[tandem.Hold]) error {
	err := tx.exec(ctx, `
		WITH gone AS (
			UPDATE matches m
			SET state = 'expired', state_since = $3
			FROM holds h
			WHERE h.id = ANY ($2)
				AND m.question_id = h.question_id
				AND m.plan_id = $1
				AND m.state = 'approved'
			RETURNING m.question_id, m.offering_id, m.institution_id, m.rank, m.score, m.version, m.created_at)
		INSERT INTO matches (id, question_id, offering_id, institution_id, state, state_since, rank, score, version, created_at)
		SELECT gen_random_uuid(), question_id, offering_id, institution_id, 'proposed', $3, rank, score, version, created_at
		FROM gone`, plan, holds, tx.at)
	if err != nil {
		return fmt.Errorf("withdraw proposals of plan %s: %w", plan, err)
	}
	return nil
}

// OfferingsGone counts those of some offerings of a period that take nothing any
// more: they were closed, or went to another period.
func (r reader) OfferingsGone(ctx context.Context, period tandem.ID[tandem.Period], ids []tandem.ID[tandem.Offering]) (int, error) {
	n, err := value[int](ctx, r.q, `
		SELECT count(*)
		FROM offerings
		WHERE id = ANY ($2)
			AND (closed_at IS NOT NULL OR period_id <> $1)`, period, ids)
	if err != nil {
		return 0, fmt.Errorf("count offerings gone from %s: %w", period, err)
	}
	return n, nil
}

// RecordAll writes many events of one act, as Record writes one.
func (tx *Tx) RecordAll(ctx context.Context, events []tandem.Event) error {
	for i := range events {
		events[i].At, events[i].ActorID, events[i].ActorName = tx.at, tx.by.PersonID, tx.by.Name
	}
	return tx.Load(ctx, &Bulk{Events: events})
}
