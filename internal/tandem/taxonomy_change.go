package tandem

// TaxonomyChange is one figure or text that differs between two versions.
// Outcome and Form tell what it belongs to: one of them, or both for a cell.
type TaxonomyChange struct {
	Outcome OutcomeKey
	Form    FormKey
	Field   string // code of the name, such as score, plain.nl or facts.ec
	From    string
	To      string
}
