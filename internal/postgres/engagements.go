package postgres

import (
	"context"
	"fmt"

	"github.com/jackc/pgx/v5"

	"github.com/tandem-hbo/tandem/internal/tandem"
)

const engagementColumns = `
	e.id, e.claim_id, e.question_id, e.institution_id, e.state, e.state_since, e.statement, e.starts_on,
	e.ends_on, e.company_contact, e.education_contact, e.secrecy, e.ip, e.end_note, e.created_at, e.ended_at`

// Engagement finds the work with an id.
func (r reader) Engagement(ctx context.Context, id tandem.ID[tandem.Engagement]) (tandem.Engagement, error) {
	e, err := one[tandem.Engagement](ctx, r.q, `
		SELECT `+engagementColumns+`
		FROM engagements e
		WHERE e.id = $1`, id)
	if err != nil {
		return e, fmt.Errorf("find engagement %s: %w", id, err)
	}
	return e, nil
}

// EngagementOf finds the work that came of a claim.
func (r reader) EngagementOf(ctx context.Context, id tandem.ID[tandem.Claim]) (tandem.Engagement, error) {
	e, err := one[tandem.Engagement](ctx, r.q, `
		SELECT `+engagementColumns+`
		FROM engagements e
		WHERE e.claim_id = $1`, id)
	if err != nil {
		return e, fmt.Errorf("find engagement of claim %s: %w", id, err)
	}
	return e, nil
}

// EngagementsOfQuestion lists the work that came of a question, newest first.
func (r reader) EngagementsOfQuestion(ctx context.Context, id tandem.ID[tandem.Question]) ([]tandem.Engagement, error) {
	list, err := many[tandem.Engagement](ctx, r.q, `
		SELECT `+engagementColumns+`
		FROM engagements e
		WHERE e.question_id = $1
		ORDER BY e.created_at DESC, e.id`, id)
	if err != nil {
		return nil, fmt.Errorf("list engagements of %s: %w", id, err)
	}
	return list, nil
}

// InsertEngagement stores new work. A claim that was started before is a
// Conflict with code already_started.
func (tx *Tx) InsertEngagement(ctx context.Context, e tandem.Engagement) error {
	err := tx.exec(ctx, `
		INSERT INTO engagements (id, claim_id, question_id, institution_id, state, state_since, statement, starts_on,
			ends_on, company_contact, education_contact, secrecy, ip, end_note, created_at, ended_at)
		VALUES (@id, @claim_id, @question_id, @institution_id, @state, @state_since, @statement, @starts_on,
			@ends_on, @company_contact, @education_contact, @secrecy, @ip, @end_note, @created_at, @ended_at)`,
		pgx.NamedArgs{
			"id": e.ID, "claim_id": e.ClaimID, "question_id": e.QuestionID, "institution_id": e.InstitutionID,
			"state": e.State, "state_since": e.StateSince, "statement": e.Statement, "starts_on": e.StartsOn,
			"ends_on": e.EndsOn, "company_contact": e.CompanyContact, "education_contact": e.EducationContact,
			"secrecy": e.Secrecy, "ip": e.IP, "end_note": e.EndNote, "created_at": e.CreatedAt, "ended_at": e.EndedAt,
		})
	if err != nil {
		return fmt.Errorf("insert engagement: %w", err)
	}
	return nil
}

// SaveEngagement stores how the work stands and how it ended.
func (tx *Tx) SaveEngagement(ctx context.Context, e tandem.Engagement) error {
	err := tx.execOne(ctx, `
		UPDATE engagements
		SET state = $2, state_since = $3, end_note = $4, ended_at = $5
		WHERE id = $1`, e.ID, e.State, e.StateSince, e.EndNote, e.EndedAt)
	if err != nil {
		return fmt.Errorf("save engagement %s: %w", e.ID, err)
	}
	return nil
}

// WorkRows lists the claims of a lecturer and of the institutions in scope:
// what still asks for something first, then the newest.
func (r reader) WorkRows(ctx context.Context, lecturer tandem.ID[tandem.Person], in tandem.Scope) ([]tandem.WorkRow, error) {
	list, err := many[tandem.WorkRow](ctx, r.q, `
		SELECT c.id AS claim_id, c.question_id, q.title, q.shown_name, o.title AS offering, p.name AS lecturer,
			c.lecturer_id, c.state, c.lapses_at, e.id AS engagement_id, coalesce(e.state, '') AS engagement_state,
			e.starts_on, e.ends_on, v.id IS NOT NULL AS evaluated, c.created_at
		FROM claims c
		JOIN questions q ON q.id = c.question_id
		JOIN offerings o ON o.id = c.offering_id
		JOIN persons p ON p.id = c.lecturer_id
		LEFT JOIN engagements e ON e.claim_id = c.id
		LEFT JOIN evaluations v ON v.engagement_id = e.id AND v.side = 'education'
		WHERE c.lecturer_id = @lecturer
			OR c.institution_id = ANY (@institutions)
		ORDER BY c.state IN ('open', 'engaged') AND v.id IS NULL DESC, c.created_at DESC, c.id
		LIMIT 200`, pgx.NamedArgs{"lecturer": lecturer, "institutions": in.Institutions})
	if err != nil {
		return nil, fmt.Errorf("list work: %w", err)
	}
	return list, nil
}
