package e2e_test

import (
	"context"
	"fmt"
	"testing"

	"github.com/jackc/pgx/v5"

	"github.com/tandem-hbo/tandem/internal/sample"
)

// openDesk gives the database a desk to send questions to.
func openDesk(t *testing.T, url string) {
	t.Helper()
	in := sample.Institution()
	execute(t, url, `
		INSERT INTO institutions (id, name, short_name, city, postcode, desk_mail)
		VALUES ($1, $2, $3, $4, $5, $6)`, in.ID, in.Name, in.ShortName, in.City, in.Postcode, in.DeskMail)
}

func execute(t *testing.T, url, sql string, args ...any) {
	t.Helper()
	ctx := context.Background()
	c, err := pgx.Connect(ctx, url)
	if err != nil {
		t.Fatal(err)
	}
	defer func() { _ = c.Close(ctx) }()
	if _, err := c.Exec(ctx, sql, args...); err != nil {
		t.Fatal(err)
	}
}

// inspect reads back what became of the questions: lost, half or twice.
func inspect(t *testing.T, url string, acknowledged []string) []string {
	t.Helper()
	lost := titles(t, url, `
		SELECT a.title
		FROM unnest($1::text[]) AS a (title)
		WHERE NOT EXISTS (SELECT FROM questions q WHERE q.title = a.title AND q.state <> 'draft')`, acknowledged)
	twice := titles(t, url, `SELECT title FROM questions GROUP BY title HAVING count(*) > 1`)
	half := titles(t, url, `
		SELECT q.title || ' (' || q.state || ')'
		FROM questions q
		LEFT JOIN questions_sealed s ON s.question_id = q.id
		WHERE s.question_id IS NULL
			OR NOT EXISTS (SELECT FROM session_questions g WHERE g.question_id = q.id)
			OR NOT EXISTS (SELECT FROM events e WHERE e.question_id = q.id AND e.action = 'question.drafted')
			OR (q.state <> 'draft' AND (
				s.contact_mail = ''
				OR NOT EXISTS (SELECT FROM question_wishes w WHERE w.question_id = q.id)
				OR 1 <> (SELECT count(*) FROM events e WHERE e.question_id = q.id AND e.action = 'question.submitted')
				OR 1 <> (SELECT count(*) FROM mails m WHERE m.question_id = q.id AND m.kind = 'receipt')
				OR NOT EXISTS (
					SELECT FROM river_job j
					WHERE j.kind = 'score_question' AND j.args ->> 'question_id' = q.id::text)))`)
	orphans := titles(t, url, `
		SELECT m.kind || ' to ' || m.recipient
		FROM mails m
		WHERE NOT EXISTS (SELECT FROM river_job j WHERE j.kind = 'send_mail' AND j.args ->> 'mail_id' = m.id::text)`)
	var faults []string
	for name, list := range map[string][]string{"lost": lost, "twice": twice, "half": half, "mail without job": orphans} {
		for _, title := range list {
			faults = append(faults, fmt.Sprintf("%s: %s", name, title))
		}
	}
	return faults
}

func titles(t *testing.T, url, sql string, args ...any) []string {
	t.Helper()
	ctx := context.Background()
	c, err := pgx.Connect(ctx, url)
	if err != nil {
		t.Fatal(err)
	}
	defer func() { _ = c.Close(ctx) }()
	rows, err := c.Query(ctx, sql, args...)
	if err != nil {
		t.Fatal(err)
	}
	list, err := pgx.CollectRows(rows, pgx.RowTo[string])
	if err != nil {
		t.Fatal(err)
	}
	return list
}
