package server

import (
	"strconv"
	"time"

	"github.com/tandem-hbo/tandem/internal/tandem"
	"github.com/tandem-hbo/tandem/web/page"
)

// readInstitution turns the form into facts of an institution.
func readInstitution(f page.InstitutionForm, n *reading) tandem.Institution {
	return tandem.Institution{
		Name: f.Name, ShortName: f.ShortName, City: f.City, Postcode: f.Postcode, DeskMail: f.DeskMail, DeskPhone: f.DeskPhone,
		LapseDays: n.whole("lapse_days", f.LapseDays), ExpireDays: n.whole("expire_days", f.ExpireDays),
	}
}

// typedInstitution writes the facts as somebody would have typed them.
func typedInstitution(in tandem.Institution) page.InstitutionForm {
	return page.InstitutionForm{
		Name: in.Name, ShortName: in.ShortName, City: in.City, Postcode: in.Postcode, DeskMail: in.DeskMail, DeskPhone: in.DeskPhone,
		LapseDays: strconv.Itoa(in.LapseDays), ExpireDays: strconv.Itoa(in.ExpireDays),
	}
}

func readProgramme(f page.ProgrammeForm) tandem.Programme {
	p := tandem.Programme{Name: f.Name, Level: f.Level}
	for _, field := range f.Fields {
		p.Fields = append(p.Fields, tandem.Field(field))
	}
	return p
}

func typedProgramme(p tandem.Programme) page.ProgrammeForm {
	f := page.ProgrammeForm{Name: p.Name, Level: p.Level}
	for _, field := range p.Fields {
		f.Fields = append(f.Fields, string(field))
	}
	return f
}

func readPeriod(f page.PeriodForm, n *reading) tandem.Period {
	return tandem.Period{Name: f.Name, Start: n.day("start", f.Start), End: n.day("end", f.End)}
}

func typedPeriod(p tandem.Period) page.PeriodForm {
	return page.PeriodForm{Name: p.Name, Start: p.Start.Format(time.DateOnly), End: p.End.Format(time.DateOnly)}
}
