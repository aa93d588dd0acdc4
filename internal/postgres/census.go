package postgres

import (
	"context"
	"fmt"
	"maps"

	"github.com/tandem-hbo/tandem/internal/tandem"
)

// Census counts what a database holds.
type Census struct {
	Questions    map[tandem.QuestionState]int
	Institutions int
	Programmes   int
	Offerings    int
	People       int
	Events       int
	Ratings      int
}

// Equal reports whether two counts are the same.
func (c Census) Equal(other Census) bool {
	return maps.Equal(c.Questions, other.Questions) && c.counts() == other.counts()
}

func (c Census) counts() [6]int {
	return [...]int{c.Institutions, c.Programmes, c.Offerings, c.People, c.Events, c.Ratings}
}

// Census counts the rows of the main tables; it reads them all.
func (r reader) Census(ctx context.Context) (Census, error) {
	c, err := one[Census](ctx, r.q, `
		SELECT
			coalesce((
				SELECT jsonb_object_agg(state, n)
				FROM (SELECT state, count(*) AS n FROM questions GROUP BY state) s), '{}') AS questions,
			(SELECT count(*) FROM institutions) AS institutions,
			(SELECT count(*) FROM programmes) AS programmes,
			(SELECT count(*) FROM offerings) AS offerings,
			(SELECT count(*) FROM persons) AS people,
			(SELECT count(*) FROM events) AS events,
			(SELECT count(*) FROM evaluation_ratings) AS ratings`)
	if err != nil {
		return c, fmt.Errorf("count rows: %w", err)
	}
	return c, nil
}

// QuestionIDs lists the ids of all questions, oldest first.
func (r reader) QuestionIDs(ctx context.Context) ([]tandem.ID[tandem.Question], error) {
	rows, err := many[struct{ ID tandem.ID[tandem.Question] }](ctx, r.q, `SELECT id FROM questions ORDER BY created_at, id`)
	if err != nil {
		return nil, fmt.Errorf("list ids of questions: %w", err)
	}
	list := make([]tandem.ID[tandem.Question], len(rows))
	for i, row := range rows {
		list[i] = row.ID
	}
	return list, nil
}
