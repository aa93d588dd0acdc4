package postgres

import (
	"context"
	"fmt"

	"github.com/tandem-hbo/tandem/internal/tandem"
)

// RoundRows lists the rounds of an institution: its periods with capacity and
// demand, latest start first. A period that has neither offerings nor plans is
// left out. Their State is for the caller.
func (r reader) RoundRows(ctx context.Context, in tandem.ID[tandem.Institution]) ([]tandem.RoundRow, error) {
	list, err := many[roundRow](ctx, r.q, `
		SELECT t.id, t.institution_id, t.name, t.academic_year, t.starts_on AS start, t.ends_on AS "end",
			coalesce(o.offerings, 0) AS offerings, coalesce(o.places, 0) AS places, coalesce(o.taken, 0) AS taken,
			coalesce(o.held, 0) AS held,
			(SELECT count(*) FROM questions q WHERE q.institution_id = $1 AND q.state = 'open') AS questions,
			(SELECT count(*) FROM plans p WHERE p.period_id = t.id AND p.state <> 'failed') AS plans,
			coalesce((
				SELECT p.placed
				FROM plans p
				WHERE p.period_id = t.id
					AND p.state IN ('draft', 'approved')
				ORDER BY p.state, p.number DESC
				LIMIT 1), 0) AS placed,
			EXISTS (SELECT FROM plans p WHERE p.period_id = t.id AND p.state = 'approved') AS approved
		FROM periods t
		LEFT JOIN (
			SELECT o.period_id, count(*) AS offerings, sum(o.places) AS places, sum(c.taken) AS taken, sum(c.held) AS held
			FROM offerings o
			LEFT JOIN (
				SELECT h.offering_id,
					count(*) FILTER (WHERE c.state = 'engaged') AS taken,
					count(*) FILTER (WHERE c.state IS DISTINCT FROM 'engaged') AS held
				FROM holds h
				LEFT JOIN claims c ON c.hold_id = h.id
				WHERE h.ended_at IS NULL
				GROUP BY h.offering_id) c ON c.offering_id = o.id
			WHERE o.institution_id = $1
				AND o.closed_at IS NULL
			GROUP BY o.period_id) o ON o.period_id = t.id
		WHERE t.institution_id = $1
			AND (o.offerings > 0 OR EXISTS (SELECT FROM plans p WHERE p.period_id = t.id))
		ORDER BY t.starts_on DESC, t.name, t.id`, in)
	if err != nil {
		return nil, fmt.Errorf("list rounds of %s: %w", in, err)
	}
	rows := make([]tandem.RoundRow, len(list))
	for i, x := range list {
		rows[i] = x.row()
	}
	return rows, nil
}

// roundRow is a round as the query gives it.
type roundRow struct {
	tandem.Period
	Offerings, Places, Taken, Held, Questions, Plans, Placed int
	Approved                                                 bool
}

func (x roundRow) row() tandem.RoundRow {
	row := tandem.RoundRow{
		Period: x.Period, State: tandem.RoundOpen, Offerings: x.Offerings, Places: x.Places, Taken: x.Taken, Held: x.Held,
		Questions: x.Questions, Placed: x.Placed,
	}
	switch {
	case x.Approved:
		row.State = tandem.RoundApproved
	case x.Plans > 0:
		row.State = tandem.RoundPlanned
	case x.Places == 0:
		row.State = tandem.RoundEmpty
	}
	return row
}

// RoundQuestionIDs lists the questions that take part in a round of an institution,
// in the order of their ids: those open at its desk that hold no place, or one that
// the plan in force proposed.
func (r reader) RoundQuestionIDs(
	ctx context.Context, in tandem.ID[tandem.Institution], inForce tandem.ID[tandem.Plan],
) ([]tandem.ID[tandem.Question], error) {
	list, err := values[tandem.ID[tandem.Question]](ctx, r.q, `
		SELECT q.id
		FROM questions q
		LEFT JOIN holds h ON h.question_id = q.id AND h.ended_at IS NULL
		WHERE q.institution_id = $1
			AND q.state = 'open'
			AND (h.id IS NULL OR h.kind = 'plan' AND h.plan_id = $2)
		ORDER BY q.id`, in, inForce)
	if err != nil {
		return nil, fmt.Errorf("list questions of a round of %s: %w", in, err)
	}
	return list, nil
}

// RoundGroups lists the groups that the open questions of a desk make, those with
// the most questions first, without a minimum.
func (r reader) RoundGroups(ctx context.Context, in tandem.ID[tandem.Institution]) ([]tandem.Minimum, error) {
	list, err := many[roundGroup](ctx, r.q, `
		SELECT x.kind, x.key, count(*) AS asked
		FROM questions q
		CROSS JOIN LATERAL (VALUES ('region', q.region), ('sector', q.sector)) AS x (kind, key)
		WHERE q.institution_id = $1
			AND q.state = 'open'
			AND x.key <> ''
		GROUP BY x.kind, x.key
		ORDER BY x.kind, count(*) DESC, x.key`, in)
	if err != nil {
		return nil, fmt.Errorf("list groups of a round of %s: %w", in, err)
	}
	groups := make([]tandem.Minimum, len(list))
	for i, g := range list {
		groups[i] = tandem.Minimum{Kind: g.Kind, Key: g.Key, Asked: g.Asked}
	}
	return groups, nil
}

// roundGroup is a group as the query gives it.
type roundGroup struct {
	Kind  tandem.GroupKind
	Key   string
	Asked int
}

// QuestionWaits is how many rounds passed a question over.
type QuestionWaits struct {
	QuestionID tandem.ID[tandem.Question]
	Rounds     int
}

// Waits counts the rounds that passed each open question of a desk over, but for
// one; questions that none did are left out.
func (r reader) Waits(ctx context.Context, in tandem.ID[tandem.Institution], but tandem.ID[tandem.Period]) ([]QuestionWaits, error) {
	list, err := many[QuestionWaits](ctx, r.q, `
		SELECT w.question_id, count(*) AS rounds
		FROM round_waits w
		JOIN questions q ON q.id = w.question_id
		WHERE q.institution_id = $1
			AND q.state = 'open'
			AND w.period_id <> $2
		GROUP BY w.question_id
		ORDER BY w.question_id`, in, but)
	if err != nil {
		return nil, fmt.Errorf("count rounds waited at %s: %w", in, err)
	}
	return list, nil
}

// FirstQuestions lists the open questions of a desk whose firm never asked
// before: there is no earlier question with the number of its company, or else
// with the address of its contact. Only the verdict leaves the closed part.
func (r reader) FirstQuestions(ctx context.Context, in tandem.ID[tandem.Institution]) ([]tandem.ID[tandem.Question], error) {
	list, err := values[tandem.ID[tandem.Question]](ctx, r.q, `
		SELECT x.id
		FROM (
			SELECT q.id, q.institution_id, q.state,
				row_number() OVER (PARTITION BY coalesce(nullif(s.kvk, ''), lower(s.contact_mail)) ORDER BY q.submitted_at, q.id) AS turn
			FROM questions q
			JOIN questions_sealed s ON s.question_id = q.id
			WHERE q.submitted_at IS NOT NULL) x
		WHERE x.turn = 1
			AND x.institution_id = $1
			AND x.state = 'open'
		ORDER BY x.id`, in)
	if err != nil {
		return nil, fmt.Errorf("list first questions at %s: %w", in, err)
	}
	return list, nil
}

// QuestionName is what a list calls a question.
type QuestionName struct {
	ID        tandem.ID[tandem.Question]
	Title     string
	ShownName string
	State     tandem.QuestionState
}

// QuestionNames lists how some questions are called, in the order of their ids.
func (r reader) QuestionNames(ctx context.Context, ids []tandem.ID[tandem.Question]) ([]QuestionName, error) {
	list, err := many[QuestionName](ctx, r.q, `
		SELECT q.id, q.title, q.shown_name, q.state
		FROM questions q
		WHERE q.id = ANY($1)
		ORDER BY q.id`, ids)
	if err != nil {
		return nil, fmt.Errorf("name %d questions: %w", len(ids), err)
	}
	return list, nil
}
