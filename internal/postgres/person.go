package postgres

import (
	"context"

	"github.com/jackc/pgx/v5"

	"github.com/tandem-hbo/tandem/internal/tandem"
)

const personColumns = `p.id, p.name, p.mail, p.language, p.created_at, p.closed_at`

// Person reads a person.
func (r reader) Person(ctx context.Context, id tandem.ID[tandem.Person]) (tandem.Person, error) {
	return one[tandem.Person](ctx, r.q, `
		SELECT `+personColumns+`
		FROM persons p
		WHERE p.id = $1`, id)
}

// PersonByIdentity finds who an identity belongs to.
func (r reader) PersonByIdentity(ctx context.Context, issuer, subject string) (tandem.Person, error) {
	return one[tandem.Person](ctx, r.q, `
		SELECT `+personColumns+`
		FROM identities i
		JOIN persons p ON p.id = i.person_id
		WHERE i.issuer = $1 AND i.subject = $2`, issuer, subject)
}

// InsertPerson stores a person with one identity.
func (tx *Tx) InsertPerson(ctx context.Context, p tandem.Person, i tandem.Identity) error {
	err := tx.exec(ctx, `
		INSERT INTO persons (id, name, mail, language, created_at)
		VALUES (@id, @name, @mail, @language, @created_at)`,
		pgx.NamedArgs{"id": p.ID, "name": p.Name, "mail": p.Mail, "language": p.Language, "created_at": tx.at})
	if err != nil {
		return err
	}
	return tx.exec(ctx, `INSERT INTO identities (issuer, subject, person_id) VALUES ($1, $2, $3)`,
		i.Issuer, i.Subject, p.ID)
}

// ContactName tells how the owner of a sent question with this contact address
// is called, and NotFound when there is no such question.
func (r reader) ContactName(ctx context.Context, mail string) (string, error) {
	return value[string](ctx, r.q, `
		SELECT s.contact_name
		FROM questions_sealed s
		JOIN questions q ON q.id = s.question_id
		WHERE lower(s.contact_mail) = $1 AND q.submitted_at IS NOT NULL
		ORDER BY q.submitted_at DESC
		LIMIT 1`, mail)
}

// AdoptQuestions makes a person the owner of the sent questions that have no
// owner yet and bear the address the person has proven.
func (tx *Tx) AdoptQuestions(ctx context.Context, mail string, to tandem.ID[tandem.Person]) error {
	return tx.exec(ctx, `
		UPDATE questions q
		SET owner_id = $2
		FROM questions_sealed s
		WHERE s.question_id = q.id AND lower(s.contact_mail) = $1
			AND q.owner_id IS NULL AND q.submitted_at IS NOT NULL`, mail, to)
}

// Staff lists who has a role in an institution, by name.
func (r reader) Staff(ctx context.Context, in tandem.ID[tandem.Institution]) ([]tandem.Staff, error) {
	return many[tandem.Staff](ctx, r.q, `
		SELECT p.id AS person_id, p.name, p.mail, array_agg(m.role ORDER BY m.role) AS roles, p.closed_at,
			(SELECT count(*) FROM sessions s WHERE s.person_id = p.id AND s.expires_at > now()) AS sessions
		FROM persons p
		JOIN memberships m ON m.person_id = p.id
		WHERE m.institution_id = $1
		GROUP BY p.id
		ORDER BY p.name COLLATE "nl-x-icu", p.id`, in)
}

// StaffMember reads somebody who has a role in the institution.
func (r reader) StaffMember(ctx context.Context, id tandem.ID[tandem.Person], in tandem.ID[tandem.Institution]) (tandem.Person, error) {
	return one[tandem.Person](ctx, r.q, `
		SELECT `+personColumns+`
		FROM persons p
		WHERE p.id = $1 AND EXISTS (SELECT FROM memberships m WHERE m.person_id = p.id AND m.institution_id = $2)`, id, in)
}

// InsertMembership gives a person a role; a role they have is a Conflict.
func (tx *Tx) InsertMembership(ctx context.Context, p tandem.ID[tandem.Person], m tandem.Membership) error {
	return tx.exec(ctx, `INSERT INTO memberships (person_id, institution_id, role) VALUES ($1, $2, $3)`,
		p, m.InstitutionID, m.Role)
}

// DeleteMembership takes a role away; one they do not have is a Conflict.
func (tx *Tx) DeleteMembership(ctx context.Context, p tandem.ID[tandem.Person], m tandem.Membership) error {
	return tx.execOne(ctx, `
		DELETE FROM memberships
		WHERE person_id = $1 AND institution_id = $2 AND role = $3`, p, m.InstitutionID, m.Role)
}

// CountRole tells how many people have a role in an institution, and locks the
// institution so that two changes at once cannot take the last one away.
func (tx *Tx) CountRole(ctx context.Context, m tandem.Membership) (int, error) {
	if err := tx.exec(ctx, `SELECT FROM institutions WHERE id = $1 FOR UPDATE`, m.InstitutionID); err != nil {
		return 0, err
	}
	return value[int](ctx, tx.tx, `
		SELECT count(*)
		FROM memberships
		WHERE institution_id = $1 AND role = $2`, m.InstitutionID, m.Role)
}

// DemoPeople lists whom a visitor of the demo can be: staff, then owners.
func (r reader) DemoPeople(ctx context.Context) ([]tandem.DemoPerson, error) {
	return many[tandem.DemoPerson](ctx, r.q, `
		SELECT p.id AS person_id, p.name, p.mail, coalesce(m.role, '') AS role, coalesce(i.name, '') AS institution
		FROM persons p
		LEFT JOIN memberships m ON m.person_id = p.id
		LEFT JOIN institutions i ON i.id = m.institution_id
		WHERE p.closed_at IS NULL AND (m.role IS NOT NULL OR EXISTS (SELECT FROM questions q WHERE q.owner_id = p.id))
		ORDER BY array_position(ARRAY['coordinator', 'lecturer', 'admin'], m.role), i.name, p.name
		LIMIT 200`)
}

// InstitutionNames returns the short names of institutions by id.
func (r reader) InstitutionNames(ctx context.Context, ids []tandem.ID[tandem.Institution]) (map[tandem.ID[tandem.Institution]]string, error) {
	type named struct {
		ID        tandem.ID[tandem.Institution]
		ShortName string
	}
	list, err := many[named](ctx, r.q, `
		SELECT i.id, i.short_name
		FROM institutions i
		WHERE i.id = ANY($1)`, ids)
	names := make(map[tandem.ID[tandem.Institution]]string, len(list))
	for _, n := range list {
		names[n.ID] = n.ShortName
	}
	return names, err
}
