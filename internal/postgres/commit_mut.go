//go:build mut_ack_first

package postgres

import (
	"context"
	"time"

	"github.com/jackc/pgx/v5"
)

// commit is a planted fault: it acknowledges first and commits a moment later.
func commit(ctx context.Context, tx pgx.Tx) error {
	later := context.WithoutCancel(ctx)
	time.AfterFunc(30*time.Millisecond, func() { _ = tx.Commit(later) })
	return nil
}
