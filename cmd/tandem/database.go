package main

import (
	"context"
	"fmt"
	"log/slog"
	"time"

	"github.com/tandem-hbo/tandem/internal/cluster"
	"github.com/tandem-hbo/tandem/internal/postgres"
)

// databasePatience is how long the private server may take to end by itself.
const databasePatience = 1500 * time.Millisecond

// database is the one in use: named by DATABASE_URL, or on our private cluster.
type database struct {
	ownerURL string // may change the schema
	appURL   string // may change rows
	private  *cluster.Cluster
}

// openDatabase gives the database that the settings name; without a name it starts or finds
// the private one.
func openDatabase(ctx context.Context, cfg *config, log *slog.Logger) (*database, error) {
	if cfg.DatabaseURL != "" {
		db := &database{ownerURL: string(cfg.OwnerURL), appURL: string(cfg.DatabaseURL)}
		if db.ownerURL == "" {
			db.ownerURL = db.appURL
		}
		return db, nil
	}
	private, err := cluster.Start(ctx, cfg.private(log))
	if err != nil {
		return nil, fmt.Errorf("private database: %w", err)
	}
	return &database{ownerURL: private.URL(cluster.Owner), appURL: private.URL(cluster.App), private: private}, nil
}

// close stops the private server, if it is ours.
func (d *database) close() error {
	if d.private == nil {
		return nil
	}
	return d.private.Stop(databasePatience)
}

// prepare makes the database fit for use: a private one is migrated, another one must have
// been, as its owner decides when.
func (d *database) prepare(ctx context.Context) error {
	if d.private == nil {
		return d.demandMigrated(ctx)
	}
	return d.migrate(ctx)
}

// migrate runs the migrations, and lets the application's role log in to a private database;
// elsewhere that is for the administrator to decide.
func (d *database) migrate(ctx context.Context) error {
	if err := postgres.MigrateUp(ctx, d.ownerURL); err != nil || d.private == nil {
		return err
	}
	return postgres.LetAppLogIn(ctx, d.ownerURL)
}

// demandMigrated refuses a database that lacks migrations of this binary. A newer one is fine:
// each migration is safe with the release before it.
func (d *database) demandMigrated(ctx context.Context) error {
	schema, err := postgres.Schema(ctx, d.appURL)
	switch {
	case err != nil:
		return err
	case schema.Dirty:
		return fmt.Errorf("migration %d of the database broke off half-way: see tandem migrate status", schema.Version)
	case schema.Version < schema.Newest:
		return fmt.Errorf("the database is at migration %d and this Tandem needs %d: run `tandem migrate up` first",
			schema.Version, schema.Newest)
	}
	return nil
}
