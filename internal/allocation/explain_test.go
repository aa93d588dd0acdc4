package allocation_test

import (
	"math/rand/v2"
	"slices"
	"testing"

	"github.com/tandem-hbo/tandem/internal/allocation"
)

// weighed makes a round without lecturers from rows of (offering, weight).
func weighed(most []int32, rows ...[][2]int) *allocation.Problem {
	var wide [][][3]int
	for _, row := range rows {
		var edges [][3]int
		for _, x := range row {
			edges = append(edges, [3]int{x[0], 0, 0})
		}
		wide = append(wide, edges)
	}
	p := pairs(most, wide...)
	i := 0
	for _, row := range rows {
		for _, x := range row {
			p.Edges[i].Weight = int32(x[1])
			i++
		}
	}
	return p
}

// Three questions and two places, small enough to do by hand: the third misses
// the first offering by 10 and ties at the second.
func TestExplanationByHand(t *testing.T) {
	t.Parallel()
	p := weighed([]int32{1, 1}, [][2]int{{0, 90}, {1, 70}}, [][2]int{{0, 80}, {1, 30}}, [][2]int{{0, 60}, {1, 50}})
	plan := &allocation.Plan{
		Value: 150, Placed: []int32{1, 0, allocation.Nobody}, Prices: allocation.Prices{Offerings: []int64{70, 50}},
	}
	x := allocation.Explain(p, plan)
	none := allocation.Nobody
	got := x.Options(2)
	want := []allocation.Option{
		{Offering: 1, Weight: 50, Price: 50, Missed: 0, Level: allocation.LevelOffering, Before: none, Group: none},
		{Offering: 0, Weight: 60, Price: 70, Missed: 10, Level: allocation.LevelOffering, Before: none, Group: none},
	}
	if !slices.Equal(got, want) {
		t.Errorf("got %+v, want %+v", got, want)
	}
	if nearest, ok := x.Nearest(2); !ok || nearest != want[0] {
		t.Errorf("nearest: got %+v", nearest)
	}
	for q, margin := range []int64{0, 10, 0} {
		if got := x.Margin(int32(q)); got != margin {
			t.Errorf("margin of %d: got %d, want %d", q, got, margin)
		}
	}
}

// A question with more points stays out because a group has a minimum.
func TestExplanationNamesTheMinimum(t *testing.T) {
	t.Parallel()
	p := weighed([]int32{1}, [][2]int{{0, 90}}, [][2]int{{0, 30}})
	p.Bonus = 1000
	p.Groups = []allocation.Group{{Least: 1}}
	p.Questions[1].Groups = []int32{0}
	plan := mustSolve(t, p)
	x := allocation.Explain(p, plan)
	got, ok := x.Nearest(0)
	if !ok || got.Missed < 0 || got.Before != 1 || got.Group != 0 || got.Level != allocation.LevelOffering {
		t.Errorf("got %+v of %+v", got, plan)
	}
	probe, err := allocation.NewProbe(p, plan)
	if err != nil {
		t.Fatal(err)
	}
	if cost := probe.CostOfGroup(0); cost != (allocation.Cost{Value: 60, Served: 0}) {
		t.Errorf("got %+v, want 60 points and nobody served", cost)
	}
	if c, ok := probe.Elsewhere(0, 0); !ok || c.Value != 60-1000 {
		t.Errorf("got %+v, want 60 more in weight and a minimum missed", c)
	}
}

// The least number of an offering, by hand: without it 190, with it 170.
func TestCostOfLeastByHand(t *testing.T) {
	t.Parallel()
	p := weighed([]int32{3, 2}, [][2]int{{0, 60}, {1, 80}}, [][2]int{{0, 50}, {1, 70}}, [][2]int{{0, 40}, {1, 20}})
	p.Bonus, p.Offerings[0].Least = 1000, 2
	plan := mustSolve(t, p)
	probe, err := allocation.NewProbe(p, plan)
	if err != nil {
		t.Fatal(err)
	}
	if plan.Value != 2170 || probe.CostOfLeast(0) != (allocation.Cost{Value: 20, Served: 1}) {
		t.Errorf("got %d and %+v", plan.Value, probe.CostOfLeast(0))
	}
}

func TestExplanationNamesTheFullLevel(t *testing.T) {
	t.Parallel()
	p := weighed([]int32{5, 5}, [][2]int{{0, 90}}, [][2]int{{1, 30}})
	p.Programmes = []allocation.Programme{{Most: 1}}
	p.Lecturers = []allocation.Lecturer{{Programme: 0, Most: 5}}
	p.Offerings[0].Lecturer, p.Offerings[1].Lecturer = 0, 0
	if got, _ := allocation.Explain(p, mustSolve(t, p)).Nearest(1); got.Level != allocation.LevelProgramme || got.Missed < 0 {
		t.Errorf("got %+v, want the programme", got)
	}
	p.Lecturers[0].Most, p.Programmes[0].Most = 1, 5
	if got, _ := allocation.Explain(p, mustSolve(t, p)).Nearest(1); got.Level != allocation.LevelLecturer {
		t.Errorf("got %+v, want the lecturer", got)
	}
	p.Offerings[1].Most, p.Lecturers[0].Most = 0, 5
	if got, _ := allocation.Explain(p, mustSolve(t, p)).Nearest(1); got.Level != allocation.LevelOffering {
		t.Errorf("got %+v, want the offering", got)
	}
}

// Who is best off where it is never misses anything by less than nothing; the
// price promises no cost below the true one; and the best other place is the
// best of all.
func TestExplanationsAgreeWithProbes(t *testing.T) {
	t.Parallel()
	for seed := range 500 {
		r := rand.New(rand.NewPCG(uint64(seed), 9))
		p := randomProblem(r, size{questions: 1 + r.IntN(20), offerings: 2 + r.IntN(6), weight: 50})
		plan := mustSolve(t, p)
		probe, err := allocation.NewProbe(p, plan)
		if err != nil {
			t.Fatal(err)
		}
		x := allocation.Explain(p, plan)
		for q := range int32(len(p.Questions)) {
			if p.Questions[q].Fixed == allocation.Nobody {
				agrees(t, x, probe, plan, q)
			}
		}
	}
}

func agrees(t *testing.T, x *allocation.Explanation, probe *allocation.Probe, plan *allocation.Plan, q int32) {
	t.Helper()
	best, found := int64(0), false
	options := x.Options(q)
	for _, o := range options {
		c, ok := probe.Elsewhere(q, o.Offering)
		if o.Missed < 0 || ok && -c.Value < o.Missed {
			t.Fatalf("question %d: %+v costs %d", q, o, -c.Value)
		}
		if ok && o.Offering != plan.Placed[q] && (!found || c.Value > best) {
			best, found = c.Value, true
		}
	}
	if _, c, ok := probe.BestElsewhere(q); ok != found || c.Value != best {
		t.Fatalf("question %d: got %+v, %v, want %d, %v", q, c, ok, best, found)
	}
	options = slices.DeleteFunc(options, func(o allocation.Option) bool { return o.Offering == plan.Placed[q] })
	if nearest, ok := x.Nearest(q); ok != (len(options) > 0) || ok && nearest != options[0] {
		t.Fatalf("question %d: nearest %+v of %+v", q, nearest, options)
	}
	if plan.Placed[q] != allocation.Nobody && x.Margin(q) < 0 {
		t.Fatalf("question %d: margin %d", q, x.Margin(q))
	}
}
