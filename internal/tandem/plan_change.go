package tandem

import "time"

// Alternative is another place for a question, with what going there costs.
type Alternative struct {
	OfferingID ID[Offering] // zero: no place
	Offering   string
	Score      PlanScore
	// Company and Education are what changes for the question's two sides, Total
	// what changes in the weight of the whole plan: never above zero in an
	// optimal plan, unless a rule is broken.
	Company   float64
	Education float64
	Total     int64
	// Loses and Gains name another company that loses or gets a place by it.
	Loses string
	Gains string
	Gate  *Gate // the hard rule that keeps it out; nil when it fits
}

// PlaceChoice is one question with all places it could go to.
type PlaceChoice struct {
	Plan    Plan
	Row     PlanRow // without a place when OfferingID is zero
	Choices []Alternative
}

// PlanMove is a change of one question by hand.
type PlanMove struct {
	Question ID[Question]
	Offering ID[Offering] // zero: no place
}

// Effect is what a change does to a plan, before anybody keeps it.
type Effect struct {
	Asked    int   // questions in the round
	Placed   int   // after the change
	Before   int   // placed before it
	Weight   int64 // change in weight of the whole plan
	Changes  []PlanChange
	Changed  int // how many there are; Changes holds at most ten
	Breaks   int // minima and least numbers missed more than before
	TookMS   float64
	Verified bool // the certificate of the new plan holds
	// Since is how much of the round differs from what the plan was made from:
	// both sides of the change are then of the round as it is now.
	Since int
}

// PlanChange is one question that two plans treat differently. An empty place
// is none.
type PlanChange struct {
	QuestionID ID[Question]
	Title      string
	ShownName  string
	From       string
	To         string
	Company    float64 // change, -1..1
	Education  float64
}

// WhatIfKind is a change to try.
type WhatIfKind string

// The changes.
const (
	WhatIfPlaces WhatIfKind = "places" // Number places more (or fewer) at Offering
	WhatIfStart  WhatIfKind = "start"  // Offering starts in the month of Start
	WhatIfEffort WhatIfKind = "effort" // questions that ask Number points more effort of a company still fit
)

// WhatIfKinds lists the changes.
func WhatIfKinds() []WhatIfKind { return []WhatIfKind{WhatIfPlaces, WhatIfStart, WhatIfEffort} }

// WhatIf is a change to try on a plan, without keeping it.
type WhatIf struct {
	Kind     WhatIfKind
	Offering ID[Offering]
	Number   int       // places -20..20 but 0, or points -50..50 but 0
	Start    time.Time // first day of a month
}

// PlanDiff is two plans side by side.
type PlanDiff struct {
	A, B    PlanView // without rows
	Same    int      // questions that both treat alike
	Changes []PlanChange
	Changed int // how many there are; Changes holds at most fifty
	// Since is how much of the round itself differs between the two: questions
	// that came, went or changed, and what has more or less room.
	Since int
}

// PlanLine is a row of a plan as it is handed out for spreadsheets: every
// question that took part, placed or not.
type PlanLine struct {
	Title     string
	ShownName string
	Region    string
	Sector    string
	Size      CompanySize
	First     bool
	Offering  string // empty without a place
	Programme string
	Lecturer  string
	Start     *time.Time
	Score     PlanScore
	Weight    int
	Fixed     bool
	Reason    UnplacedReason // empty with a place
}
