package postgres

import (
	"context"
	"time"

	"github.com/jackc/pgx/v5"

	"github.com/tandem-hbo/tandem/internal/tandem"
)

// Visitor reads a session by the hash of its token, with the rights that hold
// now: one query a request. Expired sessions and closed persons are NotFound.
func (r reader) Visitor(ctx context.Context, tokenHash []byte, now time.Time) (tandem.Visitor, error) {
	return one[tandem.Visitor](ctx, r.q, `
		SELECT s.id AS session_id, s.person_id, coalesce(p.name, '') AS name,
			coalesce((
				SELECT jsonb_agg(jsonb_build_object('InstitutionID', m.institution_id, 'Role', m.role))
				FROM memberships m
				WHERE m.person_id = s.person_id), '[]') AS memberships,
			ARRAY(
				SELECT g.question_id
				FROM session_questions g
				LEFT JOIN question_links l ON l.id = g.link_id
				WHERE g.session_id = s.id AND l.revoked_at IS NULL) AS questions,
			s.created_at, s.seen_at, s.expires_at
		FROM sessions s
		LEFT JOIN persons p ON p.id = s.person_id
		WHERE s.token_hash = @token_hash AND s.expires_at > @now AND p.closed_at IS NULL`,
		pgx.NamedArgs{"token_hash": tokenHash, "now": now})
}

// InsertSession stores a session.
func (tx *Tx) InsertSession(ctx context.Context, s tandem.Session) error {
	return tx.exec(ctx, `
		INSERT INTO sessions (id, token_hash, person_id, created_at, seen_at, expires_at)
		VALUES (@id, @token_hash, @person_id, @created_at, @created_at, @expires_at)`,
		pgx.NamedArgs{
			"id": s.ID, "token_hash": s.TokenHash, "person_id": s.PersonID,
			"created_at": tx.at, "expires_at": s.ExpiresAt,
		})
}

// TouchSession notes that a session was used.
func (tx *Tx) TouchSession(ctx context.Context, id tandem.ID[tandem.Session]) error {
	return tx.exec(ctx, `UPDATE sessions SET seen_at = $2 WHERE id = $1`, id, tx.at)
}

// DeleteSession ends a session.
func (tx *Tx) DeleteSession(ctx context.Context, id tandem.ID[tandem.Session]) error {
	return tx.exec(ctx, `DELETE FROM sessions WHERE id = $1`, id)
}

// DeleteSessionsOf ends all sessions of a person.
func (tx *Tx) DeleteSessionsOf(ctx context.Context, person tandem.ID[tandem.Person]) error {
	return tx.exec(ctx, `DELETE FROM sessions WHERE person_id = $1`, person)
}

// GrantQuestion gives a session the right to act as the owner of a question.
// link is the mailed link that gave the right, none for the browser in which
// the question was drafted.
func (tx *Tx) GrantQuestion(
	ctx context.Context, to tandem.ID[tandem.Session], q tandem.ID[tandem.Question], link tandem.ID[tandem.QuestionLink],
) error {
	return tx.exec(ctx, `
		INSERT INTO session_questions (session_id, question_id, link_id)
		VALUES ($1, $2, $3)
		ON CONFLICT (session_id, question_id) DO UPDATE SET link_id = excluded.link_id
			WHERE session_questions.link_id IS NOT NULL`, to, q, link)
}

// MoveGrants carries the question rights of one session over to another.
func (tx *Tx) MoveGrants(ctx context.Context, from, to tandem.ID[tandem.Session]) error {
	return tx.exec(ctx, `UPDATE session_questions SET session_id = $2 WHERE session_id = $1`, from, to)
}

// SweepSessions removes what has expired: sessions, sign-ins and counters.
func (tx *Tx) SweepSessions(ctx context.Context) error {
	for _, sql := range []string{
		`DELETE FROM sessions WHERE expires_at < $1`,
		`DELETE FROM sign_ins WHERE expires_at < $1::timestamptz - interval '1 day'
			AND NOT EXISTS (SELECT FROM mails m WHERE m.sign_in_id = sign_ins.id AND m.state = 'queued')`,
		`DELETE FROM rate_counters WHERE window_end < $1`,
	} {
		if err := tx.exec(ctx, sql, tx.at); err != nil {
			return err
		}
	}
	return nil
}
