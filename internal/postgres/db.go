// Package postgres holds every SQL statement of the product. A DB reads and
// opens transactions; only a Tx writes, and it refuses to commit a change that
// recorded no event.
package postgres

import (
	"context"
	"errors"
	"fmt"
	"time"

	"github.com/jackc/pgx/v5"
	"github.com/jackc/pgx/v5/pgconn"
	"github.com/jackc/pgx/v5/pgxpool"
	"github.com/riverqueue/river"
	"github.com/riverqueue/river/riverdriver/riverpgxv5"

	"github.com/tandem-hbo/tandem/internal/tandem"
)

// querier runs statements: a pool, a connection or a transaction.
type querier interface {
	Query(ctx context.Context, sql string, args ...any) (pgx.Rows, error)
	Exec(ctx context.Context, sql string, args ...any) (pgconn.CommandTag, error)
}

// conn is what a DB runs on. A transaction will do, so that tests can nest by
// savepoint and roll everything back.
type conn interface {
	querier
	Begin(ctx context.Context) (pgx.Tx, error)
}

// reader has the statements that only read.
type reader struct{ q querier }

// DB reads, and opens transactions.
type DB struct {
	reader
	conn conn
	jobs *river.Client[pgx.Tx]
	now  func() time.Time
}

// New makes a DB on a pool or, in tests, on a transaction. The clock gives the
// one moment that a transaction's changes carry.
func New(on conn, now func() time.Time) (*DB, error) {
	jobs, err := river.NewClient(riverpgxv5.New(nil), &river.Config{})
	if err != nil {
		return nil, fmt.Errorf("make job inserter: %w", err)
	}
	return &DB{reader: reader{on}, conn: on, jobs: jobs, now: now}, nil
}

// settings are those of every connection, where the address names none itself.
// Times are in milliseconds. Titles are alike from the threshold on; as a setting
// it lets an index find them.
func settings() map[string]string {
	return map[string]string{
		"application_name": "tandem", "statement_timeout": "5000",
		"idle_in_transaction_session_timeout": "10000", "timezone": "UTC",
		"pg_trgm.word_similarity_threshold": "0.45",
	}
}

// Connect opens a pool that acts as the application's role, which owns nothing.
// url is a postgres URL or keyword string.
func Connect(ctx context.Context, url string) (*pgxpool.Pool, error) {
	config, err := pgxpool.ParseConfig(url)
	if err != nil {
		return nil, fmt.Errorf("read database address: %w", err)
	}
	for name, setting := range settings() {
		if _, set := config.ConnConfig.RuntimeParams[name]; !set {
			config.ConnConfig.RuntimeParams[name] = setting
		}
	}
	config.AfterConnect = func(ctx context.Context, c *pgx.Conn) error {
		_, err := c.Exec(ctx, `SET ROLE tandem_app`)
		return err
	}
	pool, err := pgxpool.NewWithConfig(ctx, config)
	if err != nil {
		return nil, fmt.Errorf("open database: %w", err)
	}
	return pool, nil
}

// errNoEvent is a fault of ours: a change must say who did what.
var errNoEvent = errors.New("a change was made without recording an event")

// InTx runs fn in a transaction on behalf of an actor and commits when fn
// returns nil. A fn that recorded no event is rolled back with an error. When the
// database breaks a circle of waiting transactions, it runs fn again: fn must set
// anew whatever it changes outside of the transaction.
func (db *DB) InTx(ctx context.Context, by tandem.Actor, fn func(tx *Tx) error) error {
	return db.inTx(ctx, by, func(tx *Tx) error {
		if err := fn(tx); err != nil {
			return err
		}
		if tx.events == 0 {
			return errNoEvent
		}
		return nil
	})
}

// Quietly is InTx without the demand for an event. It serves what changes
// nobody's work: sessions, sign-in attempts, rate counters, the state of mails.
func (db *DB) Quietly(ctx context.Context, fn func(tx *Tx) error) error {
	return db.inTx(ctx, tandem.SystemActor(), fn)
}

// tries is how often a transaction that others got in the way of is run.
const tries = 5

func (db *DB) inTx(ctx context.Context, by tandem.Actor, fn func(tx *Tx) error) error {
	var err error
	for range tries {
		if err = db.once(ctx, by, fn); !lostRace(err) || ctx.Err() != nil {
			break
		}
	}
	return err
}

// lostRace reports whether the database undid a transaction for the sake of
// another: a deadlock or a serialization failure. Once more may well do.
func lostRace(err error) bool {
	var pg *pgconn.PgError
	return errors.As(err, &pg) && (pg.Code == "40P01" || pg.Code == "40001")
}

func (db *DB) once(ctx context.Context, by tandem.Actor, fn func(tx *Tx) error) error {
	tx, err := begin(ctx, db.conn)
	if err != nil {
		return translate(fmt.Errorf("begin: %w", err))
	}
	done := false
	defer func() {
		if !done { // also when fn panics; the context may be gone by then
			_ = tx.Rollback(context.WithoutCancel(ctx))
		}
	}()
	at := db.now().UTC().Truncate(time.Microsecond)
	if err := fn(&Tx{reader: reader{tx}, tx: tx, jobs: db.jobs, by: by, at: at}); err != nil {
		return translate(err)
	}
	if err := commit(ctx, tx); err != nil {
		return translate(fmt.Errorf("commit: %w", err))
	}
	done = true
	return nil
}

// Now returns the present moment by the DB's clock.
func (db *DB) Now() time.Time { return db.now() }

// Ping reports whether the database answers.
func (db *DB) Ping(ctx context.Context) error {
	_, err := db.q.Exec(ctx, `SELECT 1`)
	return translate(err)
}
