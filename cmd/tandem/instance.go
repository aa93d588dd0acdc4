package main

import (
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"

	"github.com/tandem-hbo/tandem/internal/cluster"
)

// instance is this server's claim on a data folder: one server each, and a second one can say
// where the first runs.
type instance struct{ file *os.File }

// claimInstance takes the data folder, or says which address already serves it.
func claimInstance(dataDir string) (*instance, error) {
	if err := os.MkdirAll(dataDir, 0o755); err != nil {
		return nil, fmt.Errorf("make data folder: %w", err)
	}
	path := filepath.Join(dataDir, "serve.lock")
	file, err := cluster.TryLock(path)
	if err == nil {
		return &instance{file: file}, errors.Join(file.Truncate(0))
	}
	if !errors.Is(err, cluster.ErrHeld) {
		return nil, err
	}
	address, err := os.ReadFile(path)
	if err != nil || len(address) == 0 {
		return nil, fmt.Errorf("another Tandem is just starting on %s", dataDir)
	}
	return nil, fmt.Errorf("already running at %s on %s: open that address, or stop it first; "+
		"a second one needs another --data-dir and --addr", address, dataDir)
}

// announce leaves the address for who comes second.
func (i *instance) announce(address string) error {
	_, err := io.WriteString(i.file, address)
	return err
}

func (i *instance) release() error {
	if i == nil {
		return nil
	}
	return errors.Join(i.file.Truncate(0), i.file.Close())
}
