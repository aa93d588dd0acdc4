package main

import (
	"fmt"
	"time"

	"github.com/tandem-hbo/tandem/internal/articulation"
	"github.com/tandem-hbo/tandem/internal/scoring"
	"github.com/tandem-hbo/tandem/internal/taxonomy"
)

// scoreCmd scores questions from standard input with the embedded taxonomy, so
// that it needs no database.
type scoreCmd struct{}

// Run answers each line; a malformed one is reported with its number, and status
// 1 at the end.
func (c *scoreCmd) Run(std streams) error {
	t, err := taxonomy.Load()
	if err != nil {
		return fmt.Errorf("load taxonomy: %w", err)
	}
	model, err := scoring.New(t, nil)
	if err != nil {
		return fmt.Errorf("prepare scoring: %w", err)
	}
	reader, err := articulation.New()
	if err != nil {
		return fmt.Errorf("prepare reading: %w", err)
	}
	lines := scoring.Lines{Model: model, Read: reader.Read, Now: time.Now()}
	failed, err := lines.Run(std.in, std.out, std.err)
	if err == nil && failed {
		return errReported
	}
	return err
}
