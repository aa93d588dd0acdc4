package main

import (
	"context"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/jackc/pgx/v5"

	"github.com/tandem-hbo/tandem/internal/postgres/pgtest"
)

// shape lists all that migrations made: a line each for columns, constraints, indexes,
// functions, triggers and types.
const shape = `
SELECT format('column %s.%s %s null=%s default=%s', table_name, column_name, data_type, is_nullable, column_default) AS line
  FROM information_schema.columns WHERE table_schema = 'public'
UNION ALL
SELECT format('constraint %s %s', conname, pg_get_constraintdef(oid)) FROM pg_constraint WHERE connamespace = 'public'::regnamespace
UNION ALL
SELECT format('index %s', indexdef) FROM pg_indexes WHERE schemaname = 'public'
UNION ALL
SELECT format('function %s', p.oid::regprocedure) FROM pg_proc p
  LEFT JOIN pg_depend d ON d.objid = p.oid AND d.deptype = 'e'
  WHERE p.pronamespace = 'public'::regnamespace AND d.objid IS NULL
UNION ALL
SELECT format('trigger %s', pg_get_triggerdef(oid)) FROM pg_trigger WHERE NOT tgisinternal
UNION ALL
SELECT format('type %s', typname) FROM pg_type WHERE typnamespace = 'public'::regnamespace AND typtype IN ('e', 'd')
UNION ALL
SELECT format('search %s', cfgname) FROM pg_ts_config WHERE cfgnamespace = 'public'::regnamespace
UNION ALL
SELECT format('extension %s', extname) FROM pg_extension
ORDER BY line`

func schemaShape(t *testing.T, url string) []string {
	t.Helper()
	ctx := context.WithoutCancel(t.Context())
	conn, err := pgx.Connect(ctx, url)
	if err != nil {
		t.Fatal(err)
	}
	defer func() { _ = conn.Close(ctx) }()
	rows, err := conn.Query(ctx, shape)
	if err != nil {
		t.Fatal(err)
	}
	lines, err := pgx.CollectRows(rows, pgx.RowTo[string])
	if err != nil {
		t.Fatal(err)
	}
	return lines
}

func TestMigrationsUpDownUp(t *testing.T) {
	t.Parallel()
	url := pgtest.EmptyURL(t)
	env := map[string]string{"DATABASE_URL": url}
	migrate := func(args ...string) {
		t.Helper()
		if _, err := command(t.Context(), env, append([]string{"migrate"}, args...)...); err != nil {
			t.Fatal(err)
		}
	}

	migrate("status")
	before := schemaShape(t, url)
	migrate("up")
	first := schemaShape(t, url)
	migrate("down", "--all")
	var left []string
	for _, line := range schemaShape(t, url) {
		if !strings.Contains(line, "schema_migrations") {
			left = append(left, line)
		}
	}
	if diff := cmp.Diff(before, left); diff != "" {
		t.Errorf("left after down (- want, + got):\n%s", diff)
	}
	migrate("up")
	if diff := cmp.Diff(first, schemaShape(t, url)); diff != "" {
		t.Errorf("up, down and up differs from up (- first, + second):\n%s", diff)
	}
}
