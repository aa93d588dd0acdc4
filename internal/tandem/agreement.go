package tandem

// The ways of ranking that are held against each other.
const (
	MethodNash      = "nash"         // the product of both sides' gains: Tandem's own
	MethodSum       = "weighted_sum" // both gains added up
	MethodWorst     = "worst_side"   // the smaller of both gains
	MethodTOPSIS    = "topsis"
	MethodVIKOR     = "vikor"
	MethodPROMETHEE = "promethee"
)

// Methods lists the ways of ranking, our own first, so that every one has its name.
func Methods() []string {
	return []string{MethodNash, MethodSum, MethodWorst, MethodTOPSIS, MethodVIKOR, MethodPROMETHEE}
}

// Agreement tells how many ways of ranking name the option that stands first. Of
// is 0 when there was nothing to choose.
type Agreement struct {
	Agree  int
	Of     int
	Differ []Dissent
}

// Dissent is a way of ranking that names another option: its place in the list
// that was judged, from 0.
type Dissent struct {
	Method string
	First  int
}
