package mail

import (
	"context"

	"github.com/tandem-hbo/tandem/internal/postgres"
	"github.com/tandem-hbo/tandem/internal/tandem"
)

// Outbox is the transport of the demo: it keeps every mail for all to see and
// sends nothing.
type Outbox struct{ db *postgres.DB }

// NewOutbox returns the demo's transport.
func NewOutbox(db *postgres.DB) *Outbox { return &Outbox{db: db} }

// Send keeps the message.
func (o *Outbox) Send(ctx context.Context, m Message) error {
	return o.db.Quietly(ctx, func(tx *postgres.Tx) error {
		return tx.SaveOutbox(ctx, tandem.OutboxMail{
			MailID: m.ID, Recipient: m.To, Subject: m.Subject, HTML: m.HTML, Plain: m.Plain,
		})
	})
}

// List returns the newest mails, of one recipient or, when it is empty, of all.
func (o *Outbox) List(ctx context.Context, recipient string) ([]tandem.OutboxMail, error) {
	return o.db.Outbox(ctx, recipient)
}

// Read returns one mail.
func (o *Outbox) Read(ctx context.Context, id tandem.ID[tandem.Mail]) (tandem.OutboxMail, error) {
	return o.db.OutboxMail(ctx, id)
}
