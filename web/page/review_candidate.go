package page

import (
	"slices"
	"strconv"
	"strings"

	"github.com/tandem-hbo/tandem/internal/tandem"
	"github.com/tandem-hbo/tandem/web/text"
	"github.com/tandem-hbo/tandem/web/ui"
)

// bars is the picture of a candidate, with what it costs either side.
func (p Review) bars(c tandem.Candidate) ui.Bars {
	var company, education string
	if f, ok := p.Taxonomy.Form(c.Form); ok {
		hours := f.Facts.OwnerHoursPerWeek
		company = p.T(text.ReviewEffortCompany, "min", hours.Min, "max", hours.Max)
		education = p.T(text.ReviewEffortEducation, "hours", f.Facts.SupervisionHours)
	}
	return p.StaffBars("bars-"+strconv.Itoa(c.Rank),
		worth(c.Score.Company, c.Score.CompanyEffort, company),
		worth(c.Score.Education, c.Score.EducationEffort, education))
}

// form is the name of a candidate's form of collaboration.
func (p Review) form(key tandem.FormKey) string {
	f, ok := p.Taxonomy.Form(key)
	if !ok {
		return string(key)
	}
	return f.Plain.In(tandem.Language(p.Lang()))
}

func (p Review) badges(c tandem.Candidate) []ui.Badge {
	badges := []ui.Badge{{Text: p.form(c.Form)}}
	if c.State != tandem.MatchProposed {
		badges = append(badges, ui.Badge{Text: p.Code("match_state", string(c.State)), Tone: "ok", Icon: "check"})
	} else if c.Rank == 1 && c.Score.Value > 0 {
		badges = append(badges, ui.Badge{Text: p.T(text.ReviewBest), Tone: "shared", Icon: "star"})
	}
	return badges
}

func (p Review) programme(c tandem.Candidate) string {
	return p.T(text.ReviewProgramme, "programme", c.Programme, "institution", c.Institution, "year", c.StudyYear)
}

func (p Review) dates(c tandem.Candidate) string {
	return p.T(text.ReviewDates, "start", p.Date(c.Start), "end", p.Date(c.End), "deadline", p.day(c.Deadline))
}

// telling are the gates that a reader looks for first; checked are the others.
func (p Review) telling(c tandem.Candidate) []ui.Check {
	return append(p.Softer(c.Score), p.gatesThat(c, true)...)
}

func (p Review) checked(c tandem.Candidate) []ui.Check { return p.gatesThat(c, false) }

func (p Review) gatesThat(c tandem.Candidate, tell bool) []ui.Check {
	var list []tandem.Gate
	for _, g := range c.Score.Gates {
		if slices.Contains([]string{"window", "deadline", "places"}, g.Code) == tell {
			list = append(list, g)
		}
	}
	return p.Gates(list)
}

// value says the two-sided value with its interval, or that there is none.
func (p Review) value(c tandem.Candidate) string {
	s := c.Score
	if s.Value <= 0 {
		return p.T(text.ReviewOneSided)
	}
	return p.T(text.ReviewValue, "value", hundred(s.Value), "low", hundred(s.Low), "high", hundred(s.High))
}

// because names the three largest parts of each side's value, and of what text
// and answers moved.
func (p Review) because(c tandem.Candidate) []string {
	list := []string{
		p.T(text.ReviewBecauseCompany, "list", p.largest(c, tandem.Company)),
		p.T(text.ReviewBecauseEducation, "list", p.largest(c, tandem.Education)),
	}
	if moved := p.movers(c.Score, &p.Taxonomy); len(moved) > 0 {
		list = append(list, p.T(text.WhyMoved, "list", strings.Join(moved, ", ")))
	}
	return list
}

// compared sets the first proposal against the next one, and says how many ways
// of ranking name it.
func (p Review) compared() []string {
	able, list := p.proposals(), p.weighs(p.Why, &p.Taxonomy)
	if items := p.differences(p.Why.Contrast, &p.Taxonomy); len(items) > 0 && len(able) > 1 {
		list = append(list, p.T(text.WhyContrast, "other", able[1].Title, "list", strings.Join(items, ", ")))
	}
	names := make([]string, len(p.Candidates))
	for i, c := range p.Candidates {
		if c.Score.Feasible() {
			names[i] = c.Title
		}
	}
	return append(list, p.agreement(p.Why.Agreed, names)...)
}

func (p Review) largest(c tandem.Candidate, side tandem.Side) string {
	var list []string
	for _, r := range c.Score.Reasons {
		if r.Side != side || r.Points < .005 || len(list) == 3 {
			continue
		}
		key := text.ReviewBecauseItem
		if r.Evidence > 0 {
			key = text.ReviewBecauseMeasured
		}
		list = append(list, p.T(key, "outcome", p.outcome(r.Outcome), "points", hundred(r.Points), "count", r.Evidence))
	}
	return strings.Join(list, ", ")
}

// changes says what would lift a candidate, or nothing.
func (p Review) changes(c tandem.Candidate) []ui.Check {
	var list []ui.Check
	for _, change := range c.Score.Changes {
		do := strings.TrimSuffix(p.Change(change, p.outcome(change.Outcome)), ".")
		list = append(list, ui.Check{Icon: "lightbulb", Text: p.T(text.ReviewNearAfter,
			"change", do, "company", hundred(change.Company), "education", hundred(change.Education))})
	}
	return list
}

// missing says which gates of a near miss are shut, and what would open them.
func (p Review) missing(c tandem.Candidate) []ui.Check {
	var list []ui.Check
	for _, g := range c.Score.Gates {
		if !g.OK {
			list = append(list, p.Gate(g))
		}
	}
	if len(c.Score.Changes) == 0 {
		return append(list, ui.Check{Icon: "ban", Text: p.T(text.ReviewNearStuck)})
	}
	return append(list, p.changes(c)...)
}

// rules names the version the scores belong to.
func (p Review) rules() string {
	v := p.Candidates[0].Version
	return p.T(text.ReviewRules, "weights", v.Weights, "taxonomy", strconv.Itoa(v.Taxonomy))
}
