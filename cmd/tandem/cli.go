package main

import (
	"context"
	"errors"
	"fmt"
	"io"

	"github.com/alecthomas/kong"
)

// errReported ends the command with status 1 when everything has been said already.
var errReported = errors.New("already reported")

// streams are the command's standard files, so that tests can give their own.
type streams struct {
	in       io.Reader
	out, err io.Writer
}

// commands is the whole command line; each command's fields are its flags.
type commands struct {
	config

	Serve   serveCmd   `cmd:"" help:"Serve the pages and run the background work."`
	Work    workCmd    `cmd:"" help:"Run the background work alone, beside servers started with --no-work."`
	Migrate migrateCmd `cmd:"" help:"Bring the database's schema up, down, or show where it stands."`
	Seed    seedCmd    `cmd:"" help:"Fill the database with the catalogue and, on request, demo data."`
	Score   scoreCmd   `cmd:"" help:"Read questions from standard input, one JSON object a line, and score them. Needs no database."`
	Plan    planCmd    `cmd:"" help:"Plan a round that stands in a file, with a proof that no plan is better. Needs no database."`
	Train   trainCmd   `cmd:"" help:"Make the model that reads questions from labelled cases, with its card."`
	Cases   casesCmd   `cmd:"" help:"Write the readings that coordinators corrected, a case a line, as train reads them."`
	Version versionCmd `cmd:"" help:"Print the version."`
}

// run is the program: it reads flags and environment, reports all faults in them at once, and
// runs the one command asked for until it is done or ctx ends.
func run(ctx context.Context, args []string, getenv func(string) string, std streams) error {
	var cmds commands
	env := environment{getenv: getenv}
	helped := false
	parser, err := kong.New(&cmds,
		kong.Name("tandem"),
		kong.Description("Tandem brings companies' questions to students and researchers. Each flag has an environment twin, named behind it."),
		kong.Writers(std.out, std.err),
		kong.Exit(func(int) { helped = true }),
		kong.Resolvers(&env), env.durations(), env.numbers(),
		kong.ValueFormatter(describe),
		kong.ConfigureHelp(kong.HelpOptions{Compact: true, WrapUpperBound: 100}),
		kong.BindTo(ctx, (*context.Context)(nil)),
		kong.Bind(std, &cmds.config),
	)
	if err != nil {
		return fmt.Errorf("set up the command line: %w", err)
	}
	parsed, err := parser.Parse(args)
	if helped {
		return nil
	}
	if err != nil {
		return fmt.Errorf("%w (tandem --help shows how)", err)
	}
	if err := env.faults(&cmds.config, parsed.Selected().Target.Addr().Interface()); err != nil {
		return err
	}
	return parsed.Run()
}
