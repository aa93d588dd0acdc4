package postgres

import (
	"context"
	"errors"
	"fmt"
)

// Durability is what the server must promise before people may rely on it:
// without these settings an acknowledged question can be lost.
type Durability struct {
	Fsync             string
	FullPageWrites    string
	SynchronousCommit string
	// Owned is how many tables the present role owns; owners pass by row-level
	// security, so it must be 0.
	Owned int
	// Migration is the version of the schema, Dirty tells that one broke off.
	Migration int
	Dirty     bool
}

// Ready tells why the database must not be relied on, or nil: settings under
// which it loses what it acknowledged, a role with too much power, a schema that
// this program does not know.
func (db *DB) Ready(ctx context.Context) error {
	newest, err := newestMigration()
	if err != nil {
		return err
	}
	found, err := db.Durability(ctx)
	if err != nil {
		return fmt.Errorf("read settings of the database: %w", err)
	}
	return found.Check(int(newest))
}

// Durability reads the settings that this very connection runs with.
func (r reader) Durability(ctx context.Context) (Durability, error) {
	return one[Durability](ctx, r.q, `
		SELECT current_setting('fsync') AS fsync,
			current_setting('full_page_writes') AS full_page_writes,
			current_setting('synchronous_commit') AS synchronous_commit,
			(SELECT count(*)
				FROM pg_class c
				JOIN pg_roles r ON r.oid = c.relowner
				WHERE c.relnamespace = 'public'::regnamespace AND r.rolname = current_user) AS owned,
			m.version AS migration, m.dirty
		FROM schema_migrations m`)
}

// Check tells why the database must not be relied on, or nil. want is the
// newest migration that the program knows.
func (d Durability) Check(want int) error {
	var faults []error
	report := func(bad bool, format string, args ...any) {
		if bad {
			faults = append(faults, fmt.Errorf(format, args...))
		}
	}
	report(d.Fsync != "on", "fsync is %s", d.Fsync)
	report(d.FullPageWrites != "on", "full_page_writes is %s", d.FullPageWrites)
	report(weakCommit(d.SynchronousCommit), "synchronous_commit is %s", d.SynchronousCommit)
	report(d.Owned > 0, "the role owns %d tables", d.Owned)
	report(d.Dirty, "migration %d broke off", d.Migration)
	report(d.Migration < want, "migration is %d, want %d: run tandem migrate up", d.Migration, want)
	return errors.Join(faults...)
}

// weakCommit reports whether a commit may be acknowledged before it is on disk
// here. The values above on wait for standbys besides.
func weakCommit(setting string) bool {
	return setting != "on" && setting != "remote_write" && setting != "remote_apply"
}
