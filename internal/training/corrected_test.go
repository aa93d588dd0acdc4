package training_test

import (
	"slices"
	"strings"
	"testing"
	"testing/fstest"

	"github.com/tandem-hbo/tandem/internal/articulation"
	"github.com/tandem-hbo/tandem/internal/tandem"
	"github.com/tandem-hbo/tandem/internal/training"
)

// labelled is a corrected case; refer is empty when a form fits.
func labelled(refer string) training.Case {
	return training.Corrected(tandem.LabelledCase{
		ID: tandem.NewID[tandem.LabelledCase](), Title: "Restbrood", Text: "We gooien elke dag brood weg.",
		Sector: "food", Size: tandem.SizeMicro, Language: tandem.Dutch,
		Labels: tandem.CaseLabels{
			Outcomes: map[tandem.OutcomeKey]float64{"improving_business": tandem.SureOutcome},
			Tempo:    []tandem.Tempo{tandem.TempoSlow}, Articulation: []tandem.Articulation{tandem.ArticulationNone}, Refer: refer,
		},
	})
}

func TestLoadTakesCorrectedCasesWithoutForms(t *testing.T) {
	t.Parallel()
	bare := labelled("")
	bare.Gold.Tempo = nil
	ungraded := labelled("")
	ungraded.Origin = "page"
	for name, tt := range map[string]struct {
		c    training.Case
		want bool
	}{"corrected": {labelled("acute"), true}, "without tempo": {bare, false}, "graded by nobody": {ungraded, false}} {
		var file strings.Builder
		if err := training.Write(&file, []training.Case{tt.c}); err != nil {
			t.Fatal(err)
		}
		_, err := training.Load(fstest.MapFS{"a.jsonl": {Data: []byte(file.String())}})
		if (err == nil) != tt.want {
			t.Errorf("%s: got %v, want loaded: %v", name, err, tt.want)
		}
	}
}

// Corrected cases count in what they say, and not in the order of forms.
func TestCorrectedCasesLeaveTheOrderOfFormsAlone(t *testing.T) {
	t.Parallel()
	r, err := articulation.New()
	if err != nil {
		t.Fatal(err)
	}
	trainer, graded := newTrainer(t), cases(t)[:40]
	before := trainer.Measure(r, graded)
	after := trainer.Measure(r, append(slices.Clip(graded), labelled("acute"), labelled("")))
	if after.NDCG != before.NDCG || after.FirstFits != before.FirstFits {
		t.Errorf("order of forms: got %.4f and %.4f, want %.4f and %.4f", after.NDCG, after.FirstFits, before.NDCG, before.FirstFits)
	}
	if after.Cases != before.Cases+2 {
		t.Errorf("got %d cases, want %d", after.Cases, before.Cases+2)
	}
}
