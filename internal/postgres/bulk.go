package postgres

import (
	"context"
	"fmt"

	"github.com/jackc/pgx/v5"

	"github.com/tandem-hbo/tandem/internal/tandem"
)

// Bulk is many rows that belong together, for demo data and load work. Events
// carry their own actor and moment, unlike those of Record.
type Bulk struct {
	Questions   []tandem.Question
	Sealed      []tandem.Sealed
	Messages    []tandem.QuestionMessage
	Declines    []tandem.Decline
	FormScores  []BulkScores
	Matches     []tandem.Match
	Claims      []tandem.Claim
	Engagements []tandem.Engagement
	Evaluations []tandem.Evaluation
	Events      []tandem.Event
}

// BulkScores are the scores of one question against the forms.
type BulkScores struct {
	Question tandem.Question
	Scores   []tandem.FormScore
	Version  tandem.ScoreVersion
}

// Rows counts the rows that the bulk makes.
func (b *Bulk) Rows() int {
	n := len(b.Questions) + len(b.Sealed) + len(b.Messages) + len(b.Declines) + len(b.Matches) + len(b.Claims) +
		len(b.Engagements) + len(b.Evaluations) + len(b.Events)
	for i := range b.Questions {
		n += len(b.Questions[i].Wishes)
	}
	for i := range b.Evaluations {
		n += len(b.Evaluations[i].Ratings)
	}
	for i := range b.FormScores {
		n += len(b.FormScores[i].Scores)
	}
	return n
}

// Load stores a bulk by COPY, parents first. A question that lacks a sealed part
// cannot be read later, so Sealed must hold one for each.
func (tx *Tx) Load(ctx context.Context, b *Bulk) error {
	for _, t := range b.tables() {
		if len(t.rows) == 0 {
			continue
		}
		_, err := tx.tx.CopyFrom(ctx, pgx.Identifier{t.name}, t.columns, pgx.CopyFromRows(t.rows))
		if err != nil {
			return fmt.Errorf("copy into %s: %w", t.name, translate(err))
		}
	}
	tx.events += len(b.Events)
	return nil
}

// table is the rows for one table.
type table struct {
	name    string
	columns []string
	rows    [][]any
}

func (b *Bulk) tables() []table {
	return []table{
		{"questions", bulkQuestionColumns(), rowsOf(b.Questions, questionRow)},
		{"question_wishes", []string{"question_id", "outcome", "weight"}, b.wishes()},
		{"questions_sealed", []string{
			"question_id", "contact_name", "contact_mail", "contact_phone", "company_name", "kvk", "postcode", "hide_name", "confidential",
		}, rowsOf(b.Sealed, sealedRow)},
		{"question_messages", []string{
			"id", "question_id", "person_id", "author", "from_owner", "body", "asks_reply", "created_at",
		}, rowsOf(b.Messages, messageRow)},
		{"declines", []string{"question_id", "reason", "referral", "note", "created_at"}, rowsOf(b.Declines, declineRow)},
		{"form_scores", []string{"question_id", "form", "score", "version", "created_at"}, b.scores()},
		{"matches", []string{
			"id", "question_id", "offering_id", "institution_id", "state", "state_since", "rank", "score", "version",
			"override_note", "decided_by", "created_at",
		}, rowsOf(b.Matches, matchRow)},
		{"holds", []string{
			"id", "question_id", "offering_id", "place", "kind", "made_by", "created_at", "ended_at", "end_reason",
		}, rowsOf(b.Claims, claimHoldRow)},
		{"claims", []string{
			"id", "match_id", "question_id", "offering_id", "institution_id", "lecturer_id", "hold_id", "state", "state_since",
			"note", "end_note", "lapses_at", "created_at",
		}, rowsOf(b.Claims, claimRow)},
		{"engagements", []string{
			"id", "claim_id", "question_id", "institution_id", "state", "state_since", "statement", "starts_on", "ends_on",
			"company_contact", "education_contact", "secrecy", "ip", "end_note", "created_at", "ended_at",
		}, rowsOf(b.Engagements, engagementRow)},
		{"evaluations", []string{"id", "engagement_id", "side", "person_id", "note", "created_at"}, rowsOf(b.Evaluations, evaluationRow)},
		{"evaluation_ratings", []string{"evaluation_id", "outcome", "grade"}, b.ratings()},
		{"events", []string{
			"at", "actor_id", "actor_name", "action", "subject_kind", "subject_id", "subject_name", "question_id",
			"institution_id", "from_state", "to_state", "detail",
		}, rowsOf(b.Events, eventRow)},
	}
}

func rowsOf[T any](list []T, row func(*T) []any) [][]any {
	rows := make([][]any, len(list))
	for i := range list {
		rows[i] = row(&list[i])
	}
	return rows
}
