#!/bin/sh
# Fails, naming the files, when a Go or templ file is not formatted.
set -eu
files=$(git ls-files -co --exclude-standard '*.go' | xargs -r -d '\n' gofmt -l)
[ -z "$files" ] || { echo "not formatted (make fmt):"; echo "$files"; exit 1; }
if git ls-files -co --exclude-standard '*.templ' | grep -q .; then
	go tool -modfile=tools/go.mod templ fmt -fail -stdout . >/dev/null 2>&1 || {
		echo "templ files are not formatted: make fmt"
		exit 1
	}
fi
