package claiming_test

import (
	"context"
	"testing"

	"github.com/tandem-hbo/tandem/internal/claiming"
	"github.com/tandem-hbo/tandem/internal/sample"
	"github.com/tandem-hbo/tandem/internal/tandem"
)

// claims lets the lecturer claim a story's question, and gives what came of it.
func (b bundle) claims(ctx context.Context, s sample.Story) error {
	_, err := b.service.Claim(ctx, b.Lecturing(), claiming.Wish{QuestionID: s.Question.ID, MatchID: s.Match.ID})
	return err
}

// lineUp puts stories' questions in line.
func (b bundle) lineUp(t *testing.T, list ...sample.Story) {
	t.Helper()
	for _, s := range list {
		if err := b.service.LineUp(t.Context(), b.Coordinating(), pairOf(s)); err != nil {
			t.Fatal(err)
		}
	}
}

// TestFreePlaceIsPromisedToTheLine: between a place coming free and the job that
// hands it on, nobody gets before the first in line, however they try.
func TestFreePlaceIsPromisedToTheLine(t *testing.T) {
	t.Parallel()
	ctx, b := t.Context(), setup(t)
	b.places(t, 1)
	h := b.hold(t, b.Story)
	first, second, stranger := b.another(t), b.another(t), b.another(t)
	b.lineUp(t, first, second)
	if err := b.service.ReleaseHold(ctx, b.Lecturing(), h.ID); err != nil {
		t.Fatal(err)
	}
	for name, s := range map[string]sample.Story{"somebody beside the line": stranger, "who had it": b.Story, "the second in line": second} {
		t.Log(name)
		wantCode(t, b.claims(ctx, s), tandem.Conflict, "place_promised")
		wantCode(t, b.service.Hold(ctx, b.Coordinating(), pairOf(s), until()), tandem.Conflict, "place_promised")
	}
	if err := b.claims(ctx, first); err != nil {
		t.Errorf("the first in line itself: %v", err)
	}
	if rows, err := b.db.WaitingRows(ctx, b.Offering.ID); err != nil || len(rows) != 1 || rows[0].QuestionID != second.Question.ID {
		t.Errorf("line: %+v, %v; who has a place waits no more", rows, err)
	}
	wantCode(t, b.claims(ctx, stranger), tandem.Conflict, "offering_full")
}

// TestPromisesGoNoFurtherThanTheLine: with more free places than people in line
// that may have one, the rest is for all; and a line that moves no more promises
// nothing.
func TestPromisesGoNoFurtherThanTheLine(t *testing.T) {
	t.Parallel()
	tests := map[string]func(*testing.T, bundle, sample.Story){
		"a place more than the line": func(t *testing.T, b bundle, _ sample.Story) { t.Helper(); b.places(t, 2) },
		"who waits has a place elsewhere": func(t *testing.T, b bundle, waits sample.Story) {
			t.Helper()
			if err := b.service.Hold(t.Context(), b.Coordinating(), pairOf(b.moved(t, waits)), until()); err != nil {
				t.Fatal(err)
			}
		},
		"who waits was claimed": func(t *testing.T, b bundle, waits sample.Story) {
			t.Helper()
			other := b.moved(t, waits)
			_, err := b.service.Claim(t.Context(), b.Lecturing(), claiming.Wish{QuestionID: other.Question.ID, MatchID: other.Match.ID})
			if err != nil {
				t.Fatal(err)
			}
		},
		"after the deadline": func(t *testing.T, b bundle, _ sample.Story) {
			t.Helper()
			*b.clock = b.Offering.Deadline.AddDate(0, 0, 1)
		},
	}
	for name, change := range tests {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			ctx, b := t.Context(), setup(t)
			b.places(t, 1)
			waits := b.another(t)
			b.lineUp(t, waits)
			wantCode(t, b.claims(ctx, b.Story), tandem.Conflict, "place_promised")
			change(t, b, waits)
			if err := b.claims(ctx, b.Story); err != nil {
				t.Error(err)
			}
		})
	}
}

// TestLineHearsOfWhoLosesAPlaceElsewhere: a free place that nobody in line could
// have is handed on by a job as soon as somebody in line may.
func TestLineHearsOfWhoLosesAPlaceElsewhere(t *testing.T) {
	t.Parallel()
	ctx, b := t.Context(), setup(t)
	waits := b.another(t)
	b.lineUp(t, waits)
	elsewhere := b.hold(t, b.moved(t, waits))
	if n, err := b.service.HandOn(ctx, b.Offering.ID); n != 0 || err != nil {
		t.Fatalf("handed on %d, %v", n, err)
	}
	before := b.handOns(t)
	if err := b.service.ReleaseHold(ctx, b.Coordinating(), elsewhere.ID); err != nil {
		t.Fatal(err)
	}
	if n := b.handOns(t) - before; n != 1 {
		t.Errorf("%d jobs look at the line, want 1", n)
	}
}
