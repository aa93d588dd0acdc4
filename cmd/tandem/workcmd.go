package main

import (
	"context"
	"errors"
	"fmt"
)

// workCmd runs the background work alone, beside servers started with --no-work.
type workCmd struct {
	mailFlags
}

func (c *workCmd) check(*config) []error {
	faults := c.mailFlags.check()
	if c.BaseURL == "" {
		faults = append(faults, fmt.Errorf("%s is needed: mail that work sends has links in it", twin("base-url")))
	}
	return faults
}

// Run works until ctx ends, then lets running jobs end.
func (c *workCmd) Run(ctx context.Context, cfg *config, std streams) (err error) {
	log := cfg.logger(std.err)
	db, err := openDatabase(ctx, cfg, log)
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, db.close()) }()
	if err := db.prepare(ctx); err != nil {
		return err
	}
	p, err := newParts(ctx, db, appConfig{serveCmd: serveCmd{mailFlags: c.mailFlags}, base: c.BaseURL, log: log})
	if err != nil {
		return err
	}
	defer p.pool.Close()
	stop, err := startWork(ctx, p, log)
	if err != nil {
		return err
	}
	if _, err := fmt.Fprintln(std.out, "Tandem works; Ctrl-C stops it."); err != nil {
		return errors.Join(err, stop(context.WithoutCancel(ctx)))
	}
	<-ctx.Done()
	return stop(context.WithoutCancel(ctx))
}
