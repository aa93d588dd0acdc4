package tandem

import "time"

// QuestionState says where a question stands in its life.
type QuestionState string

// The states of a question.
const (
	QuestionDraft     QuestionState = "draft"     // the owner is still writing
	QuestionSubmitted QuestionState = "submitted" // sent; waiting to be scored
	QuestionMatched   QuestionState = "matched"   // scored; waiting for a coordinator
	QuestionOpen      QuestionState = "open"      // approved; lecturers may claim it
	QuestionClaimed   QuestionState = "claimed"   // a lecturer holds a place for it
	QuestionEngaged   QuestionState = "engaged"   // the work runs
	QuestionCompleted QuestionState = "completed" // the work ended as agreed
	QuestionStopped   QuestionState = "stopped"   // the work ended early
	QuestionDeclined  QuestionState = "declined"  // answered with no, and where to go instead
	QuestionWithdrawn QuestionState = "withdrawn" // taken back by the owner
	QuestionExpired   QuestionState = "expired"   // nobody claimed it in time
)

// QuestionStates lists the states in the order of a question's life.
func QuestionStates() []QuestionState {
	return []QuestionState{
		QuestionDraft, QuestionSubmitted, QuestionMatched, QuestionOpen, QuestionClaimed, QuestionEngaged,
		QuestionCompleted, QuestionStopped, QuestionDeclined, QuestionWithdrawn, QuestionExpired,
	}
}

func questionMoves() moves[QuestionState] {
	return moves[QuestionState]{
		QuestionDraft:     {QuestionSubmitted, QuestionWithdrawn},
		QuestionSubmitted: {QuestionMatched, QuestionDeclined, QuestionWithdrawn},
		QuestionMatched:   {QuestionSubmitted, QuestionOpen, QuestionDeclined, QuestionWithdrawn},
		QuestionOpen:      {QuestionSubmitted, QuestionClaimed, QuestionDeclined, QuestionWithdrawn, QuestionExpired},
		QuestionClaimed:   {QuestionOpen, QuestionEngaged, QuestionWithdrawn},
		QuestionEngaged:   {QuestionCompleted, QuestionStopped},
	}
}

// Move brings the question into another state at a moment; it is the only way
// to change State. A move that the table does not hold is a Conflict.
func (q *Question) Move(to QuestionState, at time.Time) error {
	if err := questionMoves().check("question", q.State, to); err != nil {
		return err
	}
	q.State, q.StateSince = to, at
	return nil
}

// Editable reports whether the owner may still change the question: until a
// lecturer has claimed it.
func (s QuestionState) Editable() bool {
	return s == QuestionDraft || s == QuestionSubmitted || s == QuestionMatched || s == QuestionOpen
}

// Ended reports whether no move leads on from the state.
func (s QuestionState) Ended() bool { return len(questionMoves()[s]) == 0 }
