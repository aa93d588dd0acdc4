package matching

import (
	"cmp"
	"slices"

	"github.com/tandem-hbo/tandem/internal/scoring"
)

// choose keeps the best of a ranking in which the feasible pairs come first: up
// to ten of those, and after them the nearest misses. Nearest are those with
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
	kept := slices.Clone(ranked[:min(shut, proposals)])
	return append(kept, near[:min(len(near), misses)]...)
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
