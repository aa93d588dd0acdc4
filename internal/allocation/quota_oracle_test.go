package allocation_test

import (
	"fmt"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"testing"

	"github.com/tandem-hbo/tandem/internal/allocation"
)

// readQuotas reads an instance with ties and lower quotas: students, projects
// (number: least: most: lecturer) and lecturers (number: least: target: most:
// students). With two kinds of people hospitals are both projects and lecturers.
func readQuotas(t *testing.T, text string) *instance {
	t.Helper()
	lines := strings.Split(text, "\n")
	counts := numbers(t, lines[0])
	in := emptyInstance()
	for _, line := range lines[1 : 1+counts[0]] {
		name, list, _ := strings.Cut(line, ":")
		in.students[name] = withTies(list)
	}
	rest := lines[1+counts[0]:]
	for _, line := range rest[:counts[1]] {
		x := strings.SplitN(line, ":", 4)
		p := project{least: numbers(t, x[1])[0], most: numbers(t, x[2])[0], lecturer: strings.TrimSpace(x[3])}
		if len(counts) == 2 {
			p.lecturer = x[0]
			in.lecturers[x[0]], in.ranks[x[0]] = p.most, ranking(withTies(x[3]))
		}
		in.projects[x[0]] = p
	}
	if len(counts) == 3 {
		for _, line := range rest[counts[1] : counts[1]+counts[2]] {
			x := strings.SplitN(line, ":", 5)
			in.lecturers[x[0]], in.ranks[x[0]] = numbers(t, x[3])[0], ranking(withTies(x[4]))
		}
	}
	return in
}

// everybodyListed lets lecturers take whoever comes, as instances do in which
// only students have wishes.
func (in *instance) everybodyListed() *instance {
	all := map[string]int{}
	for s := range in.students {
		all[s] = 1
	}
	for l := range in.lecturers {
		in.ranks[l] = all
	}
	return in
}

// weighedBy is the round with weights by the rank of the offering on the list.
func (in *instance) weighedBy(weight func(rank int) int, bonus int64) *allocation.Problem {
	p := in.problem()
	p.Bonus = bonus
	for e := range p.Edges {
		p.Edges[e].Weight = int32(weight(10_000 - int(p.Edges[e].Company)))
	}
	return p
}

// solved plans by weights; ok is false when a least number is not met.
func (in *instance) solved(t *testing.T, weight func(rank int) int) (ranks []int, ok bool) {
	t.Helper()
	p := in.weighedBy(weight, 1<<24)
	plan := mustSolve(t, p)
	given, _, _ := counts(p, plan.Placed)
	for o, n := range given {
		if n < p.Offerings[o].Least {
			return nil, false
		}
	}
	for q, o := range plan.Placed {
		if o != allocation.Nobody {
			ranks = append(ranks, 10_000-int(edge(p, q, o).Company))
		}
	}
	return ranks, true
}

func profile(ranks []int, length int) []int {
	counts := make([]int, length)
	for _, r := range ranks {
		counts[r-1]++
	}
	return counts
}

func power(base, exponent int) int {
	n := 1
	for range exponent {
		n *= base
	}
	return n
}

// The published optima of rounds with lower quotas and ties: the largest size,
// the least cost at that size, and the two best profiles.
func TestPublishedLowerQuotas(t *testing.T) {
	t.Parallel()
	for _, family := range []string{"spa", "spa_onesided", "hr"} {
		for i := range 5 {
			t.Run(fmt.Sprintf("%s %d", family, i), func(t *testing.T) {
				t.Parallel()
				file := fmt.Sprintf("%d.txt", i)
				in := readQuotas(t, oracle(t, "spa-cooper", "Evaluations", family, "instances", file)).everybodyListed()
				want := oracle(t, "spa-cooper", "Evaluations", family, "bruteforce", file)
				quotas(t, in, want)
			})
		}
	}
}

func quotas(t *testing.T, in *instance, want string) {
	t.Helper()
	value := func(name string) []int {
		found := regexp.MustCompile(name + `: (.*)`).FindStringSubmatch(want)
		if found == nil {
			t.Fatalf("no %s", name)
		}
		return numbers(t, found[1])
	}
	size, ok := in.solved(t, func(int) int { return 1 })
	if infeasible := strings.Contains(want, "Infeasible"); infeasible || !ok {
		if infeasible == ok {
			t.Errorf("got a plan: %v, want one: %v", ok, !infeasible)
		}
		return
	}
	if len(size) != value("optimal_size")[0] {
		t.Errorf("size: got %d, want %d", len(size), value("optimal_size")[0])
	}
	cost := 0
	cheap, _ := in.solved(t, func(rank int) int { return 100 - rank })
	for _, r := range cheap {
		cost += r
	}
	if cost != value("optimal_maxsizemincost")[0] {
		t.Errorf("cost: got %d, want %d", cost, value("optimal_maxsizemincost")[0])
	}
	n := len(value("optimal_generousmaxprofile"))
	above := power(7, n+1)
	generous, _ := in.solved(t, func(rank int) int { return above - power(7, rank) })
	if got := profile(generous, n); !slices.Equal(got, value("optimal_generousmaxprofile")) {
		t.Errorf("generous: got %v, want %v", got, value("optimal_generousmaxprofile"))
	}
	greedy, _ := in.solved(t, func(rank int) int { return above + power(7, n-rank) })
	if got := profile(greedy, n); !slices.Equal(got, value("optimal_greedymaxprofile")) {
		t.Errorf("greedy: got %v, want %v", got, value("optimal_greedymaxprofile"))
	}
}

// Rounds with ties have several stable matchings: the published one is stable by
// our definition too, and so is ours.
func TestPublishedStableMatchingsWithTies(t *testing.T) {
	t.Parallel()
	for i := range 5 {
		t.Run(strconv.Itoa(i), func(t *testing.T) {
			t.Parallel()
			file := fmt.Sprintf("%d.txt", i)
			in := readQuotas(t, oracle(t, "spa-cooper", "Evaluations", "spa_no_lq", "instances", file))
			want := oracle(t, "spa-cooper", "Evaluations", "spa_no_lq", "stable", file)
			p := in.problem()
			matching := map[string]string{}
			found := regexp.MustCompile(`matching: (.*)`).FindStringSubmatch(want)
			for s, name := range strings.Fields(found[1]) {
				matching[strconv.Itoa(s+1)] = name
			}
			for name, plan := range map[string][]int32{"published": in.plan(matching), "ours": allocation.Stable(p)} {
				for b := range allocation.Blocking(p, plan) {
					t.Errorf("%s: %v is blocked by %+v", name, in.named(plan), b)
				}
			}
		})
	}
}

// Flows that are assignments are rounds as well.
func TestPublishedFlowsThatAreAssignments(t *testing.T) {
	t.Parallel()
	for _, size := range []int{3, 5, 50} {
		file := fmt.Sprintf("assignment_%dx%d.min", size, size)
		n := dimacs(t, oracle(t, "dimacs-mcf", file))
		cost := make([][]int, size)
		for i := range cost {
			cost[i] = slices.Repeat([]int{1_000}, size)
		}
		for _, a := range n.arcs {
			cost[a.from][a.to-size] = int(a.cost)
		}
		want := expectations(t, oracle(t, "dimacs-mcf", "expected.txt"))[file][0]
		if got := cheapestAssignment(t, cost); got != want {
			t.Errorf("%s: got %d, want %d", file, got, want)
		}
	}
}
