package matching

import (
	"slices"

	"github.com/tandem-hbo/tandem/internal/scoring"
)

// keep makes the list for a coordinator: of the open pairs those that come near
// the best, and after them the nearest misses.
func keep(open, near []scoring.Ranked) []scoring.Ranked {
	return slices.Concat(open[:within(open)], near)
}

// within counts the pairs worth a coordinator's look: the first few always, so
// that there is a choice, and then those that weigh nearly as much as the best.
func within(feasible []scoring.Ranked) int {
	n := min(len(feasible), alwaysShown)
	for n < len(feasible) && float64(feasible[n].Weight) >= reach*float64(feasible[0].Weight) {
		n++
	}
	return n
}
