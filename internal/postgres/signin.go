package postgres

import (
	"context"
	"time"

	"github.com/jackc/pgx/v5"

	"github.com/tandem-hbo/tandem/internal/tandem"
)

const signInColumns = `id, mail, browser, code_hash, language, tries, created_at, expires_at, used_at`

// InsertSignIn stores an attempt to sign in; its code comes when the mail goes.
func (tx *Tx) InsertSignIn(ctx context.Context, s tandem.SignIn) error {
	return tx.exec(ctx, `
		INSERT INTO sign_ins (id, mail, browser, language, created_at, expires_at)
		VALUES (@id, @mail, @browser, @language, @created_at, @expires_at)`,
		pgx.NamedArgs{
			"id": s.ID, "mail": s.Mail, "browser": s.Browser, "language": s.Language,
			"created_at": tx.at, "expires_at": s.ExpiresAt,
		})
}

// SignIn reads an attempt.
func (r reader) SignIn(ctx context.Context, id tandem.ID[tandem.SignIn]) (tandem.SignIn, error) {
	return one[tandem.SignIn](ctx, r.q, `
		SELECT `+signInColumns+`
		FROM sign_ins
		WHERE id = $1`, id)
}

// OpenSignIn reads the attempt that a browser may still finish.
func (r reader) OpenSignIn(ctx context.Context, browser []byte, now time.Time) (tandem.SignIn, error) {
	return one[tandem.SignIn](ctx, r.q, `
		SELECT `+signInColumns+`
		FROM sign_ins
		WHERE browser = $1 AND used_at IS NULL AND expires_at > $2
		ORDER BY created_at DESC
		LIMIT 1`, browser, now)
}

// SetSignInCode stores the hash of the code that is about to be mailed. An
// attempt that was used or has expired is a Conflict.
func (tx *Tx) SetSignInCode(ctx context.Context, id tandem.ID[tandem.SignIn], hash []byte) error {
	return tx.execOne(ctx, `
		UPDATE sign_ins
		SET code_hash = $2
		WHERE id = $1 AND used_at IS NULL AND expires_at > $3`, id, hash, tx.at)
}

// CountTry counts one guess before it is looked at, so that guesses at the same
// time cannot pass the limit. A sixth guess, or one too late, is NotFound.
func (tx *Tx) CountTry(ctx context.Context, browser []byte) (tandem.SignIn, error) {
	return one[tandem.SignIn](ctx, tx.tx, `
		UPDATE sign_ins
		SET tries = tries + 1
		WHERE browser = $1 AND tries < 5 AND used_at IS NULL AND expires_at > $2
		RETURNING `+signInColumns, browser, tx.at)
}

// UseSignIn closes an attempt: a code works once.
func (tx *Tx) UseSignIn(ctx context.Context, id tandem.ID[tandem.SignIn]) error {
	return tx.execOne(ctx, `UPDATE sign_ins SET used_at = $2 WHERE id = $1 AND used_at IS NULL`, id, tx.at)
}

// Count adds one to the counter of a key in the present window and returns it.
// All processes share the counter.
func (tx *Tx) Count(ctx context.Context, key string, window time.Duration) (int, error) {
	return value[int](ctx, tx.tx, `
		INSERT INTO rate_counters (key, window_end, count)
		VALUES ($1, $2, 1)
		ON CONFLICT (key, window_end) DO UPDATE SET count = rate_counters.count + 1
		RETURNING count`, key, tx.at.Truncate(window).Add(window))
}
