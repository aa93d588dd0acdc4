//go:build !mut_no_tx

package postgres

import (
	"context"

	"github.com/jackc/pgx/v5"
)

// begin opens the transaction of a change. Its twin behind the tag mut_no_tx
// opens none: the tests that kill the server must notice.
func begin(ctx context.Context, on conn) (pgx.Tx, error) { return on.Begin(ctx) }
