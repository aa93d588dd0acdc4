package intake

import (
	"context"
	"slices"
	"strings"

	"github.com/tandem-hbo/tandem/internal/postgres"
	"github.com/tandem-hbo/tandem/internal/tandem"
)

// contact is the address of a question's owner, before and after a change.
type contact struct{ from, to string }

// move follows a sent question to another contact address: mailed links stop
// working, what still had to go out goes to the new address, which gets a link of its
// own to confirm, and the old address hears that it changed, but not to what. The
// browser that made the change keeps its right, until links are revoked again.
func (c contact) move(ctx context.Context, tx *postgres.Tx, by tandem.Actor, q tandem.Question) error {
	if strings.EqualFold(c.from, c.to) {
		return nil
	}
	if err := tx.RevokeLinks(ctx, q.ID); err != nil {
		return err
	}
	if err := keepRight(ctx, tx, by, q.ID); err != nil {
		return err
	}
	if err := tx.RedirectMails(ctx, q.ID, c.to); err != nil {
		return err
	}
	desk, err := tx.Institution(ctx, q.InstitutionID)
	if err != nil {
		return err
	}
	data := map[string]string{
		"title": q.Title, "institution": desk.Name, "phone": desk.DeskPhone, "mail": desk.DeskMail, "path": "/",
	}
	return tx.QueueMails(ctx, []tandem.Mail{
		{Kind: tandem.MailMovedHere, Recipient: c.to, Language: q.Language, QuestionID: q.ID, Data: data},
		{Kind: tandem.MailMovedAway, Recipient: c.from, Language: q.Language, Data: data},
	})
}

// keepRight lets the acting browser go on by a link of its own that nobody can open.
func keepRight(ctx context.Context, tx *postgres.Tx, by tandem.Actor, q tandem.ID[tandem.Question]) error {
	if by.Session.IsZero() || !slices.Contains(by.Questions, q) {
		return nil
	}
	id := tandem.NewID[tandem.QuestionLink]()
	l := tandem.QuestionLink{ID: id, QuestionID: q, TokenHash: id.UUID[:], ExpiresAt: tx.Now()}
	if err := tx.InsertLink(ctx, l); err != nil {
		return err
	}
	return tx.GrantQuestion(ctx, by.Session, q, id)
}
