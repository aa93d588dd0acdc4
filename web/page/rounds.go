package page

import (
	"slices"
	"strconv"

	"github.com/tandem-hbo/tandem/internal/tandem"
	"github.com/tandem-hbo/tandem/web/text"
	"github.com/tandem-hbo/tandem/web/ui"
)

// Rounds lists the teaching periods of the institutions that the reader
// coordinates, with capacity against demand.
type Rounds struct {
	Shell
	Rows []tandem.RoundRow
	// Names of institutions, for who coordinates more than one.
	Names map[tandem.ID[tandem.Institution]]string
}

// part are the rounds that have begun, the last one first, or the others, the
// soonest first.
func (p Rounds) part(past bool) []tandem.RoundRow {
	var list []tandem.RoundRow
	for _, r := range p.Rows {
		if (r.State == tandem.RoundPast) == past {
			list = append(list, r)
		}
	}
	slices.SortStableFunc(list, func(a, b tandem.RoundRow) int {
		if past {
			a, b = b, a
		}
		return a.Start.Compare(b.Start)
	})
	return list
}

// table heads the rounds of one part. Of a round that has begun, nobody asks any
// more how many questions could go in it.
func (p Rounds) table(label text.Key, past bool) ui.Table {
	columns := []ui.Column{{Text: p.T(text.RoundColumnPeriod)}, {Text: p.T(text.RoundColumnPlaces)}}
	if !past {
		columns = append(columns, ui.Column{Text: p.T(text.RoundColumnQuestions), Number: true}, ui.Column{Text: p.T(text.RoundColumnBalance)})
	}
	columns = append(columns, ui.Column{Text: p.T(text.RoundColumnPlaced), Number: true}, ui.Column{Text: p.T(text.RoundColumnState)})
	return ui.Table{Label: p.T(text.RoundTable) + ", " + p.T(label), Fold: true, Columns: columns}
}

func (p Rounds) dates(r tandem.RoundRow) string {
	return p.T(text.RoundDates, "start", p.ShortDate(r.Start), "end", p.ShortDate(r.End))
}

// balance tells whether there are more questions than places.
func (p Rounds) balance(r tandem.RoundRow) ui.Badge {
	switch over := r.Questions - r.Free(); {
	case r.Places == 0:
		return ui.Badge{Text: "–"}
	case over > 0:
		return ui.Badge{Text: p.N(text.RoundShortOf, over), Tone: "warn"}
	case over < 0:
		return ui.Badge{Text: p.N(text.RoundLeftOver, -over), Tone: "ok"}
	}
	return ui.Badge{Text: p.T(text.RoundEnough), Tone: "ok"}
}

func (p Rounds) placed(r tandem.RoundRow) string {
	if r.State == tandem.RoundEmpty || r.State == tandem.RoundOpen || r.Placed == 0 {
		return "–"
	}
	return p.Number(r.Placed)
}

// chart draws capacity against demand of the coming rounds that have places.
func (p Rounds) chart() ui.ColumnChart {
	c := ui.ColumnChart{
		ID: "balance", Title: p.T(text.RoundChart), Desc: p.T(text.RoundChartText), Demand: p.T(text.RoundChartDemand),
		Supply: p.T(text.RoundChartSupply), AsTable: p.T(text.RoundAsTable), Name: p.T(text.RoundColumnPeriod),
		Difference: p.T(text.RoundChartDifference),
	}
	for _, r := range p.part(false) {
		if r.Places > 0 {
			c.Columns = append(c.Columns, ui.ColumnValue{
				Name: r.Name, Demand: r.Questions, Supply: r.Free(), Difference: p.signed(r.Free() - r.Questions),
			})
		}
	}
	return c
}

// Plans lists the plans of a round.
type Plans struct {
	Shell
	Period tandem.Period
	Rows   []tandem.Plan
	Pager  *ui.Pager
}

func (p Plans) table() ui.Table {
	return ui.Table{Label: p.T(text.RoundPlans), Fold: true, Columns: []ui.Column{
		{Text: p.T(text.RoundPlans)}, {Text: p.T(text.RoundPlanMade)}, {Text: p.T(text.RoundPlanHow)},
		{Text: p.T(text.RoundColumnPlaced), Number: true}, {Text: p.T(text.RoundFairCompany), Number: true},
		{Text: p.T(text.RoundFairEducation), Number: true}, {Text: p.T(text.RoundPlanPoints), Number: true}, {Text: p.T(text.RoundColumnState)},
	}}
}

// how says how a plan came to be.
func (s Shell) how(x tandem.Plan) string {
	return capital(s.Code("plan_origin", string(x.Origin))) + ", " + s.T(text.RoundPlanBy, "name", x.MadeBy, "moment", s.Moment(x.MadeAt))
}

// done reports whether a plan has figures.
func done(x tandem.Plan) bool { return x.State != tandem.PlanRunning && x.State != tandem.PlanFailed }

func (p Plans) figures(x tandem.Plan) []string {
	if !done(x) {
		return []string{"–", "–", "–", "–"}
	}
	return []string{
		p.T(text.RoundOf, "placed", x.Placed, "all", x.Asked), strconv.Itoa(hundred(x.Company)), strconv.Itoa(hundred(x.Education)),
		p.Number(points(x.Weight)),
	}
}

// ready are the plans that can be compared.
func ready(all []tandem.Plan) []tandem.Plan {
	var list []tandem.Plan
	for _, x := range all {
		if done(x) {
			list = append(list, x)
		}
	}
	return list
}

// PlanWait shows that a plan is being made.
type PlanWait struct {
	Shell
	Period tandem.Period
	Plan   tandem.Plan
}

// step says what is being done.
func (p PlanWait) step() string {
	steps := tandem.PlanSteps()
	at := 1
	for i, s := range steps {
		if s == p.Plan.Step {
			at = i + 1
		}
	}
	return p.T(text.RoundRunningAt, "step", at, "steps", len(steps), "what", p.Code("plan_step", string(steps[at-1])))
}

// refreshing is the shell of a page that fetches itself again.
func (p PlanWait) refreshing() Shell {
	s := p.Shell
	s.Refresh = 1
	return s
}
