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
