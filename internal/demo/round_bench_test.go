package demo_test

import (
	"context"
	"testing"

	"github.com/tandem-hbo/tandem/internal/demo"
	"github.com/tandem-hbo/tandem/internal/job"
	"github.com/tandem-hbo/tandem/internal/matching"
	"github.com/tandem-hbo/tandem/internal/postgres"
	"github.com/tandem-hbo/tandem/internal/postgres/pgtest"
	"github.com/tandem-hbo/tandem/internal/tandem"
)

// BenchmarkRound reads the questions that can be placed, of 10,000 in all, and
// scores them against what the demo offers; BenchmarkRescore renews what waits
// for a coordinator among them, from scores of an older version and when nothing
// is old.
func BenchmarkRound(b *testing.B) {
	ctx := context.Background()
	db, err := postgres.New(pgtest.Clone(b), pgtest.Noon)
	if err != nil {
		b.Fatal(err)
	}
	if err := demo.Seed(ctx, db, pgtest.Noon()); err != nil {
		b.Fatal(err)
	}
	if err := demo.Load(ctx, db, 10_000); err != nil {
		b.Fatal(err)
	}
	service := matching.New(db)
	b.Run("round", func(b *testing.B) {
		placeable := []tandem.QuestionState{tandem.QuestionMatched, tandem.QuestionOpen}
		var r matching.Round
		for b.Loop() {
			if r, err = service.Round(ctx, placeable, 50); err != nil {
				b.Fatal(err)
			}
		}
		b.ReportMetric(float64(len(r.Questions)*b.N)/b.Elapsed().Seconds(), "questions/s")
		b.ReportMetric(float64(len(r.Edges))/float64(len(r.Questions)), "edges/question")
	})
	for _, name := range []string{"rescore-old", "rescore-fresh"} {
		b.Run(name, func(b *testing.B) {
			for b.Loop() {
				if err := service.Rescore(ctx, job.Rescore{}); err != nil {
					b.Fatal(err)
				}
			}
		})
	}
}
