package server

import (
	"fmt"
	"strconv"
	"strings"

	"github.com/tandem-hbo/tandem/internal/tandem"
)

// outcomeValues writes an outcome as somebody would have typed it.
func outcomeValues(o tandem.Outcome) map[string]string {
	return map[string]string{
		"label.nl": o.Label.NL, "label.en": o.Label.EN, "plain.nl": o.Plain.NL, "plain.en": o.Plain.EN,
		"definition.nl": o.Definition.NL, "definition.en": o.Definition.EN, "sides.company": plainNumber(o.Sides.Company),
		"sides.shared": plainNumber(o.Sides.Shared), "sides.education": plainNumber(o.Sides.Education), "confidence": plainNumber(o.Confidence),
	}
}

// formValues writes a form and its cells as somebody would have typed them.
func formValues(t tandem.Taxonomy, f tandem.CollaborationForm) map[string]string {
	x := f.Facts
	v := map[string]string{
		"label.nl": f.Label.NL, "label.en": f.Label.EN, "plain.nl": f.Plain.NL, "plain.en": f.Plain.EN,
		"summary.nl": f.Summary.NL, "summary.en": f.Summary.EN,
		"thresholds.company": plainNumber(f.Thresholds.Company), "thresholds.education": plainNumber(f.Thresholds.Education),
		"facts.default_weeks": strconv.Itoa(x.DefaultWeeks), "facts.lead_time_weeks": strconv.Itoa(x.LeadTimeWeeks),
		"facts.start_months": listed(x.StartMonths), "facts.study_years": listed(x.StudyYears),
		"facts.min_company_fte": strconv.Itoa(x.MinCompanyFTE), "facts.min_companies": strconv.Itoa(x.MinCompanies),
		"facts.supervision_hours": strconv.Itoa(x.SupervisionHours), "facts.needs_supervisor": strconv.FormatBool(x.NeedsSupervisor),
		"facts.needs_desk": strconv.FormatBool(x.NeedsDesk), "facts.allows_critical": strconv.FormatBool(x.AllowsCritical),
		"facts.secrecy": x.Secrecy, "facts.basis": string(x.Basis),
	}
	for name, r := range map[string]tandem.Range{
		"duration_weeks": x.DurationWeeks, "team_size": x.TeamSize, "ec": x.EC, "owner_hours_per_week": x.OwnerHoursPerWeek,
	} {
		v["facts."+name+".min"], v["facts."+name+".max"] = plainNumber(r.Min), plainNumber(r.Max)
	}
	for _, o := range t.Outcomes {
		c, _ := t.Cell(o.Key, f.Key)
		name := "cell." + string(o.Key)
		v[name+".score"], v[name+".basis"], v[name+".rationale"] = strconv.Itoa(c.Score), string(c.Basis), c.Rationale
	}
	return v
}

func plainNumber(x float64) string { return strconv.FormatFloat(x, 'f', -1, 64) }

func listed(list []int) string {
	return strings.Trim(strings.ReplaceAll(fmt.Sprint(list), " ", ", "), "[]")
}

// values reads typed fields by name and gathers what it cannot read.
type values struct {
	reading

	typed map[string]string
}

func (v *values) words(name string) tandem.Words {
	return tandem.Words{NL: strings.TrimSpace(v.typed[name+".nl"]), EN: strings.TrimSpace(v.typed[name+".en"])}
}

func (v *values) float(name string) float64 { return v.decimal(name, v.typed[name]) }

func (v *values) int(name string) int { return v.whole(name, v.typed[name]) }

func (v *values) bounds(name string) tandem.Range {
	return tandem.Range{Min: v.float(name + ".min"), Max: v.float(name + ".max")}
}

// ints reads numbers with commas between; none is nil.
func (v *values) ints(name string) []int {
	var list []int
	for _, part := range strings.FieldsFunc(v.typed[name], func(r rune) bool { return r == ',' || r == ' ' }) {
		list = append(list, v.whole(name, part))
	}
	return list
}

func (v *values) outcome(key tandem.OutcomeKey) tandem.Outcome {
	return tandem.Outcome{
		Key: key, Label: v.words("label"), Plain: v.words("plain"), Definition: v.words("definition"),
		Sides:      tandem.Sides{Company: v.float("sides.company"), Shared: v.float("sides.shared"), Education: v.float("sides.education")},
		Confidence: v.float("confidence"),
	}
}

func (v *values) form(key tandem.FormKey) tandem.CollaborationForm {
	return tandem.CollaborationForm{
		Key: key, Label: v.words("label"), Plain: v.words("plain"), Summary: v.words("summary"),
		Thresholds: tandem.Thresholds{Company: v.float("thresholds.company"), Education: v.float("thresholds.education")},
		Facts: tandem.FormFacts{
			DurationWeeks: v.bounds("facts.duration_weeks"), DefaultWeeks: v.int("facts.default_weeks"),
			LeadTimeWeeks: v.int("facts.lead_time_weeks"), StartMonths: v.ints("facts.start_months"),
			TeamSize: v.bounds("facts.team_size"), StudyYears: v.ints("facts.study_years"), EC: v.bounds("facts.ec"),
			OwnerHoursPerWeek: v.bounds("facts.owner_hours_per_week"), MinCompanyFTE: v.int("facts.min_company_fte"),
			MinCompanies: v.int("facts.min_companies"), SupervisionHours: v.int("facts.supervision_hours"),
			NeedsSupervisor: v.typed["facts.needs_supervisor"] == "true", NeedsDesk: v.typed["facts.needs_desk"] == "true",
			AllowsCritical: v.typed["facts.allows_critical"] == "true", Secrecy: v.typed["facts.secrecy"],
			Basis: tandem.Basis(v.typed["facts.basis"]),
		},
	}
}

func (v *values) cells(t tandem.Taxonomy, form tandem.FormKey) []tandem.Cell {
	var list []tandem.Cell
	for _, o := range t.Outcomes {
		name := "cell." + string(o.Key)
		list = append(list, tandem.Cell{
			Outcome: o.Key, Form: form, Score: v.int(name + ".score"), Basis: tandem.Basis(v.typed[name+".basis"]),
			Rationale: strings.TrimSpace(v.typed[name+".rationale"]),
		})
	}
	return list
}
