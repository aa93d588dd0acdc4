package main

import (
	"context"
	"errors"
	"net"
	"net/http"
	"os"
	"regexp"
	"strings"
	"testing"
	"time"

	"github.com/tandem-hbo/tandem/internal/postgres/pgtest"
)

// dataFolder is a new folder that the account which runs the database can reach.
func dataFolder(t *testing.T) string {
	t.Helper()
	dir, err := os.MkdirTemp("", "tandem cmd ")
	if err != nil {
		t.Fatal(err)
	}
	if err := os.Chmod(dir, 0o755); err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = os.RemoveAll(dir) })
	return dir
}

// private is the environment of a private database in a new folder, on whatever binaries the
// tests use.
func private(t *testing.T) map[string]string {
	t.Helper()
	return map[string]string{
		"TANDEM_DATA_DIR":         dataFolder(t),
		"TANDEM_PG_BINDIR":        os.Getenv("TANDEM_PG_BINDIR"),
		"TANDEM_PG_IGNORE_SYSTEM": os.Getenv("TANDEM_PG_IGNORE_SYSTEM"),
	}
}

// serving starts a server and gives its address and a way to stop it and wait for the end.
func serving(t *testing.T, env map[string]string, args ...string) (base string, stop func() error) {
	t.Helper()
	ctx, cancel := context.WithCancel(t.Context())
	var sh shell
	ended := make(chan error, 1)
	go func() { ended <- sh.run(ctx, env, append([]string{"serve", "--addr", "127.0.0.1:0"}, args...)...) }()
	stop = func() error {
		cancel()
		return <-ended
	}
	address := regexp.MustCompile(`runs at (http://\S+)`)
	eventually(t, "the server tells its address", func() bool {
		select {
		case err := <-ended:
			t.Fatalf("serve: %v", err)
		default:
		}
		return address.MatchString(sh.printed())
	})
	return address.FindStringSubmatch(sh.printed())[1], stop
}

func get(t *testing.T, url string) (status int, err error) {
	t.Helper()
	req, err := http.NewRequestWithContext(context.WithoutCancel(t.Context()), http.MethodGet, url, nil)
	if err != nil {
		t.Fatal(err)
	}
	res, err := http.DefaultClient.Do(req)
	if err != nil {
		return 0, err
	}
	return res.StatusCode, res.Body.Close()
}

func TestServeFromNothingAndStop(t *testing.T) {
	t.Parallel()
	env := private(t)
	base, stop := serving(t, env)
	if got, err := get(t, base+"/healthz"); err != nil || got != http.StatusOK {
		t.Errorf("healthz: got %d, %v, want 200", got, err)
	}

	_, err := command(t.Context(), env, "serve", "--addr", "127.0.0.1:0")
	if err == nil || !strings.Contains(err.Error(), "already running at "+base) {
		t.Errorf("second start: got %v, want the first's address %s", err, base)
	}
	got, err := command(t.Context(), env, "migrate", "status")
	if err != nil || !strings.Contains(got, "up to date") {
		t.Errorf("migrate status beside the server: got %q, %v", got, err)
	}

	began := time.Now()
	if err := stop(); err != nil {
		t.Errorf("stop: %v", err)
	}
	if took := time.Since(began); took > 5*time.Second {
		t.Errorf("stop took %s, want at most 5 s", took)
	}
	if _, err := get(t, base+"/healthz"); err == nil {
		t.Error("the server still answers after its stop")
	}
}

func TestPortTakenIsToldByName(t *testing.T) {
	t.Parallel()
	other, err := new(net.ListenConfig).Listen(t.Context(), "tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	defer func() { _ = other.Close() }()
	_, port, err := net.SplitHostPort(other.Addr().String())
	if err != nil {
		t.Fatal(err)
	}
	_, err = command(t.Context(), private(t), "serve", "--addr", other.Addr().String())
	if err == nil || !strings.Contains(err.Error(), "port "+port+" is taken") {
		t.Errorf("got %v, want the port %s by name", err, port)
	}
}

func TestGivenDatabaseMustBeMigrated(t *testing.T) {
	t.Parallel()
	url := pgtest.EmptyURL(t)
	env := map[string]string{"DATABASE_URL": url, "TANDEM_DATA_DIR": "/nonexistent/untouched"}
	_, err := command(t.Context(), env, "serve", "--addr", "127.0.0.1:0")
	if err == nil || !strings.Contains(err.Error(), "tandem migrate up") {
		t.Errorf("serve before migrating: got %v, want advice", err)
	}
	if got, err := command(t.Context(), env, "migrate", "status"); err != nil || !strings.Contains(got, "migration 0 of") {
		t.Errorf("status: got %q, %v, want migration 0", got, err)
	}
	if got, err := command(t.Context(), env, "migrate", "up"); err != nil || !strings.Contains(got, "up to date") {
		t.Fatalf("migrate up: got %q, %v", got, err)
	}
	_, stop := serving(t, env, "--no-work")
	work, cancel := context.WithCancel(t.Context())
	var sh shell
	ended := make(chan error, 1)
	go func() { ended <- sh.run(work, env, "work", "--base-url", "https://tandem.example") }()
	eventually(t, "work begins", func() bool { return strings.Contains(sh.printed(), "works") })
	cancel()
	if err := errors.Join(<-ended, stop()); err != nil {
		t.Errorf("stop: %v", err)
	}
}
