package server

import (
	"errors"
	"net/http"

	"github.com/tandem-hbo/tandem/internal/tandem"
	"github.com/tandem-hbo/tandem/web/page"
	"github.com/tandem-hbo/tandem/web/ui"
)

// peoplePage lists the people of an institution.
func (s *Server) peoplePage(w http.ResponseWriter, r *http.Request) error {
	var f page.PeopleForm
	s.decodeQuery(r, &f)
	return s.showPeople(w, r, http.StatusOK, page.People{Form: f})
}

// showPeople fills in the page for the institution that the form names, or for
// the first one that the actor administers.
func (s *Server) showPeople(w http.ResponseWriter, r *http.Request, status int, p page.People) error {
	by := s.actor(r)
	in, err := ownInstitution(by, p.Form.In)
	if err != nil {
		return err
	}
	staff, invited, err := s.Account.People(r.Context(), by, in)
	if err != nil {
		return err
	}
	names, err := s.Account.Institutions(r.Context(), by)
	if err != nil {
		return err
	}
	p.Shell, p.In, p.Name, p.Invited = s.shell(r), in.String(), names[in], invited
	p.Staff, p.Pager = paged(r, p.Shell, staff)
	for _, id := range by.Institutions(tandem.Admin) {
		p.Institutions = append(p.Institutions, ui.Link{
			Text: names[id], Href: "/mensen?institution=" + id.String(), Current: id == in,
		})
	}
	return s.render(w, r, status, p.Page())
}

// ownInstitution reads the id of an institution; empty is the first one that
// the actor administers. None at all is Denied.
func ownInstitution(by tandem.Actor, raw string) (tandem.ID[tandem.Institution], error) {
	if raw != "" {
		return tandem.ParseID[tandem.Institution](raw)
	}
	if own := by.Institutions(tandem.Admin); len(own) > 0 {
		return own[0], nil
	}
	return tandem.ID[tandem.Institution]{}, tandem.Denied
}

// invite sends an invitation.
func (s *Server) invite(w http.ResponseWriter, r *http.Request) error {
	var f page.PeopleForm
	in, err := s.peopleForm(r, &f)
	if err == nil {
		err = s.Account.Invite(r.Context(), s.actor(r), tandem.Invitation{
			InstitutionID: in, Name: f.Name, Mail: f.Mail, Role: tandem.Role(f.Role),
		}, s.lang(r))
	}
	if errors.Is(err, tandem.Invalid) {
		return s.showPeople(w, r, http.StatusUnprocessableEntity, page.People{Form: f, Errors: faultsOf(s.printer(r), err)})
	}
	return s.backToPeople(w, r, f, err, "invited")
}

// peopleForm reads a form of the people page and the institution it is about.
func (s *Server) peopleForm(r *http.Request, f *page.PeopleForm) (tandem.ID[tandem.Institution], error) {
	if err := s.decode(r, f); err != nil {
		return tandem.ID[tandem.Institution]{}, err
	}
	return tandem.ParseID[tandem.Institution](f.In)
}

// backToPeople leads back to the page after a change that went well.
func (s *Server) backToPeople(w http.ResponseWriter, r *http.Request, f page.PeopleForm, err error, flash string) error {
	if err != nil {
		return err
	}
	return s.redirect(w, r, "/mensen?institution="+f.In, flash)
}

// withdrawInvitation takes an invitation back.
func (s *Server) withdrawInvitation(w http.ResponseWriter, r *http.Request) error {
	var f page.PeopleForm
	in, err := s.peopleForm(r, &f)
	if err != nil {
		return err
	}
	invitation, err := id[tandem.Invitation](r, "id")
	if err != nil {
		return err
	}
	err = s.Account.WithdrawInvitation(r.Context(), s.actor(r), in, invitation)
	return s.backToPeople(w, r, f, err, "invitation_withdrawn")
}

// addRole gives somebody a role.
func (s *Server) addRole(w http.ResponseWriter, r *http.Request) error {
	return s.changePerson(w, r, "role_added", func(p tandem.ID[tandem.Person], m tandem.Membership) error {
		return s.Account.AddRole(r.Context(), s.actor(r), p, m)
	})
}

// removeRole takes a role away.
func (s *Server) removeRole(w http.ResponseWriter, r *http.Request) error {
	return s.changePerson(w, r, "role_removed", func(p tandem.ID[tandem.Person], m tandem.Membership) error {
		return s.Account.RemoveRole(r.Context(), s.actor(r), p, m)
	})
}

// endSessions signs somebody out everywhere.
func (s *Server) endSessions(w http.ResponseWriter, r *http.Request) error {
	return s.changePerson(w, r, "sessions_ended", func(p tandem.ID[tandem.Person], m tandem.Membership) error {
		return s.Account.EndSessions(r.Context(), s.actor(r), p, m.InstitutionID)
	})
}

func (s *Server) changePerson(
	w http.ResponseWriter, r *http.Request, flash string, change func(tandem.ID[tandem.Person], tandem.Membership) error,
) error {
	var f page.PeopleForm
	in, err := s.peopleForm(r, &f)
	if err != nil {
		return err
	}
	person, err := id[tandem.Person](r, "id")
	if err != nil {
		return err
	}
	err = change(person, tandem.Membership{InstitutionID: in, Role: tandem.Role(f.Role)})
	return s.backToPeople(w, r, f, err, flash)
}

// mailsPage lists the mails that a person should look at.
func (s *Server) mailsPage(w http.ResponseWriter, r *http.Request) error {
	mails, err := s.Mailer.Unsent(r.Context(), s.actor(r))
	if err != nil {
		return err
	}
	return s.render(w, r, http.StatusOK, page.Mails{Shell: s.shell(r), Mails: mails}.Page())
}

// retryMail has a refused mail sent once more.
func (s *Server) retryMail(w http.ResponseWriter, r *http.Request) error {
	mail, err := id[tandem.Mail](r, "id")
	if err != nil {
		return err
	}
	if err := s.Mailer.Retry(r.Context(), s.actor(r), mail); err != nil {
		return err
	}
	return s.redirect(w, r, "/post", "mail_retried")
}
