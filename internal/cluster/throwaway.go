package cluster

import (
	"context"
	"errors"
	"fmt"
	"os"
	"path/filepath"
)

const throwawayPrefix = "tandem-test-"

// Throwaway starts a server for tests in a new temporary folder: quick, and careless of power
// loss. Stop removes it; it ends with this process, and what a killed process left behind is
// removed by the next call.
func Throwaway(ctx context.Context, search Search) (*Cluster, error) {
	ctx, cancel := context.WithTimeout(ctx, startLimit)
	defer cancel()
	sweepThrowaways(os.TempDir())
	dir, err := os.MkdirTemp("", throwawayPrefix)
	if err != nil {
		return nil, fmt.Errorf("make a throw-away cluster: %w", err)
	}
	c, err := startThrowaway(ctx, dir, search)
	if err != nil {
		return nil, errors.Join(fmt.Errorf("make a throw-away cluster: %w", err), os.RemoveAll(dir))
	}
	c.discard = dir
	return c, nil
}

func startThrowaway(ctx context.Context, dir string, search Search) (*Cluster, error) {
	lock, err := TryLock(filepath.Join(dir, "owner.lock"))
	if err != nil {
		return nil, err
	}
	if err := os.Chmod(dir, 0o755); err != nil { //nolint:gosec // another account must get through
		return nil, err
	}
	h := home{base: dir, search: search, socketRoots: []string{dir, "/tmp"}, throwaway: true}
	return h.own(ctx, lock)
}

// sweepThrowaways removes throw-away clusters whose process and server are gone. It is a courtesy:
// what cannot be removed stays.
func sweepThrowaways(root string) {
	dirs, err := filepath.Glob(filepath.Join(globQuote(root), throwawayPrefix+"*"))
	if err != nil {
		return
	}
	for _, dir := range dirs {
		// A folder without a server's lock may be one that is just being made.
		if !exists(filepath.Join(dir, "server.lock")) {
			continue
		}
		owner, err := TryLock(filepath.Join(dir, "owner.lock"))
		if err != nil {
			continue
		}
		if server, err := TryLock(filepath.Join(dir, "server.lock")); err == nil {
			_ = os.RemoveAll(dir)
			unlock([]*os.File{server})
		}
		unlock([]*os.File{owner})
	}
}
