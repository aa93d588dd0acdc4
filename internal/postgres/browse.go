package postgres

import (
	"context"
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

// browseFound finds the questions that the reader may see and that have the
// words; by_… tell which of the filters each passes, so that facets can be
// counted with all filters but their own. best is the match that concerns the
// reader most: approved before proposed, own offerings before those of
// colleagues. Nothing here reads a document (migration 22 says why).
const browseFound = `
	WITH best AS (
		SELECT DISTINCT ON (m.question_id) m.question_id, m.id AS match_id, m.value, o.form, o.deadline,
			m.state = 'approved' AS approved, o.lecturer_id = @lecturer AS own
		FROM matches m
		JOIN offerings o ON o.id = m.offering_id
		WHERE m.institution_id = ANY (@institutions)
			AND m.state IN ('proposed', 'approved')
			AND (m.state = 'approved' OR o.lecturer_id = @lecturer)
		ORDER BY m.question_id, m.state, o.lecturer_id = @lecturer DESC, m.value DESC, m.id),
	own AS MATERIALIZED (
		SELECT m.question_id, m.offering_id
		FROM offerings o
		JOIN matches m ON m.offering_id = o.id
		WHERE o.lecturer_id = @lecturer
			AND m.state IN ('proposed', 'approved')),
	words AS (
		SELECT to_tsquery('tandem_nl', @query) || to_tsquery('tandem_en', @query) AS query),
	hits AS (
		SELECT q.id
		FROM words
		JOIN questions q ON q.search @@ words.query
		WHERE @query <> ''),
	found AS MATERIALIZED (
		SELECT q.id, q.region, q.size, q.secrecy, q.fields,
			b.match_id, b.form, b.own,
			CASE @sort
				WHEN 'newest' THEN extract(epoch FROM q.submitted_at)
				WHEN 'deadline' THEN -extract(epoch FROM coalesce(b.deadline, '2100-01-01'))
				ELSE coalesce(b.value, -1) + CASE WHEN b.own THEN 1 ELSE 0 END
			END::double precision AS key,
			coalesce(cardinality(@fields::text[]), 0) = 0 OR q.fields ?| @fields AS by_field,
			coalesce(cardinality(@forms::text[]), 0) = 0 OR coalesce(b.form = ANY (@forms), false) AS by_form,
			coalesce(cardinality(@outcomes::text[]), 0) = 0 OR EXISTS (
				SELECT
				FROM question_wishes w
				WHERE w.question_id = q.id
					AND w.outcome = ANY (@outcomes)) AS by_outcome,
			coalesce(cardinality(@regions::text[]), 0) = 0 OR q.region = ANY (@regions) AS by_region,
			coalesce(cardinality(@sizes::text[]), 0) = 0 OR q.size = ANY (@sizes) AS by_size,
			coalesce(cardinality(@secrecies::text[]), 0) = 0 OR q.secrecy = ANY (@secrecies) AS by_secrecy,
			@offering::uuid IS NULL OR q.id IN (
				SELECT own.question_id
				FROM own
				WHERE own.offering_id = @offering) AS by_offering
		FROM questions q
		CROSS JOIN words
		LEFT JOIN best b ON b.question_id = q.id
		WHERE q.state = 'open'
			AND (q.institution_id = ANY (@institutions) OR b.approved)
			AND (@query = '' OR @fuzzy OR numnode(words.query) = 0 OR q.id IN (SELECT hits.id FROM hits))
			AND (NOT @fuzzy OR word_similarity(@words, q.title) >= 0.45)
			AND (@before::date IS NULL OR b.deadline <= @before)
			AND (NOT @new OR q.state_since >= @new_since)
		LIMIT @most)`

// BrowseRows lists one page of approved questions, with one row more than
// Limit when there is a next page.
func (r reader) BrowseRows(ctx context.Context, b Browse) ([]tandem.BrowseRow, error) {
	args := browseArgs(b)
	args["after_key"], args["after_id"], args["limit"], args["most"] = b.AfterKey, b.AfterID, b.Limit+1, nil
	list, err := many[tandem.BrowseRow](ctx, r.q, browseFound+`,
		page AS (
			SELECT id, key, match_id, own
			FROM found
			WHERE by_field AND by_form AND by_outcome AND by_region AND by_size AND by_secrecy AND by_offering
				AND (@after_id::uuid IS NULL OR (key, id) < (@after_key, @after_id))
			ORDER BY key DESC, id DESC
			LIMIT @limit)
		SELECT q.id, q.title, q.sector, q.size, q.region, q.shown_name, q.secrecy,
			ARRAY (
				SELECT w.outcome
				FROM question_wishes w
				WHERE w.question_id = q.id
				ORDER BY w.weight DESC, w.outcome) AS outcomes,
			q.wanted_date, q.state_since AS opened_at, q.state_since >= @new_since AS new,
			page.match_id, coalesce(page.own, false) AS own, coalesce(o.title, '') AS offering,
			coalesce(o.form, '') AS form, o.deadline,
			coalesce((m.score->>'company')::double precision, 0) AS company,
			coalesce((m.score->>'education')::double precision, 0) AS education,
			coalesce((m.score->>'company_effort')::double precision, 0) AS company_effort,
			coalesce((m.score->>'education_effort')::double precision, 0) AS education_effort,
			coalesce(o.places, 0) - (
				SELECT count(*)
				FROM claims c
				WHERE c.offering_id = o.id
					AND c.state IN ('open', 'engaged')) AS free,
			page.key
		FROM page
		JOIN questions q ON q.id = page.id
		LEFT JOIN matches m ON m.id = page.match_id
		LEFT JOIN offerings o ON o.id = m.offering_id
		ORDER BY page.key DESC, q.id DESC`, args)
	if err != nil {
		return nil, fmt.Errorf("browse questions: %w", err)
	}
	return list, nil
}

// browseMost bounds how many questions facets are counted over.
const browseMost = 5000

// BrowseFacets counts what each value of each filter would leave, at most
// FacetCap + 1 for each, over at most browseMost questions.
func (r reader) BrowseFacets(ctx context.Context, b Browse) ([]tandem.Facet, error) {
	args := browseArgs(b)
	args["most"], args["cap"] = browseMost, tandem.FacetCap+1
	list, err := many[tandem.Facet](ctx, r.q, browseFound+`,
		counted AS (
			SELECT 'total' AS name, '' AS value
			FROM found
			WHERE by_field AND by_form AND by_outcome AND by_region AND by_size AND by_secrecy AND by_offering
			UNION ALL
			SELECT 'field', f.value
			FROM found, jsonb_array_elements_text(CASE jsonb_typeof(fields) WHEN 'array' THEN fields ELSE '[]' END) f
			WHERE by_form AND by_outcome AND by_region AND by_size AND by_secrecy AND by_offering
			UNION ALL
			SELECT 'form', form
			FROM found
			WHERE by_field AND by_outcome AND by_region AND by_size AND by_secrecy AND by_offering
				AND form IS NOT NULL
			UNION ALL
			SELECT 'outcome', w.outcome
			FROM found
			JOIN question_wishes w ON w.question_id = found.id
			WHERE by_field AND by_form AND by_region AND by_size AND by_secrecy AND by_offering
			UNION ALL
			SELECT 'region', region
			FROM found
			WHERE by_field AND by_form AND by_outcome AND by_size AND by_secrecy AND by_offering
				AND region <> ''
			UNION ALL
			SELECT 'size', size
			FROM found
			WHERE by_field AND by_form AND by_outcome AND by_region AND by_secrecy AND by_offering
			UNION ALL
			SELECT 'secrecy', secrecy
			FROM found
			WHERE by_field AND by_form AND by_outcome AND by_region AND by_size AND by_offering
			UNION ALL
			SELECT 'offering', own.offering_id::text
			FROM found
			JOIN own ON own.question_id = found.id
			WHERE by_field AND by_form AND by_outcome AND by_region AND by_size AND by_secrecy)
		SELECT name, value, least(count(*), @cap::integer) AS count
		FROM counted
		GROUP BY name, value
		ORDER BY name, count(*) DESC, value`, args)
	if err != nil {
		return nil, fmt.Errorf("count facets: %w", err)
	}
	return list, nil
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
		"words": strings.Map(printable, b.Words), "fuzzy": b.Fuzzy, "sort": b.Sort, "fields": b.Fields, "forms": b.Forms,
		"outcomes": b.Outcomes, "regions": b.Regions, "sizes": b.Sizes, "secrecies": b.Secrecy,
		"offering": b.Offering, "before": b.Before, "new": b.New, "new_since": b.NewSince,
	}
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
