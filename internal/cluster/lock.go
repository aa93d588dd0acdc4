package cluster

import (
	"context"
	"errors"
	"fmt"
	"os"
	"strings"
	"syscall"
)

// ErrHeld says that another process holds a lock.
var ErrHeld = errors.New("lock is held by another process")

// TryLock takes the lock on the file at path, which it makes when absent. The lock lasts until
// the file is closed or the process ends, however it ends. It gives ErrHeld when taken.
func TryLock(path string) (*os.File, error) {
	f, err := os.OpenFile(path, os.O_RDWR|os.O_CREATE, 0o600)
	if err != nil {
		return nil, fmt.Errorf("open lock: %w", err)
	}
	err = syscall.Flock(int(f.Fd()), syscall.LOCK_EX|syscall.LOCK_NB)
	if err == nil {
		return f, nil
	}
	_ = f.Close()
	if errors.Is(err, syscall.EWOULDBLOCK) {
		return nil, fmt.Errorf("%s: %w", path, ErrHeld)
	}
	return nil, fmt.Errorf("lock %s: %w", path, err)
}

// waitLock takes the lock, waiting for its holder to end.
func waitLock(ctx context.Context, path string) (*os.File, error) {
	for {
		f, err := TryLock(path)
		if !errors.Is(err, ErrHeld) {
			return f, err
		}
		if err := pause(ctx); err != nil {
			return nil, fmt.Errorf("a server of an earlier run still holds %s: %w", path, err)
		}
	}
}

func unlock(files []*os.File) {
	for _, f := range files {
		_ = f.Close()
	}
}

// globQuote makes a path safe to stand before a pattern.
func globQuote(path string) string {
	return strings.NewReplacer(`\`, `\\`, `*`, `\*`, `?`, `\?`, `[`, `\[`).Replace(path)
}
