package training

import (
	"math"
	"testing"

	"github.com/tandem-hbo/tandem/internal/tandem"
)

// Half of what is marked for the right outcome lies in its ground, which is half of
// the text. What is named wrongly, or has no ground, does not count.
func TestMarking(t *testing.T) {
	t.Parallel()
	var c Case
	c.Title, c.Text = "abcd", "efghijkl mnop"
	c.Gold.Outcomes = map[tandem.OutcomeKey]float64{"asked": 2, "bare": 2, "missed": 2}
	ground := []string{"efghi", "abc"}
	c.Gold.Grounds = map[tandem.OutcomeKey][]string{"asked": ground, "missed": ground, "not": ground}
	marks := []tandem.Fragment{{Start: 3, End: 7}, {Start: 1, End: 2, InTitle: true}, {Start: 9, End: 13}}
	a := answer{Case: c}
	for _, key := range []tandem.OutcomeKey{"asked", "bare", "not"} {
		a.reading.Outcomes = append(a.reading.Outcomes, tandem.ReadOutcome{Key: key, Suggested: true, Evidence: marks})
	}
	a.reading.Outcomes = append(a.reading.Outcomes, tandem.ReadOutcome{Key: "missed", Evidence: marks})
	var m marking
	m.mark(a)
	if want := (marking{fragments: 3, right: .5 + 1 + 0, chance: 3 * 8. / 17}); m.fragments != want.fragments ||
		m.right != want.right || math.Abs(m.chance-want.chance) > 1e-12 {
		t.Errorf("marking = %+v, want %+v", m, want)
	}
}
