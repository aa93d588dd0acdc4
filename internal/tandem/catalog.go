package tandem

import "time"

// Field is a study field that a question belongs to or a programme teaches.
type Field string

// Fields lists the study fields (golden/RUBRIC names them).
func Fields() []Field {
	return []Field{
		"business", "marketing_communication", "finance_law", "hr_people", "logistics", "ict", "data_ai",
		"engineering", "electronics_energy", "built_environment", "design_creative", "health", "social",
		"education", "agri_food", "chemistry_life_sciences", "hospitality_tourism", "environment_sustainability",
	}
}

// Institution is a university of applied sciences. It is the tenant: staff,
// programmes and offerings belong to one.
type Institution struct {
	ID         ID[Institution]
	Name       string
	ShortName  string
	City       string
	Postcode   string // of the desk that receives questions, such as 3011WN
	DeskMail   string
	DeskPhone  string
	LapseDays  int // days a claim may wait for its start
	ExpireDays int // days an approved question stays open
}

// Programme is a degree programme of an institution.
type Programme struct {
	ID            ID[Programme]
	InstitutionID ID[Institution]
	Name          string
	Level         string // associate, bachelor or master
	Fields        []Field
}

// Period is a teaching period of an institution; Start and End are days.
type Period struct {
	ID            ID[Period]
	InstitutionID ID[Institution]
	Name          string
	AcademicYear  int // 2026 stands for 2026-2027
	Start         time.Time
	End           time.Time
}

// SecrecyLevel says who may read a question.
type SecrecyLevel string

// The levels of secrecy.
const (
	SecrecyOpen      SecrecyLevel = "open"      // students and lecturers may read it
	SecrecyAgreement SecrecyLevel = "agreement" // only after a confidentiality agreement
	SecrecyStrict    SecrecyLevel = "strict"    // one person at most, nothing published
)

// SecrecyLevels lists the levels from open to strict.
func SecrecyLevels() []SecrecyLevel {
	return []SecrecyLevel{SecrecyOpen, SecrecyAgreement, SecrecyStrict}
}

// Offering is a form of collaboration that a programme offers in one period,
// with a number of places.
type Offering struct {
	ID            ID[Offering]
	InstitutionID ID[Institution]
	ProgrammeID   ID[Programme]
	PeriodID      ID[Period]
	LecturerID    ID[Person]
	Form          FormKey
	Title         string
	Summary       string
	Places        int
	Least         int // teams it needs to run, at most Places; 0: it always runs
	TeamSize      int
	StudyYear     int
	EC            float64
	Hours         int // whole hours of supervision that one place asks
	Fields        []Field
	Wishes        []Wish
	Deadline      time.Time // last day a question can be handed in
	Language      Language  // the language the students work in
	City          string
	Secrecy       SecrecyLevel // the strictest level it can keep
	MinFTE        int          // size of company it takes, 0 for any
	Conditions    string
	CreatedAt     time.Time
	ClosedAt      *time.Time
}

// OfferingDetail is an offering with what belongs to it, for scoring and pages.
type OfferingDetail struct {
	Offering
	Institution string
	Programme   string
	Lecturer    string
	PeriodName  string
	Start       time.Time
	End         time.Time
	Taken       int // places with an engaged claim
	Held        int // places with an open claim or a soft hold
}

// Free returns the number of places that are neither taken nor held.
func (o OfferingDetail) Free() int { return max(0, o.Places-o.Taken-o.Held) }
