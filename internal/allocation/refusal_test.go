package allocation_test

import (
	"math/rand/v2"
	"slices"
	"testing"

	"github.com/tandem-hbo/tandem/internal/allocation"
)

func TestRefusalsByHand(t *testing.T) {
	t.Parallel()
	p := pairs([]int32{1, 1, 0}, [][3]int{{0, 9, 4}, {1, 5, 5}, {2, 7, 1}}, [][3]int{{0, 7, 6}})
	p.Lecturers = []allocation.Lecturer{{Programme: allocation.Nobody, Most: 1}}
	p.Offerings[0].Lecturer = 0
	plan := allocation.Stable(p)
	got := allocation.Refuse(p, plan).Of(0)
	want := []allocation.Refusal{
		{Offering: 0, Level: allocation.LevelOffering, Last: 1, Short: 2},
		{Offering: 2, Level: allocation.LevelOffering, Last: allocation.Nobody},
	}
	if !slices.Equal(got, want) {
		t.Errorf("got %+v, want %+v", got, want)
	}
	p.Offerings[0].Most = 2
	if got := allocation.Refuse(p, plan).Of(0)[0].Level; got != allocation.LevelLecturer {
		t.Errorf("got %v, want the lecturer", got)
	}
}

func TestStablePlansRefuseForAReason(t *testing.T) {
	t.Parallel()
	r := rand.New(rand.NewPCG(4, 5))
	for range 500 {
		p := randomRound(r, shape{questions: 1 + r.IntN(12), offerings: 1 + r.IntN(6)})
		plan := allocation.Stable(p)
		why := allocation.Refuse(p, plan)
		for q := range p.Questions {
			for _, x := range why.Of(int32(q)) {
				if x.Level == allocation.LevelNone || x.Short < 0 {
					t.Fatalf("question %d: %+v in %v of %+v", q, x, plan, p)
				}
			}
		}
	}
}
