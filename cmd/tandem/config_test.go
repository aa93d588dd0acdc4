package main

import (
	"bytes"
	"errors"
	"fmt"
	"log/slog"
	"strings"
	"testing"
)

func TestConfigTellsWhatIsWrong(t *testing.T) {
	t.Parallel()
	good := config{LogLevel: "info", LogFormat: "text"}
	tests := map[string]struct {
		change func(*config)
		want   string // a part of the one fault, empty for none
	}{
		"as it comes":           {func(*config) {}, ""},
		"with a database":       {func(c *config) { c.DatabaseURL = "postgres://u:p@localhost/db" }, ""},
		"no address":            {func(c *config) { c.DatabaseURL = "postgres://u:hunter2@[bad" }, "DATABASE_URL is no Postgres address"},
		"owner without its own": {func(c *config) { c.OwnerURL = "postgres://u:p@localhost/db" }, "TANDEM_OWNER_URL needs DATABASE_URL"},
		"level":                 {func(c *config) { c.LogLevel = "loud" }, `TANDEM_LOG_LEVEL: "loud"`},
		"format":                {func(c *config) { c.LogFormat = "xml" }, `TANDEM_LOG_FORMAT: "xml"`},
	}
	for name, tt := range tests {
		c := good
		tt.change(&c)
		got := errors.Join(c.check()...)
		switch {
		case tt.want == "" && got != nil:
			t.Errorf("%s: got %v, want nothing", name, got)
		case tt.want != "" && (got == nil || !strings.Contains(got.Error(), tt.want)):
			t.Errorf("%s: got %v, want %q", name, got, tt.want)
		case got != nil && strings.Contains(got.Error(), "hunter2"):
			t.Errorf("%s: the password stands in %v", name, got)
		}
	}
}

func TestSecretsAreNeverPrinted(t *testing.T) {
	t.Parallel()
	c := config{DatabaseURL: "postgres://u:hunter2@localhost/db", LogFormat: "json"}
	var log bytes.Buffer
	c.logger(&log).Info("start", "url", c.DatabaseURL, slog.Group("all", "url", c.DatabaseURL))
	for _, s := range []string{log.String(), fmt.Sprintf("%v %+v %#v %s", c, c, c, c.DatabaseURL)} {
		if strings.Contains(s, "hunter2") || !strings.Contains(s, "(hidden)") {
			t.Errorf("got %s", s)
		}
	}
}

func TestLoggerKeepsItsLevel(t *testing.T) {
	t.Parallel()
	for level, want := range map[string]int{"debug": 3, "info": 2, "error": 1, "odd": 2} {
		var out bytes.Buffer
		c := config{LogLevel: level, LogFormat: "text"}
		log := c.logger(&out)
		log.Debug("a")
		log.Info("b")
		log.Error("c")
		if got := strings.Count(out.String(), "\n"); got != want {
			t.Errorf("%s: got %d lines, want %d", level, got, want)
		}
	}
}

func TestAddressesAreChecked(t *testing.T) {
	t.Parallel()
	for value, want := range map[string]bool{"127.0.0.1:8080": true, ":0": true, "[::1]:80": true, "8080": false, "127.0.0.1:port x": false} {
		if got := checkAddress("listen", value) == nil; got != want {
			t.Errorf("listen on %q: got %v, want %v", value, got, want)
		}
	}
	for value, want := range map[string]bool{
		"https://tandem.example": true, "ftp://tandem.example": false, "tandem.example": false, "https://": false, "https://u:hunter2@%": false,
	} {
		err := checkURL("base-url", value, "http", "https")
		if got := err == nil; got != want {
			t.Errorf("%q: got %v, want %v", value, err, want)
		}
		if err != nil && strings.Contains(err.Error(), "hunter2") {
			t.Errorf("the password stands in %v", err)
		}
	}
}
