//go:build goexperiment.simd && amd64

package scoring

import (
	"simd/archsimd"
	"slices"
	"testing"

	"pgregory.net/rapid"
)

// sieves lists those that this build can run on this machine.
func sieves() map[string]sieve {
	list := map[string]sieve{"portable": portable()}
	if archsimd.X86.AVX2() && archsimd.X86.FMA() {
		list["AVX2"] = halves()
	}
	if archsimd.X86.AVX512() {
		list["AVX-512"] = wide()
	}
	return list
}

func TestBuildsGiveTheSameEdges(t *testing.T) {
	t.Parallel()
	rapid.Check(t, func(rt *rapid.T) {
		w, m := newWorld(t, rapid.Uint64().Draw(rt, "seed"))
		ix, questions := m.Index(w.offerings(700)), w.questions(40)
		ix.sieve = portable()
		want := ix.Scorer(8).Edges(nil, 0, questions, present())
		for name, sieve := range sieves() {
			ix.sieve = sieve
			if got := ix.Scorer(8).Edges(nil, 0, questions, present()); !slices.Equal(got, want) {
				rt.Fatalf("%s: got %v\nwant %v", name, got, want)
			}
		}
	})
}
