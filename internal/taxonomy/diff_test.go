package taxonomy_test

import (
	"encoding/json"
	"strconv"
	"testing"

	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"

	"github.com/tandem-hbo/tandem/internal/tandem"
	"github.com/tandem-hbo/tandem/internal/taxonomy"
)

// copied is a taxonomy that shares nothing with the first.
func copied(t *rapid.T, from tandem.Taxonomy) tandem.Taxonomy {
	raw, err := json.Marshal(from)
	if err != nil {
		t.Fatal(err)
	}
	var to tandem.Taxonomy
	if err := json.Unmarshal(raw, &to); err != nil {
		t.Fatal(err)
	}
	return to
}

func TestDiffOfTheSameIsEmpty(t *testing.T) {
	t.Parallel()
	if got := taxonomy.Diff(load(t), load(t)); len(got) != 0 {
		t.Errorf("got %v, want nothing", got)
	}
}

// TestDiffTellsEachChangeOnce makes random changes and wants exactly those, and
// the same ones backwards.
func TestDiffTellsEachChangeOnce(t *testing.T) {
	t.Parallel()
	before := load(t)
	rapid.Check(t, func(t *rapid.T) {
		after := copied(t, before)
		want := map[tandem.TaxonomyChange]bool{}
		for _, i := range rapid.SliceOfNDistinct(rapid.IntRange(0, len(after.Cells)-1), 0, 5, rapid.ID[int]).Draw(t, "cells") {
			c := &after.Cells[i]
			was := c.Score
			c.Score = (c.Score + rapid.IntRange(1, 4).Draw(t, "more")) % 5
			want[tandem.TaxonomyChange{
				Outcome: c.Outcome, Form: c.Form, Field: "score", From: strconv.Itoa(was), To: strconv.Itoa(c.Score),
			}] = true
		}
		for _, i := range rapid.SliceOfNDistinct(rapid.IntRange(0, len(after.Forms)-1), 0, 3, rapid.ID[int]).Draw(t, "forms") {
			f := &after.Forms[i]
			was := f.Facts.DefaultWeeks
			f.Facts.DefaultWeeks += rapid.IntRange(1, 30).Draw(t, "weeks")
			want[tandem.TaxonomyChange{
				Form: f.Key, Field: "facts.default_weeks", From: strconv.Itoa(was), To: strconv.Itoa(f.Facts.DefaultWeeks),
			}] = true
		}
		if diff := cmp.Diff(want, set(taxonomy.Diff(before, after))); diff != "" {
			t.Fatalf("changes differ (-want +got):\n%s", diff)
		}
		back := map[tandem.TaxonomyChange]bool{}
		for c := range want {
			c.From, c.To = c.To, c.From
			back[c] = true
		}
		if diff := cmp.Diff(back, set(taxonomy.Diff(after, before))); diff != "" {
			t.Fatalf("backwards (-want +got):\n%s", diff)
		}
	})
}

func set(list []tandem.TaxonomyChange) map[tandem.TaxonomyChange]bool {
	all := map[tandem.TaxonomyChange]bool{}
	for _, c := range list {
		all[c] = true
	}
	return all
}
