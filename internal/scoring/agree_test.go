package scoring_test

import (
	"slices"
	"testing"

	"pgregory.net/rapid"

	"github.com/tandem-hbo/tandem/internal/scoring"
	"github.com/tandem-hbo/tandem/internal/tandem"
)

// gaining is an option with these gains, and a value to rank by.
func gaining(company, education float64) tandem.Score {
	return tandem.Score{
		Company: company + .2, CompanyEffort: .2, Education: education + .1, EducationEffort: .1, Value: company * education,
	}
}

func shut(s tandem.Score) tandem.Score {
	s.Gates = []tandem.Gate{{Code: scoring.GateDesk}}
	return s
}

// The gains of the method's worked example, and of its example of what a sum hides.
func TestAgree(t *testing.T) {
	t.Parallel()
	sum := []tandem.Dissent{{Method: tandem.MethodSum, First: 1}}
	tests := map[string]struct {
		in   []tandem.Score
		want tandem.Agreement
	}{
		"worked example":      {[]tandem.Score{gaining(.47, .54), gaining(.45, .47), gaining(.13, .05)}, tandem.Agreement{Agree: 6, Of: 6}},
		"a sum hides a side":  {[]tandem.Score{gaining(.40, .35), gaining(.75, .05)}, tandem.Agreement{Agree: 5, Of: 6, Differ: sum}},
		"shut takes no part":  {[]tandem.Score{gaining(.40, .35), shut(gaining(.75, .05)), gaining(.3, .3)}, tandem.Agreement{Agree: 6, Of: 6}},
		"none to choose from": {[]tandem.Score{gaining(.40, .35), shut(gaining(.75, .05))}, tandem.Agreement{}},
		"nobody gains":        {[]tandem.Score{gaining(0, .35), gaining(0, .05)}, tandem.Agreement{}},
		"nothing":             {nil, tandem.Agreement{}},
	}
	for name, tt := range tests {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			got := scoring.Agree(tt.in)
			if got.Agree != tt.want.Agree || got.Of != tt.want.Of || !slices.Equal(got.Differ, tt.want.Differ) {
				t.Errorf("got %+v, want %+v", got, tt.want)
			}
		})
	}
}

// What makes an option weigh less counts in the check as it does in the weight.
func TestAgreeCountsWhatSoftens(t *testing.T) {
	t.Parallel()
	late := gaining(.50, .50)
	late.Soft = .5
	if got := scoring.Agree([]tandem.Score{gaining(.40, .40), late}); got.Agree != 6 {
		t.Errorf("got %+v, want all six", got)
	}
}

// An option that is best for both sides is named by all.
func TestAgreeOnTheBestOfBoth(t *testing.T) {
	t.Parallel()
	rapid.Check(t, func(t *rapid.T) {
		list := []tandem.Score{gaining(.9, .9)}
		for range rapid.IntRange(1, 9).Draw(t, "others") {
			list = append(list, gaining(rapid.Float64Range(-.5, .9).Draw(t, "company"), rapid.Float64Range(-.5, .9).Draw(t, "education")))
		}
		if got := scoring.Agree(list); got.Agree != 6 || got.Of != 6 {
			t.Fatalf("got %+v of %+v", got, list)
		}
	})
}
