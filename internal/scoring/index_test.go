package scoring

import (
	"cmp"
	"reflect"
	"slices"
	"testing"

	"pgregory.net/rapid"

	"github.com/tandem-hbo/tandem/internal/tandem"
)

func TestRankEqualsPairByPair(t *testing.T) {
	t.Parallel()
	rapid.Check(t, func(rt *rapid.T) {
		w, m := newWorld(t, rapid.Uint64().Draw(rt, "seed"))
		list := w.offerings(rapid.SampledFrom([]int{0, 1, 63, 300}).Draw(rt, "offerings"))
		ix := m.Index(list)
		for range 3 {
			q, top := w.question(), rapid.SampledFrom([]int{-1, 0, 1, 10, 400}).Draw(rt, "top")
			got, want := ix.Rank(&q, present(), top), slowly(m, &q, list, top)
			if len(got) != len(want) {
				rt.Fatalf("%d ranked, want %d", len(got), len(want))
			}
			for i := range want {
				if got[i].Offering != want[i].Offering || !reflect.DeepEqual(got[i].Score, want[i].Score) {
					rt.Fatalf("at %d: got %+v\nwant %+v", i, got[i].Score, want[i].Score)
				}
			}
		}
	})
}

// edgesOf are the best pairs by the explained scores of Model.Offering alone.
func edgesOf(m *Model, number int32, q tandem.Question, list []tandem.OfferingDetail, most int) []Edge {
	type pair struct {
		edge  Edge
		worth float64
	}
	var all []pair
	a := m.prepare(&q, present())
	for i, o := range list {
		score, err := m.Offering(&q, o, present())
		if err != nil || score.Weight == 0 {
			continue
		}
		f, _ := m.form(o.Form)
		s := m.offeringSubject(a, f, &o)
		all = append(all, pair{Edge{
			Question: number, Offering: small(i), Weight: small(score.Weight),
			Company: points(score.Company), Education: points(score.Education), Effort: points(score.CompanyEffort),
		}, score.Value * m.soft(a, &s)})
	}
	slices.SortStableFunc(all, func(a, b pair) int { return -cmp.Compare(a.worth, b.worth) })
	var edges []Edge
	for _, p := range all[:min(most, len(all))] {
		edges = append(edges, p.edge)
	}
	return edges
}

func TestEdgesEqualExplainedWeights(t *testing.T) {
	t.Parallel()
	rapid.Check(t, func(rt *rapid.T) {
		w, m := newWorld(t, rapid.Uint64().Draw(rt, "seed"))
		list := w.offerings(rapid.SampledFrom([]int{1, 10, 40, 130}).Draw(rt, "offerings"))
		questions := w.questions(together + 1)
		most := rapid.SampledFrom([]int{1, 7, 1000}).Draw(rt, "most")
		got := m.Index(list).Scorer(most).Edges(nil, 5, questions, present())
		var want []Edge
		for i, q := range questions {
			want = append(want, edgesOf(m, small(5+i), q, list, most)...)
		}
		if !slices.Equal(got, want) {
			rt.Fatalf("got %d edges %v\nwant %d edges %v", len(got), got, len(want), want)
		}
	})
}

// A batch that is filled again gives the same pairs as questions asked one by one.
func TestPairsAreEdgesInTheOrderOfTheList(t *testing.T) {
	t.Parallel()
	rapid.Check(t, func(rt *rapid.T) {
		w, m := newWorld(t, rapid.Uint64().Draw(rt, "seed"))
		s := m.Index(w.offerings(rapid.SampledFrom([]int{1, 10, 130}).Draw(rt, "offerings"))).Scorer(rapid.SampledFrom([]int{1, 7, 1000}).Draw(rt, "most"))
		var b Batch
		for range 2 {
			questions := w.questions(rapid.IntRange(0, 2*together+1).Draw(rt, "questions"))
			b.Fill(m, questions, present())
			cut := rapid.IntRange(0, len(questions)).Draw(rt, "cut")
			got := s.Pairs(s.Pairs(nil, 3, b.Part(0, cut)), 3+cut, b.Part(cut, len(questions)))
			want := s.Edges(nil, 3, questions, present())
			slices.SortFunc(want, func(a, b Edge) int {
				return cmp.Or(cmp.Compare(a.Question, b.Question), cmp.Compare(a.Offering, b.Offering))
			})
			if !slices.Equal(got, want) {
				rt.Fatalf("got %d pairs %v\nwant %d pairs %v", len(got), got, len(want), want)
			}
		}
	})
}

// Not parallel: what other tests allocate would count.
func TestHotLoopAllocatesNothing(t *testing.T) { //nolint:paralleltest // counts allocations
	w, m := newWorld(t, 1)
	s := m.Index(w.offerings(2000)).Scorer(20)
	questions := w.questions(together)
	for i := range questions {
		s.index.ask(&s.sheets[i], m.prepare(&questions[i], present()))
	}
	s.score(together)
	if n := testing.AllocsPerRun(20, func() { s.score(together) }); n != 0 {
		t.Errorf("%v allocations a run, want none", n)
	}
}

// nearestMisses are the misses of a full ranking in the order that Propose
// promises.
func nearestMisses(full []Ranked, most int) []Ranked {
	near := slices.DeleteFunc(slices.Clone(full), func(r Ranked) bool { return r.Feasible() })
	shut := func(r Ranked) (n int) {
		for _, g := range r.Gates {
			n += int(truth(!g.OK))
		}
		return n
	}
	slices.SortStableFunc(near, func(a, b Ranked) int {
		return cmp.Or(cmp.Compare(shut(a), shut(b)), -compare(len(a.Changes) > 0, len(b.Changes) > 0))
	})
	return near[:min(most, len(near))]
}

func TestProposeEqualsFullRanking(t *testing.T) {
	t.Parallel()
	rapid.Check(t, func(rt *rapid.T) {
		w, m := newWorld(t, rapid.Uint64().Draw(rt, "seed"))
		list, q := w.offerings(rapid.SampledFrom([]int{0, 5, 90}).Draw(rt, "offerings")), w.question()
		full := slowly(m, &q, list, len(list))
		open, misses := m.Index(list).Propose(&q, present(), 10, 5)
		feasible := slices.IndexFunc(full, func(r Ranked) bool { return !r.Feasible() })
		if feasible < 0 {
			feasible = len(full)
		}
		want := slices.Concat(full[:min(10, feasible)], nearestMisses(full, 5))
		got := slices.Concat(open, misses)
		if len(got) != len(want) {
			rt.Fatalf("%d open and %d misses, want %d in all", len(open), len(misses), len(want))
		}
		for i := range want {
			if got[i].Offering != want[i].Offering || !reflect.DeepEqual(got[i].Score, want[i].Score) {
				rt.Fatalf("at %d: got %+v\nwant %+v", i, got[i].Score, want[i].Score)
			}
		}
	})
}

func TestEqualOfferingsComeInTheOrderOfTheList(t *testing.T) {
	t.Parallel()
	w, m := newWorld(t, 3)
	one, questions := w.offerings(1), w.questions(together)
	opened(w, one, questions)
	list := make([]tandem.OfferingDetail, 700)
	for i := range list {
		list[i] = one[0]
	}
	found := map[int32]int32{}
	for _, e := range m.Index(list).Scorer(7).Edges(nil, 0, questions, present()) {
		if e.Offering != found[e.Question] || e.Offering >= 7 {
			t.Fatalf("edge %+v after %d of its question, want the first seven in order", e, found[e.Question])
		}
		found[e.Question]++
	}
	if len(found) == 0 {
		t.Error("no question gains from the offering: the test tries nothing")
	}
}

func TestShutCountsTheGatesOfAllPairs(t *testing.T) {
	t.Parallel()
	rapid.Check(t, func(rt *rapid.T) {
		w, m := newWorld(t, rapid.Uint64().Draw(rt, "seed"))
		list, q := w.offerings(90), w.question()
		counts := map[string]Shut{}
		for _, r := range slowly(m, &q, list, len(list)) {
			var codes []string
			for _, g := range r.Gates {
				if !g.OK {
					codes = append(codes, g.Code)
				}
			}
			for _, code := range codes {
				n := counts[code]
				counts[code] = Shut{code, n.Offerings + 1, n.Alone + int(truth(len(codes) == 1))}
			}
		}
		var want []Shut
		for _, r := range m.rules {
			if n, found := counts[r.code]; found {
				want = append(want, n)
			}
		}
		if got := m.Index(list).Shut(&q, present()); !slices.Equal(got, want) {
			rt.Fatalf("got %v, want %v", got, want)
		}
	})
}
