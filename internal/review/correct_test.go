package review_test

import (
	"context"
	"errors"
	"reflect"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/tandem-hbo/tandem/internal/postgres"
	"github.com/tandem-hbo/tandem/internal/review"
	"github.com/tandem-hbo/tandem/internal/tandem"
)

// allowed lets us learn from the question, whose text names its owner.
func (b *bundle) allowed(t *testing.T) {
	t.Helper()
	q := b.reload(t)
	q.Learn, q.Text = true, "Bakkerij van Dorst hier, 06-12345678. "+q.Text+" Groet, Marloes"
	b.write(t, func(ctx context.Context, tx *postgres.Tx) error { return tx.SaveQuestion(ctx, q) })
}

func (b *bundle) correction(t *testing.T) review.Correction {
	t.Helper()
	return review.Correction{
		Seen: b.seen(t), Outcomes: []tandem.OutcomeKey{"innovation_power"}, Fields: []tandem.Field{"agri_food"},
		Tempo: tandem.TempoSlow, Articulation: tandem.ArticulationMuch,
	}
}

func TestCorrectKeepsTheReadingWithoutNames(t *testing.T) {
	t.Parallel()
	b, ctx := setup(t), context.Background()
	b.allowed(t)
	before, c := b.reload(t), b.correction(t)
	if err := b.service.Correct(ctx, b.karim, c); err != nil {
		t.Fatal(err)
	}
	c.Refer, c.ReferWhy = true, "acute"
	if err := b.service.Correct(ctx, b.noor, c); err != nil {
		t.Fatal(err)
	}
	d, err := b.service.Show(ctx, b.karim, b.question.ID)
	if err != nil || len(d.Cases) != 1 {
		t.Fatalf("got %d cases, %v, want one", len(d.Cases), err)
	}
	kept := d.Cases[0]
	want := tandem.CaseLabels{
		Outcomes: map[tandem.OutcomeKey]float64{"innovation_power": 2}, Forms: map[tandem.FormKey]float64{},
		Tempo: []tandem.Tempo{tandem.TempoSlow}, Articulation: []tandem.Articulation{tandem.ArticulationMuch},
		Fields: []tandem.Field{"agri_food"}, FieldsAgreed: []tandem.Field{"agri_food"}, Refer: "acute",
	}
	if diff := cmp.Diff(want, kept.Labels); diff != "" {
		t.Errorf("labels differ (-want +got)\n%s", diff)
	}
	if !strings.HasPrefix(kept.Text, "[naam] hier, [telefoon]. ") || !strings.HasSuffix(kept.Text, " Groet, [naam]") {
		t.Errorf("got text %q, want it without names", kept.Text)
	}
	if kept.CorrectedBy != b.noor.PersonID || kept.Model != before.Reading.Model || kept.Sector != before.Sector {
		t.Errorf("got %+v, want who, model and sector", kept)
	}
	if after := b.reload(t); !reflect.DeepEqual(after, before) {
		t.Error("the question itself has changed")
	}
	if got, want := b.actions(t), []string{"question.reading_corrected", "question.reading_corrected"}; !reflect.DeepEqual(got, want) {
		t.Errorf("got events %v, want %v", got, want)
	}
	if detail := d.Events[len(d.Events)-1].Detail; len(detail) != 0 {
		t.Errorf("the event holds %v, want nothing of the text", detail)
	}
}

func TestCorrectRefuses(t *testing.T) {
	t.Parallel()
	b, ctx := setup(t), context.Background()
	checkFault(t, b.service.Correct(ctx, b.karim, b.correction(t)), tandem.Conflict, "", "learning_refused")
	b.allowed(t)
	tests := map[string]struct {
		change func(*review.Correction)
		field  string
		code   string
	}{
		"an unknown outcome":    {func(c *review.Correction) { c.Outcomes = []tandem.OutcomeKey{"gold"} }, "outcome", "choice_missing"},
		"an unknown field":      {func(c *review.Correction) { c.Fields = []tandem.Field{"magic"} }, "field", "choice_missing"},
		"no tempo":              {func(c *review.Correction) { c.Tempo = "" }, "tempo", "choice_missing"},
		"no need":               {func(c *review.Correction) { c.Articulation = "" }, "articulation", "choice_missing"},
		"refer without reason":  {func(c *review.Correction) { c.Refer = true }, "refer_why", "reason_missing"},
		"refer for an odd code": {func(c *review.Correction) { c.Refer, c.ReferWhy = true, "dull" }, "refer_why", "reason_missing"},
	}
	for name, tt := range tests {
		c := b.correction(t)
		tt.change(&c)
		if err := b.service.Correct(ctx, b.karim, c); !errors.Is(err, tandem.Invalid) {
			t.Errorf("%s: got %v", name, err)
		} else {
			checkFault(t, err, tandem.Invalid, tt.field, tt.code)
		}
	}
	old := b.correction(t)
	old.Version--
	checkFault(t, b.service.Correct(ctx, b.karim, old), tandem.Conflict, "", "moved_on")
	if err := b.service.Correct(ctx, stranger(), b.correction(t)); !errors.Is(err, tandem.Denied) {
		t.Errorf("another desk: got %v, want denied", err)
	}
	if d, err := b.service.Show(ctx, b.karim, b.question.ID); err != nil || len(d.Cases) != 0 {
		t.Errorf("got %d cases, %v, want none", len(d.Cases), err)
	}
}
