package postgres

import (
	"context"
	"fmt"
	"time"

	"github.com/jackc/pgx/v5"

	"github.com/tandem-hbo/tandem/internal/tandem"
)

const claimColumns = `
	c.id, c.match_id, c.question_id, c.offering_id, c.institution_id, c.lecturer_id, c.hold_id,
	(SELECT h.place FROM holds h WHERE h.id = c.hold_id) AS place, c.state, c.state_since, c.note, c.end_note, c.lapses_at, c.created_at`

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

// Holder finds who has claimed a question.
func (r reader) Holder(ctx context.Context, id tandem.ID[tandem.Question]) (tandem.ClaimedBy, error) {
	h, err := one[tandem.ClaimedBy](ctx, r.q, `
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

// InsertClaim stores a new claim with its hold: it takes over the living one that
// HoldID names, or holds c.Place. Losing a race is a Conflict: claim_taken or
// question_held when the question went, offering_full when the place did,
// hours_full or programme_full when no more can be supervised.
func (tx *Tx) InsertClaim(ctx context.Context, c tandem.Claim) error {
	end := holdEnd(c)
	err := tx.execOne(ctx, `
		INSERT INTO holds (id, question_id, offering_id, place, kind, made_by, created_at, ended_at, end_reason)
		VALUES ($1, $2, $3, $4, 'claim', $5, $6, $7, $8)
		ON CONFLICT (id)
		DO UPDATE SET kind = 'claim', ends_at = NULL
		WHERE holds.ended_at IS NULL
			AND holds.question_id = EXCLUDED.question_id
			AND holds.offering_id = EXCLUDED.offering_id
			AND holds.place = EXCLUDED.place`,
		c.HoldID, c.QuestionID, c.OfferingID, c.Place, c.LecturerID, c.CreatedAt, end.at, end.why)
	if err != nil {
		return fmt.Errorf("hold place for claim: %w", err)
	}
	err = tx.exec(ctx, `
		INSERT INTO claims (id, match_id, question_id, offering_id, institution_id, lecturer_id, hold_id,
			state, state_since, note, end_note, lapses_at, created_at)
		VALUES (@id, @match_id, @question_id, @offering_id, @institution_id, @lecturer_id, @hold_id,
			@state, @state_since, @note, @end_note, @lapses_at, @created_at)`,
		pgx.NamedArgs{
			"id": c.ID, "match_id": c.MatchID, "question_id": c.QuestionID, "offering_id": c.OfferingID,
			"institution_id": c.InstitutionID, "lecturer_id": c.LecturerID, "hold_id": c.HoldID,
			"state": c.State, "state_since": c.StateSince, "note": c.Note, "end_note": c.EndNote,
			"lapses_at": c.LapsesAt, "created_at": c.CreatedAt,
		})
	if err != nil {
		return fmt.Errorf("insert claim: %w", err)
	}
	return nil
}

// ended is how a hold ends; at is nil while it lives.
type ended struct {
	at  *time.Time
	why tandem.HoldEnd
}

// holdEnd is how a claim's hold ends with it.
func holdEnd(c tandem.Claim) ended {
	switch c.State {
	case tandem.ClaimReleased:
		return ended{&c.StateSince, tandem.HoldReleased}
	case tandem.ClaimLapsed:
		return ended{&c.StateSince, tandem.HoldLapsed}
	}
	return ended{}
}

// SaveClaim stores the state of a claim and why it ended; its hold ends with it,
// and who waits for the place gets it.
func (tx *Tx) SaveClaim(ctx context.Context, c tandem.Claim) error {
	end := holdEnd(c)
	// One statement: the key between claim and hold is never broken in between.
	err := tx.execOne(ctx, `
		WITH hold AS (
			UPDATE holds
			SET ended_at = $5, end_reason = $6
			WHERE id = (SELECT hold_id FROM claims WHERE id = $1)
				AND $5::timestamptz IS NOT NULL)
		UPDATE claims
		SET state = $2, state_since = $3, end_note = $4
		WHERE id = $1`, c.ID, c.State, c.StateSince, c.EndNote, end.at, end.why)
	if err != nil {
		return fmt.Errorf("save claim %s: %w", c.ID, err)
	}
	if end.at == nil {
		return nil
	}
	return tx.handOn(ctx, []tandem.ID[tandem.Offering]{c.OfferingID}, c.QuestionID)
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
