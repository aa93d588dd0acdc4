package tandem

import "time"

// HoldKind says what a hold came of.
type HoldKind string

// The kinds of holds.
const (
	HoldClaim HoldKind = "claim" // a lecturer claimed; it lives as long as the claim
	HoldSoft  HoldKind = "soft"  // a coordinator keeps a place free, or the line moved up
	HoldPlan  HoldKind = "plan"  // an approved plan proposes it
)

// HoldKinds lists the kinds.
func HoldKinds() []HoldKind { return []HoldKind{HoldClaim, HoldSoft, HoldPlan} }

// HoldEnd says why a hold ended.
type HoldEnd string

// Why holds end.
const (
	HoldReleased HoldEnd = "released" // given back
	HoldLapsed   HoldEnd = "lapsed"   // its time was over
	HoldUndone   HoldEnd = "undone"   // its plan was taken back
	HoldLeft     HoldEnd = "question" // its question went away or is matched anew
)

// Hold is one entry of the ledger: a question holds a place of an offering. A
// question has one living hold at most, and so has a place. It draws on the hours
// of the offering's lecturer and on the places of its programme.
type Hold struct {
	ID         ID[Hold]
	QuestionID ID[Question]
	OfferingID ID[Offering]
	Place      int // from 1; the ledger gives the lowest free one
	Kind       HoldKind
	PlanID     ID[Plan] // that proposed it, also after a claim took it over
	MadeBy     ID[Person]
	EndsAt     *time.Time // none for a claim, which has an end of its own
	CreatedAt  time.Time
	EndedAt    *time.Time // none while it lives
	EndReason  HoldEnd
}

// LedgerRow is one living hold of an offering, for who reads the ledger.
type LedgerRow struct {
	HoldID     ID[Hold]
	Place      int
	Kind       HoldKind
	QuestionID ID[Question]
	Title      string
	ShownName  string
	MadeBy     string // name of who claimed, held or approved
	Since      time.Time
	Until      *time.Time // none when the work has started
	ClaimID    ID[Claim]
	ClaimState ClaimState // empty for a soft hold
}

// SoftHold is a place kept free for a question, for who looks at the question.
type SoftHold struct {
	OfferingID    ID[Offering]
	Offering      string
	InstitutionID ID[Institution]
	Until         time.Time
}

// WaitSource says who put a question in line.
type WaitSource string

// The sources of a waiting list.
const (
	WaitPlan        WaitSource = "plan"
	WaitCoordinator WaitSource = "coordinator"
)

// WaitSources lists the sources.
func WaitSources() []WaitSource { return []WaitSource{WaitPlan, WaitCoordinator} }

// Waiting is a question's place in line for an offering. The pair needs a living
// match: it is approved, in the name of AddedBy, when the question's turn comes.
type Waiting struct {
	OfferingID ID[Offering]
	QuestionID ID[Question]
	Turn       int // in the line, from 1; gaps mean nothing
	Source     WaitSource
	PlanID     ID[Plan] // of WaitPlan
	AddedBy    ID[Person]
	Since      time.Time
}

// WaitingRow is one question in line, for who reads the ledger.
type WaitingRow struct {
	QuestionID ID[Question]
	Title      string
	ShownName  string
	Source     WaitSource
	AddedBy    string
	Since      time.Time
	Ready      bool // it is open and holds no place elsewhere
}

// ReadyRow is a question that may have a place of an offering: open, approved for it
// and without a place elsewhere.
type ReadyRow struct {
	QuestionID ID[Question]
	Title      string
	ShownName  string
	InLine     bool
}

// Supervision is what a lecturer supervises in a period.
type Supervision struct {
	LecturerID ID[Person]
	Lecturer   string
	PeriodID   ID[Period]
	Hours      *int // none: no limit
	Held       int  // hours that living holds draw
	Offered    int  // hours that all places of all open offerings would draw
}

// Free returns the hours that are left; ok is false when there is no limit.
func (s Supervision) Free() (hours int, ok bool) { return left(s.Hours, s.Held) }

// ProgrammeCap is what a programme takes in a period.
type ProgrammeCap struct {
	ProgrammeID ID[Programme]
	Programme   string
	PeriodID    ID[Period]
	Most        *int // places; none: no cap
	Held        int  // places that living holds take
	Offered     int  // places of all open offerings
}

// Free returns the places that are left; ok is false when there is no cap.
func (c ProgrammeCap) Free() (places int, ok bool) { return left(c.Most, c.Held) }

func left(most *int, held int) (int, bool) {
	if most == nil {
		return 0, false
	}
	return max(0, *most-held), true
}
