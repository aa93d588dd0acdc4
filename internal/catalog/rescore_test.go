package catalog_test

import (
	"context"
	"slices"
	"testing"

	"github.com/jackc/pgx/v5"

	"github.com/tandem-hbo/tandem/internal/catalog"
	"github.com/tandem-hbo/tandem/internal/postgres"
	"github.com/tandem-hbo/tandem/internal/postgres/pgtest"
	"github.com/tandem-hbo/tandem/internal/tandem"
)

// Every change of what scores rest on leaves a job in the same transaction, and
// a change that was refused leaves none.
func TestChangesAskForScoresToBeRenewed(t *testing.T) {
	t.Parallel()
	ctx, pool := context.Background(), pgtest.Clone(t)
	db, err := postgres.New(pool, pgtest.Noon)
	if err != nil {
		t.Fatal(err)
	}
	b := setupOn(t, db)
	jobs := func() []string {
		rows, err := pool.Query(ctx, `SELECT args::text FROM river_job WHERE kind = 'rescore' ORDER BY id`)
		if err != nil {
			t.Fatal(err)
		}
		list, err := pgx.CollectRows(rows, pgx.RowTo[string])
		if err != nil {
			t.Fatal(err)
		}
		return list
	}
	if _, err := b.service.AddOffering(ctx, tandem.Actor{}, b.offering()); err == nil || len(jobs()) != 0 {
		t.Fatalf("a refused offering gave %v and jobs %v", err, jobs())
	}
	o, err := b.service.AddOffering(ctx, b.coordinator, b.offering())
	if err != nil {
		t.Fatal(err)
	}
	o.Places++
	b.do(t, b.service.SaveOffering(ctx, b.coordinator, o))
	b.do(t, b.service.CloseOffering(ctx, b.coordinator, o.ID))
	_, err = b.service.SavePeriod(ctx, b.admin, b.period, "")
	b.do(t, err)
	taxonomy, err := db.Taxonomy(ctx)
	b.do(t, err)
	form := taxonomy.Forms[0]
	form.Thresholds.Company += .01
	_, err = b.service.EditForm(ctx, b.admin, catalog.Edit{Base: taxonomy.Version, Note: "Iets zwaarder."}, form, nil)
	b.do(t, err)
	offering, period := `{"offering_id": "`+o.ID.String()+`"}`, `{"period_id": "`+b.period.ID.String()+`"}`
	if got, want := jobs(), []string{offering, offering, offering, period, "{}"}; !slices.Equal(got, want) {
		t.Errorf("got jobs %v, want %v", got, want)
	}
}

func (b bundle) do(t *testing.T, err error) {
	t.Helper()
	if err != nil {
		t.Fatal(err)
	}
}
