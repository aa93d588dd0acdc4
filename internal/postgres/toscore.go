package postgres

import (
	"context"
	"errors"
	"fmt"
	"slices"

	"github.com/jackc/pgx/v5"
	"github.com/jackc/pgx/v5/pgtype"

	"github.com/tandem-hbo/tandem/internal/tandem"
)

// toScore are the columns that scores need. Words are left out: title, text, and
// what a reading rests on. They are most of a question; a test holds scores against
// those with them.
const toScore = `q.id, q.state, q.language, q.wanted_date, q.delay, q.brief, q.hours_per_week, q.secrecy, q.readiness,
	q.sector, q.size, q.companies, q.region`

// QuestionsToScore reads what scores need of many questions, in the order of their
// ids, and leaves the rest of them empty.
func (r reader) QuestionsToScore(ctx context.Context, ids []tandem.ID[tandem.Question]) ([]tandem.Question, error) {
	list, err := r.scored(ctx, nil, `
		SELECT `+toScore+`
		FROM questions q
		WHERE q.id = ANY($1)
		ORDER BY q.id`, ids)
	if err == nil {
		err = r.wishes(ctx, list, `
		SELECT w.question_id, w.outcome, w.weight
		FROM question_wishes w
		WHERE w.question_id = ANY($1)
		ORDER BY w.question_id, w.weight DESC, w.outcome`, ids)
	}
	if err != nil {
		return nil, fmt.Errorf("read %d questions: %w", len(ids), err)
	}
	return list, nil
}

// RoundQuestions is QuestionsToScore of open questions of one institution, ids in
// their order: one walk over an index, where picking out each would take six times
// as long. A question that is not open any more is left out. The memory of room is
// used again.
func (r reader) RoundQuestions(
	ctx context.Context, in tandem.ID[tandem.Institution], ids []tandem.ID[tandem.Question], room []tandem.Question,
) ([]tandem.Question, error) {
	if len(ids) == 0 {
		return room[:0], nil
	}
	first, last := ids[0], ids[len(ids)-1]
	list, err := r.scored(ctx, room, `
		SELECT `+toScore+`
		FROM questions q
		WHERE q.institution_id = $1
			AND q.state = 'open'
			AND q.id BETWEEN $2 AND $3
		ORDER BY q.id`, in, first, last)
	if err == nil {
		err = r.wishes(ctx, list, `
		SELECT w.question_id, w.outcome, w.weight
		FROM questions q
		JOIN question_wishes w ON w.question_id = q.id
		WHERE q.institution_id = $1
			AND q.state = 'open'
			AND q.id BETWEEN $2 AND $3
		ORDER BY q.id, w.weight DESC, w.outcome`, in, first, last)
	}
	if err != nil {
		return nil, fmt.Errorf("read %d questions of a round: %w", len(ids), err)
	}
	at := 0
	return slices.DeleteFunc(list, func(q tandem.Question) bool {
		for at < len(ids) && before(ids[at], q.ID) {
			at++
		}
		return at == len(ids) || ids[at] != q.ID
	}), nil
}

func before(a, b tandem.ID[tandem.Question]) bool { return slices.Compare(a.UUID[:], b.UUID[:]) < 0 }

// scored reads questions from the columns toScore.
func (r reader) scored(ctx context.Context, room []tandem.Question, sql string, args ...any) ([]tandem.Question, error) {
	rows, err := r.q.Query(ctx, sql, args...)
	if err != nil {
		return nil, translate(err)
	}
	known := words{}
	var (
		id                                      pgtype.UUID
		day                                     pgtype.Date
		brief, readiness                        raw
		state, language, delay, secrecy, sector = known.column(), known.column(), known.column(), known.column(), known.column()
		size, region                            = known.column(), known.column()
		hours                                   float64
		companies                               int
		list                                    = room[:0]
	)
	_, err = pgx.ForEachRow(rows, []any{
		&id, &state, &language, &day, &delay, &brief, &hours, &secrecy, &readiness, &sector, &size, &companies, &region,
	}, func() error {
		list = slices.Grow(list, 1)[:len(list)+1]
		q := &list[len(list)-1]
		*q = tandem.Question{
			State: tandem.QuestionState(state.word), Language: tandem.Language(language.word), Delay: tandem.Delay(delay.word),
			Secrecy: tandem.SecrecyLevel(secrecy.word), Sector: sector.word, Size: tandem.CompanySize(size.word), Region: region.word,
			HoursPerWeek: hours, Companies: companies, Wishes: q.Wishes[:0], Reading: q.Reading,
		}
		q.ID.UUID = id.Bytes
		if day.Valid {
			wanted := day.Time
			q.WantedDate = &wanted
		}
		return errors.Join(readBrief(brief, &q.Reading, known), readReadiness(readiness, &q.Readiness))
	})
	return list, translate(err)
}

// wishes gives questions their wishes; both are in the order of the questions' ids.
func (r reader) wishes(ctx context.Context, list []tandem.Question, sql string, args ...any) error {
	rows, err := r.q.Query(ctx, sql, args...)
	if err != nil {
		return translate(err)
	}
	var (
		id      pgtype.UUID
		outcome = words{}.column()
		weight  float64
		at      = 0
	)
	_, err = pgx.ForEachRow(rows, []any{&id, &outcome, &weight}, func() error {
		for at < len(list) && list[at].ID.UUID != id.Bytes {
			at++
		}
		if at < len(list) {
			list[at].Wishes = append(list[at].Wishes, tandem.Wish{Outcome: tandem.OutcomeKey(outcome.word), Weight: weight})
		}
		return nil
	})
	return translate(err)
}

// words keeps one copy of each word that comes by again and again.
type words map[string]string

func (w words) keep(b []byte) string {
	if s, ok := w[string(b)]; ok {
		return s
	}
	s := string(b)
	w[s] = s
	return s
}

func (w words) column() column { return column{known: w} }

// column scans a column of text that holds few different words.
type column struct {
	known words
	word  string
}

// ScanBytes takes the word of the next row.
func (c *column) ScanBytes(b []byte) error {
	c.word = c.known.keep(b)
	return nil
}

// raw scans a column as the server sends it, into the same memory for every row.
type raw []byte

// ScanBytes copies the value of the next row.
func (r *raw) ScanBytes(b []byte) error {
	*r = append((*r)[:0], b...)
	return nil
}
