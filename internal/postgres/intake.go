package postgres

import (
	"context"
	"fmt"
	"time"

	"github.com/tandem-hbo/tandem/internal/tandem"
)

// Proposals lists the approved matches of a question, best first.
func (r reader) Proposals(ctx context.Context, id tandem.ID[tandem.Question]) ([]tandem.Proposal, error) {
	list, err := many[tandem.Proposal](ctx, r.q, `
		SELECT m.id AS match_id, m.score, o.form, o.title, i.name AS institution, g.name AS programme,
			l.name AS lecturer, d.name AS period, o.city, o.conditions, o.team_size, o.study_year, o.secrecy,
			o.deadline, d.starts_on, d.ends_on,
			EXISTS (
				SELECT FROM claims c
				WHERE c.match_id = m.id
					AND c.state IN ('open', 'engaged')) AS claimed
		FROM matches m
		JOIN offerings o ON o.id = m.offering_id
		JOIN institutions i ON i.id = o.institution_id
		JOIN programmes g ON g.id = o.programme_id
		JOIN periods d ON d.id = o.period_id
		JOIN persons l ON l.id = o.lecturer_id
		WHERE m.question_id = $1
			AND m.state = 'approved'
		ORDER BY m.rank, m.id`, id)
	if err != nil {
		return nil, fmt.Errorf("list proposals of %s: %w", id, err)
	}
	return list, nil
}

// OwnWorks lists the work that came from a question, newest first.
func (r reader) OwnWorks(ctx context.Context, id tandem.ID[tandem.Question]) ([]tandem.OwnWork, error) {
	list, err := many[tandem.OwnWork](ctx, r.q, `
		SELECT e.id, e.state, e.statement, e.starts_on, e.ends_on, e.education_contact AS contact,
			EXISTS (
				SELECT FROM evaluations v
				WHERE v.engagement_id = e.id
					AND v.side = 'company') AS rated
		FROM engagements e
		WHERE e.question_id = $1
		ORDER BY e.created_at DESC, e.id`, id)
	if err != nil {
		return nil, fmt.Errorf("list work of %s: %w", id, err)
	}
	return list, nil
}

// DeclinesOf lists the reasoned no to a question: one or none.
func (r reader) DeclinesOf(ctx context.Context, id tandem.ID[tandem.Question]) ([]tandem.Decline, error) {
	list, err := many[tandem.Decline](ctx, r.q, `
		SELECT question_id, reason, referral, note, created_at
		FROM declines
		WHERE question_id = $1`, id)
	if err != nil {
		return nil, fmt.Errorf("find decline of %s: %w", id, err)
	}
	return list, nil
}

// HomeFigures counts over all questions; callers keep the answer for a while.
func (r reader) HomeFigures(ctx context.Context) (tandem.HomeFigures, error) {
	f, err := one[tandem.HomeFigures](ctx, r.q, `
		SELECT count(*) AS sent,
			count(answered_at) AS answered,
			count(*) FILTER (WHERE answered_at <= promised_at) AS on_time,
			count(*) FILTER (WHERE state IN ('claimed', 'engaged', 'completed', 'stopped', 'declined', 'expired')) AS decided,
			count(*) FILTER (WHERE state IN ('claimed', 'engaged', 'completed', 'stopped')) AS taken,
			(SELECT count(*)
				FROM evaluation_ratings g
				JOIN evaluations v ON v.id = g.evaluation_id
				WHERE v.side = 'company') AS rated,
			(SELECT count(*)
				FROM evaluation_ratings g
				JOIN evaluations v ON v.id = g.evaluation_id
				WHERE v.side = 'company'
					AND g.grade >= 4) AS pleased
		FROM questions
		WHERE submitted_at IS NOT NULL`)
	if err != nil {
		return f, fmt.Errorf("count for the home page: %w", err)
	}
	return f, nil
}

// MailsSince counts the mails of a kind about a question since a moment.
func (r reader) MailsSince(ctx context.Context, id tandem.ID[tandem.Question], kind tandem.MailKind, since time.Time) (int, error) {
	n, err := value[int](ctx, r.q, `
		SELECT count(*)
		FROM mails
		WHERE question_id = $1
			AND kind = $2
			AND created_at > $3`, id, kind, since)
	if err != nil {
		return 0, fmt.Errorf("count mails about %s: %w", id, err)
	}
	return n, nil
}

// ExpireMatches ends the living matches of a question: it is scored anew, or
// has ended. A soft hold and places in line end with them.
func (tx *Tx) ExpireMatches(ctx context.Context, id tandem.ID[tandem.Question]) error {
	err := tx.exec(ctx, `
		UPDATE matches
		SET state = 'expired', state_since = $2
		WHERE question_id = $1
			AND state IN ('proposed', 'approved')`, id, tx.at)
	if err != nil {
		return fmt.Errorf("expire matches of %s: %w", id, err)
	}
	if err := tx.exec(ctx, `DELETE FROM waiting WHERE question_id = $1`, id); err != nil {
		return fmt.Errorf("take %s out of lines: %w", id, err)
	}
	return tx.endSoftHolds(ctx, id, tandem.ID[tandem.Offering]{})
}

// ReleaseHolders gives back the place that is held for a question, by a claim or
// softly, and tells whose place it was: one lecturer or none.
func (tx *Tx) ReleaseHolders(ctx context.Context, id tandem.ID[tandem.Question], note string) ([]tandem.Holder, error) {
	list, err := many[tandem.Holder](ctx, tx.q, `
		WITH gone AS (
			UPDATE claims
			SET state = 'released', state_since = $2, end_note = $3
			WHERE question_id = $1
				AND state = 'open'
			RETURNING lecturer_id),
		freed AS (
			UPDATE holds h
			SET ended_at = $2, end_reason = 'question'
			WHERE h.question_id = $1
				AND h.ended_at IS NULL
				AND NOT EXISTS (
					SELECT
					FROM claims c
					WHERE c.hold_id = h.id
						AND c.state = 'engaged')
			RETURNING h.offering_id, h.lecturer_id)
		SELECT f.offering_id, p.name, p.mail, p.language
		FROM freed f
		LEFT JOIN gone g ON true
		JOIN persons p ON p.id = coalesce(g.lecturer_id, f.lecturer_id)`, id, tx.at, note)
	if err != nil {
		return nil, fmt.Errorf("release holds of %s: %w", id, err)
	}
	ids := make([]tandem.ID[tandem.Offering], len(list))
	for i, h := range list {
		ids[i] = h.OfferingID
	}
	return list, tx.handOn(ctx, ids)
}
