package postgres

import (
	"context"
	"errors"
	"fmt"
	"testing"

	"github.com/jackc/pgx/v5"
	"github.com/jackc/pgx/v5/pgconn"

	"github.com/tandem-hbo/tandem/internal/tandem"
)

func TestTranslateGivesErrorsTheirKind(t *testing.T) {
	t.Parallel()
	ours := tandem.Fail(tandem.TooMany, "slow_down")
	tests := map[string]struct {
		err  error
		kind tandem.Kind
		code string
	}{
		"no row":               {pgx.ErrNoRows, tandem.NotFound, ""},
		"ours stays":           {fmt.Errorf("change: %w", ours), tandem.TooMany, "slow_down"},
		"constraint by name":   {&pgconn.PgError{Code: "23505", ConstraintName: "claims_question_once"}, tandem.Conflict, "claim_taken"},
		"serialization":        {&pgconn.PgError{Code: "40001"}, tandem.Conflict, "moved_on"},
		"deadlock":             {&pgconn.PgError{Code: "40P01"}, tandem.Conflict, "moved_on"},
		"lock not available":   {&pgconn.PgError{Code: "55P03"}, tandem.Conflict, "moved_on"},
		"server going down":    {&pgconn.PgError{Code: "57P01"}, tandem.Unavailable, "database_away"},
		"too many connections": {&pgconn.PgError{Code: "53300"}, tandem.Unavailable, "database_away"},
		"read only":            {&pgconn.PgError{Code: "25006"}, tandem.Unavailable, "database_away"},
	}
	for name, tt := range tests {
		got := translate(fmt.Errorf("do it: %w", tt.err))
		code := ""
		if fault, ok := errors.AsType[*tandem.Error](got); ok {
			code = fault.Code
		}
		if !errors.Is(got, tt.kind) || code != tt.code {
			t.Errorf("%s: got %v with code %q, want %s with %q", name, got, code, tt.kind, tt.code)
		}
	}
}

func TestTranslateKeepsFaultsOfOurs(t *testing.T) {
	t.Parallel()
	if err := translate(nil); err != nil {
		t.Errorf("nothing: got %v", err)
	}
	for _, err := range []error{
		errors.New("odd"), context.Canceled, &pgconn.PgError{Code: "42601"},
		&pgconn.PgError{Code: "23514", ConstraintName: "claims_state_known"},
	} {
		got := translate(err)
		var fault *tandem.Error
		if errors.As(got, &fault) || !errors.Is(got, err) {
			t.Errorf("%v: got %v, want it as it was", err, got)
		}
	}
}
