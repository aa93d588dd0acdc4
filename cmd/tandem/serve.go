package main

import (
	"context"
	"errors"
	"fmt"
	"io"
	"log/slog"
	"net"
	"net/http"
	"net/netip"
	"net/url"
	"slices"
	"syscall"
	"time"
)

// serveCmd serves the pages until it is told to stop.
type serveCmd struct {
	mailFlags

	Addr           string        `help:"Address to listen on." default:"127.0.0.1:8080" placeholder:"HOST:PORT"`
	Demo           bool          `help:"Demo: invented data, sign in by one click, mail is shown instead of sent. Private database only."`
	NoWork         bool          `help:"Leave the background work to tandem work."`
	TrustedProxies []string      `help:"Networks of reverse proxies whose X-Forwarded-For is believed, such as 10.0.0.0/8." placeholder:"NETWORK,…"`
	Drain          time.Duration `help:"How long running requests may take to end at a stop." default:"2500ms" placeholder:"DURATION"`
}

// check lists what is wrong with the flags; a nil among them is no fault.
func (c *serveCmd) check(cfg *config) []error {
	faults := slices.Concat(c.mailFlags.check(), []error{checkAddress("addr", c.Addr)})
	if _, err := parseNetworks(c.TrustedProxies); err != nil {
		faults = append(faults, err)
	}
	if c.Drain < 0 {
		faults = append(faults, fmt.Errorf("%s: %s is less than nothing", twin("drain"), c.Drain))
	}
	if c.Demo && cfg.DatabaseURL != "" {
		faults = append(faults, fmt.Errorf("%s and %s do not go together: demo people sign in without proof, "+
			"so a demo has a database of its own", twin("demo"), twin("database-url")))
	}
	return faults
}

// Run serves until ctx ends, then lets running requests end, stops the work and the database.
func (c *serveCmd) Run(ctx context.Context, cfg *config, std streams) (err error) {
	var claim *instance
	if cfg.DatabaseURL == "" {
		if claim, err = claimInstance(cfg.dataDir()); err != nil {
			return err
		}
		defer func() { err = errors.Join(err, claim.release()) }()
	}
	listener, err := listen(ctx, c.Addr)
	if err != nil {
		return err
	}
	defer func() { _ = listener.Close() }()
	db, err := openDatabase(ctx, cfg, cfg.logger(std.err))
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, db.close()) }()
	if err := db.prepare(ctx); err != nil {
		return err
	}
	base := c.BaseURL
	if base == "" {
		base = "http://" + listener.Addr().String()
	}
	a, err := newApp(ctx, db, appConfig{serveCmd: *c, base: base, log: cfg.logger(std.err)})
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, a.close(context.WithoutCancel(ctx))) }()
	if claim != nil {
		if err := claim.announce(base); err != nil {
			return fmt.Errorf("leave the address in the data folder: %w", err)
		}
	}
	if err := welcome(std.out, base, a); err != nil {
		return err
	}
	return c.serve(ctx, listener, a)
}

// serve answers requests until ctx ends or the server breaks.
func (c *serveCmd) serve(ctx context.Context, listener net.Listener, a *app) error {
	listening := &http.Server{
		Handler:           a.handler,
		ReadHeaderTimeout: 5 * time.Second,
		ReadTimeout:       30 * time.Second,
		WriteTimeout:      60 * time.Second,
		IdleTimeout:       2 * time.Minute,
		MaxHeaderBytes:    64 << 10,
		ErrorLog:          slog.NewLogLogger(a.log.Handler(), slog.LevelWarn),
	}
	broken := make(chan error, 1)
	go func() { broken <- listening.Serve(listener) }()
	select {
	case err := <-broken:
		return fmt.Errorf("serve: %w", err)
	case <-ctx.Done():
	}
	a.leave()
	drain, cancel := context.WithTimeout(context.WithoutCancel(ctx), c.Drain)
	defer cancel()
	if err := listening.Shutdown(drain); err != nil {
		a.log.Warn("requests were cut off at the stop", "after", c.Drain)
		return listening.Close()
	}
	return nil
}

// parseNetworks reads networks in the form 10.0.0.0/8.
func parseNetworks(list []string) ([]netip.Prefix, error) {
	networks := make([]netip.Prefix, len(list))
	for i, raw := range list {
		network, err := netip.ParsePrefix(raw)
		if err != nil {
			return nil, fmt.Errorf("%s: %q is no network such as 10.0.0.0/8", twin("trusted-proxies"), raw)
		}
		networks[i] = network
	}
	return networks, nil
}

// listen takes the port; that another program has it is told in words.
func listen(ctx context.Context, addr string) (net.Listener, error) {
	listener, err := new(net.ListenConfig).Listen(ctx, "tcp", addr)
	if errors.Is(err, syscall.EADDRINUSE) {
		_, port, _ := net.SplitHostPort(addr)
		return nil, fmt.Errorf("port %s is taken by another program: stop it, or choose another port with --addr or %s=127.0.0.1:8081",
			port, twin("addr"))
	}
	if err != nil {
		return nil, fmt.Errorf("listen on %s: %w", addr, err)
	}
	return listener, nil
}

// welcome tells whoever started the server where to go.
func welcome(out io.Writer, base string, a *app) error {
	u, err := url.Parse(base)
	if err != nil {
		return fmt.Errorf("base address: %w", err)
	}
	_, err = fmt.Fprintf(out, "\nTandem runs at %s\n%s\nCtrl-C stops it.\n\n", u, a.greeting)
	return err
}
