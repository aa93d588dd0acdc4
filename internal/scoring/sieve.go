package scoring

// lanes is how many offerings share a tile: one bit of a word for each.
const lanes = 64

// tile holds what 64 programmes ask, outcome by outcome, so that one outcome of
// many offerings lies together. Its numbers are rounded to float32: a tile only
// passes over what cannot count, and what is left is summed in float64.
type tile [outcomes][lanes]float32

// narrow is what a question offers, rounded likewise.
type narrow [outcomes]float32

// row is a sum for each offering of a tile.
type row [lanes]float32

// sieve finds what 64 programmes get out of a question, roughly, and which of
// them get a bound or more. With a bound from under it may let through a little
// too much and never too little.
type sieve struct {
	sum  func(t *tile, x *narrow, to *row)
	over func(sums *row, bound float32) uint64
}

// slack is more than rounding to float32 and adding thirteen such products, fused
// or not, can take from a sum of numbers that are not below zero: 16 roundings of
// 2^-24 each, and what is too small for float32 altogether.
const (
	slack = 4e-6
	tiny  = 1e-30
)

// under is a float32 that a sum in float32 reaches whenever the exact sum reaches
// the bound.
func under(bound float64) float32 {
	if bound < 0 {
		return float32(bound*(1+slack) - tiny)
	}
	return float32(bound*(1-slack) - tiny)
}

// portable is the sieve of machines and builds without vector instructions.
func portable() sieve { return sieve{sum, over} }

// sum adds four offerings at a time, which keeps the processor's adders busy.
func sum(t *tile, x *narrow, to *row) {
	for j := 0; j < lanes; j += 4 {
		var a, b, c, d float32
		for k := range t {
			w, v := x[k], (*[4]float32)(t[k][j:j+4])
			a += w * v[0]
			b += w * v[1]
			c += w * v[2]
			d += w * v[3]
		}
		*(*[4]float32)(to[j : j+4]) = [4]float32{a, b, c, d}
	}
}

func over(sums *row, bound float32) uint64 {
	var bits uint64
	for j, s := range sums {
		if s >= bound {
			bits |= 1 << j
		}
	}
	return bits
}
