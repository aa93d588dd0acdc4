package main

import (
	"errors"
	"fmt"
	"io"
	"os"
	"time"

	"github.com/tandem-hbo/tandem/internal/allocation"
	"github.com/tandem-hbo/tandem/internal/allocation/proof"
	"github.com/tandem-hbo/tandem/internal/allocation/roundfile"
)

// planCmd plans a round that stands in a file, or checks such a plan. It needs no
// database.
type planCmd struct {
	Make   planMakeCmd   `cmd:"" default:"withargs" hidden:"" help:"Plan a round."`
	Verify planVerifyCmd `cmd:"" help:"Check a plan and its certificate, apart from the planner."`
}

// planMakeCmd plans a round.
type planMakeCmd struct {
	In          string `help:"File with the round: lines p, r, l, o, q and e." placeholder:"FILE"`
	Rules       string `help:"All rules, or only the places of each offering." enum:"full,plain" default:"full"`
	Mode        string `help:"The most value, or a stable plan." enum:"optimal,stable" default:"optimal"`
	Least       string `help:"Least numbers: met where they can be, or (strict) met or closed." enum:"soft,strict" default:"soft"`
	Flows       int    `help:"How many flows the strict search may solve." default:"100" placeholder:"N"`
	Certificate string `help:"File to write the proof of an optimal plan to." placeholder:"FILE"`
	Assignments string `help:"File to write who goes where to." placeholder:"FILE"`
}

// errBadFile ends the command with status 2: what it was given cannot be read.
var errBadFile = errors.New("cannot use")

func (c *planMakeCmd) check(*config) []error {
	var faults []error
	if c.In == "" {
		faults = append(faults, errors.New("--in: names no file with a round"))
	}
	if c.Mode == "stable" && c.Certificate != "" {
		faults = append(faults, errors.New("--certificate: only an optimal plan has one"))
	}
	return append(faults, c.checkStrict()...)
}

func (c *planMakeCmd) checkStrict() []error {
	var faults []error
	if c.Least != "strict" {
		return nil
	}
	if c.Mode == "stable" || c.Rules == "plain" {
		faults = append(faults, errors.New("--least=strict: for the optimal mode under full rules"))
	}
	if c.Certificate != "" {
		faults = append(faults, errors.New("--certificate: a strict plan has a gap instead"))
	}
	if c.Flows < 1 {
		faults = append(faults, errors.New("--flows: is not above 0"))
	}
	return faults
}

// Run prints the plan's figures on one line and writes the files asked for. A
// plan that its own proof does not bear out is not given.
func (c *planMakeCmd) Run(std streams) error {
	p, err := readFile(c.In, roundfile.Read)
	if err != nil {
		return err
	}
	if c.Rules == "plain" {
		p = p.Plain()
	}
	if c.Least == "strict" {
		return c.strict(std, p)
	}
	plan, spent, err := c.solve(p)
	if err != nil {
		return err
	}
	if err := c.keep(p, plan); err != nil {
		return err
	}
	_, err = fmt.Fprintf(std.out, "value=%d placed=%d solve_ms=%.1f peak_mb=%d\n",
		plan.Value, plan.Count(), float64(spent.Microseconds())/1000, peakMemory()>>20)
	return err
}

// strict searches for a plan in which offerings have their least or nothing, and
// prints also by how much it may miss the best one: of the sum of weights and
// the bonuses of regions.
func (c *planMakeCmd) strict(std streams, p *allocation.Problem) error {
	start := time.Now()
	found, err := allocation.SolveBounded(p, allocation.Search{Strict: true, Solves: c.Flows})
	spent := time.Since(start)
	if err != nil {
		return fmt.Errorf("plan the round: %w", err)
	}
	plan := &allocation.Plan{Value: found.Value, Placed: found.Placed}
	if err := c.keep(p, plan); err != nil {
		return err
	}
	_, err = fmt.Fprintf(std.out, "value=%d placed=%d solve_ms=%.1f peak_mb=%d bound=%d gap=%d flows=%d\n",
		plan.Value, plan.Count(), float64(spent.Microseconds())/1000, peakMemory()>>20, found.Bound, found.Gap(), found.Solves)
	return err
}

// solve plans, tells how long that took, and has the proof checked apart.
func (c *planMakeCmd) solve(p *allocation.Problem) (*allocation.Plan, time.Duration, error) {
	start := time.Now()
	if c.Mode == "stable" {
		placed := allocation.Stable(p)
		return &allocation.Plan{Value: p.Value(placed), Placed: placed}, time.Since(start), nil
	}
	plan, err := allocation.Solve(p)
	spent := time.Since(start)
	if err != nil {
		return nil, 0, fmt.Errorf("plan the round: %w", err)
	}
	if err := proof.Check(p, plan.Placed, plan.Value, &plan.Prices); err != nil {
		return nil, 0, fmt.Errorf("check the plan: %w", err)
	}
	return plan, spent, nil
}

// keep writes the files asked for.
func (c *planMakeCmd) keep(p *allocation.Problem, plan *allocation.Plan) error {
	if c.Assignments == "" && c.Certificate == "" {
		return nil
	}
	digest := p.Digest()
	if c.Assignments != "" {
		a := &roundfile.Assignments{Digest: digest, Placed: plan.Placed}
		if err := writeFile(c.Assignments, a, roundfile.WriteAssignments); err != nil {
			return err
		}
	}
	if c.Certificate == "" {
		return nil
	}
	return writeFile(c.Certificate, &roundfile.Certificate{Digest: digest, Value: plan.Value, Prices: plan.Prices}, roundfile.WriteCertificate)
}

// planVerifyCmd checks a plan.
type planVerifyCmd struct {
	Round       string `arg:"" help:"File with the round."`
	Assignments string `arg:"" help:"File that says who goes where."`
	Certificate string `arg:"" help:"File with the value and the prices."`
}

// errRefuted says that files were readable, but do not prove a plan.
var errRefuted = errors.New("not proven")

// Run says that the plan is optimal, or why that is not proven.
func (c *planVerifyCmd) Run(std streams) error {
	p, err := readFile(c.Round, roundfile.Read)
	if err != nil {
		return err
	}
	assignments, err := readFile(c.Assignments, roundfile.ReadAssignments)
	if err != nil {
		return err
	}
	certificate, err := readFile(c.Certificate, roundfile.ReadCertificate)
	if err != nil {
		return err
	}
	if assignments.Digest != certificate.Digest {
		return fmt.Errorf("%w: the assignments and the certificate are of different rounds", errRefuted)
	}
	rules := "full"
	if p.Digest() != certificate.Digest {
		rules, p = "plain", p.Plain()
		if p.Digest() != certificate.Digest {
			return fmt.Errorf("%w: the certificate is of another round than %s", errRefuted, c.Round)
		}
	}
	if err := proof.Check(p, assignments.Placed, certificate.Value, &certificate.Prices); err != nil {
		return err
	}
	_, err = fmt.Fprintf(std.out, "proven: value=%d rules=%s no plan of this round is worth more\n", certificate.Value, rules)
	return err
}

// readFile reads a file with read; what cannot be read is told with its name.
func readFile[T any](name string, read func(io.Reader) (T, error)) (T, error) {
	f, err := os.Open(name)
	if err != nil {
		var none T
		return none, fmt.Errorf("%w: %w", errBadFile, err)
	}
	defer func() { _ = f.Close() }() // only read
	value, err := read(f)
	if err != nil {
		return value, fmt.Errorf("%w %s: %w", errBadFile, name, err)
	}
	return value, nil
}

// writeFile writes a file whole or not at all.
func writeFile[T any](name string, value T, write func(io.Writer, T) error) error {
	f, err := os.Create(name + ".part")
	if err != nil {
		return fmt.Errorf("write %s: %w", name, err)
	}
	defer func() { _ = os.Remove(f.Name()) }() // gone already when all went well
	err = errors.Join(write(f, value), f.Close())
	if err == nil {
		err = os.Rename(f.Name(), name)
	}
	if err != nil {
		return fmt.Errorf("write %s: %w", name, err)
	}
	return nil
}
