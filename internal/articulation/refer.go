package articulation

import "github.com/tandem-hbo/tandem/internal/tandem"

// The reasons for sending an owner elsewhere; each has its sentence.
const (
	ReferAcute      = "acute"       // it cannot wait for any teaching period
	ReferVacancy    = "vacancy"     // a job, not a question
	ReferPrivate    = "private"     // no company asks
	ReferLegal      = "legal"       // needs a lawyer
	ReferImproper   = "improper"    // not something students may do
	ReferSpam       = "spam"        // wants our name, or sells
	ReferNoQuestion = "no_question" // too little to go on
)

// ReferCodes lists the reasons.
func ReferCodes() []string {
	return []string{ReferAcute, ReferVacancy, ReferPrivate, ReferLegal, ReferImproper, ReferSpam, ReferNoQuestion}
}

// fewestWords is what a question needs to be read at all.
const fewestWords = 4

type referral struct {
	sign string
	from float64 // strength of the sign
	code string
	to   tandem.Referral
}

// refer tells whether no form can help, and where the owner can go. It demands
// strong signs: a wrong referral loses a good question, and a coordinator sees
// the weak ones anyhow.
func refer(t *text) referral {
	if len(t.tokens) < fewestWords {
		return referral{code: ReferNoQuestion, to: tandem.ReferKvK}
	}
	rules := []referral{
		{"acute", sure, ReferAcute, tandem.ReferConsultant},
		{"logo_only", sure, ReferSpam, tandem.ReferRVO},
		{"improper", sure, ReferImproper, tandem.ReferConsultant},
		{"private_person", sure, ReferPrivate, tandem.ReferConsultant},
		{"legal_fight", sure, ReferLegal, tandem.ReferConsultant},
		{"cheap_labour", sure, ReferVacancy, tandem.ReferJobBoard},
	}
	for _, r := range rules {
		if t.signs[r.sign] >= r.from {
			return r
		}
	}
	return referral{}
}
