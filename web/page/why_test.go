package page

import (
	"slices"
	"strings"
	"testing"

	"github.com/tandem-hbo/tandem/internal/tandem"
	"github.com/tandem-hbo/tandem/web/text"
)

func whyTaxonomy() *tandem.Taxonomy {
	named := func(nl string) tandem.Words { return tandem.Words{NL: nl, EN: nl + "-en"} }
	return &tandem.Taxonomy{
		Outcomes: []tandem.Outcome{{Key: "talent", Plain: named("talent")}, {Key: "ideas", Plain: named("ideeën")}},
		Forms:    []tandem.CollaborationForm{{Key: "class", Plain: named("klas")}, {Key: "lab", Plain: named("lab")}, {Key: "desk", Plain: named("loket")}},
	}
}

func whyFits() []Fit {
	t := whyTaxonomy()
	first := tandem.Score{
		Reasons: []tandem.Reason{
			{Side: tandem.Company, Outcome: "talent", Weight: .3, Points: .21}, {Side: tandem.Company, Outcome: "ideas", Weight: .7, Points: .004},
			{Side: tandem.Education, Outcome: "ideas", Points: .4},
		},
		Effort: []tandem.EffortTerm{
			{Code: tandem.EffortThreshold, Points: .3}, {Code: tandem.EffortSize, Key: "micro", Points: .1},
			{Code: tandem.EffortText, Key: "intern", Points: -.14, Evidence: []tandem.Fragment{{Text: "een  stagiair"}}},
			{Code: tandem.EffortRest, Points: .2},
		},
	}
	second := tandem.Score{Changes: []tandem.Change{{Code: "other_wish", Outcome: "talent", Number: .46}}}
	shut := tandem.Score{Gates: []tandem.Gate{{Code: "desk"}}}
	return []Fit{{t.Forms[0], first}, {t.Forms[1], second}, {t.Forms[2], shut}}
}

func TestFitLines(t *testing.T) {
	t.Parallel()
	w := Why{
		First:  &tandem.Difference{Side: tandem.Education, Code: tandem.DifferenceOutcome, Key: "ideas"},
		Agreed: tandem.Agreement{Agree: 4, Of: 6, Differ: []tandem.Dissent{{Method: tandem.MethodSum, First: 1}, {Method: tandem.MethodTOPSIS, First: 1}}},
		Contrast: []tandem.Difference{
			{Side: tandem.Company, Code: tandem.DifferenceOutcome, Key: "talent", Points: .12},
			{Side: tandem.Education, Code: tandem.EffortThreshold, Points: -.05}, {Side: tandem.Company, Code: tandem.EffortRest, Points: .04},
		},
	}
	got := Shell{Printer: text.For(text.NL)}.fitLines(whyFits(), w, whyTaxonomy())
	want := []string{
		"Telt het zwaarst: ideeën, voor de opleiding.",
		"Voor jou: talent 21",
		"Voor de opleiding: ideeën 40",
		"Door tekst en gegevens: ‘een stagiair’ +14, grootte van het bedrijf −10",
		"Vergeleken met ‘lab’: talent +12, wat het vooraf vraagt (opleiding) −5",
		"Telt ‘talent’ voor 46% mee in plaats van 30%? Dan komt ‘lab’ bovenaan.",
		"4 van de 6 rekenmanieren zetten ‘klas’ bovenaan.",
		"Optellen en TOPSIS: ‘lab’ bovenaan.",
	}
	if !slices.Equal(got, want) {
		t.Errorf("got\n%s\nwant\n%s", strings.Join(got, "\n"), strings.Join(want, "\n"))
	}
}

func TestRowLines(t *testing.T) {
	t.Parallel()
	s, fits := Shell{Printer: text.For(text.NL)}, whyFits()
	fits[2].Score.Changes = []tandem.Change{{Code: "desk"}, {Code: "more_hours", Number: 2}}
	for i, want := range map[int]string{
		0: "Voor jou: talent 21\nVoor de opleiding: ideeën 40\nDoor tekst en gegevens: ‘een stagiair’ +14, grootte van het bedrijf −10",
		1: "Laat ‘talent’ voor 46% meetellen. Dan komt ‘lab’ bovenaan.",
		2: "Zorg voor een werkplek. Maak 2 uur per week vrij. Dan kan ‘loket’ ook.",
	} {
		if got := strings.Join(s.rowLines(fits[i], whyTaxonomy()), "\n"); got != want {
			t.Errorf("got\n%s\nwant\n%s", got, want)
		}
	}
}

func TestGains(t *testing.T) {
	t.Parallel()
	list := []tandem.Improvement{
		{Form: "lab", Top: true, Changes: []tandem.Change{{Code: "other_wish", Outcome: "talent", Number: .46}}},
		{Form: "class", Changes: []tandem.Change{{Code: "desk"}, {Code: "supervisor"}, {Code: "not_critical"}}},
		{Form: "desk", Changes: []tandem.Change{{Code: "desk"}, {Code: "supervisor"}}},
		{Form: "class", Gain: .043, Changes: []tandem.Change{{Code: "more_hours", Number: 1}}},
		{Form: "gone", Changes: []tandem.Change{{Code: "desk"}}},
	}
	var got []string
	for _, g := range (Shell{Printer: text.For(text.NL)}).gains(list, whyTaxonomy()) {
		got = append(got, g.Name+": "+g.Value)
	}
	want := []string{
		"bovenaan: Laat ‘talent’ voor 46% meetellen. Dan komt ‘lab’ bovenaan.",
		"+1 vorm: Zorg voor een werkplek. Zoek iemand op hbo-niveau die kan begeleiden. Dan kan ‘loket’ ook.",
		"+4: Maak 1 uur per week vrij. Dan is ‘klas’ meer waard.",
	}
	if !slices.Equal(got, want) {
		t.Errorf("got %q, want %q", got, want)
	}
}

func TestAgreementInWords(t *testing.T) {
	t.Parallel()
	s := Shell{Printer: text.For(text.EN)}
	for want, a := range map[string]tandem.Agreement{
		"": {},
		"All 6 ways of ranking put ‘B’ first.":        {Agree: 6, Of: 6},
		"5 of 6 ways of ranking put ‘B’ first.":       {Agree: 5, Of: 6},
		"Only our own way of ranking puts ‘B’ first.": {Agree: 1, Of: 6},
	} {
		if got := strings.Join(s.agreement(a, []string{"", "B"}), " "); got != want {
			t.Errorf("got %q, want %q", got, want)
		}
	}
}

func TestEveryReasonHasWords(t *testing.T) {
	t.Parallel()
	for _, lang := range text.Langs() {
		p := text.For(lang)
		for group, codes := range map[string][]string{
			"method": tandem.Methods(), "method_text": tandem.Methods(), "effort": tandem.EffortCodes(),
		} {
			for _, code := range codes {
				if !p.Has(group, code) {
					t.Errorf("%s has no %s %s", lang, group, code)
				}
			}
		}
	}
}

func TestShortened(t *testing.T) {
	t.Parallel()
	for in, want := range map[string]string{
		"kort\n en goed": "kort en goed",
		"éénheel lange zin die maar niet wil ophouden": "éénheel lange zin die maar niet wil opho…",
	} {
		if got := shortened(in); got != want {
			t.Errorf("got %q, want %q", got, want)
		}
	}
}
