// Package migrations holds the schema's history as numbered SQL pairs.
package migrations

import "embed"

// FS holds the migrations in the layout golang-migrate reads.
//
//go:embed *.sql
var FS embed.FS
