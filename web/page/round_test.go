package page

import (
	"strings"
	"testing"

	"github.com/a-h/templ"

	"github.com/tandem-hbo/tandem/internal/tandem"
	"github.com/tandem-hbo/tandem/web/text"
)

// roundPages are all pages of a round, with everything there is to show.
func roundPages(s Shell) map[string]templ.Component {
	r := sampleRound(s)
	tried, empty, none, sent, wrong := r, r, r, sampleRound(s), r
	tried.Effect, tried.If = sampleEffect(), WhatIfForm{Kind: "places", Number: "1"}
	empty.Plan, empty.R.Plans = nil, nil
	none.Plan, none.R.Plans, none.R.Offerings = nil, nil, 0
	sent.Plan.State, sent.Plan.CanUndo, sent.Plan.ApprovedAt, sent.Plan.HeldUntil = tandem.PlanApproved, true, &r.R.At, &r.R.At
	sent.R.Plans[0].State = tandem.PlanApproved
	wrong.Errors = map[string]string{"urgency": "te veel", "least[region.Zeeland]": "te veel", "until": "te laat", "number": "geen getal", "minima": "x"}
	pages := map[string]templ.Component{
		"round": r.Page(), "tried": tried.Page(), "empty": empty.Page(), "no places": none.Page(), "sent": sent.Page(), "wrong": wrong.Page(),
		"rounds": sampleRounds(s, r).Page(), "no rounds": Rounds{Shell: s}.Page(),
		"plans": Plans{Shell: s, Period: r.R.Period, Rows: r.R.Plans}.Page(), "no plans": Plans{Shell: s, Period: r.R.Period}.Page(),
		"compare": sampleCompare(r).Page(), "nothing to compare": Compare{Shell: s, Period: r.R.Period}.Page(), "move": sampleMove(r).Page(),
		"wait": PlanWait{Shell: s, Period: r.R.Period, Plan: tandem.Plan{Step: tandem.StepProve}}.Page(),
	}
	return pages
}

func TestRoundPagesAreWhole(t *testing.T) {
	t.Parallel()
	for _, lang := range text.Langs() {
		for name, c := range roundPages(Shell{Printer: text.For(lang), Compact: true}) {
			doc, _ := render(t, c)
			if n := doc.Find("h1").Length(); n != 1 {
				t.Errorf("%s %s: %d main headings", lang, name, n)
			}
			ids := map[string]bool{}
			for _, s := range doc.Find("[id]").EachIter() {
				id := s.AttrOr("id", "")
				if ids[id] {
					t.Errorf("%s %s: id %s is there twice", lang, name, id)
				}
				ids[id] = true
			}
			for _, s := range doc.Find("[form]").EachIter() {
				if id := s.AttrOr("form", ""); !ids[id] {
					t.Errorf("%s %s: a field of form %s, which is not there", lang, name, id)
				}
			}
			if said := doc.Find("main").Text(); strings.Contains(said, "{") || strings.Contains(said, "%!") {
				t.Errorf("%s %s: something was not filled in", lang, name)
			}
			for _, s := range doc.Find("input:not([type=hidden]), select").EachIter() {
				if id := s.AttrOr("id", ""); doc.Find("label[for='"+id+"']").Length()+s.Closest("label").Length() == 0 {
					t.Errorf("%s %s: no label for %s", lang, name, s.AttrOr("name", ""))
				}
			}
		}
	}
}

func TestInstead(t *testing.T) {
	t.Parallel()
	for want, o := range map[string]*tandem.Alternative{
		"Geen andere plek past.": nil,
		"Naar X: scheelt niets.": {OfferingID: tandem.NewID[tandem.Offering](), Offering: "X", Company: .004},
		"Naar X: bedrijf +14, opleiding −2. Y verliest dan zijn plek. Samen 9 punten slechter.": {
			OfferingID: tandem.NewID[tandem.Offering](), Offering: "X", Company: .14, Education: -.02, Total: -900, Loses: "Y",
		},
		"Zonder plek: bedrijf −70, opleiding 0. Z krijgt dan een plek. Samen even goed.": {Company: -.7, Total: -20, Gains: "Z"},
		"Naar X: bedrijf +1, opleiding 0. Samen 3 punten beter, maar het gaat in tegen een regel of tegen wat vaststaat.": {
			OfferingID: tandem.NewID[tandem.Offering](), Offering: "X", Company: .01, Total: 300,
		},
	} {
		if got := shell().instead(o); got != want {
			t.Errorf("got %q, want %q", got, want)
		}
	}
}

func TestProof(t *testing.T) {
	t.Parallel()
	for want, c := range map[string]tandem.Certificate{
		"Bewezen best. Geen plan met deze regels is meer waard dan 12 punten. Aparte code rekende dat na in 0,4 ms.":                              {Checked: true, Value: 9, Bound: 9, CheckMS: .43},
		"Bewezen bijna het beste. Samen 12 punten waard. Het best mogelijke plan is hooguit 2 punten beter. Aparte code rekende dat na in 12 ms.": {Checked: true, Value: 1000, Bound: 1101, CheckMS: 12.3},
		"Bewezen bijna het beste. Samen 12 punten waard. Het best mogelijke plan is hooguit 1 punt beter. Aparte code rekende dat na in 0,1 ms.":  {Checked: true, Value: 1000, Bound: 1001},
		"Bewezen stabiel. Geen bedrijf en vak willen samen liever iets anders. Aparte code rekende dat na in 0,1 ms.":                             {Checked: true, Stable: true},
		"Niet nagerekend. We konden niet bewijzen dat dit plan klopt. Reken opnieuw.":                                                             {Value: 1, Bound: 1},
	} {
		p := Round{Shell: shell(), Plan: &tandem.PlanView{Plan: tandem.Plan{Weight: 1234}, Certificate: c}}
		if got := p.proof().Text; got != want {
			t.Errorf("got %q, want %q", got, want)
		}
	}
}

func TestWorthOfAPlace(t *testing.T) {
	t.Parallel()
	p := Round{Shell: shell()}
	for want, o := range map[string]tandem.PlacePlan{
		"Eén plek erbij helpt 2 vragen: samen 31 punten beter.":                                      {Helped: 2, More: 3100},
		"Een plek erbij helpt nu niemand.":                                                           {},
		"De uren van de docent zijn op. Uren voor één plek meer helpen 1 vraag: samen 1 punt beter.": {Helped: 1, More: 100, Bound: tandem.BoundLecturer},
		"De opleiding zit vol. Een plek erbij helpt nu niemand.":                                     {Bound: tandem.BoundProgramme, Helped: 1},
		"Dit gaat niet door: te weinig vragen.":                                                      {Closed: true, Least: 4},
		"Nog 3 te weinig om door te gaan.":                                                           {Least: 4, Planned: 1},
	} {
		if got := p.worthOf(o); got != want {
			t.Errorf("got %q, want %q", got, want)
		}
	}
}

func TestPair(t *testing.T) {
	t.Parallel()
	r := sampleRound(shell())
	c := Compare{Plans: r.R.Plans}
	newest, old := r.R.Plans[0].ID, r.R.Plans[1].ID
	if a, b, ok := c.Pair("", "x"); !ok || a != old || b != newest {
		t.Errorf("got %v and %v", a, b)
	}
	if a, b, _ := c.Pair(newest.String(), old.String()); a != newest || b != old {
		t.Errorf("got %v and %v", a, b)
	}
	c.Plans[1].State = tandem.PlanFailed
	if _, _, ok := c.Pair("", ""); ok {
		t.Error("a failed plan was compared")
	}
}

func TestPlanSheet(t *testing.T) {
	t.Parallel()
	at := day(2027, 2, 8)
	name, head, rows := PlanSheet(shell(), tandem.Plan{Number: 3}, []tandem.PlanLine{
		{Title: "Brood", ShownName: "Bakker", Sector: "food", First: true, Offering: "Data", Start: &at, Score: tandem.PlanScore{Company: .64}, Weight: 5800},
		{Title: "Pers", Reason: tandem.UnplacedNowhere, Fixed: true},
	})
	if name != "ronde-3" || len(head) != len(rows[0]) || len(head) != len(rows[1]) {
		t.Fatalf("%s: %d heads, rows of %d and %d", name, len(head), len(rows[0]), len(rows[1]))
	}
	if rows[0][10] != 64 || rows[0][12] != 58 || rows[0][5] != "ja" || rows[1][14] != "past nergens" || rows[1][1] != "naam verborgen" || rows[1][9] != nil {
		t.Errorf("got %v", rows)
	}
}

func TestWhatCanBeSent(t *testing.T) {
	t.Parallel()
	r := sampleRound(shell())
	if !r.canApprove() {
		t.Error("a draft cannot be sent")
	}
	r.R.Plans[1].State = tandem.PlanApproved
	if !r.canApprove() {
		t.Error("a newer plan cannot take the place of one that was sent")
	}
	r.R.Plans[1].Number = 3
	if r.canApprove() {
		t.Error("an older plan can take the place of one that was sent")
	}
	r = sampleRound(shell())
	r.Plan.Origin = tandem.PlanWhatIf
	if r.canApprove() {
		t.Error("a plan of what is not there can be sent")
	}
}

func TestManyPlacesAreCut(t *testing.T) {
	t.Parallel()
	r := sampleRound(shell())
	for range 100 {
		r.Plan.Places = append(r.Plan.Places, tandem.PlacePlan{OfferingID: tandem.NewID[tandem.Offering](), Title: "x"})
	}
	last := r.Plan.Places[len(r.Plan.Places)-1].OfferingID
	r.Only = last
	list := r.sortedPlaces()
	if len(list) != listedPlaces || list[0].OfferingID != last || r.unlisted() != 44 || len(r.firstPlaces())+len(r.otherPlaces()) != listedPlaces {
		t.Errorf("%d are listed, %d left out, the first is %v", len(list), r.unlisted(), list[0])
	}
}
