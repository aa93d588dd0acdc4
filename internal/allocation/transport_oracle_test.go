package allocation_test

import (
	"slices"
	"testing"

	"github.com/tandem-hbo/tandem/internal/allocation"
	"github.com/tandem-hbo/tandem/internal/allocation/proof"
)

// mostUnits is the largest transport that is planned here: each unit that a source
// sends is a question.
const mostUnits = 50_000

// transported is a transport between sources and sinks as a round: units are
// questions, sinks offerings, and a weight is what a unit saves on the dearest
// way, so much that all units go. It is false for flows of another shape.
func transported(n network) (p *allocation.Problem, dearest int64, ok bool) {
	p = &allocation.Problem{}
	sinks := make([]int32, len(n.supply))
	for v, supply := range n.supply {
		sinks[v] = allocation.Nobody
		if supply < 0 {
			sinks[v] = int32(len(p.Offerings))
			p.Offerings = append(p.Offerings, allocation.Offering{Lecturer: allocation.Nobody, Most: int32(-supply)})
		}
	}
	ways := make([][]arc, len(n.supply))
	for _, a := range n.arcs {
		if n.supply[a.from] <= 0 || sinks[a.to] == allocation.Nobody || a.least > 0 || a.most < min(n.supply[a.from], -n.supply[a.to]) {
			return nil, 0, false
		}
		ways[a.from] = append(ways[a.from], a)
		dearest = max(dearest, a.cost+1)
	}
	dearest *= int64(len(n.supply)) // so that leaving a unit never pays
	for v, list := range ways {
		slices.SortFunc(list, func(a, b arc) int { return a.to - b.to })
		for range max(0, n.supply[v]) {
			q := allocation.Question{First: int32(len(p.Edges)), Fixed: allocation.Nobody, Held: allocation.Nobody}
			for _, a := range list {
				p.Edges = append(p.Edges, allocation.Edge{Offering: sinks[a.to], Weight: int32(dearest - a.cost)})
			}
			q.Last = int32(len(p.Edges))
			p.Questions = append(p.Questions, q)
		}
	}
	return p, dearest, true
}

func units(n network) int64 {
	sum := int64(0)
	for _, supply := range n.supply {
		sum += max(0, supply)
	}
	return sum
}

func TestPublishedTransports(t *testing.T) {
	t.Parallel()
	planned := 0
	for file, want := range expectations(t, oracle(t, "dimacs-mcf", "expected.txt")) {
		n := dimacs(t, oracle(t, "dimacs-mcf", file))
		if units(n) > mostUnits {
			continue
		}
		p, dearest, ok := transported(n)
		if !ok {
			continue
		}
		planned++
		plan := mustSolve(t, p)
		if got := int64(plan.Count())*dearest - plan.Value; got != int64(want[0]) || plan.Count() != len(p.Questions) {
			t.Errorf("%s: costs %d for %d of %d units, want %d", file, got, plan.Count(), len(p.Questions), want[0])
		}
		if err := proof.Check(p, plan.Placed, plan.Value, &plan.Prices); err != nil {
			t.Errorf("%s: %v", file, err)
		}
	}
	if planned < 5 {
		t.Errorf("only %d transports were found", planned)
	}
}
