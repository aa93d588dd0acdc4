package articulation

import "testing"

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
		{"*zoek*", "uitzoekwerk", true},
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
			tokens := tokenize(tt.text, false)
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
	for _, cue := range []string{"", "~ tijd", "tijd ~", "*", "a||b", "!"} {
		if _, err := parsePattern(cue); err == nil {
			t.Errorf("cue %q was taken", cue)
		}
		d := cueData{Sign: map[string][]string{"x": {cue}}}
		if _, err := newGrammar(d); err == nil {
			t.Errorf("grammar with cue %q was taken", cue)
		}
	}
}

func TestNegation(t *testing.T) {
	t.Parallel()
	d := cueData{Sign: map[string][]string{"intern": {"stagiair*"}, "no_time": {"geen tijd"}}}
	d.Negation.Window, d.Negation.Words = 2, []string{"geen", "niet"}
	g, err := newGrammar(d)
	if err != nil {
		t.Fatal(err)
	}
	tests := map[string]int{
		"een stagiair":              1,
		"geen stagiair":             0,
		"geen goede stagiair":       0,
		"geen plan. Een stagiair":   1,
		"geen tijd":                 1,
		"niet dat wij een stagiair": 1,
	}
	for text, want := range tests {
		if got := len(g.find(tokenize(text, false))); got != want {
			t.Errorf("%q has %d cues, want %d", text, got, want)
		}
	}
}

// Every sign that the model or a group names must be one the cues can give.
func TestModelNamesKnownSigns(t *testing.T) {
	t.Parallel()
	cues, err := loadCues()
	if err != nil {
		t.Fatal(err)
	}
	m, err := loadModel()
	if err != nil {
		t.Fatal(err)
	}
	known := func(sign string) bool {
		_, isSign := cues.Sign[sign]
		_, isGroup := cues.Group[sign]
		return isSign || isGroup || sign == "text_short" || sign == "text_long"
	}
	for outcome, l := range m.Outcome {
		for sign := range l.Sign {
			if !known(sign) {
				t.Errorf("%s names %s, which no cue gives", outcome, sign)
			}
		}
	}
	for group, members := range cues.Group {
		for _, sign := range members {
			if _, ok := cues.Sign[sign]; !ok {
				t.Errorf("group %s names %s, which no cue gives", group, sign)
			}
		}
	}
	if got := len(m.Outcome); got != 13 {
		t.Errorf("model knows %d outcomes, want 13", got)
	}
}
