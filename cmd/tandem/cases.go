package main

import (
	"context"
	"time"

	"github.com/tandem-hbo/tandem/internal/postgres"
	"github.com/tandem-hbo/tandem/internal/training"
)

// casesCmd writes the readings that coordinators corrected as train reads them.
// They are without names, and of owners who allow it today.
type casesCmd struct{}

// Run writes a case a line.
func (c *casesCmd) Run(ctx context.Context, cfg *config, std streams) error {
	return withDatabase(ctx, cfg, std, func(d *database) error {
		if err := d.prepare(ctx); err != nil {
			return err
		}
		pool, err := postgres.Connect(ctx, d.appURL)
		if err != nil {
			return err
		}
		defer pool.Close()
		db, err := postgres.New(pool, time.Now)
		if err != nil {
			return err
		}
		kept, err := db.Cases(ctx)
		if err != nil {
			return err
		}
		cases := make([]training.Case, 0, len(kept))
		for _, k := range kept {
			cases = append(cases, training.Corrected(k))
		}
		return training.Write(std.out, cases)
	})
}
