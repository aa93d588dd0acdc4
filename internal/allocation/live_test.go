package allocation_test

import (
	"errors"
	"math/rand/v2"
	"slices"
	"testing"
	"time"

	"github.com/tandem-hbo/tandem/internal/allocation"
	"github.com/tandem-hbo/tandem/internal/allocation/invented"
	"github.com/tandem-hbo/tandem/internal/allocation/proof"
)

// TestChangesAreWorthAsMuchAsPlanningAfresh takes random rounds through random
// histories. After each change the plan has the value of one made from nothing,
// its own prices prove it, and what is said to have moved has moved.
func TestChangesAreWorthAsMuchAsPlanningAfresh(t *testing.T) {
	t.Parallel()
	for seed := range 600 {
		r := rand.New(rand.NewPCG(uint64(seed), 4))
		s := size{questions: 3 + r.IntN(40), offerings: 8, weight: 10 + r.IntN(200)}
		p := randomProblem(r, s)
		live, err := allocation.Resume(p, mustSolve(t, p))
		if err != nil {
			t.Fatal(err)
		}
		before := live.Plan().Placed
		for step := range 12 {
			moved := change(t, r, live, s)
			plan := live.Plan()
			now := live.Problem()
			if afresh := mustSolve(t, now); plan.Value != afresh.Value {
				t.Fatalf("seed %d, step %d: value = %d, planned afresh %d", seed, step, plan.Value, afresh.Value)
			}
			if err := proof.Check(now, plan.Placed, plan.Value, &plan.Prices); err != nil {
				t.Fatalf("seed %d, step %d: %v", seed, step, err)
			}
			for len(before) < len(plan.Placed) {
				before = append(before, allocation.Nobody)
			}
			for _, m := range moved {
				if before[m.Question] != m.From || plan.Placed[m.Question] != m.To || m.From == m.To {
					t.Fatalf("seed %d, step %d: moved %+v, from %d to %d", seed, step, m, before[m.Question], plan.Placed[m.Question])
				}
				before[m.Question] = m.To
			}
			if !slices.Equal(before, plan.Placed) {
				t.Fatalf("seed %d, step %d: more moved than was said", seed, step)
			}
		}
	}
}

// change makes one random change. What a question loses by being withdrawn is no
// move.
func change(t *testing.T, r *rand.Rand, live *allocation.Live, s size) []allocation.Moved {
	t.Helper()
	p := live.Problem()
	var moved []allocation.Moved
	var err error
	switch kind := r.IntN(5); {
	case kind == 0:
		one := &allocation.Problem{Offerings: p.Offerings}
		addQuestion(r, one, s, 0)
		var groups []int32
		if q := pick(r, len(p.Questions)); q != allocation.Nobody {
			groups = p.Questions[q].Groups
		}
		_, moved, err = live.Add(groups, one.Edges)
		if errors.Is(err, allocation.ErrCrossing) {
			err = nil
		}
	case kind == 1 && len(p.Questions) > 0:
		q := int32(r.IntN(len(p.Questions)))
		from := live.Placed(q)
		if moved = live.Withdraw(q); from != allocation.Nobody {
			moved = append(moved, allocation.Moved{Question: q, From: from, To: allocation.Nobody})
		}
	case kind == 2 && len(p.Lecturers) > 0:
		moved, err = live.SetLecturer(int32(r.IntN(len(p.Lecturers))), int32(r.IntN(3)*r.IntN(s.questions)))
	case kind == 3 && len(p.Programmes) > 0:
		moved, err = live.SetProgramme(int32(r.IntN(len(p.Programmes))), randomMost(r, s.questions))
	default:
		moved, err = live.SetOffering(int32(r.IntN(len(p.Offerings))), int32(r.IntN(4)), randomMost(r, s.questions))
	}
	if err != nil && !errors.Is(err, allocation.ErrInvalid) {
		t.Fatal(err)
	}
	return moved
}

// TestResumeMendsAnOldPlan starts from seats and prices that are no longer right.
func TestResumeMendsAnOldPlan(t *testing.T) {
	t.Parallel()
	for seed := range 300 {
		r := rand.New(rand.NewPCG(uint64(seed), 5))
		p := randomProblem(r, size{questions: 30, offerings: 8, weight: 100})
		plan := mustSolve(t, p)
		for i := range p.Offerings {
			p.Offerings[i].Most = max(p.Offerings[i].Most, 3) + int32(r.IntN(2))
		}
		for i := range p.Lecturers {
			p.Lecturers[i].Most += int32(r.IntN(3))
		}
		live, err := allocation.Resume(p, plan)
		if errors.Is(err, allocation.ErrInvalid) {
			continue // a lecturer without limit has one more than that
		}
		if err != nil {
			t.Fatal(err)
		}
		if got, want := live.Plan().Value, mustSolve(t, p).Value; got != want {
			t.Fatalf("seed %d: value = %d, want %d", seed, got, want)
		}
	}
}

// TestPromisesMoveOnlyForMore holds what was promised unless moving brings more
// than it costs.
func TestPromisesMoveOnlyForMore(t *testing.T) {
	t.Parallel()
	p := handRound()
	plan := mustSolve(t, p) // question 0 at offering 1, question 1 at offering 0
	for _, c := range []struct {
		cost  int64
		moves int
	}{{0, 2}, {9, 2}, {11, 1}} {
		for q, o := range plan.Placed {
			p.Questions[q].Held, p.Questions[q].Move = o, c.cost
		}
		live, err := allocation.Resume(p, plan)
		if err != nil {
			t.Fatal(err)
		}
		// Question 1 leaves. Question 2 takes its place for 60, or question 0 does
		// for 20 more than it has, and question 2 takes that one's for 50.
		moved := live.Withdraw(1)
		if len(moved) != c.moves {
			t.Errorf("with a cost of %d: moved = %+v, want %d", c.cost, moved, c.moves)
		}
	}
}

// BenchmarkLateChange measures single changes of a large round.
func BenchmarkLateChange(b *testing.B) {
	p := invented.Round(invented.Sizes()["L"], 0)
	plan, err := allocation.Solve(p)
	if err != nil {
		b.Fatal(err)
	}
	for q, o := range plan.Placed {
		p.Questions[q].Held, p.Questions[q].Move = o, 100
	}
	live, err := allocation.Resume(p, plan)
	if err != nil {
		b.Fatal(err)
	}
	for _, kind := range []string{"add", "withdraw", "ill", "place"} {
		b.Run(kind, func(b *testing.B) {
			r := rand.New(rand.NewPCG(1, 6))
			var times []time.Duration
			for b.Loop() {
				times = append(times, lateChange(b, r, live, kind))
			}
			slices.Sort(times)
			b.ReportMetric(float64(times[len(times)/2].Nanoseconds())/1000, "µs-median")
			b.ReportMetric(float64(times[len(times)*99/100].Nanoseconds())/1000, "µs-p99")
			b.ReportMetric(float64(times[len(times)-1].Nanoseconds())/1000, "µs-most")
		})
	}
	now, after := live.Problem(), live.Plan()
	if err := proof.Check(now, after.Placed, after.Value, &after.Prices); err != nil {
		b.Fatal(err)
	}
}

// lateChange makes one change and tells how long it took, and then, untimed,
// undoes it where that keeps the round as it was.
func lateChange(b *testing.B, r *rand.Rand, live *allocation.Live, kind string) time.Duration {
	b.Helper()
	var edges []allocation.Edge
	for o := int32(r.IntN(400)); o < 10_000; o += int32(1 + r.IntN(500)) {
		edges = append(edges, allocation.Edge{Offering: o, Weight: int32(3000 + r.IntN(4000))})
	}
	placed := int32(r.IntN(100_000))
	for live.Placed(placed) == allocation.Nobody {
		placed = int32(r.IntN(100_000))
	}
	o, lecturer := int32(r.IntN(10_000)), int32(r.IntN(3900))
	offering, room := live.Offering(o), live.Lecturer(lecturer).Most
	start := time.Now()
	q, err := int32(0), error(nil)
	switch kind {
	case "add":
		q, _, err = live.Add([]int32{int32(r.IntN(12))}, edges)
	case "withdraw":
		live.Withdraw(placed)
	case "ill":
		_, err = live.SetLecturer(lecturer, 0)
	case "place":
		_, err = live.SetOffering(o, offering.Least, offering.Most+1)
	}
	spent := time.Since(start)
	if err == nil && kind == "ill" {
		_, err = live.SetLecturer(lecturer, room)
	}
	if err == nil && kind == "place" {
		_, err = live.SetOffering(o, offering.Least, offering.Most)
	}
	if kind == "add" {
		live.Withdraw(q)
	}
	if err != nil {
		b.Fatal(err)
	}
	return spent
}
