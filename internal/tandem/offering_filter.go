package tandem

import "time"

// OfferingFilter narrows a list of offerings. The zero value of each field
// stands for all.
type OfferingFilter struct {
	ID            ID[Offering]
	InstitutionID ID[Institution]
	LecturerID    ID[Person]
	ProgrammeID   ID[Programme]
	PeriodID      ID[Period]
	Form          FormKey
	// OpenOn keeps what can still take a question on this day: not closed, and
	// its deadline not passed. Full offerings stay, for pages must show them.
	OpenOn *time.Time
}

// FormNote is what one side wrote in an evaluation of a form, without the names
// of company and people.
type FormNote struct {
	Side        Side
	Note        string
	Offering    string
	Institution string // short name
	CreatedAt   time.Time
}
