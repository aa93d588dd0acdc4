package postgres

import (
	"context"
	"encoding/json"
	"fmt"
	"strings"
	"time"
	"unicode"

	"github.com/jackc/pgx/v5"

	"github.com/tandem-hbo/tandem/internal/tandem"
)

// Browse asks for approved questions on behalf of a reader.
type Browse struct {
	tandem.BrowseFilter
	Scope    tandem.Scope
	Lecturer tandem.ID[tandem.Person] // whose offerings count as own
	NewSince time.Time
	Fuzzy    bool // take titles that look like the words instead
	// AfterKey and AfterID tell where the page before ended; no id starts anew.
	AfterKey float64
	AfterID  tandem.ID[tandem.Question]
	Limit    int
}

// browsePool is the questions that the reader may see, each with the match that
// concerns the reader most: approved before proposed, own offerings before those
// of colleagues. It has two arms, of the own desks and of others that share, for
// an OR between them would read every open question. Nothing here reads a
// question itself: the indexes questions_open, matches_approved and
// matches_living hold all.
const browsePool = `
	best AS (
		SELECT DISTINCT ON (l.question_id) l.question_id, l.match_id, l.value, l.form, l.deadline, l.own
		FROM (
			SELECT m.question_id, m.id AS match_id, m.value, o.form, o.deadline, true AS approved, o.lecturer_id = @lecturer AS own
			FROM matches m
			JOIN offerings o ON o.id = m.offering_id
			WHERE m.institution_id = ANY (@institutions)
				AND m.state = 'approved'
			UNION ALL
			SELECT m.question_id, m.id, m.value, o.form, o.deadline, false, true
			FROM offerings o
			JOIN matches m ON m.offering_id = o.id
			WHERE o.lecturer_id = @lecturer
				AND m.institution_id = ANY (@institutions)
				AND m.state = 'proposed') l
		ORDER BY l.question_id, l.approved DESC, l.own DESC, l.value DESC, l.match_id),
	own AS MATERIALIZED (
		SELECT m.question_id, m.offering_id
		FROM offerings o
		JOIN matches m ON m.offering_id = o.id
		WHERE o.lecturer_id = @lecturer
			AND m.state IN ('proposed', 'approved')),
	pool AS (
		SELECT q.id, q.region, q.size, q.secrecy, q.fields, q.outcomes, q.submitted_at, q.state_since
		FROM questions q
		WHERE q.state = 'open'
			AND q.institution_id = ANY (@institutions)
		UNION ALL
		SELECT q.id, q.region, q.size, q.secrecy, q.fields, q.outcomes, q.submitted_at, q.state_since
		FROM questions q
		WHERE q.state = 'open'
			AND q.institution_id <> ALL (@institutions)
			AND q.id IN (
				SELECT m.question_id
				FROM matches m
				WHERE m.institution_id = ANY (@institutions)
					AND m.state = 'approved'))`

// browseFound narrows the pool to the questions that have the words. misses has
// a bit for each filter that a question does not pass (facetBits), so that
// facets can be counted with all filters but their own.
const browseFound = `
	words AS (
		SELECT to_tsquery('tandem_nl', @query) || to_tsquery('tandem_en', @query) AS query),
	hits AS (
		SELECT q.id
		FROM words
		JOIN questions q ON q.search @@ words.query
		WHERE @query <> ''),
	found AS MATERIALIZED (
		SELECT p.id, p.region, p.size, p.secrecy, p.fields, p.outcomes, b.match_id, b.form, coalesce(b.own, false) AS own,
			CASE @sort
				WHEN 'newest' THEN extract(epoch FROM p.submitted_at)
				WHEN 'deadline' THEN -extract(epoch FROM coalesce(b.deadline, '2100-01-01'))
				ELSE coalesce(b.value, -1) + CASE WHEN b.own THEN 1 ELSE 0 END
			END::double precision AS key,
			CASE WHEN @fields::text[] IS NULL OR p.fields ?| @fields THEN 0 ELSE 1 END
			+ CASE WHEN @forms::text[] IS NULL OR coalesce(b.form = ANY (@forms), false) THEN 0 ELSE 2 END
			+ CASE WHEN @outcomes::text[] IS NULL OR p.outcomes && @outcomes THEN 0 ELSE 4 END
			+ CASE WHEN @regions::text[] IS NULL OR p.region = ANY (@regions) THEN 0 ELSE 8 END
			+ CASE WHEN @sizes::text[] IS NULL OR p.size = ANY (@sizes) THEN 0 ELSE 16 END
			+ CASE WHEN @secrecies::text[] IS NULL OR p.secrecy = ANY (@secrecies) THEN 0 ELSE 32 END
			+ CASE WHEN @offering::uuid IS NULL OR p.id IN (
				SELECT own.question_id
				FROM own
				WHERE own.offering_id = @offering) THEN 0 ELSE 64 END AS misses
		FROM pool p
		LEFT JOIN best b ON b.question_id = p.id
		CROSS JOIN words
		WHERE (@query = '' OR @fuzzy OR numnode(words.query) = 0 OR p.id IN (SELECT hits.id FROM hits))
			AND (NOT @fuzzy OR p.id IN (
				SELECT q.id
				FROM questions q
				WHERE q.state = 'open'
					AND @words <% q.title))
			AND (@before::date IS NULL OR b.deadline <= @before)
			AND (NOT @new OR p.state_since >= @new_since)),
	page AS (
		SELECT id, key, match_id, own
		FROM found
		WHERE misses = 0
			AND (@after_id::uuid IS NULL OR (key, id) < (@after_key, @after_id))
		ORDER BY key DESC, id DESC
		LIMIT @limit)`

// browseFacets counts what each value of each filter would leave, over at most
// @most questions. A bound with < keeps the planner from thinking that nearly
// nothing passes.
const browseFacets = `
	passing AS MATERIALIZED (
		SELECT id, region, size, secrecy, fields, outcomes, form, misses
		FROM found
		WHERE misses IN (0, 1, 2, 4, 8, 16, 32, 64)
		LIMIT @most),
	alike AS (
		SELECT region, size, secrecy, form, misses, count(*) AS n
		FROM passing
		GROUP BY region, size, secrecy, form, misses),
	counted AS (
		SELECT v.name, v.value, sum(alike.n) AS n
		FROM alike
		CROSS JOIN LATERAL (VALUES
			('total', '', 0), ('form', form, 2), ('region', nullif(region, ''), 8), ('size', size, 16),
			('secrecy', secrecy, 32)) v (name, value, bit)
		WHERE alike.misses & ~v.bit < 1
			AND v.value IS NOT NULL
		GROUP BY v.name, v.value
		UNION ALL
		SELECT 'field', f.value, sum(g.n)
		FROM (
			SELECT fields, count(*) AS n
			FROM passing
			WHERE misses & ~1 < 1
			GROUP BY fields) g
		CROSS JOIN LATERAL jsonb_array_elements_text(CASE jsonb_typeof(g.fields) WHEN 'array' THEN g.fields ELSE '[]' END) f
		GROUP BY f.value
		UNION ALL
		SELECT 'outcome', f.value, sum(g.n)
		FROM (
			SELECT outcomes, count(*) AS n
			FROM passing
			WHERE misses & ~4 < 1
			GROUP BY outcomes) g
		CROSS JOIN LATERAL unnest(g.outcomes) f (value)
		GROUP BY f.value
		UNION ALL
		SELECT 'offering', own.offering_id::text, count(*)
		FROM passing
		JOIN own ON own.question_id = passing.id
		WHERE passing.misses & ~64 < 1
		GROUP BY own.offering_id)`

// browseMost bounds how many questions facets are counted over.
const browseMost = 5000

// browseSurvey is what one look at all questions that pass gives: which of them
// make the page, as a document for the look-up of their rows, and the facets.
type browseSurvey struct {
	Page   json.RawMessage
	Facets []tandem.Facet
}

// BrowseRows lists one page of approved questions, with one row more than Limit
// when there is a next page, and counts what each value of each filter would
// leave, at most FacetCap + 1 for each.
func (r reader) BrowseRows(ctx context.Context, b Browse) ([]tandem.BrowseRow, []tandem.Facet, error) {
	survey, err := one[browseSurvey](ctx, r.q, `
		WITH `+browsePool+`,`+browseFound+`,`+browseFacets+`
		SELECT (
				SELECT coalesce(jsonb_agg(to_jsonb(page)), '[]')
				FROM page) AS page, (
				SELECT coalesce(jsonb_agg(
					jsonb_build_object('Name', name, 'Value', value, 'Count', least(n, @cap::integer))
					ORDER BY name, n DESC, value), '[]')
				FROM counted) AS facets`, browseArgs(b))
	if err != nil {
		return nil, nil, fmt.Errorf("survey questions: %w", err)
	}
	rows, err := many[tandem.BrowseRow](ctx, r.q, `
		SELECT q.id, q.title, q.sector, q.size, q.region, q.shown_name, q.secrecy, q.outcomes,
			q.wanted_date, q.state_since AS opened_at, q.state_since >= @new_since AS new,
			page.match_id, page.own, coalesce(o.title, '') AS offering,
			coalesce(o.form, '') AS form, o.deadline,
			coalesce((m.score->>'company')::double precision, 0) AS company,
			coalesce((m.score->>'education')::double precision, 0) AS education,
			coalesce((m.score->>'company_effort')::double precision, 0) AS company_effort,
			coalesce((m.score->>'education_effort')::double precision, 0) AS education_effort,
			coalesce(o.places, 0) - (
				SELECT count(*)
				FROM holds h
				WHERE h.offering_id = o.id
					AND h.ended_at IS NULL) AS free,
			page.key
		FROM jsonb_to_recordset(@page) page (id uuid, key double precision, match_id uuid, own boolean)
		JOIN questions q ON q.id = page.id
		LEFT JOIN matches m ON m.id = page.match_id
		LEFT JOIN offerings o ON o.id = m.offering_id
		ORDER BY page.key DESC, q.id DESC`, pgx.NamedArgs{"page": survey.Page, "new_since": b.NewSince})
	if err != nil {
		return nil, nil, fmt.Errorf("browse questions: %w", err)
	}
	return rows, survey.Facets, nil
}

// OwnOfferings lists the offerings of a lecturer that still take questions.
func (r reader) OwnOfferings(ctx context.Context, id tandem.ID[tandem.Person]) ([]tandem.OwnOffering, error) {
	list, err := many[tandem.OwnOffering](ctx, r.q, `
		SELECT o.id, o.title, p.name AS period_name
		FROM offerings o
		JOIN periods p ON p.id = o.period_id
		WHERE o.lecturer_id = $1
			AND o.closed_at IS NULL
		ORDER BY p.starts_on, o.title, o.id`, id)
	if err != nil {
		return nil, fmt.Errorf("list own offerings: %w", err)
	}
	return list, nil
}

func browseArgs(b Browse) pgx.NamedArgs {
	return pgx.NamedArgs{
		"lecturer": b.Lecturer, "institutions": b.Scope.Institutions, "query": prefixQuery(b.Words),
		"words": strings.Map(printable, b.Words), "fuzzy": b.Fuzzy, "sort": b.Sort, "fields": some(b.Fields),
		"forms": some(b.Forms), "outcomes": some(b.Outcomes), "regions": some(b.Regions), "sizes": some(b.Sizes),
		"secrecies": some(b.Secrecy),
		"offering":  b.Offering, "before": b.Before, "new": b.New, "new_since": b.NewSince,
		"after_key": b.AfterKey, "after_id": b.AfterID, "limit": b.Limit + 1,
		"most": browseMost, "cap": tandem.FacetCap + 1,
	}
}

// some is a list, or nil when it is empty: no filter.
func some[T any](list []T) []T {
	if len(list) == 0 {
		return nil
	}
	return list
}

// printable drops what the database cannot hold in a text.
func printable(c rune) rune {
	if c == 0 || c == unicode.ReplacementChar {
		return -1
	}
	return c
}

// Bounds on what people search for; beyond them nobody means anything.
const (
	searchWords  = 10
	searchLetter = 40
)

// prefixQuery turns what people type into a text search query: every word must
// begin a word of the question. Only letters and digits get through, so no text
// can break the query; a text without any searches for nothing.
func prefixQuery(typed string) string {
	words := strings.FieldsFunc(strings.ToLower(typed), func(c rune) bool { return !unicode.IsLetter(c) && !unicode.IsDigit(c) })
	if len(words) > searchWords {
		words = words[:searchWords]
	}
	for i, w := range words {
		if letters := []rune(w); len(letters) > searchLetter {
			w = string(letters[:searchLetter])
		}
		words[i] = w + ":*"
	}
	return strings.Join(words, " & ")
}
