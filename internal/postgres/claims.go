package postgres

import (
	"context"
	"fmt"
	"time"

	"github.com/jackc/pgx/v5"

	"github.com/tandem-hbo/tandem/internal/tandem"
)

const claimColumns = `
	c.id, c.match_id, c.question_id, c.offering_id, c.institution_id, c.lecturer_id, c.place,
	c.state, c.state_since, c.note, c.end_note, c.lapses_at, c.created_at`

// Claim finds a claim.
func (r reader) Claim(ctx context.Context, id tandem.ID[tandem.Claim]) (tandem.Claim, error) {
	c, err := one[tandem.Claim](ctx, r.q, `
		SELECT `+claimColumns+`
		FROM claims c
		WHERE c.id = $1`, id)
	if err != nil {
		return c, fmt.Errorf("find claim %s: %w", id, err)
	}
	return c, nil
}

// LivingClaim finds the open or engaged claim on a question.
func (r reader) LivingClaim(ctx context.Context, id tandem.ID[tandem.Question]) (tandem.Claim, error) {
	c, err := one[tandem.Claim](ctx, r.q, `
		SELECT `+claimColumns+`
		FROM claims c
		WHERE c.question_id = $1
			AND c.state IN ('open', 'engaged')`, id)
	if err != nil {
		return c, fmt.Errorf("find living claim on %s: %w", id, err)
	}
	return c, nil
}

// Holder finds who holds a question.
func (r reader) Holder(ctx context.Context, id tandem.ID[tandem.Question]) (tandem.Hold, error) {
	h, err := one[tandem.Hold](ctx, r.q, `
		SELECT c.id AS claim_id, c.lecturer_id, p.name AS lecturer, c.institution_id, i.name AS institution,
			o.title AS offering, c.state, c.created_at AS at
		FROM claims c
		JOIN persons p ON p.id = c.lecturer_id
		JOIN institutions i ON i.id = c.institution_id
		JOIN offerings o ON o.id = c.offering_id
		WHERE c.question_id = $1
			AND c.state IN ('open', 'engaged')`, id)
	if err != nil {
		return h, fmt.Errorf("find holder of %s: %w", id, err)
	}
	return h, nil
}

// InsertClaim stores a new claim. Losing a race is a Conflict: claim_taken when
// the question went, offering_full when the place did.
func (tx *Tx) InsertClaim(ctx context.Context, c tandem.Claim) error {
	err := tx.exec(ctx, `
		INSERT INTO claims (id, match_id, question_id, offering_id, institution_id, lecturer_id, place,
			state, state_since, note, end_note, lapses_at, created_at)
		VALUES (@id, @match_id, @question_id, @offering_id, @institution_id, @lecturer_id, @place,
			@state, @state_since, @note, @end_note, @lapses_at, @created_at)`,
		pgx.NamedArgs{
			"id": c.ID, "match_id": c.MatchID, "question_id": c.QuestionID, "offering_id": c.OfferingID,
			"institution_id": c.InstitutionID, "lecturer_id": c.LecturerID, "place": c.Place,
			"state": c.State, "state_since": c.StateSince, "note": c.Note, "end_note": c.EndNote,
			"lapses_at": c.LapsesAt, "created_at": c.CreatedAt,
		})
	if err != nil {
		return fmt.Errorf("insert claim: %w", err)
	}
	return nil
}

// SaveClaim stores the state of a claim and why it ended.
func (tx *Tx) SaveClaim(ctx context.Context, c tandem.Claim) error {
	err := tx.execOne(ctx, `
		UPDATE claims
		SET state = $2, state_since = $3, end_note = $4
		WHERE id = $1`, c.ID, c.State, c.StateSince, c.EndNote)
	if err != nil {
		return fmt.Errorf("save claim %s: %w", c.ID, err)
	}
	return nil
}

// FreePlace gives the lowest place of an offering that no living claim holds,
// or 0 when all are held.
func (r reader) FreePlace(ctx context.Context, id tandem.ID[tandem.Offering]) (int, error) {
	n, err := value[int](ctx, r.q, `
		SELECT coalesce(min(s.number), 0)
		FROM slots s
		WHERE s.offering_id = $1
			AND NOT EXISTS (
				SELECT
				FROM claims c
				WHERE c.offering_id = s.offering_id
					AND c.place = s.number
					AND c.state IN ('open', 'engaged'))`, id)
	if err != nil {
		return 0, fmt.Errorf("find free place of %s: %w", id, err)
	}
	return n, nil
}

// LapsingClaims lists the questions whose open claim has waited too long.
func (r reader) LapsingClaims(ctx context.Context, now time.Time) ([]tandem.ID[tandem.Question], error) {
	list, err := values[tandem.ID[tandem.Question]](ctx, r.q, `
		SELECT question_id
		FROM claims
		WHERE state = 'open'
			AND lapses_at <= $1
		ORDER BY lapses_at
		LIMIT 1000`, now)
	if err != nil {
		return nil, fmt.Errorf("list lapsing claims: %w", err)
	}
	return list, nil
}
