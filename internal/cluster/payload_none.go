//go:build !embedpg

package cluster

// payload is empty: this build uses the Postgres it finds.
func payload() []byte { return nil }
