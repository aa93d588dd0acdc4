package page

import (
	"slices"
	"strconv"
	"time"

	"github.com/tandem-hbo/tandem/internal/tandem"
	"github.com/tandem-hbo/tandem/web/text"
	"github.com/tandem-hbo/tandem/web/ui"
)

// MyQuestion is the owner's page of one question.
type MyQuestion struct {
	Shell
	Q        tandem.OwnQuestion
	Why      Why // of the proposals
	Taxonomy *tandem.Taxonomy
	Now      time.Time
	Promise  Promise // of a question that was sent
	// Message is what was typed, Key the form's own; Faults are the sentences for fields.
	Message, Key string
	Faults       map[string]string
	// Step is the first step that a draft still needs.
	Step int
	// May says which acts fit now.
	May MyActs
}

// MyActs says what an owner may do now.
type MyActs struct{ Edit, Withdraw, Answer, Links, Learn bool }

func (p MyQuestion) path(rest string) string { return "/mijn-vraag/" + p.Q.ID.String() + rest }

// next is the one thing to do now, as title, text and button.
type next struct {
	title, text string
	button      ui.Button
}

func (p MyQuestion) next() next {
	if p.Q.Work == nil && p.asked() && p.May.Answer { // once work runs, the desk waits no more
		return next{p.T(text.QuestionNextReply), p.T(text.QuestionNextReplyText), ui.Button{Text: p.T(text.QuestionNextReplyGo), Href: "#messages"}}
	}
	if !p.Q.Kept.OfferingID.IsZero() {
		return next{p.T(text.QuestionNextKept), p.T(text.QuestionNextKeptText, "offering", p.Q.Kept.Offering, "date", p.lastDay(p.Q.Kept.Until)),
			ui.Button{Text: p.T(text.QuestionNextOpenGo), Href: "#proposals"}}
	}
	switch p.Q.State {
	case tandem.QuestionDraft:
		return next{p.T(text.QuestionNextDraft), p.T(text.QuestionNextDraftText),
			ui.Button{Text: p.T(text.QuestionNextDraftGo), Href: "/vraag/" + p.Q.ID.String() + "/stap/" + strconv.Itoa(p.Step), After: "arrow-right"}}
	case tandem.QuestionOpen:
		return next{p.T(text.QuestionNextOpen), p.N(text.QuestionNextOpenText, len(p.Q.Proposals)),
			ui.Button{Text: p.T(text.QuestionNextOpenGo), Href: "#proposals"}}
	case tandem.QuestionClaimed:
		return next{p.T(text.QuestionNextClaimed), p.T(text.QuestionNextClaimedText, "lecturer", p.lecturer()),
			ui.Button{Text: p.T(text.QuestionNextClaimedGo), Href: "#proposals"}}
	case tandem.QuestionSubmitted, tandem.QuestionMatched:
		state := p.Code("question_owner", string(p.Q.State))
		return next{title: p.T(text.QuestionNextWait), text: p.T(text.QuestionNextWaitText, "state", state)}
	}
	return p.ended()
}

// ended is what to do when the search is over.
func (p MyQuestion) ended() next {
	again := ui.Button{Text: p.T(text.QuestionAskAgain), Href: "/vraag", Kind: "second"}
	switch {
	case p.Q.State == tandem.QuestionWithdrawn:
		return next{p.T(text.QuestionNextWithdrawn), p.T(text.QuestionNextWithdrawnText), again}
	case p.Q.State == tandem.QuestionExpired:
		return next{p.T(text.QuestionNextExpired), p.T(text.QuestionNextExpiredText), again}
	case p.Q.Decline != nil:
		return next{p.T(text.QuestionNextDeclined), p.T(text.QuestionNextDeclinedText,
			"reason", p.Code("decline_reason", string(p.Q.Decline.Reason)), "referral", p.Code("referral", string(p.Q.Decline.Referral))), again}
	case p.Q.Work == nil:
		return next{p.T(text.QuestionNextWait), p.Code("question_owner", string(p.Q.State)), ui.Button{}}
	case p.Q.State == tandem.QuestionEngaged:
		return next{title: p.T(text.QuestionNextEngaged), text: p.T(text.QuestionNextEngagedText, "date", p.Q.Work.EndsOn, "contact", p.Q.Work.Contact)}
	case !p.Q.Work.Rated:
		return next{p.T(text.QuestionNextRate), p.T(text.QuestionNextRateText),
			ui.Button{Text: p.T(text.QuestionNextRateGo), Href: "/evaluatie/" + p.Q.Work.ID.String()}}
	}
	return next{p.T(text.QuestionNextDone), p.T(text.QuestionNextDoneText), again}
}

// asked reports whether the desk waits for an answer.
func (p MyQuestion) asked() bool {
	for _, m := range slices.Backward(p.Q.Messages) {
		if m.FromOwner {
			return false
		}
		if m.AsksReply {
			return true
		}
	}
	return false
}

func (p MyQuestion) lecturer() string {
	for _, o := range p.Q.Proposals {
		if o.Claimed {
			return o.Lecturer
		}
	}
	return ""
}

// trail shows where the question stands; an ended search stops where it was.
func (p MyQuestion) trail() ui.Trail {
	names := []text.Key{
		text.QuestionTrailSent, text.QuestionTrailRead, text.QuestionTrailOpen,
		text.QuestionTrailClaimed, text.QuestionTrailEngaged, text.QuestionTrailDone,
	}
	at := p.stage()
	var steps []ui.TrailStep
	for i, name := range names {
		step := ui.TrailStep{State: "todo", Text: p.T(name), Note: p.reached(i)}
		switch {
		case i < at:
			step.State = "done"
		case i == at:
			step.State = "now"
		}
		steps = append(steps, step)
	}
	return p.Trail(true, steps)
}

// stage is the stop of the trail that is going on now.
func (p MyQuestion) stage() int {
	switch p.Q.State {
	case tandem.QuestionOpen:
		return 3
	case tandem.QuestionClaimed:
		return 4
	case tandem.QuestionEngaged:
		return 5
	case tandem.QuestionCompleted, tandem.QuestionStopped:
		return 6
	case tandem.QuestionSubmitted, tandem.QuestionMatched:
		return 1
	}
	return 2
}

// reached is the day on which a stop of the trail was passed, from the events.
func (p MyQuestion) reached(stop int) string {
	states := [][]tandem.QuestionState{
		{tandem.QuestionSubmitted}, {tandem.QuestionOpen, tandem.QuestionDeclined}, {tandem.QuestionOpen},
		{tandem.QuestionClaimed}, {tandem.QuestionEngaged}, {tandem.QuestionCompleted, tandem.QuestionStopped},
	}[stop]
	if stop >= p.stage() {
		return ""
	}
	for _, e := range slices.Backward(p.Q.Events) {
		if e.SubjectKind == "question" && slices.Contains(states, tandem.QuestionState(e.ToState)) {
			return p.DayMonth(e.At)
		}
	}
	return ""
}

// thread is the talk with the desk.
func (p MyQuestion) thread() []ui.Message {
	var list []ui.Message
	for _, m := range p.Q.Messages {
		said := ui.Message{By: m.Author, As: p.T(text.QuestionCoordinator), When: p.Moment(m.CreatedAt), ISO: p.ISO(m.CreatedAt), Text: m.Body}
		if m.FromOwner {
			said.Kind, said.By, said.As = "mine", p.T(text.QuestionYou), ""
		}
		list = append(list, said)
	}
	return list
}

// story is the audit trail in plain words; what an owner has no word for is
// left out.
func (p MyQuestion) story() []string {
	var list []string
	for _, e := range p.Q.Events {
		if code := underscored(e.Action); p.Has("owner_event", code) {
			list = append(list, p.T(text.QuestionHappenedAt, "moment", p.Moment(e.At), "text", p.Code("owner_event", code)))
		}
	}
	return list
}

// underscored makes a code for texts of an action: question.sent is question_sent.
func underscored(action string) string {
	code := []byte(action)
	for i, c := range code {
		if c == '.' {
			code[i] = '_'
		}
	}
	return string(code)
}
