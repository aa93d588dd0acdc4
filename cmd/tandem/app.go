package main

import (
	"context"
	"errors"
	"fmt"
	"log/slog"
	"net/http"
	"sync"
	"sync/atomic"
	"time"

	"github.com/jackc/pgx/v5/pgxpool"

	"github.com/tandem-hbo/tandem/internal/account"
	"github.com/tandem-hbo/tandem/internal/articulation"
	"github.com/tandem-hbo/tandem/internal/catalog"
	"github.com/tandem-hbo/tandem/internal/claiming"
	"github.com/tandem-hbo/tandem/internal/delivery"
	"github.com/tandem-hbo/tandem/internal/intake"
	"github.com/tandem-hbo/tandem/internal/mail"
	"github.com/tandem-hbo/tandem/internal/matching"
	"github.com/tandem-hbo/tandem/internal/planning"
	"github.com/tandem-hbo/tandem/internal/postgres"
	"github.com/tandem-hbo/tandem/internal/review"
	"github.com/tandem-hbo/tandem/internal/server"
)

// appConfig is what the application needs to know of the settings.
type appConfig struct {
	serveCmd

	base string // the address people use, without a closing slash
	log  *slog.Logger
}

// app is the running application, between the database and the HTTP server.
type app struct {
	handler  http.Handler
	log      *slog.Logger
	greeting string                      // what whoever started it should know, such as demo accounts
	leave    func()                      // says not ready, before running requests end
	close    func(context.Context) error // stops the background work and the pool
}

// parts are the services and what they stand on: serve and work build the same.
type parts struct {
	pool    *pgxpool.Pool
	db      *postgres.DB
	account *account.Service
	catalog *catalog.Service
	intake  *intake.Service
	matcher *matching.Service
	review  *review.Service
	claims  *claiming.Service
	works   *delivery.Service
	rounds  *planning.Service
	mailer  *mail.Mailer
	outbox  *mail.Outbox // nil outside the demo
}

// newParts opens the pool and builds the services.
func newParts(ctx context.Context, d *database, cfg appConfig) (*parts, error) {
	pool, err := postgres.Connect(ctx, d.appURL)
	if err != nil {
		return nil, err
	}
	db, err := postgres.New(pool, time.Now)
	if err != nil {
		pool.Close()
		return nil, err
	}
	reader, err := articulation.New()
	if err != nil {
		pool.Close()
		return nil, err
	}
	aid, err := articulation.NewAid()
	if err != nil {
		pool.Close()
		return nil, err
	}
	p := &parts{
		pool: pool, db: db, account: account.New(db), intake: intake.New(db, reader, aid),
		catalog: catalog.New(db), matcher: matching.New(db), review: review.New(db),
		claims: claiming.New(db), works: delivery.New(db), rounds: planning.New(db),
	}
	transport, err := p.transport(cfg)
	if err != nil {
		pool.Close()
		return nil, err
	}
	p.mailer = mail.New(db, mail.Mint{Code: p.account.MintCode, Link: p.account.MintLink}, transport, cfg.base)
	return p, nil
}

// transport is where mail goes: into the demo's outbox, or to the mail server.
func (p *parts) transport(cfg appConfig) (mail.Transport, error) {
	if cfg.Demo {
		p.outbox = mail.NewOutbox(p.db)
		return p.outbox, nil
	}
	if cfg.SMTPURL == "" {
		cfg.log.Warn("mail waits until a mail server is named", "setting", twin("smtp-url"))
		return mail.Nowhere{}, nil
	}
	return mail.NewSMTP(string(cfg.SMTPURL), cfg.MailFrom)
}

// newApp builds services, background work and pages on the database.
func newApp(ctx context.Context, d *database, cfg appConfig) (*app, error) {
	base, err := server.ParseBaseURL(cfg.base)
	if err != nil {
		return nil, fmt.Errorf("%s: %w", twin("base-url"), err)
	}
	proxies, err := parseNetworks(cfg.TrustedProxies)
	if err != nil {
		return nil, err
	}
	p, err := newParts(ctx, d, cfg)
	if err != nil {
		return nil, err
	}
	if err := fill(ctx, p, cfg.Demo); err != nil {
		p.pool.Close()
		return nil, err
	}
	stopWork := func(context.Context) error { return nil }
	if !cfg.NoWork {
		if stopWork, err = startWork(ctx, p, cfg.log); err != nil {
			p.pool.Close()
			return nil, err
		}
	}
	var leaving atomic.Bool
	// Work and requests end side by side, so that a stop takes as long as the slower.
	endWork := sync.OnceValue(func() error { return stopWork(context.WithoutCancel(ctx)) })
	handler := server.New(server.Config{
		BaseURL: base, TrustedProxies: proxies, Demo: cfg.Demo, Version: version, Log: cfg.log,
		Ready: readiness(p.db, &leaving),
		Services: server.Services{
			Account: p.account, Intake: p.intake, Matching: p.matcher,
			Catalog: p.catalog, Mailer: p.mailer, Outbox: p.outbox, Review: p.review,
			Claims: p.claims, Works: p.works, Planning: p.rounds,
		},
	})
	greeting := ""
	if cfg.Demo {
		if greeting, err = demoGreeting(ctx, p.account, cfg.base); err != nil {
			return nil, errors.Join(err, endWork())
		}
	}
	return &app{
		handler: handler, log: cfg.log, greeting: greeting,
		leave: func() {
			leaving.Store(true)
			go func() { _ = endWork() }() // close tells how it went
		},
		close: func(context.Context) error {
			defer p.pool.Close()
			return endWork()
		},
	}, nil
}

// readiness tells why traffic must not come: the server is leaving, or the
// database could lose what it acknowledged.
func readiness(db *postgres.DB, leaving *atomic.Bool) func(context.Context) error {
	return func(ctx context.Context) error {
		if leaving.Load() {
			return errors.New("stopping")
		}
		return db.Ready(ctx)
	}
}
