package allocation_test

import (
	"math/rand/v2"
	"slices"
	"testing"

	"github.com/tandem-hbo/tandem/internal/allocation"
)

func TestBlockingNamesWhoWouldRatherBeWhere(t *testing.T) {
	t.Parallel()
	p := pairs([]int32{1, 1}, [][3]int{{0, 9, 4}, {1, 5, 5}}, [][3]int{{0, 7, 2}, {1, 3, 9}})
	got := slices.Collect(allocation.Blocking(p, []int32{1, 0}))
	want := []allocation.Pair{{Question: 0, Offering: 0, Instead: 1, Company: 4, Education: 2}}
	if !slices.Equal(got, want) {
		t.Errorf("got %+v, want %+v", got, want)
	}
	got = slices.Collect(allocation.Blocking(p, []int32{allocation.Nobody, 0}))
	want = []allocation.Pair{
		{Question: 0, Offering: 0, Instead: 1, Company: 9, Education: 2},
		{Question: 0, Offering: 1, Instead: allocation.Nobody, Company: 5, Education: 5},
	}
	if !slices.Equal(got, want) {
		t.Errorf("got %+v, want %+v", got, want)
	}
	if pairs, questions := allocation.CountBlocking(p, []int32{allocation.Nobody, 0}); pairs != 2 || questions != 1 {
		t.Errorf("got %d pairs of %d questions, want 2 of 1", pairs, questions)
	}
}

// A question that already sits with a full lecturer may move to another of the
// lecturer's offerings when education loses nothing by it.
func TestBlockingWithinOneLecturer(t *testing.T) {
	t.Parallel()
	p := pairs([]int32{1, 1}, [][3]int{{0, 5, 7}, {1, 9, 7}})
	p.Lecturers = []allocation.Lecturer{{Programme: allocation.Nobody, Most: 1}}
	p.Offerings[0].Lecturer, p.Offerings[1].Lecturer = 0, 0
	got := slices.Collect(allocation.Blocking(p, []int32{0}))
	want := []allocation.Pair{{Question: 0, Offering: 1, Instead: allocation.Nobody, Company: 4}}
	if !slices.Equal(got, want) {
		t.Errorf("got %+v, want %+v", got, want)
	}
	p.Edges[1].Education = 6
	if pairs, _ := allocation.CountBlocking(p, []int32{0}); pairs != 0 {
		t.Errorf("education would lose: got %d pairs", pairs)
	}
}

func TestBlockingEqualsItsDefinition(t *testing.T) {
	t.Parallel()
	r := rand.New(rand.NewPCG(4, 4))
	for range 300 {
		p := randomRound(r, shape{questions: 1 + r.IntN(4), offerings: 1 + r.IntN(4), distinct: true})
		eachPlan(p, func(plan []int32) {
			var want, got [][2]int32
			for q := range p.Questions {
				for _, e := range p.EdgesOf(q) {
					if blocks(p, plan, q, e) {
						want = append(want, [2]int32{int32(q), e.Offering})
					}
				}
			}
			for b := range allocation.Blocking(p, plan) {
				got = append(got, [2]int32{b.Question, b.Offering})
			}
			if !slices.Equal(got, want) {
				t.Fatalf("got %v, want %v: plan %v of %+v", got, want, plan, p)
			}
		})
	}
}
