package main

import (
	"errors"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"

	"github.com/tandem-hbo/tandem/internal/allocation/invented"
	"github.com/tandem-hbo/tandem/internal/allocation/proof"
	"github.com/tandem-hbo/tandem/internal/allocation/roundfile"
)

// roundFile writes the round of a size to a folder of the test's own.
func roundFile(t *testing.T, size string) string {
	t.Helper()
	name := filepath.Join(t.TempDir(), size+".alloc")
	if err := writeFile(name, invented.Round(invented.Sizes()[size], 0), roundfile.Write); err != nil {
		t.Fatal(err)
	}
	return name
}

func TestPlanOnOneLine(t *testing.T) {
	t.Parallel()
	in := roundFile(t, "S")
	for args, want := range map[string]string{
		"":               `^value=63825021 placed=827 solve_ms=\d+\.\d peak_mb=\d+\n$`,
		"--rules=plain":  `^value=6889410 placed=1000 solve_ms=\d+\.\d peak_mb=\d+\n$`,
		"--mode=optimal": `^value=63825021 `,
		"--mode=stable":  `^value=63498549 placed=827 `,
	} {
		got, err := command(t.Context(), nil, append([]string{"plan", "--in", in}, strings.Fields(args)...)...)
		if err != nil || !regexp.MustCompile(want).MatchString(got) {
			t.Errorf("%q: %q, %v; want %s", args, got, err, want)
		}
	}
}

// TestStrictPlanTellsItsGap plans with offerings that have their least or nothing.
func TestStrictPlanTellsItsGap(t *testing.T) {
	t.Parallel()
	in := roundFile(t, "S")
	got, err := command(t.Context(), nil, "plan", "--in", in, "--least=strict", "--flows=40")
	want := `^value=\d+ placed=\d+ solve_ms=\d+\.\d peak_mb=\d+ bound=\d+ gap=\d+ flows=\d+\n$`
	if err != nil || !regexp.MustCompile(want).MatchString(got) {
		t.Errorf("%q, %v; want %s", got, err, want)
	}
	for _, args := range []string{"--mode=stable", "--rules=plain", "--flows=0"} {
		if _, err := command(t.Context(), nil, "plan", "--in", in, "--least=strict", args); err == nil {
			t.Errorf("%s was taken", args)
		}
	}
}

// TestPlanCanBeVerified keeps a plan, has it verified under both rules, and then
// changes what was kept.
func TestPlanCanBeVerified(t *testing.T) {
	t.Parallel()
	in := roundFile(t, "T")
	other := roundFile(t, "S")
	assignments, certificate := filepath.Join(t.TempDir(), "a"), filepath.Join(t.TempDir(), "c")
	for args, want := range map[string]string{
		"--rules=full":                `rules=full no plan of this round is worth more`,
		"--mode=stable":               `rules=full no question and offering would rather have one another`,
		"--mode=stable --rules=plain": `rules=plain no question and offering would rather have one another`,
		"--least=strict":              `rules=full no plan in which offerings have their least or nothing is worth more`,
		"--rules=plain":               `rules=plain no plan of this round is worth more`,
	} {
		arguments := append([]string{"plan", "--in", in, "--assignments", assignments, "--certificate", certificate}, strings.Fields(args)...)
		if _, err := command(t.Context(), nil, arguments...); err != nil {
			t.Fatal(err)
		}
		got, err := command(t.Context(), nil, "plan", "verify", in, assignments, certificate)
		if err != nil || !strings.Contains(got, "proven: value=") || !strings.Contains(got, want) {
			t.Errorf("%s: got %q, %v", args, got, err)
		}
	}
	if _, err := command(t.Context(), nil, "plan", "verify", other, assignments, certificate); !errors.Is(err, errRefuted) {
		t.Errorf("with another round: got %v", err)
	}
	kept, err := readFile(certificate, roundfile.ReadCertificate)
	if err != nil {
		t.Fatal(err)
	}
	kept.Value++
	if err := writeFile(certificate, kept, roundfile.WriteCertificate); err != nil {
		t.Fatal(err)
	}
	if _, err := command(t.Context(), nil, "plan", "verify", in, assignments, certificate); !errors.Is(err, proof.ErrRefuted) || status(err) != 1 {
		t.Errorf("with another value, sealed anew: got %v", err)
	}
}

// TestBadFileGivesStatusTwoAndNoPlan leaves no file behind either.
func TestBadFileGivesStatusTwoAndNoPlan(t *testing.T) {
	t.Parallel()
	in := roundFile(t, "T")
	text, err := os.ReadFile(in)
	if err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(in, []byte(strings.Replace(string(text), "\ne 2 2 ", "\ne 2 x ", 1)), 0o600); err != nil {
		t.Fatal(err)
	}
	out := filepath.Join(t.TempDir(), "a")
	got, err := command(t.Context(), nil, "plan", "--in", in, "--assignments", out)
	if status(err) != 2 || !strings.Contains(err.Error(), "line 48: number 2 is none") || got != "" {
		t.Errorf("got %q, %v; want status 2, the line and no plan", got, err)
	}
	if _, err := os.Stat(out); !errors.Is(err, os.ErrNotExist) {
		t.Errorf("assignments were written: %v", err)
	}
	if _, err := command(t.Context(), nil, "plan", "--in", in+"x"); status(err) != 2 {
		t.Errorf("a file that is not there: got %v", err)
	}
	if _, err := command(t.Context(), nil, "plan"); status(err) != 1 {
		t.Errorf("no file: got %v, want status 1", err)
	}
}
