package tandem

import "time"

// Subject is what an event is about.
type Subject struct {
	Kind string // question, match, claim, engagement, offering, taxonomy, person, …
	ID   string
	Name string // as shown when it happened
}

// Event is one entry of the audit trail: who did what to which thing. It is
// written in the transaction of the change and never altered.
type Event struct {
	ID            int64
	At            time.Time
	ActorID       ID[Person]
	ActorName     string
	Action        string // question.submitted, match.approved, …
	SubjectKind   string
	SubjectID     string
	SubjectName   string
	QuestionID    ID[Question] // the question whose life it belongs to, if any
	InstitutionID ID[Institution]
	FromState     string
	ToState       string
	Detail        map[string]string // small facts; never secrets or sealed text
}
