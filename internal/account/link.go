package account

import (
	"context"
	"fmt"
	"time"

	"github.com/tandem-hbo/tandem/internal/policy"
	"github.com/tandem-hbo/tandem/internal/postgres"
	"github.com/tandem-hbo/tandem/internal/tandem"
)

// MintLink makes a link to a question, at the moment its mail goes out, and
// returns the token and its end; only its hash is stored. Earlier links go on working, for a
// mail that was sent twice must not hold a dead one.
func (s *Service) MintLink(ctx context.Context, q tandem.ID[tandem.Question]) (token string, until time.Time, err error) {
	token, hash := newToken()
	until = s.db.Now().Add(linkLife)
	err = s.db.Quietly(ctx, func(tx *postgres.Tx) error {
		return tx.InsertLink(ctx, tandem.QuestionLink{
			ID: tandem.NewID[tandem.QuestionLink](), QuestionID: q, TokenHash: hash, ExpiresAt: until,
		})
	})
	if err != nil {
		return "", until, fmt.Errorf("store link: %w", err)
	}
	return token, until, nil
}

// LinkWorks tells whether a link would be accepted now, without using it. An
// expired, revoked or altered one is NotFound.
func (s *Service) LinkWorks(ctx context.Context, token string) error {
	_, err := s.db.Link(ctx, hashOf(token), s.db.Now())
	return err
}

// Exchange turns a link into the right to act as the owner of its question. A
// browser that is signed in keeps its session and the token is empty; any other
// gets a new session, which takes over the rights of the old one. A link that
// does not work is NotFound.
func (s *Service) Exchange(ctx context.Context, token string, old tandem.Visitor) (session string, q tandem.ID[tandem.Question], err error) {
	link, err := s.db.Link(ctx, hashOf(token), s.db.Now())
	if err != nil {
		return "", q, fmt.Errorf("find link: %w", err)
	}
	err = s.db.Quietly(ctx, func(tx *postgres.Tx) error {
		if err := tx.OpenLink(ctx, link.ID); err != nil {
			return err
		}
		id := old.SessionID
		if old.PersonID.IsZero() {
			if session, id, err = open(ctx, tx, old.PersonID); err != nil {
				return err
			}
			if err := replace(ctx, tx, old.SessionID, id); err != nil {
				return err
			}
		}
		return tx.GrantQuestion(ctx, id, link.QuestionID, link.ID)
	})
	return session, link.QuestionID, err
}

// RevokeLinks makes every link to a question useless, also in the browsers that
// used one. The owner may, and the desk when a link has gone astray.
func (s *Service) RevokeLinks(ctx context.Context, by tandem.Actor, q tandem.Question) error {
	if !policy.Owns(by, q) {
		if err := policy.ReviewQuestion(by, q); err != nil {
			return err
		}
	}
	return s.db.InTx(ctx, by, func(tx *postgres.Tx) error {
		if err := tx.RevokeLinks(ctx, q.ID); err != nil {
			return fmt.Errorf("revoke links: %w", err)
		}
		return tx.Record(ctx, tandem.Event{
			Action: "question.links_revoked", SubjectKind: "question", SubjectID: q.ID.String(),
			SubjectName: q.Title, QuestionID: q.ID, InstitutionID: q.InstitutionID,
		})
	})
}
