package cluster

import (
	"context"
	"errors"
	"os"
	"path/filepath"
	"strconv"
	"strings"
	"syscall"
	"testing"
	"time"

	"github.com/jackc/pgx/v5"
)

// roads gives every way to binaries that this machine has; a missing one is a skip with advice.
func roads(t *testing.T, test func(t *testing.T, search Search)) {
	t.Helper()
	for _, road := range []struct {
		name, advice string
		dirs         []string
	}{
		{"system", "make pg-debian", systemDirs()},
		{"npm", "TANDEM_PG_IGNORE_SYSTEM=1 make pg", npmDirs()},
	} {
		t.Run(road.name, func(t *testing.T) {
			t.Parallel()
			if len(road.dirs) == 0 {
				t.Skipf("SKIP: no %s binaries; get them with: %s", road.name, road.advice)
			}
			test(t, Search{BinDir: road.dirs[0]})
		})
	}
}

// start runs a cluster on dir and stops it with the test.
func start(t *testing.T, dir string, search Search) *Cluster {
	t.Helper()
	c, err := Start(t.Context(), Config{DataDir: dir, Search: search})
	if err != nil {
		t.Fatalf("Start: %v", err)
	}
	t.Cleanup(func() {
		if err := c.Stop(5 * time.Second); err != nil {
			t.Errorf("Stop: %v", err)
		}
	})
	return c
}

// dataFolder is reachable for the account that root hands the server to.
func dataFolder(t *testing.T) string {
	t.Helper()
	dir, err := os.MkdirTemp("", "tandem data ") // a space in every path
	if err != nil {
		t.Fatal(err)
	}
	if err := os.Chmod(dir, 0o755); err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = os.RemoveAll(dir) })
	return dir
}

func query(t *testing.T, c *Cluster, sql string) string {
	t.Helper()
	ctx := context.WithoutCancel(t.Context())
	conn, err := pgx.Connect(ctx, c.URL(Owner))
	if err != nil {
		t.Fatalf("connect: %v", err)
	}
	defer func() { _ = conn.Close(ctx) }()
	var got string
	if err := conn.QueryRow(ctx, sql).Scan(&got); err != nil {
		t.Fatalf("%s: %v", sql, err)
	}
	return got
}

func TestStartIsPrivateDurableAndDutch(t *testing.T) {
	t.Parallel()
	roads(t, func(t *testing.T, search Search) {
		c := start(t, dataFolder(t), search)
		for sql, want := range map[string]string{
			"SHOW listen_addresses":                          "",
			"SHOW fsync":                                     "on",
			"SHOW full_page_writes":                          "on",
			"SHOW synchronous_commit":                        "on",
			"SHOW data_checksums":                            "on",
			"SHOW server_encoding":                           "UTF8",
			"SHOW TimeZone":                                  "UTC",
			"SELECT current_database()":                      Database,
			"SELECT current_user":                            Owner,
			"SELECT 'B' < 'a'":                               "true", // C collation; Dutch order is asked for by name
			"SELECT 'a' < 'B' COLLATE \"nl-x-icu\"":          "true",
			"SELECT to_tsvector('dutch','opdrachten')::text": "'opdracht':1",
		} {
			if strings.HasPrefix(sql, "SELECT '") {
				sql = strings.Replace(sql, "SELECT ", "SELECT (", 1) + ")::text"
			}
			if got := query(t, c, sql); got != want {
				t.Errorf("%s: got %q, want %q", sql, got, want)
			}
		}
		info, err := os.Stat(c.socketDir)
		if err != nil || info.Mode().Perm() != 0o700 {
			t.Errorf("socket folder: got %v, %v, want 0700", info.Mode(), err)
		}
	})
}

func TestDataSurvivesStopAndStart(t *testing.T) {
	t.Parallel()
	roads(t, func(t *testing.T, search Search) {
		dir := dataFolder(t)
		first := start(t, dir, search)
		query(t, first, "WITH made AS (SELECT set_config('x.y', '1', false)) SELECT 'ok' FROM made")
		query(t, first, "SELECT lo_create(4242)::text")
		if err := first.Stop(5 * time.Second); err != nil {
			t.Fatal(err)
		}
		second := start(t, dir, search)
		if got := query(t, second, "SELECT count(*)::text FROM pg_largeobject_metadata WHERE oid = 4242"); got != "1" {
			t.Errorf("after a restart: got %s objects, want 1", got)
		}
	})
}

func TestSecondStartFindsTheFirst(t *testing.T) {
	t.Parallel()
	roads(t, func(t *testing.T, search Search) {
		dir := dataFolder(t)
		first, second := start(t, dir, search), start(t, dir, search)
		if second.Owned || second.pid != first.pid {
			t.Errorf("second start: got owned %t, server %d, want the first's server %d", second.Owned, second.pid, first.pid)
		}
		if err := second.Stop(time.Second); err != nil {
			t.Fatal(err)
		}
		if got := query(t, first, "SELECT 'alive'"); got != "alive" {
			t.Errorf("after the second's Stop: got %q", got)
		}
	})
}

func TestOtherMajorIsRefusedAndNotTouched(t *testing.T) {
	t.Parallel()
	roads(t, func(t *testing.T, search Search) {
		dir := dataFolder(t)
		old := filepath.Join(dir, "pg", "14")
		file := filepath.Join(old, "PG_VERSION")
		if err := errors.Join(os.MkdirAll(old, 0o700), os.WriteFile(file, []byte("14\n"), 0o600)); err != nil {
			t.Fatal(err)
		}
		c, err := Start(t.Context(), Config{DataDir: dir, Search: search})
		if err == nil {
			_ = c.Stop(time.Second)
			t.Fatal("Start: got no error for data of Postgres 14")
		}
		for _, want := range []string{"made by Postgres 14", "nothing was changed", "postgresql-14", "TANDEM_DATA_DIR"} {
			if !strings.Contains(err.Error(), want) {
				t.Errorf("error %q lacks %q", err, want)
			}
		}
		if text, err := os.ReadFile(file); err != nil || string(text) != "14\n" {
			t.Errorf("PG_VERSION afterwards: got %q, %v", text, err)
		}
	})
}

func TestInterruptedInitialisationIsDoneAgain(t *testing.T) {
	t.Parallel()
	roads(t, func(t *testing.T, search Search) {
		dir := dataFolder(t)
		half := filepath.Join(dir, "pg", initPrefix+"1")
		err := errors.Join(os.MkdirAll(half, 0o700), os.WriteFile(filepath.Join(half, "PG_VERSION"), []byte("9\n"), 0o600))
		if err != nil {
			t.Fatal(err)
		}
		start(t, dir, search)
		if exists(half) {
			t.Error("the half-made folder is still there")
		}
	})
}

func TestKilledServerReleasesTheFolder(t *testing.T) {
	t.Parallel()
	roads(t, func(t *testing.T, search Search) {
		dir := dataFolder(t)
		first := start(t, dir, search)
		if err := first.server.cmd.Process.Kill(); err != nil {
			t.Fatal(err)
		}
		<-first.server.done
		unlock(first.locks) // as the kernel does when a process dies
		second := start(t, dir, search)
		if !second.Owned || query(t, second, "SELECT 'up'") != "up" {
			t.Error("after a kill the second start does not run a server of its own")
		}
	})
}

func TestKilledServerIsStartedAgain(t *testing.T) {
	t.Parallel()
	roads(t, func(t *testing.T, search Search) {
		told := make(chan error, 100)
		config := Config{DataDir: dataFolder(t), Search: search, Report: func(err error) { told <- err }}
		c, err := Start(t.Context(), config)
		if err != nil {
			t.Fatal(err)
		}
		if err := syscall.Kill(c.pid, syscall.SIGKILL); err != nil {
			t.Fatal(err)
		}
		if err := <-told; !strings.Contains(err.Error(), "started again") {
			t.Errorf("report: got %v", err)
		}
		ctx, cancel := context.WithTimeout(t.Context(), time.Minute)
		defer cancel()
		for conn, err := pgx.Connect(ctx, c.URL(Owner)); ; conn, err = pgx.Connect(ctx, c.URL(Owner)) {
			if err == nil {
				_ = conn.Close(ctx)
				break
			}
			if ctx.Err() != nil {
				t.Fatalf("the server did not come back: %v", err)
			}
		}
		if err := c.Stop(5 * time.Second); err != nil {
			t.Errorf("Stop: %v", err)
		}
	})
}

func TestThrowawayIsRemoved(t *testing.T) {
	t.Parallel()
	roads(t, func(t *testing.T, search Search) {
		c, err := Throwaway(t.Context(), search)
		if err != nil {
			t.Fatal(err)
		}
		if got := query(t, c, "SHOW fsync"); got != "off" {
			t.Errorf("fsync: got %q, want off", got)
		}
		dir := c.discard
		sweepThrowaways(filepath.Dir(dir))
		if !exists(dir) {
			t.Fatal("the sweep removed a cluster in use")
		}
		if err := c.Stop(time.Second); err != nil || exists(dir) {
			t.Errorf("Stop: %v; folder there: %t", err, exists(dir))
		}
	})
}

func TestSweepRemovesWhatAKilledProcessLeft(t *testing.T) {
	t.Parallel()
	root := t.TempDir()
	for name, locks := range map[string][]string{"dead": {"owner.lock", "server.lock"}, "starting": {"owner.lock"}} {
		dir := filepath.Join(root, throwawayPrefix+name)
		if err := os.Mkdir(dir, 0o700); err != nil {
			t.Fatal(err)
		}
		for _, lock := range locks {
			if err := os.WriteFile(filepath.Join(dir, lock), nil, 0o600); err != nil {
				t.Fatal(err)
			}
		}
	}
	sweepThrowaways(root)
	got := []bool{exists(filepath.Join(root, throwawayPrefix+"dead")), exists(filepath.Join(root, throwawayPrefix+"starting"))}
	if got[0] || !got[1] {
		t.Errorf("after the sweep: dead there %s, starting there %s", strconv.FormatBool(got[0]), strconv.FormatBool(got[1]))
	}
}
