package matching_test

import (
	"context"
	"sync"
	"testing"
	"time"

	"github.com/tandem-hbo/tandem/internal/job"
	"github.com/tandem-hbo/tandem/internal/matching"
	"github.com/tandem-hbo/tandem/internal/postgres"
	"github.com/tandem-hbo/tandem/internal/postgres/pgtest"
	"github.com/tandem-hbo/tandem/internal/tandem"
)

// Many jobs of many changes at once leave one list, that of the last state of
// what is on offer, and a decision that came in between stands.
func TestJobsAtOnceLeaveOneList(t *testing.T) {
	t.Parallel()
	ctx := context.Background()
	db, err := postgres.New(pgtest.Clone(t), time.Now)
	if err != nil {
		t.Fatal(err)
	}
	b := setupOn(t, &bundle{db: db, service: matching.New(db)})
	open := func(o *tandem.Offering) {
		o.Deadline = time.Now().AddDate(0, 2, 0).UTC().Truncate(24 * time.Hour)
	}
	first := b.offer(t, open)
	decided := b.score(t)[0]
	decided.State = tandem.MatchRejected
	b.write(t, func(ctx context.Context, tx *postgres.Tx) error { return tx.SaveMatch(ctx, decided) })
	var group sync.WaitGroup
	for i := range 4 {
		group.Go(func() {
			for range 5 {
				o := b.offer(t, open)
				if i == 0 {
					o.Places = 0
					b.save(t, o)
				}
				if err := b.service.Rescore(ctx, job.Rescore{OfferingID: o.ID}); err != nil {
					t.Error(err)
				}
			}
		})
	}
	group.Wait()
	if err := b.service.Rescore(ctx, job.Rescore{PeriodID: b.period.ID}); err != nil {
		t.Fatal(err)
	}
	list := b.matches(t, b.question.ID)
	seen, proposed := map[tandem.ID[tandem.Offering]]bool{}, 0
	for _, m := range list {
		if seen[m.OfferingID] {
			t.Errorf("offering %s is on the list twice", m.OfferingID)
		}
		seen[m.OfferingID] = true
		if m.State == tandem.MatchProposed && m.Score.Feasible() {
			proposed++
		}
	}
	got, err := b.db.Match(ctx, decided.ID)
	if err != nil || got.State != tandem.MatchRejected || !seen[first.ID] {
		t.Errorf("got %s, %v for the decided one", got.State, err)
	}
	if proposed < 9 || proposed > 10 {
		t.Errorf("%d open proposals, want ten less the decided one at most", proposed)
	}
}
