package scoring

import (
	"math"
	"testing"

	"pgregory.net/rapid"
)

// exactly tells which programmes reach the bound, in float64 and in the order
// in which pairs are scored.
func exactly(w *[lanes]vector, x *vector, bound float64) uint64 {
	var bits uint64
	for lane := range w {
		if dot(&w[lane], x) >= bound {
			bits |= 1 << lane
		}
	}
	return bits
}

func TestSieveLosesNothing(t *testing.T) {
	t.Parallel()
	rapid.Check(t, func(t *rapid.T) {
		w := &world{}
		w.Rand = newRand(rapid.Uint64().Draw(t, "seed"))
		var wishes [lanes]vector
		var rows tile
		for lane := range wishes {
			wishes[lane] = w.vector(rapid.IntRange(1, outcomes).Draw(t, "wishes")).normal()
			for k, v := range wishes[lane] {
				rows[k][lane] = float32(v)
			}
		}
		x := w.vector(outcomes)
		var thin narrow
		for k := range x {
			thin[k] = float32(x[k])
		}
		bound := dot(&wishes[0], &x) // one of them reaches it and no more
		want := exactly(&wishes, &x, bound)
		for name, sieve := range sieves() {
			got := sieve.reach(&rows, &thin, bound)
			if got&want != want {
				t.Fatalf("%s: got %064b, want at least %064b", name, got, want)
			}
			if extra := got &^ exactly(&wishes, &x, bound*(1-2*slack)-2*tiny); extra != 0 {
				t.Fatalf("%s lets through %064b, which are further than rounding", name, extra)
			}
		}
	})
}

func TestSieveAtTheEnds(t *testing.T) {
	t.Parallel()
	for name, sieve := range sieves() {
		var rows tile
		var x narrow
		for bound, want := range map[float64]uint64{math.Inf(-1): math.MaxUint64, -.1: math.MaxUint64, 0: math.MaxUint64, .1: 0, math.Inf(1): 0} {
			if got := sieve.reach(&rows, &x, bound); got != want {
				t.Errorf("%s of nothing reaches %v: got %x, want %x", name, bound, got, want)
			}
		}
	}
}

func (s sieve) reach(t *tile, x *narrow, bound float64) uint64 {
	var sums row
	s.sum(t, x, &sums)
	return s.over(&sums, under(bound))
}

// vector draws some numbers of 0..1, a few of them too small for float32.
func (w *world) vector(n int) vector {
	var v vector
	for _, k := range w.Perm(outcomes)[:n] {
		v[k] = w.Float64()
		if w.IntN(20) == 0 {
			v[k] *= 1e-42
		}
	}
	return v
}
