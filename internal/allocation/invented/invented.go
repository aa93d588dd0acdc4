// Package invented makes rounds out of chance that is the same everywhere: the
// rounds that speed is measured on, with values that several solvers agree on.
// Whole numbers only, so that every machine makes the same bytes.
package invented

import "github.com/tandem-hbo/tandem/internal/allocation"

// Size is how large a round is and how full.
type Size struct {
	Questions, Offerings  int
	fewPlaces, manyPlaces int
	fewEdges, manyEdges   int
	seed                  chance
}

// Sizes are the rounds by name: T to follow by hand, S dense, M and L sparse and
// short of places, LT as large as L with about as many places as questions.
func Sizes() map[string]Size {
	return map[string]Size{
		"T":  {20, 8, 2, 3, 3, 5, 20},
		"S":  {1_000, 200, 3, 8, 200, 200, 1001},
		"M":  {10_000, 2_000, 3, 8, 20, 50, 10002},
		"L":  {100_000, 10_000, 3, 8, 20, 50, 100003},
		"LT": {100_000, 10_000, 6, 15, 20, 50, 100004},
	}
}

const (
	outcomes = 13
	asked    = 8 // outcomes that education asks for; companies ask for those from helped on
	helped   = 5
	forms    = 7
	regions  = 12
	sectors  = 10
)

// delivers is what a form brings of each outcome, in per cent.
var delivers = [forms][outcomes]int{
	{70, 30, 20, 35, 15, 55, 40, 20, 60, 55, 25, 40, 20},
	{75, 55, 40, 50, 30, 70, 65, 50, 65, 60, 55, 45, 40},
	{40, 30, 15, 65, 55, 60, 70, 45, 30, 25, 85, 30, 35},
	{45, 90, 85, 60, 40, 65, 75, 80, 55, 80, 50, 50, 70},
	{85, 25, 15, 25, 10, 45, 35, 25, 70, 35, 30, 75, 15},
	{50, 45, 55, 35, 45, 60, 55, 60, 45, 85, 35, 25, 65},
	{35, 20, 10, 40, 60, 50, 60, 40, 40, 30, 60, 30, 45},
}

// chance is splitmix64.
type chance uint64

func (c *chance) bits() uint64 {
	*c += 0x9E3779B97F4A7C15
	z := uint64(*c)
	z = (z ^ (z >> 30)) * 0xBF58476D1CE4E5B9
	z = (z ^ (z >> 27)) * 0x94D049BB133111EB
	return (z ^ (z >> 31)) >> 32
}

// below is a number from 0 up to n.
func (c *chance) below(n int) int { return int(c.bits() * uint64(n) >> 32) } //nolint:gosec // n is above zero

// world is a round while it is made.
type world struct {
	size      Size
	chance    chance
	offerings []offering
	questions []question
	inRegion  [regions][]int // offerings
	marked    []int          // by offering: the question that has it already
	problem   *allocation.Problem
}

type offering struct {
	region, sector int
	brings, wants  [outcomes]int
}

type question struct {
	region, sector int
	wants, gives   [outcomes]int
}

// Round makes the round of a size; seed 0 is the size's own.
func Round(size Size, seed uint64) *allocation.Problem {
	w := &world{size: size, chance: size.seed, problem: &allocation.Problem{Bonus: 100_000}}
	if seed != 0 {
		w.chance = chance(seed)
	}
	w.makeOfferings()
	w.makeQuestions()
	w.makeRegions()
	w.makeEdges()
	return w.problem
}
