// Package sample gives tests valid values to start from; a test changes what it
// is about.
package sample

import (
	"time"

	"github.com/tandem-hbo/tandem/internal/tandem"
)

// At is the moment that samples were made: Monday 23 November 2026, 11:00 UTC.
func At() time.Time { return time.Date(2026, time.November, 23, 11, 0, 0, 0, time.UTC) }

// Day is a calendar day.
func Day(year int, month time.Month, day int) time.Time {
	return time.Date(year, month, day, 0, 0, 0, 0, time.UTC)
}

// Institution is a desk in Schiedam.
func Institution() tandem.Institution {
	return tandem.Institution{
		ID: tandem.NewID[tandem.Institution](), Name: "Hogeschool Maasoever " + tandem.NewID[tandem.Institution]().String(),
		ShortName: "Maasoever", City: "Schiedam", Postcode: "3111AA", DeskMail: "loket@maasoever.example",
		DeskPhone: "010 123 45 67", LapseDays: 14, ExpireDays: 180,
	}
}

// Person is somebody with an address of their own.
func Person(name string) tandem.Person {
	id := tandem.NewID[tandem.Person]()
	return tandem.Person{ID: id, Name: name, Mail: id.String() + "@maasoever.example", Language: tandem.Dutch, CreatedAt: At()}
}

// Programme is a bachelor of the institution.
func Programme(in tandem.Institution) tandem.Programme {
	return tandem.Programme{
		ID: tandem.NewID[tandem.Programme](), InstitutionID: in.ID, Name: "Business IT & Management",
		Level: "bachelor", Fields: []tandem.Field{"business", "data_ai"},
	}
}

// Period is the third teaching period of 2026-2027.
func Period(in tandem.Institution) tandem.Period {
	return tandem.Period{
		ID: tandem.NewID[tandem.Period](), InstitutionID: in.ID, Name: "Periode 3", AcademicYear: 2026,
		Start: Day(2027, time.February, 8), End: Day(2027, time.April, 16),
	}
}

// Offering is a one-off project case with two places.
func Offering(p tandem.Programme, period tandem.Period, lecturer tandem.Person) tandem.Offering {
	return tandem.Offering{
		ID: tandem.NewID[tandem.Offering](), InstitutionID: p.InstitutionID, ProgrammeID: p.ID, PeriodID: period.ID,
		LecturerID: lecturer.ID, Form: "one_off_project_case", Title: "Data voor ondernemers",
		Summary: "Vijf studenten zoeken tien weken lang uit wat je gegevens zeggen.", Places: 2, TeamSize: 5,
		StudyYear: 3, EC: 10, Fields: []tandem.Field{"business", "data_ai"},
		Wishes: []tandem.Wish{
			{Outcome: "outside_world_in", Weight: 0.6},
			{Outcome: "future_proof_education", Weight: 0.4},
		},
		Deadline: Day(2026, time.December, 14), Language: tandem.Dutch, City: "Schiedam",
		Secrecy: tandem.SecrecyAgreement, CreatedAt: At(),
	}
}

// Question is a draft of a bakery.
func Question() tandem.Question {
	wanted := Day(2027, time.May, 1)
	return tandem.Question{
		ID: tandem.NewID[tandem.Question](), State: tandem.QuestionDraft, StateSince: At(), Version: 1,
		Title:    "Hoeveel brood moeten we per dag bakken?",
		Text:     "Elke avond gooien we brood weg. Ik wil weten hoeveel we per dag moeten bakken. Ik heb geen tijd om het uit te zoeken.",
		Language: tandem.Dutch, WantedDate: &wanted, Delay: tandem.DelayAnnoying,
		Wishes: []tandem.Wish{
			{Outcome: "improving_business", Weight: 0.6},
			{Outcome: "capacity_time_knowledge", Weight: 0.4},
		},
		HoursPerWeek: 2, Secrecy: tandem.SecrecyOpen, Sector: "food", Size: tandem.SizeSmall, Companies: 1,
		Region: "Zuid-Holland", ShownName: "Bakkerij Van Dorst", CreatedAt: At(),
		Readiness: tandem.Readiness{DecisionMaker: true, Data: true, Harmless: true, OpenAnswer: true, Taker: true},
	}
}

// Submitted is Question after the owner sent it to a desk.
func Submitted(in tandem.Institution) tandem.Question {
	q := Question()
	at, promise := At(), At().AddDate(0, 0, 7)
	q.State, q.InstitutionID, q.SubmittedAt, q.PromisedAt = tandem.QuestionSubmitted, in.ID, &at, &promise
	return q
}

// Sealed is the closed part of a question.
func Sealed(q tandem.Question) tandem.Sealed {
	return tandem.Sealed{
		QuestionID: q.ID, ContactName: "Marloes van Dorst", ContactMail: "marloes@vandorst.example",
		ContactPhone: "06 12345678", CompanyName: "Bakkerij Van Dorst", KvK: "12345678", Postcode: "3111AB",
	}
}
