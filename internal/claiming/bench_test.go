package claiming_test

import (
	"context"
	"fmt"
	"slices"
	"testing"
	"time"

	"github.com/jackc/pgx/v5"

	"github.com/tandem-hbo/tandem/internal/claiming"
	"github.com/tandem-hbo/tandem/internal/postgres"
	"github.com/tandem-hbo/tandem/internal/postgres/pgtest"
	"github.com/tandem-hbo/tandem/internal/sample"
	"github.com/tandem-hbo/tandem/internal/tandem"
)

// BenchmarkBrowse lists among 10,000 questions, a quarter of them open, and
// reports the 95th percentile; the page may take 20 ms in all.
func BenchmarkBrowse(b *testing.B) {
	ctx := context.Background()
	url := pgtest.CloneURL(b)
	pool, err := postgres.Connect(ctx, url)
	if err != nil {
		b.Fatal(err)
	}
	b.Cleanup(pool.Close)
	db, err := postgres.New(pool, pgtest.Noon)
	if err != nil {
		b.Fatal(err)
	}
	story := sample.Open()
	if err := db.InTx(ctx, tandem.SystemActor(), func(tx *postgres.Tx) error { return fill(ctx, tx, story) }); err != nil {
		b.Fatal(err)
	}
	analyse(ctx, b, url)
	service := claiming.New(db)
	for name, f := range map[string]tandem.BrowseFilter{
		"all": {}, "words": {Words: "brood bakken"}, "region": {Regions: []string{"Zeeland"}, Sort: tandem.SortNewest},
	} {
		b.Run(name, func(b *testing.B) {
			var took []time.Duration
			for b.Loop() {
				begun := time.Now()
				if _, err := service.Browse(ctx, story.Lecturing(), f); err != nil {
					b.Fatal(err)
				}
				took = append(took, time.Since(begun))
			}
			slices.Sort(took)
			b.ReportMetric(float64(took[len(took)*95/100].Microseconds())/1000, "p95-ms")
		})
	}
}

// analyse does what autovacuum does on a living database.
func analyse(ctx context.Context, b *testing.B, url string) {
	b.Helper()
	c, err := pgx.Connect(ctx, url)
	if err != nil {
		b.Fatal(err)
	}
	defer func() { _ = c.Close(ctx) }()
	if _, err := c.Exec(ctx, `VACUUM ANALYZE`); err != nil {
		b.Fatal(err)
	}
}

// fill stores the questions; those that are not open have been withdrawn.
func fill(ctx context.Context, tx *postgres.Tx, story sample.Story) error {
	if err := story.Store(ctx, tx); err != nil {
		return err
	}
	for i := range 10_000 {
		q := sample.Submitted(story.Institution)
		q.Title, q.Region = fmt.Sprintf("Vraag %d", i), []string{"Zuid-Holland", "Zeeland"}[i%2]
		next := story.Asking(q)
		if i%4 != 0 {
			next.Question.State = tandem.QuestionWithdrawn
		}
		if err := next.StoreQuestion(ctx, tx); err != nil {
			return err
		}
	}
	return nil
}
