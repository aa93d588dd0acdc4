package postgres_test

import (
	"context"
	"errors"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"github.com/tandem-hbo/tandem/internal/postgres"
	"github.com/tandem-hbo/tandem/internal/postgres/pgtest"
	"github.com/tandem-hbo/tandem/internal/sample"
	"github.com/tandem-hbo/tandem/internal/tandem"
)

// school is an institution with one programme, period, lecturer and offering.
type school struct {
	institution tandem.Institution
	programme   tandem.Programme
	period      tandem.Period
	lecturer    tandem.Person
	offering    tandem.Offering
}

func newSchool() school {
	in := sample.Institution()
	s := school{institution: in, programme: sample.Programme(in), period: sample.Period(in), lecturer: sample.Person("Anna de Wit")}
	s.offering = sample.Offering(s.programme, s.period, s.lecturer)
	return s
}

func (s school) insert(t *testing.T, db *postgres.DB) {
	t.Helper()
	ctx := context.Background()
	err := change(t, db, func(tx *postgres.Tx) error {
		identity := tandem.Identity{Issuer: tandem.MailIssuer, Subject: s.lecturer.Mail, PersonID: s.lecturer.ID}
		return errors.Join(tx.InsertInstitution(ctx, s.institution), tx.InsertProgramme(ctx, s.programme),
			tx.InsertPeriod(ctx, s.period), tx.InsertPerson(ctx, s.lecturer, identity), tx.InsertOffering(ctx, s.offering))
	})
	if err != nil {
		t.Fatal(err)
	}
}

func (s school) detail() tandem.OfferingDetail {
	return tandem.OfferingDetail{
		Offering: s.offering, Institution: s.institution.Name, Programme: s.programme.Name, Lecturer: s.lecturer.Name,
		PeriodName: s.period.Name, Start: s.period.Start, End: s.period.End,
	}
}

func TestOfferingComesBackAsItWent(t *testing.T) {
	t.Parallel()
	ctx, db, s := context.Background(), pgtest.Tx(t), newSchool()
	s.insert(t, db)
	got, err := db.OfferingDetail(ctx, s.offering.ID)
	if diff := cmp.Diff(s.detail(), got); diff != "" || err != nil {
		t.Fatalf("offering differs: %v\n%s", err, diff)
	}
	if _, err := db.OfferingDetail(ctx, tandem.ID[tandem.Offering]{}); !errors.Is(err, tandem.NotFound) {
		t.Errorf("no id: got %v, want not found", err)
	}
}

func TestOfferingsByFilter(t *testing.T) {
	t.Parallel()
	ctx, db, s := context.Background(), pgtest.Tx(t), newSchool()
	s.insert(t, db)
	other := newSchool()
	other.offering.Form = "living_lab"
	other.insert(t, db)
	last, after := s.offering.Deadline, s.offering.Deadline.AddDate(0, 0, 1)
	tests := map[string]struct {
		filter tandem.OfferingFilter
		want   int
	}{
		"all":            {tandem.OfferingFilter{}, 2},
		"institution":    {tandem.OfferingFilter{InstitutionID: s.institution.ID}, 1},
		"lecturer":       {tandem.OfferingFilter{LecturerID: s.lecturer.ID}, 1},
		"programme":      {tandem.OfferingFilter{ProgrammeID: s.programme.ID}, 1},
		"form":           {tandem.OfferingFilter{Form: "living_lab"}, 1},
		"other form":     {tandem.OfferingFilter{Form: "mentor_pool"}, 0},
		"on its day":     {tandem.OfferingFilter{OpenOn: &last}, 2},
		"after deadline": {tandem.OfferingFilter{OpenOn: &after}, 0},
	}
	for name, tt := range tests {
		got, err := db.Offerings(ctx, tt.filter)
		if err != nil || len(got) != tt.want {
			t.Errorf("%s: got %d, %v, want %d", name, len(got), err, tt.want)
		}
	}
}

func TestClosedOfferingIsNotOpen(t *testing.T) {
	t.Parallel()
	ctx, db, s := context.Background(), pgtest.Tx(t), newSchool()
	s.insert(t, db)
	at := sample.At()
	s.offering.ClosedAt, s.offering.Title = &at, "Gesloten"
	s.offering.Wishes = s.offering.Wishes[:1]
	if err := change(t, db, func(tx *postgres.Tx) error { return tx.SaveOffering(ctx, s.offering) }); err != nil {
		t.Fatal(err)
	}
	open, err := db.OpenOfferings(ctx, s.offering.Deadline)
	if err != nil || len(open) != 0 {
		t.Errorf("open: got %d, %v, want none", len(open), err)
	}
	own, err := db.OfferingsOfLecturer(ctx, s.lecturer.ID)
	if diff := cmp.Diff([]tandem.OfferingDetail{s.detail()}, own); diff != "" || err != nil {
		t.Errorf("own differ: %v\n%s", err, diff)
	}
}

func TestSaveOfUnknownOfferingIsAConflict(t *testing.T) {
	t.Parallel()
	ctx, db, s := context.Background(), pgtest.Tx(t), newSchool()
	err := change(t, db, func(tx *postgres.Tx) error { return tx.SaveOffering(ctx, s.offering) })
	if !errors.Is(err, tandem.Conflict) {
		t.Errorf("got %v, want a conflict", err)
	}
}

func TestInstitutionProgrammeAndPeriod(t *testing.T) {
	t.Parallel()
	ctx, db, s := context.Background(), pgtest.Tx(t), newSchool()
	s.insert(t, db)
	s.institution.LapseDays, s.programme.Name, s.period.End = 21, "Logistiek", s.period.End.Add(7*24*time.Hour)
	err := change(t, db, func(tx *postgres.Tx) error {
		return errors.Join(tx.SaveInstitution(ctx, s.institution), tx.SaveProgramme(ctx, s.programme), tx.SavePeriod(ctx, s.period))
	})
	if err != nil {
		t.Fatal(err)
	}
	in, err := db.Institution(ctx, s.institution.ID)
	check(t, "institution", s.institution, in, err)
	all, err := db.Institutions(ctx)
	check(t, "institutions", []tandem.Institution{s.institution}, all, err)
	p, err := db.Programme(ctx, s.programme.ID)
	check(t, "programme", s.programme, p, err)
	programmes, err := db.Programmes(ctx, s.institution.ID)
	check(t, "programmes", []tandem.Programme{s.programme}, programmes, err)
	period, err := db.Period(ctx, s.period.ID)
	check(t, "period", s.period, period, err)
	periods, err := db.Periods(ctx, s.institution.ID)
	check(t, "periods", []tandem.Period{s.period}, periods, err)
}

func TestNameInUseIsAConflict(t *testing.T) {
	t.Parallel()
	ctx, db, s := context.Background(), pgtest.Tx(t), newSchool()
	s.insert(t, db)
	s.programme.ID = tandem.NewID[tandem.Programme]()
	err := change(t, db, func(tx *postgres.Tx) error { return tx.InsertProgramme(ctx, s.programme) })
	var fault *tandem.Error
	if !errors.As(err, &fault) || fault.Code != "name_taken" {
		t.Errorf("got %v, want name_taken", err)
	}
}

func check[T any](t *testing.T, what string, want, got T, err error) {
	t.Helper()
	if diff := cmp.Diff(want, got); diff != "" || err != nil {
		t.Errorf("%s differ: %v (-want +got)\n%s", what, err, diff)
	}
}
