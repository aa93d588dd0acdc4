package server

import (
	"errors"
	"maps"
	"net/http"
	"slices"

	"github.com/tandem-hbo/tandem/internal/catalog"
	"github.com/tandem-hbo/tandem/internal/policy"
	"github.com/tandem-hbo/tandem/internal/tandem"
	"github.com/tandem-hbo/tandem/web/page"
	"github.com/tandem-hbo/tandem/web/ui"
)

// adminPage leads to all that an institution can set.
func (s *Server) adminPage(w http.ResponseWriter, r *http.Request) error {
	by := s.actor(r)
	if len(managed(by)) == 0 {
		return tandem.Denied
	}
	return s.render(w, r, http.StatusOK, page.Admin{Shell: s.shell(r), All: by.Has(tandem.Admin)}.Page())
}

// managed lists the institutions whose catalogue the actor manages.
func managed(by tandem.Actor) []tandem.ID[tandem.Institution] {
	list := by.Institutions(tandem.Admin)
	for _, in := range by.Institutions(tandem.Coordinator) {
		if !slices.Contains(list, in) {
			list = append(list, in)
		}
	}
	return list
}

// choose reads the id of an institution; empty is the first of the actor's own.
// None at all is Denied.
func choose(own []tandem.ID[tandem.Institution], raw string) (tandem.ID[tandem.Institution], error) {
	if raw != "" {
		return tandem.ParseID[tandem.Institution](raw)
	}
	if len(own) > 0 {
		return own[0], nil
	}
	return tandem.ID[tandem.Institution]{}, tandem.Denied
}

// tabs lead from one of the actor's institutions to another, on the page at a
// path; one institution needs none.
func (s *Server) tabs(r *http.Request, own []tandem.ID[tandem.Institution], in tandem.ID[tandem.Institution], path string) ([]ui.Link, error) {
	if len(own) < 2 {
		return nil, nil
	}
	names, err := s.Account.Institutions(r.Context(), s.actor(r))
	if err != nil {
		return nil, err
	}
	var list []ui.Link
	for _, id := range own {
		list = append(list, ui.Link{Text: names[id], Href: path + "?institution=" + id.String(), Current: id == in})
	}
	return list, nil
}

// refuse fills in what a form shows of an error that somebody can mend, and
// returns the status to show it with; 0 is any other error, or none. unread are
// fields that could not be read: their own sentence is the better one.
func (s *Server) refuse(r *http.Request, p *page.AdminForm, err error, unread []tandem.FieldError) int {
	var known *tandem.Error
	if !errors.As(err, &known) {
		return 0
	}
	switch {
	case known.Kind == tandem.Invalid:
		p.Errors = faultsOf(s.printer(r), err)
		maps.Copy(p.Errors, faultsOf(s.printer(r), tandem.FailFields(unread)))
		return http.StatusUnprocessableEntity
	case known.Code == "name_taken":
		p.Errors = faults{"name": s.printer(r).Code("problem_say", known.Code)}
		return http.StatusConflict
	case known.Code == "moved_on":
		p.Newer = true
		return http.StatusConflict
	}
	return 0
}

// institutionPage shows the facts of one of the actor's institutions.
func (s *Server) institutionPage(w http.ResponseWriter, r *http.Request) error {
	old, err := s.ownFacts(r, r.URL.Query().Get("institution"))
	if err != nil {
		return err
	}
	return s.showInstitution(w, r, http.StatusOK, page.InstitutionEdit{
		AdminForm: page.AdminForm{Seen: string(catalog.StampOf(old))}, ID: old.ID, Form: typedInstitution(old),
	})
}

// ownFacts finds an institution that the actor administers.
func (s *Server) ownFacts(r *http.Request, raw string) (tandem.Institution, error) {
	by := s.actor(r)
	in, err := choose(by.Institutions(tandem.Admin), raw)
	if err == nil {
		err = policy.ManagePeople(by, in)
	}
	if err != nil {
		return tandem.Institution{}, err
	}
	return s.Catalog.Institution(r.Context(), in)
}

func (s *Server) showInstitution(w http.ResponseWriter, r *http.Request, status int, p page.InstitutionEdit) error {
	var err error
	p.Shell = s.shell(r)
	if !p.ID.IsZero() {
		p.Tabs, err = s.tabs(r, s.actor(r).Institutions(tandem.Admin), p.ID, "/beheer/hogeschool")
	}
	if err != nil {
		return err
	}
	return s.render(w, r, status, p.Page())
}

// newInstitutionPage shows an empty form with the usual numbers of days.
func (s *Server) newInstitutionPage(w http.ResponseWriter, r *http.Request) error {
	if err := policy.ManageTaxonomy(s.actor(r)); err != nil {
		return err
	}
	return s.showInstitution(w, r, http.StatusOK, page.InstitutionEdit{Form: page.InstitutionForm{LapseDays: "14", ExpireDays: "180"}})
}

// addInstitution stores another institution.
func (s *Server) addInstitution(w http.ResponseWriter, r *http.Request) error {
	var p page.InstitutionEdit
	return s.keepInstitution(w, r, p, func(in tandem.Institution) (tandem.Institution, error) {
		return s.Catalog.AddInstitution(r.Context(), s.actor(r), in)
	})
}

// editInstitution stores changed facts.
func (s *Server) editInstitution(w http.ResponseWriter, r *http.Request) error {
	old, err := s.ownFacts(r, r.FormValue("institution"))
	if err != nil {
		return err
	}
	p := page.InstitutionEdit{AdminForm: page.AdminForm{Seen: string(catalog.StampOf(old))}, ID: old.ID}
	return s.keepInstitution(w, r, p, func(in tandem.Institution) (tandem.Institution, error) {
		in.ID = old.ID
		return in, s.Catalog.SaveInstitution(r.Context(), s.actor(r), in, catalog.Stamp(r.FormValue("seen")))
	})
}

// keepInstitution reads the form and stores it by save; what is refused comes
// back as typed.
func (s *Server) keepInstitution(
	w http.ResponseWriter, r *http.Request, p page.InstitutionEdit, save func(tandem.Institution) (tandem.Institution, error),
) error {
	var n reading
	err := s.decode(r, &p.Form)
	in := readInstitution(p.Form, &n)
	if err == nil {
		in, err = save(in)
	}
	if status := s.refuse(r, &p.AdminForm, err, n.faults); status != 0 {
		return s.showInstitution(w, r, status, p)
	}
	if err != nil {
		return err
	}
	return s.redirect(w, r, "/beheer/hogeschool?institution="+in.ID.String(), "institution_saved")
}
