package postgres

import (
	"context"
	"fmt"

	"github.com/tandem-hbo/tandem/internal/tandem"
)

const eventColumns = `
	id, at, actor_id, actor_name, action, subject_kind, subject_id, subject_name,
	question_id, institution_id, from_state, to_state, detail`

// EventsOfQuestion lists all that happened in the life of a question, in order.
func (r reader) EventsOfQuestion(ctx context.Context, id tandem.ID[tandem.Question]) ([]tandem.Event, error) {
	list, err := many[tandem.Event](ctx, r.q, `
		SELECT `+eventColumns+`
		FROM events
		WHERE question_id = $1
		ORDER BY id`, id)
	if err != nil {
		return nil, fmt.Errorf("list events of question %s: %w", id, err)
	}
	return list, nil
}

// EventsOfSubject lists what happened to one thing, newest first.
func (r reader) EventsOfSubject(ctx context.Context, kind, id string) ([]tandem.Event, error) {
	list, err := many[tandem.Event](ctx, r.q, `
		SELECT `+eventColumns+`
		FROM events
		WHERE subject_kind = $1
			AND subject_id = $2
		ORDER BY id DESC`, kind, id)
	if err != nil {
		return nil, fmt.Errorf("list events of %s %s: %w", kind, id, err)
	}
	return list, nil
}
