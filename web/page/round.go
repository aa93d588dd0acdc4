package page

import (
	"maps"
	"math"
	"net/url"
	"strconv"
	"time"

	"github.com/tandem-hbo/tandem/internal/tandem"
	"github.com/tandem-hbo/tandem/web/text"
	"github.com/tandem-hbo/tandem/web/ui"
)

// Round is the planning of one period: its figures, one plan, and what can be
// done with it.
type Round struct {
	Shell
	R    tandem.Round
	Plan *tandem.PlanView // nil when there is none
	// Earlier tells that the plan was chosen, and is not the one of the round.
	Earlier bool
	Span    Span
	// Previous and Next are the addresses of the pages of rows beside this one.
	Previous, Next string
	Only           tandem.ID[tandem.Offering]
	Form           RoundForm
	Until          string // as typed
	If             WhatIfForm
	Effect         *tandem.Effect
	Errors         map[string]string
}

// RoundForm is the form of rules as typed.
type RoundForm struct {
	Mode      string            `form:"mode"`
	Shut      bool              `form:"shut"`
	Urgency   string            `form:"urgency"`
	Waited    string            `form:"waited"`
	MoveCost  string            `form:"move_cost"`
	MoveNever bool              `form:"move_never"`
	Least     map[string]string `form:"least"` // by LeastKey
	// From is the plan whose rows were shown, Shown the questions of those rows,
	// Fixed the ones that must stay.
	From  string   `form:"from"`
	Shown []string `form:"shown"`
	Fixed []string `form:"fixed"`
}

// LeastKey names a group in RoundForm.Least.
func LeastKey(m tandem.Minimum) string { return string(m.Kind) + "." + m.Key }

// RoundHref is the address of a round.
func RoundHref(id tandem.ID[tandem.Period]) string { return "/rondes/" + id.String() }

// PlanHref is the address of a plan.
func PlanHref(p tandem.Plan) string { return RoundHref(p.PeriodID) + "/plannen/" + p.ID.String() }

// RowsHref is the address of a page of the shown plan's rows.
func (p Round) RowsHref(leaf int) string {
	q := url.Values{"blad": {strconv.Itoa(leaf)}}
	if !p.Only.IsZero() {
		q.Set("aanbod", p.Only.String())
	}
	return PlanHref(p.Plan.Plan) + "?" + q.Encode() + "#who"
}

// placeHref is the address of the rows at one offering.
func (p Round) placeHref(o tandem.ID[tandem.Offering]) string {
	return PlanHref(p.Plan.Plan) + "?aanbod=" + o.String() + "#who"
}

// points is a weight as pages show it.
func points(weight int64) int { return int(math.Round(float64(weight) / 100)) }

// change is a difference of 0..1 in points, with its sign.
func (s Shell) change(share float64) string { return s.signed(int(math.Round(100 * share))) }

// signed is a number with its sign, and nought without.
func (s Shell) signed(n int) string {
	if n == 0 {
		return "0"
	}
	return s.Signed(n)
}

// ms is a time in a few digits.
func (s Shell) ms(took float64) string {
	if took >= 10 {
		return s.Number(int(math.Round(took)))
	}
	return s.Number(max(1, math.Round(took*10)) / 10)
}

// roundName names a round after its period and year.
func (s Shell) roundName(p tandem.Period) string {
	year := strconv.Itoa(p.AcademicYear) + "-" + strconv.Itoa(p.AcademicYear+1)
	return s.T(text.RoundName, "period", p.Name, "year", year)
}

// shown is the name of a company, or that it is hidden.
func (s Shell) shown(name string) string {
	if name == "" {
		return s.T(text.RoundNobody)
	}
	return name
}

// at names a place, or that there is none.
func (s Shell) at(offering string) string {
	if offering == "" {
		return s.T(text.RoundNowhere)
	}
	return offering
}

func (p Round) heading() string { return p.roundName(p.R.Period) }

func (p Round) lead() string {
	if p.R.Offerings == 0 {
		return p.T(text.RoundLeadNone)
	}
	said := p.List([]string{
		p.N(text.RoundQuestions, p.R.Questions), p.N(text.RoundPlacesCount, p.R.Free()), p.N(text.RoundOfferingsCount, p.R.Offerings),
	}) + "."
	if !p.R.LastDay.IsZero() {
		said += " " + p.T(text.RoundLastDay, "date", p.R.LastDay)
	}
	return said
}

func roundTone(s tandem.RoundState) string {
	switch s {
	case tandem.RoundApproved:
		return "ok"
	case tandem.RoundPlanned:
		return "shared"
	case tandem.RoundOpen:
		return "warn"
	}
	return ""
}

func (s Shell) roundBadge(state tandem.RoundState) ui.Badge {
	return ui.Badge{Text: s.Code("round_state", string(state)), Tone: roundTone(state)}
}

func (s Shell) planBadge(state tandem.PlanState) ui.Badge {
	tone := map[tandem.PlanState]string{tandem.PlanApproved: "ok", tandem.PlanFailed: "danger", tandem.PlanRunning: "shared"}
	return ui.Badge{Text: s.Code("plan_state", string(state)), Tone: tone[state]}
}

// figures are the numbers of the plan at a glance.
func (p Round) figures() ui.Facts {
	v := p.Plan
	free := 0
	for _, o := range v.Places {
		free += max(0, o.Places-o.Taken-o.Planned)
	}
	items := []ui.Term{
		{Name: p.T(text.RoundFactPlaced), Value: p.T(text.RoundOf, "placed", v.Placed, "all", p.N(text.RoundQuestions, v.Asked))},
		{Name: p.T(text.RoundFactCompany), Value: p.T(text.RoundMean, "value", hundred(v.Company)), Tone: "company"},
		{Name: p.T(text.RoundFactEducation), Value: p.T(text.RoundMean, "value", hundred(v.Education)), Tone: "edu"},
	}
	if v.Lowest != nil {
		said := p.T(text.RoundLowest, "value", lowest(*v.Lowest), "name", p.shown(v.Lowest.ShownName))
		items = append(items, ui.Term{Name: p.T(text.RoundFactLowest), Value: said})
	}
	return ui.Facts{Kind: "card", Items: append(items, ui.Term{Name: p.T(text.RoundFactFree), Value: p.Number(free)})}
}

func lowest(r tandem.PlanRow) int { return hundred(min(r.Score.Company, r.Score.Education)) }

// proof is what the certificate says.
func (p Round) proof() ui.Check {
	c := p.Plan.Certificate
	numbers := []any{"points", p.points(points(p.Plan.Weight)), "ms", p.ms(c.CheckMS), "gap", p.points(atMost(c.Gap()))}
	say := func(kind string, strong, more text.Key) ui.Check {
		return ui.Check{Kind: kind, Text: p.T(strong) + " " + p.T(more, numbers...)}
	}
	switch {
	case !c.Checked:
		return say("no", text.RoundUnproven, text.RoundUnprovenText)
	case c.Stable:
		return say("yes", text.RoundStable, text.RoundStableText)
	case c.Gap() > 0:
		return say("maybe", text.RoundNear, text.RoundNearText)
	}
	return say("yes", text.RoundProven, text.RoundProvenText)
}

// atMost is a gap in points, never less than it is.
func atMost(weight int64) int { return int((weight + 99) / 100) }

// calm are the lines under the figures: how sure, and what of the rules is not met.
func (p Round) calm() []ui.Check {
	list := []ui.Check{p.proof()}
	if n := p.Plan.Short; n > 0 {
		list = append(list, ui.Check{Kind: "maybe", Text: p.N(text.RoundShort, n)})
	}
	return list
}

func (p Round) about() string {
	return p.T(text.RoundAbout, "number", p.Plan.Number, "name", p.Plan.MadeBy, "moment", p.Moment(p.Plan.MadeAt))
}

// newest is the newest plan when it is being made or failed, or nil.
func (p Round) newest(state tandem.PlanState) *tandem.Plan {
	if len(p.R.Plans) == 0 || p.R.Plans[0].State != state {
		return nil
	}
	return &p.R.Plans[0]
}

// failure says why a plan could not be made, and what now.
func (p Round) failure(x tandem.Plan) string {
	if p.Has("problem_say", x.Failure) {
		return p.Code("problem_say", x.Failure)
	}
	return p.T(text.RoundFailedNote)
}

// canPlan reports whether a new plan can be made now.
func (p Round) canPlan() bool {
	return p.R.Offerings > 0 && p.R.State != tandem.RoundPast && p.newest(tandem.PlanRunning) == nil
}

// canApprove reports whether the shown plan can be sent: a draft of what there
// is, newer than what went out before it.
func (p Round) canApprove() bool {
	if p.Plan == nil || p.Plan.State != tandem.PlanDraft || p.Plan.Placed == 0 || p.R.State == tandem.RoundPast || p.supposes() {
		return false
	}
	before := p.sent()
	return before == nil || before.Number < p.Plan.Number
}

// supposes reports whether the shown plan rests on a what-if.
func (p Round) supposes() bool { return p.Plan.Origin == tandem.PlanWhatIf }

// sent is the plan of the round that went out, or nil.
func (p Round) sent() *tandem.Plan {
	for i := range p.R.Plans {
		if p.R.Plans[i].State == tandem.PlanApproved {
			return &p.R.Plans[i]
		}
	}
	return nil
}

func (p Round) action(what string) string { return PlanHref(p.Plan.Plan) + "/" + what }

// until is the last day of holding to begin with.
func (p Round) until() string {
	if p.Until != "" || p.Errors["until"] != "" {
		return p.Until
	}
	return p.R.At.AddDate(0, 0, p.R.LapseDays).Format(time.DateOnly)
}

// problems lists what is wrong in any of the page's forms.
func (p Round) problems() ui.Errors {
	labels := []ui.Term{
		{Name: "mode", Value: p.T(text.RoundRulesMode)}, {Name: "urgency", Value: p.T(text.RoundRulesUrgency)},
		{Name: "waited", Value: p.T(text.RoundRulesWaited)}, {Name: "move_cost", Value: p.T(text.RoundRulesMove)},
		{Name: "until", Value: p.T(text.RoundApproveUntil)}, {Name: p.If.numberID(), Value: p.Code("what_if_kind", p.If.kind())},
	}
	errors := map[string]string{}
	maps.Copy(errors, p.Errors)
	errors[p.If.numberID()] = p.Errors["number"]
	for i, m := range p.R.Minima {
		labels = append(labels, ui.Term{Name: leastID(i), Value: p.group(m.Kind, m.Key)})
		errors[leastID(i)] = p.Errors[LeastName(m)]
	}
	return p.summary(labels, errors)
}

// group names a group of questions.
func (s Shell) group(kind tandem.GroupKind, key string) string {
	for k, words := range map[tandem.GroupKind]string{
		tandem.GroupSector: "sector_name", tandem.GroupSize: "size", tandem.GroupFirst: "group_first",
	} {
		if kind == k && s.Has(words, key) {
			return s.Code(words, key)
		}
	}
	if key == "" {
		return ""
	}
	return capital(key)
}
