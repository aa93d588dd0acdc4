package tandem

import "time"

// Side is one of the two riders.
type Side string

// The sides.
const (
	Company   Side = "company"
	Education Side = "education"
)

// Gate is one hard rule with its verdict. Code picks the sentence; the other
// fields are the numbers the sentence quotes.
type Gate struct {
	Code string     `json:"code"`
	OK   bool       `json:"ok"`
	Days int        `json:"days,omitempty"` // to spare (positive) or too late (negative)
	Date *time.Time `json:"date,omitempty"`
	Need float64    `json:"need,omitempty"`
	Have float64    `json:"have,omitempty"`
}

// Reason is one part of a side's value. The points of a side's reasons add up
// to the side's value.
type Reason struct {
	Side    Side       `json:"side"`
	Outcome OutcomeKey `json:"outcome"`
	Weight  float64    `json:"weight"` // how much the side asks for it, 0..1
	Yield   float64    `json:"yield"`  // how surely the form brings it, 0..1
	Points  float64    `json:"points"` // Weight times Yield
	// Evidence is how many evaluations Yield rests on; 0 is expert opinion.
	Evidence int `json:"evidence"`
}

// The codes of effort terms.
const (
	EffortThreshold = "threshold" // what the form usually asks of a company
	EffortSize      = "size"      // Key is the company's size
	EffortSector    = "sector"    // Key is the company's sector
	EffortShape     = "shape"     // how long the text is and how it looks
	EffortFirms     = "firms"     // several firms share the question
	EffortHours     = "hours"     // the company has hours
	EffortReady     = "ready"     // Key is what the company has in order
	EffortWants     = "wants"     // Key is an outcome read in the text
	EffortText      = "text"      // Key is a sign or word of the text, with Evidence
	EffortRest      = "rest"      // all that is too small to name
)

// EffortCodes lists the codes, so that every one has its sentence.
func EffortCodes() []string {
	return []string{
		EffortThreshold, EffortSize, EffortSector, EffortShape, EffortFirms, EffortHours, EffortReady, EffortWants, EffortText, EffortRest,
	}
}

// EffortTerm is one part of the effort that a form asks of a company; below zero
// it makes the form lighter. The points of all terms add up to the effort.
type EffortTerm struct {
	Code     string     `json:"code"`
	Key      string     `json:"key,omitempty"`
	Points   float64    `json:"points"`
	Evidence []Fragment `json:"evidence,omitempty"` // where the text says so
}

// Change is an edit of the question that would change the outcome of scoring.
type Change struct {
	Code    string     `json:"code"` // one of scoring.ChangeCodes
	Date    *time.Time `json:"date,omitempty"`
	Number  float64    `json:"number,omitempty"`
	Outcome OutcomeKey `json:"outcome,omitempty"`
	// Company and Education are the values after the change.
	Company   float64 `json:"company"`
	Education float64 `json:"education"`
}

// Score is the two-sided value of one question for one form or offering, on the
// scale 0..1 (matching.md 1.1). Only the company's effort, and with it the value,
// may leave the scale, when a text says much for or against a form: pages clip it.
type Score struct {
	Company         float64    `json:"company"`   // S: what the company gets
	Education       float64    `json:"education"` // H: what the programme gets
	CompanyEffort   float64    `json:"company_effort"`
	EducationEffort float64    `json:"education_effort"`
	Value           float64    `json:"value"` // N: the two-sided value
	Low             float64    `json:"low"`   // 90 % interval of Value
	High            float64    `json:"high"`
	Weight          int        `json:"weight"`         // round(10000 N g), 0 when infeasible
	Soft            float64    `json:"soft,omitempty"` // g: what Softer names, 1 when nothing; 0 in old scores
	Start           *time.Time `json:"start,omitempty"`
	Result          *time.Time `json:"result,omitempty"`
	Gates           []Gate     `json:"gates"`
	Softer          []string   `json:"softer,omitempty"` // codes of what makes it weigh less without ruling it out
	Reasons         []Reason   `json:"reasons"`
	// Effort adds up to CompanyEffort; none in scores stored before it was kept.
	Effort  []EffortTerm `json:"effort,omitempty"`
	Changes []Change     `json:"changes,omitempty"` // nearest misses and counterfactuals
}

// Feasible reports whether every gate is open.
func (s Score) Feasible() bool {
	for _, g := range s.Gates {
		if !g.OK {
			return false
		}
	}
	return true
}

// DifferenceOutcome is the code of a difference in what an option brings; the
// other codes are those of effort terms.
const DifferenceOutcome = "outcome"

// Difference is one part in which one option gains more or less than another.
type Difference struct {
	Side     Side
	Code     string
	Key      string     // the outcome, or the key of the effort term
	Points   float64    // above zero it speaks for the first of the two
	Evidence []Fragment // where the text says so
}

// Improvement is what an owner could change, all of it together, for a form to
// come to the top, to become possible, or, being first, to be worth more.
type Improvement struct {
	Changes []Change
	Form    FormKey
	Top     bool    // it comes to the top
	Gain    float64 // how much more the first form is worth; 0: it was not first
	Value   float64 // of the form after the changes
}

// ScoreVersion names what a score was computed with.
type ScoreVersion struct {
	Taxonomy int    `json:"taxonomy"`
	Weights  string `json:"weights"`  // version of the thresholds and priors
	Evidence int    `json:"evidence"` // how many grades of evaluations were known
	Model    string `json:"model"`    // version of the reading
}

// FormScore is a question's score for one of the eight forms.
type FormScore struct {
	Form FormKey `json:"form"`
	Score
}

// Match is one question scored against one offering.
type Match struct {
	ID            ID[Match]
	QuestionID    ID[Question]
	OfferingID    ID[Offering]
	InstitutionID ID[Institution] // of the offering
	State         MatchState
	StateSince    time.Time
	Rank          int // 1 is best; among the matches of one scoring
	Score         Score
	Version       ScoreVersion
	OverrideNote  string // why a coordinator preferred it above a better ranked one
	DecidedBy     ID[Person]
	CreatedAt     time.Time
}

// Claim is a lecturer's word to take an approved match. Its hold keeps one place of
// the offering, numbered from 1, as long as the claim lives.
type Claim struct {
	ID            ID[Claim]
	MatchID       ID[Match]
	QuestionID    ID[Question]
	OfferingID    ID[Offering]
	InstitutionID ID[Institution]
	LecturerID    ID[Person]
	HoldID        ID[Hold]
	Place         int
	State         ClaimState
	StateSince    time.Time
	Note          string
	EndNote       string // why it was released
	LapsesAt      time.Time
	CreatedAt     time.Time
}

// IPChoice says who may use what students make.
type IPChoice string

// The choices on intellectual property.
const (
	IPStudent  IPChoice = "student"  // stays with the students; the company may use it inside
	IPTransfer IPChoice = "transfer" // by separate agreement to the company
	IPOpen     IPChoice = "open"     // published under an open licence
)

// IPChoices lists the choices.
func IPChoices() []IPChoice { return []IPChoice{IPStudent, IPTransfer, IPOpen} }

// Engagement is the agreed work that follows a claim.
type Engagement struct {
	ID               ID[Engagement]
	ClaimID          ID[Claim]
	QuestionID       ID[Question]
	InstitutionID    ID[Institution]
	State            EngagementState
	StateSince       time.Time
	Statement        string // the problem statement both agreed on
	StartsOn         time.Time
	EndsOn           time.Time
	CompanyContact   string
	EducationContact string
	Secrecy          SecrecyLevel
	IP               IPChoice
	EndNote          string // why it stopped, or what was handed over
	CreatedAt        time.Time
	EndedAt          *time.Time
}

// Evaluation is what one side says it got.
type Evaluation struct {
	ID           ID[Evaluation]
	EngagementID ID[Engagement]
	Side         Side
	PersonID     ID[Person]
	Note         string
	CreatedAt    time.Time
	Ratings      []Rating
}

// Rating is a grade 1..5 for one asked result.
type Rating struct {
	Outcome OutcomeKey `json:"outcome"`
	Grade   int        `json:"grade"`
}

// Yield is what evaluations say about a form and an outcome: how many graded it
// and the mean grade on the scale 0..1.
type Yield struct {
	Form    FormKey
	Outcome OutcomeKey
	Side    Side
	N       int
	Mean    float64
}
