package postgres

import (
	"context"
	"fmt"
	"time"

	"github.com/jackc/pgx/v5"

	"github.com/tandem-hbo/tandem/internal/tandem"
)

// InsertDecline stores the reasoned no to a question.
func (tx *Tx) InsertDecline(ctx context.Context, d tandem.Decline) error {
	err := tx.exec(ctx, `
		INSERT INTO declines (question_id, reason, referral, note, created_at)
		VALUES ($1, $2, $3, $4, $5)`, d.QuestionID, d.Reason, d.Referral, d.Note, d.CreatedAt)
	if err != nil {
		return fmt.Errorf("insert decline: %w", err)
	}
	return nil
}

// OverdueQuestions lists the open questions that nobody claimed within the days
// their desk keeps a question open.
func (r reader) OverdueQuestions(ctx context.Context, at time.Time) ([]tandem.ID[tandem.Question], error) {
	list, err := values[tandem.ID[tandem.Question]](ctx, r.q, `
		SELECT q.id
		FROM questions q
		JOIN institutions i ON i.id = q.institution_id
		WHERE q.state = 'open'
			AND q.state_since < $1::timestamptz - make_interval(days => i.expire_days)
		ORDER BY q.state_since`, at)
	if err != nil {
		return nil, fmt.Errorf("list overdue questions: %w", err)
	}
	return list, nil
}

// relatedColumns lists what a tandem.Related is made of, for a table named q.
const relatedColumns = `
	q.id, q.title, q.shown_name, q.state, q.submitted_at,
	coalesce((
		SELECT o.title
		FROM claims c
		JOIN offerings o ON o.id = c.offering_id
		WHERE c.question_id = q.id
		ORDER BY c.created_at DESC
		LIMIT 1), '') AS offering,
	coalesce((
		SELECT avg(g.grade)
		FROM engagements w
		JOIN evaluations e ON e.engagement_id = w.id
		JOIN evaluation_ratings g ON g.evaluation_id = e.id
		WHERE w.question_id = q.id
			AND e.side = 'company'), 0)::double precision AS company_grade,
	coalesce((
		SELECT avg(g.grade)
		FROM engagements w
		JOIN evaluations e ON e.engagement_id = w.id
		JOIN evaluation_ratings g ON g.evaluation_id = e.id
		WHERE w.question_id = q.id
			AND e.side = 'education'), 0)::double precision AS education_grade`

// EarlierQuestions lists what the same company asked the same desk, newest
// first, at most ten: the same KvK number or the same contact address. It looks
// into sealed parts, so callers ask policy first. Two arms, each with an index of
// its own: an OR between them would read every question.
func (r reader) EarlierQuestions(ctx context.Context, id tandem.ID[tandem.Question]) ([]tandem.Related, error) {
	list, err := many[tandem.Related](ctx, r.q, `
		WITH same AS (
			SELECT s.question_id
			FROM questions_sealed own
			JOIN questions_sealed s ON s.kvk = own.kvk
			WHERE own.question_id = $1
				AND s.kvk <> ''
			UNION
			SELECT s.question_id
			FROM questions_sealed own
			JOIN questions_sealed s ON lower(s.contact_mail) = lower(own.contact_mail)
			WHERE own.question_id = $1
				AND s.contact_mail <> '')
		SELECT `+relatedColumns+`
		FROM questions this
		CROSS JOIN same
		JOIN questions q ON q.id = same.question_id
		WHERE this.id = $1
			AND q.id <> this.id
			AND q.institution_id = this.institution_id
			AND q.submitted_at IS NOT NULL
		ORDER BY q.submitted_at DESC, q.id
		LIMIT 10`, id)
	if err != nil {
		return nil, fmt.Errorf("list earlier questions of %s: %w", id, err)
	}
	return list, nil
}

// SimilarQuestions lists questions of the same desk whose words are nearest to
// the title of this one, best first. Ranking reads whole texts, so that it looks
// at no more than 300 of those that share a word.
func (r reader) SimilarQuestions(ctx context.Context, id tandem.ID[tandem.Question], limit int) ([]tandem.Related, error) {
	list, err := many[tandem.Related](ctx, r.q, `
		WITH asked AS (
			SELECT this.institution_id, (
				SELECT string_agg(quote_literal(word.lexeme), ' | ')::tsquery
				FROM unnest(to_tsvector((CASE this.language WHEN 'en' THEN 'tandem_en' ELSE 'tandem_nl' END)::regconfig, this.title)) word
				WHERE word.lexeme !~ '[\\'']'
					AND length(word.lexeme) > 2
					AND to_tsvector('tandem_nl', word.lexeme) <> '') AS query
			FROM questions this
			WHERE this.id = @id),
		near AS (
			SELECT n.id, n.search
			FROM questions n, asked
			WHERE n.search @@ asked.query
				AND n.institution_id = asked.institution_id
				AND n.submitted_at IS NOT NULL
				AND n.id <> @id
			LIMIT 300)
		SELECT `+relatedColumns+`
		FROM near
		JOIN questions q ON q.id = near.id
		CROSS JOIN asked
		ORDER BY ts_rank(near.search, asked.query) DESC, q.submitted_at DESC, q.id
		LIMIT @limit`, pgx.NamedArgs{"id": id, "limit": limit})
	if err != nil {
		return nil, fmt.Errorf("list questions similar to %s: %w", id, err)
	}
	return list, nil
}
