//go:build mut_read_then_write

package claiming

import (
	"context"

	"github.com/tandem-hbo/tandem/internal/postgres"
	"github.com/tandem-hbo/tandem/internal/tandem"
)

// A planted fault: look first, write later, and trust that nobody came between.

func readToClaim(ctx context.Context, tx *postgres.Tx, id tandem.ID[tandem.Question]) (tandem.Question, error) {
	return tx.Question(ctx, id)
}

func lockOffering(ctx context.Context, tx *postgres.Tx, id tandem.ID[tandem.Offering]) (tandem.OfferingDetail, error) {
	return tx.OfferingDetail(ctx, id)
}

func saveClaimed(ctx context.Context, tx *postgres.Tx, q tandem.Question) error {
	now, err := tx.Question(ctx, q.ID) // locking now would wait for who waits for us
	if err != nil {
		return err
	}
	q.Version = now.Version // the last one wins
	return tx.SaveQuestion(ctx, q)
}
