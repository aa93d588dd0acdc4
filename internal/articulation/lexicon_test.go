package articulation

import (
	"testing"

	"pgregory.net/rapid"
)

// A lexicon is a map, however full it gets and however alike its keys are.
func TestLexiconIsAMap(t *testing.T) {
	t.Parallel()
	rapid.Check(t, func(t *rapid.T) {
		l, want := newLexicon(1), map[uint64]int32{}
		// few low and few high bits: many keys want the same slot, and have the same tag
		key := rapid.Custom(func(t *rapid.T) uint64 {
			return rapid.Uint64Range(0, 40).Draw(t, "low") | rapid.Uint64Range(1, 9).Draw(t, "middle")<<20 |
				rapid.Uint64Range(0, 3).Draw(t, "high")<<56
		})
		for i, k := range rapid.SliceOfN(key, 0, 300).Draw(t, "keys") {
			l.at(k).feature, want[k] = int32(i+1), int32(i+1)
		}
		for k, feature := range want {
			if got := l.find(k); got.key != k || got.feature != feature {
				t.Fatalf("key %x = %+v, want feature %d", k, *got, feature)
			}
		}
		for _, k := range rapid.SliceOfN(key, 0, 50).Draw(t, "others") {
			if got := l.find(k); want[k] == 0 && *got != (slot{}) {
				t.Fatalf("key %x, never added, = %+v", k, *got)
			}
		}
	})
}

// Bits are those that were flipped an odd number of times.
func TestBits(t *testing.T) {
	t.Parallel()
	rapid.Check(t, func(t *rapid.T) {
		n := rapid.IntRange(1, 300).Draw(t, "things")
		b, want := newBits(n), map[int32]bool{}
		for _, i := range rapid.SliceOf(rapid.Int32Range(0, int32(n-1))).Draw(t, "flips") {
			b.flip(i)
			want[i] = !want[i]
		}
		for i := range int32(n) {
			if b.has(i) != want[i] {
				t.Fatalf("bit %d = %v, want %v", i, b.has(i), want[i])
			}
		}
	})
}
