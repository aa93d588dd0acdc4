// Command race measures `tandem plan` beside LEMON, a C++ library of flow
// algorithms, on the same rounds in the same run. Both read their own file; only
// solving is timed. The best of a few runs counts for each, and taking turns
// spreads what else the machine does over both.
package main

import (
	"context"
	"flag"
	"fmt"
	"io"
	"log"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"strconv"
	"strings"

	"github.com/tandem-hbo/tandem/internal/allocation"
	"github.com/tandem-hbo/tandem/internal/allocation/invented"
	"github.com/tandem-hbo/tandem/internal/allocation/roundfile"
)

func main() {
	r := race{}
	flag.StringVar(&r.tandem, "tandem", "bin/tandem", "the program that plans")
	flag.StringVar(&r.lemon, "lemon", "bin/lemon-solve", "the program made of tools/lemon")
	sizes := flag.String("sizes", "S,M,L,LT", "rounds to measure")
	flag.IntVar(&r.runs, "runs", 3, "runs of each; five times as many of the small rounds")
	flag.Parse()
	var err error
	if r.folder, err = os.MkdirTemp("", "race"); err != nil {
		log.Fatal(err)
	}
	err = r.all(context.Background(), os.Stdout, strings.Split(*sizes, ","))
	if failed := os.RemoveAll(r.folder); err == nil {
		err = failed
	}
	if err != nil {
		log.Fatal(err)
	}
}

// race is what to run, and where files go meanwhile.
type race struct {
	tandem, lemon, folder string
	runs                  int
}

func (r *race) all(ctx context.Context, out io.Writer, sizes []string) error {
	_, _ = fmt.Fprintln(out, "size  rules  tandem ms  network simplex ms  cost scaling ms  times faster  peak MB  value")
	for _, size := range sizes {
		p := invented.Round(invented.Sizes()[size], 0)
		name := filepath.Join(r.folder, size)
		if err := writeTo(name+".alloc", func(w io.Writer) error { return roundfile.Write(w, p) }); err != nil {
			return err
		}
		for _, rules := range []string{"plain", "full"} {
			write := func(w io.Writer) error { return writeFlow(w, p, rules == "full") }
			if err := writeTo(name+"."+rules, write); err != nil {
				return err
			}
			if err := r.one(ctx, out, size, rules, p); err != nil {
				return fmt.Errorf("%s %s: %w", size, rules, err)
			}
		}
	}
	return nil
}

// one runs a round under some rules, all programs in turn, and prints a line.
func (r *race) one(ctx context.Context, out io.Writer, size, rules string, p *allocation.Problem) error {
	runs := r.runs
	if len(p.Questions) <= 10_000 {
		runs *= 5
	}
	name := filepath.Join(r.folder, size)
	best := [3]float64{1e12, 1e12, 1e12}
	var value, peak float64
	for range runs {
		for i, words := range [][]string{
			{r.tandem, "plan", "--in", name + ".alloc", "--rules", rules},
			{r.lemon, "simplex", name + "." + rules},
			{r.lemon, "scaling", name + "." + rules},
		} {
			got, err := figures(ctx, words)
			if err != nil {
				return err
			}
			best[i] = min(best[i], got["solve_ms"])
			if i == 0 {
				value, peak = got["value"], got["peak_mb"]
			} else if got["cost"] != -value {
				return fmt.Errorf("%v gives %.0f, not %.0f", words, -got["cost"], value)
			}
		}
	}
	_, err := fmt.Fprintf(out, "%-5s %-6s %9.1f %19.1f %16.1f %13.1f %8.0f  %.0f\n",
		size, rules, best[0], best[1], best[2], min(best[1], best[2])/best[0], peak, value)
	return err
}

var figure = regexp.MustCompile(`([a-z_]+)=(-?[0-9.]+)`)

// figures runs a program on one processor and reads the figures that it prints.
func figures(ctx context.Context, words []string) (map[string]float64, error) {
	command := exec.CommandContext(ctx, words[0], words[1:]...)
	command.Env = append(os.Environ(), "GOMAXPROCS=1")
	command.Stderr = os.Stderr
	text, err := command.Output()
	if err != nil {
		return nil, fmt.Errorf("run %v: %w", words, err)
	}
	got := map[string]float64{}
	for _, m := range figure.FindAllStringSubmatch(string(text), -1) {
		if got[m[1]], err = strconv.ParseFloat(m[2], 64); err != nil {
			return nil, err
		}
	}
	return got, nil
}
