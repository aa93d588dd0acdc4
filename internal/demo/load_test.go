package demo_test

import (
	"context"
	"errors"
	"testing"

	"github.com/tandem-hbo/tandem/internal/demo"
	"github.com/tandem-hbo/tandem/internal/postgres"
	"github.com/tandem-hbo/tandem/internal/postgres/pgtest"
	"github.com/tandem-hbo/tandem/internal/tandem"
)

func TestLoadAddsQuestionsInManyStates(t *testing.T) {
	t.Parallel()
	ctx := context.Background()
	db, err := postgres.New(pgtest.Clone(t), pgtest.Noon)
	if err != nil {
		t.Fatal(err)
	}
	if err := demo.Load(ctx, db, 1); !errors.Is(err, tandem.NotFound) {
		t.Errorf("without the demo: got %v, want not found", err)
	}
	if err := demo.Seed(ctx, db, pgtest.Noon()); err != nil {
		t.Fatal(err)
	}
	before, err := db.Census(ctx)
	if err != nil {
		t.Fatal(err)
	}
	const n = 300
	if err := demo.Load(ctx, db, n); err != nil {
		t.Fatal(err)
	}
	after, err := db.Census(ctx)
	if err != nil {
		t.Fatal(err)
	}
	added := 0
	for _, state := range tandem.QuestionStates() {
		added += after.Questions[state] - before.Questions[state]
	}
	if added != n || after.Events-before.Events < n {
		t.Errorf("added %d questions and %d events, want %d and more", added, after.Events-before.Events, n)
	}
}
