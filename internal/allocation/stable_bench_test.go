package allocation_test

import (
	"testing"

	"github.com/tandem-hbo/tandem/internal/allocation"
	"github.com/tandem-hbo/tandem/internal/allocation/invented"
)

// large is a round of 100,000 questions with places for about all, and its plan.
func large(b *testing.B) (*allocation.Problem, *allocation.Plan) {
	b.Helper()
	p := invented.Round(invented.Sizes()["LT"], 0)
	plan, err := allocation.Solve(p)
	if err != nil {
		b.Fatal(err)
	}
	return p, plan
}

func BenchmarkStable(b *testing.B) {
	p := invented.Round(invented.Sizes()["LT"], 0)
	for b.Loop() {
		allocation.Stable(p)
	}
}

func BenchmarkBlocking(b *testing.B) {
	p, plan := large(b)
	for b.Loop() {
		allocation.CountBlocking(p, plan.Placed)
	}
}

// BenchmarkProbe asks one thing at a time of a plan of 3.5 million edges.
func BenchmarkProbe(b *testing.B) {
	p, plan := large(b)
	b.Run("prepare", func(b *testing.B) {
		for b.Loop() {
			if _, err := allocation.NewProbe(p, plan); err != nil {
				b.Fatal(err)
			}
		}
	})
	probe, err := allocation.NewProbe(p, plan)
	if err != nil {
		b.Fatal(err)
	}
	asks := map[string]func(i int32){
		"places":    func(i int32) { probe.MorePlaces(i % int32(len(p.Offerings))) },
		"hours":     func(i int32) { probe.MoreHours(i % int32(len(p.Lecturers))) },
		"elsewhere": func(i int32) { probe.BestElsewhere(i * 7919 % int32(len(p.Questions))) },
		"minimum":   func(i int32) { probe.CostOfGroup(i % int32(len(p.Groups))) },
	}
	for name, ask := range asks {
		b.Run(name, func(b *testing.B) {
			i := int32(0)
			for b.Loop() {
				ask(i % 100_000)
				i++
			}
		})
	}
}
