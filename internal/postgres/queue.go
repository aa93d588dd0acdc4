package postgres

import (
	"context"
	"fmt"

	"github.com/jackc/pgx/v5"

	"github.com/tandem-hbo/tandem/internal/tandem"
)

// queueDesk is the questions of a desk in some states, with the last word of the
// talk with their owner where the state is one of talking. It reads nothing but
// what the index questions_desk holds, so that a long queue costs no look at the
// questions themselves.
const queueDesk = `
	talk AS (
		SELECT DISTINCT ON (m.question_id) m.question_id, m.asks_reply, m.from_owner, m.created_at
		FROM questions q
		JOIN question_messages m ON m.question_id = q.id
		WHERE q.institution_id = ANY(@institutions::uuid[])
			AND q.state = ANY(@talking::text[])
			AND q.submitted_at IS NOT NULL
		ORDER BY m.question_id, m.created_at DESC, m.id DESC),
	desk AS MATERIALIZED (
		SELECT q.id, q.institution_id, q.state, q.submitted_at, q.wanted_date,
			q.answered_at IS NOT NULL AS answered,
			q.state IN ('submitted', 'matched') AS ours,
			coalesce(talk.asks_reply AND NOT talk.from_owner, false) AS waits,
			coalesce(talk.from_owner AND (q.state <> 'open' OR talk.created_at > q.state_since), false) AS replied,
			(talk.created_at AT TIME ZONE 'Europe/Amsterdam')::date AS talked_on,
			(q.promised_at AT TIME ZONE 'Europe/Amsterdam')::date AS promised_on,
			(q.state_since AT TIME ZONE 'Europe/Amsterdam')::date AS since
		FROM questions q
		LEFT JOIN talk ON talk.question_id = q.id
		WHERE q.institution_id = ANY(@institutions::uuid[])
			AND q.state = ANY(@states::text[])
			AND q.submitted_at IS NOT NULL)`

// queueRisk gives each question of the desk its risk. The order of the branches
// is the order of tandem.QueueRisks.
const queueRisk = `
	SELECT d.id, d.state, d.submitted_at, d.wanted_date, d.talked_on,
		d.promised_on, d.since,
		CASE
			WHEN d.ours AND NOT d.answered AND d.promised_on < @today::date THEN 'promise_late'
			WHEN d.ours AND NOT d.answered AND d.promised_on = @today::date THEN 'promise_today'
			WHEN d.state IN ('submitted', 'matched', 'open') AND d.replied THEN 'owner_replied'
			WHEN d.ours AND NOT d.answered AND d.promised_on <= @today::date + 2 THEN 'promise_soon'
			WHEN (d.ours OR d.state = 'open') AND d.wanted_date <= @today::date + 42 THEN 'wished_near'
			WHEN d.state = 'claimed' AND c.lapses_on <= @today::date + 3 THEN 'claim_lapses'
			WHEN d.state = 'open' AND d.since + i.expire_days <= @today::date + 14 THEN 'expires_soon'
			WHEN d.ours AND d.waits AND d.talked_on <= @today::date - 7 THEN 'owner_silent'
			WHEN d.state = 'open' AND d.since <= @today::date - 14 THEN 'unclaimed'
			WHEN d.ours AND NOT d.answered THEN 'unanswered'
			ELSE 'none'
		END AS risk,
		c.lapses_on, c.lecturer_id, i.expire_days
	FROM desk d
	JOIN institutions i ON i.id = d.institution_id
	LEFT JOIN LATERAL (
		SELECT c.lecturer_id, (c.lapses_at AT TIME ZONE 'Europe/Amsterdam')::date AS lapses_on
		FROM claims c
		WHERE c.question_id = d.id
			AND c.state IN ('open', 'engaged')
			AND d.state IN ('claimed', 'engaged')) c ON true
	WHERE CASE @part
		WHEN 'to_answer' THEN NOT d.waits
		WHEN 'pressing' THEN NOT d.answered AND d.promised_on <= @today::date + 2
		WHEN 'waiting' THEN d.waits
		ELSE true
	END`

// Queue lists a stretch of a desk's queue, what goes wrong first on top.
func (r reader) Queue(ctx context.Context, f tandem.QueueFilter) ([]tandem.QueueRow, error) {
	list, err := many[tandem.QueueRow](ctx, r.q, `
		WITH `+queueDesk+`,
		judged AS MATERIALIZED (`+queueRisk+`),
		stretch AS (
			SELECT id, state, submitted_at, wanted_date, talked_on, promised_on, since,
				risk, lapses_on, lecturer_id, expire_days
			FROM judged
			ORDER BY array_position(@risks::text[], risk), promised_on, submitted_at, id
			LIMIT @limit
			OFFSET @offset)
		SELECT s.id, q.title, q.shown_name, q.region, s.state, s.submitted_at, s.risk,
			coalesce(CASE s.risk
				WHEN 'promise_late' THEN @today::date - s.promised_on
				WHEN 'promise_soon' THEN s.promised_on - @today::date
				WHEN 'unanswered' THEN s.promised_on - @today::date
				WHEN 'owner_replied' THEN @today::date - s.talked_on
				WHEN 'owner_silent' THEN @today::date - s.talked_on
				WHEN 'wished_near' THEN s.wanted_date - @today::date
				WHEN 'claim_lapses' THEN s.lapses_on - @today::date
				WHEN 'expires_soon' THEN s.since + s.expire_days - @today::date
				WHEN 'unclaimed' THEN @today::date - s.since
			END, 0) AS days,
			coalesce(l.name, '') AS lecturer,
			coalesce((m.score->>'company')::double precision, 0) AS company,
			coalesce((m.score->>'education')::double precision, 0) AS education,
			coalesce((m.score->>'company_effort')::double precision, 0) AS company_effort,
			coalesce((m.score->>'education_effort')::double precision, 0) AS education_effort
		FROM stretch s
		JOIN questions q ON q.id = s.id
		LEFT JOIN persons l ON l.id = s.lecturer_id
		LEFT JOIN LATERAL (
			SELECT m.score
			FROM matches m
			WHERE m.question_id = s.id
				AND m.state IN ('proposed', 'approved')
			ORDER BY m.rank
			LIMIT 1) m ON true
		ORDER BY array_position(@risks::text[], s.risk), s.promised_on, s.submitted_at, s.id`,
		pgx.NamedArgs{
			"institutions": f.Scope.Institutions, "states": queueStates(f.Part), "part": f.Part,
			"talking": []tandem.QuestionState{tandem.QuestionSubmitted, tandem.QuestionMatched, tandem.QuestionOpen},
			"today":   f.Today, "risks": tandem.QueueRisks(), "limit": f.Limit, "offset": f.Offset,
		})
	if err != nil {
		return nil, fmt.Errorf("list queue: %w", err)
	}
	return list, nil
}

// queueStates is the states that a part of the queue looks at.
func queueStates(part tandem.QueuePart) []tandem.QuestionState {
	switch part {
	case tandem.QueueToAnswer, tandem.QueuePressing, tandem.QueueWaiting:
		return []tandem.QuestionState{tandem.QuestionSubmitted, tandem.QuestionMatched}
	case tandem.QueueOpen:
		return []tandem.QuestionState{tandem.QuestionOpen}
	case tandem.QueueClaimed:
		return []tandem.QuestionState{tandem.QuestionClaimed}
	}
	return tandem.QuestionStates()
}

// QueueCounts counts the parts of a desk's queue.
func (r reader) QueueCounts(ctx context.Context, f tandem.QueueFilter) (tandem.QueueCounts, error) {
	c, err := one[tandem.QueueCounts](ctx, r.q, `
		WITH `+queueDesk+`,
		living AS (
			SELECT count(*) FILTER (WHERE ours AND NOT waits) AS to_answer,
				count(*) FILTER (WHERE ours AND waits) AS waiting,
				count(*) FILTER (WHERE state = 'open') AS open,
				count(*) FILTER (WHERE state = 'claimed') AS claimed,
				count(*) FILTER (WHERE ours AND NOT answered AND promised_on <= @today::date + 2) AS pressing
			FROM desk)
		SELECT l.to_answer, l.waiting, l.open, l.claimed, l.pressing, (
			SELECT count(*)
			FROM questions q
			WHERE q.institution_id = ANY(@institutions::uuid[])
				AND q.submitted_at IS NOT NULL) AS all
		FROM living l`,
		pgx.NamedArgs{
			"institutions": f.Scope.Institutions, "today": f.Today,
			"talking": []tandem.QuestionState{tandem.QuestionSubmitted, tandem.QuestionMatched},
			"states": []tandem.QuestionState{
				tandem.QuestionSubmitted, tandem.QuestionMatched, tandem.QuestionOpen, tandem.QuestionClaimed,
			},
		})
	if err != nil {
		return c, fmt.Errorf("count queue: %w", err)
	}
	return c, nil
}
