package postgres

import (
	"context"
	"encoding/json"
	"fmt"

	"github.com/jackc/pgx/v5"
	"github.com/riverqueue/river"

	"github.com/tandem-hbo/tandem/internal/job"
	"github.com/tandem-hbo/tandem/internal/tandem"
)

// NewsForOwners lists those of some questions whose owner has proven the contact
// address, by a code or by opening a mailed link, with the offering in which each
// holds a place. The address is sealed: it goes into a mail's envelope and nowhere
// else.
func (tx *Tx) NewsForOwners(ctx context.Context, ids []tandem.ID[tandem.Question]) ([]tandem.News, error) {
	list, err := many[tandem.News](ctx, tx.q, `
		SELECT s.contact_name AS name, s.contact_mail AS mail, q.language, true AS to_owner, q.id AS question_id, q.title,
			o.title AS offering, i.name AS institution
		FROM questions q
		JOIN questions_sealed s ON s.question_id = q.id
		JOIN holds h ON h.question_id = q.id AND h.ended_at IS NULL
		JOIN offerings o ON o.id = h.offering_id
		JOIN institutions i ON i.id = o.institution_id
		WHERE q.id = ANY ($1)
			AND s.contact_mail <> ''
			AND (EXISTS (
				SELECT
				FROM identities y
				WHERE y.person_id = q.owner_id
					AND y.issuer = $2
					AND y.subject = lower(s.contact_mail))
			OR EXISTS (
				SELECT
				FROM question_links l
				WHERE l.question_id = q.id
					AND l.opened_at IS NOT NULL
					AND l.revoked_at IS NULL))
		ORDER BY q.title, q.id`, ids, tandem.MailIssuer)
	if err != nil {
		return nil, fmt.Errorf("find owners to tell: %w", err)
	}
	return list, nil
}

// NewsForLecturers tells of some holds, living or ended, whose offering and question
// they are of, for the lecturers of the offerings.
func (tx *Tx) NewsForLecturers(ctx context.Context, ids []tandem.ID[tandem.Hold]) ([]tandem.News, error) {
	return tx.newsForStaff(ctx, false, ids)
}

// NewsForMakers is NewsForLecturers for who held the places: coordinators, by hand or
// by a plan. Holds that nobody made are left out.
func (tx *Tx) NewsForMakers(ctx context.Context, ids []tandem.ID[tandem.Hold]) ([]tandem.News, error) {
	return tx.newsForStaff(ctx, true, ids)
}

// newsForStaff reads for who made the holds, or for the lecturers.
func (tx *Tx) newsForStaff(ctx context.Context, makers bool, ids []tandem.ID[tandem.Hold]) ([]tandem.News, error) {
	list, err := many[tandem.News](ctx, tx.q, `
		SELECT p.name, p.mail, p.language, false AS to_owner, q.id AS question_id, q.title, o.title AS offering,
			i.name AS institution
		FROM holds h
		JOIN questions q ON q.id = h.question_id
		JOIN offerings o ON o.id = h.offering_id
		JOIN institutions i ON i.id = o.institution_id
		JOIN persons p ON p.id = CASE WHEN $2 THEN h.made_by ELSE o.lecturer_id END
		WHERE h.id = ANY ($1)
			AND p.closed_at IS NULL
		ORDER BY q.title, q.id`, ids, makers)
	if err != nil {
		return nil, fmt.Errorf("find staff to tell: %w", err)
	}
	return list, nil
}

// QueueMails is QueueMail for many mails at once.
func (tx *Tx) QueueMails(ctx context.Context, list []tandem.Mail) error {
	if len(list) == 0 {
		return nil
	}
	n := len(list)
	ids, questions := make([]tandem.ID[tandem.Mail], n), make([]tandem.ID[tandem.Question], n)
	kinds, recipients, languages, data := make([]string, n), make([]string, n), make([]string, n), make([]string, n)
	jobs := make([]river.InsertManyParams, n)
	for i, m := range list {
		facts, err := json.Marshal(m.Data)
		if err != nil {
			return fmt.Errorf("write facts of mail: %w", err)
		}
		ids[i], questions[i] = tandem.NewID[tandem.Mail](), m.QuestionID
		kinds[i], recipients[i], languages[i], data[i] = string(m.Kind), m.Recipient, string(m.Language), string(facts)
		jobs[i].Args = job.SendMail{MailID: ids[i]}
	}
	err := tx.exec(ctx, `
		INSERT INTO mails (id, kind, recipient, language, question_id, data, state, created_at)
		SELECT a.id, a.kind, a.recipient, a.language, a.question_id, a.data::jsonb, 'queued', @at
		FROM unnest(@ids::uuid[], @kinds::text[], @recipients::text[], @languages::text[], @questions::uuid[], @data::text[])
			AS a (id, kind, recipient, language, question_id, data)`,
		pgx.NamedArgs{
			"ids": ids, "kinds": kinds, "recipients": recipients, "languages": languages, "questions": questions, "data": data,
			"at": tx.at,
		})
	if err != nil {
		return fmt.Errorf("queue %d mails: %w", n, err)
	}
	if _, err := tx.jobs.InsertManyFastTx(ctx, tx.tx, jobs); err != nil {
		return fmt.Errorf("enqueue %d mails: %w", n, err)
	}
	return nil
}
