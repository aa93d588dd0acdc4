package allocation_test

import (
	"strings"
	"testing"
)

// dimacs reads a minimum cost flow in the format of the DIMACS challenge.
func dimacs(t *testing.T, text string) network {
	t.Helper()
	var n network
	for line := range strings.Lines(text) {
		if line[0] == 'c' {
			continue
		}
		x := numbers(t, line)
		switch line[0] {
		case 'p':
			n.supply = make([]int64, x[0])
		case 'n':
			n.supply[x[0]-1] = int64(x[1])
		case 'a':
			n.arcs = append(n.arcs, arc{
				from: x[0] - 1, to: x[1] - 1, least: int64(x[2]), most: int64(x[3]), cost: int64(x[4]),
			})
		}
	}
	return n
}

// expectations reads lines of a name and its values.
func expectations(t *testing.T, text string) map[string][]int {
	t.Helper()
	all := map[string][]int{}
	for line := range strings.Lines(text) {
		name, values, found := strings.Cut(line, " ")
		if found && name != "#" {
			all[name] = numbers(t, values)
		}
	}
	return all
}

// The solver that checks plans is itself checked by published flows.
func TestSimplexOnPublishedFlows(t *testing.T) {
	t.Parallel()
	for file, want := range expectations(t, oracle(t, "dimacs-mcf", "expected.txt")) {
		t.Run(file, func(t *testing.T) {
			t.Parallel()
			n := dimacs(t, oracle(t, "dimacs-mcf", file))
			got, _, ok := n.cheapest()
			if !ok || got != int64(want[0]) {
				t.Errorf("got %d (%v), want %d", got, ok, want[0])
			}
		})
	}
}
