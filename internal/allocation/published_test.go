package allocation_test

import (
	"os"
	"testing"

	"github.com/tandem-hbo/tandem/internal/allocation"
	"github.com/tandem-hbo/tandem/internal/allocation/invented"
	"github.com/tandem-hbo/tandem/internal/allocation/proof"
)

// rounds are the measured ones, with values that three to twelve independent solvers agree on.
var rounds = []struct {
	size        string
	plain, full int64
	large       bool
}{
	{"T", 108_648, 791_715, false},
	{"S", 6_889_410, 63_825_021, false},
	{"M", 66_408_492, 647_223_744, false},
	{"L", 372_751_642, 3_296_480_345, true},
	{"LT", 660_582_146, 5_956_794_138, true},
}

func TestPublishedValues(t *testing.T) {
	t.Parallel()
	for _, want := range rounds {
		t.Run(want.size, func(t *testing.T) {
			t.Parallel()
			if want.large && os.Getenv("TANDEM_LARGE_ROUNDS") == "" {
				t.Skip("TANDEM_LARGE_ROUNDS=1 plans the rounds of 100,000 questions as well")
			}
			full := invented.Round(invented.Sizes()[want.size], 0)
			for rules, p := range map[string]*allocation.Problem{"full": full, "plain": full.Plain()} {
				value := map[string]int64{"full": want.full, "plain": want.plain}[rules]
				plan := mustSolve(t, p)
				if plan.Value != value {
					t.Errorf("%s rules: value = %d, want %d", rules, plan.Value, value)
				}
				if err := proof.Check(p, plan.Placed, plan.Value, &plan.Prices); err != nil {
					t.Errorf("%s rules: %v", rules, err)
				}
			}
		})
	}
}

func BenchmarkSolve(b *testing.B) {
	for _, size := range rounds {
		full := invented.Round(invented.Sizes()[size.size], 0)
		for rules, p := range map[string]*allocation.Problem{"full": full, "plain": full.Plain()} {
			b.Run(size.size+"/"+rules, func(b *testing.B) {
				b.ReportAllocs()
				for b.Loop() {
					if _, err := allocation.Solve(p); err != nil {
						b.Fatal(err)
					}
				}
			})
		}
	}
}
