package page

import (
	"testing"
	"time"

	"github.com/tandem-hbo/tandem/internal/tandem"
	"github.com/tandem-hbo/tandem/web/text"
)

func TestGateSaysItsNumbers(t *testing.T) {
	t.Parallel()
	on := time.Date(2027, time.June, 25, 0, 0, 0, 0, text.Amsterdam())
	for name, c := range map[string]struct {
		gate       tandem.Gate
		kind, want string
	}{
		"late":    {tandem.Gate{Code: "window", Days: -55, Date: &on}, "no", "Klaar op 25 juni 2027: 55 dagen te laat"},
		"one day": {tandem.Gate{Code: "window", Days: -1, Date: &on}, "no", "Klaar op 25 juni 2027: 1 dag te laat"},
		"places":  {tandem.Gate{Code: "places", OK: true, Have: 1}, "yes", "Nog 1 plek vrij"},
		"hours":   {tandem.Gate{Code: "hours", Need: 2, Have: 0.5}, "no", "Te weinig tijd: 2 uur per week nodig, 0,5 gegeven"},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			got := Shell{Printer: text.For(text.NL)}.Gate(c.gate)
			if got.Kind != c.kind || got.Text != c.want {
				t.Errorf("got %+v, want %s %q", got, c.kind, c.want)
			}
		})
	}
}

func TestGatesPutFailuresFirst(t *testing.T) {
	t.Parallel()
	got := Shell{Printer: text.For(text.EN)}.Gates([]tandem.Gate{{Code: "desk", OK: true}, {Code: "closed"}})
	if len(got) != 2 || got[0].Kind != "no" || got[1].Kind != "yes" {
		t.Errorf("got %+v, want the failed gate first", got)
	}
}

func TestChangeNamesTheOutcome(t *testing.T) {
	t.Parallel()
	s := Shell{Printer: text.For(text.EN)}
	got, want := s.Change(tandem.Change{Code: "other_wish", Number: .46}, "a fresh view"), "Let ‘a fresh view’ count for 46%"
	if got != want {
		t.Errorf("got %q, want %q", got, want)
	}
	if got, want := s.Change(tandem.Change{Code: "more_hours", Number: 2.5}, ""), "Make 2.5 hours a week free"; got != want {
		t.Errorf("got %q, want %q", got, want)
	}
}

func TestSofterIsAWarningBeforeTheGates(t *testing.T) {
	t.Parallel()
	score := tandem.Score{Gates: []tandem.Gate{{Code: "desk", OK: true}}, Softer: []string{"field"}}
	got := Shell{Printer: text.For(text.EN)}.Verdicts(score)
	if len(got) != 2 || got[0].Kind != "warn" || got[0].Text == "" || got[1].Kind != "yes" {
		t.Errorf("got %+v", got)
	}
}
