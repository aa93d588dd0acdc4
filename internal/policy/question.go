package policy

import (
	"slices"

	"github.com/tandem-hbo/tandem/internal/tandem"
)

// ViewQuestion lets the owner and the desk read a question, and lecturers once
// it is approved: those of the desk's institution and of the institutions in
// offered, whose offerings it was approved for.
func ViewQuestion(by tandem.Actor, q tandem.Question, offered ...tandem.ID[tandem.Institution]) error {
	return allow(Owns(by, q) || by.System || desk(by, q) || lecturerSees(by, q, offered), "view question")
}

func lecturerSees(by tandem.Actor, q tandem.Question, offered []tandem.ID[tandem.Institution]) bool {
	if !published(q.State) || q.InstitutionID.IsZero() {
		return false
	}
	return slices.ContainsFunc(slices.Concat(offered, []tandem.ID[tandem.Institution]{q.InstitutionID}), func(in tandem.ID[tandem.Institution]) bool {
		return isAny(by, in, tandem.Lecturer, tandem.Coordinator)
	})
}

// published reports whether a question in the state was approved for lecturers
// and has not been taken from them.
func published(s tandem.QuestionState) bool {
	switch s {
	case tandem.QuestionOpen, tandem.QuestionClaimed, tandem.QuestionEngaged,
		tandem.QuestionCompleted, tandem.QuestionStopped:
		return true
	}
	return false
}

// ViewSealed lets the owner and the desk read the sealed part, and a lecturer
// only while holding a claim on the question; pass the zero Claim for none.
func ViewSealed(by tandem.Actor, q tandem.Question, c tandem.Claim) error {
	holds := isPerson(by, c.LecturerID) && c.QuestionID == q.ID &&
		(c.State == tandem.ClaimOpen || c.State == tandem.ClaimEngaged)
	return allow(Owns(by, q) || by.System || desk(by, q) || holds, "view sealed part")
}

// EditQuestion lets the owner change a question. Once a lecturer has claimed it
// the error is a Conflict, so that the owner is told why.
func EditQuestion(by tandem.Actor, q tandem.Question) error {
	if err := allow(Owns(by, q), "edit question"); err != nil {
		return err
	}
	if !q.State.Editable() {
		return tandem.Fail(tandem.Conflict, "question_not_editable")
	}
	return nil
}

// WithdrawQuestion lets the owner take a question back.
func WithdrawQuestion(by tandem.Actor, q tandem.Question) error {
	return allow(Owns(by, q), "withdraw question")
}

// AnswerQuestion lets the owner reply to the desk.
func AnswerQuestion(by tandem.Actor, q tandem.Question) error {
	return allow(Owns(by, q), "answer")
}

// AllowLearning lets the owner say whether we may learn reading from a question.
func AllowLearning(by tandem.Actor, q tandem.Question) error {
	return allow(Owns(by, q), "allow learning")
}

// CorrectReading lets the desk keep a corrected reading of a question to learn
// from. Without the owner's consent the error is a Conflict, so that the desk is
// told why.
func CorrectReading(by tandem.Actor, q tandem.Question) error {
	if err := ReviewQuestion(by, q); err != nil {
		return err
	}
	if !q.Learn {
		return tandem.Fail(tandem.Conflict, "learning_refused")
	}
	return nil
}

// ReviewQuestion lets the desk judge a question: read its matches and trail,
// ask the owner back, have it scored again. Drafts belong to their owner alone.
func ReviewQuestion(by tandem.Actor, q tandem.Question) error {
	return allow(desk(by, q) && q.State != tandem.QuestionDraft, "review question")
}

// ApproveMatch lets the desk approve, reject or prefer a match, but nobody
// decides about an offering of their own.
func ApproveMatch(by tandem.Actor, q tandem.Question, o tandem.Offering) error {
	if err := ReviewQuestion(by, q); err != nil {
		return err
	}
	return allow(!isPerson(by, o.LecturerID), "approve match with own offering")
}

// DeclineQuestion lets the desk say no.
func DeclineQuestion(by tandem.Actor, q tandem.Question) error {
	return ReviewQuestion(by, q)
}

// ReviewScope holds the desks whose queue the actor may list.
func ReviewScope(by tandem.Actor) (tandem.Scope, error) {
	in := by.Institutions(tandem.Coordinator)
	return tandem.Scope{Institutions: in}, allow(len(in) > 0, "list queue")
}

// BrowseScope holds the institutions through whose approved questions the actor
// may search.
func BrowseScope(by tandem.Actor) (tandem.Scope, error) {
	in := by.Institutions(tandem.Lecturer)
	for _, id := range by.Institutions(tandem.Coordinator) {
		if !slices.Contains(in, id) {
			in = append(in, id)
		}
	}
	return tandem.Scope{Institutions: in}, allow(len(in) > 0, "browse questions")
}
