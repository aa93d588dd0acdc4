package main

import (
	"context"
	"errors"
	"fmt"
	"time"

	"github.com/jackc/pgx/v5/pgxpool"

	"github.com/tandem-hbo/tandem/internal/account"
	"github.com/tandem-hbo/tandem/internal/catalog"
	"github.com/tandem-hbo/tandem/internal/demo"
	"github.com/tandem-hbo/tandem/internal/postgres"
)

// seedCmd fills the database. The demo is added once; more questions are added
// each time.
type seedCmd struct {
	Demo      bool `help:"Add the demo: invented institutions, people, companies and questions. A second time changes nothing."`
	Round     int  `help:"Add a round of N questions and N/10 offerings, for load work; needs the demo." default:"0" placeholder:"N"`
	Questions int  `help:"Add this many more questions, for load work; needs the demo." default:"0" placeholder:"N"`

	firstDesk
}

// maxLoad bounds the questions of one run.
const maxLoad = 1_000_000

func (c *seedCmd) check(*config) []error {
	if c.Round < 0 || c.Round > maxLoad {
		return []error{fmt.Errorf("%s: %d is not between 0 and %d", twin("round"), c.Round, maxLoad), c.missing()}
	}
	if c.Questions < 0 || c.Questions > maxLoad {
		return []error{fmt.Errorf("%s: %d is not between 0 and %d", twin("questions"), c.Questions, maxLoad), c.missing()}
	}
	return []error{c.missing()}
}

// Run fills the database and tells what it holds.
func (c *seedCmd) Run(ctx context.Context, cfg *config, std streams) error {
	return withDatabase(ctx, cfg, std, func(d *database) error {
		if err := d.prepare(ctx); err != nil {
			return err
		}
		pool, err := postgres.Connect(ctx, d.appURL)
		if err != nil {
			return err
		}
		defer pool.Close()
		if err := c.fill(ctx, pool); err != nil {
			return err
		}
		if c.Questions > 0 || c.Round > 0 {
			if err := postgres.Analyze(ctx, d.ownerURL); err != nil {
				return err
			}
		}
		return c.tell(ctx, pool, std)
	})
}

func (c *seedCmd) fill(ctx context.Context, pool *pgxpool.Pool) error {
	db, err := postgres.New(pool, time.Now)
	if err != nil {
		return err
	}
	p := &parts{db: db, catalog: catalog.New(db)}
	if err := fill(ctx, p, c.Demo); err != nil {
		return err
	}
	if err := c.open(ctx, p.catalog, account.New(db)); err != nil {
		return err
	}
	if c.Round > 0 {
		if _, err := demo.LoadRound(ctx, db, c.Round); err != nil {
			return err
		}
	}
	return demo.Load(ctx, db, c.Questions)
}

func (c *seedCmd) tell(ctx context.Context, pool *pgxpool.Pool, std streams) error {
	db, err := postgres.New(pool, time.Now)
	if err != nil {
		return err
	}
	n, err := db.Census(ctx)
	if err != nil {
		return err
	}
	questions := 0
	for _, count := range n.Questions {
		questions += count
	}
	_, err = fmt.Fprintf(std.out, "%d institutions, %d programmes, %d offerings, %d people, %d questions, %d events\n",
		n.Institutions, n.Programmes, n.Offerings, n.People, questions, n.Events)
	return err
}

// fill gives an empty database what it cannot do without, and the demo when
// asked for.
func fill(ctx context.Context, p *parts, withDemo bool) error {
	err := p.catalog.EnsureTaxonomy(ctx)
	if err == nil && withDemo {
		err = demo.Seed(ctx, p.db, p.db.Now())
	}
	if err != nil {
		return errors.Join(errors.New("fill the database"), err)
	}
	return nil
}
