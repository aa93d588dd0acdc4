package allocation_test

import (
	"encoding/csv"
	"encoding/json"
	"fmt"
	"maps"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"testing"

	"github.com/tandem-hbo/tandem/internal/allocation"
)

func sortedKeys[V any](m map[string]V) []string {
	return slices.SortedFunc(maps.Keys(m), func(a, b string) int {
		if len(a) != len(b) {
			return len(a) - len(b)
		}
		return strings.Compare(a, b)
	})
}

// at is where a name stands, or Nobody.
func at(names []string, name string) int32 { return int32(slices.Index(names, name)) }

func sameStable(t *testing.T, in *instance, want map[string]string) {
	t.Helper()
	p := in.problem()
	if got := in.named(allocation.Stable(p)); !maps.Equal(got, want) {
		t.Errorf("got %v, want %v", got, want)
	}
}

// matchings reads the list of all stable matchings, by file. The two of the
// second input stand under the name of the first.
func matchings(text string) map[string][]map[string]string {
	name, pair := regexp.MustCompile(`\w+\.txt`), regexp.MustCompile(`'s(\d+)': 'p(\d+)'`)
	all := map[string][]map[string]string{}
	file := ""
	text = strings.Replace(text, "input1.txt has two", "input2.txt has two", 1)
	for line := range strings.Lines(text) {
		if found := name.FindString(line); found != "" {
			file = found
		}
		if strings.HasPrefix(line, "{") {
			m := map[string]string{}
			for _, x := range pair.FindAllStringSubmatch(line, -1) {
				m[x[1]] = x[2]
			}
			all[file] = append(all[file], m)
		}
	}
	return all
}

// readSPAS reads lines of numbers: counts, then students, projects (number,
// capacity, lecturer) and lecturers (number, capacity, students).
func readSPAS(t *testing.T, text string) *instance {
	t.Helper()
	var rows [][]int
	for line := range strings.Lines(text) {
		if row := numbers(t, line); len(row) > 0 {
			rows = append(rows, row)
		}
	}
	students, projects := rows[0][0], rows[0][1]
	in := emptyInstance()
	for _, row := range rows[1 : 1+students] {
		in.students[strconv.Itoa(row[0])] = inOrder(texts(row[1:])...)
	}
	for _, row := range rows[1+students : 1+students+projects] {
		in.projects[strconv.Itoa(row[0])] = project{most: row[1], lecturer: strconv.Itoa(row[2])}
	}
	for _, row := range rows[1+students+projects:] {
		in.lecturers[strconv.Itoa(row[0])] = row[1]
		in.ranks[strconv.Itoa(row[0])] = ranking(inOrder(texts(row[2:])...))
	}
	return in
}

func emptyInstance() *instance {
	return &instance{
		students: map[string][]wish{}, projects: map[string]project{},
		lecturers: map[string]int{}, ranks: map[string]map[string]int{},
	}
}

func texts(row []int) []string {
	var all []string
	for _, n := range row {
		all = append(all, strconv.Itoa(n))
	}
	return all
}

// countStable counts the plans that nothing blocks, or says -1 when there are too
// many plans to try.
func countStable(p *allocation.Problem) int {
	plans := 1
	for q := range p.Questions {
		plans *= 1 + len(p.EdgesOf(q))
		if plans > 1_000_000 {
			return -1
		}
	}
	count := 0
	eachPlan(p, func(plan []int32) {
		for range allocation.Blocking(p, plan) {
			return
		}
		count++
	})
	return count
}

func TestPublishedLatticesOfStableMatchings(t *testing.T) {
	t.Parallel()
	for file, want := range matchings(oracle(t, "spa-s-enumerate", "expected_all_stable.txt")) {
		t.Run(file, func(t *testing.T) {
			t.Parallel()
			folder := []string{"spa-s-enumerate", file}
			if strings.HasPrefix(file, "instance") {
				folder = []string{"spa-s-enumerate", "instances", file}
			}
			in := readSPAS(t, oracle(t, folder...))
			sameStable(t, in, want[0])
			p := in.problem()
			for _, m := range want {
				for b := range allocation.Blocking(p, in.plan(m)) {
					t.Errorf("%v is listed as stable, got %+v", m, b)
				}
			}
			if got := countStable(p); got >= 0 && got != len(want) {
				t.Errorf("got %d stable matchings, want %d", got, len(want))
			}
		})
	}
}

func TestPublishedNumberOfStableMatchings(t *testing.T) {
	t.Parallel()
	in := readSPAS(t, oracle(t, "spa-s-enumerate", "input1.txt"))
	if got, want := countStable(in.problem()), 9; got != want {
		t.Errorf("got %d stable matchings, want %d", got, want)
	}
}

func TestPublishedCardiffRound(t *testing.T) {
	t.Parallel()
	in := emptyInstance()
	for _, row := range table(t, oracle(t, "spa-cardiff", "supervisors.csv")) {
		in.lecturers[row[0]] = numbers(t, row[1])[0]
	}
	for _, row := range table(t, oracle(t, "spa-cardiff", "projects.csv")) {
		in.projects[row[0]] = project{most: numbers(t, row[1])[0], lecturer: row[2]}
	}
	ranks := map[string]int{} // all supervisors rank students by the same marks
	for _, row := range table(t, oracle(t, "spa-cardiff", "students.csv")) {
		ranks[row[0]] = numbers(t, row[1])[0]
		in.students[row[0]] = inOrder(firsts(row[2:])...)
	}
	for l := range in.lecturers {
		in.ranks[l] = ranks
	}
	want := map[string]string{}
	lists := regexp.MustCompile(`(\w\d): \[([^\]]*)\]`)
	for _, m := range lists.FindAllStringSubmatch(oracle(t, "spa-cardiff", "expected_student_optimal.txt"), -1) {
		for _, s := range numbers(t, m[2]) {
			want[strconv.Itoa(s)] = m[1]
		}
	}
	sameStable(t, in, want)
}

// table reads comma separated rows without their heading.
func table(t *testing.T, text string) [][]string {
	t.Helper()
	rows, err := csv.NewReader(strings.NewReader(text)).ReadAll()
	if err != nil {
		t.Fatal(err)
	}
	return rows[1:]
}

// firsts are the names of a list, each where it stands first.
func firsts(names []string) []string {
	var kept []string
	for _, n := range names {
		if n != "" && !slices.Contains(kept, n) {
			kept = append(kept, n)
		}
	}
	return kept
}

// examples are published worked examples; those for residents and marriages are
// rounds in which every offering is its own lecturer.
type examples struct {
	Residents []struct {
		Source    string
		Capacity  map[string]int
		Residents map[string][]string
		Hospitals map[string][]string
		Expected  map[string][]string `json:"expected_resident_optimal"`
	} `json:"hospital_residents"`
	Marriages []struct {
		Source    string
		Suitors   map[string][]string
		Reviewers map[string][]string
		Expected  map[string]string `json:"expected_suitor_optimal"`
	} `json:"stable_marriage"`
	Projects []struct {
		Source    string
		Most      map[string]int    `json:"project_capacity"`
		Lecturer  map[string]string `json:"project_lecturer"`
		Capacity  map[string]int    `json:"lecturer_capacity"`
		Students  map[string][]string
		Lecturers map[string][]string
		Expected  map[string][]string `json:"expected_student_optimal"`
	} `json:"student_project"`
	Assignments []struct {
		Source   string
		Cost     [][]int
		Expected []int
		Total    int `json:"expected_total"`
	} `json:"assignment_min"`
}

func published(t *testing.T) examples {
	t.Helper()
	var e examples
	if err := json.Unmarshal([]byte(oracle(t, "matching-examples", "examples.json")), &e); err != nil {
		t.Fatal(err)
	}
	return e
}

// residents makes an instance in which each offering is its own lecturer.
func residents(students, hospitals map[string][]string, capacity map[string]int) *instance {
	in := emptyInstance()
	for s, list := range students {
		in.students[s] = inOrder(list...)
	}
	for h, list := range hospitals {
		in.projects[h] = project{most: capacity[h], lecturer: h}
		in.lecturers[h], in.ranks[h] = capacity[h], ranking(inOrder(list...))
	}
	return in
}

// byStudent turns lists by project round.
func byStudent(lists map[string][]string) map[string]string {
	m := map[string]string{}
	for p, students := range lists {
		for _, s := range students {
			m[s] = p
		}
	}
	return m
}

func TestPublishedStableExamples(t *testing.T) {
	t.Parallel()
	all := published(t)
	for i, e := range all.Residents {
		t.Run(fmt.Sprintf("residents %d of %s", i, e.Source), func(t *testing.T) {
			t.Parallel()
			sameStable(t, residents(e.Residents, e.Hospitals, e.Capacity), byStudent(e.Expected))
		})
	}
	for i, e := range all.Marriages {
		t.Run(fmt.Sprintf("marriages %d of %s", i, e.Source), func(t *testing.T) {
			t.Parallel()
			one := map[string]int{}
			for r := range e.Reviewers {
				one[r] = 1
			}
			sameStable(t, residents(e.Suitors, e.Reviewers, one), e.Expected)
		})
	}
	for i, e := range all.Projects {
		t.Run(fmt.Sprintf("projects %d of %s", i, e.Source), func(t *testing.T) {
			t.Parallel()
			in := residents(e.Students, e.Lecturers, e.Capacity)
			in.projects = map[string]project{}
			for name, most := range e.Most {
				in.projects[name] = project{most: most, lecturer: e.Lecturer[name]}
			}
			sameStable(t, in, byStudent(e.Expected))
		})
	}
}
