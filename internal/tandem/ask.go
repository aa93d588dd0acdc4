package tandem

// TextAnswers is what an owner typed in the first step of asking: the question
// itself. Like all answers it holds raw text; intake reads and judges it.
type TextAnswers struct {
	Key     string `form:"key"` // made with the empty form: one form, one question
	Version int    `form:"version"`
	Title   string `form:"title"`
	Text    string `form:"text"`
	Was     string `form:"was"` // the text that a slow question was made of
	// Read says yes or no to results that were read in the text, by outcome.
	Read map[string]string `form:"read"`
}

// WishAnswers is the second step: what the owner hopes for.
type WishAnswers struct {
	Version int               `form:"version"`
	Read    map[string]string `form:"read"` // yes or no to what was read, by outcome
	Pick    []string          `form:"pick"` // outcomes picked from the whole list
	Top     string            `form:"top"`  // the most important one; empty: all alike
}

// WhenAnswers is the third step: when, how much time, under what conditions.
type WhenAnswers struct {
	Version   int      `form:"version"`
	Date      string   `form:"date"` // 1-5-2027, 1 mei 2027 or 2027-05-01
	Delay     string   `form:"delay"`
	Hours     string   `form:"hours"` // one of HourChoices
	Budget    string   `form:"budget"`
	Secrecy   string   `form:"secrecy"`
	Ready     []string `form:"ready"` // codes of ReadyChecks
	Companies string   `form:"companies"`
}

// CompanyAnswers is the fourth step: the company and where the answer goes.
type CompanyAnswers struct {
	Version      int    `form:"version"`
	Company      string `form:"company"`
	Hide         bool   `form:"hide"` // keep the name from lecturers
	KvK          string `form:"kvk"`
	Sector       string `form:"sector"`
	Size         string `form:"size"`
	Postcode     string `form:"postcode"`
	Name         string `form:"name"`
	Mail         string `form:"mail"`
	Phone        string `form:"phone"`
	Confidential string `form:"confidential"`
	// Learn lets us learn reading from the question; it counts until it is sent.
	Learn bool `form:"learn"`
}

// HourChoices are the hours a week that an owner can choose from, as middles of
// the ranges shown.
func HourChoices() []string { return []string{"0.5", "1.5", "3", "6"} }

// ReadyCheck is one check of readiness: its code and where it stands.
type ReadyCheck struct {
	Code string
	On   *bool
}

// Checks lists the checks with pointers into the readiness, so that a form can
// read and set them by code.
func (r *Readiness) Checks() []ReadyCheck {
	return []ReadyCheck{
		{"decision_maker", &r.DecisionMaker}, {"data", &r.Data}, {"harmless", &r.Harmless},
		{"open_answer", &r.OpenAnswer}, {"taker", &r.Taker}, {"desk", &r.Desk}, {"supervisor", &r.Supervisor},
	}
}

// Sectors lists the kinds of business in the order they are offered; the words
// an owner reads stand in the texts under the group "sector_name".
func Sectors() []string {
	return []string{
		"food", "retail", "online_retail", "hospitality", "tourism", "manufacturing", "construction", "installation",
		"energy", "agriculture", "logistics", "automotive", "ict", "creative", "business_services", "finance",
		"real_estate", "health", "personal_care", "culture_sport", "education", "something_else",
	}
}

// WithdrawReason says why an owner takes a question back.
type WithdrawReason string

// The reasons for withdrawing.
const (
	WithdrawSolved    WithdrawReason = "solved"     // solved it ourselves
	WithdrawElsewhere WithdrawReason = "elsewhere"  // somebody else helps
	WithdrawNoTime    WithdrawReason = "no_time"    // no time to take part
	WithdrawTooLong   WithdrawReason = "took_long"  // it took too long
	WithdrawOther     WithdrawReason = "other_need" // the question has changed
)

// WithdrawReasons lists the reasons.
func WithdrawReasons() []WithdrawReason {
	return []WithdrawReason{WithdrawSolved, WithdrawElsewhere, WithdrawNoTime, WithdrawTooLong, WithdrawOther}
}
