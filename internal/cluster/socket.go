package cluster

import (
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
)

// socketPathMax is the longest path of a Unix socket, in bytes, less its closing zero.
const socketPathMax = 107

// socketRoots lists the folders where the socket folder may stand. They are short, because a
// data folder's own path may be too long for a socket.
func socketRoots() []string {
	roots := []string{os.TempDir(), "/tmp"}
	if dir := os.Getenv("XDG_RUNTIME_DIR"); dir != "" && os.Geteuid() != 0 {
		return append([]string{dir}, roots...)
	}
	return roots
}

// makeSocketDir makes the folder for the socket of the cluster at base, closed to all but the
// server's account. A folder of that name that is not ours is not used.
func makeSocketDir(base string, roots []string, who account) (string, error) {
	sum := sha256.Sum256([]byte(base))
	name := "tandem-" + hex.EncodeToString(sum[:6])
	var faults []error
	for _, root := range roots {
		dir := filepath.Join(root, name)
		if n := len(filepath.Join(dir, ".s.PGSQL."+socketPort)); n > socketPathMax {
			faults = append(faults, fmt.Errorf("%s: %d bytes is too long for a socket", dir, n))
			continue
		}
		err := prepareSocketDir(dir, who)
		if err == nil {
			return dir, nil
		}
		faults = append(faults, err)
	}
	return "", fmt.Errorf("make a folder for the database's socket: %w", errors.Join(faults...))
}

func prepareSocketDir(dir string, who account) error {
	if err := os.Mkdir(dir, 0o700); err != nil && !errors.Is(err, fs.ErrExist) {
		return fmt.Errorf("make socket folder: %w", err)
	}
	info, err := os.Lstat(dir)
	if err != nil {
		return fmt.Errorf("make socket folder: %w", err)
	}
	owner, err := ownerOf(dir)
	if err != nil {
		return err
	}
	if !info.IsDir() || (owner != who.hostUID() && owner != os.Geteuid()) {
		return fmt.Errorf("%s is in the way and belongs to user %d", dir, owner)
	}
	if err := os.Chmod(dir, 0o700); err != nil { //nolint:gosec // a folder needs its x
		return fmt.Errorf("close socket folder: %w", err)
	}
	return who.take(dir)
}
