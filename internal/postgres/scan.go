package postgres

import (
	"context"
	"errors"
	"fmt"

	"github.com/jackc/pgx/v5"
	"github.com/jackc/pgx/v5/pgconn"

	"github.com/tandem-hbo/tandem/internal/tandem"
)

// one runs a query that gives one row and scans it by column name into a T. No
// row is an error of kind NotFound. A column without a field, or a field
// without a column, is an error, so that drift fails the first test.
func one[T any](ctx context.Context, q querier, sql string, args ...any) (T, error) {
	rows, err := q.Query(ctx, sql, args...)
	if err != nil {
		var zero T
		return zero, translate(err)
	}
	v, err := pgx.CollectExactlyOneRow(rows, pgx.RowToStructByName[T])
	return v, translate(err)
}

// many is one for any number of rows.
func many[T any](ctx context.Context, q querier, sql string, args ...any) ([]T, error) {
	rows, err := q.Query(ctx, sql, args...)
	if err != nil {
		return nil, translate(err)
	}
	list, err := pgx.CollectRows(rows, pgx.RowToStructByName[T])
	return list, translate(err)
}

// value runs a query that gives one column of one row.
func value[T any](ctx context.Context, q querier, sql string, args ...any) (T, error) {
	rows, err := q.Query(ctx, sql, args...)
	if err != nil {
		var zero T
		return zero, translate(err)
	}
	v, err := pgx.CollectExactlyOneRow(rows, pgx.RowTo[T])
	return v, translate(err)
}

// values runs a query that gives one column.
func values[T any](ctx context.Context, q querier, sql string, args ...any) ([]T, error) {
	rows, err := q.Query(ctx, sql, args...)
	if err != nil {
		return nil, translate(err)
	}
	list, err := pgx.CollectRows(rows, pgx.RowTo[T])
	return list, translate(err)
}

// translate gives an error of the database the kind that callers act on.
func translate(err error) error {
	var pg *pgconn.PgError
	var ours *tandem.Error
	switch {
	case err == nil:
		return nil
	case errors.As(err, &ours):
		return err
	case errors.Is(err, pgx.ErrNoRows):
		return fmt.Errorf("%w: %w", tandem.NotFound, err)
	case errors.As(err, &pg):
		return translateServer(pg, err)
	case pgconn.SafeToRetry(err), pgconn.Timeout(err):
		return tandem.FailWith(tandem.Unavailable, "database_away", err)
	}
	return err
}

// translateServer sorts what the server itself reports: broken rules by the
// name of their constraint, lost races, and a server that is going down.
func translateServer(pg *pgconn.PgError, err error) error {
	if f, ok := constraints()[pg.ConstraintName]; ok {
		return tandem.FailWith(f.kind, f.code, err)
	}
	switch pg.Code {
	case "40001", "40P01", "55P03": // serialization failure, deadlock, lock not available
		return tandem.FailWith(tandem.Conflict, "moved_on", err)
	case "57P01", "57P02", "57P03", "53300", "25006": // shutting down, too many clients, read only
		return tandem.FailWith(tandem.Unavailable, "database_away", err)
	}
	return err
}

// fault is what people are told when a constraint refuses a change.
type fault struct {
	kind tandem.Kind
	code string
}

// constraints maps the names of constraints that people can run into.
func constraints() map[string]fault {
	return map[string]fault{
		"claims_question_once":            {tandem.Conflict, "claim_taken"},
		"claims_hold_once":                {tandem.Conflict, "claim_taken"},
		"holds_question_once":             {tandem.Conflict, "question_held"},
		"holds_place_once":                {tandem.Conflict, "offering_full"},
		"holds_place_exists":              {tandem.Conflict, "offering_full"},
		"supervision_within_hours":        {tandem.Conflict, "hours_full"},
		"programme_caps_within_most":      {tandem.Conflict, "programme_full"},
		"engagements_claim_once":          {tandem.Conflict, "already_started"},
		"evaluations_once":                {tandem.Conflict, "already_evaluated"},
		"matches_living_once":             {tandem.Conflict, "moved_on"},
		"plans_approved_once":             {tandem.Conflict, "plan_in_force"},
		"plans_number_once":               {tandem.Conflict, "moved_on"},
		"programmes_name_key":             {tandem.Conflict, "name_taken"},
		"periods_name_key":                {tandem.Conflict, "name_taken"},
		"institutions_name_key":           {tandem.Conflict, "name_taken"},
		"invitations_open":                {tandem.Conflict, "already_invited"},
		"memberships_pkey":                {tandem.Conflict, "already_member"},
		"taxonomies_pkey":                 {tandem.Conflict, "moved_on"},
		"questions_form_key_once":         {tandem.Conflict, "already_sent"},
		"labelled_cases_question":         {tandem.Conflict, "learning_refused"},
		"question_messages_form_key_once": {tandem.Conflict, "already_sent"},
	}
}
