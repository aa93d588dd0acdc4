package page

import (
	"math"
	"strconv"

	"github.com/tandem-hbo/tandem/internal/tandem"
	"github.com/tandem-hbo/tandem/web/text"
	"github.com/tandem-hbo/tandem/web/ui"
)

// Compare shows two plans of a round side by side.
type Compare struct {
	Shell
	Period tandem.Period
	Plans  []tandem.Plan // newest first
	Diff   *tandem.PlanDiff
}

// Pair picks the plans to compare: those named if they are there, else the one
// before the newest and the newest. It is not ok when there are no two.
func (p Compare) Pair(a, b string) (first, second tandem.ID[tandem.Plan], ok bool) {
	list := ready(p.Plans)
	if len(list) < 2 {
		return first, second, false
	}
	first, second = list[1].ID, list[0].ID
	for _, x := range list {
		if x.ID.String() == a {
			first = x.ID
		}
		if x.ID.String() == b {
			second = x.ID
		}
	}
	return first, second, true
}

func (p Compare) choices(chosen tandem.ID[tandem.Plan]) []ui.Option {
	var list []ui.Option
	for _, x := range ready(p.Plans) {
		said := p.T(text.RoundPlanNumber, "number", strconv.Itoa(x.Number)) + " (" + p.how(x) + ")"
		list = append(list, ui.Option{Value: x.ID.String(), Text: said, Selected: x.ID == chosen})
	}
	return list
}

func (p Compare) table() ui.Table {
	a, b := p.Diff.A, p.Diff.B
	t := ui.Table{Label: p.T(text.RoundCompareTable), Fold: true, Figures: true, Columns: []ui.Column{
		{Text: p.T(text.RoundCompareWhat)}, {Text: p.T(text.RoundPlanNumber, "number", strconv.Itoa(a.Number)), Number: true},
		{Text: p.T(text.RoundPlanNumber, "number", strconv.Itoa(b.Number)), Number: true},
		{Text: p.T(text.RoundCompareDifference), Number: true},
	}}
	for _, f := range []struct {
		name text.Key
		a, b int
	}{
		{text.RoundComparePlaced, a.Placed, b.Placed},
		{text.RoundComparePoints, points(a.Weight), points(b.Weight)},
		{text.RoundCompareCompany, hundred(a.Company), hundred(b.Company)},
		{text.RoundCompareEducation, hundred(a.Education), hundred(b.Education)},
		{text.RoundCompareLowest, least(a), least(b)},
		{text.RoundCompareShort, a.Short, b.Short},
		{text.RoundCompareBlocking, a.BlockingAll, b.BlockingAll},
	} {
		t.Rows = append(t.Rows, []string{capital(p.T(f.name)), p.Number(f.a), p.Number(f.b), p.signed(f.b - f.a)})
	}
	t.Rows = append(t.Rows, []string{p.T(text.RoundRulesMode), p.Code("plan_mode", string(a.Mode)), p.Code("plan_mode", string(b.Mode)), "–"})
	return t
}

// least is the lowest value of a plan for anybody.
func least(v tandem.PlanView) int {
	if v.Lowest == nil {
		return 0
	}
	return lowest(*v.Lowest)
}

func (p Compare) changes() ui.Table {
	t := ui.Table{Label: p.T(text.RoundCompareChangesTable), Fold: true, Columns: []ui.Column{
		{Text: p.T(text.RoundQuestion)}, {Text: p.T(text.RoundCompareFrom)}, {Text: p.T(text.RoundCompareTo)},
		{Text: p.T(text.RoundFairCompany), Number: true}, {Text: p.T(text.RoundFairEducation), Number: true},
	}}
	for _, c := range p.Diff.Changes {
		t.Rows = append(t.Rows, []string{p.shown(c.ShownName) + ": " + c.Title, p.at(c.From), p.at(c.To), p.change(c.Company), p.change(c.Education)})
	}
	return t
}

// Move is where one question can go instead, and what that costs.
type Move struct {
	Shell
	Period tandem.Period
	tandem.PlaceChoice
	To     string // the chosen offering's id, none for no place
	Effect *tandem.Effect
	Errors map[string]string
}

// NoPlace is the choice to leave a question without a place.
const NoPlace = "geen"

func (p Move) href() string { return PlanHref(p.Plan) + "/vragen/" + p.Row.QuestionID.String() }

// option is one place to choose.
type option struct {
	value, name, says string
	mini              *ui.Mini
	checked           bool
	shut              string // why it does not fit
}

func (p Move) options() []option {
	var list []option
	for _, c := range p.Choices {
		o := option{value: c.OfferingID.String(), name: c.Offering, says: p.costs(c), mini: p.planMini(c.Score)}
		if c.OfferingID.IsZero() {
			o.value, o.name, o.mini = NoPlace, p.T(text.RoundMovingOut), nil
		}
		if c.Gate != nil {
			o.shut = p.Gate(*c.Gate).Text
		}
		o.checked = o.value == p.To
		list = append(list, o)
	}
	return list
}

// costs says what a choice costs all together and changes for the question.
func (p Move) costs(c tandem.Alternative) string {
	said := p.T(text.RoundMovingCostNone)
	switch n := int(math.Round(float64(c.Total) / 100)); {
	case n < 0:
		said = p.T(text.RoundMovingCost, "points", p.points(-n))
	case n > 0:
		said = p.T(text.RoundMovingGain, "points", p.points(n))
	}
	said += " " + capital(p.T(text.RoundEffectValues, "company", p.change(c.Company), "education", p.change(c.Education))) + "."
	if c.Loses != "" {
		said += " " + p.T(text.RoundOtherLoses, "name", c.Loses)
	}
	if c.Gains != "" {
		said += " " + p.T(text.RoundOtherGains, "name", c.Gains)
	}
	return said
}

func (p Move) effect() Effect { return MoveSays(p.Shell, p.Effect, nil) }

func (p Move) problems() ui.Errors {
	return p.summary([]ui.Term{{Name: "naar", Value: p.T(text.RoundMovingWhere)}}, p.Errors)
}
