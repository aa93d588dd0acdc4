package allocation_test

import (
	"math/rand/v2"
	"reflect"
	"testing"

	"github.com/tandem-hbo/tandem/internal/allocation"
	"github.com/tandem-hbo/tandem/internal/allocation/proof"
)

// TestSmallProblemsAgainstTryingEverything is the heart of the matter: the value
// is that of the best of all assignments, and the proof holds.
func TestSmallProblemsAgainstTryingEverything(t *testing.T) {
	t.Parallel()
	problems := 10_000
	if testing.Short() {
		problems = 500
	}
	for seed := range problems {
		r := rand.New(rand.NewPCG(uint64(seed), 1))
		p := randomProblem(r, size{questions: 5, offerings: 4, weight: 8 + r.IntN(100)})
		plan := mustSolve(t, p)
		if want := bestOf(p); plan.Value != want {
			t.Fatalf("seed %d: value = %d, want %d\n%+v\n%+v", seed, plan.Value, want, p, plan)
		}
		if err := proof.Check(p, plan.Placed, plan.Value, &plan.Prices); err != nil {
			t.Fatalf("seed %d: %v\n%+v\n%+v", seed, err, p, plan)
		}
	}
}

// TestProofHoldsOnLargerProblems leaves it to the proof that nothing is better.
func TestProofHoldsOnLargerProblems(t *testing.T) {
	t.Parallel()
	for seed := range 300 {
		r := rand.New(rand.NewPCG(uint64(seed), 2))
		p := randomProblem(r, size{questions: 300, offerings: 40, weight: 20 + r.IntN(5000)})
		plan := mustSolve(t, p)
		if err := proof.Check(p, plan.Placed, plan.Value, &plan.Prices); err != nil {
			t.Fatalf("seed %d: %v", seed, err)
		}
	}
}

func TestSameProblemSamePlan(t *testing.T) {
	t.Parallel()
	p := randomProblem(rand.New(rand.NewPCG(7, 3)), size{questions: 400, offerings: 40, weight: 30})
	first := mustSolve(t, p)
	for range 5 {
		if again := mustSolve(t, p); !reflect.DeepEqual(first, again) {
			t.Fatal("another plan of the same problem")
		}
	}
}

func mustSolve(t *testing.T, p *allocation.Problem) *allocation.Plan {
	t.Helper()
	plan, err := allocation.Solve(p)
	if err != nil {
		t.Fatal(err)
	}
	return plan
}
