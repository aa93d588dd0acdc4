package allocation_test

import (
	"fmt"
	"testing"
	"time"

	"github.com/tandem-hbo/tandem/internal/allocation"
	"github.com/tandem-hbo/tandem/internal/allocation/invented"
	"github.com/tandem-hbo/tandem/internal/allocation/proof"
)

// leasts are the minima of offerings that searching is measured with, by name.
func leasts() map[string]func(i int, o *allocation.Offering) {
	return map[string]func(i int, o *allocation.Offering){
		"few": func(int, *allocation.Offering) {}, // three in ten ask for one or two
		"third": func(i int, o *allocation.Offering) { // every third runs nearly full
			if o.Least = 0; i%3 == 0 {
				o.Least = max(1, o.Most-1)
			}
		},
		"all": func(_ int, o *allocation.Offering) { o.Least = o.Most/2 + 1 }, // all run more than half full
	}
}

// BenchmarkStrict searches rounds in which offerings run with their least or not at
// all, tells how far from the best they may be, and has the proof checked.
func BenchmarkStrict(b *testing.B) {
	for _, size := range []string{"S", "M", "L"} {
		for name, least := range leasts() {
			p := invented.Round(invented.Sizes()[size], 0)
			for i := range p.Offerings {
				least(i, &p.Offerings[i])
			}
			for _, flows := range []int{50, 200} {
				b.Run(fmt.Sprintf("%s/%s/%d", size, name, flows), func(b *testing.B) { benchStrict(b, p, flows) })
			}
		}
	}
}

func benchStrict(b *testing.B, p *allocation.Problem, flows int) {
	b.Helper()
	var found *allocation.Bounded
	for b.Loop() {
		var err error
		if found, err = allocation.SolveBounded(p, allocation.Search{Strict: true, Solves: flows}); err != nil {
			b.Fatal(err)
		}
	}
	begin := time.Now()
	if err := proof.Strict(p, found.Placed, &found.Grounds, found.Value, found.Bound); err != nil {
		b.Fatal(err)
	}
	check := time.Since(begin)
	weight := found.Value
	for _, g := range p.Groups { // the bonuses of groups would make the gap look small
		weight -= p.Bonus * int64(g.Least)
	}
	b.ReportMetric(float64(check.Milliseconds()), "check-ms")
	b.ReportMetric(float64(found.Gap())/float64(weight)*1e6, "gap-ppm")
	b.ReportMetric(float64(found.Solves), "flows")
}
