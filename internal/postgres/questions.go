package postgres

import (
	"cmp"
	"context"
	"fmt"
	"slices"

	"github.com/jackc/pgx/v5"

	"github.com/tandem-hbo/tandem/internal/tandem"
)

// questionColumns lists what a tandem.Question is made of, for a table named q.
const questionColumns = `
	q.id, q.owner_id, q.institution_id, q.state, q.state_since, q.version, q.title, q.text, q.language,
	q.wanted_date, q.delay, q.reading, q.hours_per_week, q.budget, q.secrecy, q.readiness, q.sector,
	q.size, q.companies, q.region, q.shown_name, q.created_at, q.submitted_at, q.promised_at, q.answered_at,
	q.learn,
	coalesce((
		SELECT jsonb_agg(jsonb_build_object('outcome', w.outcome, 'weight', w.weight) ORDER BY w.weight DESC, w.outcome)
		FROM question_wishes w
		WHERE w.question_id = q.id), '[]') AS wishes`

// Question finds a question's public brief.
func (r reader) Question(ctx context.Context, id tandem.ID[tandem.Question]) (tandem.Question, error) {
	q, err := one[tandem.Question](ctx, r.q, `
		SELECT `+questionColumns+`
		FROM questions q
		WHERE q.id = $1`, id)
	if err != nil {
		return q, fmt.Errorf("find question %s: %w", id, err)
	}
	return q, nil
}

// QuestionByFormKey finds the question that a form made, so that the same form
// sent again leads to it instead of to a second one.
func (r reader) QuestionByFormKey(ctx context.Context, key string) (tandem.Question, error) {
	q, err := one[tandem.Question](ctx, r.q, `
		SELECT `+questionColumns+`
		FROM questions q
		WHERE q.form_key = $1`, key)
	if err != nil {
		return q, fmt.Errorf("find question by form key: %w", err)
	}
	return q, nil
}

// QuestionsOf lists the questions of an owner, newest first.
func (r reader) QuestionsOf(ctx context.Context, owner tandem.ID[tandem.Person]) ([]tandem.Question, error) {
	list, err := many[tandem.Question](ctx, r.q, `
		SELECT `+questionColumns+`
		FROM questions q
		WHERE q.owner_id = $1
		ORDER BY q.created_at DESC, q.id`, owner)
	if err != nil {
		return nil, fmt.Errorf("list questions of an owner: %w", err)
	}
	return list, nil
}

// LockQuestion reads a question and holds its row until the transaction ends.
// Whoever changes anything of a question locks it first, so that two acts on
// one question always come one after the other.
func (tx *Tx) LockQuestion(ctx context.Context, id tandem.ID[tandem.Question]) (tandem.Question, error) {
	if _, err := value[int](ctx, tx.q, `SELECT 1 FROM questions WHERE id = $1 FOR UPDATE`, id); err != nil {
		return tandem.Question{}, fmt.Errorf("lock question %s: %w", id, err)
	}
	return tx.Question(ctx, id)
}

// InsertQuestion stores a new question with an empty sealed part. A form key
// that was used before is a Conflict with code already_sent.
func (tx *Tx) InsertQuestion(ctx context.Context, q tandem.Question, formKey string) error {
	args := questionArgs(q)
	args["form_key"] = onceKey(formKey)
	args["created_at"] = q.CreatedAt
	err := tx.exec(ctx, `
		INSERT INTO questions (id, form_key, owner_id, institution_id, state, state_since, version, title, text,
			language, wanted_date, delay, reading, hours_per_week, budget, secrecy, readiness, sector, size,
			companies, region, shown_name, created_at, submitted_at, promised_at, answered_at, outcomes, learn)
		VALUES (@id, @form_key, @owner_id, @institution_id, @state, @state_since, @version, @title, @text,
			@language, @wanted_date, @delay, @reading, @hours_per_week, @budget, @secrecy, @readiness, @sector, @size,
			@companies, @region, @shown_name, @created_at, @submitted_at, @promised_at, @answered_at, @outcomes, @learn)`, args)
	if err != nil {
		return fmt.Errorf("insert question: %w", err)
	}
	if err := tx.exec(ctx, `INSERT INTO questions_sealed (question_id) VALUES ($1)`, q.ID); err != nil {
		return fmt.Errorf("insert sealed part: %w", err)
	}
	return tx.replaceWishes(ctx, q)
}

// SaveQuestion stores a changed question and raises its version. It is a
// Conflict when the stored version is not q.Version: somebody saved in between.
func (tx *Tx) SaveQuestion(ctx context.Context, q tandem.Question) error {
	err := tx.execOne(ctx, `
		UPDATE questions
		SET owner_id = @owner_id, institution_id = @institution_id, state = @state, state_since = @state_since,
			version = version + 1, title = @title, text = @text, language = @language,
			wanted_date = @wanted_date, delay = @delay, reading = @reading, hours_per_week = @hours_per_week,
			budget = @budget, secrecy = @secrecy, readiness = @readiness, sector = @sector, size = @size,
			companies = @companies, region = @region, shown_name = @shown_name, submitted_at = @submitted_at,
			promised_at = @promised_at, answered_at = @answered_at, outcomes = @outcomes, learn = @learn
		WHERE id = @id
			AND version = @version`, questionArgs(q))
	if err != nil {
		return fmt.Errorf("save question %s: %w", q.ID, err)
	}
	return tx.replaceWishes(ctx, q)
}

func questionArgs(q tandem.Question) pgx.NamedArgs {
	return pgx.NamedArgs{
		"id": q.ID, "owner_id": q.OwnerID, "institution_id": q.InstitutionID, "state": q.State,
		"state_since": q.StateSince, "version": q.Version, "title": q.Title, "text": q.Text,
		"language": q.Language, "wanted_date": q.WantedDate, "delay": q.Delay, "reading": q.Reading,
		"hours_per_week": q.HoursPerWeek, "budget": q.Budget, "secrecy": q.Secrecy, "readiness": q.Readiness,
		"sector": q.Sector, "size": q.Size, "companies": q.Companies, "region": q.Region,
		"shown_name": q.ShownName, "submitted_at": q.SubmittedAt, "promised_at": q.PromisedAt,
		"answered_at": q.AnsweredAt, "outcomes": wished(q.Wishes), "learn": q.Learn,
	}
}

// wished lists outcomes as lists show and filter them: heaviest first.
func wished(wishes []tandem.Wish) []tandem.OutcomeKey {
	sorted := slices.SortedStableFunc(slices.Values(wishes), func(a, b tandem.Wish) int {
		return cmp.Or(cmp.Compare(b.Weight, a.Weight), cmp.Compare(a.Outcome, b.Outcome))
	})
	list := make([]tandem.OutcomeKey, len(sorted))
	for i, w := range sorted {
		list[i] = w.Outcome
	}
	return list
}

func (tx *Tx) replaceWishes(ctx context.Context, q tandem.Question) error {
	if err := tx.exec(ctx, `DELETE FROM question_wishes WHERE question_id = $1`, q.ID); err != nil {
		return fmt.Errorf("clear wishes: %w", err)
	}
	for _, w := range q.Wishes {
		err := tx.exec(ctx, `
			INSERT INTO question_wishes (question_id, outcome, weight)
			VALUES ($1, $2, $3)`, q.ID, w.Outcome, w.Weight)
		if err != nil {
			return fmt.Errorf("insert wish %s: %w", w.Outcome, err)
		}
	}
	return nil
}

// Sealed reads the closed part of a question. Callers ask policy first.
func (r reader) Sealed(ctx context.Context, id tandem.ID[tandem.Question]) (tandem.Sealed, error) {
	s, err := one[tandem.Sealed](ctx, r.q, `
		SELECT question_id, contact_name, contact_mail, contact_phone, company_name, kvk, postcode,
			hide_name, confidential
		FROM questions_sealed
		WHERE question_id = $1`, id)
	if err != nil {
		return s, fmt.Errorf("find sealed part of %s: %w", id, err)
	}
	return s, nil
}

// SaveSealed stores the closed part of a question.
func (tx *Tx) SaveSealed(ctx context.Context, s tandem.Sealed) error {
	err := tx.execOne(ctx, `
		UPDATE questions_sealed
		SET contact_name = $2, contact_mail = $3, contact_phone = $4, company_name = $5, kvk = $6,
			postcode = $7, hide_name = $8, confidential = $9
		WHERE question_id = $1`,
		s.QuestionID, s.ContactName, s.ContactMail, s.ContactPhone, s.CompanyName, s.KvK,
		s.Postcode, s.HideName, s.Confidential)
	if err != nil {
		return fmt.Errorf("save sealed part of %s: %w", s.QuestionID, err)
	}
	return nil
}
