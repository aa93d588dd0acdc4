package scoring

import (
	"cmp"
	"math"
	"slices"

	"github.com/tandem-hbo/tandem/internal/tandem"
)

// Contrast says what makes one option gain more than another: every part of both
// sides' gains in which they differ, largest difference first. The points of a
// side add up to the difference of its gains. Scores that were stored without
// parts of effort differ in one part for the whole effort.
func Contrast(a, b tandem.Score) []tandem.Difference {
	var list []tandem.Difference
	for _, d := range parts(a) {
		list = put(list, d)
	}
	for _, d := range parts(b) {
		d.Points, d.Evidence = -d.Points, nil
		list = put(list, d)
	}
	list = slices.DeleteFunc(list, func(d tandem.Difference) bool { return math.Abs(d.Points) < dust })
	slices.SortStableFunc(list, func(a, b tandem.Difference) int {
		return -cmp.Compare(math.Abs(a.Points), math.Abs(b.Points))
	})
	return list
}

// parts are all that both gains of a score consist of.
func parts(s tandem.Score) []tandem.Difference {
	list := []tandem.Difference{{Side: tandem.Education, Code: tandem.EffortThreshold, Points: -s.EducationEffort}}
	for _, r := range s.Reasons {
		list = append(list, tandem.Difference{Side: r.Side, Code: tandem.DifferenceOutcome, Key: string(r.Outcome), Points: r.Points})
	}
	for _, e := range s.Effort {
		list = append(list, tandem.Difference{
			Side: tandem.Company, Code: e.Code, Key: e.Key, Points: -e.Points, Evidence: e.Evidence,
		})
	}
	if len(s.Effort) == 0 {
		list = append(list, tandem.Difference{Side: tandem.Company, Code: tandem.EffortThreshold, Points: -s.CompanyEffort})
	}
	return list
}

// put adds a part to the same part of the list, or to its end.
func put(list []tandem.Difference, d tandem.Difference) []tandem.Difference {
	for i := range list {
		if l := &list[i]; l.Side == d.Side && l.Code == d.Code && l.Key == d.Key {
			l.Points += d.Points
			return list
		}
	}
	return append(list, d)
}

// First is the part of a score without which its value would fall most, whichever
// side it is on; none when there is no value. The rest, which has no name, is
// passed over.
func First(s tandem.Score) (tandem.Difference, bool) {
	gain := map[tandem.Side]float64{
		tandem.Company: s.Company - s.CompanyEffort, tandem.Education: s.Education - s.EducationEffort,
	}
	var first tandem.Difference
	if gain[tandem.Company] <= 0 || gain[tandem.Education] <= 0 {
		return first, false
	}
	// The value is a product, so the share of its own side's gain decides.
	most := 0.
	for _, d := range parts(s) {
		if share := d.Points / gain[d.Side]; share > most && d.Code != tandem.EffortRest {
			first, most = d, share
		}
	}
	return first, most > 0
}
