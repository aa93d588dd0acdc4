package allocation_test

import (
	"errors"
	"math/rand/v2"
	"slices"
	"testing"

	"github.com/tandem-hbo/tandem/internal/allocation"
	"github.com/tandem-hbo/tandem/internal/allocation/proof"
)

// crossed puts every question of a random round in a group of a second and a
// third partition now and then.
func crossed(r *rand.Rand, p *allocation.Problem) *allocation.Problem {
	for partition := int32(1); partition < 3; partition++ {
		first := int32(len(p.Groups))
		for range 2 {
			p.Groups = append(p.Groups, allocation.Group{Partition: partition, Least: int32(1 + r.IntN(3))})
		}
		for q := range p.Questions {
			if r.IntN(3) > 0 {
				p.Questions[q].Groups = append(slices.Clone(p.Questions[q].Groups), first+int32(r.IntN(2)))
			}
		}
	}
	return p
}

func TestCrossingGroupsKeepTheBestBetweenPlanAndBound(t *testing.T) {
	t.Parallel()
	r := rand.New(rand.NewPCG(5, 1))
	proven, best := 0, 0
	const rounds = 400
	for range rounds {
		p := crossed(r, randomRound(r, shape{questions: 1 + r.IntN(6), offerings: 1 + r.IntN(4), minima: true}))
		want := bestOf(p)
		got, err := allocation.SolveBounded(p, allocation.Search{Solves: 40})
		if err != nil {
			t.Fatal(err)
		}
		if !room(p, got.Placed) || p.Value(got.Placed) != got.Value || got.Value > want || got.Bound < want {
			t.Fatalf("value %d, best %d, bound %d: %v of %+v", got.Value, want, got.Bound, got.Placed, p)
		}
		if err := proof.Within(p, got.Placed, &got.Prices, got.Value, got.Bound); err != nil {
			t.Fatal(err)
		}
		if got.Gap() == 0 {
			proven++
		}
		if got.Value == want {
			best++
		}
	}
	t.Logf("of %d rounds %d were solved best and %d proven so", rounds, best, proven)
	if proven < rounds*3/4 {
		t.Errorf("only %d of %d proven", proven, rounds)
	}
}

// strictBest is the most that a plan is worth in which every offering has its
// least or nothing, found by trying all; ok is false when there is no plan.
func strictBest(p *allocation.Problem) (best int64, ok bool) {
	plain := *p
	plain.Offerings = slices.Clone(p.Offerings)
	for o := range plain.Offerings {
		plain.Offerings[o].Least = 0
	}
	eachPlan(p, func(plan []int32) {
		if !strictly(p, plan) {
			return
		}
		if v := plain.Value(plan); !ok || v > best {
			best, ok = v, true
		}
	})
	return best, ok
}

func strictly(p *allocation.Problem, plan []int32) bool {
	counts, _, _ := counts(p, plan)
	for o, n := range counts {
		if n > 0 && n < p.Offerings[o].Least {
			return false
		}
	}
	return true
}

func TestStrictEqualsTryingAllPlans(t *testing.T) {
	t.Parallel()
	r := rand.New(rand.NewPCG(5, 2))
	for range 600 {
		p := randomRound(r, shape{questions: 1 + r.IntN(6), offerings: 1 + r.IntN(4)})
		for o := range p.Offerings {
			p.Offerings[o].Most += int32(r.IntN(3))
			p.Offerings[o].Least = int32(r.IntN(int(p.Offerings[o].Most) + 2))
		}
		if edges := p.EdgesOf(0); len(edges) > 0 && r.IntN(4) == 0 {
			p.Questions[0].Fixed = edges[0].Offering
		}
		if p.Check() != nil {
			continue
		}
		want, possible := strictBest(p)
		got, err := allocation.SolveBounded(p, allocation.Search{Strict: true, Solves: 1000})
		if !possible {
			if !errors.Is(err, allocation.ErrImpossible) {
				t.Fatalf("got %+v, %v, want no plan for %+v", got, err, p)
			}
			continue
		}
		if err != nil || got.Value != want || got.Gap() != 0 || !strictly(p, got.Placed) || !room(p, got.Placed) {
			t.Fatalf("got %+v, %v, want %d for %+v", got, err, want, p)
		}
		if err := proof.Strict(p, got.Placed, &got.Grounds, got.Value, got.Bound); err != nil {
			t.Fatalf("%v: %+v for %+v", err, got, p)
		}
	}
}

func TestStrictWithGroupsKeepsTheBestBetweenPlanAndBound(t *testing.T) {
	t.Parallel()
	r := rand.New(rand.NewPCG(5, 3))
	proven := 0
	const rounds = 400
	for i := range rounds {
		p := randomRound(r, shape{questions: 1 + r.IntN(6), offerings: 1 + r.IntN(4), minima: true})
		for o := range p.Offerings {
			p.Offerings[o].Most += int32(r.IntN(3))
			p.Offerings[o].Least = int32(r.IntN(int(p.Offerings[o].Most) + 1))
		}
		if i%2 == 0 {
			p = crossed(r, p)
		}
		want, _ := strictBest(p)
		got, err := allocation.SolveBounded(p, allocation.Search{Strict: true, Solves: 200})
		if err != nil {
			t.Fatal(err)
		}
		if !strictly(p, got.Placed) || !room(p, got.Placed) || got.Value > want || got.Bound < want {
			t.Fatalf("value %d, best %d, bound %d: %v of %+v", got.Value, want, got.Bound, got.Placed, p)
		}
		if err := proof.Strict(p, got.Placed, &got.Grounds, got.Value, got.Bound); err != nil {
			t.Fatalf("%v: %+v for %+v", err, got, p)
		}
		if got.Gap() == 0 {
			proven++
		}
	}
	t.Logf("%d of %d rounds were proven best", proven, rounds)
	if proven < rounds*3/4 {
		t.Errorf("only %d of %d proven", proven, rounds)
	}
}

// A search that may hardly look says honestly how far it may be off.
func TestStrictStopsAtItsLimit(t *testing.T) {
	t.Parallel()
	r := rand.New(rand.NewPCG(5, 4))
	p := randomRound(r, shape{questions: 60, offerings: 30})
	for o := range p.Offerings {
		p.Offerings[o] = allocation.Offering{Lecturer: allocation.Nobody, Least: 3, Most: 5}
	}
	few, err := allocation.SolveBounded(p, allocation.Search{Strict: true, Solves: 5})
	if err != nil {
		t.Fatal(err)
	}
	more, err := allocation.SolveBounded(p, allocation.Search{Strict: true, Solves: 100})
	if err != nil {
		t.Fatal(err)
	}
	t.Logf("gap %d of %d after %d flows, %d after %d", few.Gap(), few.Value, few.Solves, more.Gap(), more.Solves)
	if few.Solves > 20 || more.Solves > 110 || more.Gap() > few.Gap() || !strictly(p, few.Placed) {
		t.Errorf("got %+v and %+v", few, more)
	}
}

func TestRoundsThatAreFlowsAreSolvedOnce(t *testing.T) {
	t.Parallel()
	p := randomRound(rand.New(rand.NewPCG(5, 5)), shape{questions: 20, offerings: 6, minima: true})
	got, err := allocation.SolveBounded(p, allocation.Search{})
	if err != nil || got.Solves != 1 || got.Gap() != 0 {
		t.Errorf("got %+v, %v", got, err)
	}
	p.Questions[0].Fixed = 99
	if _, err := allocation.SolveBounded(p, allocation.Search{}); !errors.Is(err, allocation.ErrInvalid) {
		t.Errorf("got %v", err)
	}
}
