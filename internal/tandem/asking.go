package tandem

// The questions that an owner can be asked back; each has its sentence.
const (
	AskGoal       = "goal"       // what must be known or made
	AskData       = "data"       // which figures there are
	AskFirms      = "firms"      // how many companies ask this
	AskDate       = "date"       // when it must be ready
	AskSupervisor = "supervisor" // who would guide a student
	AskSecrecy    = "secrecy"    // who may know of it
	AskSize       = "size"       // how many people work there
	AskHours      = "hours"      // how much time there is
	AskTried      = "tried"      // what was tried before
)

// AskCodes lists them, so that every one has its sentence.
func AskCodes() []string {
	return []string{AskGoal, AskData, AskFirms, AskDate, AskSupervisor, AskSecrecy, AskSize, AskHours, AskTried}
}

// Ask is the one question back whose answer would help most. Code is empty when
// no answer would.
type Ask struct {
	Code string
	// Gain is what an answer is worth on average, on the scale of value: how much
	// better the form that then comes first is than the one that comes first now.
	Gain float64
	// Form comes to the top with one of the likely answers; empty when none changes that.
	Form FormKey
}

// Advice is what follows from a question for who asks it.
type Advice struct {
	Taxonomy *Taxonomy // that the scores belong to
	Forms    []FormScore
	Better   []Improvement
	Ask      Ask
}

// Tone is what deserves a word back whatever the reading of a text says.
type Tone struct {
	Angry bool // somebody was let down
	Big   bool // far more than one assignment
}
