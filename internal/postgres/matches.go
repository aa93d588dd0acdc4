package postgres

import (
	"context"
	"fmt"

	"github.com/jackc/pgx/v5"

	"github.com/tandem-hbo/tandem/internal/tandem"
)

const matchColumns = `
	m.id, m.question_id, m.offering_id, m.institution_id, m.state, m.state_since, m.rank, m.score, m.version,
	m.override_note, m.decided_by, m.created_at`

// ScoringBasis tells what a scoring model must have been made from to be the
// newest: it changes when the taxonomy does and when an evaluation comes in.
// One look-up in two indexes, so that it can be asked at every key press.
func (r reader) ScoringBasis(ctx context.Context) (tandem.ScoringBasis, error) {
	b, err := one[tandem.ScoringBasis](ctx, r.q, `
		SELECT
			coalesce((SELECT version FROM taxonomies ORDER BY version DESC LIMIT 1), 0) AS taxonomy,
			(SELECT id FROM evaluations ORDER BY id DESC LIMIT 1) AS evaluation`)
	if err != nil {
		return b, fmt.Errorf("find what scoring rests on: %w", err)
	}
	return b, nil
}

// Match finds one match.
func (r reader) Match(ctx context.Context, id tandem.ID[tandem.Match]) (tandem.Match, error) {
	m, err := one[tandem.Match](ctx, r.q, `
		SELECT `+matchColumns+`
		FROM matches m
		WHERE m.id = $1`, id)
	if err != nil {
		return m, fmt.Errorf("find match %s: %w", id, err)
	}
	return m, nil
}

// Matches lists the matches of a question's newest scoring, best first: those
// that have not expired.
func (r reader) Matches(ctx context.Context, id tandem.ID[tandem.Question]) ([]tandem.Match, error) {
	list, err := many[tandem.Match](ctx, r.q, `
		SELECT `+matchColumns+`
		FROM matches m
		WHERE m.question_id = $1
			AND m.state <> 'expired'
		ORDER BY m.rank, m.id`, id)
	if err != nil {
		return nil, fmt.Errorf("list matches of %s: %w", id, err)
	}
	return list, nil
}

// Candidates lists Matches with what a reader must know of their offerings.
func (r reader) Candidates(ctx context.Context, id tandem.ID[tandem.Question]) ([]tandem.Candidate, error) {
	list, err := many[tandem.Candidate](ctx, r.q, `
		SELECT `+matchColumns+`,
			o.title, o.form, o.lecturer_id, l.name AS lecturer, p.name AS programme, i.short_name AS institution,
			t.name AS period_name, t.starts_on AS start, t.ends_on AS "end", o.deadline, o.city, o.study_year,
			o.team_size, o.places, o.conditions,
			n.taken, n.held
		FROM matches m
		JOIN offerings o ON o.id = m.offering_id
		JOIN persons l ON l.id = o.lecturer_id
		JOIN programmes p ON p.id = o.programme_id
		JOIN periods t ON t.id = o.period_id
		JOIN institutions i ON i.id = o.institution_id
		CROSS JOIN LATERAL (
			SELECT count(w.id) AS taken, count(*) - count(w.id) AS held
			FROM holds h
			LEFT JOIN claims w ON w.hold_id = h.id AND w.state = 'engaged'
			WHERE h.offering_id = o.id
				AND h.ended_at IS NULL) n
		WHERE m.question_id = $1
			AND m.state <> 'expired'
		ORDER BY m.rank, m.id`, id)
	if err != nil {
		return nil, fmt.Errorf("list candidates for %s: %w", id, err)
	}
	return list, nil
}

// InsertMatch stores a new match.
func (tx *Tx) InsertMatch(ctx context.Context, m tandem.Match) error {
	err := tx.exec(ctx, `
		INSERT INTO matches (id, question_id, offering_id, institution_id, state, state_since, rank, score, version,
			override_note, decided_by, created_at)
		VALUES (@id, @question_id, @offering_id, @institution_id, @state, @state_since, @rank, @score, @version,
			@override_note, @decided_by, @created_at)`,
		pgx.NamedArgs{
			"id": m.ID, "question_id": m.QuestionID, "offering_id": m.OfferingID, "institution_id": m.InstitutionID,
			"state": m.State, "state_since": m.StateSince, "rank": m.Rank, "score": m.Score, "version": m.Version,
			"override_note": m.OverrideNote, "decided_by": m.DecidedBy, "created_at": m.CreatedAt,
		})
	if err != nil {
		return fmt.Errorf("insert match: %w", err)
	}
	return nil
}

// SaveMatch stores what was decided about a match. A soft hold of the pair ends
// with its approval. Callers hold the question's lock.
func (tx *Tx) SaveMatch(ctx context.Context, m tandem.Match) error {
	err := tx.execOne(ctx, `
		UPDATE matches
		SET state = $2, state_since = $3, override_note = $4, decided_by = $5
		WHERE id = $1`, m.ID, m.State, m.StateSince, m.OverrideNote, m.DecidedBy)
	if err != nil {
		return fmt.Errorf("save match %s: %w", m.ID, err)
	}
	if m.State == tandem.MatchApproved {
		return nil
	}
	return tx.endSoftHolds(ctx, m.QuestionID, m.OfferingID)
}

// formScoreRow is one score as stored: the form beside a document.
type formScoreRow struct {
	Form    tandem.FormKey
	Score   tandem.Score
	Version tandem.ScoreVersion
}

// FormScores lists how a question scored against the forms, best first, and
// with which version. An empty list has the zero version.
func (r reader) FormScores(ctx context.Context, id tandem.ID[tandem.Question]) ([]tandem.FormScore, tandem.ScoreVersion, error) {
	rows, err := many[formScoreRow](ctx, r.q, `
		SELECT form, score, version
		FROM form_scores
		WHERE question_id = $1
		ORDER BY (score->>'weight')::integer DESC, (score->>'value')::double precision DESC, form`, id)
	var version tandem.ScoreVersion
	if err != nil {
		return nil, version, fmt.Errorf("list form scores of %s: %w", id, err)
	}
	list := make([]tandem.FormScore, len(rows))
	for i, row := range rows {
		list[i], version = tandem.FormScore{Form: row.Form, Score: row.Score}, row.Version
	}
	return list, version, nil
}

// SaveFormScores replaces how a question scored against the forms.
func (tx *Tx) SaveFormScores(ctx context.Context, id tandem.ID[tandem.Question], list []tandem.FormScore, v tandem.ScoreVersion) error {
	for _, f := range list {
		err := tx.exec(ctx, `
			INSERT INTO form_scores (question_id, form, score, version, created_at)
			VALUES ($1, $2, $3, $4, $5)
			ON CONFLICT (question_id, form)
			DO UPDATE SET score = EXCLUDED.score, version = EXCLUDED.version, created_at = EXCLUDED.created_at`,
			id, f.Form, f.Score, v, tx.at)
		if err != nil {
			return fmt.Errorf("save score for form %s: %w", f.Form, err)
		}
	}
	return nil
}
