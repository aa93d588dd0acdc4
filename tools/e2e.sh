#!/bin/sh
# Walks all roles through the flow in Chromium; screenshots land in docs/tour.
set -eu
cd "$(dirname "$0")/.."
[ -d tools/e2e/node_modules/playwright-core ] || npm ci --ignore-scripts --no-audit --no-fund --loglevel=error --prefix tools/e2e
mkdir -p docs/tour
TANDEM_E2E_SHOTS="$PWD/docs/tour" exec go test -count=1 -timeout 15m -run TestJourney -v ./internal/e2e
