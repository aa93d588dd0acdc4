package allocation_test

import (
	"math/rand/v2"
	"slices"
	"testing"

	"github.com/tandem-hbo/tandem/internal/allocation"
)

// rival is a pair as education weighs it.
type rival struct {
	question, offering int32
	education          uint16
}

// chosen takes the best pairs that fit one by one: what offerings, lecturers and
// programmes would take together of all that is offered.
func chosen(p *allocation.Problem, offered []rival) []rival {
	slices.SortFunc(offered, func(a, b rival) int { return int(b.education) - int(a.education) })
	var taken []rival
	var plan []int32
	for _, x := range offered {
		if room(p, append(plan, x.offering)) {
			plan = append(plan, x.offering)
			taken = append(taken, x)
		}
	}
	return taken
}

// blocks says whether a question wants an offering and would be chosen there.
func blocks(p *allocation.Problem, plan []int32, q int, e allocation.Edge) bool {
	if plan[q] != allocation.Nobody && edge(p, q, plan[q]).Company >= e.Company {
		return false
	}
	me := rival{question: int32(q), offering: e.Offering, education: e.Education}
	offered := []rival{me}
	for q, o := range plan {
		if o != allocation.Nobody {
			offered = append(offered, rival{question: int32(q), offering: o, education: edge(p, q, o).Education})
		}
	}
	return slices.Contains(chosen(p, offered), me)
}

func isStable(p *allocation.Problem, plan []int32) bool {
	for q := range p.Questions {
		for _, e := range p.EdgesOf(q) {
			if blocks(p, plan, q, e) {
				return false
			}
		}
	}
	return true
}

func TestStableIsTheBestStablePlanForEveryQuestion(t *testing.T) {
	t.Parallel()
	r := rand.New(rand.NewPCG(4, 1))
	for range 400 {
		p := randomRound(r, shape{questions: 2 + r.IntN(4), offerings: 2 + r.IntN(3), distinct: true})
		got := allocation.Stable(p)
		if !room(p, got) || !isStable(p, got) {
			t.Fatalf("not stable: %v for %+v", got, p)
		}
		eachPlan(p, func(plan []int32) {
			if !isStable(p, plan) {
				return
			}
			for q, o := range plan {
				if o != allocation.Nobody && edge(p, q, o).Company > edge(p, q, got[q]).Company {
					t.Fatalf("question %d has %d in the stable plan %v, got %v", q, o, plan, got)
				}
			}
		})
	}
}

func TestStableLeavesNoBlockingPairWithTies(t *testing.T) {
	t.Parallel()
	r := rand.New(rand.NewPCG(4, 2))
	for range 2000 {
		p := randomRound(r, shape{questions: 1 + r.IntN(12), offerings: 1 + r.IntN(6)})
		plan := allocation.Stable(p)
		if !room(p, plan) {
			t.Fatalf("too full: %v", plan)
		}
		for b := range allocation.Blocking(p, plan) {
			t.Fatalf("blocked by %+v: plan %v of %+v", b, plan, p)
		}
		if again := allocation.Stable(p); !slices.Equal(again, plan) {
			t.Fatalf("got %v, then %v", plan, again)
		}
	}
}

func TestNoQuestionGainsByHidingOfferings(t *testing.T) {
	t.Parallel()
	r := rand.New(rand.NewPCG(4, 3))
	for range 500 {
		p := randomRound(r, shape{questions: 2 + r.IntN(5), offerings: 2 + r.IntN(3), distinct: true})
		honest := allocation.Stable(p)
		q := r.IntN(len(p.Questions))
		lie := *p
		lie.Edges = slices.Clone(p.Edges)
		mine := lie.EdgesOf(q)
		for i, to := range r.Perm(len(mine)) {
			mine[i].Company = p.EdgesOf(q)[to].Company
		}
		got := allocation.Stable(&lie)[q]
		if got != allocation.Nobody && edge(p, q, got).Company > edge(p, q, honest[q]).Company {
			t.Fatalf("question %d gets %d by lying and %d honestly", q, got, honest[q])
		}
	}
}

// pairs makes a round without lecturers from rows of (offering, company,
// education) for each question.
func pairs(most []int32, rows ...[][3]int) *allocation.Problem {
	p := &allocation.Problem{}
	for _, m := range most {
		p.Offerings = append(p.Offerings, allocation.Offering{Lecturer: allocation.Nobody, Most: m})
	}
	for _, row := range rows {
		q := allocation.Question{First: int32(len(p.Edges)), Fixed: allocation.Nobody, Held: allocation.Nobody}
		for _, x := range row {
			p.Edges = append(p.Edges, allocation.Edge{
				Offering: int32(x[0]), Weight: 1, Company: uint16(x[1]), Education: uint16(x[2]),
			})
		}
		q.Last = int32(len(p.Edges))
		p.Questions = append(p.Questions, q)
	}
	return p
}

func TestStableKeepsFixedAssignments(t *testing.T) {
	t.Parallel()
	p := pairs([]int32{1, 1}, [][3]int{{0, 9, 9}, {1, 5, 5}}, [][3]int{{0, 1, 1}, {1, 9, 9}})
	if got, want := allocation.Stable(p), []int32{0, 1}; !slices.Equal(got, want) {
		t.Fatalf("got %v, want %v", got, want)
	}
	p.Questions[1].Fixed = 0
	plan := allocation.Stable(p)
	if want := []int32{1, 0}; !slices.Equal(plan, want) {
		t.Fatalf("got %v, want %v", plan, want)
	}
	if pairs, _ := allocation.CountBlocking(p, plan); pairs != 0 {
		t.Fatalf("a fixed question neither leaves nor makes room: %d pairs", pairs)
	}
}

func TestStableWithoutPlacesOrEdges(t *testing.T) {
	t.Parallel()
	p := pairs([]int32{0}, [][3]int{{0, 3, 3}}, nil)
	if got, want := allocation.Stable(p), []int32{allocation.Nobody, allocation.Nobody}; !slices.Equal(got, want) {
		t.Fatalf("got %v, want %v", got, want)
	}
}
