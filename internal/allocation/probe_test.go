package allocation_test

import (
	"fmt"
	"math/rand/v2"
	"slices"
	"testing"

	"github.com/tandem-hbo/tandem/internal/allocation"
)

// changed is a copy of a problem whose lists may be written to.
func changed(p *allocation.Problem) *allocation.Problem {
	c := *p
	c.Groups, c.Programmes, c.Lecturers = slices.Clone(p.Groups), slices.Clone(p.Programmes), slices.Clone(p.Lecturers)
	c.Offerings, c.Questions, c.Edges = slices.Clone(p.Offerings), slices.Clone(p.Questions), slices.Clone(p.Edges)
	return &c
}

func one(most *int32) {
	if *most < allocation.Unlimited {
		*most++
	}
}

// probing is a problem, its plan, and a change with what a probe says of it.
type probing struct {
	t    *testing.T
	p    *allocation.Problem
	plan *allocation.Plan
}

// holds solves the changed problem from nothing, and follows the moves.
func (x probing) holds(what string, after *allocation.Problem, c allocation.Change, set ...int32) {
	x.t.Helper()
	best, err := allocation.Solve(after)
	if err != nil {
		x.t.Fatal(err)
	}
	if want := best.Value - x.plan.Value; c.Value != want {
		x.t.Fatalf("%s: got %d, want %d: plan %v of %+v", what, c.Value, want, x.plan.Placed, x.p)
	}
	placed := slices.Clone(x.plan.Placed)
	if len(set) > 0 {
		placed[set[0]] = set[1]
	}
	for _, m := range c.Moves {
		if placed[m.Question] != m.From {
			x.t.Fatalf("%s: %+v moves from elsewhere in %v of %v", what, m, c.Moves, placed)
		}
		placed[m.Question] = m.To
	}
	if !room(after, placed) || after.Value(placed) != best.Value {
		x.t.Fatalf("%s: moves %+v make %v, worth %d, want %d", what, c.Moves, placed, after.Value(placed), best.Value)
	}
}

func (x probing) more(probe *allocation.Probe) {
	for o := range x.p.Offerings {
		after := changed(x.p)
		one(&after.Offerings[o].Most)
		x.holds(fmt.Sprintf("place at %d", o), after, probe.MorePlaces(int32(o)))
	}
	for l := range x.p.Lecturers {
		after := changed(x.p)
		one(&after.Lecturers[l].Most)
		x.holds(fmt.Sprintf("lecturer %d", l), after, probe.MoreHours(int32(l)))
	}
	for g := range x.p.Programmes {
		after := changed(x.p)
		one(&after.Programmes[g].Most)
		x.holds(fmt.Sprintf("programme %d", g), after, probe.MoreRoom(int32(g)))
	}
}

func (x probing) elsewhere(probe *allocation.Probe) {
	for q := range x.p.Questions {
		if x.p.Questions[q].Fixed != allocation.Nobody {
			continue
		}
		for _, e := range x.p.EdgesOf(q) {
			after := changed(x.p)
			after.Questions[q].Fixed = e.Offering
			c, ok := probe.Elsewhere(int32(q), e.Offering)
			if possible := after.Check() == nil; possible != ok {
				x.t.Fatalf("question %d at %d: got %v, want %v: plan %v of %+v", q, e.Offering, ok, possible, x.plan.Placed, x.p)
			}
			if ok {
				x.holds(fmt.Sprintf("question %d at %d", q, e.Offering), after, c, int32(q), e.Offering)
			}
		}
		after := changed(x.p)
		for e := x.p.Questions[q].First; e < x.p.Questions[q].Last; e++ {
			after.Edges[e].Weight = -1 << 20
		}
		c, ok := probe.Elsewhere(int32(q), allocation.Nobody)
		if !ok {
			x.t.Fatalf("question %d cannot stay out", q)
		}
		x.holds(fmt.Sprintf("question %d out", q), after, c, int32(q), allocation.Nobody)
	}
}

func (x probing) minima(probe *allocation.Probe) {
	none := changed(x.p)
	for g := range x.p.Groups {
		after := changed(x.p)
		after.Groups[g].Least, none.Groups[g].Least = 0, 0
		x.costs(fmt.Sprintf("group %d", g), after, probe.CostOfGroup(int32(g)).Value)
	}
	for o := range x.p.Offerings {
		after := changed(x.p)
		after.Offerings[o].Least, none.Offerings[o].Least = 0, 0
		x.costs(fmt.Sprintf("least of %d", o), after, probe.CostOfLeast(int32(o)).Value)
	}
	all, err := allocation.CostOfMinima(x.p, x.plan.Placed)
	if err != nil {
		x.t.Fatal(err)
	}
	x.costs("all minima", none, all)
}

func (x probing) costs(what string, after *allocation.Problem, got int64) {
	x.t.Helper()
	best, err := allocation.Solve(after)
	if err != nil {
		x.t.Fatal(err)
	}
	if want := best.Value - after.Value(x.plan.Placed); got != want || got < 0 {
		x.t.Fatalf("%s: got %d, want %d: plan %v of %+v", what, got, want, x.plan.Placed, x.p)
	}
}

// Whatever a probe says without planning again is what planning again gives.
func TestProbesEqualPlanningAgain(t *testing.T) {
	t.Parallel()
	rounds := 1500
	if testing.Short() {
		rounds = 150
	}
	for seed := range rounds {
		r := rand.New(rand.NewPCG(uint64(seed), 8))
		p := randomProblem(r, size{questions: 1 + r.IntN(12), offerings: 1 + r.IntN(6), weight: 8 + r.IntN(200)})
		plan := mustSolve(t, p)
		probe, err := allocation.NewProbe(p, plan)
		if err != nil {
			t.Fatal(err)
		}
		x := probing{t: t, p: p, plan: plan}
		x.more(probe)
		x.elsewhere(probe)
		x.minima(probe)
		x.more(probe) // a probe leaves no trace
	}
}
