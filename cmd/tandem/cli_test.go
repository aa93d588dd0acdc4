package main

import (
	"bytes"
	"context"
	"fmt"
	"log/slog"
	"strings"
	"sync"
	"testing"
	"time"
)

// shell is one run of the command, with what it printed.
type shell struct {
	mu       sync.Mutex
	out, err bytes.Buffer
}

// command runs tandem to its end in an environment of its own.
func command(ctx context.Context, env map[string]string, args ...string) (stdout string, err error) {
	var sh shell
	err = sh.run(ctx, env, args...)
	return sh.printed(), err
}

func (s *shell) run(ctx context.Context, env map[string]string, args ...string) error {
	getenv := func(name string) string { return env[name] }
	return run(ctx, args, getenv, streams{in: strings.NewReader(""), out: s, err: &s.err})
}

// Write makes shell its own standard output, safe to read while the command runs.
func (s *shell) Write(p []byte) (int, error) {
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.out.Write(p)
}

func (s *shell) printed() string {
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.out.String()
}

func TestEveryCommandHasHelp(t *testing.T) {
	t.Parallel()
	for _, line := range []string{
		"", "serve", "work", "migrate", "migrate up", "migrate down", "migrate status", "seed", "score", "plan", "plan verify", "train", "cases", "version",
	} {
		t.Run("tandem "+line, func(t *testing.T) {
			t.Parallel()
			got, err := command(t.Context(), nil, append(strings.Fields(line), "--help")...)
			if err != nil {
				t.Fatalf("got error %v", err)
			}
			for _, want := range []string{"Usage: tandem " + line, "$DATABASE_URL", "$TANDEM_DATA_DIR"} {
				if !strings.Contains(got, want) {
					t.Errorf("help lacks %q:\n%s", want, got)
				}
			}
		})
	}
}

func TestAllFaultsAreToldAtOnce(t *testing.T) {
	t.Parallel()
	env := map[string]string{
		"DATABASE_URL":     "mysql://someone:s3cret@host/db",
		"TANDEM_DEMO":      "perhaps",
		"TANDEM_SMTP_URL":  "ftp://someone:s3cret@host",
		"TANDEM_BASE_URL":  "tandem.example",
		"TANDEM_LOG_LEVEL": "loud",
		"TANDEM_DRAIN":     "soon",
	}
	_, err := command(t.Context(), env, "serve", "--addr", "nowhere", "--log-format", "xml")
	if err == nil {
		t.Fatal("got no error")
	}
	for _, want := range []string{
		"DATABASE_URL", "TANDEM_DEMO", "TANDEM_SMTP_URL", "TANDEM_BASE_URL", "TANDEM_LOG_LEVEL", "TANDEM_DRAIN",
		"TANDEM_ADDR", "TANDEM_LOG_FORMAT",
	} {
		if got := strings.Count(err.Error(), want); got != 1 {
			t.Errorf("%s: got %d mentions, want 1, in:\n%v", want, got, err)
		}
	}
	if strings.Contains(err.Error(), "s3cret") {
		t.Errorf("a secret is printed:\n%v", err)
	}
}

func TestFlagsBeatTheEnvironment(t *testing.T) {
	t.Parallel()
	env := map[string]string{"TANDEM_LOG_LEVEL": "loud", "TANDEM_STEPS": "many"}
	if _, err := command(t.Context(), env, "version", "--log-level", "warn"); err != nil {
		t.Errorf("got %v; the flag is right and the twin of another command's flag does not matter", err)
	}
}

func TestDemoNeedsItsOwnDatabase(t *testing.T) {
	t.Parallel()
	env := map[string]string{"DATABASE_URL": "postgres://someone@host/db"}
	_, err := command(t.Context(), env, "serve", "--demo")
	if err == nil || !strings.Contains(err.Error(), "TANDEM_DEMO and DATABASE_URL") {
		t.Errorf("got %v, want a refusal", err)
	}
}

func TestMistypedCommandIsAnError(t *testing.T) {
	t.Parallel()
	if _, err := command(t.Context(), nil, "srve"); err == nil || !strings.Contains(err.Error(), "--help") {
		t.Errorf("got %v, want an error that names --help", err)
	}
}

func TestSecretsAreHidden(t *testing.T) {
	t.Parallel()
	var logged bytes.Buffer
	s := serveCmd{mailFlags: mailFlags{SMTPURL: "smtp://me:s3cret@host"}}
	slog.New(slog.NewJSONHandler(&logged, nil)).Info("settings", "url", s.SMTPURL)
	for _, shown := range []string{fmt.Sprint(s), fmt.Sprintf("%+v", s), fmt.Sprintf("%#v", s), fmt.Sprintf("%q", s.SMTPURL), logged.String()} {
		if strings.Contains(shown, "s3cret") {
			t.Errorf("a secret is printed: %s", shown)
		}
	}
}

// eventually waits, without a fixed sleep, for something that another goroutine brings about.
func eventually(t *testing.T, what string, holds func() bool) {
	t.Helper()
	deadline := time.Now().Add(time.Minute)
	for !holds() {
		if time.Now().After(deadline) {
			t.Fatalf("did not happen: %s", what)
		}
		time.Sleep(5 * time.Millisecond)
	}
}
