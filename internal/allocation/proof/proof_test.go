package proof_test

import (
	"errors"
	"slices"
	"testing"

	"github.com/tandem-hbo/tandem/internal/allocation"
	"github.com/tandem-hbo/tandem/internal/allocation/invented"
	"github.com/tandem-hbo/tandem/internal/allocation/proof"
)

func planned(t testing.TB, size string) (*allocation.Problem, *allocation.Plan) {
	t.Helper()
	p := invented.Round(invented.Sizes()[size], 0)
	plan, err := allocation.Solve(p)
	if err != nil {
		t.Fatal(err)
	}
	return p, plan
}

// TestEveryChangeIsSeen changes one number of a proven plan at a time. A price of
// something empty may have some play, and is then still a proof; no other change
// may pass, and a price far off never does.
func TestEveryChangeIsSeen(t *testing.T) {
	t.Parallel()
	p, plan := planned(t, "T")
	refuted := func(what string, i int) {
		t.Helper()
		if err := proof.Check(p, plan.Placed, plan.Value, &plan.Prices); !errors.Is(err, proof.ErrRefuted) {
			t.Errorf("%s %d: got %v, want it refuted", what, i, err)
		}
	}
	if err := proof.Check(p, plan.Placed, plan.Value, &plan.Prices); err != nil {
		t.Fatal(err)
	}
	for _, by := range []int64{-1, 1, 1 << 40} {
		plan.Value += by
		refuted("value by", int(by))
		plan.Value -= by
	}
	for q := range plan.Placed {
		was := plan.Placed[q]
		for o := int32(-1); o <= int32(len(p.Offerings)); o++ {
			if plan.Placed[q] = o; o != was {
				refuted("assignment", q)
			}
		}
		plan.Placed[q] = was
	}
	for _, list := range [][]int64{plan.Prices.Offerings, plan.Prices.Lecturers, plan.Prices.Groups} {
		for i := range list {
			for _, by := range []int64{-300_000, 300_000, 1 << 40, -1 << 62} {
				if list[i] += by; by > 0 || list[i] < -300_000 {
					refuted("price", i)
				}
				list[i] -= by
			}
		}
	}
}

func TestListsMustFit(t *testing.T) {
	t.Parallel()
	p, plan := planned(t, "T")
	if err := proof.Check(p, plan.Placed[1:], plan.Value, &plan.Prices); !errors.Is(err, proof.ErrRefuted) {
		t.Errorf("an assignment short: got %v", err)
	}
	prices := plan.Prices
	prices.Groups = prices.Groups[1:]
	if err := proof.Check(p, plan.Placed, plan.Value, &prices); !errors.Is(err, proof.ErrRefuted) {
		t.Errorf("a price short: got %v", err)
	}
}

// TestWorsePlanIsNotProven takes a place away from somebody who is rightly there:
// allowed, truly worth what it says, but not the best.
func TestWorsePlanIsNotProven(t *testing.T) {
	t.Parallel()
	p, plan := planned(t, "S")
	worse := slices.Clone(plan.Placed)
	worse[slices.IndexFunc(worse, func(o int32) bool { return o != allocation.Nobody })] = allocation.Nobody
	if err := proof.Check(p, worse, p.Value(worse), &plan.Prices); !errors.Is(err, proof.ErrRefuted) {
		t.Errorf("got %v, want it refuted", err)
	}
}

func BenchmarkCheck(b *testing.B) {
	p, plan := planned(b, "L")
	b.Run("L", func(b *testing.B) {
		for b.Loop() {
			if err := proof.Check(p, plan.Placed, plan.Value, &plan.Prices); err != nil {
				b.Fatal(err)
			}
		}
	})
}

// TestGapIsProvenToo lets prices that are a little off prove a little less.
func TestGapIsProvenToo(t *testing.T) {
	t.Parallel()
	p, plan := planned(t, "T")
	dearest := slices.Index(plan.Prices.Lecturers, slices.Max(plan.Prices.Lecturers))
	plan.Prices.Lecturers[dearest] += 10
	for o := range p.Offerings {
		if int(p.Offerings[o].Lecturer) == dearest {
			plan.Prices.Offerings[o] += 10
		}
	}
	if err := proof.Check(p, plan.Placed, plan.Value, &plan.Prices); !errors.Is(err, proof.ErrRefuted) {
		t.Fatalf("got %v", err)
	}
	for gap := int64(-20); gap < 1000; gap++ {
		if proof.Within(p, plan.Placed, &plan.Prices, plan.Value, plan.Value+gap) == nil {
			if gap <= 0 {
				t.Errorf("proven with a gap of %d", gap)
			}
			return
		}
	}
	t.Error("no gap is proven")
}
