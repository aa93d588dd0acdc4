package page

import (
	"strings"
	"testing"

	"github.com/tandem-hbo/tandem/internal/tandem"
	"github.com/tandem-hbo/tandem/web/text"
	"github.com/tandem-hbo/tandem/web/ui"
)

// reviewOf is the page of a question with a text and what was read in it.
func reviewOf(body string, outcomes ...tandem.ReadOutcome) Review {
	q := tandem.Question{Text: body, Reading: tandem.Reading{Outcomes: outcomes}}
	return Review{Shell: Shell{Printer: text.For(text.NL)}, Dossier: tandem.Dossier{Question: q}}
}

// read is a suggested outcome that stands on a stretch of the text.
func read(body, on string) tandem.ReadOutcome {
	at := strings.Index(body, on)
	return tandem.ReadOutcome{Key: "x", Suggested: true, Evidence: []tandem.Fragment{{Start: at, End: at + len(on), Text: on}}}
}

// drawn writes a quote with marks as [text|numbers] and paragraphs as lines.
func drawn(q ui.Quote) string {
	var lines []string
	for _, paragraph := range q.Paragraphs {
		var line strings.Builder
		for _, p := range paragraph {
			if p.Note != "" {
				line.WriteString("[" + p.Text + "|" + p.Note + "]")
			} else {
				line.WriteString(p.Text)
			}
		}
		lines = append(lines, line.String())
	}
	return strings.Join(lines, "\n")
}

func TestQuoteMarksWhatTheReadingStandsOn(t *testing.T) {
	t.Parallel()
	body := "We gooien brood weg.\n\nWij weten niet hoeveel 🍞."
	moved := read(body, "brood")
	moved.Evidence[0].Text = "taart"
	inTitle := read(body, "brood")
	inTitle.Evidence[0].InTitle = true
	beyond := tandem.ReadOutcome{Suggested: true, Evidence: []tandem.Fragment{{Start: -1, End: 4}, {Start: 2, End: 900}, {Start: 5, End: 5}}}
	tests := map[string]struct {
		outcomes []tandem.ReadOutcome
		want     string
	}{
		"nothing read":         {nil, "We gooien brood weg.\nWij weten niet hoeveel 🍞."},
		"two in order of text": {[]tandem.ReadOutcome{read(body, "hoeveel 🍞"), read(body, "brood")}, "We gooien [brood|2] weg.\nWij weten niet [hoeveel 🍞|1]."},
		"one stretch for both": {[]tandem.ReadOutcome{read(body, "brood weg"), read(body, "brood")}, "We gooien [brood weg|1 2].\nWij weten niet hoeveel 🍞."},
		"changed since":        {[]tandem.ReadOutcome{moved}, "We gooien brood weg.\nWij weten niet hoeveel 🍞."},
		"in the title":         {[]tandem.ReadOutcome{inTitle}, "We gooien brood weg.\nWij weten niet hoeveel 🍞."},
		"beyond the text":      {[]tandem.ReadOutcome{beyond}, "We gooien brood weg.\nWij weten niet hoeveel 🍞."},
	}
	for name, tt := range tests {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			if got := drawn(reviewOf(body, tt.outcomes...).quote()); got != tt.want {
				t.Errorf("got %q, want %q", got, tt.want)
			}
		})
	}
}

func TestLessonsTellReadFromConfirmed(t *testing.T) {
	t.Parallel()
	p := reviewOf("x", tandem.ReadOutcome{Key: "a", Probability: .9, Suggested: true},
		tandem.ReadOutcome{Key: "b", Probability: .6, Suggested: true}, tandem.ReadOutcome{Key: "c", Probability: .1})
	p.Question.Wishes = []tandem.Wish{{Outcome: "b", Weight: 1}, {Outcome: "d", Weight: 3}}
	got := p.lessons()
	want := []struct{ name, says string }{{"a", "koos het niet"}, {"b", "bevestigde dit, weegt 25%"}, {"d", "koos dit zelf, weegt 75%"}}
	if len(got) != len(want) {
		t.Fatalf("got %+v, want three lessons", got)
	}
	for i, w := range want {
		if got[i].name != w.name || !strings.Contains(got[i].why, w.says) || got[i].number != i+1 {
			t.Errorf("got %+v, want %s: %s", got[i], w.name, w.says)
		}
	}
}

func TestQueueHasWordsForEverything(t *testing.T) {
	t.Parallel()
	for _, lang := range text.Langs() {
		p := text.For(lang)
		has := func(group, code string) {
			if !p.Has(group, code) {
				t.Errorf("%s has no %s %s", lang, group, code)
			}
		}
		for _, part := range tandem.QueueParts() {
			has("queue_part", string(part))
			has("queue_empty", string(part))
			has("queue_empty_text", string(part))
		}
		for _, r := range tandem.QueueRisks() {
			if r != tandem.RiskNone {
				has("queue_risk", string(r))
			}
		}
		for _, s := range tandem.QuestionStates() {
			if s != tandem.QuestionDraft {
				has("queue_calm", string(s))
			}
		}
	}
}

func TestRiskSaysTheDays(t *testing.T) {
	t.Parallel()
	tests := []struct {
		risk tandem.QueueRisk
		days int
		want string
	}{
		{tandem.RiskPromiseLate, 1, "Belofte 1 dag te laat. Nog niemand antwoordde."},
		{tandem.RiskPromiseSoon, 1, "Belofte loopt morgen af. Nog niemand antwoordde."},
		{tandem.RiskPromiseSoon, 2, "Belofte loopt over 2 dagen af. Nog niemand antwoordde."},
		{tandem.RiskOwnerReplied, 0, "De ondernemer antwoordde vandaag."},
		{tandem.RiskWishedNear, -3, "De gewenste datum is voorbij."},
		{tandem.RiskClaimLapses, -1, "De plek vervalt vandaag als het werk niet start."},
		{tandem.RiskNone, 0, "Staat open voor docenten."},
	}
	s := Shell{Printer: text.For(text.NL)}
	for _, tt := range tests {
		if got := s.risk(tandem.QueueRow{Risk: tt.risk, Days: tt.days, State: tandem.QuestionOpen}); got != tt.want {
			t.Errorf("%s %d: got %q, want %q", tt.risk, tt.days, got, tt.want)
		}
	}
}
