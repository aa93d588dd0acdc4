package articulation

import (
	"slices"
	"testing"

	"github.com/tandem-hbo/tandem/internal/tandem"
)

func TestPatternMatches(t *testing.T) {
	t.Parallel()
	tests := []struct {
		cue, text string
		want      bool
	}{
		{"frisse blik", "een Frisse BLIK graag", true},
		{"frisse blik", "frisse. Blik", false},
		{"frisse blik", "frisse jonge blik", false},
		{"onderzoek*", "onderzoeksvraag", true},
		{"onderzoek*", "marktonderzoek", false},
		{"*onderzoek", "marktonderzoek", true},
		{"geen|weinig tijd", "weinig tijd", true},
		{"geen|weinig tijd", "veel tijd", false},
		{"zoek ~ plek", "zoek een rustige plek", true},
		{"zoek ~ plek", "zoek plek", true},
		{"zoek ~ plek", "zoek een hele mooie rustige plek", false},
		{"zoek ~ plek", "zoek. Een plek", false},
		{"efficiënt*", "EFFICIENTER", true},
		{"start-up", "een start-up", true},
		{"start-up", "startup", false},
		{"foto's", "mooie foto's", true},
		{"zoek ~ plek", "zoek", false},
	}
	for _, tt := range tests {
		t.Run(tt.cue+" in "+tt.text, func(t *testing.T) {
			t.Parallel()
			p, err := parsePattern(tt.cue)
			if err != nil {
				t.Fatal(err)
			}
			got := false
			tokens := wordsOf(tt.text)
			for at := range tokens {
				_, ok := p.match(tokens, at)
				got = got || ok
			}
			if got != tt.want {
				t.Errorf("match = %v, want %v", got, tt.want)
			}
		})
	}
}

func TestPatternRefused(t *testing.T) {
	t.Parallel()
	for _, cue := range []string{"", "~ tijd", "tijd ~", "*", "a||b", "!", "*zoek*", "x*", "*abc"} {
		if _, err := parsePattern(cue); err == nil {
			t.Errorf("cue %q was taken", cue)
		}
		d := cueData{Sign: map[string][]string{"x": {cue}}}
		if _, err := newGrammar(d, newLexicon(1)); err == nil {
			t.Errorf("grammar with cue %q was taken", cue)
		}
	}
}

func TestNegation(t *testing.T) {
	t.Parallel()
	d := cueData{Sign: map[string][]string{"intern": {"stagiair*"}, "no_time": {"geen tijd"}}}
	d.Negation.Window, d.Negation.Words = 2, []string{"geen", "niet"}
	l := newLexicon(1)
	g, err := newGrammar(d, l)
	if err != nil {
		t.Fatal(err)
	}
	m, err := loadModel("", l)
	if err != nil {
		t.Fatal(err)
	}
	r := &Reader{lexicon: l, grammar: g, model: m}
	tests := map[string]int{
		"een stagiair":              1,
		"geen stagiair":             0,
		"geen goede stagiair":       0,
		"geen plan. Een stagiair":   1,
		"geen tijd":                 1,
		"niet dat wij een stagiair": 1,
	}
	for text, want := range tests {
		x := r.open(Text{Body: text})
		r.count(x)
		if got := len(x.hits); got != want {
			t.Errorf("%q has %d cues, want %d", text, got, want)
		}
	}
}

// Every sign that the model weighs must be one the cues can give, and what the
// facts and the referral look for must exist.
func TestModelNamesKnownSigns(t *testing.T) {
	t.Parallel()
	r, err := New()
	if err != nil {
		t.Fatal(err)
	}
	for sign := range r.model.signs {
		if !slices.Contains(r.grammar.signs, sign) && !IsShape(sign) {
			t.Errorf("model weighs %s, which no cue gives", sign)
		}
	}
	if got := len(r.lanes.outcomes); got != 13 {
		t.Errorf("model knows %d outcomes, want 13", got)
	}
	if got := len(r.lanes.forms); got != 8 {
		t.Errorf("model knows %d forms, want 8", got)
	}
	if got := len(r.lanes.fields); got != len(tandem.Fields()) {
		t.Errorf("model knows %d fields, want %d", got, len(tandem.Fields()))
	}
}
