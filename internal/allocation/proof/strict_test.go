package proof_test

import (
	"errors"
	"slices"
	"testing"

	"github.com/tandem-hbo/tandem/internal/allocation"
	"github.com/tandem-hbo/tandem/internal/allocation/invented"
	"github.com/tandem-hbo/tandem/internal/allocation/proof"
)

// searched is a round in which every third offering runs nearly full or not at
// all, planned with so many flows.
func searched(t testing.TB, size string, flows int) (*allocation.Problem, *allocation.Bounded) {
	t.Helper()
	p := invented.Round(invented.Sizes()[size], 0)
	for o := range p.Offerings {
		p.Offerings[o].Least = 0
		if o%3 == 0 {
			p.Offerings[o].Least = max(1, p.Offerings[o].Most-1)
		}
	}
	b, err := allocation.SolveBounded(p, allocation.Search{Strict: true, Solves: flows})
	if err != nil {
		t.Fatal(err)
	}
	return p, b
}

// TestStrictPlansAreProven proves a plan with a gap, and one that is the best.
func TestStrictPlansAreProven(t *testing.T) {
	t.Parallel()
	for _, flows := range []int{10, 400} {
		p, b := searched(t, "S", flows)
		t.Logf("value %d, gap %d, %d asks, %d limbs", b.Value, b.Gap(), len(b.Grounds.Asks), len(b.Grounds.Tree))
		if err := proof.Strict(p, b.Placed, &b.Grounds, b.Value, b.Bound); err != nil {
			t.Error(err)
		}
		if flows > 100 && b.Gap() != 0 {
			t.Errorf("gap is %d after %d flows", b.Gap(), b.Solves)
		}
		if err := proof.Strict(p, b.Placed, &b.Grounds, b.Value, b.Bound-1); !errors.Is(err, proof.ErrRefuted) {
			t.Errorf("a bound that is 1 lower: got %v", err)
		}
	}
}

// TestStrictRefutes changes a proven plan, its tree and its asks in all ways that
// would make it prove something else.
func TestStrictRefutes(t *testing.T) {
	t.Parallel()
	p, b := searched(t, "S", 20)
	if len(b.Grounds.Asks) != 1 || len(b.Grounds.Asks[0].Keeps) == 0 {
		t.Fatalf("got %d asks, want one that says what questions keep", len(b.Grounds.Asks))
	}
	at := slices.IndexFunc(b.Placed, func(o int32) bool { return o != allocation.Nobody })
	full := slices.IndexFunc(b.Placed, func(o int32) bool { return o >= 0 && p.Offerings[o].Least > 1 })
	for name, change := range map[string]func(b *allocation.Bounded){
		"value":          func(b *allocation.Bounded) { b.Value++ },
		"assignment":     func(b *allocation.Bounded) { b.Placed[at] = int32(len(p.Offerings)) },
		"too short":      func(b *allocation.Bounded) { b.Placed = b.Placed[1:] },
		"crowd":          func(b *allocation.Bounded) { crowd(b.Placed, b.Placed[full]) },
		"short team":     func(b *allocation.Bounded) { leaveOne(b.Placed, b.Placed[full]); b.Value = strictWorth(p, b.Placed) },
		"tree cut":       func(b *allocation.Bounded) { b.Grounds.Tree = b.Grounds.Tree[:len(b.Grounds.Tree)-1] },
		"tree longer":    func(b *allocation.Bounded) { b.Grounds.Tree = append(b.Grounds.Tree, allocation.Limb{Offering: -1}) },
		"no tree":        func(b *allocation.Bounded) { b.Grounds.Tree = nil },
		"same fork":      func(b *allocation.Bounded) { b.Grounds.Tree = slices.Insert(b.Grounds.Tree, 0, b.Grounds.Tree[0]) },
		"no such ask":    func(b *allocation.Bounded) { b.Grounds.Tree[len(b.Grounds.Tree)-1].Ask = 99 },
		"keeps less":     func(b *allocation.Bounded) { clear(b.Grounds.Asks[0].Keeps) },
		"keeps too much": func(b *allocation.Bounded) { b.Grounds.Asks[0].Keeps[0] += 100_000 },
		"below zero":     func(b *allocation.Bounded) { b.Grounds.Asks[0].Keeps[0] = -1 },
		"dear group":     func(b *allocation.Bounded) { b.Grounds.Asks[0].Prices.Groups[0] = p.Bonus + 1 },
		"void":           func(b *allocation.Bounded) { b.Grounds.Asks[0].Void = true },
	} {
		c := *b
		c.Placed, c.Grounds.Tree = slices.Clone(b.Placed), slices.Clone(b.Grounds.Tree)
		c.Grounds.Asks = slices.Clone(b.Grounds.Asks)
		c.Grounds.Asks[0].Keeps = slices.Clone(b.Grounds.Asks[0].Keeps)
		c.Grounds.Asks[0].Prices.Groups = slices.Clone(b.Grounds.Asks[0].Prices.Groups)
		change(&c)
		if err := proof.Strict(p, c.Placed, &c.Grounds, c.Value, c.Bound); !errors.Is(err, proof.ErrRefuted) {
			t.Errorf("%s: got %v, want it refuted", name, err)
		}
	}
}

// crowd sends everybody to one offering.
func crowd(placed []int32, o int32) {
	for q := range placed {
		placed[q] = o
	}
}

// leaveOne takes all but one out of an offering.
func leaveOne(placed []int32, o int32) {
	first := slices.Index(placed, o)
	for q := first + 1; q < len(placed); q++ {
		if placed[q] == o {
			placed[q] = allocation.Nobody
		}
	}
}

// strictWorth is what a plan is worth when offerings earn no bonus.
func strictWorth(p *allocation.Problem, placed []int32) int64 {
	plain := *p
	plain.Offerings = slices.Clone(p.Offerings)
	for o := range plain.Offerings {
		plain.Offerings[o].Least = 0
	}
	return plain.Value(placed)
}

// TestNoPlanNeedsNoWeights proves by an ask without weights that two offerings
// cannot both open for three questions; without that branch nothing is proven.
func TestNoPlanNeedsNoWeights(t *testing.T) {
	t.Parallel()
	p := &allocation.Problem{Offerings: make([]allocation.Offering, 2)}
	for o := range p.Offerings {
		p.Offerings[o] = allocation.Offering{Lecturer: allocation.Nobody, Least: 2, Most: 2}
	}
	for q := range int32(3) {
		p.Questions = append(p.Questions, allocation.Question{First: 2 * q, Last: 2*q + 2, Fixed: allocation.Nobody, Held: allocation.Nobody})
		p.Edges = append(p.Edges, allocation.Edge{Offering: 0, Weight: 10}, allocation.Edge{Offering: 1, Weight: 10})
	}
	zero := allocation.Ask{Keeps: []int64{0, 0, 0}, Void: true}
	free := allocation.Ask{Keeps: []int64{1, 1, 1}}
	void := allocation.Ask{Keeps: []int64{1, 1, 1}, Void: true}
	closed := allocation.Ask{Keeps: []int64{0, 0, 0}}
	grounds := allocation.Grounds{
		Asks: []allocation.Ask{void, closed},
		Tree: []allocation.Limb{{Offering: 0}, {Offering: 1}, {Offering: -1, Ask: 0}, {Offering: -1, Ask: 1}, {Offering: -1, Ask: 1}},
	}
	if err := proof.Strict(p, []int32{0, 0, -1}, &grounds, 20, 20); err != nil {
		t.Error(err)
	}
	grounds.Asks[0] = free
	if err := proof.Strict(p, []int32{0, 0, -1}, &grounds, 20, 20); !errors.Is(err, proof.ErrRefuted) {
		t.Errorf("got %v, want it refuted", err)
	}
	grounds.Asks[0] = zero
	if err := proof.Strict(p, []int32{0, 0, -1}, &grounds, 20, 20); !errors.Is(err, proof.ErrRefuted) {
		t.Errorf("void without a lack: got %v, want it refuted", err)
	}
}
