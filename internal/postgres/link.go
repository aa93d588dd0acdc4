package postgres

import (
	"context"
	"time"

	"github.com/jackc/pgx/v5"

	"github.com/tandem-hbo/tandem/internal/tandem"
)

// InsertLink stores a link to a question.
func (tx *Tx) InsertLink(ctx context.Context, l tandem.QuestionLink) error {
	return tx.exec(ctx, `
		INSERT INTO question_links (id, question_id, token_hash, created_at, expires_at)
		VALUES (@id, @question_id, @token_hash, @created_at, @expires_at)`,
		pgx.NamedArgs{
			"id": l.ID, "question_id": l.QuestionID, "token_hash": l.TokenHash,
			"created_at": tx.at, "expires_at": l.ExpiresAt,
		})
}

// Link finds the link that works now; expired, revoked and unknown ones are
// NotFound.
func (r reader) Link(ctx context.Context, tokenHash []byte, now time.Time) (tandem.QuestionLink, error) {
	return one[tandem.QuestionLink](ctx, r.q, `
		SELECT id, question_id, token_hash, created_at, expires_at, revoked_at
		FROM question_links
		WHERE token_hash = $1 AND revoked_at IS NULL AND expires_at > $2`, tokenHash, now)
}

// OpenLink notes that a link was used: its reader has the address it was mailed to.
func (tx *Tx) OpenLink(ctx context.Context, id tandem.ID[tandem.QuestionLink]) error {
	return tx.exec(ctx, `
		UPDATE question_links
		SET opened_at = $2
		WHERE id = $1 AND opened_at IS NULL`, id, tx.at)
}

// RevokeLinks makes all links to a question useless, and ends the rights that
// browsers got from them.
func (tx *Tx) RevokeLinks(ctx context.Context, q tandem.ID[tandem.Question]) error {
	return tx.exec(ctx, `
		UPDATE question_links
		SET revoked_at = $2
		WHERE question_id = $1 AND revoked_at IS NULL`, q, tx.at)
}
