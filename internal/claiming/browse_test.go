package claiming_test

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"testing"
	"time"

	"github.com/tandem-hbo/tandem/internal/sample"
	"github.com/tandem-hbo/tandem/internal/tandem"
)

// titles lists what a filter finds.
func (b bundle) titles(t *testing.T, f tandem.BrowseFilter) []string {
	t.Helper()
	page, err := b.service.Browse(context.Background(), b.Lecturing(), f)
	if err != nil {
		t.Fatalf("%+v: %v", f, err)
	}
	var list []string
	for _, r := range page.Rows {
		list = append(list, r.Title)
	}
	return list
}

func TestSearchFindsStemsAccentsAndPrefixes(t *testing.T) {
	t.Parallel()
	b := setup(t)
	q := sample.Submitted(b.Institution)
	q.Title, q.Text = "Hoe plannen coördinatoren hun week?", "We are predicting demand. De dagelijkse planning kost te veel tijd."
	second := b.Asking(q)
	b.store(t, second.StoreQuestion)
	bread, plan := b.Question.Title, q.Title
	for typed, want := range map[string][]string{
		"brood": {bread}, "BROOD bakken": {bread}, "bak": {bread}, "bröod": {bread}, "weggooien": nil,
		"coordinator": {plan}, "coördinatoren": {plan}, "predictions": {plan}, "plan": {plan},
		"brood planning": nil, "': * & | ! <-> ( ) \\": {plan, bread}, "\x00\xff": {plan, bread}, "👩‍🌾": {plan, bread},
		"brood':*&|!<->": {bread}, "مرحبا": nil, "de": {plan},
	} {
		got := b.titles(t, tandem.BrowseFilter{Words: typed, Sort: tandem.SortNewest})
		if !slices.Equal(slices.Sorted(slices.Values(got)), slices.Sorted(slices.Values(want))) {
			t.Errorf("%q: got %q, want %q", typed, got, want)
		}
	}
}

func TestSearchFallsBackOnAlikeTitles(t *testing.T) {
	t.Parallel()
	b := setup(t)
	page, err := b.service.Browse(context.Background(), b.Lecturing(), tandem.BrowseFilter{Words: "hoevel broot"})
	if err != nil || !page.Fuzzy || len(page.Rows) != 1 {
		t.Errorf("got %+v, %v; want one alike", page, err)
	}
}

func TestFiltersNarrow(t *testing.T) {
	t.Parallel()
	b := setup(t)
	day := sample.Day(2026, time.December, 1)
	other := tandem.NewID[tandem.Offering]()
	for name, c := range map[string]struct {
		filter tandem.BrowseFilter
		want   int
	}{
		"none":             {tandem.BrowseFilter{}, 1},
		"form":             {tandem.BrowseFilter{Forms: []tandem.FormKey{b.Offering.Form, "internship"}}, 1},
		"other form":       {tandem.BrowseFilter{Forms: []tandem.FormKey{"internship"}}, 0},
		"outcome":          {tandem.BrowseFilter{Outcomes: []tandem.OutcomeKey{"improving_business"}}, 1},
		"other outcome":    {tandem.BrowseFilter{Outcomes: []tandem.OutcomeKey{"startupper"}}, 0},
		"region":           {tandem.BrowseFilter{Regions: []string{"Zuid-Holland"}}, 1},
		"other region":     {tandem.BrowseFilter{Regions: []string{"Drenthe"}}, 0},
		"size":             {tandem.BrowseFilter{Sizes: []tandem.CompanySize{tandem.SizeSmall}}, 1},
		"other size":       {tandem.BrowseFilter{Sizes: []tandem.CompanySize{tandem.SizeSole}}, 0},
		"secrecy":          {tandem.BrowseFilter{Secrecy: []tandem.SecrecyLevel{tandem.SecrecyOpen}}, 1},
		"other secrecy":    {tandem.BrowseFilter{Secrecy: []tandem.SecrecyLevel{tandem.SecrecyStrict}}, 0},
		"field":            {tandem.BrowseFilter{Fields: []tandem.Field{"data_ai"}}, 1},
		"other field":      {tandem.BrowseFilter{Fields: []tandem.Field{"health"}}, 0},
		"offering":         {tandem.BrowseFilter{Offering: b.Offering.ID}, 1},
		"other offering":   {tandem.BrowseFilter{Offering: other}, 0},
		"before too early": {tandem.BrowseFilter{Before: &day}, 0},
		"new":              {tandem.BrowseFilter{New: true}, 1},
		"sorts unknown":    {tandem.BrowseFilter{Sort: "odd", After: "odd"}, 1},
	} {
		if got := b.titles(t, c.filter); len(got) != c.want {
			t.Errorf("%s: got %q, want %d", name, got, c.want)
		}
	}
	*b.clock = b.clock.AddDate(0, 0, 8)
	if got := b.titles(t, tandem.BrowseFilter{New: true}); len(got) != 0 {
		t.Errorf("after a week still new: %q", got)
	}
}

func TestFacetsCountWithoutTheirOwnFilter(t *testing.T) {
	t.Parallel()
	b := setup(t)
	q := sample.Submitted(b.Institution)
	q.Region, q.Size = "Zeeland", tandem.SizeMicro
	second := b.Asking(q)
	b.store(t, second.StoreQuestion)
	page, err := b.service.Browse(context.Background(), b.Lecturing(), tandem.BrowseFilter{Regions: []string{"Zeeland"}})
	if err != nil {
		t.Fatal(err)
	}
	for _, want := range []tandem.Facet{
		{Name: "total", Count: 1}, {Name: "region", Value: "Zeeland", Count: 1}, {Name: "region", Value: "Zuid-Holland", Count: 1},
		{Name: "size", Value: "micro", Count: 1}, {Name: "size", Value: "small"},
		{Name: "offering", Value: b.Offering.ID.String(), Count: 1}, {Name: "form", Value: string(b.Offering.Form), Count: 1},
		{Name: "outcome", Value: "improving_business", Count: 1}, {Name: "secrecy", Value: "open", Count: 1},
	} {
		if got := page.Count(want.Name, want.Value); got != want.Count {
			t.Errorf("%s %s: got %d, want %d", want.Name, want.Value, got, want.Count)
		}
	}
	if len(page.Offerings) != 1 || page.Total() != 1 {
		t.Errorf("offerings %+v, total %d", page.Offerings, page.Total())
	}
}

func TestPagesFollowWithoutGapOrRepeat(t *testing.T) {
	t.Parallel()
	b := setup(t)
	for i := range 44 {
		q := sample.Submitted(b.Institution)
		at := sample.At().Add(time.Duration(i%3) * time.Minute) // many alike
		q.Title, q.SubmittedAt = fmt.Sprintf("Vraag %d", i), &at
		story := b.Asking(q)
		story.Match.Score.Value = float64(i%4) / 10
		b.store(t, story.StoreQuestion)
	}
	for _, sort := range tandem.BrowseSorts() {
		seen, after := map[string]bool{}, ""
		for range 3 {
			page, err := b.service.Browse(context.Background(), b.Lecturing(), tandem.BrowseFilter{Sort: sort, After: after})
			if err != nil {
				t.Fatal(err)
			}
			for _, r := range page.Rows {
				if seen[r.Title] {
					t.Errorf("%s: %q twice", sort, r.Title)
				}
				seen[r.Title] = true
			}
			after = page.Next
		}
		if len(seen) != 45 || after != "" {
			t.Errorf("%s: saw %d, next %q; want 45 and the end", sort, len(seen), after)
		}
	}
}

func TestBrowseShowsOnlyWhatTheInstitutionMaySee(t *testing.T) {
	t.Parallel()
	ctx, b := context.Background(), setup(t)
	theirs := sample.Open()
	theirs.Question.Title = "Vraag aan een ander loket"
	b.store(t, theirs.Store)
	if got := b.titles(t, tandem.BrowseFilter{}); len(got) != 1 {
		t.Errorf("got %q, want only the own question", got)
	}
	shared := b.Asking(sample.Submitted(theirs.Institution))
	shared.Question.Title = "Van een ander loket, voor ons aanbod"
	b.store(t, shared.StoreQuestion)
	if got := b.titles(t, tandem.BrowseFilter{}); len(got) != 2 {
		t.Errorf("got %q, want the one approved for our offering too", got)
	}
	b.claim(t)
	if got := b.titles(t, tandem.BrowseFilter{}); len(got) != 1 {
		t.Errorf("got %q, want no claimed question", got)
	}
	if _, err := b.service.Browse(ctx, b.Owning(), tandem.BrowseFilter{}); !errors.Is(err, tandem.Denied) {
		t.Errorf("owner: got %v, want denied", err)
	}
}
