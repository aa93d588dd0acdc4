package training_test

import (
	"errors"
	"os"
	"testing"

	"github.com/tandem-hbo/tandem/internal/articulation"
	"github.com/tandem-hbo/tandem/internal/tandem"
	"github.com/tandem-hbo/tandem/internal/taxonomy"
	"github.com/tandem-hbo/tandem/internal/training"
)

func newTrainer(tb testing.TB) *training.Trainer {
	tb.Helper()
	t, err := taxonomy.Load()
	if err != nil {
		tb.Fatal(err)
	}
	r, err := articulation.New()
	if err != nil {
		tb.Fatal(err)
	}
	trainer, err := training.New(t, r)
	if err != nil {
		tb.Fatal(err)
	}
	return trainer
}

func cases(tb testing.TB) []training.Case {
	tb.Helper()
	list, err := training.Load(os.DirFS("cases"))
	if err != nil {
		tb.Fatal(err)
	}
	return list
}

// The model was trained on these very questions, so the floors say only that
// nobody spoiled it, or forgot to train anew; docs/model-card.md tells how it does
// on questions it did not see.
func TestModelKeepsItsLevel(t *testing.T) {
	t.Parallel()
	r, err := articulation.New()
	if err != nil {
		t.Fatal(err)
	}
	got := newTrainer(t).Measure(r, cases(t))
	if got.NDCG < .9 {
		t.Errorf("NDCG@3 of forms = %.3f, want .9 or more", got.NDCG)
	}
	if got.MacroF1 < .8 {
		t.Errorf("macro-F1 of outcomes = %.3f, want .8 or more", got.MacroF1)
	}
}

// What cannot be cross-validated is refused, not trained on.
func TestTrainingWantsMeasuredCases(t *testing.T) {
	t.Parallel()
	trainer, list := newTrainer(t), cases(t)
	for n := range training.Folds {
		if _, err := trainer.Train("test", list[:n]); !errors.Is(err, tandem.Invalid) {
			t.Errorf("training on %d cases: %v, want it refused", n, err)
		}
	}
}

// The same cases give the same bytes.
func TestTrainingIsReproducible(t *testing.T) {
	t.Parallel()
	var some []training.Case
	for i, c := range cases(t) {
		if c.Measured() && i%8 == 0 {
			some = append(some, c)
		}
	}
	first, err := newTrainer(t).Train("test", some)
	if err != nil {
		t.Fatal(err)
	}
	second, err := newTrainer(t).Train("test", some)
	if err != nil {
		t.Fatal(err)
	}
	if first.Model != second.Model || first.Card() != second.Card() {
		t.Error("two trainings on the same cases differ")
	}
	if first.Cases != len(some) || first.Held.NDCG <= .5 || first.Held.NDCG >= first.Seen.NDCG {
		t.Errorf("figures = %+v and %+v, want those of cases not seen below those seen", first.Held, first.Seen)
	}
}

// What the reader marks must be what people would point at, far more often than
// words put anywhere.
func TestMarksWhatPeopleNamed(t *testing.T) {
	t.Parallel()
	r, err := articulation.New()
	if err != nil {
		t.Fatal(err)
	}
	got := newTrainer(t).Measure(r, cases(t))
	t.Logf("marked %.3f, by chance %.3f", got.Marked, got.MarkedByChance)
	if got.Marked < 1.5*got.MarkedByChance {
		t.Errorf("%.2f of the marks lie in a named clause, %.2f would anywhere", got.Marked, got.MarkedByChance)
	}
}
