#!/bin/sh
# Measures planning beside LEMON's network simplex and cost scaling, in one run.
# SIZES=S,M and RUNS=2 make it shorter.
set -eu
cd "$(dirname "$0")/.."
if ! printf '#include <lemon/network_simplex.h>\n' | c++ -E -x c++ - >/dev/null 2>&1; then
	echo "bench-allocation: needs a C++ compiler and LEMON (Debian: apt-get install g++ liblemon-dev)" >&2
	exit 1
fi
go build -o bin/tandem ./cmd/tandem
go build -o bin/race ./internal/allocation/race
c++ -O3 -march=native -w -o bin/lemon-solve tools/lemon/solve.cc -llemon
uptime
exec ./bin/race -sizes "${SIZES:-S,M,L,LT}" -runs "${RUNS:-3}"
