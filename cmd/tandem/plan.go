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
	Certificate string `help:"File to write the proof of the plan to." placeholder:"FILE"`
	Assignments string `help:"File to write who goes where to." placeholder:"FILE"`
}

// errBadFile ends the command with status 2: what it was given cannot be read.
var errBadFile = errors.New("cannot use")

func (c *planMakeCmd) check(*config) []error {
	var faults []error
	if c.In == "" {
		faults = append(faults, errors.New("--in: names no file with a round"))
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
	made, err := c.make(p)
	if err != nil {
		return err
	}
	if err := made.prove(p); err != nil {
		return fmt.Errorf("check the plan: %w", err)
	}
	if err := c.keep(p, made); err != nil {
		return err
	}
	plan := allocation.Plan{Placed: made.placed}
	_, err = fmt.Fprintf(std.out, "value=%d placed=%d solve_ms=%.1f peak_mb=%d%s\n",
		made.Value, plan.Count(), float64(made.spent.Microseconds())/1000, peakMemory()>>20, made.more)
	return err
}

// planMade is a plan with what proves it.
type planMade struct {
	roundfile.Certificate

	placed []int32
	spent  time.Duration
	more   string // figures of a search
}

// make plans, and tells how long that took.
func (c *planMakeCmd) make(p *allocation.Problem) (*planMade, error) {
	start := time.Now()
	var m *planMade
	var err error
	switch {
	case c.Least == "strict":
		m, err = c.strict(p)
	case c.Mode == "stable":
		placed := allocation.Stable(p)
		m = &planMade{placed: placed, Certificate: roundfile.Certificate{
			Proves: roundfile.Stable, Value: p.Value(placed), Prices: allocation.Cutoffs(p, placed),
		}}
	default:
		var plan *allocation.Plan
		if plan, err = allocation.Solve(p); err == nil {
			m = &planMade{placed: plan.Placed, Certificate: roundfile.Certificate{Value: plan.Value, Prices: plan.Prices}}
		}
	}
	if err != nil {
		return nil, fmt.Errorf("plan the round: %w", err)
	}
	m.spent = time.Since(start)
	return m, nil
}

// strict searches for a plan in which offerings have their least or nothing, and
// tells also by how much it may miss the best one: of the sum of weights and the
// bonuses of regions.
func (c *planMakeCmd) strict(p *allocation.Problem) (*planMade, error) {
	found, err := allocation.SolveBounded(p, allocation.Search{Strict: true, Solves: c.Flows})
	if err != nil {
		return nil, err
	}
	return &planMade{
		placed: found.Placed, more: fmt.Sprintf(" bound=%d gap=%d flows=%d", found.Bound, found.Gap(), found.Solves),
		Certificate: roundfile.Certificate{Proves: roundfile.Strict, Value: found.Value, Bound: found.Bound, Grounds: found.Grounds},
	}, nil
}

// prove checks a plan apart from what made it.
func (m *planMade) prove(p *allocation.Problem) error {
	switch m.Proves {
	case roundfile.Strict:
		return proof.Strict(p, m.placed, &m.Grounds, m.Value, m.Bound)
	case roundfile.Stable:
		return proof.Stable(p, m.placed, &m.Prices, m.Value)
	default:
		return proof.Check(p, m.placed, m.Value, &m.Prices)
	}
}

// keep writes the files asked for.
func (c *planMakeCmd) keep(p *allocation.Problem, m *planMade) error {
	if c.Assignments == "" && c.Certificate == "" {
		return nil
	}
	m.Digest = p.Digest()
	if c.Assignments != "" {
		a := &roundfile.Assignments{Digest: m.Digest, Placed: m.placed}
		if err := writeFile(c.Assignments, a, roundfile.WriteAssignments); err != nil {
			return err
		}
	}
	if c.Certificate == "" {
		return nil
	}
	return writeFile(c.Certificate, &m.Certificate, roundfile.WriteCertificate)
}

// planVerifyCmd checks a plan.
type planVerifyCmd struct {
	Round       string `arg:"" help:"File with the round."`
	Assignments string `arg:"" help:"File that says who goes where."`
	Certificate string `arg:"" help:"File with the value and what proves it."`
}

// errRefuted says that files were readable, but do not prove a plan.
var errRefuted = errors.New("not proven")

// Run says what is proven of the plan, or why nothing is.
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
	made := planMade{Certificate: *certificate, placed: assignments.Placed}
	if err := made.prove(p); err != nil {
		return err
	}
	_, err = fmt.Fprintf(std.out, "proven: value=%d rules=%s %s\n", made.Value, rules, made.says())
	return err
}

// says is what was proven, and of a stable plan what was not.
func (m *planMade) says() string {
	switch {
	case m.Proves == roundfile.Stable:
		return "no question and offering would rather have one another (not proven: that no other stable plan suits questions better)"
	case m.Proves == roundfile.Strict && m.Bound == m.Value:
		return "no plan in which offerings have their least or nothing is worth more"
	case m.Proves == roundfile.Strict:
		return fmt.Sprintf("bound=%d no plan in which offerings have their least or nothing is worth more than %d above it", m.Bound, m.Bound-m.Value)
	}
	return "no plan of this round is worth more"
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
