package matching

import (
	"cmp"
	"slices"

	"github.com/tandem-hbo/tandem/internal/scoring"
)

// choose keeps the best of a ranking in which the feasible pairs come first: up
// to ten of those that come near the best, and after them the nearest misses. Nearest are those with
// the fewest shut gates; of equal ones those that the owner can mend, then the
// better ones.
func choose(ranked []scoring.Ranked) []scoring.Ranked {
	shut := slices.IndexFunc(ranked, func(r scoring.Ranked) bool { return !r.Feasible() })
	if shut < 0 {
		shut = len(ranked)
	}
	near := slices.Clone(ranked[shut:])
	slices.SortStableFunc(near, func(a, b scoring.Ranked) int {
		return cmp.Or(cmp.Compare(shutGates(a), shutGates(b)), cmp.Compare(unmendable(a), unmendable(b)))
	})
	kept := slices.Clone(ranked[:within(ranked[:min(shut, proposals)])])
	return append(kept, near[:min(len(near), misses)]...)
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

func shutGates(r scoring.Ranked) int {
	n := 0
	for _, g := range r.Gates {
		if !g.OK {
			n++
		}
	}
	return n
}

func unmendable(r scoring.Ranked) int {
	if len(r.Changes) == 0 {
		return 1
	}
	return 0
}
