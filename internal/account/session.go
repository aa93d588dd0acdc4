package account

import (
	"context"
	"time"

	"github.com/tandem-hbo/tandem/internal/postgres"
	"github.com/tandem-hbo/tandem/internal/tandem"
)

// Visitor returns the session of a token with the rights that hold now. A token
// that is unknown, expired or idle for too long is NotFound.
func (s *Service) Visitor(ctx context.Context, token string) (tandem.Visitor, error) {
	now := s.db.Now()
	v, err := s.db.Visitor(ctx, hashOf(token), now)
	if err != nil {
		return tandem.Visitor{}, err
	}
	if now.Sub(v.SeenAt) > idleLimit(v) || now.Sub(v.CreatedAt) > lifeLimit(v) {
		return tandem.Visitor{}, tandem.NotFound
	}
	if now.Sub(v.SeenAt) < touchEvery {
		return v, nil
	}
	return v, s.db.Quietly(ctx, func(tx *postgres.Tx) error { return tx.TouchSession(ctx, v.SessionID) })
}

// idleLimit follows the roles held now: an owner who becomes staff gets the
// limits of staff at once.
func idleLimit(v tandem.Visitor) time.Duration {
	if len(v.Memberships) > 0 {
		return staffIdle
	}
	return ownerIdle
}

func lifeLimit(v tandem.Visitor) time.Duration {
	if len(v.Memberships) > 0 {
		return staffLife
	}
	return ownerLife
}

// Begin starts a session without a person, for a browser in which somebody
// writes a question. The token goes into a cookie.
func (s *Service) Begin(ctx context.Context) (token string, id tandem.ID[tandem.Session], err error) {
	err = s.db.Quietly(ctx, func(tx *postgres.Tx) error {
		token, id, err = open(ctx, tx, tandem.ID[tandem.Person]{})
		return err
	})
	return token, id, err
}

// open stores a new session.
func open(ctx context.Context, tx *postgres.Tx, person tandem.ID[tandem.Person]) (string, tandem.ID[tandem.Session], error) {
	token, hash := newToken()
	id := tandem.NewID[tandem.Session]()
	return token, id, tx.InsertSession(ctx, tandem.Session{
		ID: id, TokenHash: hash, PersonID: person, ExpiresAt: tx.Now().Add(ownerLife),
	})
}

// renew opens a session for a person in the place of an old one, if there is
// any. Every proof renews, so that a token planted beforehand is worth nothing.
func renew(ctx context.Context, tx *postgres.Tx, old tandem.ID[tandem.Session], person tandem.ID[tandem.Person]) (string, error) {
	token, id, err := open(ctx, tx, person)
	if err != nil {
		return "", err
	}
	return token, replace(ctx, tx, old, id)
}

// replace carries the question rights of an old session over and ends it. The
// old one may be the zero id.
func replace(ctx context.Context, tx *postgres.Tx, old, by tandem.ID[tandem.Session]) error {
	if old.IsZero() {
		return nil
	}
	if err := tx.MoveGrants(ctx, old, by); err != nil {
		return err
	}
	return tx.DeleteSession(ctx, old)
}

// SignOut ends a session for good.
func (s *Service) SignOut(ctx context.Context, id tandem.ID[tandem.Session]) error {
	return s.db.Quietly(ctx, func(tx *postgres.Tx) error { return tx.DeleteSession(ctx, id) })
}

// Sweep removes what has expired.
func (s *Service) Sweep(ctx context.Context) error {
	return s.db.Quietly(ctx, func(tx *postgres.Tx) error { return tx.SweepSessions(ctx) })
}
