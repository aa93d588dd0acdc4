#!/bin/sh
# Fails when a Go or templ file is not formatted; leaves the templ files formatted (templ fmt -stdout calls every
# file changed, so it cannot merely look).
set -eu
files=$(git ls-files -co --exclude-standard '*.go' | xargs -r -d '\n' gofmt -l)
[ -z "$files" ] || { echo "not formatted (make fmt):"; echo "$files"; exit 1; }
if git ls-files -co --exclude-standard '*.templ' | grep -q .; then
	go tool -modfile=tools/go.mod templ fmt -fail . >/dev/null 2>&1 || {
		echo "templ files were not formatted; they are now, commit them"
		exit 1
	}
fi
