#!/bin/sh
# Fails when a generated file differs from what its source makes; leaves the fresh ones in place.
set -eu
sums() { git ls-files -co --exclude-standard '*_templ.go' 'web/text/keys_*.go' | sort | xargs -r -d '\n' sha256sum; }
before=$(sums)
go generate ./web/text
go tool -modfile=tools/go.mod templ generate >/dev/null 2>&1
[ "$before" = "$(sums)" ] || { echo "generated files were stale; they are fresh now, commit them"; exit 1; }
