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

func TestPersonIsFoundByIdentity(t *testing.T) {
	t.Parallel()
	db := pgtest.Tx(t)
	s := told(t, db)
	want := s.Lecturer
	want.CreatedAt = db.Now()
	got, err := db.Person(t.Context(), want.ID)
	check(t, "person", want, got, err)
	got, err = db.PersonByIdentity(t.Context(), tandem.MailIssuer, want.Mail)
	check(t, "person by identity", want, got, err)
	if _, err := db.PersonByIdentity(t.Context(), "elsewhere", want.Mail); !errors.Is(err, tandem.NotFound) {
		t.Errorf("other issuer: got %v, want not found", err)
	}
}

func TestStaffOfAnInstitution(t *testing.T) {
	t.Parallel()
	db := pgtest.TxAt(t, time.Now)
	s, other := told(t, db), told(t, db)
	admin := tandem.Membership{InstitutionID: s.Institution.ID, Role: tandem.Admin}
	quietly(t, db, func(ctx context.Context, tx *postgres.Tx) error {
		return tx.InsertMembership(ctx, s.Lecturer.ID, admin)
	})
	begin(t, db, s.Lecturer.ID, "one", time.Hour)
	begin(t, db, s.Lecturer.ID, "two", time.Hour)
	want := []tandem.Staff{
		{PersonID: s.Coordinator.ID, Name: s.Coordinator.Name, Mail: s.Coordinator.Mail, Roles: []tandem.Role{tandem.Coordinator}},
		{
			PersonID: s.Lecturer.ID, Name: s.Lecturer.Name, Mail: s.Lecturer.Mail,
			Roles: []tandem.Role{tandem.Admin, tandem.Lecturer}, Sessions: 2,
		},
	}
	got, err := db.Staff(t.Context(), s.Institution.ID)
	check(t, "staff", want, got, err)
	member, err := db.StaffMember(t.Context(), s.Lecturer.ID, s.Institution.ID)
	if err != nil || member.ID != s.Lecturer.ID {
		t.Errorf("staff member: got %v, %v", member.ID, err)
	}
	if _, err := db.StaffMember(t.Context(), s.Lecturer.ID, other.Institution.ID); !errors.Is(err, tandem.NotFound) {
		t.Errorf("elsewhere: got %v, want not found", err)
	}
	lecturers, err := db.Lecturers(t.Context(), s.Institution.ID)
	if err != nil || len(lecturers) != 1 || lecturers[0].ID != s.Lecturer.ID {
		t.Errorf("lecturers: got %v, %v, want only %s", lecturers, err, s.Lecturer.Name)
	}
	names, err := db.InstitutionNames(t.Context(), []tandem.ID[tandem.Institution]{s.Institution.ID})
	check(t, "names", map[tandem.ID[tandem.Institution]]string{s.Institution.ID: s.Institution.ShortName}, names, err)
}

func TestMembershipIsHeldOnce(t *testing.T) {
	t.Parallel()
	db := pgtest.Tx(t)
	s := told(t, db)
	m := tandem.Membership{InstitutionID: s.Institution.ID, Role: tandem.Lecturer}
	var fault *tandem.Error
	err := db.Quietly(t.Context(), func(tx *postgres.Tx) error { return tx.InsertMembership(t.Context(), s.Lecturer.ID, m) })
	if !errors.As(err, &fault) || fault.Code != "already_member" {
		t.Errorf("twice: got %v, want already_member", err)
	}
	m.Role = tandem.Admin
	err = db.Quietly(t.Context(), func(tx *postgres.Tx) error { return tx.DeleteMembership(t.Context(), s.Lecturer.ID, m) })
	if !errors.Is(err, tandem.Conflict) {
		t.Errorf("a role not held: got %v, want a conflict", err)
	}
	quietly(t, db, func(ctx context.Context, tx *postgres.Tx) error {
		got, err := tx.CountRole(ctx, tandem.Membership{InstitutionID: s.Institution.ID, Role: tandem.Coordinator})
		if got != 1 {
			t.Errorf("got %d coordinators, want 1", got)
		}
		return err
	})
}

func TestInvitationIsOpenUntilAccepted(t *testing.T) {
	t.Parallel()
	db := pgtest.Tx(t)
	s := told(t, db)
	want := tandem.Invitation{
		ID: tandem.NewID[tandem.Invitation](), InstitutionID: s.Institution.ID, Mail: "Noor@maasoever.example",
		Name: "Noor", Role: tandem.Lecturer, CreatedAt: db.Now(),
	}
	insert := func(tx *postgres.Tx) error { return tx.InsertInvitation(t.Context(), want) }
	if err := db.Quietly(t.Context(), insert); err != nil {
		t.Fatal(err)
	}
	list, err := db.OpenInvitations(t.Context(), "noor@maasoever.example")
	check(t, "by address", []tandem.Invitation{want}, list, err)
	list, err = db.InvitationsOf(t.Context(), s.Institution.ID)
	check(t, "by institution", []tandem.Invitation{want}, list, err)
	first := want.ID
	want.ID = tandem.NewID[tandem.Invitation]()
	var fault *tandem.Error
	if err := db.Quietly(t.Context(), insert); !errors.As(err, &fault) || fault.Code != "already_invited" {
		t.Errorf("twice: got %v, want already_invited", err)
	}
	quietly(t, db, func(ctx context.Context, tx *postgres.Tx) error { return tx.AcceptInvitation(ctx, first) })
	list, err = db.InvitationsOf(t.Context(), s.Institution.ID)
	if err != nil || len(list) != 0 {
		t.Errorf("accepted: got %v, %v, want none open", list, err)
	}
	err = db.Quietly(t.Context(), func(tx *postgres.Tx) error { return tx.DeleteInvitation(t.Context(), s.Institution.ID, first) })
	if !errors.Is(err, tandem.Conflict) {
		t.Errorf("taking back what was accepted: got %v, want a conflict", err)
	}
}

func TestInvitationIsTakenBackByItsOwnInstitution(t *testing.T) {
	t.Parallel()
	db := pgtest.Tx(t)
	s, other := told(t, db), told(t, db)
	i := tandem.Invitation{
		ID: tandem.NewID[tandem.Invitation](), InstitutionID: s.Institution.ID, Mail: "noor@maasoever.example", Name: "Noor", Role: tandem.Lecturer,
	}
	quietly(t, db, func(ctx context.Context, tx *postgres.Tx) error { return tx.InsertInvitation(ctx, i) })
	err := db.Quietly(t.Context(), func(tx *postgres.Tx) error { return tx.DeleteInvitation(t.Context(), other.Institution.ID, i.ID) })
	if !errors.Is(err, tandem.Conflict) {
		t.Errorf("another institution: got %v, want a conflict", err)
	}
	quietly(t, db, func(ctx context.Context, tx *postgres.Tx) error {
		return tx.DeleteInvitation(ctx, s.Institution.ID, i.ID)
	})
	list, err := db.InvitationsOf(t.Context(), s.Institution.ID)
	if err != nil || len(list) != 0 {
		t.Errorf("got %v, %v, want none", list, err)
	}
}

func TestProvenAddressAdoptsItsQuestions(t *testing.T) {
	t.Parallel()
	db := pgtest.Tx(t)
	s := told(t, db)
	owner, draft, others := sample.Person("Marloes van Dorst"), sample.Question(), sample.Submitted(s.Institution)
	elsewhere := sample.Sealed(others)
	elsewhere.ContactMail = "piet@elders.example"
	quietly(t, db, func(ctx context.Context, tx *postgres.Tx) error {
		return errors.Join(
			tx.InsertPerson(ctx, owner, tandem.Identity{Issuer: tandem.MailIssuer, Subject: s.Sealed.ContactMail}),
			tx.InsertQuestion(ctx, draft, "draft"), tx.SaveSealed(ctx, sample.Sealed(draft)),
			tx.InsertQuestion(ctx, others, "others"), tx.SaveSealed(ctx, elsewhere),
			tx.AdoptQuestions(ctx, s.Sealed.ContactMail, owner.ID))
	})
	list, err := db.QuestionsOf(t.Context(), owner.ID)
	if err != nil || len(list) != 1 || list[0].ID != s.Question.ID {
		t.Errorf("got %v, %v, want the one sent question with the address", list, err)
	}
	name, err := db.ContactName(t.Context(), s.Sealed.ContactMail)
	check(t, "contact name", s.Sealed.ContactName, name, err)
	if _, err := db.ContactName(t.Context(), "nobody@example.org"); !errors.Is(err, tandem.NotFound) {
		t.Errorf("unknown address: got %v, want not found", err)
	}
	people, err := db.DemoPeople(t.Context())
	var got []string
	for _, p := range people {
		got = append(got, p.Name+"/"+string(p.Role))
	}
	if diff := cmp.Diff([]string{"Karim Haddad/coordinator", "Sanne de Wit/lecturer", "Marloes van Dorst/"}, got); diff != "" || err != nil {
		t.Errorf("demo people differ: %v (-want +got)\n%s", err, diff)
	}
}
