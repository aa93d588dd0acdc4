package account_test

import (
	"context"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"github.com/tandem-hbo/tandem/internal/postgres"
	"github.com/tandem-hbo/tandem/internal/sample"
	"github.com/tandem-hbo/tandem/internal/tandem"
)

// acting is a person of the institution with roles, as an actor.
func (b *bundle) acting(t *testing.T, mail string, roles ...tandem.Role) tandem.Actor {
	t.Helper()
	by := tandem.Actor{PersonID: b.person(t, mail, roles...).ID, Name: "Karim Bouzid"}
	for _, r := range roles {
		by.Memberships = append(by.Memberships, tandem.Membership{InstitutionID: b.in, Role: r})
	}
	return by
}

func (b *bundle) invitation(mail string) tandem.Invitation {
	return tandem.Invitation{InstitutionID: b.in, Mail: mail, Name: "  Noor   Bakker ", Role: tandem.Lecturer}
}

func TestInvitedBySignInJoins(t *testing.T) {
	t.Parallel()
	b := setup(t)
	admin := b.acting(t, "bea@maasoever.example", tandem.Admin)
	if err := b.Invite(t.Context(), admin, b.invitation(" Noor@Maasoever.example "), tandem.English); err != nil {
		t.Fatal(err)
	}
	m := b.lastMail(t)
	if m.Kind != tandem.MailInvitation || m.Recipient != "noor@maasoever.example" || m.Data["institution"] != "Maasoever" || m.Data["name"] != "Noor Bakker" {
		t.Errorf("got mail %+v", m)
	}
	browser, code := b.ask(t, "noor@maasoever.example")
	token, err := b.SignIn(t.Context(), browser, code, none)
	if err != nil {
		t.Fatal(err)
	}
	v, err := b.Visitor(t.Context(), token)
	if err != nil || v.Name != "Noor Bakker" || !v.Actor().Is(tandem.Lecturer, b.in) {
		t.Errorf("got %+v, %v, want Noor as a lecturer", v, err)
	}
	staff, invited, err := b.People(t.Context(), admin, b.in)
	if err != nil || len(staff) != 2 || len(invited) != 0 {
		t.Errorf("got %d people, %d invited, %v, want 2 and none", len(staff), len(invited), err)
	}
	names, err := b.Institutions(t.Context(), v.Actor())
	if diff := cmp.Diff(map[tandem.ID[tandem.Institution]]string{b.in: "Maasoever"}, names); diff != "" || err != nil {
		t.Errorf("institutions differ: %v\n%s", err, diff)
	}
}

func TestInvitationIsJudged(t *testing.T) {
	t.Parallel()
	b := setup(t)
	admin := b.acting(t, "bea@maasoever.example", tandem.Admin)
	tests := map[string]func(*tandem.Invitation){
		"no name":       func(i *tandem.Invitation) { i.Name = "  " },
		"endless name":  func(i *tandem.Invitation) { i.Name = strings.Repeat("é", 121) },
		"unknown role":  func(i *tandem.Invitation) { i.Role = "owner" },
		"no address":    func(i *tandem.Invitation) { i.Mail = "noor" },
		"two addresses": func(i *tandem.Invitation) { i.Mail = "a@b.nl, c@d.nl" },
	}
	for name, spoil := range tests {
		i := b.invitation("noor@maasoever.example")
		spoil(&i)
		t.Log(name)
		wantKind(t, b.Invite(t.Context(), admin, i, tandem.Dutch), tandem.Invalid)
	}
	if err := b.Invite(t.Context(), admin, b.invitation("noor@maasoever.example"), tandem.Dutch); err != nil {
		t.Fatal(err)
	}
	wantKind(t, b.Invite(t.Context(), admin, b.invitation("NOOR@maasoever.example"), tandem.Dutch), tandem.Conflict)
}

func TestInvitationTakenBackOpensNothing(t *testing.T) {
	t.Parallel()
	b := setup(t)
	admin := b.acting(t, "bea@maasoever.example", tandem.Admin)
	if err := b.Invite(t.Context(), admin, b.invitation("noor@maasoever.example"), tandem.Dutch); err != nil {
		t.Fatal(err)
	}
	_, invited, err := b.People(t.Context(), admin, b.in)
	if err != nil || len(invited) != 1 {
		t.Fatalf("got %v, %v, want one invitation", invited, err)
	}
	if err := b.WithdrawInvitation(t.Context(), admin, b.in, invited[0].ID); err != nil {
		t.Fatal(err)
	}
	wantKind(t, b.WithdrawInvitation(t.Context(), admin, b.in, invited[0].ID), tandem.Conflict)
	if _, err := b.Ask(t.Context(), "noor@maasoever.example", tandem.Dutch); err != nil {
		t.Fatal(err)
	}
	_, err = b.MintCode(t.Context(), b.lastMail(t).SignInID)
	wantKind(t, err, tandem.NotFound) // nobody to mail
}

func TestOnlyAdministratorsManagePeople(t *testing.T) {
	t.Parallel()
	b := setup(t)
	person := b.person(t, "piet@maasoever.example", tandem.Lecturer)
	m := tandem.Membership{InstitutionID: b.in, Role: tandem.Coordinator}
	elsewhere := tandem.Actor{PersonID: tandem.NewID[tandem.Person](), Memberships: []tandem.Membership{
		{InstitutionID: tandem.NewID[tandem.Institution](), Role: tandem.Admin},
	}}
	for _, by := range []tandem.Actor{{}, b.acting(t, "karim@maasoever.example", tandem.Coordinator, tandem.Lecturer), elsewhere} {
		_, _, err := b.People(t.Context(), by, b.in)
		wantKind(t, err, tandem.Denied)
		wantKind(t, b.Invite(t.Context(), by, b.invitation("noor@maasoever.example"), tandem.Dutch), tandem.Denied)
		wantKind(t, b.AddRole(t.Context(), by, person.ID, m), tandem.Denied)
		wantKind(t, b.RemoveRole(t.Context(), by, person.ID, m), tandem.Denied)
		wantKind(t, b.EndSessions(t.Context(), by, person.ID, b.in), tandem.Denied)
		wantKind(t, b.WithdrawInvitation(t.Context(), by, b.in, tandem.NewID[tandem.Invitation]()), tandem.Denied)
	}
}

func TestRolesCountFromTheNextRequest(t *testing.T) {
	t.Parallel()
	b := setup(t)
	admin := b.acting(t, "bea@maasoever.example", tandem.Admin)
	b.person(t, "piet@maasoever.example", tandem.Lecturer)
	browser, code := b.ask(t, "piet@maasoever.example")
	token, err := b.SignIn(t.Context(), browser, code, none)
	if err != nil {
		t.Fatal(err)
	}
	is := func(r tandem.Role) bool {
		v, err := b.Visitor(t.Context(), token)
		return err == nil && v.Actor().Is(r, b.in)
	}
	v, err := b.Visitor(t.Context(), token)
	if err != nil {
		t.Fatal(err)
	}
	m := tandem.Membership{InstitutionID: b.in, Role: tandem.Coordinator}
	if err := b.AddRole(t.Context(), admin, v.PersonID, m); err != nil || !is(tandem.Coordinator) {
		t.Errorf("given: %v, is coordinator %v", err, is(tandem.Coordinator))
	}
	wantKind(t, b.AddRole(t.Context(), admin, v.PersonID, m), tandem.Conflict)
	if err := b.RemoveRole(t.Context(), admin, v.PersonID, m); err != nil || is(tandem.Coordinator) || !is(tandem.Lecturer) {
		t.Errorf("taken: %v, is coordinator %v", err, is(tandem.Coordinator))
	}
	m.Role = "owner"
	wantKind(t, b.AddRole(t.Context(), admin, v.PersonID, m), tandem.Invalid)
	if err := b.EndSessions(t.Context(), admin, v.PersonID, b.in); err != nil {
		t.Fatal(err)
	}
	_, err = b.Visitor(t.Context(), token)
	wantKind(t, err, tandem.NotFound)
	m.Role = tandem.Lecturer
	wantKind(t, b.AddRole(t.Context(), admin, tandem.NewID[tandem.Person](), m), tandem.NotFound)
}

func TestTheLastAdministratorStays(t *testing.T) {
	t.Parallel()
	b := setup(t)
	admin := b.acting(t, "bea@maasoever.example", tandem.Admin)
	m := tandem.Membership{InstitutionID: b.in, Role: tandem.Admin}
	wantKind(t, b.RemoveRole(t.Context(), admin, admin.PersonID, m), tandem.Conflict)
	b.person(t, "tweede@maasoever.example", tandem.Admin)
	if err := b.RemoveRole(t.Context(), admin, admin.PersonID, m); err != nil {
		t.Errorf("with another one left: %v", err)
	}
}

// asked stores a sent question of a bakery.
func (b *bundle) asked(t *testing.T) tandem.Question {
	t.Helper()
	q := sample.Submitted(tandem.Institution{ID: b.in})
	b.change(t, func(ctx context.Context, tx *postgres.Tx) error {
		if err := tx.InsertQuestion(ctx, q, "key"); err != nil {
			return err
		}
		return tx.SaveSealed(ctx, sample.Sealed(q))
	})
	return q
}

func TestLinkGivesTheRightsOfTheOwner(t *testing.T) {
	t.Parallel()
	b := setup(t)
	q := b.asked(t)
	link, until, err := b.MintLink(t.Context(), q.ID)
	if err != nil || !until.After(b.now.AddDate(0, 5, 0)) {
		t.Fatalf("got a link until %v, %v", until, err)
	}
	if err := b.LinkWorks(t.Context(), link); err != nil {
		t.Fatal(err)
	}
	wantKind(t, b.LinkWorks(t.Context(), link+"x"), tandem.NotFound)
	token, id, err := b.Exchange(t.Context(), link, tandem.Visitor{})
	if err != nil || id != q.ID {
		t.Fatalf("got question %s, %v", id, err)
	}
	v, err := b.Visitor(t.Context(), token)
	if err != nil || len(v.Questions) != 1 || v.Actor().SignedIn() {
		t.Fatalf("got %+v, %v, want one question and no person", v, err)
	}
	if err := b.RevokeLinks(t.Context(), v.Actor(), q); err != nil {
		t.Fatal(err)
	}
	wantKind(t, b.LinkWorks(t.Context(), link), tandem.NotFound)
	_, _, err = b.Exchange(t.Context(), link, tandem.Visitor{})
	wantKind(t, err, tandem.NotFound)
	if v, err = b.Visitor(t.Context(), token); err == nil && len(v.Questions) != 0 {
		t.Error("the browser keeps the right of a revoked link")
	}
}

func TestLinkEnds(t *testing.T) {
	t.Parallel()
	b := setup(t)
	link, until, err := b.MintLink(t.Context(), b.asked(t).ID)
	if err != nil {
		t.Fatal(err)
	}
	b.now = until.Add(-time.Second)
	if err := b.LinkWorks(t.Context(), link); err != nil {
		t.Errorf("a second before its end: %v", err)
	}
	b.now = until
	wantKind(t, b.LinkWorks(t.Context(), link), tandem.NotFound)
}

func TestStrangersRevokeNothing(t *testing.T) {
	t.Parallel()
	b := setup(t)
	q := b.asked(t)
	wantKind(t, b.RevokeLinks(t.Context(), b.acting(t, "piet@maasoever.example", tandem.Lecturer), q), tandem.Denied)
	if err := b.RevokeLinks(t.Context(), b.acting(t, "karim@maasoever.example", tandem.Coordinator), q); err != nil {
		t.Errorf("the desk: %v", err)
	}
}

func TestOwnerSignsInToTheirQuestions(t *testing.T) {
	t.Parallel()
	b := setup(t)
	q := b.asked(t)
	browser, code := b.ask(t, "marloes@vandorst.example")
	token, err := b.SignIn(t.Context(), browser, code, none)
	if err != nil {
		t.Fatal(err)
	}
	v, err := b.Visitor(t.Context(), token)
	if err != nil || v.Name != "Marloes van Dorst" {
		t.Fatalf("got %+v, %v, want the contact's name", v, err)
	}
	list, err := b.db.QuestionsOf(t.Context(), v.PersonID)
	if err != nil || len(list) != 1 || list[0].ID != q.ID {
		t.Errorf("got %v, %v, want the question", list, err)
	}
	// An owner's session is long, unlike that of staff.
	b.now = b.now.AddDate(0, 0, 29)
	if _, err := b.Visitor(t.Context(), token); err != nil {
		t.Errorf("after 29 days: %v", err)
	}
}

func TestSignInRenewsTheSession(t *testing.T) {
	t.Parallel()
	b := setup(t)
	b.person(t, "karim@maasoever.example", tandem.Coordinator)
	q := b.asked(t)
	planted, id, err := b.Begin(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	b.change(t, func(ctx context.Context, tx *postgres.Tx) error {
		return tx.GrantQuestion(ctx, id, q.ID, tandem.ID[tandem.QuestionLink]{})
	})
	browser, code := b.ask(t, "karim@maasoever.example")
	token, err := b.SignIn(t.Context(), browser, code, id)
	if err != nil || token == planted {
		t.Fatalf("got the same token (%v) or %v", token == planted, err)
	}
	_, err = b.Visitor(t.Context(), planted)
	wantKind(t, err, tandem.NotFound)
	v, err := b.Visitor(t.Context(), token)
	if err != nil || len(v.Questions) != 1 {
		t.Errorf("got questions %v, %v, want the draft carried over", v.Questions, err)
	}
}
