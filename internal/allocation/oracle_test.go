package allocation_test

import (
	"errors"
	"os"
	"path/filepath"
	"regexp"
	"strconv"
	"strings"
	"testing"

	"github.com/tandem-hbo/tandem/internal/allocation"
)

// oracle reads a file of published instances. They are not ours to pass on: they
// lie in the folder that TANDEM_ORACLES names, or beside the checkout.
func oracle(t *testing.T, path ...string) string {
	t.Helper()
	data, err := os.ReadFile(filepath.Join(append([]string{oracles()}, path...)...))
	if errors.Is(err, os.ErrNotExist) {
		t.Skipf("no published instances: set TANDEM_ORACLES to the folder that holds %s", filepath.Join(path...))
	}
	if err != nil {
		t.Fatal(err)
	}
	return string(data)
}

// oracles is the folder of published instances.
func oracles() string {
	if dir := os.Getenv("TANDEM_ORACLES"); dir != "" {
		return dir
	}
	return filepath.Join("..", "..", "..", "shared", "oracles")
}

var digits = regexp.MustCompile(`-?\d+`)

// numbers are all whole numbers of a text.
func numbers(t *testing.T, text string) []int {
	t.Helper()
	var all []int
	for _, d := range digits.FindAllString(text, -1) {
		n, err := strconv.Atoi(d)
		if err != nil {
			t.Fatal(err)
		}
		all = append(all, n)
	}
	return all
}

// project is an offering of a published instance.
type project struct {
	lecturer    string
	least, most int
}

// wish is a project on somebody's list, with its rank from 1; ties share one.
type wish struct {
	name string
	rank int
}

// instance is a published round of students, projects and lecturers, by name.
type instance struct {
	students  map[string][]wish
	projects  map[string]project
	lecturers map[string]int
	// ranks are each lecturer's students.
	ranks map[string]map[string]int

	// The order in which problem numbered them.
	student, project []string
}

// problem is the round as ours: the higher on a list, the more points.
func (in *instance) problem() *allocation.Problem {
	in.student, in.project = sortedKeys(in.students), sortedKeys(in.projects)
	lecturers := sortedKeys(in.lecturers)
	p := &allocation.Problem{Bonus: 100_000}
	for _, l := range lecturers {
		p.Lecturers = append(p.Lecturers, allocation.Lecturer{Programme: allocation.Nobody, Most: int32(in.lecturers[l])})
	}
	for _, name := range in.project {
		o := in.projects[name]
		p.Offerings = append(p.Offerings, allocation.Offering{
			Lecturer: at(lecturers, o.lecturer), Least: int32(o.least), Most: int32(o.most),
		})
	}
	for _, s := range in.student {
		q := allocation.Question{First: int32(len(p.Edges)), Fixed: allocation.Nobody, Held: allocation.Nobody}
		p.Edges = append(p.Edges, in.edges(s)...)
		q.Last = int32(len(p.Edges))
		p.Questions = append(p.Questions, q)
	}
	return p
}

func (in *instance) edges(student string) []allocation.Edge {
	var edges []allocation.Edge
	for i, name := range in.project {
		rank := rankOf(in.students[student], name)
		theirs, listed := in.ranks[in.projects[name].lecturer][student]
		if rank > 0 && listed {
			edges = append(edges, allocation.Edge{
				Offering: int32(i), Weight: 1, Company: uint16(10_000 - rank), Education: uint16(10_000 - theirs),
			})
		}
	}
	return edges
}

// named gives a plan back in the instance's names; students without a project
// are left out.
func (in *instance) named(plan []int32) map[string]string {
	got := map[string]string{}
	for q, o := range plan {
		if o != allocation.Nobody {
			got[in.student[q]] = in.project[o]
		}
	}
	return got
}

// plan is a matching in the instance's names as ours.
func (in *instance) plan(matching map[string]string) []int32 {
	plan := make([]int32, len(in.student))
	for q, s := range in.student {
		plan[q] = at(in.project, matching[s])
	}
	return plan
}

func rankOf(list []wish, name string) int {
	for _, w := range list {
		if w.name == name {
			return w.rank
		}
	}
	return 0
}

// inOrder is a list without ties.
func inOrder(names ...string) []wish {
	var list []wish
	for i, n := range names {
		list = append(list, wish{name: n, rank: i + 1})
	}
	return list
}

// withTies reads a list such as "3 (1 2) 4".
func withTies(text string) []wish {
	var list []wish
	rank, open := 0, false
	for word := range strings.FieldsSeq(strings.NewReplacer("(", " ( ", ")", " ) ").Replace(text)) {
		switch word {
		case "(":
			rank, open = rank+1, true
		case ")":
			open = false
		default:
			if !open {
				rank++
			}
			list = append(list, wish{name: word, rank: rank})
		}
	}
	return list
}

// ranking turns a list round: from name to rank.
func ranking(list []wish) map[string]int {
	ranks := map[string]int{}
	for _, w := range list {
		ranks[w.name] = w.rank
	}
	return ranks
}
