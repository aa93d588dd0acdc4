package tandem

import "time"

// CaseLabels are what people conclude from a question; a reader learns from
// them.
type CaseLabels struct {
	Outcomes     map[OutcomeKey]float64 `json:"outcomes"` // 0..2
	Forms        map[FormKey]float64    `json:"forms"`    // 0..3
	Tempo        []Tempo                `json:"tempo"`
	Articulation []Articulation         `json:"articulation"`
	Fields       []Field                `json:"fields"`
	FieldsAgreed []Field                `json:"fields_agreed"`   // by both; Fields when empty
	Refer        string                 `json:"refer,omitempty"` // why, when known
	// Grounds are the clauses of title or text that make somebody conclude an
	// outcome, to the letter.
	Grounds map[OutcomeKey][]string `json:"grounds,omitempty"`
}

// SureOutcome is the grade of an outcome that a coordinator is sure of.
const SureOutcome = 2

// LabelledCase is a question whose reading a coordinator corrected, without the
// names in it. It is kept while its owner lets us learn from it.
type LabelledCase struct {
	ID          ID[LabelledCase] // stays when it is corrected again
	QuestionID  ID[Question]
	Title       string
	Text        string
	Sector      string
	Size        CompanySize
	Language    Language
	Labels      CaseLabels // without forms: those are for programmes to grade
	Model       string     // what read the question when it was corrected
	CorrectedBy ID[Person]
	CorrectedAt time.Time
}
