package tandem

import "time"

// OwnQuestion is all that an owner's page shows of one question.
type OwnQuestion struct {
	Question
	Sealed    Sealed
	Desk      Institution // zero in a draft
	Proposals []Proposal
	Kept      SoftHold // the place that is held for it until a lecturer claims, zero for none
	Messages  []QuestionMessage
	Events    []Event
	Work      *OwnWork // the work that runs or ran
	Decline   *Decline
}

// Proposal is an approved match as its owner sees it.
type Proposal struct {
	MatchID     ID[Match]
	Score       Score
	Form        FormKey
	Title       string // of the offering
	Institution string
	Programme   string
	Lecturer    string
	Period      string
	City        string
	Conditions  string
	TeamSize    int
	StudyYear   int
	Secrecy     SecrecyLevel
	Deadline    time.Time
	StartsOn    time.Time
	EndsOn      time.Time
	Claimed     bool // a lecturer holds a place for it
}

// OwnWork is the work that came from a question, as its owner sees it.
type OwnWork struct {
	ID        ID[Engagement]
	State     EngagementState
	Statement string
	StartsOn  time.Time
	EndsOn    time.Time
	Contact   string // at the institution
	Rated     bool   // the company has said what it got
}

// Holder is the lecturer who held a question when it was taken back.
type Holder struct {
	OfferingID ID[Offering]

	Name     string
	Mail     string
	Language Language
}

// HomeFigures are the counts that the home page may show, over all questions
// that were sent.
type HomeFigures struct {
	Sent     int // questions sent
	Answered int // of those, answered by a person
	OnTime   int // of those answered, before the promised moment
	Decided  int // questions whose search has ended: taken up, declined, expired
	Taken    int // of those, taken up by a programme
	Rated    int // grades given by companies
	Pleased  int // of those, 4 or 5
}
