package tandem

import "time"

// ScoringBasis names what a scoring model is made from: the newest taxonomy and
// the newest evaluation.
type ScoringBasis struct {
	Taxonomy   int
	Evaluation ID[Evaluation] // none before the first
}

// KeptPair is what must be known of a stored match to tell whether a changed
// offering can alter a question's list.
type KeptPair struct {
	QuestionID ID[Question]
	OfferingID ID[Offering]
	Weight     int
	Shut       int // how many rules shut it
}

// Candidate is a match with what a reader must know of its offering.
type Candidate struct {
	Match
	Title       string
	Form        FormKey
	LecturerID  ID[Person]
	Lecturer    string
	Programme   string
	Institution string // short name
	PeriodName  string
	Start       time.Time
	End         time.Time
	Deadline    time.Time
	City        string
	StudyYear   int
	TeamSize    int
	Places      int
	Taken       int
	Held        int
	Conditions  string
}

// Free returns the number of places that are neither taken nor held.
func (c Candidate) Free() int { return max(0, c.Places-c.Taken-c.Held) }

// Offering is the part of the offering that policy looks at.
func (c Candidate) Offering() Offering {
	return Offering{ID: c.OfferingID, InstitutionID: c.InstitutionID, LecturerID: c.LecturerID, Form: c.Form, Title: c.Title}
}
