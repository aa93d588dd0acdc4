package page

import (
	"time"

	"github.com/tandem-hbo/tandem/internal/tandem"
	"github.com/tandem-hbo/tandem/web/ui"
)

// Gate says one hard rule with its verdict.
func (s Shell) Gate(g tandem.Gate) ui.Check {
	kind, group, count := "yes", "gate_ok", int(g.Have)
	if !g.OK {
		kind, group, count = "no", "gate_no", max(-g.Days, 0)
	}
	return ui.Check{Kind: kind, Text: s.Code(group, g.Code,
		"count", count, "date", s.maybeDay(g.Date), "need", g.Need, "have", g.Have)}
}

// Gates says all of them, what fails first.
func (s Shell) Gates(gates []tandem.Gate) []ui.Check {
	var failed, passed []ui.Check
	for _, g := range gates {
		if g.OK {
			passed = append(passed, s.Gate(g))
		} else {
			failed = append(failed, s.Gate(g))
		}
	}
	return append(failed, passed...)
}

// Verdicts says all hard rules, and what makes the pair weigh less without ruling it out.
func (s Shell) Verdicts(score tandem.Score) []ui.Check {
	return append(s.Softer(score), s.Gates(score.Gates)...)
}

// Softer says what makes a pair weigh less.
func (s Shell) Softer(score tandem.Score) []ui.Check {
	list := make([]ui.Check, 0, len(score.Softer))
	for _, code := range score.Softer {
		list = append(list, ui.Check{Kind: "warn", Text: s.Code("softer", code)})
	}
	return list
}

// Change says what the owner could do for a better match; outcome is the name of the change's outcome, if any.
func (s Shell) Change(c tandem.Change, outcome string) string {
	return s.Code("change", c.Code, "date", s.maybeDay(c.Date), "number", c.Number, "outcome", outcome, "percent", s.Percent(c.Number))
}

func (s Shell) maybeDay(t *time.Time) string {
	if t == nil {
		return ""
	}
	return s.Date(*t)
}
