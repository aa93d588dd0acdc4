package policy_test

import (
	"errors"
	"strings"
	"testing"

	"github.com/tandem-hbo/tandem/internal/policy"
	"github.com/tandem-hbo/tandem/internal/tandem"
)

// The cast: two institutions, a question at the first, an offering and a claim
// of lecturer Lena at the first.
var (
	here  = tandem.NewID[tandem.Institution]()
	there = tandem.NewID[tandem.Institution]()
	lena  = tandem.NewID[tandem.Person]()
	asker = tandem.NewID[tandem.Person]()
	q     = tandem.NewID[tandem.Question]()
)

func member(id tandem.ID[tandem.Person], in tandem.ID[tandem.Institution], roles ...tandem.Role) tandem.Actor {
	a := tandem.Actor{PersonID: id, Name: "somebody"}
	for _, r := range roles {
		a.Memberships = append(a.Memberships, tandem.Membership{InstitutionID: in, Role: r})
	}
	return a
}

// actors are all parts somebody can play, by the letter used in the table.
func actors() map[byte]tandem.Actor {
	other := tandem.NewID[tandem.Person]()
	return map[byte]tandem.Actor{
		'-': {},                                           // anonymous
		'b': {Questions: []tandem.ID[tandem.Question]{q}}, // browser with the link
		'o': {PersonID: asker, Name: "owner"},
		'x': {PersonID: other, Name: "other owner", Questions: []tandem.ID[tandem.Question]{tandem.NewID[tandem.Question]()}},
		'L': member(lena, here, tandem.Lecturer),
		'l': member(other, here, tandem.Lecturer),
		'K': member(lena, here, tandem.Lecturer, tandem.Coordinator), // Lena, who coordinates too
		'C': member(other, here, tandem.Coordinator),
		'A': member(other, here, tandem.Admin),
		'm': member(other, there, tandem.Lecturer),
		'D': member(other, there, tandem.Coordinator),
		'B': member(other, there, tandem.Admin),
		's': tandem.SystemActor(),
	}
}

func question(s tandem.QuestionState) tandem.Question {
	question := tandem.Question{ID: q, OwnerID: asker, InstitutionID: here, State: s}
	if s == tandem.QuestionDraft {
		question.InstitutionID = tandem.ID[tandem.Institution]{}
	}
	return question
}

func offering() tandem.Offering {
	return tandem.Offering{ID: tandem.NewID[tandem.Offering](), InstitutionID: here, LecturerID: lena}
}

func claim(s tandem.ClaimState) tandem.Claim {
	return tandem.Claim{ID: tandem.NewID[tandem.Claim](), QuestionID: q, InstitutionID: here, LecturerID: lena, State: s}
}

// check holds that exactly the actors in want may act, and that the others are
// denied in the one way that looks like NotFound.
func check(t *testing.T, want string, act func(tandem.Actor) error) {
	t.Helper()
	for letter, by := range actors() {
		err := act(by)
		if may := strings.IndexByte(want, letter) >= 0; may != (err == nil) {
			t.Errorf("actor %c: got %v, want allowed: %v", letter, err, may)
		}
		if err != nil && !errors.Is(err, tandem.Denied) {
			t.Errorf("actor %c: got %v, want kind denied", letter, err)
		}
	}
}

// TestQuestions is the table role × action × state. The letters of a cell are
// the actors that may act.
func TestQuestions(t *testing.T) {
	t.Parallel()
	table := []struct {
		states                                        []tandem.QuestionState
		view, sealed, withdraw, answer, review, judge string
	}{
		{
			states: []tandem.QuestionState{tandem.QuestionDraft},
			view:   "bos", sealed: "bos", withdraw: "bo", answer: "bo", review: "", judge: "",
		},
		{
			states: []tandem.QuestionState{
				tandem.QuestionSubmitted, tandem.QuestionMatched, tandem.QuestionDeclined,
				tandem.QuestionWithdrawn, tandem.QuestionExpired,
			},
			view: "bosKC", sealed: "bosKC", withdraw: "bo", answer: "bo", review: "KC", judge: "C",
		},
		{
			states: []tandem.QuestionState{
				tandem.QuestionOpen, tandem.QuestionClaimed, tandem.QuestionEngaged,
				tandem.QuestionCompleted, tandem.QuestionStopped,
			},
			view: "bosLlKC", sealed: "bosKC", withdraw: "bo", answer: "bo", review: "KC", judge: "C",
		},
	}
	seen := 0
	for _, row := range table {
		for _, state := range row.states {
			seen++
			t.Run(string(state), func(t *testing.T) {
				t.Parallel()
				one := question(state)
				check(t, row.view, func(by tandem.Actor) error { return policy.ViewQuestion(by, one) })
				check(t, row.sealed, func(by tandem.Actor) error { return policy.ViewSealed(by, one, tandem.Claim{}) })
				check(t, row.withdraw, func(by tandem.Actor) error { return policy.WithdrawQuestion(by, one) })
				check(t, row.answer, func(by tandem.Actor) error { return policy.AnswerQuestion(by, one) })
				check(t, row.answer, func(by tandem.Actor) error { return policy.AllowLearning(by, one) })
				allowed := one
				allowed.Learn = true
				check(t, row.review, func(by tandem.Actor) error { return policy.CorrectReading(by, allowed) })
				check(t, row.review, func(by tandem.Actor) error { return policy.ReviewQuestion(by, one) })
				check(t, row.review, func(by tandem.Actor) error { return policy.DeclineQuestion(by, one) })
				check(t, row.judge, func(by tandem.Actor) error { return policy.ApproveMatch(by, one, offering()) })
			})
		}
	}
	if want := len(tandem.QuestionStates()); seen != want {
		t.Errorf("the table holds %d states, want all %d", seen, want)
	}
}

func TestViewQuestionOfferedElsewhere(t *testing.T) {
	t.Parallel()
	check(t, "bosLlKCmD", func(by tandem.Actor) error {
		return policy.ViewQuestion(by, question(tandem.QuestionOpen), there)
	})
	check(t, "bosKC", func(by tandem.Actor) error {
		return policy.ViewQuestion(by, question(tandem.QuestionMatched), there)
	})
}

// TestEditQuestion: the owner is told of a claim by a Conflict, nobody else
// learns anything.
func TestEditQuestion(t *testing.T) {
	t.Parallel()
	for _, state := range tandem.QuestionStates() {
		one := question(state)
		if state.Editable() {
			check(t, "bo", func(by tandem.Actor) error { return policy.EditQuestion(by, one) })
			continue
		}
		for letter, by := range actors() {
			want := tandem.Denied
			if letter == 'b' || letter == 'o' {
				want = tandem.Conflict
			}
			if err := policy.EditQuestion(by, one); !errors.Is(err, want) {
				t.Errorf("%s, actor %c: got %v, want %s", state, letter, err, want)
			}
		}
	}
}

func TestSealedPartWhileClaimed(t *testing.T) {
	t.Parallel()
	one := question(tandem.QuestionClaimed)
	for state, want := range map[tandem.ClaimState]string{
		tandem.ClaimOpen: "bosKCL", tandem.ClaimEngaged: "bosKCL", tandem.ClaimReleased: "bosKC", tandem.ClaimLapsed: "bosKC",
	} {
		check(t, want, func(by tandem.Actor) error { return policy.ViewSealed(by, one, claim(state)) })
	}
	elsewhere := claim(tandem.ClaimOpen)
	elsewhere.QuestionID = tandem.NewID[tandem.Question]()
	check(t, "bosKC", func(by tandem.Actor) error { return policy.ViewSealed(by, one, elsewhere) })
}

func TestWork(t *testing.T) {
	t.Parallel()
	one, c := question(tandem.QuestionClaimed), claim(tandem.ClaimOpen)
	check(t, "LK", func(by tandem.Actor) error { return policy.ClaimMatch(by, offering()) })
	check(t, "KC", func(by tandem.Actor) error { return policy.HoldPlace(by, offering()) })
	check(t, "LKC", func(by tandem.Actor) error { return policy.ViewLedger(by, offering()) })
	check(t, "LKC", func(by tandem.Actor) error { return policy.ReleaseClaim(by, c) })
	check(t, "LK", func(by tandem.Actor) error { return policy.StartWork(by, c) })
	check(t, "LKC", func(by tandem.Actor) error { return policy.EndWork(by, c) })
	check(t, "bo", func(by tandem.Actor) error { return policy.Evaluate(by, tandem.Company, one, c) })
	check(t, "LK", func(by tandem.Actor) error { return policy.Evaluate(by, tandem.Education, one, c) })

	free := offering()
	free.LecturerID = tandem.ID[tandem.Person]{}
	check(t, "LKl", func(by tandem.Actor) error { return policy.ClaimMatch(by, free) })
}

func TestManage(t *testing.T) {
	t.Parallel()
	check(t, "KCA", func(by tandem.Actor) error { return policy.ManageCatalog(by, here) })
	check(t, "KCAL", func(by tandem.Actor) error { return policy.ManageOffering(by, offering()) })
	check(t, "ABs", policy.ManageTaxonomy)
	check(t, "As", func(by tandem.Actor) error { return policy.ManagePeople(by, here) })
}

func TestScopes(t *testing.T) {
	t.Parallel()
	check(t, "KCD", func(by tandem.Actor) error { _, err := policy.ReviewScope(by); return err })
	check(t, "LlKCmD", func(by tandem.Actor) error { _, err := policy.BrowseScope(by); return err })
	check(t, "KCADB", func(by tandem.Actor) error { _, _, err := policy.MailScope(by); return err })

	scope, err := policy.BrowseScope(member(lena, here, tandem.Lecturer, tandem.Coordinator))
	if err != nil || len(scope.Institutions) != 1 || scope.Institutions[0] != here {
		t.Errorf("got scope %v, %v; want the one institution once", scope, err)
	}
}

func TestCorrectingNeedsTheOwnersConsent(t *testing.T) {
	t.Parallel()
	if err := policy.CorrectReading(actors()['C'], question(tandem.QuestionMatched)); !errors.Is(err, tandem.Conflict) {
		t.Errorf("the desk: got %v, want a conflict that says why", err)
	}
	if err := policy.CorrectReading(actors()['D'], question(tandem.QuestionMatched)); !errors.Is(err, tandem.Denied) {
		t.Errorf("another desk: got %v, want denied", err)
	}
}
