package allocation_test

import (
	"encoding/json"
	"maps"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"testing"

	"github.com/tandem-hbo/tandem/internal/allocation"
	"github.com/tandem-hbo/tandem/internal/allocation/proof"
)

// provenStable fails unless separate code proves Stable's plan.
func provenStable(t *testing.T, p *allocation.Problem) []int32 {
	t.Helper()
	placed := allocation.Stable(p)
	cutoffs := allocation.Cutoffs(p, placed)
	if err := proof.Stable(p, placed, &cutoffs, p.Value(placed)); err != nil {
		t.Errorf("%v: %+v", err, p)
	}
	return placed
}

// readTies reads students, projects and lecturers of which lists have ties such
// as (2:4).
func readTies(t *testing.T, text string) *instance {
	t.Helper()
	var rows [][]string
	for line := range strings.Lines(text) {
		if row := strings.Fields(line); len(row) > 0 {
			rows = append(rows, row)
		}
	}
	students, projects := numbers(t, rows[0][0])[0], numbers(t, rows[0][1])[0]
	list := func(row []string) []wish { return withTies(strings.ReplaceAll(strings.Join(row, " "), ":", " ")) }
	in := emptyInstance()
	for _, row := range rows[1 : 1+students] {
		in.students[row[0]] = list(row[1:])
	}
	for _, row := range rows[1+students : 1+students+projects] {
		in.projects[row[0]] = project{most: numbers(t, row[1])[0], lecturer: row[2]}
	}
	for _, row := range rows[1+students+projects:] {
		in.lecturers[row[0]], in.ranks[row[0]] = numbers(t, row[1])[0], ranking(list(row[2:]))
	}
	return in
}

// TestPublishedSuperStableMatching holds Blocking to a matching that is stable
// whichever way ties are broken. With one there, all stable matchings place the
// same students.
func TestPublishedSuperStableMatching(t *testing.T) {
	t.Parallel()
	want := map[string]string{}
	line, _, _ := strings.Cut(oracle(t, "spa-st-super", "expected.txt"), "(")
	for _, m := range regexp.MustCompile(`s(\d+)-p(\d+)`).FindAllStringSubmatch(line, -1) {
		want[m[1]] = m[2]
	}
	in := readTies(t, oracle(t, "spa-st-super", "instances", "instance1.txt"))
	p := in.problem()
	for b := range allocation.Blocking(p, in.plan(want)) {
		t.Errorf("the published matching is blocked by %+v", b)
	}
	got := in.named(provenStable(t, p))
	if !slices.Equal(slices.Sorted(maps.Keys(got)), slices.Sorted(maps.Keys(want))) {
		t.Errorf("got %v, want the students of %v", got, want)
	}
}

// TestPublishedTies proves Stable's plans of all instances with ties.
func TestPublishedTies(t *testing.T) {
	t.Parallel()
	oracle(t, "spa-st-super", "expected.txt") // skips without the folder
	files, err := filepath.Glob(filepath.Join(oracles(), "spa-st-super", "instances", "*.txt"))
	if err != nil || len(files) < 30 {
		t.Fatalf("got %d instances, %v", len(files), err)
	}
	for _, file := range files {
		text, err := os.ReadFile(file)
		if err != nil {
			t.Fatal(err)
		}
		provenStable(t, readTies(t, string(text)).problem())
	}
}

// TestPublishedProjectLists plans rounds in which lecturers rank projects, not
// students. Our stable plans are stable there too, so that none is larger than
// the largest, nor smaller than half of it; to find the largest is another
// problem, and a hard one.
func TestPublishedProjectLists(t *testing.T) {
	t.Parallel()
	for file, largest := range map[string]int{"instance1.txt": 3, "instance2.txt": 6} {
		var rows [][]int
		for line := range strings.Lines(oracle(t, "spa-p", file)) {
			if row := numbers(t, line); len(row) > 0 {
				rows = append(rows, row)
			}
		}
		in, students, projects := emptyInstance(), rows[0][0], rows[0][1]
		for _, row := range rows[1 : 1+students] {
			in.students[strconv.Itoa(row[0])] = inOrder(texts(row[1:])...)
		}
		for _, row := range rows[1+students : 1+students+projects] {
			in.projects[strconv.Itoa(row[0])] = project{most: row[1], lecturer: strconv.Itoa(row[2])}
		}
		byProject := map[string]int{}
		for _, row := range rows[1+students+projects:] {
			in.lecturers[strconv.Itoa(row[0])] = row[1]
			maps.Copy(byProject, ranking(inOrder(texts(row[2:])...)))
		}
		in.everybodyListed()
		p := in.problem()
		for e := range p.Edges {
			p.Edges[e].Education = uint16(10_000 - byProject[in.project[p.Edges[e].Offering]])
		}
		if n := len(in.named(provenStable(t, p))); n > largest || 2*n < largest {
			t.Errorf("%s: places %d, the largest stable matching %d", file, n, largest)
		}
	}
}

// TestPublishedListsThatDisagree plans a round in which many name somebody who
// does not name them: a pair counts only when both do. Nothing is published of
// how it ends, so that it is held to deferred acceptance as books have it.
func TestPublishedListsThatDisagree(t *testing.T) {
	t.Parallel()
	var lists struct{ Residents, Hospitals map[string][]int }
	if err := json.Unmarshal([]byte(oracle(t, "matching-examples", "hr_issue_159.json")), &lists); err != nil {
		t.Fatal(err)
	}
	for places := range 4 {
		in := emptyInstance()
		for r, list := range lists.Residents {
			in.students[r] = inOrder(texts(list)...)
		}
		for h, list := range lists.Hospitals {
			in.projects[h] = project{most: places, lecturer: h}
			in.lecturers[h], in.ranks[h] = places, ranking(inOrder(texts(list)...))
		}
		sameStable(t, in, byTheBook(in))
		provenStable(t, in.problem())
	}
}

// byTheBook lets residents propose until no hospital turns anybody away.
func byTheBook(in *instance) map[string]string {
	at, next := map[string]string{}, map[string]int{}
	for changed := true; changed; {
		changed = false
		for s, list := range in.students {
			for at[s] == "" && next[s] < len(list) {
				h := list[next[s]].name
				next[s]++
				if in.ranks[h][s] > 0 {
					at[s], changed = h, true
					turnAway(in, at, h)
				}
			}
		}
	}
	maps.DeleteFunc(at, func(_, h string) bool { return h == "" })
	return at
}

// turnAway lets go whom a hospital wants least while it has too many.
func turnAway(in *instance, at map[string]string, h string) {
	count, last := 0, ""
	for s, where := range at {
		if where != h {
			continue
		}
		if count++; last == "" || in.ranks[h][s] > in.ranks[h][last] {
			last = s
		}
	}
	if count > in.projects[h].most {
		at[last] = ""
	}
}
