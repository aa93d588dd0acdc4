package scoring_test

import (
	"math"
	"slices"
	"testing"

	"github.com/tandem-hbo/tandem/internal/tandem"
)

// pulled is a question whose text speaks for a form.
func pulled(points float64, terms ...tandem.PullTerm) tandem.Question {
	q := asking()
	q.Reading.Forms = []tandem.FormPull{{Form: "living_lab", Points: points, Terms: terms}}
	return q
}

func lab(t *testing.T, q tandem.Question) tandem.FormScore {
	t.Helper()
	s, err := newModel(t).Form(&q, "living_lab", monday())
	if err != nil {
		t.Fatal(err)
	}
	return s
}

// What the text says comes off the effort in full, also beyond the scale.
func TestPullMovesEffort(t *testing.T) {
	t.Parallel()
	usual := lab(t, pulled(0)).CompanyEffort
	for _, points := range []float64{-2, -.1, .1, 2} {
		if got := lab(t, pulled(points)).CompanyEffort; math.Abs(got-(usual-points)) > 1e-12 {
			t.Errorf("with a pull of %v effort = %v, want %v", points, got, usual-points)
		}
	}
}

func TestEffortNamesTheText(t *testing.T) {
	t.Parallel()
	words := []tandem.Fragment{{Start: 0, End: 8, Text: "bewoners"}}
	s := lab(t, pulled(.2,
		tandem.PullTerm{Key: "small", Points: .001}, tandem.PullTerm{Key: "early", Points: -.06},
		tandem.PullTerm{Key: "residents", Points: .14, Evidence: words}))
	var said []tandem.EffortTerm
	for _, e := range s.Effort {
		if e.Code == tandem.EffortText {
			said = append(said, e)
		}
	}
	if len(said) != 2 || said[0].Key != "residents" || said[0].Points != -.14 || said[1].Key != "early" || said[1].Points != .06 {
		t.Fatalf("terms of the text = %+v", said)
	}
	if len(said[0].Evidence) != 1 || said[0].Evidence[0].Text != "bewoners" {
		t.Errorf("evidence = %+v", said[0].Evidence)
	}
	rest := s.Effort[len(s.Effort)-1]
	if rest.Code != tandem.EffortRest || math.Abs(rest.Points+.12) > 1e-12 {
		t.Errorf("rest = %+v, want -.12", rest)
	}
	if s.Effort[0].Code != tandem.EffortThreshold {
		t.Errorf("first = %+v, want the threshold", s.Effort[0])
	}
}

func TestEffortNamesTheCompany(t *testing.T) {
	t.Parallel()
	q := asking()
	q.Reading.Forms = []tandem.FormPull{{
		Form: "living_lab", Points: .1, Terms: []tandem.PullTerm{{Key: "size.micro", Points: .1}},
	}}
	s := lab(t, q)
	i := slices.IndexFunc(s.Effort, func(e tandem.EffortTerm) bool { return e.Code == tandem.EffortSize })
	if i < 0 || s.Effort[i].Key != "micro" || s.Effort[i].Points != -.1 {
		t.Errorf("effort = %+v, want a term for the size", s.Effort)
	}
}

func TestEffortOfAnOldReading(t *testing.T) {
	t.Parallel()
	q := asking()
	q.Reading.Forms = nil
	if s := lab(t, q); math.Abs(effort(s.Effort)-s.CompanyEffort) > 1e-12 {
		t.Errorf("terms %+v do not add up to %v", s.Effort, s.CompanyEffort)
	}
}
