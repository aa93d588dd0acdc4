package postgres

import (
	"context"
	"fmt"

	"github.com/jackc/pgx/v5"

	"github.com/tandem-hbo/tandem/internal/tandem"
)

// Messages lists the talk between an owner and the desk, oldest first.
func (r reader) Messages(ctx context.Context, id tandem.ID[tandem.Question]) ([]tandem.QuestionMessage, error) {
	list, err := many[tandem.QuestionMessage](ctx, r.q, `
		SELECT id, question_id, person_id, author, from_owner, body, asks_reply, created_at
		FROM question_messages
		WHERE question_id = $1
		ORDER BY created_at, id`, id)
	if err != nil {
		return nil, fmt.Errorf("list messages of %s: %w", id, err)
	}
	return list, nil
}

// InsertMessage stores a message. A form key that was used before is a Conflict
// with code already_sent.
func (tx *Tx) InsertMessage(ctx context.Context, m tandem.QuestionMessage, formKey string) error {
	err := tx.exec(ctx, `
		INSERT INTO question_messages (id, question_id, person_id, author, from_owner, body, asks_reply, form_key, created_at)
		VALUES (@id, @question_id, @person_id, @author, @from_owner, @body, @asks_reply, NULLIF(@form_key, ''), @created_at)`,
		pgx.NamedArgs{
			"id": m.ID, "question_id": m.QuestionID, "person_id": m.PersonID, "author": m.Author,
			"from_owner": m.FromOwner, "body": m.Body, "asks_reply": m.AsksReply, "form_key": formKey,
			"created_at": m.CreatedAt,
		})
	if err != nil {
		return fmt.Errorf("insert message: %w", err)
	}
	return nil
}
