// Package pgtest gives tests a real database on the migrated schema: one that is
// rolled back (Tx, the fast way) or one of their own (Clone, for races, jobs
// and several connections).
package pgtest

import (
	"context"
	"crypto/sha256"
	"fmt"
	"io/fs"
	"net/url"
	"os"
	"strings"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	"github.com/jackc/pgx/v5"
	"github.com/jackc/pgx/v5/pgxpool"

	"github.com/tandem-hbo/tandem/internal/cluster"
	"github.com/tandem-hbo/tandem/internal/postgres"
	"github.com/tandem-hbo/tandem/internal/taxonomy"
	"github.com/tandem-hbo/tandem/migrations"
)

// Noon is the moment that tests live in: Monday 23 November 2026, 11:00 UTC.
func Noon() time.Time { return time.Date(2026, time.November, 23, 11, 0, 0, 0, time.UTC) }

// Tx returns a DB on a transaction that is rolled back when the test ends. The
// taxonomy is there; nothing else is.
func Tx(t testing.TB) *postgres.DB {
	t.Helper()
	return TxAt(t, Noon)
}

// TxAt is Tx with a clock.
func TxAt(t testing.TB, now func() time.Time) *postgres.DB {
	t.Helper()
	db, _ := Raw(t, now)
	return db
}

// Raw is TxAt with the transaction itself, to look at what no reader tells: jobs
// and mails that wait.
func Raw(t testing.TB, now func() time.Time) (*postgres.DB, pgx.Tx) {
	t.Helper()
	pool, err := sharedPool()
	if err != nil {
		t.Fatalf("open shared test database: %v", err)
	}
	ctx := context.Background()
	tx, err := pool.Begin(ctx)
	if err != nil {
		t.Fatalf("begin test transaction: %v", err)
	}
	t.Cleanup(func() { _ = tx.Rollback(ctx) })
	db, err := postgres.New(tx, now)
	if err != nil {
		t.Fatal(err)
	}
	return db, tx
}

// Clone returns a pool on a database of the test's own, dropped when it ends.
func Clone(t testing.TB) *pgxpool.Pool {
	t.Helper()
	pool, err := postgres.Connect(context.Background(), CloneURL(t))
	if err != nil {
		t.Fatalf("connect to clone: %v", err)
	}
	t.Cleanup(pool.Close)
	return pool
}

var clones atomic.Int64

// CloneURL is the owner's address of a database of the test's own.
func CloneURL(t testing.TB) string {
	t.Helper()
	base, err := baseURL()
	if err != nil {
		t.Fatalf("find test database: %v", err)
	}
	template, err := templateName()
	if err != nil {
		t.Fatalf("make template database: %v", err)
	}
	name := fmt.Sprintf("clone_%d_%d", os.Getpid(), clones.Add(1))
	if err := admin(base, "CREATE DATABASE "+name+" TEMPLATE "+template+" STRATEGY wal_log"); err != nil {
		t.Fatalf("clone database: %v", err)
	}
	t.Cleanup(func() { _ = admin(base, "DROP DATABASE "+name+" WITH (FORCE)") })
	return onDatabase(base, name)
}

// EmptyURL is the owner's address of an empty database of the test's own.
func EmptyURL(t testing.TB) string {
	t.Helper()
	base, err := baseURL()
	if err != nil {
		t.Fatalf("find test database: %v", err)
	}
	name := fmt.Sprintf("empty_%d_%d", os.Getpid(), clones.Add(1))
	if err := admin(base, "CREATE DATABASE "+name); err != nil {
		t.Fatalf("create database: %v", err)
	}
	t.Cleanup(func() { _ = admin(base, "DROP DATABASE "+name+" WITH (FORCE)") })
	return onDatabase(base, name)
}

// baseURL is the owner's address of a cluster that tests may fill: the one
// their runner started, or one of this process.
var baseURL = sync.OnceValues(func() (string, error) {
	if u := os.Getenv("TANDEM_TEST_DATABASE_URL"); u != "" {
		return u, nil
	}
	// The server dies with this process.
	c, err := cluster.Throwaway(context.Background(), cluster.SearchFromEnv(os.Getenv))
	if err != nil {
		return "", err
	}
	return c.URL(cluster.Owner), nil
})

// sharedPool is the pool that rolled-back tests share, on the template itself
// cloned once.
var sharedPool = sync.OnceValues(func() (*pgxpool.Pool, error) {
	base, err := baseURL()
	if err != nil {
		return nil, err
	}
	template, err := templateName()
	if err != nil {
		return nil, err
	}
	name := fmt.Sprintf("shared_%d", os.Getpid())
	if err := admin(base, "CREATE DATABASE "+name+" TEMPLATE "+template+" STRATEGY wal_log"); err != nil {
		return nil, err
	}
	return postgres.Connect(context.Background(), onDatabase(base, name)+sharedSettings)
})

// sharedSettings give slow machines time: a test's transaction idles while the
// test thinks.
const sharedSettings = "&pool_max_conns=40&idle_in_transaction_session_timeout=0&statement_timeout=60000"

// templateName makes the migrated template once for a cluster, whichever test
// process comes first, and names it after the content of the migrations.
var templateName = sync.OnceValues(func() (string, error) {
	base, err := baseURL()
	if err != nil {
		return "", err
	}
	sum, err := migrationsSum()
	if err != nil {
		return "", err
	}
	name := "template_" + sum
	ctx := context.Background()
	c, err := pgx.Connect(ctx, base)
	if err != nil {
		return "", err
	}
	defer func() { _ = c.Close(ctx) }()
	// The lock ends with the connection.
	if _, err := c.Exec(ctx, `SELECT pg_advisory_lock(7236342)`); err != nil {
		return "", err
	}
	var exists bool
	if err := c.QueryRow(ctx, `SELECT EXISTS (SELECT FROM pg_database WHERE datname = $1)`, name).Scan(&exists); err != nil || exists {
		return name, err
	}
	return name, makeTemplate(ctx, c, base, name)
})

func makeTemplate(ctx context.Context, c *pgx.Conn, base, name string) error {
	making := name + "_making"
	if _, err := c.Exec(ctx, "DROP DATABASE IF EXISTS "+making+" WITH (FORCE)"); err != nil {
		return err
	}
	if _, err := c.Exec(ctx, "CREATE DATABASE "+making); err != nil {
		return err
	}
	if err := postgres.MigrateUp(ctx, onDatabase(base, making)); err != nil {
		return err
	}
	if err := loadTaxonomy(ctx, onDatabase(base, making)); err != nil {
		return err
	}
	// A closed connection lingers on a busy machine, and would forbid the renaming.
	if _, err := c.Exec(ctx, `SELECT pg_terminate_backend(pid, 5000) FROM pg_stat_activity WHERE datname = $1`, making); err != nil {
		return err
	}
	_, err := c.Exec(ctx, "ALTER DATABASE "+making+" RENAME TO "+name)
	return err
}

func loadTaxonomy(ctx context.Context, address string) error {
	pool, err := postgres.Connect(ctx, address)
	if err != nil {
		return err
	}
	defer pool.Close()
	db, err := postgres.New(pool, Noon)
	if err != nil {
		return err
	}
	body, err := taxonomy.Load()
	if err != nil {
		return err
	}
	body.Version = 1
	return db.Quietly(ctx, func(tx *postgres.Tx) error { return tx.InsertTaxonomy(ctx, body) })
}

func migrationsSum() (string, error) {
	h := sha256.New()
	files, err := fs.Glob(migrations.FS, "*.sql")
	if err != nil {
		return "", err
	}
	for _, f := range files {
		b, err := fs.ReadFile(migrations.FS, f)
		if err != nil {
			return "", err
		}
		_, _ = fmt.Fprintf(h, "%s %d\n", f, len(b))
		_, _ = h.Write(b)
	}
	return fmt.Sprintf("%x", h.Sum(nil)[:6]), nil
}

// admin runs one statement outside of any transaction.
func admin(base, sql string) error {
	ctx, cancel := context.WithTimeout(context.Background(), time.Minute)
	defer cancel()
	c, err := pgx.Connect(ctx, base)
	if err != nil {
		return err
	}
	defer func() { _ = c.Close(ctx) }()
	_, err = c.Exec(ctx, sql)
	return err
}

func onDatabase(base, name string) string {
	u, err := url.Parse(base)
	if err != nil {
		return strings.TrimSpace(base) + " dbname=" + name
	}
	u.Path = "/" + name
	return u.String()
}
