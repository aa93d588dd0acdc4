// Package cluster runs a private Postgres server for whoever has none: in its own data
// folder, reachable only through a socket that its owner can open, never on the network,
// and never wiping what it finds.
package cluster

import (
	"context"
	"errors"
	"fmt"
	"io/fs"
	"net/url"
	"os"
	"path/filepath"
	"time"
)

const (
	// Owner is the role that owns the database and runs migrations.
	Owner = "tandem"
	// App is the role the application connects as; it owns nothing. Migrations create it.
	App = "tandem_app"
	// Database is the name of the one database made in a new cluster.
	Database = "tandem"

	// startLimit bounds a start, crash recovery and the end of a previous run included.
	startLimit = 60 * time.Second
	poll       = 5 * time.Millisecond
)

// Config says where a private cluster lives and which server binaries may run it.
type Config struct {
	// DataDir gets the folder pg with the locks, the server's log and pg/<major>.
	DataDir string
	// Search says where server binaries may come from.
	Search Search
	// Report, when set, is told that a server of ours ended by itself; it is started again.
	Report func(error)
}

// Cluster is a running server: one we started, or one found running on the same folder.
type Cluster struct {
	// Owned says that this process started the server and stops it.
	Owned bool

	pid       int
	socketDir string
	server    *process
	locks     []*os.File
	discard   string // a folder to remove after Stop, for throw-away clusters

	endWatch context.CancelFunc
	watched  chan struct{} // closed when nobody watches the server any more
}

// Start finds the server that runs on cfg.DataDir, or starts one, with initdb the first
// time. It waits for a previous run to end, refuses data of another Postgres major with
// advice, and returns only when the server takes connections.
func Start(ctx context.Context, cfg Config) (*Cluster, error) {
	ctx, cancel := context.WithTimeout(ctx, startLimit)
	defer cancel()
	base, err := filepath.Abs(filepath.Join(cfg.DataDir, "pg"))
	if err != nil {
		return nil, fmt.Errorf("data folder %q: %w", cfg.DataDir, err)
	}
	// Open to others as a path only: the account that root hands the server to must get through.
	if err := os.MkdirAll(base, 0o755); err != nil {
		return nil, fmt.Errorf("make data folder: %w", err)
	}
	h := home{base: base, search: cfg.Search, socketRoots: socketRoots(), report: cfg.Report}
	for {
		lock, err := TryLock(filepath.Join(base, "owner.lock"))
		if err == nil {
			return h.own(ctx, lock)
		}
		if !errors.Is(err, ErrHeld) {
			return nil, err
		}
		if c, ok := attach(base); ok {
			return c, nil
		}
		if err := pause(ctx); err != nil {
			return nil, fmt.Errorf("another process holds the database in %s, but it does not get ready: %w", base, err)
		}
	}
}

// URL is the address of the database for a role, as pgx reads it.
func (c *Cluster) URL(role string) string {
	query := url.Values{"host": {c.socketDir}, "port": {socketPort}, "sslmode": {"disable"}}
	u := url.URL{Scheme: "postgres", User: url.User(role), Path: "/" + Database, RawQuery: query.Encode()}
	return u.String()
}

// Stop ends a server that this process started; for one that was found running it does nothing.
// A server that needs more than patience is stopped hard, which costs a recovery, not data.
func (c *Cluster) Stop(patience time.Duration) error {
	if !c.Owned {
		return nil
	}
	c.endWatch()
	<-c.watched
	err := c.server.stop(patience)
	_ = os.Remove(c.socketDir) // empty by now; a next start makes it again
	unlock(c.locks)
	if c.discard != "" {
		return errors.Join(err, os.RemoveAll(c.discard))
	}
	return err
}

// attach gives the server that runs on a data folder under base, if one answers.
func attach(base string) (*Cluster, bool) {
	files, err := filepath.Glob(filepath.Join(globQuote(base), "*", "postmaster.pid"))
	if err != nil {
		return nil, false
	}
	for _, file := range files {
		state, err := readState(file)
		if err == nil && state.answers() {
			return &Cluster{pid: state.pid, socketDir: state.socketDir}, true
		}
	}
	return nil, false
}

// pause sleeps one polling step, or gives the context's error.
func pause(ctx context.Context) error {
	select {
	case <-ctx.Done():
		return context.Cause(ctx)
	case <-time.After(poll):
		return nil
	}
}

func exists(path string) bool {
	_, err := os.Lstat(path)
	return !errors.Is(err, fs.ErrNotExist)
}
