package tandem

import "time"

// Tempo tells how soon an answer is of use (domain.md section 1).
type Tempo string

// The tempos.
const (
	TempoFast        Tempo = "fast"        // before any teaching period can deliver
	TempoConvertible Tempo = "convertible" // an acute sign of a lasting cause
	TempoSlow        Tempo = "slow"        // can wait for a start moment
)

// Tempos lists the tempos, the most hurried first.
func Tempos() []Tempo { return []Tempo{TempoFast, TempoConvertible, TempoSlow} }

// Articulation tells how much talk a question needs before it is workable.
type Articulation string

// The needs for articulation.
const (
	ArticulationNone Articulation = "none"
	ArticulationSome Articulation = "some"
	ArticulationMuch Articulation = "much"
)

// Articulations lists the needs, the least first.
func Articulations() []Articulation {
	return []Articulation{ArticulationNone, ArticulationSome, ArticulationMuch}
}

// Fragment is the part of a text that a conclusion stands on. Start and End are
// byte offsets in the text, End exclusive.
type Fragment struct {
	Start int    `json:"start"`
	End   int    `json:"end"`
	Text  string `json:"text"`
	// InTitle tells that the offsets are in the title.
	InTitle bool `json:"in_title,omitempty"`
}

// ReadOutcome is an outcome that was read in a text.
type ReadOutcome struct {
	Key         OutcomeKey `json:"key"`
	Probability float64    `json:"probability"`
	Suggested   bool       `json:"suggested"`
	Evidence    []Fragment `json:"evidence"`
}

// FormPull is what a text as a whole says about one form: how much better it makes
// the form fit, and which words say so.
type FormPull struct {
	Form FormKey `json:"form"`
	// Points is on the scale of value; above zero the form fits better.
	Points float64 `json:"points"`
	// Terms are the largest few by size; what they leave of Points is the many small rest.
	Terms []PullTerm `json:"terms"`
}

// PullTerm is the part of a pull that one sign or word has.
type PullTerm struct {
	Key      string     `json:"key"` // name of a sign, or the word itself
	Points   float64    `json:"points"`
	Evidence []Fragment `json:"evidence"`
}

// Horizon is when a text says that something must be ready or may begin. It is
// relative to the day of asking: the calendar makes a day of it.
type Horizon struct {
	Days  int        `json:"days,omitempty"`  // from the day of asking; when 0 the month counts
	Month time.Month `json:"month,omitempty"` // the next one to come, unless there is a year
	Day   int        `json:"day,omitempty"`   // of the month; 0 is its beginning
	Year  int        `json:"year,omitempty"`
	From  bool       `json:"from,omitempty"` // a beginning, not a deadline
	// Evidence are the words that say so.
	Evidence Fragment `json:"evidence"`
}

// Facts are what a text says that hard rules need. A nil pointer or zero means
// that the text does not say.
type Facts struct {
	Horizon      *Horizon     `json:"horizon,omitempty"`
	Companies    int          `json:"companies,omitempty"`
	Secrecy      SecrecyLevel `json:"secrecy,omitempty"`
	Acute        bool         `json:"acute,omitempty"`
	WantsIntern  bool         `json:"wants_intern,omitempty"`
	WantsStaff   bool         `json:"wants_staff,omitempty"`
	NoSupervisor bool         `json:"no_supervisor,omitempty"`
	NoBudget     bool         `json:"no_budget,omitempty"`
	Budget       int          `json:"budget,omitempty"` // euros
	NoIntern     bool         `json:"no_intern,omitempty"`
	Desk         bool         `json:"desk,omitempty"` // room for a student
	Data         bool         `json:"data,omitempty"` // figures to work with
	Subsidy      bool         `json:"subsidy,omitempty"`
	Starter      bool         `json:"starter,omitempty"`
	SectorWide   bool         `json:"sector_wide,omitempty"` // a sector body or a whole trade asks
	Size         CompanySize  `json:"size,omitempty"`
}

// Reading is what was read in a question's text. It only suggests; the owner
// confirms.
type Reading struct {
	Language     string        `json:"language"` // nl, en or mixed
	Outcomes     []ReadOutcome `json:"outcomes"` // most probable first
	Tempo        Tempo         `json:"tempo"`
	Articulation Articulation  `json:"articulation"`
	Fields       []Field       `json:"fields"` // best first
	Facts        Facts         `json:"facts"`
	Forms        []FormPull    `json:"forms,omitempty"` // none when the reader knows no forms
	Refer        bool          `json:"refer"`           // no form fits; send the owner elsewhere
	ReferTo      Referral      `json:"refer_to,omitempty"`
	ReferWhy     string        `json:"refer_why,omitempty"` // code of the sentence
	Model        string        `json:"model"`
	// Says are codes of questions back that the text answers already.
	Says []string `json:"says,omitempty"`
}
