//go:build embedpg

package cluster

import _ "embed"

// packed is a Postgres installation, made by `make release TAGS=embedpg`.
//
//go:embed payload/postgres.tar.zst
var packed []byte

func payload() []byte { return packed }
