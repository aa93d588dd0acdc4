package page

import (
	"time"

	"github.com/tandem-hbo/tandem/internal/tandem"
)

// firms are the companies of the invented round.
func firms() [][2]string {
	return [][2]string{
		{"Bakkerij Van Dorst", "Hoeveel brood per dag bakken?"}, {"Kwekerij Zuidgeest", "Kan de kas met minder gas?"},
		{"Fietsen Breur", "Welke klanten komen niet terug?"}, {"Van Es Installatie", "Planning uit één hoofd"},
		{"Garage Smit", "Hoe vinden monteurs ons?"}, {"", "Waar verliezen wij tijd in het magazijn?"},
	}
}

// sampleRound is a round with a plan in which everything is there to see once.
func sampleRound(s Shell) Round {
	at := day(2026, time.November, 23)
	period := tandem.Period{ID: tandem.NewID[tandem.Period](), Name: "Periode 3", AcademicYear: 2026, Start: day(2027, 2, 1), End: day(2027, 4, 9)}
	view := samplePlan(period, at)
	newest := view.Plan
	old := newest
	old.ID, old.Number, old.Origin, old.Placed, old.State = tandem.NewID[tandem.Plan](), 1, tandem.PlanMade, 22, tandem.PlanUndone
	r := tandem.Round{
		RoundRow: tandem.RoundRow{Period: period, State: tandem.RoundPlanned, Offerings: 5, Places: 26, Questions: 31, Placed: 24},
		At:       at, LapseDays: 14, LastDay: day(2026, 12, 14), Rules: view.Rules, Plans: []tandem.Plan{newest, old}, Shown: newest.ID,
		Minima: []tandem.Minimum{
			{Kind: tandem.GroupFirst, Key: tandem.FirstTime, Asked: 12}, {Kind: tandem.GroupRegion, Key: "Zuid-Holland", Asked: 19},
			{Kind: tandem.GroupRegion, Key: "Zeeland", Asked: 4}, {Kind: tandem.GroupSector, Key: "food", Asked: 7},
		},
	}
	p := Round{Shell: s, R: r, Plan: &view, Form: TypedRules(view.Rules), Span: Span{From: 1, To: len(view.Rows), All: view.All}}
	p.Next = PlanHref(newest) + "?blad=2"
	return p
}

func samplePlan(period tandem.Period, at time.Time) tandem.PlanView {
	v := tandem.PlanView{
		Plan: tandem.Plan{
			ID: tandem.NewID[tandem.Plan](), PeriodID: period.ID, Number: 2, State: tandem.PlanDraft, Origin: tandem.PlanMoved, Mode: tandem.PlanOptimal,
			MadeAt: at, MadeBy: "Karim Bouzid", Asked: 31, Placed: 24, Weight: 153_210, Company: .67, Education: .61,
		},
		Rules: tandem.PlanRules{
			Mode: tandem.PlanOptimal, Urgency: 20, Waited: 10, MoveCost: 5,
			Minima: []tandem.Minimum{{Kind: tandem.GroupFirst, Key: tandem.FirstTime, Least: 6}},
		},
		Stale: 3, All: 24, BlockingAll: 9, TookMS: 41,
		Certificate: tandem.Certificate{Value: 153_210, Bound: 153_210, Checked: true, CheckMS: .43},
		Minima: []tandem.MinimumCost{
			{Minimum: tandem.Minimum{Kind: tandem.GroupFirst, Key: tandem.FirstTime, Least: 6}, Served: 8},
			{Minimum: tandem.Minimum{Kind: tandem.GroupRegion, Key: "Zeeland", Least: 3}, Served: 3, Cost: 12_000},
		},
	}
	ids := []tandem.ID[tandem.Offering]{tandem.NewID[tandem.Offering](), tandem.NewID[tandem.Offering](), tandem.NewID[tandem.Offering](), tandem.NewID[tandem.Offering]()}
	titles := []string{"Data voor ondernemers", "Minor Data in het mkb", "Marketing in praktijk", "Procesverbetering"}
	for i, f := range firms() {
		v.Rows = append(v.Rows, tandem.PlanRow{
			QuestionID: tandem.NewID[tandem.Question](), ShownName: f[0], Title: f[1], OfferingID: ids[i%4], Offering: titles[i%4], Fixed: i == 0,
			Proposed: i == 3, Score: tandem.PlanScore{Company: .58 + .03*float64(i), Education: .61 - .04*float64(i), CompanyEffort: .24, EducationEffort: .38},
		})
	}
	v.Rows[0].Other = &tandem.Alternative{OfferingID: ids[1], Offering: titles[1], Company: .14, Education: -.02, Total: -900, Loses: "Kwekerij Zuidgeest"}
	v.Rows[1].Other = &tandem.Alternative{OfferingID: ids[0], Offering: "Start in september", Company: -.06, Education: 0, Total: -600, Gains: "Van Es Installatie"}
	v.Rows[2].Other = &tandem.Alternative{OfferingID: ids[2], Offering: titles[2]}
	v.Rows[4].Other = &tandem.Alternative{OfferingID: ids[3], Offering: titles[3], Company: .2, Education: -.06, Total: -40}
	v.Rows[5].Other = &tandem.Alternative{Company: -.7, Education: -.4, Total: -5500, Gains: "Bloemen Aan de Haven"}
	v.Lowest = &v.Rows[5]
	april := day(2027, 4, 12)
	v.Unplaced = []tandem.UnplacedGroup{
		{Reason: tandem.UnplacedOutbid, Count: 2, Rows: []tandem.Unplaced{
			{QuestionID: tandem.NewID[tandem.Question](), ShownName: "Bloemen Aan de Haven", Title: "Wat kopen mensen op zaterdag?", Offering: titles[0], Short: 310},
			{QuestionID: tandem.NewID[tandem.Question](), ShownName: "", Title: "Hoe delen wij diensten eerlijk in?", Offering: titles[3], Short: 40},
		}},
		{Reason: tandem.UnplacedTime, Count: 4, Start: &april},
		{Reason: tandem.UnplacedGate, Gate: "secrecy", Count: 2},
		{Reason: tandem.UnplacedNowhere, Count: 1, Rows: []tandem.Unplaced{{QuestionID: tandem.NewID[tandem.Question](), ShownName: "Drukkerij Hofman", Title: "Kan de pers sneller?"}}},
	}
	start := day(2027, 2, 8)
	v.Places = []tandem.PlacePlan{
		{OfferingID: ids[0], Title: titles[0], Programme: "Business IT & Management", Start: start, Places: 6, Taken: 1, Planned: 5, Price: 4100, More: 3100, Helped: 2, Bound: tandem.BoundPlaces},
		{OfferingID: ids[1], Title: titles[1], Programme: "Data Science", Start: start, Places: 3, Planned: 4, More: 2200, Helped: 1, Bound: tandem.BoundLecturer},
		{OfferingID: ids[2], Title: titles[2], Programme: "Commerciële Economie", Start: start, Places: 8, Planned: 6, Least: 4},
		{OfferingID: ids[3], Title: titles[3], Programme: "Technische Bedrijfskunde", Start: start, Places: 40, Taken: 4, Planned: 18, Least: 25, Bound: tandem.BoundProgramme},
	}
	v.Fairness = []tandem.FairRow{
		{Kind: tandem.GroupFirst, Key: tandem.FirstTime, Asked: 12, Served: 8, Company: .66, Education: .6},
		{Kind: tandem.GroupFirst, Key: tandem.CameAgain, Asked: 19, Served: 16, Company: .68, Education: .62},
		{Kind: tandem.GroupRegion, Key: "Zuid-Holland", Asked: 27, Served: 21, Company: .67, Education: .61},
		{Kind: tandem.GroupRegion, Key: "Zeeland", Asked: 4, Served: 3, Company: .63, Education: .58},
		{Kind: tandem.GroupSize, Key: "small", Asked: 8, Served: 0},
		{Kind: tandem.GroupProgramme, Key: "Data Science", Served: 4, Company: .7, Education: .66},
	}
	v.Blocking = []tandem.BlockingPair{
		{ShownName: "Garage Smit", Title: "Hoe vinden monteurs ons?", Now: titles[2], Offering: titles[0], Company: .12, Education: .03},
		{ShownName: "Bloemen Aan de Haven", Title: "Wat kopen mensen op zaterdag?", Offering: titles[1], Company: .61, Education: .02},
	}
	return v
}

func sampleEffect() *tandem.Effect {
	return &tandem.Effect{
		Placed: 25, Before: 24, Weight: 3100, Changed: 4, TookMS: 1.2, Breaks: 1, Changes: []tandem.PlanChange{
			{ShownName: "Bloemen Aan de Haven", To: "Data voor ondernemers"}, {ShownName: "Fietsen Breur", From: "Marketing in praktijk", To: "Data voor ondernemers", Company: .04, Education: .01},
			{From: "Procesverbetering"},
		},
	}
}

// sampleMove is a question with places to go to.
func sampleMove(r Round) Move {
	m := Move{Shell: r.Shell, Period: r.R.Period, To: NoPlace, Effect: sampleEffect()}
	m.Plan, m.Row = r.Plan.Plan, r.Plan.Rows[0]
	for _, row := range r.Plan.Rows {
		if row.Other != nil {
			a := *row.Other
			a.Score = row.Score
			m.Choices = append(m.Choices, a)
		}
	}
	late := day(2027, 6, 1)
	m.Choices = append(m.Choices, tandem.Alternative{
		OfferingID: tandem.NewID[tandem.Offering](), Offering: "Stage", Gate: &tandem.Gate{Code: "window", Days: -12, Date: &late},
	})
	return m
}

// sampleRounds lists a round in each state.
func sampleRounds(s Shell, r Round) Rounds {
	p := Rounds{Shell: s}
	for i, state := range tandem.RoundStates() {
		row := r.R.RoundRow
		row.Period.ID = tandem.NewID[tandem.Period]()
		row.State, row.Questions = state, 20+3*i
		row.Name = []string{"Periode 3", "Semester 2", "Periode 4", "Hele jaar", "Periode 1"}[i]
		row.Taken, row.Held = i, 2*i
		if state == tandem.RoundEmpty {
			row.Places, row.Offerings, row.Taken, row.Held = 0, 0, 0, 0
		}
		p.Rows = append(p.Rows, row)
	}
	return p
}

// sampleCompare sets two plans side by side.
func sampleCompare(r Round) Compare {
	a, b := *r.Plan, *r.Plan
	a.Plan = r.R.Plans[1]
	return Compare{Shell: r.Shell, Period: r.R.Period, Plans: r.R.Plans, Diff: &tandem.PlanDiff{
		A: a, B: b, Same: 20, Changed: 3, Changes: sampleEffect().Changes,
	}}
}
