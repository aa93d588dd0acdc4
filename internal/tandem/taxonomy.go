package tandem

import "time"

// OutcomeKey names one of the thirteen results the study found.
type OutcomeKey string

// FormKey names one of the eight forms of collaboration.
type FormKey string

// Words is one text in both languages. It carries content that is data, such as
// the names of outcomes; sentences of pages live in the message catalogue.
type Words struct {
	NL string `json:"nl"`
	EN string `json:"en"`
}

// In returns the text in a language, Dutch when the other is empty.
func (w Words) In(l Language) string {
	if l == English && w.EN != "" {
		return w.EN
	}
	return w.NL
}

// Basis tells how far sources support a figure of the taxonomy.
type Basis string

// The bases, from strongest to weakest.
const (
	BasisEvidence  Basis = "evidence"
	BasisMixed     Basis = "mixed"
	BasisInference Basis = "inference"
)

// Sides weighs to which side an outcome belongs; the three add up to 1.
type Sides struct {
	Company   float64 `json:"company"`
	Shared    float64 `json:"shared"`
	Education float64 `json:"education"`
}

// Outcome is one result that company or education hopes for.
type Outcome struct {
	Key        OutcomeKey `json:"key"`
	Label      Words      `json:"label"` // the study's name
	Plain      Words      `json:"plain"` // the name an owner understands at once
	Definition Words      `json:"definition"`
	Sides      Sides      `json:"sides"`
	Confidence float64    `json:"confidence"` // 0..1, of the dominant side
}

// Range is a closed interval.
type Range struct {
	Min float64 `json:"min"`
	Max float64 `json:"max"`
}

// FormFacts are the planning facts of a form: defaults that an offering may
// narrow. Weeks, hours a week, EC (28 hours each), full-time equivalents.
type FormFacts struct {
	DurationWeeks     Range  `json:"duration_weeks"`
	DefaultWeeks      int    `json:"default_weeks"`
	LeadTimeWeeks     int    `json:"lead_time_weeks"`
	StartMonths       []int  `json:"start_months"` // 1..12; empty: rolling or by call
	TeamSize          Range  `json:"team_size"`
	StudyYears        []int  `json:"study_years"`
	EC                Range  `json:"ec"`
	OwnerHoursPerWeek Range  `json:"owner_hours_per_week"`
	MinCompanyFTE     int    `json:"min_company_fte"`
	MinCompanies      int    `json:"min_companies"`
	NeedsSupervisor   bool   `json:"needs_supervisor"` // hbo-level, in the field, at the company
	NeedsDesk         bool   `json:"needs_desk"`       // room for the students at the company
	AllowsCritical    bool   `json:"allows_critical"`  // may touch what the business depends on
	Secrecy           string `json:"secrecy"`          // low, medium or high: how well the form keeps secrets
	SupervisionHours  int    `json:"supervision_hours"`
	Basis             Basis  `json:"basis"`
}

// Thresholds is what each side must put in, on the scale of value 0..1; below it
// a side does not gain (matching.md 1.1).
type Thresholds struct {
	Company   float64 `json:"company"`
	Education float64 `json:"education"`
}

// CollaborationForm is one of the eight ways of working together.
type CollaborationForm struct {
	Key        FormKey    `json:"key"`
	Code       string     `json:"code"` // one letter, as in the study's matrix
	Label      Words      `json:"label"`
	Plain      Words      `json:"plain"`
	Summary    Words      `json:"summary"`
	Facts      FormFacts  `json:"facts"`
	Thresholds Thresholds `json:"thresholds"`
}

// Cell is the prior contribution of a form to an outcome: an expert score 0..4.
type Cell struct {
	Outcome   OutcomeKey `json:"outcome"`
	Form      FormKey    `json:"form"`
	Score     int        `json:"score"`
	Basis     Basis      `json:"basis"`
	Rationale string     `json:"rationale"`
	Sources   []string   `json:"sources"`
}

// Source is a publication that the taxonomy rests on.
type Source struct {
	Title   string `json:"title"`
	Address string `json:"address"`
}

// Taxonomy is one version of the outcomes, forms and matrix. Versions are kept
// for ever, so that an old score can be explained.
type Taxonomy struct {
	Version   int                 `json:"-"`
	Note      string              `json:"-"` // why this version was made
	Author    string              `json:"-"`
	CreatedAt time.Time           `json:"-"`
	Outcomes  []Outcome           `json:"outcomes"`
	Forms     []CollaborationForm `json:"forms"`
	Cells     []Cell              `json:"cells"`
	Sources   map[string]Source   `json:"sources"`
}

// Outcome finds an outcome by key.
func (t *Taxonomy) Outcome(key OutcomeKey) (Outcome, bool) {
	for _, o := range t.Outcomes {
		if o.Key == key {
			return o, true
		}
	}
	return Outcome{}, false
}

// Form finds a form by key.
func (t *Taxonomy) Form(key FormKey) (CollaborationForm, bool) {
	for _, f := range t.Forms {
		if f.Key == key {
			return f, true
		}
	}
	return CollaborationForm{}, false
}

// Cell finds the contribution of a form to an outcome.
func (t *Taxonomy) Cell(o OutcomeKey, f FormKey) (Cell, bool) {
	for _, c := range t.Cells {
		if c.Outcome == o && c.Form == f {
			return c, true
		}
	}
	return Cell{}, false
}

// Wish is a wished result with its weight. Weights are relative; scoring makes
// them add up to 1.
type Wish struct {
	Outcome OutcomeKey `json:"outcome"`
	Weight  float64    `json:"weight"`
}
