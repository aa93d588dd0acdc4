package proof

import (
	"math/big"
	"math/bits"
)

// wide is a whole number of 128 bits, so that no sum runs over unseen.
type wide struct{ high, low uint64 }

func (w *wide) add(x int64) {
	var carry uint64
	w.low, carry = bits.Add64(w.low, uint64(x), 0)       //nolint:gosec // two's complement is meant
	w.high, _ = bits.Add64(w.high, uint64(x>>63), carry) //nolint:gosec // the sign, extended
}

// product adds a times b; both are 0 or more.
func (w *wide) product(a, b int64) {
	high, low := bits.Mul64(uint64(a), uint64(b)) //nolint:gosec // neither is below 0
	var carry uint64
	w.low, carry = bits.Add64(w.low, low, 0)
	w.high, _ = bits.Add64(w.high, high, carry)
}

func (w *wide) is(x int64) bool {
	var other wide
	other.add(x)
	return *w == other
}

func (w *wide) String() string {
	n := new(big.Int).SetUint64(w.high)
	n.Lsh(n, 64).Add(n, new(big.Int).SetUint64(w.low))
	if w.high>>63 == 1 {
		n.Sub(n, new(big.Int).Lsh(big.NewInt(1), 128))
	}
	return n.String()
}
