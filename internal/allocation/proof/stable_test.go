package proof_test

import (
	"errors"
	"slices"
	"testing"

	"github.com/tandem-hbo/tandem/internal/allocation"
	"github.com/tandem-hbo/tandem/internal/allocation/invented"
	"github.com/tandem-hbo/tandem/internal/allocation/proof"
)

func TestStablePlansAreProven(t *testing.T) {
	t.Parallel()
	for _, size := range []string{"T", "S", "M"} {
		p := invented.Round(invented.Sizes()[size], 0)
		placed := allocation.Stable(p)
		cutoffs := allocation.Cutoffs(p, placed)
		if err := proof.Stable(p, placed, &cutoffs, p.Value(placed)); err != nil {
			t.Errorf("%s: %v", size, err)
		}
	}
}

// TestStableRefutes changes one thing of a stable plan at a time: every other
// assignment of one question blocks somewhere or breaks a rule, and a cutoff that
// is higher or lower proves nothing unless nobody comes near it.
func TestStableRefutes(t *testing.T) {
	t.Parallel()
	p := invented.Round(invented.Sizes()["T"], 0)
	placed := allocation.Stable(p)
	cutoffs := allocation.Cutoffs(p, placed)
	refuted := func(what string, i int, value int64) {
		t.Helper()
		if err := proof.Stable(p, placed, &cutoffs, value); !errors.Is(err, proof.ErrRefuted) {
			t.Errorf("%s %d: got %v, want it refuted", what, i, err)
		}
	}
	refuted("value", 0, p.Value(placed)+1)
	for q := range placed {
		was := placed[q]
		for _, e := range append(slices.Clone(p.EdgesOf(q)), allocation.Edge{Offering: allocation.Nobody}) {
			if placed[q] = e.Offering; e.Offering != was {
				cutoffs = allocation.Cutoffs(p, placed)
				refuted("question", q, p.Value(placed))
			}
		}
		placed[q] = was
	}
	cutoffs = allocation.Cutoffs(p, placed)
	for _, list := range [][]int64{cutoffs.Offerings, cutoffs.Lecturers} {
		for i, was := range list {
			for _, wrong := range []int64{-2, was + 20_000, allocation.Closed} {
				list[i] = wrong
				refuted("cutoff", i, p.Value(placed))
			}
			list[i] = was
		}
	}
	cutoffs.Offerings = cutoffs.Offerings[1:]
	refuted("list", 0, p.Value(placed))
}

// TestCutoffsHaveNoPlay lowers a cutoff at which somebody is turned away.
func TestCutoffsHaveNoPlay(t *testing.T) {
	t.Parallel()
	one := func(education uint16) allocation.Question {
		return allocation.Question{First: int32(education) - 1, Last: int32(education), Fixed: allocation.Nobody, Held: allocation.Nobody}
	}
	p := &allocation.Problem{
		Offerings: []allocation.Offering{{Lecturer: allocation.Nobody, Most: 1}},
		Questions: []allocation.Question{one(1), one(2)},
		Edges:     []allocation.Edge{{Company: 1, Education: 1}, {Company: 1, Education: 2}},
	}
	for cutoff, proven := range map[int64]bool{0: false, 1: true, 2: true, 3: false, allocation.Room: false} {
		err := proof.Stable(p, []int32{allocation.Nobody, 0}, &allocation.Prices{Offerings: []int64{cutoff}}, 0)
		if (err == nil) != proven {
			t.Errorf("cutoff %d: got %v", cutoff, err)
		}
	}
	if err := proof.Stable(p, []int32{0, allocation.Nobody}, &allocation.Prices{Offerings: []int64{1}}, 0); !errors.Is(err, proof.ErrRefuted) {
		t.Errorf("the other one: got %v", err)
	}
}
