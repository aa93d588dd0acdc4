package page

import (
	"slices"
	"strconv"
	"strings"

	"github.com/tandem-hbo/tandem/internal/tandem"
	"github.com/tandem-hbo/tandem/web/text"
	"github.com/tandem-hbo/tandem/web/ui"
)

// talk is the messages between owner and desk, as the desk reads them.
func (p Review) talk() []ui.Message {
	var list []ui.Message
	for _, m := range p.Messages {
		said := ui.Message{Kind: "mine", By: m.Author, As: p.T(text.ReviewDesk), When: p.Moment(m.CreatedAt), ISO: p.ISO(m.CreatedAt), Text: m.Body}
		if m.FromOwner {
			said.Kind, said.As = "", p.T(text.ReviewOwner)
		} else if m.AsksReply {
			said.As = p.T(text.ReviewDesk) + ", " + p.T(text.ReviewAsked)
		}
		list = append(list, said)
	}
	return list
}

// happened says an event in words.
func (s Shell) happened(e tandem.Event) string {
	args := []any{"subject", e.SubjectName}
	for name, value := range e.Detail {
		args = append(args, name, value)
	}
	return s.Code("action", strings.ReplaceAll(e.Action, ".", "_"), args...)
}

// trail is all that happened, newest first.
func (p Review) trail() ui.Table {
	t := ui.Table{Label: p.T(text.ReviewTrailLabel), Compact: true, Columns: []ui.Column{
		{Text: p.T(text.ReviewTrailWhen)}, {Text: p.T(text.ReviewTrailWho)}, {Text: p.T(text.ReviewTrailWhat)},
	}}
	for _, e := range slices.Backward(p.Events) {
		who := e.ActorName
		if who == "" {
			who = p.T(text.ReviewOwner)
		}
		t.Rows = append(t.Rows, []string{p.Moment(e.At), who, p.happened(e)})
	}
	return t
}

// related says how another question went.
func (p Review) related(r tandem.Related) []string {
	name := r.ShownName
	if name == "" {
		name = p.T(text.QueueNoName)
	}
	lines := []string{name + ", " + p.T(text.ReviewRelatedState,
		"state", p.Code("question_state", string(r.State)), "year", strconv.Itoa(r.SubmittedAt.Year()))}
	if r.Offering != "" {
		lines = append(lines, r.Offering)
	}
	if r.CompanyGrade > 0 && r.EducationGrade > 0 {
		lines = append(lines, p.T(text.ReviewRelatedGrades, "company", tenths(r.CompanyGrade), "education", tenths(r.EducationGrade)))
	}
	return lines
}

func tenths(grade float64) float64 { return float64(int(10*grade+.5)) / 10 }

func (p Review) relatedHref(r tandem.Related) string { return "/werkvoorraad/" + r.ID.String() }

// reasons and referrals are the choices for saying no.
func (p Review) reasons() ui.Choices {
	c := ui.Choices{Name: "reason", Legend: p.T(text.ReviewReason), Error: p.Errors["reason"]}
	for _, r := range tandem.DeclineReasons() {
		c.Options = append(c.Options, ui.Choice{Value: string(r), Text: p.Code("decline_reason", string(r)), Checked: p.Form.Reason == string(r)})
	}
	return c
}

func (p Review) referrals() ui.Choices {
	c := ui.Choices{Name: "referral", Legend: p.T(text.ReviewReferral), Error: p.Errors["referral"]}
	for _, r := range tandem.Referrals() {
		c.Options = append(c.Options, ui.Choice{Value: string(r), Text: p.Code("referral", string(r)), Checked: p.Form.Referral == string(r)})
	}
	return c
}
