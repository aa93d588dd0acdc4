package tandem

import "time"

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

// Certificate is what is proven of a plan: that it is the best for its rules, that
// it is so by a gap, or that it is stable.
type Certificate struct {
	Value   int64 // of the plan, with the bonus of minima
	Bound   int64 // no plan can be worth more
	Checked bool  // by code that shares nothing with the solver
	CheckMS float64
	Digest  string // of the input, as 64 hexadecimal digits
	Stable  bool   // proven instead: no blocking pair
}

// Gap is how much more than this plan the best one can be worth at most, in weight.
func (c Certificate) Gap() int64 { return max(0, c.Bound-c.Value) }
