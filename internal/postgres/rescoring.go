package postgres

import (
	"context"
	"fmt"
	"time"

	"github.com/tandem-hbo/tandem/internal/tandem"
)

// WaitingQuestions lists questions that are being scored or wait for a
// coordinator, in the order of their ids, from the one after the given.
func (r reader) WaitingQuestions(ctx context.Context, after tandem.ID[tandem.Question], limit int) ([]tandem.Question, error) {
	list, err := many[tandem.Question](ctx, r.q, `
		SELECT `+questionColumns+`
		FROM questions q
		WHERE q.state IN ('submitted', 'matched')
			AND ($1::uuid IS NULL OR q.id > $1)
		ORDER BY q.id
		LIMIT $2`, after, limit)
	if err != nil {
		return nil, fmt.Errorf("list waiting questions: %w", err)
	}
	return list, nil
}

// StaleQuestions is WaitingQuestions, the ids only, of those that have no score
// of the version's taxonomy, weights and evidence. The reading does not count: who
// changes a question sends it anew.
func (r reader) StaleQuestions(
	ctx context.Context, v tandem.ScoreVersion, after tandem.ID[tandem.Question], limit int,
) ([]tandem.ID[tandem.Question], error) {
	list, err := values[tandem.ID[tandem.Question]](ctx, r.q, `
		SELECT q.id
		FROM questions q
		WHERE q.state IN ('submitted', 'matched')
			AND ($1::uuid IS NULL OR q.id > $1)
			AND NOT EXISTS (
				SELECT
				FROM form_scores f
				WHERE f.question_id = q.id
					AND f.version @> jsonb_build_object('taxonomy', $2::integer, 'weights', $3::text, 'evidence', $4::integer))
		ORDER BY q.id
		LIMIT $5`, after, v.Taxonomy, v.Weights, v.Evidence, limit)
	if err != nil {
		return nil, fmt.Errorf("list questions with old scores: %w", err)
	}
	return list, nil
}

// IDsInStates lists the questions in some states, in the order of their ids.
func (r reader) IDsInStates(ctx context.Context, states []tandem.QuestionState) ([]tandem.ID[tandem.Question], error) {
	list, err := values[tandem.ID[tandem.Question]](ctx, r.q, `
		SELECT q.id
		FROM questions q
		WHERE q.state = ANY($1)
		ORDER BY q.id`, states)
	if err != nil {
		return nil, fmt.Errorf("list questions by state: %w", err)
	}
	return list, nil
}

// KeptPairs lists the proposed matches of some questions, with what tells whether
// another offering would come among them.
func (r reader) KeptPairs(ctx context.Context, of []tandem.ID[tandem.Question]) ([]tandem.KeptPair, error) {
	list, err := many[tandem.KeptPair](ctx, r.q, `
		SELECT m.question_id, m.offering_id, (m.score->>'weight')::integer AS weight,
			jsonb_array_length(jsonb_path_query_array(m.score, '$.gates[*] ? (@.ok == false)')) AS shut
		FROM matches m
		WHERE m.question_id = ANY($1)
			AND m.state = 'proposed'
		ORDER BY m.question_id, m.rank, m.id`, of)
	if err != nil {
		return nil, fmt.Errorf("list kept pairs: %w", err)
	}
	return list, nil
}

// ScoredAt tells when a question was last scored.
func (tx *Tx) ScoredAt(ctx context.Context, id tandem.ID[tandem.Question]) (time.Time, error) {
	at, err := value[time.Time](ctx, tx.q, `
		SELECT coalesce(max(f.created_at), 'epoch')
		FROM form_scores f
		WHERE f.question_id = $1`, id)
	if err != nil {
		return at, fmt.Errorf("find when %s was scored: %w", id, err)
	}
	return at, nil
}

// StampScores marks a question as scored now when nothing about the forms had to
// be computed.
func (tx *Tx) StampScores(ctx context.Context, id tandem.ID[tandem.Question]) error {
	err := tx.exec(ctx, `
		UPDATE form_scores
		SET created_at = $2
		WHERE question_id = $1`, id, tx.at)
	if err != nil {
		return fmt.Errorf("stamp scores of %s: %w", id, err)
	}
	return nil
}

// RenewMatch replaces the score of a match that nobody has decided about. One
// that was decided meanwhile is a Conflict. Callers hold the question's lock.
func (tx *Tx) RenewMatch(ctx context.Context, m tandem.Match) error {
	err := tx.execOne(ctx, `
		UPDATE matches
		SET rank = $2, score = $3, version = $4
		WHERE id = $1
			AND state = 'proposed'`, m.ID, m.Rank, m.Score, m.Version)
	if err != nil {
		return fmt.Errorf("renew match %s: %w", m.ID, err)
	}
	return nil
}
