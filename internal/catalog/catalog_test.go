package catalog_test

import (
	"context"
	"errors"
	"slices"
	"testing"

	"github.com/tandem-hbo/tandem/internal/catalog"
	"github.com/tandem-hbo/tandem/internal/postgres"
	"github.com/tandem-hbo/tandem/internal/postgres/pgtest"
	"github.com/tandem-hbo/tandem/internal/sample"
	"github.com/tandem-hbo/tandem/internal/tandem"
)

// bundle is a school with an administrator, a coordinator and a lecturer.
type bundle struct {
	db                           *postgres.DB
	service                      *catalog.Service
	institution                  tandem.Institution
	admin, coordinator, lecturer tandem.Actor
	programme                    tandem.Programme
	period                       tandem.Period
}

func setup(t *testing.T) bundle {
	t.Helper()
	return setupOn(t, pgtest.Tx(t))
}

func setupOn(t *testing.T, db *postgres.DB) bundle {
	t.Helper()
	b := bundle{db: db, service: catalog.New(db), institution: sample.Institution()}
	b.programme, b.period = sample.Programme(b.institution), sample.Period(b.institution)
	ctx := context.Background()
	err := db.Quietly(ctx, func(tx *postgres.Tx) error {
		return errors.Join(tx.InsertInstitution(ctx, b.institution), tx.InsertProgramme(ctx, b.programme),
			tx.InsertPeriod(ctx, b.period))
	})
	if err != nil {
		t.Fatal(err)
	}
	b.admin, b.coordinator, b.lecturer = b.person(t, tandem.Admin), b.person(t, tandem.Coordinator), b.person(t, tandem.Lecturer)
	return b
}

func (b bundle) person(t *testing.T, role tandem.Role) tandem.Actor {
	t.Helper()
	ctx, p := context.Background(), sample.Person("Iemand "+string(role))
	m := tandem.Membership{InstitutionID: b.institution.ID, Role: role}
	err := b.db.Quietly(ctx, func(tx *postgres.Tx) error {
		return errors.Join(
			tx.InsertPerson(ctx, p, tandem.Identity{Issuer: tandem.MailIssuer, Subject: p.Mail, PersonID: p.ID}),
			tx.InsertMembership(ctx, p.ID, m))
	})
	if err != nil {
		t.Fatal(err)
	}
	return tandem.Actor{PersonID: p.ID, Name: p.Name, Memberships: []tandem.Membership{m}}
}

func (b bundle) offering() tandem.Offering {
	return sample.Offering(b.programme, b.period, tandem.Person{ID: b.lecturer.PersonID})
}

// wantFault checks the kind of an error and the fields it names.
func wantFault(t *testing.T, err error, kind tandem.Kind, fields ...string) {
	t.Helper()
	if !errors.Is(err, kind) {
		t.Errorf("got %v, want %s", err, kind)
		return
	}
	var known *tandem.Error
	if len(fields) > 0 && !errors.As(err, &known) {
		t.Fatalf("got %v, want fields", err)
	}
	for _, field := range fields {
		if !slices.ContainsFunc(known.Fields, func(f tandem.FieldError) bool { return f.Field == field }) {
			t.Errorf("got %v, want field %s", err, field)
		}
	}
}

func TestInstitutionIsAddedAndChangedByItsAdministrator(t *testing.T) {
	t.Parallel()
	ctx, b := context.Background(), setup(t)
	in := sample.Institution()
	in.Postcode, in.Name = " 3011 wn ", " Hogeschool Noordkade "
	added, err := b.service.AddInstitution(ctx, b.admin, in)
	if err != nil || added.Postcode != "3011WN" || added.Name != "Hogeschool Noordkade" {
		t.Fatalf("added %+v, %v", added, err)
	}
	added.LapseDays = 7
	wantFault(t, b.service.SaveInstitution(ctx, b.admin, added, ""), tandem.Denied)
	b.admin.Memberships = append(b.admin.Memberships, tandem.Membership{InstitutionID: added.ID, Role: tandem.Admin})
	if err := b.service.SaveInstitution(ctx, b.admin, added, ""); err != nil {
		t.Fatal(err)
	}
	got, err := b.service.Institution(ctx, added.ID)
	if err != nil || got != added {
		t.Errorf("got %+v, %v, want %+v", got, err, added)
	}
	all, err := b.service.Institutions(ctx)
	if err != nil || len(all) != 2 {
		t.Errorf("got %d institutions, %v, want 2", len(all), err)
	}
	added.Name = b.institution.Name
	wantFault(t, b.service.SaveInstitution(ctx, b.admin, added, ""), tandem.Conflict)
}

func TestInstitutionFaults(t *testing.T) {
	t.Parallel()
	ctx, b := context.Background(), setup(t)
	bad := tandem.Institution{ID: b.institution.ID, Postcode: "0123XX", DeskMail: "geen adres", LapseDays: 0, ExpireDays: 1000}
	wantFault(t, b.service.SaveInstitution(ctx, b.admin, bad, ""), tandem.Invalid,
		"name", "short_name", "city", "postcode", "desk_mail", "lapse_days", "expire_days")
	_, err := b.service.AddInstitution(ctx, b.coordinator, sample.Institution())
	wantFault(t, err, tandem.Denied)
}

func TestProgrammeAndPeriod(t *testing.T) {
	t.Parallel()
	ctx, b := context.Background(), setup(t)
	p, err := b.service.SaveProgramme(ctx, b.coordinator, tandem.Programme{
		InstitutionID: b.institution.ID, Name: "Logistics Engineering", Level: "bachelor", Fields: []tandem.Field{"logistics"},
	}, "")
	if err != nil {
		t.Fatal(err)
	}
	p.Level = "master"
	if _, err := b.service.SaveProgramme(ctx, b.coordinator, p, ""); err != nil {
		t.Fatal(err)
	}
	programmes, err := b.service.Programmes(ctx, b.institution.ID)
	if err != nil || len(programmes) != 2 {
		t.Errorf("got %d programmes, %v, want 2", len(programmes), err)
	}
	period, err := b.service.SavePeriod(ctx, b.coordinator, tandem.Period{
		InstitutionID: b.institution.ID, Name: "Periode 1", Start: sample.Day(2027, 8, 30), End: sample.Day(2027, 11, 12),
	}, "")
	if err != nil || period.AcademicYear != 2026 {
		t.Errorf("period %+v, %v, want academic year 2026", period, err)
	}
	period.Start = sample.Day(2027, 9, 6)
	if period, err = b.service.SavePeriod(ctx, b.coordinator, period, ""); err != nil || period.AcademicYear != 2027 {
		t.Errorf("period %+v, %v, want academic year 2027", period, err)
	}
	periods, err := b.service.Periods(ctx, b.institution.ID)
	if err != nil || len(periods) != 2 {
		t.Errorf("got %d periods, %v, want 2", len(periods), err)
	}
}

func TestProgrammeAndPeriodFaults(t *testing.T) {
	t.Parallel()
	ctx, b := context.Background(), setup(t)
	_, err := b.service.SaveProgramme(ctx, b.admin, tandem.Programme{InstitutionID: b.institution.ID, Level: "phd"}, "")
	wantFault(t, err, tandem.Invalid, "name", "level", "fields")
	_, err = b.service.SaveProgramme(ctx, b.lecturer, b.programme, "")
	wantFault(t, err, tandem.Denied)
	_, err = b.service.SavePeriod(ctx, b.admin, tandem.Period{InstitutionID: b.institution.ID, Start: sample.Day(2027, 9, 6), End: sample.Day(2027, 9, 1)}, "")
	wantFault(t, err, tandem.Invalid, "name", "end")
	_, err = b.service.SavePeriod(ctx, b.lecturer, b.period, "")
	wantFault(t, err, tandem.Denied)
	elsewhere := b.period
	elsewhere.ID = tandem.NewID[tandem.Period]()
	_, err = b.service.SavePeriod(ctx, b.admin, elsewhere, "")
	wantFault(t, err, tandem.NotFound)
}

// An edit made on what somebody else has changed since is refused whole.
func TestEditsMadeOnOldFactsAreRefused(t *testing.T) {
	t.Parallel()
	ctx, b := context.Background(), setup(t)
	in, p, period := b.institution, b.programme, b.period
	stamps := []catalog.Stamp{catalog.StampOf(in), catalog.StampOf(p)}
	read, err := b.service.Period(ctx, period.ID)
	if err != nil {
		t.Fatal(err)
	}
	stamps = append(stamps, catalog.StampOf(read))
	in.City, p.Level, period.End = "Rijswijk", "master", period.End.AddDate(0, 0, 7)
	save := []func(catalog.Stamp) error{
		func(seen catalog.Stamp) error { return b.service.SaveInstitution(ctx, b.admin, in, seen) },
		func(seen catalog.Stamp) error { _, err := b.service.SaveProgramme(ctx, b.admin, p, seen); return err },
		func(seen catalog.Stamp) error { _, err := b.service.SavePeriod(ctx, b.admin, period, seen); return err },
	}
	for i, save := range save {
		if err := save(stamps[i]); err != nil {
			t.Errorf("%d: first edit: %v", i, err)
		}
		wantFault(t, save(stamps[i]), tandem.Conflict)
	}
}
