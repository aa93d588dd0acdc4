package catalog_test

import (
	"context"
	"strings"
	"testing"

	"github.com/tandem-hbo/tandem/internal/postgres/pgtest"
	"github.com/tandem-hbo/tandem/internal/sample"
	"github.com/tandem-hbo/tandem/internal/tandem"
)

func TestOfferingLife(t *testing.T) {
	t.Parallel()
	ctx, b := context.Background(), setup(t)
	o, err := b.service.AddOffering(ctx, b.lecturer, b.offering())
	if err != nil {
		t.Fatal(err)
	}
	o.Title, o.Places = "Anders", 4
	if err := b.service.SaveOffering(ctx, b.lecturer, o); err != nil {
		t.Fatal(err)
	}
	if err := b.service.CloseOffering(ctx, b.coordinator, o.ID); err != nil {
		t.Fatal(err)
	}
	wantFault(t, b.service.CloseOffering(ctx, b.coordinator, o.ID), tandem.Conflict)
	got, err := b.service.Offering(ctx, o.ID)
	if err != nil || got.ClosedAt == nil || got.Title != "Anders" || got.Places != 4 {
		t.Errorf("got %+v, %v", got, err)
	}
	if err := b.service.ReopenOffering(ctx, b.admin, o.ID); err != nil {
		t.Fatal(err)
	}
	list, err := b.service.Offerings(ctx, tandem.OfferingFilter{InstitutionID: b.institution.ID})
	if err != nil || len(list) != 1 || list[0].ClosedAt != nil {
		t.Errorf("got %+v, %v", list, err)
	}
	events, err := b.db.EventsOfSubject(ctx, "offering", o.ID.String())
	if err != nil || len(events) != 4 || events[3].Action != "offering.added" {
		t.Errorf("got events %+v, %v", events, err)
	}
}

func TestOfferingFaults(t *testing.T) {
	t.Parallel()
	ctx, b := context.Background(), setup(t)
	tests := map[string]struct {
		spoil func(*tandem.Offering)
		field string
	}{
		"no title":          {func(o *tandem.Offering) { o.Title = "  " }, "title"},
		"long summary":      {func(o *tandem.Offering) { o.Summary = strings.Repeat("é", 2001) }, "summary"},
		"no places":         {func(o *tandem.Offering) { o.Places = 0 }, "places"},
		"too many places":   {func(o *tandem.Offering) { o.Places = 201 }, "places"},
		"team":              {func(o *tandem.Offering) { o.TeamSize = 61 }, "team_size"},
		"year":              {func(o *tandem.Offering) { o.StudyYear = 6 }, "study_year"},
		"credits":           {func(o *tandem.Offering) { o.EC = 61 }, "ec"},
		"size":              {func(o *tandem.Offering) { o.MinFTE = -1 }, "min_fte"},
		"no fields":         {func(o *tandem.Offering) { o.Fields = nil }, "fields"},
		"unknown field":     {func(o *tandem.Offering) { o.Fields = []tandem.Field{"magic"} }, "fields"},
		"no wishes":         {func(o *tandem.Offering) { o.Wishes = nil }, "wishes"},
		"unknown wish":      {func(o *tandem.Offering) { o.Wishes[0].Outcome = "wealth" }, "wishes"},
		"wish twice":        {func(o *tandem.Offering) { o.Wishes[0].Outcome = o.Wishes[1].Outcome }, "wishes"},
		"language":          {func(o *tandem.Offering) { o.Language = "de" }, "language"},
		"secrecy":           {func(o *tandem.Offering) { o.Secrecy = "" }, "secrecy"},
		"deadline in past":  {func(o *tandem.Offering) { o.Deadline = sample.Day(2026, 11, 22) }, "deadline"},
		"deadline too late": {func(o *tandem.Offering) { o.Deadline = b.period.End.AddDate(0, 0, 1) }, "deadline"},
		"form":              {func(o *tandem.Offering) { o.Form = "excursion" }, "form"},
		"programme":         {func(o *tandem.Offering) { o.ProgrammeID = tandem.NewID[tandem.Programme]() }, "programme"},
		"period":            {func(o *tandem.Offering) { o.PeriodID = tandem.NewID[tandem.Period]() }, "period"},
		"lecturer":          {func(o *tandem.Offering) { o.LecturerID = b.admin.PersonID }, "lecturer"},
	}
	for name, tt := range tests {
		o := b.offering()
		tt.spoil(&o)
		_, err := b.service.AddOffering(ctx, b.coordinator, o)
		t.Log(name)
		wantFault(t, err, tandem.Invalid, tt.field)
	}
}

func TestLecturerEditsOwnOfferingsOnly(t *testing.T) {
	t.Parallel()
	ctx, b := context.Background(), setup(t)
	other := b.person(t, tandem.Lecturer)
	o, err := b.service.AddOffering(ctx, b.coordinator, b.offering())
	if err != nil {
		t.Fatal(err)
	}
	wantFault(t, b.service.SaveOffering(ctx, other, o), tandem.Denied)
	wantFault(t, b.service.CloseOffering(ctx, other, o.ID), tandem.Denied)
	o.LecturerID = other.PersonID
	wantFault(t, b.service.SaveOffering(ctx, b.lecturer, o), tandem.Invalid, "lecturer")
	if err := b.service.SaveOffering(ctx, b.coordinator, o); err != nil {
		t.Errorf("coordinator hands over: %v", err)
	}
	lecturers, err := b.service.Lecturers(ctx, b.institution.ID)
	if err != nil || len(lecturers) != 2 {
		t.Errorf("got %d lecturers, %v, want 2", len(lecturers), err)
	}
}

func TestPassedDeadlineMayStay(t *testing.T) {
	t.Parallel()
	ctx, b := context.Background(), setup(t)
	o, err := b.service.AddOffering(ctx, b.coordinator, b.offering())
	if err != nil {
		t.Fatal(err)
	}
	if pgtest.Noon().After(o.Deadline) {
		t.Fatal("the sample's deadline must lie ahead")
	}
	o.Deadline = sample.Day(2026, 11, 1)
	wantFault(t, b.service.SaveOffering(ctx, b.coordinator, o), tandem.Invalid, "deadline")
}
