package page

import (
	"strconv"

	"github.com/tandem-hbo/tandem/internal/tandem"
	"github.com/tandem-hbo/tandem/web/text"
	"github.com/tandem-hbo/tandem/web/ui"
)

// Queue is the work of a desk, what goes wrong first on top.
type Queue struct {
	Shell
	tandem.QueuePage
	Part tandem.QueuePart
	Span Span
	// Previous and Next are the addresses of the pages beside this one, or empty.
	Previous, Next string
}

// QueueHref is the address of a part of the queue.
func QueueHref(part tandem.QueuePart) string {
	if part == tandem.QueueToAnswer {
		return "/werkvoorraad"
	}
	return "/werkvoorraad?deel=" + string(part)
}

func (p Queue) tiles() ui.Tiles {
	t := ui.Tiles{Label: p.T(text.QueueParts)}
	for _, part := range tandem.QueueParts() {
		t.Items = append(t.Items, ui.Tile{
			Count: p.Number(p.Counts.Of(part)), Text: p.Code("queue_part", string(part)),
			Href: QueueHref(part), Current: part == p.Part,
		})
	}
	return t
}

// alarm names the question to begin with when it must not wait, or nil.
func (p Queue) alarm() *ui.Flash {
	if len(p.Rows) == 0 || p.Span.From > 1 {
		return nil
	}
	first := p.Rows[0]
	if tone, _ := riskLook(first); tone != "danger" {
		return nil
	}
	return &ui.Flash{
		Tone: "danger", Strong: p.T(text.QueueStart, "title", first.Title),
		Text: p.risk(first) + " " + p.T(text.QueueStartWhy),
	}
}

func (p Queue) row(i int, r tandem.QueueRow) ui.QueueRow {
	href := "/werkvoorraad/" + r.ID.String()
	do, kind := p.T(text.QueueDoOpen), "second"
	if r.State == tandem.QuestionMatched {
		do = p.T(text.QueueDoReview)
	}
	if i == 0 {
		kind = ""
	}
	tone, icon := riskLook(r)
	row := ui.QueueRow{
		Why: p.risk(r), WhyTone: tone, WhyIcon: icon, Title: r.Title, Href: href, Meta: p.meta(r),
		Action: ui.Button{Text: do, Kind: kind, About: r.Title, Href: href},
	}
	if r.Company > 0 || r.Education > 0 {
		row.Mini = p.Mini(worth(r.Company, r.CompanyEffort, ""), worth(r.Education, r.EducationEffort, ""))
	}
	return row
}

// worth puts a value and an effort of 0..1 on the scale of the picture.
func worth(value, effort float64, cost string) Worth {
	return Worth{Value: hundred(value), Effort: hundred(effort), Cost: cost}
}

// hundred is a share as pages show it; what a score has beyond its scale is left out.
func hundred(share float64) int { return int(100*min(1, max(0, share)) + .5) }

func (p Queue) meta(r tandem.QueueRow) []ui.Fact {
	name, lecturer := r.ShownName, r.Lecturer
	if name == "" {
		name = p.T(text.QueueNoName)
	}
	if lecturer == "" {
		lecturer = p.T(text.QueueNobody)
	}
	facts := []ui.Fact{{Icon: "store", Text: name}}
	if r.Region != "" {
		facts = append(facts, ui.Fact{Icon: "map-pin", Text: r.Region})
	}
	old := p.T(text.QueueToday)
	if days := int(p.At.Sub(r.SubmittedAt).Hours() / 24); days > 0 {
		old = p.N(text.QueueOld, days)
	}
	facts = append(facts, ui.Fact{Icon: "calendar", Text: old})
	if p.Part == tandem.QueueClaimed || p.Part == tandem.QueueAll {
		facts = append(facts, ui.Fact{Icon: "user", Text: lecturer})
	}
	return facts
}

// risk says why the question stands where it stands.
func (s Shell) risk(r tandem.QueueRow) string {
	code := string(r.Risk)
	switch {
	case r.Risk == tandem.RiskNone:
		return s.Code("queue_calm", string(r.State))
	case r.Days < 0 && s.Has("queue_risk", code+"_past"):
		code += "_past"
	case r.Days <= 0 && s.Has("queue_risk", code+"_today"):
		code += "_today"
	}
	return s.Code("queue_risk", code, "count", r.Days)
}

// riskLook is the colour and the sign of a reason.
func riskLook(r tandem.QueueRow) (tone, icon string) {
	switch r.Risk {
	case tandem.RiskPromiseLate:
		return "danger", "triangle-alert"
	case tandem.RiskPromiseToday:
		return "danger", "clock"
	case tandem.RiskOwnerReplied:
		return "warn", "message-circle"
	case tandem.RiskPromiseSoon:
		if r.Days <= 1 {
			return "danger", "clock"
		}
		return "warn", "clock"
	case tandem.RiskWishedNear:
		return "warn", "calendar-clock"
	case tandem.RiskClaimLapses, tandem.RiskExpiresSoon:
		return "warn", "hourglass"
	case tandem.RiskOwnerSilent:
		return "", "message-circle"
	case tandem.RiskUnclaimed:
		return "", "user"
	case tandem.RiskUnanswered:
		return "", "clock"
	}
	return "", "circle-check"
}

func (p Queue) empty() ui.Empty {
	e := ui.Empty{Title: p.Code("queue_empty", string(p.Part)), Text: p.Code("queue_empty_text", string(p.Part))}
	if p.Part != tandem.QueueAll {
		e.Action = ui.Button{Kind: "second", Text: p.T(text.QueueEmptyDo), Href: QueueHref(tandem.QueueAll)}
	}
	return e
}

func (p Queue) keys() ui.Keys {
	return p.Keys([]ui.Term{{Name: "j k", Value: p.T(text.QueueKeyNext)}})
}

// heading names the part, so that the browser's tab and history tell it.
func (p Queue) heading() string {
	return p.T(text.QueueTitle) + ", " + p.Code("queue_part", string(p.Part)) + " (" + strconv.Itoa(p.Counts.Of(p.Part)) + ")"
}
