// Package job names the background work and its arguments. Workers stand beside
// the service that does the work; they are registered in cmd.
package job

import "github.com/tandem-hbo/tandem/internal/tandem"

// SendMail sends one stored mail.
type SendMail struct {
	MailID tandem.ID[tandem.Mail] `json:"mail_id"`
}

// Kind names the job in the queue.
func (SendMail) Kind() string { return "send_mail" }

// ScoreQuestion scores a submitted question against forms and offerings.
type ScoreQuestion struct {
	QuestionID tandem.ID[tandem.Question] `json:"question_id"`
}

// Kind names the job in the queue.
func (ScoreQuestion) Kind() string { return "score_question" }

// Rescore brings the scores of questions that wait for a coordinator up to date.
// With an offering or a period it follows a change of that; with neither it looks
// for scores that rest on another taxonomy, other weights or fewer evaluations
// than the newest.
type Rescore struct {
	OfferingID tandem.ID[tandem.Offering] `json:"offering_id,omitzero"`
	PeriodID   tandem.ID[tandem.Period]   `json:"period_id,omitzero"`
	// After is the last question that an earlier job of the same change came to.
	After tandem.ID[tandem.Question] `json:"after,omitzero"`
}

// Kind names the job in the queue.
func (Rescore) Kind() string { return "rescore" }

// LapseClaims ends the claims that were not started in time.
type LapseClaims struct{}

// Kind names the job in the queue.
func (LapseClaims) Kind() string { return "lapse_claims" }

// HandOn gives free places of an offering to who waits for one; with none, those
// of all offerings.
type HandOn struct {
	OfferingID tandem.ID[tandem.Offering] `json:"offering_id,omitzero"`
}

// Kind names the job in the queue.
func (HandOn) Kind() string { return "hand_on" }

// LapseHolds ends the soft holds whose time is over.
type LapseHolds struct{}

// Kind names the job in the queue.
func (LapseHolds) Kind() string { return "lapse_holds" }

// ExpireQuestions ends the questions that nobody claimed in time.
type ExpireQuestions struct{}

// Kind names the job in the queue.
func (ExpireQuestions) Kind() string { return "expire_questions" }

// Sweep removes what has had its day: old sign-ins, sessions, counters and
// drafts that were never sent.
type Sweep struct{}

// Kind names the job in the queue.
func (Sweep) Kind() string { return "sweep" }

// MakePlan makes one plan of a round.
type MakePlan struct {
	PlanID tandem.ID[tandem.Plan] `json:"plan_id"`
}

// Kind names the job in the queue.
func (MakePlan) Kind() string { return "make_plan" }
