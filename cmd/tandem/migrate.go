package main

import (
	"context"
	"errors"
	"fmt"

	"github.com/tandem-hbo/tandem/internal/postgres"
)

// migrateCmd changes the schema; safe beside another one that runs, by the tool's own lock.
type migrateCmd struct {
	Up     migrateUpCmd     `cmd:"" help:"Run all migrations that have not run."`
	Down   migrateDownCmd   `cmd:"" help:"Undo the last migration, or more. Data of undone migrations is lost."`
	Status migrateStatusCmd `cmd:"" help:"Show where the schema stands."`
}

type migrateUpCmd struct{}

// Run brings the schema up to this binary's newest migration.
func (c *migrateUpCmd) Run(ctx context.Context, cfg *config, std streams) error {
	return withDatabase(ctx, cfg, std, func(db *database) error {
		if err := db.migrate(ctx); err != nil {
			return err
		}
		return printStatus(ctx, db, std)
	})
}

type migrateDownCmd struct {
	Steps int  `help:"How many migrations to undo." default:"1" placeholder:"N"`
	All   bool `help:"Undo them all."`
}

// Run undoes migrations, newest first.
func (c *migrateDownCmd) Run(ctx context.Context, cfg *config, std streams) error {
	return withDatabase(ctx, cfg, std, func(db *database) error {
		at, err := postgres.Schema(ctx, db.ownerURL)
		if err != nil {
			return err
		}
		steps := c.Steps
		if c.All || uint(steps) >= at.Version {
			steps = 0 // how MigrateDown says: all
		}
		if err := postgres.MigrateDown(ctx, db.ownerURL, steps); err != nil {
			return err
		}
		return printStatus(ctx, db, std)
	})
}

func (c *migrateDownCmd) check(*config) []error {
	if c.Steps < 1 {
		return []error{fmt.Errorf("%s: %d is not 1 or more", twin("steps"), c.Steps)}
	}
	return nil
}

type migrateStatusCmd struct{}

// Run shows the version of the schema and of this binary.
func (c *migrateStatusCmd) Run(ctx context.Context, cfg *config, std streams) error {
	return withDatabase(ctx, cfg, std, func(db *database) error { return printStatus(ctx, db, std) })
}

func printStatus(ctx context.Context, db *database, std streams) error {
	schema, err := postgres.Schema(ctx, db.ownerURL)
	if err != nil {
		return err
	}
	state := "up to date"
	switch {
	case schema.Dirty:
		state = "broke off half-way; mend the schema by hand, then set version and dirty in schema_migrations"
	case schema.Version < schema.Newest:
		state = fmt.Sprintf("%d to go: tandem migrate up", schema.Newest-schema.Version)
	case schema.Version > schema.Newest:
		state = "newer than this Tandem"
	}
	_, err = fmt.Fprintf(std.out, "migration %d of %d: %s\n", schema.Version, schema.Newest, state)
	return err
}

// withDatabase runs fn with the database that the settings name, and closes it.
func withDatabase(ctx context.Context, cfg *config, std streams, fn func(*database) error) error {
	db, err := openDatabase(ctx, cfg, cfg.logger(std.err))
	if err != nil {
		return err
	}
	return errors.Join(fn(db), db.close())
}
