package page

import (
	"strconv"
	"time"

	"github.com/tandem-hbo/tandem/internal/tandem"
	"github.com/tandem-hbo/tandem/web/text"
	"github.com/tandem-hbo/tandem/web/ui"
)

// AdminForm is what the forms of the administration have in common.
type AdminForm struct {
	Shell
	Seen   string // how the thing stood when it was read
	Newer  bool   // somebody else changed it meanwhile
	Errors map[string]string
}

func (p AdminForm) field(name string, label text.Key, value string) ui.Field {
	return ui.Field{Name: name, Label: p.T(label), Value: value, Error: p.Errors[name], Required: true}
}

func (p AdminForm) help(name string, label, help text.Key, value string) ui.Field {
	f := p.field(name, label, value)
	f.Help = p.T(help)
	return f
}

func (p AdminForm) days(name string, label, help text.Key, value string) ui.Field {
	f := p.help(name, label, help, value)
	f.InputMode, f.Size = "numeric", "s"
	return f
}

func (p AdminForm) day(name string, label text.Key, value string) ui.Field {
	f := p.field(name, label, value)
	f.Type, f.Size = "date", "m"
	return f
}

// links lead to the parts of the administration; what needs an administrator is
// left out for others.
func (p Admin) links() []ui.LinkCard {
	var list []ui.LinkCard
	for _, l := range []struct {
		on         bool
		title, say text.Key
		href       string
	}{
		{p.All, text.PeopleTitle, text.AdminPeople, "/mensen"},
		{true, text.AdminProgrammes, text.AdminProgrammesLead, "/beheer/opleidingen"},
		{true, text.AdminPeriods, text.AdminPeriodsLead, "/beheer/periodes"},
		{p.All, text.AdminInstitution, text.AdminInstitutionLead, "/beheer/hogeschool"},
		{p.All, text.TaxonomyTitle, text.AdminFigures, "/beheer/cijfers"},
		{true, text.PeopleMailsTitle, text.AdminMail, "/post"},
	} {
		if l.on {
			list = append(list, ui.LinkCard{Title: p.T(l.title), Text: p.T(l.say), Href: l.href})
		}
	}
	return list
}

func (p InstitutionEdit) heading() string {
	if p.ID.IsZero() {
		return p.T(text.AdminInstitutionNew)
	}
	return p.T(text.AdminInstitution)
}

func (p InstitutionEdit) action() string {
	if p.ID.IsZero() {
		return "/beheer/hogeschool/nieuw"
	}
	return "/beheer/hogeschool"
}

func (p InstitutionEdit) labels() []ui.Term {
	return p.named([]text.Key{
		text.AdminName, text.AdminShortName, text.AdminCity, text.AdminPostcode, text.AdminDeskMail, text.AdminDeskPhone,
		text.AdminLapseDays, text.AdminExpireDays,
	}, "name", "short_name", "city", "postcode", "desk_mail", "desk_phone", "lapse_days", "expire_days")
}

// named gives the fields of a form the labels that its summary of faults uses.
func (s Shell) named(labels []text.Key, fields ...string) []ui.Term {
	list := make([]ui.Term, len(fields))
	for i, field := range fields {
		list[i] = ui.Term{Name: field, Value: s.T(labels[i])}
	}
	return list
}

// within adds the institution to an address.
func within(path string, in tandem.ID[tandem.Institution]) string {
	return path + "?institution=" + in.String()
}

func (p ProgrammeEdit) heading() string {
	if p.ID.IsZero() {
		return p.T(text.AdminProgrammeNew)
	}
	return p.T(text.AdminProgrammeEdit)
}

func (p ProgrammeEdit) action() string {
	if p.ID.IsZero() {
		return "/beheer/opleidingen/nieuw"
	}
	return programmeHref(p.ID)
}

func programmeHref(id tandem.ID[tandem.Programme]) string {
	return "/beheer/opleidingen/" + id.String()
}

func (p ProgrammeEdit) labels() []ui.Term {
	return p.named([]text.Key{text.AdminName, text.AdminDegree, text.AdminFields}, "name", "level", "fields")
}

func (p ProgrammeEdit) levels() []ui.Choice {
	var list []ui.Choice
	for _, level := range []string{"associate", "bachelor", "master"} {
		list = append(list, ui.Choice{Value: level, Text: p.Code("level", level), Checked: p.Form.Level == level})
	}
	return list
}

func (p Programmes) table() ui.Table {
	return ui.Table{Label: p.T(text.AdminProgrammes), Compact: true, Columns: []ui.Column{
		{Text: p.T(text.AdminName)}, {Text: p.T(text.AdminDegree)}, {Text: p.T(text.AdminFields)},
	}}
}

func (p Programmes) fields(x tandem.Programme) []ui.Badge {
	var list []ui.Badge
	for _, f := range x.Fields {
		list = append(list, ui.Badge{Text: p.Code("field", string(f)), Tone: "edu"})
	}
	return list
}

func (p PeriodEdit) heading() string {
	if p.ID.IsZero() {
		return p.T(text.AdminPeriodNew)
	}
	return p.T(text.AdminPeriodEdit)
}

func (p PeriodEdit) action() string {
	if p.ID.IsZero() {
		return "/beheer/periodes/nieuw"
	}
	return periodHref(p.ID)
}

func periodHref(id tandem.ID[tandem.Period]) string { return "/beheer/periodes/" + id.String() }

func (p PeriodEdit) labels() []ui.Term {
	return p.named([]text.Key{text.AdminName, text.AdminStart, text.AdminEnd}, "name", "start", "end")
}

func (p Periods) table() ui.Table {
	return ui.Table{Label: p.T(text.AdminPeriods), Compact: true, Columns: []ui.Column{
		{Text: p.T(text.AdminName)}, {Text: p.T(text.AdminYear)}, {Text: p.T(text.AdminStart)}, {Text: p.T(text.AdminEnd)},
		{Text: p.T(text.LedgerAct)},
	}}
}

// year writes an academic year: 2026-2027.
func (p Periods) year(x tandem.Period) string {
	return strconv.Itoa(x.AcademicYear) + "-" + strconv.Itoa(x.AcademicYear+1)
}

// now marks a period that runs, or that has passed.
func (p Periods) now(x tandem.Period) *ui.Badge {
	switch {
	case x.End.Before(p.Today):
		return &ui.Badge{Text: p.T(text.AdminPassed)}
	case !x.Start.After(p.Today):
		return &ui.Badge{Text: p.T(text.AdminRuns), Tone: "ok"}
	}
	return nil
}

// Periods lists the teaching periods of an institution.
type Periods struct {
	Shell
	In    tandem.ID[tandem.Institution]
	Name  string // of the institution
	Tabs  []ui.Link
	Rows  []tandem.Period
	Pager *ui.Pager
	Today time.Time
}
