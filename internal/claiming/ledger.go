package claiming

import (
	"context"
	"errors"
	"fmt"

	"github.com/tandem-hbo/tandem/internal/policy"
	"github.com/tandem-hbo/tandem/internal/tandem"
)

// Ledger is who holds the places of an offering until when, and who waits.
type Ledger struct {
	Rows []tandem.LedgerRow
	Line []tandem.WaitingRow
	// Ready is who may be given a place; only for those who may give it.
	Ready []tandem.ReadyRow
}

// Ledger reads the ledger of an offering. It is Denied to who may not see it.
func (s *Service) Ledger(ctx context.Context, by tandem.Actor, o tandem.Offering) (Ledger, error) {
	var l Ledger
	if err := policy.ViewLedger(by, o); err != nil {
		return l, fmt.Errorf("ledger of %s: %w", o.ID, err)
	}
	var errs [3]error
	l.Rows, errs[0] = s.db.Ledger(ctx, o.ID)
	l.Line, errs[1] = s.db.WaitingRows(ctx, o.ID)
	if policy.HoldPlace(by, o) == nil && o.ClosedAt == nil {
		l.Ready, errs[2] = s.db.ReadyRows(ctx, o.ID)
	}
	return l, errors.Join(errs[:]...)
}
