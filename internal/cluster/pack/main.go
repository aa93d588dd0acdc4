// Command pack writes a Postgres installation as the payload of a release: a zstd-packed tar
// without what Tandem does not need (procedural languages with their own runtimes, C headers
// and static libraries).
//
//	pack FOLDER_WITH_BIN_LIB_SHARE FILE
package main

import (
	"archive/tar"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"regexp"
	"strings"

	"github.com/klauspost/compress/zstd"
)

func main() {
	if len(os.Args) != 3 {
		fmt.Fprintln(os.Stderr, "usage: pack FOLDER FILE")
		os.Exit(2)
	}
	if err := pack(os.Args[1], os.Args[2]); err != nil {
		fmt.Fprintln(os.Stderr, "pack:", err)
		os.Exit(1)
	}
}

// pack writes the payload under a temporary name first: a half file would be embedded.
func pack(dir, file string) error {
	if _, err := os.Stat(filepath.Join(dir, "bin", "postgres")); err != nil {
		return fmt.Errorf("no Postgres in %s: %w", dir, err)
	}
	if err := os.MkdirAll(filepath.Dir(file), 0o755); err != nil {
		return fmt.Errorf("make the payload's folder: %w", err)
	}
	out, err := os.Create(file + ".part")
	if err != nil {
		return fmt.Errorf("make the payload: %w", err)
	}
	if err := errors.Join(write(out, dir), out.Close()); err != nil {
		return errors.Join(err, os.Remove(out.Name()))
	}
	return os.Rename(out.Name(), file)
}

func write(out io.Writer, dir string) error {
	enc, err := zstd.NewWriter(out, zstd.WithEncoderLevel(zstd.SpeedBestCompression), zstd.WithWindowSize(8<<20))
	if err != nil {
		return fmt.Errorf("open packer: %w", err)
	}
	archive := tar.NewWriter(enc)
	unwanted := regexp.MustCompile(`\.a$|/plperl|/plpython|/pltcl|/libperl|/libpython|/libtcl|ecpg|/pgtypes|^include/|/pgxs/|/pkgconfig/`)
	err = filepath.WalkDir(dir, func(path string, d fs.DirEntry, err error) error {
		if err != nil || d.IsDir() {
			return err
		}
		name := filepath.ToSlash(strings.TrimPrefix(path, filepath.Clean(dir)+string(filepath.Separator)))
		if unwanted.MatchString(name) {
			return nil
		}
		return add(archive, path, name)
	})
	return errors.Join(err, archive.Close(), enc.Close())
}

// add writes one file or symbolic link, with nothing in the header that changes from build to build.
func add(archive *tar.Writer, path, name string) error {
	info, err := os.Lstat(path)
	if err != nil {
		return fmt.Errorf("pack %s: %w", name, err)
	}
	head := &tar.Header{Name: name, Mode: int64(info.Mode().Perm()), Typeflag: tar.TypeReg, Size: info.Size()}
	if info.Mode()&fs.ModeSymlink != 0 {
		target, err := os.Readlink(path)
		if err != nil {
			return fmt.Errorf("pack %s: %w", name, err)
		}
		head.Typeflag, head.Linkname, head.Size = tar.TypeSymlink, target, 0
		return archive.WriteHeader(head)
	}
	if err := archive.WriteHeader(head); err != nil {
		return fmt.Errorf("pack %s: %w", name, err)
	}
	f, err := os.Open(path)
	if err != nil {
		return fmt.Errorf("pack %s: %w", name, err)
	}
	_, err = io.Copy(archive, f)
	return errors.Join(err, f.Close())
}
