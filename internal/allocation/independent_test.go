package allocation_test

import (
	"math/rand/v2"
	"slices"
	"testing"

	"github.com/tandem-hbo/tandem/internal/allocation"
)

// asNetwork lays a round out as a flow from a source through groups, questions,
// offerings, lecturers and programmes to a sink, the textbook way. Bonuses are
// cheap arcs beside the dear ones. Every question belongs to one group of a
// partition at most. The value is what is left of minus the cost.
func asNetwork(p *allocation.Problem) (n network, constant int64) {
	l := layout{p: p, questions: len(p.Groups), offerings: len(p.Groups) + len(p.Questions)}
	l.lecturers = l.offerings + len(p.Offerings)
	l.programmes = l.lecturers + len(p.Lecturers)
	l.source = l.programmes + len(p.Programmes)
	l.sink = l.source + 1
	l.n.supply = make([]int64, l.sink+1)
	l.n.supply[l.source], l.n.supply[l.sink] = int64(len(p.Questions)), -int64(len(p.Questions))
	l.add(l.source, l.sink, int64(len(p.Questions)), 0)
	for g, x := range p.Groups {
		l.twice(l.source, g, int64(x.Least), 1<<31)
	}
	for q := range p.Questions {
		l.question(q)
	}
	for o, x := range p.Offerings {
		l.twice(l.offerings+o, l.above(l.lecturers, x.Lecturer), min(int64(x.Least), int64(x.Most)), int64(x.Most))
	}
	for i, x := range p.Lecturers {
		l.add(l.lecturers+i, l.above(l.programmes, x.Programme), int64(x.Most), 0)
	}
	for g, x := range p.Programmes {
		l.add(l.programmes+g, l.sink, int64(x.Most), 0)
	}
	return l.n, l.constant
}

type layout struct {
	p *allocation.Problem
	n network

	questions, offerings, lecturers, programmes, source, sink int

	constant int64
}

func (l *layout) add(from, to int, most, cost int64) {
	l.n.arcs = append(l.n.arcs, arc{from: from, to: to, most: most, cost: cost})
}

// twice is an arc of which the first units earn the bonus.
func (l *layout) twice(from, to int, least, most int64) {
	l.add(from, to, least, -l.p.Bonus)
	l.add(from, to, most-least, 0)
}

func (l *layout) above(first int, member int32) int {
	if member == allocation.Nobody {
		return l.sink
	}
	return first + int(member)
}

// question gives a question its arcs. One that is fixed must be served.
func (l *layout) question(q int) {
	x := l.p.Questions[q]
	from := l.source
	if len(x.Groups) > 0 {
		from = int(x.Groups[0])
	}
	l.add(from, l.questions+q, 1, 0)
	if x.Fixed != allocation.Nobody {
		l.n.arcs[len(l.n.arcs)-1].least = 1
	}
	if x.Held != allocation.Nobody {
		l.constant -= x.Move
	}
	for _, e := range l.p.EdgesOf(q) {
		if x.Fixed != allocation.Nobody && x.Fixed != e.Offering {
			continue
		}
		cost := -int64(e.Weight)
		if e.Offering == x.Held {
			cost -= x.Move
		}
		l.add(l.questions+q, l.offerings+int(e.Offering), 1, cost)
	}
}

// flat keeps only the first group of each question: one partition, which the
// textbook network can show.
func flat(p *allocation.Problem) *allocation.Problem {
	for q := range p.Questions {
		if groups := p.Questions[q].Groups; len(groups) > 1 {
			p.Questions[q].Groups = groups[:1]
		}
	}
	return p
}

func simplexValue(t *testing.T, p *allocation.Problem) int64 {
	t.Helper()
	n, constant := asNetwork(p)
	cost, _, ok := n.cheapest()
	if !ok {
		t.Fatalf("no flow for %+v", p)
	}
	return constant - cost
}

// Ten thousand rounds, each under the full rules and the plain ones: the same
// value as network simplex finds.
func TestTenThousandRoundsEqualNetworkSimplex(t *testing.T) {
	t.Parallel()
	rounds := 10_000
	if testing.Short() {
		rounds = 500
	}
	for seed := range rounds {
		r := rand.New(rand.NewPCG(uint64(seed), 6))
		p := flat(randomProblem(r, size{questions: 1 + r.IntN(30), offerings: 1 + r.IntN(10), weight: 8 + r.IntN(1000)}))
		for _, p := range []*allocation.Problem{p, p.Plain()} {
			plan, err := allocation.Solve(p)
			if err != nil {
				t.Fatal(err)
			}
			if want := simplexValue(t, p); plan.Value != want || !room(p, plan.Placed) {
				t.Fatalf("seed %d: got %d, want %d for %+v", seed, plan.Value, want, p)
			}
		}
	}
}

// The stable plan is never worth more than the best, and blocks nothing; what is
// best blocks now and then.
func TestStabilityCostsValue(t *testing.T) {
	t.Parallel()
	r := rand.New(rand.NewPCG(6, 1))
	blocked := 0
	for range 200 {
		p := randomRound(r, shape{questions: 30, offerings: 8, distinct: true})
		plan, err := allocation.Solve(p)
		if err != nil {
			t.Fatal(err)
		}
		if stable := p.Value(allocation.Stable(p)); stable > plan.Value {
			t.Fatalf("stable plan worth %d, best %d", stable, plan.Value)
		}
		if pairs, _ := allocation.CountBlocking(p, plan.Placed); pairs > 0 {
			blocked++
		}
	}
	if blocked == 0 {
		t.Error("no best plan was blocked")
	}
}

func costly(p *allocation.Problem, cost [][]int, above int) {
	for range cost[0] {
		p.Offerings = append(p.Offerings, allocation.Offering{Lecturer: allocation.Nobody, Most: 1})
	}
	for _, row := range cost {
		q := allocation.Question{First: int32(len(p.Edges)), Fixed: allocation.Nobody, Held: allocation.Nobody}
		for o, c := range row {
			p.Edges = append(p.Edges, allocation.Edge{Offering: int32(o), Weight: int32(above - c)})
		}
		q.Last = int32(len(p.Edges))
		p.Questions = append(p.Questions, q)
	}
}

// cheapestAssignment solves an assignment problem in which every row gets a
// column as long as columns last.
func cheapestAssignment(t *testing.T, cost [][]int) int {
	t.Helper()
	above := 1
	for _, row := range cost {
		above = max(above, 2*slices.Max(row)*len(cost))
	}
	p := &allocation.Problem{}
	costly(p, cost, above)
	plan, err := allocation.Solve(p)
	if err != nil {
		t.Fatal(err)
	}
	return plan.Count()*above - int(plan.Value)
}

func TestPublishedAssignments(t *testing.T) {
	t.Parallel()
	all := numbers(t, oracle(t, "or-library", "assign100.txt"))
	cost := slices.Collect(slices.Chunk(all[1:], all[0]))
	want := expectations(t, oracle(t, "or-library", "expected.txt"))["assign100"][0]
	if got := cheapestAssignment(t, cost); got != want {
		t.Errorf("assign100: got %d, want %d", got, want)
	}
	for _, e := range published(t).Assignments {
		want := e.Total
		for _, c := range e.Expected {
			want += c
		}
		if got := cheapestAssignment(t, e.Cost); got != want {
			t.Errorf("%s: got %d, want %d", e.Source, got, want)
		}
	}
}
