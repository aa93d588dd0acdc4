package allocation_test

import (
	"slices"
	"testing"

	"github.com/tandem-hbo/tandem/internal/allocation"
)

func TestFairnessAddsUpEachClass(t *testing.T) {
	t.Parallel()
	p := pairs([]int32{2, 2},
		[][3]int{{0, 9, 4}}, [][3]int{{0, 5, 7}, {1, 2, 2}}, [][3]int{{1, 6, 1}}, [][3]int{{1, 3, 3}})
	none := allocation.Nobody
	got := allocation.Fairness(p, []int32{0, 0, 1, none}, []int32{1, 1, 0, 0}, 3)
	want := []allocation.Share{
		{Questions: 2, Served: 1, Value: 1, Company: 6, Education: 1, LowestCompany: 6, LowestEducation: 1},
		{Questions: 2, Served: 2, Value: 2, Company: 14, Education: 11, LowestCompany: 5, LowestEducation: 4},
		{},
	}
	if !slices.Equal(got, want) {
		t.Errorf("got %+v, want %+v", got, want)
	}
	if least := allocation.LeastServed(got); least != 0 {
		t.Errorf("least served: got %d, want 0", least)
	}
	if least := allocation.LeastGain(got); least != 0 {
		t.Errorf("least gain: got %d, want 0", least)
	}
	if c, e := got[1].MeanCompany(), got[1].MeanEducation(); c != 7 || e != 6 {
		t.Errorf("got means %d and %d, want 7 and 6 (5.5 rounded up)", c, e)
	}
	if got[0].PerThousand() != 500 || got[2].PerThousand() != 0 || got[1].MeanValue() != 1 {
		t.Errorf("got %d and %d in a thousand, mean value %d", got[0].PerThousand(), got[2].PerThousand(), got[1].MeanValue())
	}
}

func TestFairnessOfNobody(t *testing.T) {
	t.Parallel()
	p := pairs([]int32{1}, [][3]int{{0, 1, 1}})
	none := []int32{allocation.Nobody}
	if got := allocation.Fairness(p, none, none, 1); got[0] != (allocation.Share{}) {
		t.Errorf("got %+v", got)
	}
	if a, b := allocation.LeastServed(nil), allocation.LeastGain(nil); a != allocation.Nobody || b != allocation.Nobody {
		t.Errorf("got %d and %d", a, b)
	}
}

func TestClassesOfGroupsAndProgrammes(t *testing.T) {
	t.Parallel()
	p := pairs([]int32{1, 1, 1}, [][3]int{{0, 1, 1}}, [][3]int{{1, 1, 1}}, [][3]int{{2, 1, 1}})
	p.Groups = []allocation.Group{{Partition: 0}, {Partition: 1}, {Partition: 1}}
	p.Questions[0].Groups, p.Questions[1].Groups = []int32{0, 2}, []int32{1}
	p.Programmes = []allocation.Programme{{Most: 1}}
	p.Lecturers = []allocation.Lecturer{{Programme: 0, Most: 1}, {Programme: allocation.Nobody, Most: 1}}
	p.Offerings[0].Lecturer, p.Offerings[1].Lecturer = 0, 1
	if got, want := allocation.InGroups(p, 1), []int32{2, 1, allocation.Nobody}; !slices.Equal(got, want) {
		t.Errorf("got %v, want %v", got, want)
	}
	got := allocation.InProgrammes(p, []int32{0, 1, allocation.Nobody})
	if want := []int32{0, allocation.Nobody, allocation.Nobody}; !slices.Equal(got, want) {
		t.Errorf("got %v, want %v", got, want)
	}
}
