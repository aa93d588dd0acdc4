package tandem

import (
	"slices"
	"time"
)

// BrowseSort is an order of approved questions.
type BrowseSort string

// The orders.
const (
	SortFit      BrowseSort = "fit"      // best with one's own offerings first
	SortNewest   BrowseSort = "newest"   // sent last first
	SortDeadline BrowseSort = "deadline" // soonest to be handed in first
)

// BrowseSorts lists the orders; the first is the one people start with.
func BrowseSorts() []BrowseSort { return []BrowseSort{SortFit, SortNewest, SortDeadline} }

// BrowseFilter narrows the approved questions. What is empty does not narrow;
// values within one list widen each other.
type BrowseFilter struct {
	Words    string
	Fields   []Field
	Forms    []FormKey
	Outcomes []OutcomeKey
	Regions  []string
	Sizes    []CompanySize
	Secrecy  []SecrecyLevel
	// Offering keeps questions that were matched with this offering.
	Offering ID[Offering]
	// Before keeps questions that must be handed in on or before a day.
	Before *time.Time
	New    bool // opened in the last week
	Sort   BrowseSort
	After  string // where the page before ended; empty for the first
}

// BrowseRow is one approved question in a list, with the match that concerns
// the reader most: of an own offering if there is one, else of a colleague's.
type BrowseRow struct {
	ID         ID[Question]
	Title      string
	Sector     string
	Size       CompanySize
	Region     string
	ShownName  string
	Secrecy    SecrecyLevel
	Outcomes   []OutcomeKey
	WantedDate *time.Time
	OpenedAt   time.Time
	New        bool
	// The match; none leaves MatchID zero.
	MatchID         ID[Match]
	Own             bool // the offering is the reader's
	Offering        string
	Form            FormKey
	Deadline        *time.Time
	Company         float64 // value for the company, 0..1
	Education       float64
	CompanyEffort   float64
	EducationEffort float64
	Free            int // places of the offering that nobody holds
	// Key and ID tell where the page ends.
	Key float64
}

// Facet is one value that a list can be narrowed to and how many questions that
// leaves, counted up to FacetCap.
type Facet struct {
	Name  string // field, form, outcome, region, size, secrecy, offering; total for the whole
	Value string
	Count int
}

// FacetCap bounds counting: more is told as "500+".
const FacetCap = 500

// OwnOffering is an offering of the reader, to narrow a list to.
type OwnOffering struct {
	ID         ID[Offering]
	Title      string
	PeriodName string
}

// BrowsePage is one page of approved questions.
type BrowsePage struct {
	Rows      []BrowseRow
	Facets    []Facet
	Offerings []OwnOffering
	Next      string // After of the next page, empty on the last
	Fuzzy     bool   // nothing had the words themselves; these look like them
}

// Count returns the count of a facet's value, 0 when it has none.
func (p BrowsePage) Count(name, value string) int {
	for _, f := range p.Facets {
		if f.Name == name && f.Value == value {
			return f.Count
		}
	}
	return 0
}

// Total is how many questions the filter leaves, counted up to FacetCap + 1.
func (p BrowsePage) Total() int { return p.Count("total", "") }

// Known returns the filter with only values that exist, each once: an address
// may hold anything.
func (f BrowseFilter) Known() BrowseFilter {
	f.Fields = known(f.Fields, Fields())
	f.Sizes = known(f.Sizes, CompanySizes())
	f.Secrecy = known(f.Secrecy, SecrecyLevels())
	f.Outcomes, f.Forms, f.Regions = known(f.Outcomes, nil), known(f.Forms, nil), known(f.Regions, nil)
	if !slices.Contains(BrowseSorts(), f.Sort) {
		f.Sort = SortFit
	}
	return f
}

// mostChosen bounds the values of one filter.
const mostChosen = 20

// known keeps the values that stand in all, once each; an empty all knows any
// value that says something.
func known[T ~string](list, all []T) []T {
	var kept []T
	for _, v := range list {
		fits := slices.Contains(all, v) || len(all) == 0 && v != ""
		if fits && !slices.Contains(kept, v) && len(kept) < mostChosen {
			kept = append(kept, v)
		}
	}
	return kept
}
