package postgres_test

import (
	"strings"
	"testing"

	"github.com/tandem-hbo/tandem/internal/postgres"
	"github.com/tandem-hbo/tandem/internal/postgres/pgtest"
)

func TestDurabilityCheck(t *testing.T) {
	t.Parallel()
	good := postgres.Durability{Fsync: "on", FullPageWrites: "on", SynchronousCommit: "on", Migration: 7}
	if err := good.Check(7); err != nil {
		t.Errorf("all is well: %v", err)
	}
	for fault, spoil := range map[string]func(*postgres.Durability){
		"fsync":                 func(d *postgres.Durability) { d.Fsync = "off" },
		"full_page_writes":      func(d *postgres.Durability) { d.FullPageWrites = "off" },
		"synchronous_commit is": func(d *postgres.Durability) { d.SynchronousCommit = "off" },
		"local":                 func(d *postgres.Durability) { d.SynchronousCommit = "local" },
		"owns 3 tables":         func(d *postgres.Durability) { d.Owned = 3 },
		"broke off":             func(d *postgres.Durability) { d.Dirty = true },
		"run tandem migrate up": func(d *postgres.Durability) { d.Migration = 6 },
	} {
		d := good
		spoil(&d)
		if err := d.Check(7); err == nil || !strings.Contains(err.Error(), fault) {
			t.Errorf("%s: got %v", fault, err)
		}
	}
	newer := good
	newer.Migration, newer.SynchronousCommit = 8, "remote_apply"
	if err := newer.Check(7); err != nil {
		t.Errorf("a newer schema, a stricter commit: %v", err)
	}
}

// TestReadyAsksTheDatabase: the server that tests run on has fsync off, and its
// application's role owns nothing.
func TestReadyAsksTheDatabase(t *testing.T) {
	t.Parallel()
	db := pgtest.Tx(t)
	d, err := db.Durability(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	if d.Owned != 0 || d.Migration == 0 || d.Dirty {
		t.Errorf("got %+v", d)
	}
	if err := db.Ready(t.Context()); (err != nil) != (d.Fsync != "on" || d.SynchronousCommit != "on" || d.FullPageWrites != "on") {
		t.Errorf("got %v for %+v", err, d)
	}
}
