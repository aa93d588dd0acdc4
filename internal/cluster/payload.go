package cluster

import (
	"archive/tar"
	"bytes"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path/filepath"

	"github.com/klauspost/compress/zstd"
)

// errNoPayload says that this binary was built without `-tags embedpg`.
var errNoPayload = errors.New("this build carries no Postgres")

// unpackPayload gives the bin folder of the Postgres inside our own binary, unpacked once into
// the cache folder under the name of its content.
func unpackPayload(cacheDir string) (string, error) {
	content := payload()
	if len(content) == 0 {
		return "", errNoPayload
	}
	cacheDir, err := payloadCache(cacheDir)
	if err != nil {
		return "", err
	}
	sum := sha256.Sum256(content)
	dir := filepath.Join(cacheDir, "pg-"+hex.EncodeToString(sum[:8]))
	if exists(dir) {
		return filepath.Join(dir, "bin"), nil
	}
	if err := unpackAtOnce(bytes.NewReader(content), dir); err != nil {
		return "", fmt.Errorf("unpack Postgres to %s: %w", dir, err)
	}
	return filepath.Join(dir, "bin"), nil
}

// payloadCache is for root a folder that other accounts can reach, as the server runs as one.
func payloadCache(dir string) (string, error) {
	if dir != "" {
		return dir, nil
	}
	if os.Geteuid() == 0 {
		return "/var/cache/tandem", nil
	}
	cache, err := os.UserCacheDir()
	if err != nil {
		return "", fmt.Errorf("find the cache folder: %w", err)
	}
	return filepath.Join(cache, "tandem"), nil
}

// unpackAtOnce unpacks under a temporary name and renames when whole. Losing the race to
// another process that unpacked the same content is no fault.
func unpackAtOnce(r io.Reader, dir string) error {
	if err := os.MkdirAll(filepath.Dir(dir), 0o755); err != nil {
		return fmt.Errorf("make the cache folder: %w", err)
	}
	tmp, err := os.MkdirTemp(filepath.Dir(dir), ".unpack-")
	if err != nil {
		return fmt.Errorf("make the cache folder: %w", err)
	}
	err = errors.Join(os.Chmod(tmp, 0o755), unpack(r, tmp)) //nolint:gosec // as above
	if err == nil {
		err = os.Rename(tmp, dir)
	}
	if err != nil {
		err = errors.Join(err, os.RemoveAll(tmp))
		if exists(dir) {
			return nil
		}
	}
	return err
}

// unpack writes a zstd-packed tar of folders, files and symbolic links below dir; a name that
// leads outside is refused.
func unpack(r io.Reader, dir string) error {
	dec, err := zstd.NewReader(r)
	if err != nil {
		return fmt.Errorf("open payload: %w", err)
	}
	defer dec.Close()
	root, err := os.OpenRoot(dir)
	if err != nil {
		return fmt.Errorf("open folder: %w", err)
	}
	defer func() { _ = root.Close() }()
	for archive := tar.NewReader(dec); ; {
		head, err := archive.Next()
		if errors.Is(err, io.EOF) {
			return nil
		}
		if err != nil {
			return fmt.Errorf("read payload: %w", err)
		}
		if err := unpackOne(root, head, archive); err != nil {
			return fmt.Errorf("unpack %s: %w", head.Name, err)
		}
	}
}

func unpackOne(root *os.Root, head *tar.Header, body io.Reader) error {
	if err := root.MkdirAll(filepath.Dir(head.Name), 0o755); err != nil {
		return err
	}
	if head.Typeflag == tar.TypeSymlink {
		return root.Symlink(head.Linkname, head.Name)
	}
	f, err := root.OpenFile(head.Name, os.O_WRONLY|os.O_CREATE|os.O_EXCL, head.FileInfo().Mode()&fs.ModePerm)
	if err != nil {
		return err
	}
	if _, err := io.Copy(f, body); err != nil {
		return errors.Join(err, f.Close())
	}
	return f.Close()
}
