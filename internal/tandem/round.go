package tandem

import "time"

// A round is the planning of one teaching period of an institution: which of
// its questions goes to which of its places. Weights and prices below are on the
// scale 0..10,000 of Score.Weight; pages show them as points, a hundredth of it.

// RoundState says how far the planning of a period is.
type RoundState string

// The states of a round.
const (
	RoundEmpty    RoundState = "empty"    // the period has no places
	RoundOpen     RoundState = "open"     // nothing is planned
	RoundPlanned  RoundState = "planned"  // there are plans, none is approved
	RoundApproved RoundState = "approved" // the proposals of a plan went out
	RoundPast     RoundState = "past"     // the period has begun
)

// RoundStates lists the states of a round.
func RoundStates() []RoundState {
	return []RoundState{RoundEmpty, RoundOpen, RoundPlanned, RoundApproved, RoundPast}
}

// RoundRow is a round in the list: capacity against demand.
type RoundRow struct {
	Period
	State     RoundState
	Offerings int
	Places    int
	Taken     int // places with an engaged claim
	Held      int // places held for a question
	Questions int // that could go in this round
	Placed    int // by the approved plan, else by the newest
}

// Free returns the number of places that are neither taken nor held.
func (r RoundRow) Free() int { return max(0, r.Places-r.Taken-r.Held) }

// Round is one round as its page shows it.
type Round struct {
	RoundRow
	Institution string
	At          time.Time // of this picture
	LapseDays   int       // how long a proposal is held unless somebody says otherwise
	LastDay     time.Time // the last day on which questions can be handed in; zero when there are no places
	Rules       PlanRules // of the newest plan, or those to begin with
	Minima      []Minimum // all groups that the round's questions make, with Least 0 where no rule is set
	Plans       []Plan    // newest first
	Shown       ID[Plan]  // the approved plan, else the newest that is done; zero when there is none
}

// PlanMode says what is best.
type PlanMode string

// The modes.
const (
	PlanOptimal PlanMode = "optimal" // the largest sum of what both sides gain
	PlanStable  PlanMode = "stable"  // nobody has a pair that both prefer, best for questions
)

// PlanModes lists the modes; the first is the one to begin with.
func PlanModes() []PlanMode { return []PlanMode{PlanOptimal, PlanStable} }

// PlanRules is what a coordinator sets before planning.
type PlanRules struct {
	Mode PlanMode `json:"mode"`
	// Shut lets an offering run with its least number of questions or not at
	// all; otherwise fewer is only worse.
	Shut bool `json:"shut,omitempty"`
	// Urgency is how much more a question in haste weighs, 0..50 percent.
	Urgency int `json:"urgency"`
	// Waited is how much more each earlier round without a place makes a
	// question weigh, 0..50 percent; together never above 50.
	Waited int `json:"waited"`
	// MoveCost is what taking a question from the place that was proposed to it
	// costs, in points 0..100. MoveNever fixes it instead.
	MoveCost  int       `json:"move_cost"`
	MoveNever bool      `json:"move_never,omitempty"`
	Minima    []Minimum `json:"minima,omitempty"`
	// Fixed are the questions that must stay where a plan had them.
	Fixed []Fixing `json:"fixed,omitempty"`
}

// MaxExtra bounds PlanRules.Urgency and PlanRules.Waited, in percent.
const MaxExtra = 50

// Fixing keeps a question at an offering, or without a place when that is zero.
type Fixing struct {
	Question ID[Question] `json:"question"`
	Offering ID[Offering] `json:"offering"`
}

// GroupKind is a way to divide a round's questions.
type GroupKind string

// The divisions.
const (
	GroupRegion    GroupKind = "region"
	GroupSector    GroupKind = "sector"
	GroupSize      GroupKind = "size"
	GroupFirst     GroupKind = "first"     // key first or again: whether the firm asked before
	GroupProgramme GroupKind = "programme" // of where it was placed
)

// MinimumKinds lists the divisions that a minimum can be set for.
func MinimumKinds() []GroupKind { return []GroupKind{GroupRegion, GroupSector, GroupFirst} }

// FairKinds lists the divisions that the fairness report tells about.
func FairKinds() []GroupKind {
	return []GroupKind{GroupFirst, GroupRegion, GroupSector, GroupSize, GroupProgramme}
}

// Keys of the division by earlier questions.
const (
	FirstTime = "first"
	CameAgain = "again"
)

// Minimum asks that at least so many questions of a group get a place.
type Minimum struct {
	Kind  GroupKind `json:"kind"`
	Key   string    `json:"key"`
	Least int       `json:"least"`
	// Asked is how many questions of the group the round has; only in Round.
	Asked int `json:"-"`
}

// PlanState says how a plan stands.
type PlanState string

// The states of a plan.
const (
	PlanRunning  PlanState = "running"  // being made
	PlanFailed   PlanState = "failed"   // could not be made
	PlanDraft    PlanState = "draft"    // made, nothing went out
	PlanApproved PlanState = "approved" // proposals and holds are made
	PlanUndone   PlanState = "undone"   // was approved, and taken back
)

// PlanStates lists the states of a plan.
func PlanStates() []PlanState {
	return []PlanState{PlanRunning, PlanFailed, PlanDraft, PlanApproved, PlanUndone}
}

// PlanOrigin says how a plan came to be.
type PlanOrigin string

// The origins.
const (
	PlanMade   PlanOrigin = "made"    // from the questions and places of that moment
	PlanMoved  PlanOrigin = "moved"   // from an earlier plan, with one question moved by hand
	PlanWhatIf PlanOrigin = "what_if" // from an earlier plan, with a change kept
)

// PlanStep is what a plan that is being made is at.
type PlanStep string

// The steps, in their order.
const (
	StepRead    PlanStep = "read"    // questions and places from the database
	StepScore   PlanStep = "score"   // what each pair brings both sides
	StepSolve   PlanStep = "solve"   // who goes where
	StepProve   PlanStep = "prove"   // the certificate, by other code
	StepExplain PlanStep = "explain" // why, and what a place more would bring
	StepStore   PlanStep = "store"   // keep it
)

// PlanSteps lists the steps in their order.
func PlanSteps() []PlanStep {
	return []PlanStep{StepRead, StepScore, StepSolve, StepProve, StepExplain, StepStore}
}

// Plan is one plan of a round in a list.
type Plan struct {
	ID        ID[Plan]
	PeriodID  ID[Period]
	Number    int // 1, 2, … within the round
	State     PlanState
	Origin    PlanOrigin
	Mode      PlanMode
	Step      PlanStep // while running
	MadeAt    time.Time
	MadeBy    string
	Asked     int     // questions that took part
	Placed    int     // of those
	Weight    int64   // of the plan: the sum of all weights
	Company   float64 // mean value for the companies placed, 0..1
	Education float64
	Short     int // places by which minima and least numbers are missed
	Failure   string
}

// PlanFilter picks the rows of a plan that a page shows.
type PlanFilter struct {
	Offering ID[Offering] // zero for all
	Limit    int
	Offset   int
}

// PlanView is one plan with all that its page tells.
type PlanView struct {
	Plan
	Rules       PlanRules
	Parent      ID[Plan] // the plan that it was made from, if any
	ApprovedAt  *time.Time
	ApprovedBy  string
	HeldUntil   *time.Time
	CanUndo     bool // approved, and no lecturer has claimed anything of it
	Stale       int  // questions and places that changed since the plan was made
	Lowest      *PlanRow
	Rows        []PlanRow // those that the filter picks
	All         int       // rows that the filter lets through
	Unplaced    []UnplacedGroup
	Places      []PlacePlan
	Minima      []MinimumCost
	Fairness    []FairRow
	Blocking    []BlockingPair // the worst, at most ten
	BlockingAll int            // questions in a blocking pair
	Certificate Certificate
	TookMS      float64
}

// PlanRow is a question with the place that the plan gives it.
type PlanRow struct {
	QuestionID ID[Question]
	Title      string
	ShownName  string
	OfferingID ID[Offering]
	Offering   string
	Score      PlanScore
	Fixed      bool
	Proposed   bool // it was promised this place by an approved plan
	// Other is the best change of this row alone; nil when no other place fits.
	Other *Alternative
}

// PlanScore is the part of a score that pictures show, each on the scale 0..1.
type PlanScore struct {
	Company         float64 `json:"company"`
	Education       float64 `json:"education"`
	CompanyEffort   float64 `json:"company_effort"`
	EducationEffort float64 `json:"education_effort"`
}

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
	Placed   int   // after the change
	Before   int   // placed before it
	Weight   int64 // change in weight of the whole plan
	Changes  []PlanChange
	Changed  int // how many there are; Changes holds at most ten
	Breaks   int // minima and least numbers missed more than before
	TookMS   float64
	Verified bool // the certificate of the new plan holds
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

// UnplacedReason says why a question got no place.
type UnplacedReason string

// The reasons.
const (
	UnplacedOutbid    UnplacedReason = "outbid"    // it fits, others bring more
	UnplacedLecturer  UnplacedReason = "lecturer"  // it fits, the lecturer has no hours left
	UnplacedProgramme UnplacedReason = "programme" // it fits, the programme takes no more
	UnplacedClosed    UnplacedReason = "closed"    // where it fits does not run: too few questions
	UnplacedTime      UnplacedReason = "time"      // only the time does not fit
	UnplacedGate      UnplacedReason = "gate"      // one other hard rule keeps it out; Gate tells which
	UnplacedNowhere   UnplacedReason = "nowhere"   // several rules keep it out everywhere
	UnplacedFixed     UnplacedReason = "fixed"     // a coordinator left it without
)

// UnplacedReasons lists the reasons in the order of the page.
func UnplacedReasons() []UnplacedReason {
	return []UnplacedReason{
		UnplacedOutbid, UnplacedLecturer, UnplacedProgramme, UnplacedClosed, UnplacedTime, UnplacedGate, UnplacedNowhere, UnplacedFixed,
	}
}

// UnplacedGroup is the questions without a place that share a reason.
type UnplacedGroup struct {
	Reason UnplacedReason
	Gate   string // its code, when that is the reason
	Count  int
	Start  *time.Time // when time is the reason: the start moment at which most would fit
	Rows   []Unplaced // at most ten
}

// Unplaced is one question without a place.
type Unplaced struct {
	QuestionID ID[Question]
	Title      string
	ShownName  string
	Offering   string // what it came nearest to, if anything
	Short      int64  // weight by which it fell short there
	Gate       *Gate
}

// PlacePlan is an offering in a plan.
type PlacePlan struct {
	OfferingID ID[Offering]
	Title      string
	Programme  string
	Start      time.Time
	Places     int
	Least      int // that it wants at least
	Taken      int // engaged claims and holds of others than this plan
	Planned    int
	Price      int64 // weight below which a question gets no place here
	// More is what one place more adds to the weight of the plan, exact; Helped
	// is how many questions get a place or a better one by it.
	More   int64
	Helped int
	Bound  PlaceBound
	Closed bool // does not run in this plan
}

// PlaceBound says what keeps an offering from taking more.
type PlaceBound string

// The bounds.
const (
	BoundNone      PlaceBound = ""          // it has room
	BoundPlaces    PlaceBound = "places"    // its places are full
	BoundLecturer  PlaceBound = "lecturer"  // the lecturer's hours are
	BoundProgramme PlaceBound = "programme" // the programme's places are
)

// MinimumCost is a minimum with what it takes from the plan's weight.
type MinimumCost struct {
	Minimum
	Served int
	Cost   int64
}

// FairRow tells how one group fared.
type FairRow struct {
	Kind      GroupKind
	Key       string
	Asked     int // 0 for programmes
	Served    int
	Company   float64 // mean over those served, 0..1
	Education float64
}

// BlockingPair is a question and an offering that would both rather have each
// other than what the plan gives them.
type BlockingPair struct {
	QuestionID ID[Question]
	Title      string
	ShownName  string
	Now        string // the offering where it is, empty for none
	Offering   string // the one it would rather have
	Company    float64
	Education  float64
}

// Certificate is the proof that a plan is the best for its rules.
type Certificate struct {
	Value   int64 // of the plan, with the bonus of minima
	Bound   int64 // no plan can be worth more
	Checked bool  // by code that shares nothing with the solver
	CheckMS float64
	Digest  string // of the input, as 64 hexadecimal digits
	Stable  bool   // proven instead: no blocking pair
}

// Gap is how far the plan may be from the best, as a share of the bound.
func (c Certificate) Gap() float64 {
	if c.Bound <= c.Value || c.Bound == 0 {
		return 0
	}
	return float64(c.Bound-c.Value) / float64(c.Bound)
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
