package articulation

import (
	"math"

	"github.com/tandem-hbo/tandem/internal/tandem"
)

// The reasons for sending an owner elsewhere; each has its sentence.
const (
	ReferAcute      = "acute"       // it cannot wait for any teaching period
	ReferVacancy    = "vacancy"     // a job, not a question
	ReferPrivate    = "private"     // no company asks
	ReferLegal      = "legal"       // needs a lawyer
	ReferImproper   = "improper"    // not something students may do
	ReferSpam       = "spam"        // wants our name, or sells
	ReferNoQuestion = "no_question" // too little to go on
	ReferWrongDesk  = "wrong_desk"  // for another desk of the school, or no company's question
)

// ReferCodes lists the reasons.
func ReferCodes() []string {
	return []string{
		ReferAcute, ReferVacancy, ReferPrivate, ReferLegal, ReferImproper, ReferSpam, ReferNoQuestion, ReferWrongDesk,
	}
}

// referralOf is where a reason sends the owner; spam goes nowhere.
func referralOf(code string) tandem.Referral {
	switch code {
	case ReferVacancy:
		return tandem.ReferJobBoard
	case ReferNoQuestion, ReferWrongDesk:
		return tandem.ReferKvK
	case ReferSpam:
		return ""
	}
	return tandem.ReferConsultant
}

// fewestWords is what a question needs to be read at all.
const fewestWords = 4

// referral is why and where an owner is sent; without a code, a form can help.
type referral struct {
	code string
	to   tandem.Referral
}

// plain are signs that by themselves say why no form fits. They count when the
// model at least thinks of it, for which less does when they are said in so many words.
func plain() []struct{ sign, code string } {
	return []struct{ sign, code string }{
		{"acute", ReferAcute}, {"logo_only", ReferSpam}, {"improper", ReferImproper},
		{"private_person", ReferPrivate}, {"legal_fight", ReferLegal}, {"cheap_labour", ReferVacancy},
	}
}

// Which part of the usual threshold does when there is a plain sign, and when it is
// said as strongly as undoubted.
const (
	plainShare     = .2
	undoubtedShare = .1
	undoubted      = .75
)

// refer tells whether no form can help, why, and where the owner can go. A
// coordinator sees the question anyhow when the owner sends it.
func (r *Reader) refer(t *text) referral {
	if len(t.tokens) < fewestWords {
		return referral{ReferNoQuestion, referralOf(ReferNoQuestion)}
	}
	p, least := logistic(t.values[r.lanes.refer]), r.model.conclusions[r.lanes.refer].threshold
	for _, s := range plain() {
		strength := r.strengthOf(t, s.sign)
		if strength >= sure && p >= plainShare*least || strength >= undoubted && p >= undoubtedShare*least {
			return referral{s.code, referralOf(s.code)}
		}
	}
	if p < least {
		return referral{}
	}
	if r.said(t, r.lanes.fast) { // whatever else it is, it cannot wait
		return referral{ReferAcute, referralOf(ReferAcute)}
	}
	code, most := ReferNoQuestion, math.Inf(-1)
	for _, why := range r.lanes.refers {
		if v := t.values[why.lane]; v > most {
			code, most = why.key, v
		}
	}
	return referral{code, referralOf(code)}
}
