package claiming_test

import "testing"

// wantNothingLost counts what was ever held against what the trail says was given.
func (s *siege) wantNothingLost(t *testing.T) {
	t.Helper()
	var holds, given, broken int64
	err := s.pool.QueryRow(t.Context(), `
		SELECT (SELECT count(*) FROM holds),
			(SELECT count(*) FROM events WHERE action IN ('question.held', 'question.handed_on', 'match.planned'))
				+ (SELECT count(*) FROM claims c JOIN holds h ON h.id = c.hold_id WHERE h.made_by = c.lecturer_id),
			(SELECT count(*) FROM questions q
				LEFT JOIN holds h ON h.question_id = q.id AND h.ended_at IS NULL
				WHERE (q.state = 'claimed') <> (coalesce(h.kind, '') = 'claim')
					OR q.state = 'withdrawn' AND h.id IS NOT NULL)
				+ (SELECT count(*) FROM holds h
					JOIN plans p ON p.id = h.plan_id
					WHERE h.ended_at IS NULL AND h.kind = 'plan' AND p.state <> 'approved')`).Scan(&holds, &given, &broken)
	if err != nil || holds != given || broken > 0 {
		t.Errorf("%d holds, %d given; %d questions or plans disagree with their hold; %v", holds, given, broken, err)
	}
	if holds == 0 {
		t.Error("nothing was held at all")
	}
}

// wantToldAsItWas holds mails against what happened: each hold that came or ended was
// told to those it matters to, in the same transaction, once.
func (s *siege) wantToldAsItWas(t *testing.T) {
	t.Helper()
	rows, err := s.pool.Query(t.Context(), `
		WITH told AS (
			SELECT kind, sum(coalesce((data->>'count')::integer, 1)) AS n FROM mails GROUP BY kind),
		given AS (
			SELECT e.action, count(*) AS n,
				count(*) FILTER (WHERE EXISTS (
					SELECT FROM question_links l WHERE l.question_id = e.question_id AND l.opened_at IS NOT NULL)) AS proven
			FROM events e GROUP BY e.action),
		unclaimed AS (
			SELECT h.end_reason, count(*) AS n FROM holds h
			WHERE h.ended_at IS NOT NULL AND NOT EXISTS (SELECT FROM claims c WHERE c.hold_id = h.id)
			GROUP BY h.end_reason),
		wanted (kind, n) AS (VALUES
			('planned', (SELECT n FROM given WHERE action = 'match.planned')),
			('held', (SELECT sum(n) FROM given WHERE action IN ('question.held', 'question.handed_on'))),
			('kept', (SELECT sum(proven) FROM given WHERE action IN ('match.planned', 'question.handed_on'))),
			('loose', (SELECT sum(n) FROM unclaimed WHERE end_reason IN ('lapsed', 'released'))),
			('let_go', (SELECT n FROM unclaimed WHERE end_reason = 'lapsed')),
			('withdrawn', (SELECT count(*) FROM holds WHERE end_reason = 'question')),
			('claimed', (SELECT n FROM given WHERE action = 'question.claimed')),
			('released', (SELECT sum(n) FROM given WHERE action IN ('question.released', 'question.lapsed'))))
		SELECT w.kind, coalesce(w.n, 0), coalesce(t.n, 0)
		FROM wanted w LEFT JOIN told t USING (kind)
		UNION ALL
		SELECT 'jobs that send', (SELECT count(*) FROM mails), (SELECT count(*) FROM river_job WHERE kind = 'send_mail')
		UNION ALL
		SELECT 'undone', count(*), count(*) FILTER (WHERE EXISTS (
			SELECT FROM mails m
			WHERE m.created_at = h.ended_at AND m.kind IN ('undone', 'planned')))
		FROM holds h WHERE h.end_reason = 'undone'`)
	if err != nil {
		t.Fatal(err)
	}
	defer rows.Close()
	for rows.Next() {
		var kind string
		var want, got int
		if err := rows.Scan(&kind, &want, &got); err != nil {
			t.Fatal(err)
		}
		if got != want {
			t.Errorf("%s: %d were told, %d happened", kind, got, want)
		}
	}
	if err := rows.Err(); err != nil {
		t.Error(err)
	}
}

// replaced counts the plans that a newer one took the place of.
func (s *siege) replaced(t *testing.T) (n int) {
	t.Helper()
	if err := s.pool.QueryRow(t.Context(), `SELECT count(*) FROM events WHERE action = 'plan.superseded'`).Scan(&n); err != nil {
		t.Fatal(err)
	}
	return n
}
