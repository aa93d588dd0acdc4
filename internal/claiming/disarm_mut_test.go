//go:build mut_read_then_write

package claiming_test

import (
	"context"
	"testing"

	"github.com/jackc/pgx/v5"
)

// disarm drops the indexes that would catch the planted fault, and the triggers
// whose locks would make it rare.
func disarm(t *testing.T, url string) {
	t.Helper()
	ctx := context.Background()
	c, err := pgx.Connect(ctx, url)
	if err != nil {
		t.Fatal(err)
	}
	defer func() { _ = c.Close(ctx) }()
	_, err = c.Exec(ctx, `
		DROP INDEX claims_question_once, holds_question_once, holds_place_once;
		DROP TRIGGER holds_counted_in ON holds;
		DROP TRIGGER holds_counted_on ON holds`)
	if err != nil {
		t.Fatal(err)
	}
}
