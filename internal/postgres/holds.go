package postgres

import (
	"context"
	"fmt"
	"time"

	"github.com/jackc/pgx/v5"

	"github.com/tandem-hbo/tandem/internal/job"
	"github.com/tandem-hbo/tandem/internal/tandem"
)

// Everything that holds a place goes through here. The order of locks is the same
// everywhere: questions by id, offerings by id, then, by triggers, the budgets of
// lecturers and of programmes by key.

const holdColumns = `
	h.id, h.question_id, h.offering_id, h.place, h.kind, h.plan_id, h.made_by, h.ends_at, h.created_at, h.ended_at,
	h.end_reason`

// Hold finds a hold, living or ended.
func (r reader) Hold(ctx context.Context, id tandem.ID[tandem.Hold]) (tandem.Hold, error) {
	h, err := one[tandem.Hold](ctx, r.q, `
		SELECT `+holdColumns+`
		FROM holds h
		WHERE h.id = $1`, id)
	if err != nil {
		return h, fmt.Errorf("find hold %s: %w", id, err)
	}
	return h, nil
}

// LivingHold finds the hold of a question; NotFound when it holds no place.
func (r reader) LivingHold(ctx context.Context, id tandem.ID[tandem.Question]) (tandem.Hold, error) {
	h, err := one[tandem.Hold](ctx, r.q, `
		SELECT `+holdColumns+`
		FROM holds h
		WHERE h.question_id = $1
			AND h.ended_at IS NULL`, id)
	if err != nil {
		return h, fmt.Errorf("find living hold of %s: %w", id, err)
	}
	return h, nil
}

// HoldsOfPlan lists the living holds that came of a plan, by offering and place.
// Those of kind HoldClaim were taken over by a claim.
func (r reader) HoldsOfPlan(ctx context.Context, id tandem.ID[tandem.Plan]) ([]tandem.Hold, error) {
	list, err := many[tandem.Hold](ctx, r.q, `
		SELECT `+holdColumns+`
		FROM holds h
		WHERE h.plan_id = $1
			AND h.ended_at IS NULL
		ORDER BY h.offering_id, h.place`, id)
	if err != nil {
		return nil, fmt.Errorf("list holds of plan %s: %w", id, err)
	}
	return list, nil
}

// LapsingHolds lists the soft holds that are over, at most ten thousand, those that
// one person made together.
func (r reader) LapsingHolds(ctx context.Context, now time.Time) ([]tandem.Hold, error) {
	list, err := many[tandem.Hold](ctx, r.q, `
		SELECT `+holdColumns+`
		FROM holds h
		WHERE h.ended_at IS NULL
			AND h.kind <> 'claim'
			AND h.ends_at <= $1
		ORDER BY h.made_by, h.ends_at, h.id
		LIMIT 10000`, now)
	if err != nil {
		return nil, fmt.Errorf("list lapsing holds: %w", err)
	}
	return list, nil
}

// LockQuestions holds the rows of many questions until the transaction ends, in
// the one order that cannot end in a circle. Whoever holds places for several
// questions calls it before anything else.
func (tx *Tx) LockQuestions(ctx context.Context, ids []tandem.ID[tandem.Question]) error {
	_, err := values[int](ctx, tx.q, `
		SELECT 1
		FROM questions
		WHERE id = ANY ($1)
		ORDER BY id
		FOR UPDATE`, ids)
	if err != nil {
		return fmt.Errorf("lock questions: %w", err)
	}
	return nil
}

// LockOfferings is LockQuestions for offerings; it comes after it.
func (tx *Tx) LockOfferings(ctx context.Context, ids []tandem.ID[tandem.Offering]) error {
	_, err := values[int](ctx, tx.q, `
		SELECT 1
		FROM offerings
		WHERE id = ANY ($1)
		ORDER BY id
		FOR NO KEY UPDATE`, ids)
	if err != nil {
		return fmt.Errorf("lock offerings: %w", err)
	}
	return nil
}

// InsertHolds stores soft holds, one or a whole plan's in one statement, each on
// the lowest free place of its offering, in the order of the list. Callers hold
// the locks of the questions and the offerings. ID and moment are filled in, and
// the actor as MadeBy when it is zero. It is all or nothing: a Conflict has code offering_full,
// question_held, hours_full or programme_full.
func (tx *Tx) InsertHolds(ctx context.Context, list []tandem.Hold) ([]tandem.Hold, error) {
	got, err := many[tandem.Hold](ctx, tx.q, `
		WITH asked AS (
			SELECT a.id, a.question_id, a.offering_id, a.kind, a.plan_id, a.made_by, a.ends_at,
				row_number() OVER (PARTITION BY a.offering_id ORDER BY a.n) AS turn
			FROM unnest(@ids::uuid[], @questions::uuid[], @offerings::uuid[], @kinds::text[], @plans::uuid[],
				@makers::uuid[], @ends::timestamptz[])
				WITH ORDINALITY AS a (id, question_id, offering_id, kind, plan_id, made_by, ends_at, n)),
		free AS (
			SELECT s.offering_id, s.number, row_number() OVER (PARTITION BY s.offering_id ORDER BY s.number) AS turn
			FROM slots s
			WHERE s.offering_id = ANY (@offerings::uuid[])
				AND NOT EXISTS (
					SELECT
					FROM holds h
					WHERE h.offering_id = s.offering_id
						AND h.place = s.number
						AND h.ended_at IS NULL))
		INSERT INTO holds AS h (id, question_id, offering_id, place, kind, plan_id, made_by, ends_at, created_at)
		SELECT a.id, a.question_id, a.offering_id, f.number, a.kind, a.plan_id, coalesce(a.made_by, @by), a.ends_at, @at
		FROM asked a
		JOIN free f USING (offering_id, turn)
		ORDER BY a.offering_id, a.turn
		RETURNING `+holdColumns, holdArgs(list, tx))
	if err != nil {
		return nil, fmt.Errorf("insert holds: %w", err)
	}
	if len(got) < len(list) {
		return nil, tandem.Fail(tandem.Conflict, "offering_full")
	}
	return got, nil
}

func holdArgs(list []tandem.Hold, tx *Tx) pgx.NamedArgs {
	n := len(list)
	ids, questions := make([]tandem.ID[tandem.Hold], n), make([]tandem.ID[tandem.Question], n)
	offerings, plans := make([]tandem.ID[tandem.Offering], n), make([]tandem.ID[tandem.Plan], n)
	kinds, ends, makers := make([]string, n), make([]*time.Time, n), make([]tandem.ID[tandem.Person], n)
	for i, h := range list {
		ids[i], questions[i], offerings[i] = tandem.NewID[tandem.Hold](), h.QuestionID, h.OfferingID
		kinds[i], plans[i], ends[i], makers[i] = string(h.Kind), h.PlanID, h.EndsAt, h.MadeBy
	}
	return pgx.NamedArgs{
		"ids": ids, "questions": questions, "offerings": offerings, "kinds": kinds, "plans": plans, "ends": ends,
		"makers": makers, "by": tx.by.PersonID, "at": tx.at,
	}
}

// EndHolds ends soft holds and hands their places on to who waits. Holds that
// have ended or were claimed meanwhile stay as they are; those that ended now are
// returned. Callers hold the locks of the questions.
func (tx *Tx) EndHolds(ctx context.Context, ids []tandem.ID[tandem.Hold], why tandem.HoldEnd) ([]tandem.Hold, error) {
	list, err := many[tandem.Hold](ctx, tx.q, `
		UPDATE holds h
		SET ended_at = $2, end_reason = $3
		WHERE h.id = ANY ($1)
			AND h.ended_at IS NULL
			AND h.kind <> 'claim'
		RETURNING `+holdColumns, ids, tx.at, why)
	if err != nil {
		return nil, fmt.Errorf("end holds: %w", err)
	}
	offerings, questions := make([]tandem.ID[tandem.Offering], len(list)), make([]tandem.ID[tandem.Question], len(list))
	for i, h := range list {
		offerings[i], questions[i] = h.OfferingID, h.QuestionID
	}
	return list, tx.handOn(ctx, offerings, questions...)
}

// endSoftHolds ends the soft hold of a question, on one offering or, with a zero
// id, on any, and tells the lecturer.
func (tx *Tx) endSoftHolds(ctx context.Context, q tandem.ID[tandem.Question], o tandem.ID[tandem.Offering]) error {
	list, err := many[tandem.Hold](ctx, tx.q, `
		UPDATE holds h
		SET ended_at = $2, end_reason = 'question'
		WHERE h.question_id = $1
			AND h.ended_at IS NULL
			AND h.kind <> 'claim'
			AND ($3::uuid IS NULL OR h.offering_id = $3)
		RETURNING `+holdColumns, q, tx.at, o)
	if err != nil {
		return fmt.Errorf("end hold of %s: %w", q, err)
	}
	if len(list) == 0 {
		return nil
	}
	news, err := tx.NewsForLecturers(ctx, []tandem.ID[tandem.Hold]{list[0].ID})
	if err != nil {
		return err
	}
	if err := tx.QueueMails(ctx, tandem.MailsOf(tandem.MailLetGo, news, map[string]string{"path": "/vragen"})); err != nil {
		return err
	}
	return tx.handOn(ctx, []tandem.ID[tandem.Offering]{list[0].OfferingID}, q)
}

// handOn enqueues a job for each offering whose line may move up now that places
// of some came free: theirs, those that share their lecturer's hours or their
// programme's cap, and those for which a question that lost its place stands in
// line, for which a place may have been free all along.
func (tx *Tx) handOn(ctx context.Context, freed []tandem.ID[tandem.Offering], lost ...tandem.ID[tandem.Question]) error {
	if len(freed) == 0 {
		return nil
	}
	list, err := values[tandem.ID[tandem.Offering]](ctx, tx.q, `
		WITH freed AS (
			SELECT id, lecturer_id, programme_id, period_id
			FROM offerings
			WHERE id = ANY ($1)),
		near AS (
			SELECT id
			FROM freed
			UNION
			SELECT o.id
			FROM offerings o
			JOIN freed f ON f.lecturer_id = o.lecturer_id AND f.period_id = o.period_id
			UNION
			SELECT o.id
			FROM offerings o
			JOIN freed f ON f.programme_id = o.programme_id AND f.period_id = o.period_id
			UNION
			SELECT w.offering_id
			FROM waiting w
			WHERE w.question_id = ANY ($2))
		SELECT o.id
		FROM near
		JOIN offerings o USING (id)
		WHERE o.closed_at IS NULL
			AND EXISTS (
				SELECT
				FROM waiting w
				WHERE w.offering_id = o.id)
		ORDER BY o.id`, freed, lost)
	if err != nil {
		return fmt.Errorf("find whose line moves up: %w", err)
	}
	for _, id := range list {
		if err := tx.Enqueue(ctx, job.HandOn{OfferingID: id}); err != nil {
			return err
		}
	}
	return nil
}
