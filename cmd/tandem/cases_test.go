package main

import (
	"context"
	"strings"
	"testing"
	"testing/fstest"

	"github.com/google/go-cmp/cmp"
	"github.com/jackc/pgx/v5/pgxpool"

	"github.com/tandem-hbo/tandem/internal/postgres"
	"github.com/tandem-hbo/tandem/internal/postgres/pgtest"
	"github.com/tandem-hbo/tandem/internal/review"
	"github.com/tandem-hbo/tandem/internal/sample"
	"github.com/tandem-hbo/tandem/internal/tandem"
	"github.com/tandem-hbo/tandem/internal/training"
)

// TestCorrectedReadingsAreTrainedOn corrects a reading, exports it and loads it
// as training does: nothing is lost but the names.
func TestCorrectedReadingsAreTrainedOn(t *testing.T) {
	t.Parallel()
	url := pgtest.EmptyURL(t)
	env := map[string]string{"DATABASE_URL": url}
	if _, err := command(t.Context(), env, "migrate", "up"); err != nil {
		t.Fatal(err)
	}
	s := correctedStory(t, url)
	out, err := command(t.Context(), env, "cases")
	if err != nil {
		t.Fatal(err)
	}
	for _, secret := range []string{s.Sealed.CompanyName, s.Sealed.ContactName, s.Question.ID.String()} {
		if strings.Contains(out, secret) {
			t.Errorf("the export holds %q", secret)
		}
	}
	got, err := training.Load(fstest.MapFS{"corrected.jsonl": {Data: []byte(out)}})
	if err != nil || len(got) != 1 {
		t.Fatalf("load: got %d cases, %v, want one", len(got), err)
	}
	want := training.Labels{
		Outcomes: map[tandem.OutcomeKey]float64{"improving_business": 2}, Forms: map[tandem.FormKey]float64{},
		Tempo: []tandem.Tempo{tandem.TempoSlow}, Articulation: []tandem.Articulation{tandem.ArticulationSome},
		Fields: []tandem.Field{"business"}, FieldsAgreed: []tandem.Field{"business"},
	}
	if diff := cmp.Diff(want, got[0].Gold); diff != "" {
		t.Errorf("labels differ (-want +got)\n%s", diff)
	}
	if !got[0].Measured() || !strings.HasPrefix(got[0].Text, "[naam] hier.") || got[0].Title != s.Question.Title || got[0].Sector != s.Question.Sector {
		t.Errorf("got %+v, want the question without names, measured", got[0])
	}
}

// correctedStory stores a question whose reading its coordinator corrects.
func correctedStory(t *testing.T, url string) sample.Story {
	t.Helper()
	pool, err := pgxpool.New(t.Context(), url)
	if err != nil {
		t.Fatal(err)
	}
	defer pool.Close()
	db, err := postgres.New(pool, pgtest.Noon)
	if err != nil {
		t.Fatal(err)
	}
	if _, err := command(t.Context(), map[string]string{"DATABASE_URL": url}, "seed"); err != nil {
		t.Fatal(err)
	}
	s := sample.Open()
	s.Question.Learn, s.Question.Text = true, s.Sealed.ContactName+" hier. "+s.Question.Text
	if err := db.InTx(t.Context(), s.Coordinating(), func(tx *postgres.Tx) error {
		return s.Store(context.WithoutCancel(t.Context()), tx)
	}); err != nil {
		t.Fatal(err)
	}
	err = review.New(db).Correct(t.Context(), s.Coordinating(), review.Correction{
		Seen: review.Seen{ID: s.Question.ID, Version: 1}, Outcomes: []tandem.OutcomeKey{"improving_business"},
		Fields: []tandem.Field{"business"}, Tempo: tandem.TempoSlow, Articulation: tandem.ArticulationSome,
	})
	if err != nil {
		t.Fatal(err)
	}
	return s
}
