//go:build !goexperiment.simd || !amd64

package scoring

// sieves lists those that this build can run on this machine.
func sieves() map[string]sieve { return map[string]sieve{"portable": portable()} }
