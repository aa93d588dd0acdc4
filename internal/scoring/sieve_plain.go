//go:build !goexperiment.simd || !amd64

package scoring

// fastest is the portable sieve; its twin behind GOEXPERIMENT=simd picks by what
// the processor can.
func fastest() sieve { return portable() }
