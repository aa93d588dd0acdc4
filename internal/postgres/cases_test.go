package postgres_test

import (
	"context"
	"errors"
	"testing"

	"github.com/tandem-hbo/tandem/internal/postgres"
	"github.com/tandem-hbo/tandem/internal/postgres/pgtest"
	"github.com/tandem-hbo/tandem/internal/sample"
	"github.com/tandem-hbo/tandem/internal/tandem"
)

func labelled(s sample.Story) tandem.LabelledCase {
	return tandem.LabelledCase{
		ID: tandem.NewID[tandem.LabelledCase](), QuestionID: s.Question.ID, Title: "Brood", Text: "Wat bakken we?",
		Sector: "food", Size: tandem.SizeMicro, Language: tandem.Dutch, Model: "m", CorrectedBy: s.Coordinator.ID, CorrectedAt: sample.At(),
		Labels: tandem.CaseLabels{Outcomes: map[tandem.OutcomeKey]float64{"innovation_power": 2}, Tempo: []tandem.Tempo{tandem.TempoSlow}},
	}
}

func TestCaseComesBackAsItWentAndOnce(t *testing.T) {
	t.Parallel()
	db := pgtest.Tx(t)
	s := told(t, db)
	first, second := labelled(s), labelled(s)
	second.Text, second.Labels.Refer = "Hoeveel bakken we?", "acute"
	quietly(t, db, func(ctx context.Context, tx *postgres.Tx) error {
		if err := tx.SaveLearning(ctx, s.Question.ID, true); err != nil {
			return err
		}
		if err := tx.SaveCase(ctx, first); err != nil {
			return err
		}
		return tx.SaveCase(ctx, second)
	})
	second.ID = first.ID
	got, err := db.CasesOf(t.Context(), s.Question.ID)
	check(t, "case of the question", []tandem.LabelledCase{second}, got, err)
	got, err = db.Cases(t.Context())
	check(t, "all cases", []tandem.LabelledCase{second}, got, err)
}

// The key of a case holds the consent, whatever the code forgets.
func TestNoCaseWithoutConsent(t *testing.T) {
	t.Parallel()
	db := pgtest.Tx(t)
	s := told(t, db)
	save := func(ctx context.Context, tx *postgres.Tx) error { return tx.SaveCase(ctx, labelled(s)) }
	err := db.Quietly(t.Context(), func(tx *postgres.Tx) error { return save(t.Context(), tx) })
	var fault *tandem.Error
	if !errors.As(err, &fault) || fault.Code != "learning_refused" {
		t.Errorf("without consent: got %v, want learning_refused", err)
	}
	quietly(t, db, func(ctx context.Context, tx *postgres.Tx) error {
		if err := tx.SaveLearning(ctx, s.Question.ID, true); err != nil {
			return err
		}
		return save(ctx, tx)
	})
	refuse := func(tx *postgres.Tx) error { return tx.SaveLearning(t.Context(), s.Question.ID, false) }
	if err := db.Quietly(t.Context(), refuse); !errors.Is(err, tandem.Conflict) {
		t.Errorf("consent taken back beside a kept case: got %v, want a conflict", err)
	}
	quietly(t, db, func(ctx context.Context, tx *postgres.Tx) error {
		if err := tx.DeleteCase(ctx, s.Question.ID); err != nil {
			return err
		}
		return refuse(tx)
	})
}

// Whoever erases a question erases what was learned from it.
func TestErasingAQuestionErasesItsCase(t *testing.T) {
	t.Parallel()
	pool := pgtest.Clone(t)
	db, err := postgres.New(pool, pgtest.Noon)
	if err != nil {
		t.Fatal(err)
	}
	s := told(t, db)
	quietly(t, db, func(ctx context.Context, tx *postgres.Tx) error {
		if err := tx.SaveLearning(ctx, s.Question.ID, true); err != nil {
			return err
		}
		return tx.SaveCase(ctx, labelled(s))
	})
	for _, statement := range []string{`DELETE FROM matches`, `DELETE FROM questions`} {
		if _, err := pool.Exec(t.Context(), statement); err != nil {
			t.Fatal(err)
		}
	}
	if left, err := db.Cases(t.Context()); err != nil || len(left) != 0 {
		t.Errorf("got %d cases, %v, want none", len(left), err)
	}
}
