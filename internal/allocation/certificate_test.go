package allocation_test

import (
	"errors"
	"math/rand/v2"
	"testing"

	"github.com/tandem-hbo/tandem/internal/allocation"
	"github.com/tandem-hbo/tandem/internal/allocation/proof"
)

// TestCutoffsProveWhatNothingBlocks tries every plan of small rounds with all
// rules: the proof and the list of blocking pairs, which share no code, must agree.
func TestCutoffsProveWhatNothingBlocks(t *testing.T) {
	t.Parallel()
	r := rand.New(rand.NewPCG(8, 1))
	proven, plans := 0, 0
	for range 600 {
		p := randomProblem(r, size{questions: 4, offerings: 4, weight: 40})
		for e := range p.Edges {
			p.Edges[e].Company, p.Edges[e].Education = uint16(r.IntN(5)), uint16(r.IntN(5))
		}
		eachPlan(p, func(plan []int32) {
			plans++
			cutoffs := allocation.Cutoffs(p, plan)
			err := proof.Stable(p, plan, &cutoffs, p.Value(plan))
			pairs, _ := allocation.CountBlocking(p, plan)
			if (err == nil) != (pairs == 0) || err != nil && !errors.Is(err, proof.ErrRefuted) {
				t.Fatalf("%d pairs, %v: %v of %+v", pairs, err, plan, p)
			}
			if err == nil {
				proven++
			}
		})
		if placed := allocation.Stable(p); len(p.Questions) > 0 {
			cutoffs := allocation.Cutoffs(p, placed)
			if err := proof.Stable(p, placed, &cutoffs, p.Value(placed)); err != nil {
				t.Fatalf("%v: %v of %+v", err, placed, p)
			}
		}
	}
	t.Logf("%d of %d plans are stable", proven, plans)
	if proven < 50 {
		t.Errorf("only %d plans were stable", proven)
	}
}

// TestStrictProofsOfRoundsWithEverything searches rounds with what is fixed,
// promised, shut or without limit, and holds the proofs to trying all plans.
func TestStrictProofsOfRoundsWithEverything(t *testing.T) {
	t.Parallel()
	r := rand.New(rand.NewPCG(8, 2))
	best := 0
	for range 1500 {
		p := randomProblem(r, size{questions: 6, offerings: 4, weight: 40})
		want, possible := strictBest(p)
		got, err := allocation.SolveBounded(p, allocation.Search{Strict: true, Solves: 100})
		if !possible {
			if !errors.Is(err, allocation.ErrImpossible) {
				t.Fatalf("got %+v, %v, want no plan for %+v", got, err, p)
			}
			continue
		}
		if err != nil {
			t.Fatalf("%v: %+v", err, p)
		}
		if err := proof.Strict(p, got.Placed, &got.Grounds, got.Value, got.Bound); err != nil {
			t.Fatalf("%v: %+v of %+v", err, got, p)
		}
		if got.Value > want || got.Bound < want {
			t.Fatalf("value %d, best %d, bound %d of %+v", got.Value, want, got.Bound, p)
		}
		if got.Gap() == 0 {
			best++
		}
	}
	t.Logf("%d of 1500 were proven best", best)
	if best < 1200 {
		t.Errorf("only %d were proven best", best)
	}
}
