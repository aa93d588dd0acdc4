package taxonomy

import (
	"fmt"
	"strconv"
	"strings"

	"github.com/tandem-hbo/tandem/internal/tandem"
)

// Diff lists what an administrator changed between two versions, outcomes
// first, then forms, then cells. Both must pass Validate.
func Diff(before, after tandem.Taxonomy) []tandem.TaxonomyChange {
	var d differ
	for _, now := range after.Outcomes {
		was, _ := before.Outcome(now.Key)
		d.at(tandem.TaxonomyChange{Outcome: now.Key}, outcomeFields(was), outcomeFields(now))
	}
	for _, now := range after.Forms {
		was, _ := before.Form(now.Key)
		d.at(tandem.TaxonomyChange{Form: now.Key}, formFields(was), formFields(now))
	}
	for _, now := range after.Cells {
		was, _ := before.Cell(now.Outcome, now.Form)
		d.at(tandem.TaxonomyChange{Outcome: now.Outcome, Form: now.Form}, cellFields(was), cellFields(now))
	}
	return d.found
}

// shown is one field as an editor reads it.
type shown struct{ field, value string }

type differ struct{ found []tandem.TaxonomyChange }

// at compares fields pair by pair; both lists come from the same function.
func (d *differ) at(what tandem.TaxonomyChange, was, now []shown) {
	for i := range now {
		if was[i].value != now[i].value {
			what.Field, what.From, what.To = now[i].field, was[i].value, now[i].value
			d.found = append(d.found, what)
		}
	}
}

func outcomeFields(o tandem.Outcome) []shown {
	return []shown{
		{"label.nl", o.Label.NL}, {"label.en", o.Label.EN}, {"plain.nl", o.Plain.NL}, {"plain.en", o.Plain.EN},
		{"definition.nl", o.Definition.NL}, {"definition.en", o.Definition.EN},
		{"sides.company", decimal(o.Sides.Company)}, {"sides.shared", decimal(o.Sides.Shared)},
		{"sides.education", decimal(o.Sides.Education)}, {"confidence", decimal(o.Confidence)},
	}
}

func formFields(f tandem.CollaborationForm) []shown {
	words := []shown{
		{"label.nl", f.Label.NL}, {"label.en", f.Label.EN}, {"plain.nl", f.Plain.NL}, {"plain.en", f.Plain.EN},
		{"summary.nl", f.Summary.NL}, {"summary.en", f.Summary.EN},
		{"thresholds.company", decimal(f.Thresholds.Company)}, {"thresholds.education", decimal(f.Thresholds.Education)},
	}
	x := f.Facts
	return append(words,
		shown{"facts.duration_weeks", span(x.DurationWeeks)}, shown{"facts.default_weeks", strconv.Itoa(x.DefaultWeeks)},
		shown{"facts.lead_time_weeks", strconv.Itoa(x.LeadTimeWeeks)}, shown{"facts.start_months", numbers(x.StartMonths)},
		shown{"facts.team_size", span(x.TeamSize)}, shown{"facts.study_years", numbers(x.StudyYears)},
		shown{"facts.ec", span(x.EC)}, shown{"facts.owner_hours_per_week", span(x.OwnerHoursPerWeek)},
		shown{"facts.min_company_fte", strconv.Itoa(x.MinCompanyFTE)}, shown{"facts.min_companies", strconv.Itoa(x.MinCompanies)},
		shown{"facts.needs_supervisor", strconv.FormatBool(x.NeedsSupervisor)}, shown{"facts.needs_desk", strconv.FormatBool(x.NeedsDesk)},
		shown{"facts.allows_critical", strconv.FormatBool(x.AllowsCritical)}, shown{"facts.secrecy", x.Secrecy},
		shown{"facts.supervision_hours", strconv.Itoa(x.SupervisionHours)}, shown{"facts.basis", string(x.Basis)},
	)
}

func cellFields(c tandem.Cell) []shown {
	return []shown{{"score", strconv.Itoa(c.Score)}, {"basis", string(c.Basis)}, {"rationale", c.Rationale}}
}

func decimal(x float64) string { return strconv.FormatFloat(x, 'f', -1, 64) }

func span(r tandem.Range) string { return decimal(r.Min) + "–" + decimal(r.Max) }

func numbers(list []int) string {
	return strings.Trim(strings.ReplaceAll(fmt.Sprint(list), " ", ", "), "[]")
}
