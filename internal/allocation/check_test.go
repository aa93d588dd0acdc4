package allocation_test

import (
	"errors"
	"strings"
	"testing"

	"github.com/tandem-hbo/tandem/internal/allocation"
)

// handRound is the worked example of three questions and two places.
func handRound() *allocation.Problem {
	free := func(first, last int32) allocation.Question {
		return allocation.Question{First: first, Last: last, Fixed: allocation.Nobody, Held: allocation.Nobody}
	}
	return &allocation.Problem{
		Bonus:     1000,
		Offerings: []allocation.Offering{{Lecturer: allocation.Nobody, Most: 1}, {Lecturer: allocation.Nobody, Most: 1}},
		Questions: []allocation.Question{free(0, 2), free(2, 4), free(4, 6)},
		Edges: []allocation.Edge{
			{Offering: 0, Weight: 90}, {Offering: 1, Weight: 70},
			{Offering: 0, Weight: 80}, {Offering: 1, Weight: 30},
			{Offering: 0, Weight: 60}, {Offering: 1, Weight: 50},
		},
	}
}

// TestWorkedExamples holds the solver to two rounds that can be done by hand.
func TestWorkedExamples(t *testing.T) {
	t.Parallel()
	plan := mustSolve(t, handRound())
	if plan.Value != 150 || plan.Placed[0] != 1 || plan.Placed[1] != 0 || plan.Placed[2] != allocation.Nobody {
		t.Errorf("plan = %+v, want 150 with questions 0 and 1 at 1 and 0", plan)
	}
	p := handRound()
	p.Offerings = []allocation.Offering{{Lecturer: allocation.Nobody, Most: 3}, {Lecturer: allocation.Nobody, Most: 2}}
	for i, weight := range []int32{60, 80, 50, 70, 40, 20} {
		p.Edges[i].Weight = weight
	}
	without := mustSolve(t, p).Value
	p.Offerings[0].Least = 2
	with := mustSolve(t, p).Value - 2*p.Bonus
	if without != 190 || with != 170 {
		t.Errorf("values = %d without and %d with the minimum, want 190 and 170", without, with)
	}
}

func TestCheckNamesTheFault(t *testing.T) {
	t.Parallel()
	for want, breakIt := range map[string]func(*allocation.Problem){
		"bonus":                       func(p *allocation.Problem) { p.Bonus = -1 },
		"group 0: minimum":            func(p *allocation.Problem) { p.Groups = []allocation.Group{{Least: -1}} },
		"programme 0":                 func(p *allocation.Problem) { p.Programmes = []allocation.Programme{{Most: -1}} },
		"lecturer 0":                  func(p *allocation.Problem) { p.Lecturers = []allocation.Lecturer{{Programme: 3}} },
		"offering 1":                  func(p *allocation.Problem) { p.Offerings[1].Lecturer = 5 },
		"question 1: its edges start": func(p *allocation.Problem) { p.Questions[1].First = 3 },
		"question 2: edges 4 to 9":    func(p *allocation.Problem) { p.Questions[2].Last = 9 },
		"1 edges belong to no":        func(p *allocation.Problem) { p.Questions[2].Last = 5 },
		"cost of moving":              func(p *allocation.Problem) { p.Questions[0].Move = -4 },
		"fixed on 7":                  func(p *allocation.Problem) { p.Questions[0].Fixed = 7 },
		"edge to offering 0 after 0":  func(p *allocation.Problem) { p.Edges[1].Offering = 0 },
		"weight":                      func(p *allocation.Problem) { p.Edges[3].Weight = 1 << 30 },
		"group 4 of 0":                func(p *allocation.Problem) { p.Questions[0].Groups = []int32{4} },
		"of one partition": func(p *allocation.Problem) {
			p.Groups = make([]allocation.Group, 2)
			p.Questions[0].Groups = []int32{0, 1}
		},
		"2 at offering 0, which takes 1": func(p *allocation.Problem) { p.Questions[0].Fixed, p.Questions[1].Fixed = 0, 0 },
		"not feasible": func(p *allocation.Problem) {
			p.Edges[0].Offering, p.Edges = 1, append(p.Edges[:1], p.Edges[2:]...)
			p.Questions = p.Questions[:1]
			p.Questions[0].Last, p.Questions[0].Fixed, p.Edges = 1, 0, p.Edges[:1]
		},
	} {
		p := handRound()
		breakIt(p)
		_, err := allocation.Solve(p)
		if !errors.Is(err, allocation.ErrInvalid) || !strings.Contains(err.Error(), want) {
			t.Errorf("got error %v, want one that says %q", err, want)
		}
	}
}

func TestCrossingGroupsAreRefused(t *testing.T) {
	t.Parallel()
	p := handRound()
	p.Groups = []allocation.Group{{Partition: 0, Least: 1}, {Partition: 1, Least: 1}}
	p.Questions[0].Groups = []int32{0}
	p.Questions[1].Groups = []int32{0, 1}
	p.Questions[2].Groups = []int32{1}
	if _, err := allocation.Solve(p); !errors.Is(err, allocation.ErrCrossing) {
		t.Errorf("got error %v, want ErrCrossing", err)
	}
	p.Questions[2].Groups = nil
	if plan := mustSolve(t, p); plan.Value < 2*p.Bonus {
		t.Errorf("value = %d with one group inside the other, want both minima met", plan.Value)
	}
}

// TestDigestSeesEverything changes one number at a time.
func TestDigestSeesEverything(t *testing.T) {
	t.Parallel()
	seen := map[string]bool{handRound().Digest(): true}
	for i, change := range []func(*allocation.Problem){
		func(p *allocation.Problem) { p.Bonus++ },
		func(p *allocation.Problem) { p.Groups = append(p.Groups, allocation.Group{}) },
		func(p *allocation.Problem) { p.Programmes = append(p.Programmes, allocation.Programme{}) },
		func(p *allocation.Problem) { p.Lecturers = append(p.Lecturers, allocation.Lecturer{}) },
		func(p *allocation.Problem) { p.Offerings[1].Least++ },
		func(p *allocation.Problem) { p.Questions[1].Held = 1 },
		func(p *allocation.Problem) { p.Questions[1].Move = 1 },
		func(p *allocation.Problem) { p.Questions[1].Groups = []int32{0} },
		func(p *allocation.Problem) { p.Edges[5].Weight++ },
		func(p *allocation.Problem) { p.Edges[5].Company++ },
		func(p *allocation.Problem) { p.Edges[5].Education++ },
	} {
		p := handRound()
		change(p)
		if d := p.Digest(); seen[d] {
			t.Errorf("change %d gives no digest of its own", i)
		} else {
			seen[d] = true
		}
	}
}
