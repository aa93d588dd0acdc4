package postgres

import (
	"context"
	"errors"
	"fmt"
	"io/fs"

	"github.com/golang-migrate/migrate/v4"
	migratepgx "github.com/golang-migrate/migrate/v4/database/pgx/v5"
	"github.com/golang-migrate/migrate/v4/source/iofs"
	"github.com/jackc/pgx/v5"
	"github.com/jackc/pgx/v5/stdlib"

	"github.com/tandem-hbo/tandem/migrations"
)

// SchemaStatus says how far a database's schema is.
type SchemaStatus struct {
	Version uint // 0 when nothing was migrated
	Newest  uint // the newest version this binary carries
	Dirty   bool // a migration broke off half-way
}

// Current reports whether the binary and the schema fit.
func (s SchemaStatus) Current() bool { return s.Version == s.Newest && !s.Dirty }

// MigrateUp brings the schema to the newest version. ownerURL must name a role
// that may create tables; the application's own role may not.
func MigrateUp(ctx context.Context, ownerURL string) error {
	return withMigrator(ctx, ownerURL, func(m *migrate.Migrate) error {
		return allowNoChange(m.Up())
	})
}

// MigrateDown takes the schema back by a number of steps; 0 means all.
func MigrateDown(ctx context.Context, ownerURL string, steps int) error {
	return withMigrator(ctx, ownerURL, func(m *migrate.Migrate) error {
		if steps == 0 {
			return allowNoChange(m.Down())
		}
		return allowNoChange(m.Steps(-steps))
	})
}

func allowNoChange(err error) error {
	if errors.Is(err, migrate.ErrNoChange) {
		return nil
	}
	return err
}

func withMigrator(ctx context.Context, ownerURL string, fn func(*migrate.Migrate) error) error {
	config, err := pgx.ParseConfig(ownerURL)
	if err != nil {
		return fmt.Errorf("read database address: %w", err)
	}
	db := stdlib.OpenDB(*config)
	defer func() { _ = db.Close() }()
	driver, err := migratepgx.WithInstance(db, &migratepgx.Config{MultiStatementEnabled: false})
	if err != nil {
		return fmt.Errorf("open database to migrate: %w", err)
	}
	source, err := iofs.New(migrations.FS, ".")
	if err != nil {
		return fmt.Errorf("read migrations: %w", err)
	}
	m, err := migrate.NewWithInstance("iofs", source, "postgres", driver)
	if err != nil {
		return fmt.Errorf("prepare migrations: %w", err)
	}
	// Closing gives back the connection that the migrator holds; left open, it
	// keeps the database from being renamed or dropped.
	defer func() { _, _ = m.Close() }()
	stop := context.AfterFunc(ctx, func() { m.GracefulStop <- true })
	defer stop()
	if err := fn(m); err != nil {
		return fmt.Errorf("migrate: %w", err)
	}
	return nil
}

// Schema tells how far the schema is, by any role that may connect.
func Schema(ctx context.Context, url string) (SchemaStatus, error) {
	var s SchemaStatus
	newest, err := newestMigration()
	if err != nil {
		return s, err
	}
	s.Newest = newest
	c, err := pgx.Connect(ctx, url)
	if err != nil {
		return s, translate(fmt.Errorf("connect: %w", err))
	}
	defer func() { _ = c.Close(context.WithoutCancel(ctx)) }()
	exists, err := value[bool](ctx, c, `SELECT to_regclass('schema_migrations') IS NOT NULL`)
	if err != nil || !exists {
		return s, err
	}
	rows, err := many[struct {
		Version int64
		Dirty   bool
	}](ctx, c, `SELECT version, dirty FROM schema_migrations`)
	if err != nil || len(rows) == 0 {
		return s, err
	}
	s.Version, s.Dirty = uint(rows[0].Version), rows[0].Dirty //nolint:gosec // numbered from 1
	return s, nil
}

// LetAppLogIn lets the application's role log in, which migrations leave to the
// database's administrator; on a private cluster that is us.
func LetAppLogIn(ctx context.Context, ownerURL string) error {
	c, err := pgx.Connect(ctx, ownerURL)
	if err != nil {
		return translate(fmt.Errorf("connect: %w", err))
	}
	defer func() { _ = c.Close(context.WithoutCancel(ctx)) }()
	if _, err := c.Exec(ctx, `ALTER ROLE tandem_app LOGIN`); err != nil {
		return translate(fmt.Errorf("let the application log in: %w", err))
	}
	return nil
}

// Analyze brings what the planner knows of the tables up to date after much was
// loaded at once; without it lists are planned as if the tables were empty, and
// take seconds. ownerURL must name the role that owns the tables.
func Analyze(ctx context.Context, ownerURL string) error {
	c, err := pgx.Connect(ctx, ownerURL)
	if err != nil {
		return translate(fmt.Errorf("connect: %w", err))
	}
	defer func() { _ = c.Close(context.WithoutCancel(ctx)) }()
	if _, err := c.Exec(ctx, `VACUUM (ANALYZE)`); err != nil {
		return translate(fmt.Errorf("analyse tables: %w", err))
	}
	return nil
}

func newestMigration() (uint, error) {
	files, err := fs.Glob(migrations.FS, "*.up.sql")
	if err != nil || len(files) == 0 {
		return 0, fmt.Errorf("list migrations: %w", err)
	}
	var n uint
	// Names start with the number and are listed in order.
	if _, err := fmt.Sscanf(files[len(files)-1], "%d_", &n); err != nil {
		return 0, fmt.Errorf("read migration number: %w", err)
	}
	return n, nil
}
