package matching

import (
	"slices"
	"testing"

	"github.com/tandem-hbo/tandem/internal/scoring"
	"github.com/tandem-hbo/tandem/internal/tandem"
)

// ranked makes one of a ranking with a number of shut gates; its number of
// places names it.
func ranked(name, shut int) scoring.Ranked {
	s := tandem.Score{Weight: 5000, Gates: []tandem.Gate{{Code: "places", OK: true}}}
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

func TestKeep(t *testing.T) {
	t.Parallel()
	var open []scoring.Ranked
	for i := range 10 {
		open = append(open, ranked(i, 0))
	}
	near := []scoring.Ranked{ranked(100, 1), ranked(101, 2)}
	tests := map[string]struct {
		open, near []scoring.Ranked
		want       []int
	}{
		"nothing offered": {nil, nil, []int{}},
		"only misses":     {nil, near, []int{100, 101}},
		"only open ones":  {open[:2], nil, []int{0, 1}},
		"both":            {open, near, []int{0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 100, 101}},
	}
	for name, tt := range tests {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			if got := names(keep(tt.open, tt.near)); !slices.Equal(got, tt.want) {
				t.Errorf("got %v, want %v", got, tt.want)
			}
		})
	}
}

func TestKeepLeavesOutWhatWeighsMuchLess(t *testing.T) {
	t.Parallel()
	weights := []int{8000, 7900, 6100, 5900, 3000}
	list := make([]scoring.Ranked, len(weights))
	for i, w := range weights {
		list[i] = ranked(i, 0)
		list[i].Weight = w
	}
	if got, want := names(keep(list, nil)), []int{0, 1, 2}; !slices.Equal(got, want) {
		t.Errorf("got %v, want %v", got, want)
	}
	list[3].Weight = 6000
	if got, want := names(keep(list, nil)), []int{0, 1, 2, 3}; !slices.Equal(got, want) {
		t.Errorf("with three quarters of the best: got %v, want %v", got, want)
	}
}
