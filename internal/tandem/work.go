package tandem

import "time"

// ClaimedBy is who has claimed a question that others wanted.
type ClaimedBy struct {
	ClaimID       ID[Claim]
	LecturerID    ID[Person]
	Lecturer      string
	InstitutionID ID[Institution]
	Institution   string
	Offering      string
	State         ClaimState
	At            time.Time
}

// WorkRow is one claim and the work that came of it, in a list.
type WorkRow struct {
	ClaimID         ID[Claim]
	QuestionID      ID[Question]
	Title           string
	ShownName       string
	Offering        string
	Lecturer        string
	LecturerID      ID[Person]
	State           ClaimState
	LapsesAt        time.Time
	EngagementID    ID[Engagement]
	EngagementState EngagementState // empty before the start
	StartsOn        *time.Time
	EndsOn          *time.Time
	Evaluated       bool // by the education side
	CreatedAt       time.Time
}

// WorkStep is what should happen next with a claim.
type WorkStep string

// The steps.
const (
	StepStart    WorkStep = "start"    // agree with the company and start
	StepRun      WorkStep = "run"      // the work runs
	StepFinish   WorkStep = "finish"   // the end date has passed
	StepEvaluate WorkStep = "evaluate" // say what it brought
	StepNone     WorkStep = "none"     // nothing is left to do
)

// WorkSteps lists the steps, what is most urgent first.
func WorkSteps() []WorkStep {
	return []WorkStep{StepFinish, StepStart, StepEvaluate, StepRun, StepNone}
}

// Step tells what should happen next, at a moment.
func (w WorkRow) Step(now time.Time) WorkStep {
	switch {
	case w.State == ClaimOpen:
		return StepStart
	case w.EngagementState == EngagementRunning && w.EndsOn != nil && now.After(w.EndsOn.AddDate(0, 0, 1)):
		return StepFinish
	case w.EngagementState == EngagementRunning:
		return StepRun
	case w.EngagementState != "" && !w.Evaluated:
		return StepEvaluate
	}
	return StepNone
}

// Work is a claim with everything around it, for its page.
type Work struct {
	Claim       Claim
	Question    Question
	Offering    OfferingDetail
	Sealed      Sealed // zero unless the reader may see it
	Engagement  Engagement
	Evaluations []Evaluation
}

// Started reports whether the work has begun.
func (w Work) Started() bool { return !w.Engagement.ID.IsZero() }

// Asked returns what a side wished for, and so rates afterwards.
func (w Work) Asked(side Side) []Wish {
	if side == Company {
		return w.Question.Wishes
	}
	return w.Offering.Wishes
}

// Said returns what a side said in its evaluation; ok is false while it has not.
func (w Work) Said(side Side) (e Evaluation, ok bool) {
	for _, e := range w.Evaluations {
		if e.Side == side {
			return e, true
		}
	}
	return Evaluation{}, false
}
