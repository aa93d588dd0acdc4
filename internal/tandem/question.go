package tandem

import "time"

// Delay says what happens when the answer comes after the wanted date.
type Delay string

// What a late answer means.
const (
	DelayHarmless Delay = "harmless" // nothing much
	DelayAnnoying Delay = "annoying" // a nuisance, still useful
	DelayUseless  Delay = "useless"  // no use any more
	DelayCritical Delay = "critical" // the business is at risk
)

// Delays lists the values in order of weight.
func Delays() []Delay { return []Delay{DelayHarmless, DelayAnnoying, DelayUseless, DelayCritical} }

// CompanySize follows Recommendation 2003/361/EC, with sole traders apart since
// some forms exclude them.
type CompanySize string

// The sizes.
const (
	SizeSole    CompanySize = "sole"   // one person
	SizeMicro   CompanySize = "micro"  // 2 to 9
	SizeSmall   CompanySize = "small"  // 10 to 49
	SizeMedium  CompanySize = "medium" // 50 to 249
	SizeLarge   CompanySize = "large"  // 250 and up: no SME
	SizeUnknown CompanySize = "unknown"
)

// CompanySizes lists the sizes.
func CompanySizes() []CompanySize {
	return []CompanySize{SizeSole, SizeMicro, SizeSmall, SizeMedium, SizeLarge, SizeUnknown}
}

// Readiness is what the company has in order (domain.md section 5).
type Readiness struct {
	DecisionMaker bool `json:"decision_maker"` // named and willing
	Supervisor    bool `json:"supervisor"`     // hbo-level, in the field
	Desk          bool `json:"desk"`           // room for a student
	Data          bool `json:"data"`           // data and people reachable
	Harmless      bool `json:"harmless"`       // failure does not hurt the business
	OpenAnswer    bool `json:"open_answer"`    // the answer is not fixed beforehand
	Taker         bool `json:"taker"`          // someone will own the result
}

// Question is the public brief of what an owner asks: everything here may be
// read by staff who may see the question. What must stay closed is in Sealed.
type Question struct {
	ID            ID[Question]
	OwnerID       ID[Person]      // none until the owner proved a mail address
	InstitutionID ID[Institution] // the desk that answers; none in a draft
	State         QuestionState
	StateSince    time.Time
	Version       int // counts saves; guards against two people saving at once
	Title         string
	Text          string
	Language      Language
	WantedDate    *time.Time
	Delay         Delay
	Wishes        []Wish
	Reading       Reading
	HoursPerWeek  float64 // 0: not said
	Budget        bool
	Secrecy       SecrecyLevel
	Readiness     Readiness
	Sector        string
	Size          CompanySize
	Companies     int    // firms that share the question, 1 or more
	Region        string // province, from the postcode
	ShownName     string // company name, empty when hidden
	CreatedAt     time.Time
	SubmittedAt   *time.Time
	PromisedAt    *time.Time // the owner hears from us before the end of this day
	AnsweredAt    *time.Time // when a person first answered
	Learn         bool       // the owner lets us learn reading from it
}

// Sealed is the closed part of a question: contact, company and confidential
// text. No list, index, mail or score may read it.
type Sealed struct {
	QuestionID   ID[Question]
	ContactName  string
	ContactMail  string
	ContactPhone string
	CompanyName  string
	KvK          string // 8 digits or empty
	Postcode     string
	HideName     bool
	Confidential string
}

// QuestionMessage is one message between the owner and the desk.
type QuestionMessage struct {
	ID         ID[QuestionMessage]
	QuestionID ID[Question]
	PersonID   ID[Person] // none when the owner writes
	Author     string
	FromOwner  bool
	Body       string
	AsksReply  bool
	CreatedAt  time.Time
}

// Referral says where an owner can go instead.
type Referral string

// The referrals.
const (
	ReferKvK        Referral = "kvk"
	ReferOKB        Referral = "ondernemersklankbord"
	ReferRVO        Referral = "rvo"
	ReferConsultant Referral = "consultant"
	ReferJobBoard   Referral = "job_board"
	ReferLater      Referral = "ask_again_later"
)

// Referrals lists where owners can be sent.
func Referrals() []Referral {
	return []Referral{ReferKvK, ReferOKB, ReferRVO, ReferConsultant, ReferJobBoard, ReferLater}
}

// DeclineReason says why a question is declined.
type DeclineReason string

// The reasons for declining.
const (
	DeclineTooUrgent     DeclineReason = "too_urgent"
	DeclineOutOfScope    DeclineReason = "out_of_scope"
	DeclineNoCapacity    DeclineReason = "no_capacity"
	DeclineNotReady      DeclineReason = "not_ready"
	DeclineOneSided      DeclineReason = "one_sided"
	DeclineUnclear       DeclineReason = "unclear"
	DeclineNotACompany   DeclineReason = "not_a_company"
	DeclineInappropriate DeclineReason = "inappropriate"
)

// DeclineReasons lists the reasons.
func DeclineReasons() []DeclineReason {
	return []DeclineReason{
		DeclineTooUrgent, DeclineOutOfScope, DeclineNoCapacity, DeclineNotReady,
		DeclineOneSided, DeclineUnclear, DeclineNotACompany, DeclineInappropriate,
	}
}

// Decline is the reasoned no to a question.
type Decline struct {
	QuestionID ID[Question]
	Reason     DeclineReason
	Referral   Referral
	Note       string
	CreatedAt  time.Time
}
