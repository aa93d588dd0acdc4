package main

import (
	"context"
	"errors"
	"fmt"
	"time"

	"github.com/jackc/pgx/v5"
	"github.com/jackc/pgx/v5/pgconn"

	"github.com/tandem-hbo/tandem/internal/cluster"
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
func openDatabase(ctx context.Context, cfg *config) (*database, error) {
	if cfg.DatabaseURL != "" {
		db := &database{ownerURL: string(cfg.OwnerURL), appURL: string(cfg.DatabaseURL)}
		if db.ownerURL == "" {
			db.ownerURL = db.appURL
		}
		return db, nil
	}
	private, err := cluster.Start(ctx, cfg.private())
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
	if err := migrateUp(d.ownerURL); err != nil || d.private == nil {
		return err
	}
	return withConn(ctx, d.ownerURL, func(conn *pgx.Conn) error {
		_, err := conn.Exec(ctx, "ALTER ROLE "+cluster.App+" LOGIN")
		return err
	})
}

// demandMigrated refuses a database that lacks migrations of this binary. A newer one is fine:
// each migration is safe with the release before it.
func (d *database) demandMigrated(ctx context.Context) error {
	newest, err := newestMigration()
	if err != nil {
		return err
	}
	at, dirty, err := schemaVersion(ctx, d.appURL)
	switch {
	case err != nil:
		return err
	case dirty:
		return fmt.Errorf("migration %d of the database broke off half-way: see tandem migrate status", at)
	case at < newest:
		return fmt.Errorf("the database is at migration %d and this Tandem needs %d: run `tandem migrate up` first", at, newest)
	}
	return nil
}

// schemaVersion reads where the schema stands; 0 when it was never migrated.
func schemaVersion(ctx context.Context, url string) (version uint, dirty bool, err error) {
	err = withConn(ctx, url, func(conn *pgx.Conn) error {
		return conn.QueryRow(ctx, "SELECT version, dirty FROM schema_migrations").Scan(&version, &dirty)
	})
	var pgErr *pgconn.PgError
	const undefinedTable = "42P01"
	if errors.Is(err, pgx.ErrNoRows) || errors.As(err, &pgErr) && pgErr.Code == undefinedTable {
		return 0, false, nil
	}
	return version, dirty, err
}

func withConn(ctx context.Context, url string, fn func(*pgx.Conn) error) error {
	conn, err := pgx.Connect(ctx, url)
	if err != nil {
		return fmt.Errorf("connect to the database: %w", err) // pgx leaves passwords out
	}
	return errors.Join(fn(conn), conn.Close(context.WithoutCancel(ctx)))
}
