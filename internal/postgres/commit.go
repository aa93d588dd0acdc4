//go:build !mut_ack_first

package postgres

import (
	"context"

	"github.com/jackc/pgx/v5"
)

// commit ends the transaction of a change; when it returns nil, the change
// survives whatever comes. Its twin behind the tag mut_ack_first says so before
// it is true.
func commit(ctx context.Context, tx pgx.Tx) error { return tx.Commit(ctx) }
