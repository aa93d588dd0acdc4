package main

import (
	"fmt"
	"io"
	"log/slog"
	"net"
	"net/url"
	"os"
	"path/filepath"
	"slices"

	"github.com/jackc/pgx/v5/pgconn"

	"github.com/tandem-hbo/tandem/internal/cluster"
)

// secret is a setting that is never printed.
type secret string

// String hides the value, also from %v, logs and help.
func (secret) String() string { return "(hidden)" }

// GoString hides the value from %#v.
func (secret) GoString() string { return "(hidden)" }

// LogValue hides the value from slog.
func (secret) LogValue() slog.Value { return slog.StringValue("(hidden)") }

// config is what all commands share.
type config struct {
	DatabaseURL    secret `help:"Database to use, as postgres://… ; without it Tandem runs a private one." placeholder:"URL"`
	OwnerURL       secret `help:"The same database as the role that owns it, for migrate; the database URL when left out." placeholder:"URL"`
	DataDir        string `help:"Folder of the private database." placeholder:"FOLDER"`
	PgBindir       string `help:"Folder with Postgres' initdb and postgres." placeholder:"FOLDER"`
	PgIgnoreSystem bool   `help:"Do not use the Postgres that the system has."`
	LogLevel       string `help:"Least level to log: debug, info, warn or error." default:"info" placeholder:"LEVEL"`
	LogFormat      string `help:"Log as text or as json." default:"text" placeholder:"FORMAT"`
}

// check lists what is wrong; a secret's value stands in no message.
func (c *config) check() []error {
	var faults []error
	for flag, value := range map[string]secret{"database-url": c.DatabaseURL, "owner-url": c.OwnerURL} {
		if _, err := pgconn.ParseConfig(string(value)); value != "" && err != nil {
			faults = append(faults, fmt.Errorf("%s is no Postgres address; it looks like postgres://user:password@host/database", twin(flag)))
		}
	}
	if c.OwnerURL != "" && c.DatabaseURL == "" {
		faults = append(faults, fmt.Errorf("%s needs %s beside it", twin("owner-url"), twin("database-url")))
	}
	if err := new(slog.Level).UnmarshalText([]byte(c.LogLevel)); err != nil {
		faults = append(faults, fmt.Errorf("%s: %q is not debug, info, warn or error", twin("log-level"), c.LogLevel))
	}
	if c.LogFormat != "text" && c.LogFormat != "json" {
		faults = append(faults, fmt.Errorf("%s: %q is not text or json", twin("log-format"), c.LogFormat))
	}
	return faults
}

// logger writes log lines in the shape asked for.
func (c *config) logger(out io.Writer) *slog.Logger {
	var level slog.Level
	if err := level.UnmarshalText([]byte(c.LogLevel)); err != nil {
		level = slog.LevelInfo // check has refused it before
	}
	options := &slog.HandlerOptions{Level: level}
	if c.LogFormat == "json" {
		return slog.New(slog.NewJSONHandler(out, options))
	}
	return slog.New(slog.NewTextHandler(out, options))
}

// dataDir is the folder asked for, or the usual one: for root one that the account which runs
// the database can reach.
func (c *config) dataDir() string {
	if c.DataDir != "" {
		return c.DataDir
	}
	if os.Geteuid() == 0 {
		return "/var/lib/tandem"
	}
	if dir := os.Getenv("XDG_DATA_HOME"); dir != "" {
		return filepath.Join(dir, "tandem")
	}
	if home, err := os.UserHomeDir(); err == nil {
		return filepath.Join(home, ".local", "share", "tandem")
	}
	return "tandem-data"
}

// private gives the settings of the private database.
func (c *config) private(log *slog.Logger) cluster.Config {
	return cluster.Config{
		Report:  func(err error) { log.Error("private database", "fault", err) },
		DataDir: c.dataDir(),
		Search:  cluster.Search{BinDir: c.PgBindir, IgnoreSystem: c.PgIgnoreSystem},
	}
}

// checkAddress says what is wrong with an address to listen on.
func checkAddress(flag, value string) error {
	if _, err := net.ResolveTCPAddr("tcp", value); err != nil {
		return fmt.Errorf("%s: %q is no address to listen on, such as 127.0.0.1:8080", twin(flag), value)
	}
	return nil
}

// checkURL says what is wrong with an address, without showing it: it may hold a password.
func checkURL(flag, value string, schemes ...string) error {
	u, err := url.Parse(value)
	if err == nil && u.Host != "" && slices.Contains(schemes, u.Scheme) {
		return nil
	}
	return fmt.Errorf("%s is no address that begins with one of %v", twin(flag), schemes)
}
