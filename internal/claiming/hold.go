//go:build !mut_read_then_write

package claiming

import (
	"context"

	"github.com/tandem-hbo/tandem/internal/postgres"
	"github.com/tandem-hbo/tandem/internal/tandem"
)

// The three steps that make claims come one after the other. Their twins behind
// the tag mut_read_then_write leave that out; the race test must notice.

// readToClaim reads the question and holds its row.
func readToClaim(ctx context.Context, tx *postgres.Tx, id tandem.ID[tandem.Question]) (tandem.Question, error) {
	return tx.LockQuestion(ctx, id)
}

// lockOffering reads the offering and holds its row, so that two claims never
// see the same place free.
func lockOffering(ctx context.Context, tx *postgres.Tx, id tandem.ID[tandem.Offering]) (tandem.OfferingDetail, error) {
	return tx.LockOffering(ctx, id)
}

// saveClaimed stores the question if it is still as it was read.
func saveClaimed(ctx context.Context, tx *postgres.Tx, q tandem.Question) error {
	return tx.SaveQuestion(ctx, q)
}
