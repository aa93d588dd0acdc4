package postgres

import (
	"context"
	"fmt"

	"github.com/tandem-hbo/tandem/internal/tandem"
)

// caseColumns lists what a tandem.LabelledCase is made of.
const caseColumns = `
	id, question_id, title, text, sector, size, language, labels, model, corrected_by, corrected_at`

// CasesOf lists the labelled case of a question: one or none.
func (r reader) CasesOf(ctx context.Context, id tandem.ID[tandem.Question]) ([]tandem.LabelledCase, error) {
	list, err := many[tandem.LabelledCase](ctx, r.q, `
		SELECT `+caseColumns+`
		FROM labelled_cases
		WHERE question_id = $1`, id)
	if err != nil {
		return nil, fmt.Errorf("find case of %s: %w", id, err)
	}
	return list, nil
}

// Cases lists all labelled cases in the order of their ids, so that the same
// cases give the same model.
func (r reader) Cases(ctx context.Context) ([]tandem.LabelledCase, error) {
	list, err := many[tandem.LabelledCase](ctx, r.q, `
		SELECT `+caseColumns+`
		FROM labelled_cases
		ORDER BY id`)
	if err != nil {
		return nil, fmt.Errorf("list cases: %w", err)
	}
	return list, nil
}

// SaveCase stores the labelled case of a question in the place of an earlier
// one, whose id stays. Without the owner's consent it is a Conflict with code
// learning_refused.
func (tx *Tx) SaveCase(ctx context.Context, c tandem.LabelledCase) error {
	err := tx.exec(ctx, `
		INSERT INTO labelled_cases (id, question_id, title, text, sector, size, language, labels, model, corrected_by, corrected_at)
		VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11)
		ON CONFLICT ON CONSTRAINT labelled_cases_question_once
		DO UPDATE
		SET title = excluded.title, text = excluded.text, sector = excluded.sector, size = excluded.size,
			language = excluded.language, labels = excluded.labels, model = excluded.model,
			corrected_by = excluded.corrected_by, corrected_at = excluded.corrected_at`,
		c.ID, c.QuestionID, c.Title, c.Text, c.Sector, c.Size, c.Language, c.Labels, c.Model, c.CorrectedBy, c.CorrectedAt)
	if err != nil {
		return fmt.Errorf("save case of %s: %w", c.QuestionID, err)
	}
	return nil
}

// DeleteCase forgets the labelled case of a question, if there is one.
func (tx *Tx) DeleteCase(ctx context.Context, id tandem.ID[tandem.Question]) error {
	if err := tx.exec(ctx, `DELETE FROM labelled_cases WHERE question_id = $1`, id); err != nil {
		return fmt.Errorf("delete case of %s: %w", id, err)
	}
	return nil
}

// SaveLearning stores whether the owner lets us learn from a question. It is no
// change of the question, whose version stays. Refusing while a case is kept is
// an error: DeleteCase goes first.
func (tx *Tx) SaveLearning(ctx context.Context, id tandem.ID[tandem.Question], learn bool) error {
	err := tx.execOne(ctx, `
		UPDATE questions
		SET learn = $2
		WHERE id = $1`, id, learn)
	if err != nil {
		return fmt.Errorf("save consent of %s: %w", id, err)
	}
	return nil
}
