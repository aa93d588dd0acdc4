//go:build mut_no_tx

package postgres

import (
	"context"

	"github.com/jackc/pgx/v5"
	"github.com/jackc/pgx/v5/pgconn"
	"github.com/jackc/pgx/v5/pgxpool"
)

// begin is a planted fault: every statement commits by itself, so a server
// killed in between leaves half a change.
func begin(ctx context.Context, on conn) (pgx.Tx, error) {
	pool, ok := on.(*pgxpool.Pool)
	if !ok {
		return on.Begin(ctx)
	}
	c, err := pool.Acquire(ctx)
	if err != nil {
		return nil, err
	}
	return &autocommit{plain: plain{c.Conn()}, release: c.Release}, nil
}

// plain has the methods of a connection under another field name than Conn.
type plain struct{ c *pgx.Conn }

func (p plain) Exec(ctx context.Context, sql string, args ...any) (pgconn.CommandTag, error) {
	return p.c.Exec(ctx, sql, args...)
}

func (p plain) Query(ctx context.Context, sql string, args ...any) (pgx.Rows, error) {
	return p.c.Query(ctx, sql, args...)
}

func (p plain) QueryRow(ctx context.Context, sql string, args ...any) pgx.Row {
	return p.c.QueryRow(ctx, sql, args...)
}

func (p plain) Prepare(ctx context.Context, name, sql string) (*pgconn.StatementDescription, error) {
	return p.c.Prepare(ctx, name, sql)
}

func (p plain) SendBatch(ctx context.Context, b *pgx.Batch) pgx.BatchResults {
	return p.c.SendBatch(ctx, b)
}

func (p plain) CopyFrom(ctx context.Context, table pgx.Identifier, columns []string, rows pgx.CopyFromSource) (int64, error) {
	return p.c.CopyFrom(ctx, table, columns, rows)
}

// autocommit looks like a transaction and is none.
type autocommit struct {
	plain
	release func()
	done    bool
}

func (a *autocommit) end() error {
	if !a.done {
		a.done = true
		a.release()
	}
	return nil
}

// Begin nests by nothing at all.
func (a *autocommit) Begin(context.Context) (pgx.Tx, error) {
	return &autocommit{plain: a.plain, release: func() {}}, nil
}
func (a *autocommit) Commit(context.Context) error   { return a.end() }
func (a *autocommit) Rollback(context.Context) error { return a.end() }
func (a *autocommit) Conn() *pgx.Conn                { return a.c }
func (a *autocommit) LargeObjects() pgx.LargeObjects { return pgx.LargeObjects{} }
