package matching

import (
	"testing"

	"github.com/tandem-hbo/tandem/internal/scoring"
	"github.com/tandem-hbo/tandem/internal/tandem"
)

// ranked makes one of a ranking with a number of shut gates; its number of
// places names it.
func ranked(name, shut int, changes ...tandem.Change) scoring.Ranked {
	s := tandem.Score{Weight: 5000, Gates: []tandem.Gate{{Code: "places", OK: true}}, Changes: changes}
	for range shut {
		s.Gates = append(s.Gates, tandem.Gate{Code: "window"})
	}
	return scoring.Ranked{Score: s, Offering: &tandem.OfferingDetail{Offering: tandem.Offering{Places: name}}}
}

func names(list []scoring.Ranked) []int {
	out := []int{}
	for _, r := range list {
		out = append(out, r.Offering.Places)
	}
	return out
}

func equal(a, b []int) bool {
	if len(a) != len(b) {
		return false
	}
	for i := range a {
		if a[i] != b[i] {
			return false
		}
	}
	return true
}

func TestChoose(t *testing.T) {
	t.Parallel()
	later := tandem.Change{Code: "later_date"}
	many := make([]scoring.Ranked, 0, 20)
	for i := range 12 {
		many = append(many, ranked(i, 0))
	}
	for i := range 8 {
		many = append(many, ranked(100+i, 1))
	}
	tests := map[string]struct {
		in   []scoring.Ranked
		want []int
	}{
		"nothing offered":          {nil, []int{}},
		"only misses":              {[]scoring.Ranked{ranked(1, 2), ranked(2, 1)}, []int{2, 1}},
		"mendable before hopeless": {[]scoring.Ranked{ranked(1, 1), ranked(2, 1, later)}, []int{2, 1}},
		"order kept among equals":  {[]scoring.Ranked{ranked(1, 0), ranked(2, 1), ranked(3, 1)}, []int{1, 2, 3}},
		"at most ten and five":     {many, []int{0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 100, 101, 102, 103, 104}},
	}
	for name, tt := range tests {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			if got := names(choose(tt.in)); !equal(got, tt.want) {
				t.Errorf("got %v, want %v", got, tt.want)
			}
		})
	}
}

func TestChooseLeavesOutWhatWeighsMuchLess(t *testing.T) {
	t.Parallel()
	weights := []int{8000, 7900, 6100, 5900, 3000}
	list := make([]scoring.Ranked, len(weights))
	for i, w := range weights {
		list[i] = ranked(i, 0)
		list[i].Weight = w
	}
	if got, want := names(choose(list)), []int{0, 1, 2}; !equal(got, want) {
		t.Errorf("got %v, want %v", got, want)
	}
	list[3].Weight = 6000
	if got, want := names(choose(list)), []int{0, 1, 2, 3}; !equal(got, want) {
		t.Errorf("with three quarters of the best: got %v, want %v", got, want)
	}
}
