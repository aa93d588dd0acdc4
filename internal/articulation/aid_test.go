package articulation_test

import (
	"slices"
	"strings"
	"testing"

	"github.com/tandem-hbo/tandem/internal/articulation"
	"github.com/tandem-hbo/tandem/internal/tandem"
)

func newAid(t *testing.T) *articulation.Aid {
	t.Helper()
	a, err := articulation.NewAid()
	if err != nil {
		t.Fatal(err)
	}
	return a
}

func TestHalves(t *testing.T) {
	t.Parallel()
	a := newAid(t)
	for name, c := range map[string]struct {
		text string
		want []string
	}{
		"announced": {
			"We zijn met 18 man. Ten eerste wil ik weten waarom onze monteurs steeds vertrekken. En dan nog iets heel anders: we willen een webshop voor losse onderdelen laten ontwerpen.",
			[]string{
				"We zijn met 18 man. Ten eerste wil ik weten waarom onze monteurs steeds vertrekken.",
				"We zijn met 18 man.\nEn dan nog iets heel anders: we willen een webshop voor losse onderdelen laten ontwerpen.",
			},
		},
		"in one sentence": {
			"First we want to know why our customers leave so soon, and secondly we need a new design for our shop window.",
			[]string{"First we want to know why our customers leave so soon,", "and secondly we need a new design for our shop window."},
		},
		"a weak word with two announced": {
			"Ik heb twee vragen over mijn kleine bakkerij in Schiedam zelf. Daarnaast zoek ik iemand die onze website opnieuw ontwerpt.",
			[]string{
				"Ik heb twee vragen over mijn kleine bakkerij in Schiedam zelf.", "Daarnaast zoek ik iemand die onze website opnieuw ontwerpt.",
			},
		},
		"one question":      {"Elke avond gooien we brood weg. Daarnaast is het op zaterdag juist om twee uur uitverkocht. Ik wil weten hoeveel we bakken.", nil},
		"something else":    {"We kunnen beter kiezen tussen meer theehuis, meer planten of iets heel anders, als we weten wie onze klanten zijn.", nil},
		"too short a half":  {"Ten eerste wil ik weten waarom onze monteurs vertrekken. Ten tweede niets.", nil},
		"nothing, or bytes": {"\xff\x00 ten tweede", nil},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			if got := a.Halves(c.text); !slices.Equal(got, c.want) {
				t.Errorf("got %q, want %q", got, c.want)
			}
		})
	}
}

func TestSaysAndTone(t *testing.T) {
	t.Parallel()
	a := newAid(t)
	got := a.Says("We hebben kassagegevens van drie jaar en al veel geprobeerd.")
	if want := []string{tandem.AskData, tandem.AskTried}; !slices.Equal(got, want) {
		t.Errorf("says: got %q, want %q", got, want)
	}
	for _, code := range a.Says(strings.Join(tandem.AskCodes(), " ") + " geheim haast bedrijven begeleider cijfers geprobeerd") {
		if !slices.Contains(tandem.AskCodes(), code) {
			t.Errorf("%s is no question to ask back", code)
		}
	}
	for text, want := range map[string]tandem.Tone{
		"Ik ben er zo klaar mee, niemand belt terug!":               {Angry: true},
		"Een landelijk platform voor alle 17 miljoen Nederlanders.": {Big: true},
		"Een landelijke keten wil weten wat klanten zoeken.":        {},
	} {
		if got := a.Tone(text); got != want {
			t.Errorf("%s: got %+v, want %+v", text, got, want)
		}
	}
}

func TestLastingLeavesOutHaste(t *testing.T) {
	t.Parallel()
	read := func(s articulation.Text) tandem.Reading {
		return tandem.Reading{Facts: tandem.Facts{Acute: strings.Contains(s.Body, "vandaag")}}
	}
	for text, want := range map[string]string{
		"De kassa ligt er weer uit. Er moet vandaag nog iemand komen! Dit gebeurt elke maand wel een keer.": "De kassa ligt er weer uit. Dit gebeurt elke maand wel een keer.",
		"Er moet vandaag nog iemand komen. Echt vandaag nog alsjeblieft!":                                   "Er moet vandaag nog iemand komen.",
		"": "",
	} {
		if got := articulation.Lasting(text, read); got != want {
			t.Errorf("got %q, want %q", got, want)
		}
	}
}
