package planning_test

import (
	"context"
	"errors"
	"testing"

	"github.com/tandem-hbo/tandem/internal/planning"
	"github.com/tandem-hbo/tandem/internal/postgres"
	"github.com/tandem-hbo/tandem/internal/tandem"
)

// TestWhatDoesNotRunIsTold: one question is left, and the only offering needs two.
func TestWhatDoesNotRunIsTold(t *testing.T) {
	t.Parallel()
	s := setup(t)
	s.write(t, func(ctx context.Context, tx *postgres.Tx) error {
		var errs []error
		for i, o := range s.offerings {
			at := s.db.Now()
			o.Least, o.ClosedAt = 2, &at
			if i == 0 {
				o.ClosedAt = nil
			}
			errs = append(errs, tx.SaveOffering(ctx, o))
		}
		for _, q := range s.questions[1:] {
			q.State = tandem.QuestionWithdrawn
			errs = append(errs, tx.SaveQuestion(ctx, q))
		}
		return errors.Join(errs...)
	})
	for name, c := range map[string]struct {
		mode   tandem.PlanMode
		shut   bool
		placed int
	}{"fewer is worse": {tandem.PlanOptimal, false, 1}, "or not at all": {tandem.PlanOptimal, true, 0}, "stable knows no least": {tandem.PlanStable, true, 1}} {
		rules := planning.Rules()
		rules.Mode, rules.Shut = c.mode, c.shut
		v := s.view(t, s.plan(t, rules))
		if v.Placed != c.placed || len(v.Places) != 1 || v.Places[0].Closed != (c.placed == 0) {
			t.Errorf("%s: placed %d, places %+v", name, v.Placed, v.Places)
		}
		if c.placed == 0 && (len(v.Unplaced) != 1 || v.Unplaced[0].Reason != tandem.UnplacedClosed || len(v.Unplaced[0].Rows) != 1) {
			t.Errorf("%s: unplaced %+v, want it told that nothing runs", name, v.Unplaced)
		}
	}
}
