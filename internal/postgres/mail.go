package postgres

import (
	"context"

	"github.com/jackc/pgx/v5"

	"github.com/tandem-hbo/tandem/internal/job"
	"github.com/tandem-hbo/tandem/internal/tandem"
)

const mailColumns = `id, kind, recipient, language, question_id, sign_in_id, data, state, attempts, last_error, created_at, sent_at`

// Mail reads a mail.
func (r reader) Mail(ctx context.Context, id tandem.ID[tandem.Mail]) (tandem.Mail, error) {
	return one[tandem.Mail](ctx, r.q, `
		SELECT `+mailColumns+`
		FROM mails
		WHERE id = $1`, id)
}

// UnsentMails lists the mails that a person should look at: refused for good,
// or waiting after more than one attempt. They go to owners of questions at the
// first institutions, or to people who work or were invited at the second.
// Newest first, at most 200.
func (r reader) UnsentMails(ctx context.Context, owners, staff tandem.Scope) ([]tandem.Mail, error) {
	return many[tandem.Mail](ctx, r.q, `
		SELECT `+mailColumns+`
		FROM mails m
		WHERE (m.state = 'failed' OR (m.state = 'queued' AND m.attempts > 0))
			AND (EXISTS (
				SELECT FROM questions q
				WHERE q.id = m.question_id AND q.institution_id = ANY($1))
			OR m.question_id IS NULL AND (EXISTS (
				SELECT FROM persons p
				JOIN memberships s ON s.person_id = p.id
				WHERE lower(p.mail) = lower(m.recipient) AND s.institution_id = ANY($2))
			OR EXISTS (
				SELECT FROM invitations i
				WHERE lower(i.mail) = lower(m.recipient) AND i.institution_id = ANY($2))))
		ORDER BY m.created_at DESC
		LIMIT 200`, owners.Institutions, staff.Institutions)
}

// RedirectMails sends the mails with a question's link that still wait to another
// address.
func (tx *Tx) RedirectMails(ctx context.Context, q tandem.ID[tandem.Question], to string) error {
	return tx.exec(ctx, `
		UPDATE mails
		SET recipient = $2
		WHERE question_id = $1 AND state = 'queued'`, q, to)
}

// MailSent notes that the mail server has taken a mail. Sent stays sent.
func (tx *Tx) MailSent(ctx context.Context, id tandem.ID[tandem.Mail]) error {
	return tx.exec(ctx, `
		UPDATE mails
		SET state = 'sent', sent_at = $2, attempts = attempts + 1, last_error = ''
		WHERE id = $1 AND state <> 'sent'`, id, tx.at)
}

// MailNotSent notes a failed attempt: state is queued when another follows,
// failed when the mail was refused for good.
func (tx *Tx) MailNotSent(ctx context.Context, id tandem.ID[tandem.Mail], state tandem.MailState, why string) error {
	return tx.exec(ctx, `
		UPDATE mails
		SET state = $2, attempts = attempts + 1, last_error = left($3, 500)
		WHERE id = $1 AND state <> 'sent'`, id, state, why)
}

// RequeueMail queues a refused mail once more; one that was not refused is a
// Conflict.
func (tx *Tx) RequeueMail(ctx context.Context, id tandem.ID[tandem.Mail]) error {
	err := tx.execOne(ctx, `UPDATE mails SET state = 'queued' WHERE id = $1 AND state = 'failed'`, id)
	if err != nil {
		return err
	}
	return tx.Enqueue(ctx, job.SendMail{MailID: id})
}

// DeleteMail drops a mail that has nobody to go to.
func (tx *Tx) DeleteMail(ctx context.Context, id tandem.ID[tandem.Mail]) error {
	return tx.exec(ctx, `DELETE FROM mails WHERE id = $1`, id)
}

// SaveOutbox keeps a mail as its reader sees it. Sending it anew replaces it.
func (tx *Tx) SaveOutbox(ctx context.Context, m tandem.OutboxMail) error {
	return tx.exec(ctx, `
		INSERT INTO outbox (mail_id, recipient, subject, html, plain, sent_at)
		VALUES (@mail_id, @recipient, @subject, @html, @plain, @sent_at)
		ON CONFLICT (mail_id) DO UPDATE
		SET subject = excluded.subject, html = excluded.html, plain = excluded.plain, sent_at = excluded.sent_at`,
		pgx.NamedArgs{
			"mail_id": m.MailID, "recipient": m.Recipient, "subject": m.Subject,
			"html": m.HTML, "plain": m.Plain, "sent_at": tx.at,
		})
}

const outboxColumns = `o.mail_id, m.kind, o.recipient, o.subject, o.html, o.plain, o.sent_at`

// Outbox lists the newest mails of the demo, for one recipient or, when it is
// empty, for all.
func (r reader) Outbox(ctx context.Context, recipient string) ([]tandem.OutboxMail, error) {
	return many[tandem.OutboxMail](ctx, r.q, `
		SELECT `+outboxColumns+`
		FROM outbox o
		JOIN mails m ON m.id = o.mail_id
		WHERE $1 = '' OR o.recipient = $1
		ORDER BY o.sent_at DESC, o.mail_id DESC
		LIMIT 100`, recipient)
}

// OutboxMail reads one mail of the demo.
func (r reader) OutboxMail(ctx context.Context, id tandem.ID[tandem.Mail]) (tandem.OutboxMail, error) {
	return one[tandem.OutboxMail](ctx, r.q, `
		SELECT `+outboxColumns+`
		FROM outbox o
		JOIN mails m ON m.id = o.mail_id
		WHERE o.mail_id = $1`, id)
}

// LatestMail reads the mail that was queued last.
func (r reader) LatestMail(ctx context.Context) (tandem.Mail, error) {
	return one[tandem.Mail](ctx, r.q, `
		SELECT `+mailColumns+`
		FROM mails
		ORDER BY created_at DESC, id DESC
		LIMIT 1`)
}
