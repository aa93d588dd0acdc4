package main

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"io/fs"

	"github.com/golang-migrate/migrate/v4"
	migratepgx "github.com/golang-migrate/migrate/v4/database/pgx/v5"
	"github.com/golang-migrate/migrate/v4/source/iofs"
	_ "github.com/jackc/pgx/v5/stdlib" // database/sql's driver "pgx", which golang-migrate needs

	"github.com/tandem-hbo/tandem/migrations"
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
	return withDatabase(ctx, cfg, func(db *database) error {
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
	return withDatabase(ctx, cfg, func(db *database) error {
		err := withMigrator(db.ownerURL, func(m *migrate.Migrate) error {
			if c.All {
				return m.Down()
			}
			return m.Steps(-c.Steps)
		})
		if err != nil {
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
	return withDatabase(ctx, cfg, func(db *database) error { return printStatus(ctx, db, std) })
}

func printStatus(ctx context.Context, db *database, std streams) error {
	newest, err := newestMigration()
	if err != nil {
		return err
	}
	at, dirty, err := schemaVersion(ctx, db.ownerURL)
	if err != nil {
		return err
	}
	state := "up to date"
	switch {
	case dirty:
		state = "broke off half-way; mend the schema by hand, then set version and dirty in schema_migrations"
	case at < newest:
		state = fmt.Sprintf("%d to go: tandem migrate up", newest-at)
	case at > newest:
		state = "newer than this Tandem"
	}
	_, err = fmt.Fprintf(std.out, "migration %d of %d: %s\n", at, newest, state)
	return err
}

// withDatabase runs fn with the database that the settings name, and closes it.
func withDatabase(ctx context.Context, cfg *config, fn func(*database) error) error {
	db, err := openDatabase(ctx, cfg)
	if err != nil {
		return err
	}
	return errors.Join(fn(db), db.close())
}

func migrateUp(ownerURL string) error {
	return withMigrator(ownerURL, (*migrate.Migrate).Up)
}

// withMigrator runs fn with golang-migrate on a database of the owner; nothing to do is no fault.
func withMigrator(ownerURL string, fn func(*migrate.Migrate) error) error {
	pool, err := sql.Open("pgx", ownerURL)
	if err != nil {
		return fmt.Errorf("open the database to migrate: %w", err)
	}
	driver, err := migratepgx.WithInstance(pool, &migratepgx.Config{})
	if err != nil {
		return errors.Join(fmt.Errorf("open the database to migrate: %w", err), pool.Close())
	}
	files, err := iofs.New(migrations.FS, ".")
	if err != nil {
		return errors.Join(fmt.Errorf("read the migrations: %w", err), driver.Close())
	}
	m, err := migrate.NewWithInstance("embedded", files, "tandem", driver)
	if err != nil {
		return errors.Join(fmt.Errorf("read the migrations: %w", err), driver.Close())
	}
	err = fn(m)
	if errors.Is(err, migrate.ErrNoChange) || errors.Is(err, fs.ErrNotExist) {
		err = nil
	}
	if err != nil {
		err = fmt.Errorf("migrate the database: %w", err)
	}
	sourceErr, databaseErr := m.Close()
	return errors.Join(err, sourceErr, databaseErr)
}

// newestMigration is the number of the last migration in this binary.
func newestMigration() (uint, error) {
	files, err := iofs.New(migrations.FS, ".")
	if err != nil {
		return 0, fmt.Errorf("read the migrations: %w", err)
	}
	at, err := files.First()
	for err == nil {
		var next uint
		if next, err = files.Next(at); err == nil {
			at = next
		}
	}
	if !errors.Is(err, fs.ErrNotExist) {
		return 0, fmt.Errorf("read the migrations: %w", err)
	}
	return at, nil
}
