package postgres

import (
	"context"

	"github.com/jackc/pgx/v5"

	"github.com/tandem-hbo/tandem/internal/tandem"
)

const invitationColumns = `id, institution_id, mail, name, role, created_at, accepted_at`

// InsertInvitation stores an invitation; the same one twice is a Conflict.
func (tx *Tx) InsertInvitation(ctx context.Context, i tandem.Invitation) error {
	return tx.exec(ctx, `
		INSERT INTO invitations (id, institution_id, mail, name, role, created_at)
		VALUES (@id, @institution_id, @mail, @name, @role, @created_at)`,
		pgx.NamedArgs{
			"id": i.ID, "institution_id": i.InstitutionID, "mail": i.Mail,
			"name": i.Name, "role": i.Role, "created_at": tx.at,
		})
}

// OpenInvitations lists the invitations of an address, the latest first.
func (r reader) OpenInvitations(ctx context.Context, mail string) ([]tandem.Invitation, error) {
	return many[tandem.Invitation](ctx, r.q, `
		SELECT `+invitationColumns+`
		FROM invitations
		WHERE lower(mail) = $1 AND accepted_at IS NULL
		ORDER BY created_at DESC`, mail)
}

// InvitationsOf lists the open invitations of an institution.
func (r reader) InvitationsOf(ctx context.Context, in tandem.ID[tandem.Institution]) ([]tandem.Invitation, error) {
	return many[tandem.Invitation](ctx, r.q, `
		SELECT `+invitationColumns+`
		FROM invitations
		WHERE institution_id = $1 AND accepted_at IS NULL
		ORDER BY created_at DESC`, in)
}

// AcceptInvitation closes an invitation.
func (tx *Tx) AcceptInvitation(ctx context.Context, id tandem.ID[tandem.Invitation]) error {
	return tx.execOne(ctx, `
		UPDATE invitations
		SET accepted_at = $2
		WHERE id = $1 AND accepted_at IS NULL`, id, tx.at)
}

// DeleteInvitation takes an open invitation of an institution back.
func (tx *Tx) DeleteInvitation(ctx context.Context, in tandem.ID[tandem.Institution], id tandem.ID[tandem.Invitation]) error {
	return tx.execOne(ctx, `
		DELETE FROM invitations
		WHERE id = $1 AND institution_id = $2 AND accepted_at IS NULL`, id, in)
}
