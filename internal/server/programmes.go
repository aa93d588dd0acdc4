package server

import (
	"net/http"

	"github.com/tandem-hbo/tandem/internal/catalog"
	"github.com/tandem-hbo/tandem/internal/policy"
	"github.com/tandem-hbo/tandem/internal/tandem"
	"github.com/tandem-hbo/tandem/web/page"
)

// programmesPage lists the programmes of one of the actor's institutions.
func (s *Server) programmesPage(w http.ResponseWriter, r *http.Request) error {
	in, err := s.ownCatalog(r, r.URL.Query().Get("institution"))
	if err != nil {
		return err
	}
	p := page.Programmes{Shell: s.shell(r), In: in.ID, Name: in.Name}
	list, err := s.Catalog.Programmes(r.Context(), in.ID)
	if err != nil {
		return err
	}
	if p.Tabs, err = s.tabs(r, managed(s.actor(r)), in.ID, "/beheer/opleidingen"); err != nil {
		return err
	}
	p.Rows, p.Pager = paged(r, p.Shell, list)
	return s.render(w, r, http.StatusOK, p.Page())
}

// newProgrammePage shows an empty form.
func (s *Server) newProgrammePage(w http.ResponseWriter, r *http.Request) error {
	in, err := s.ownCatalog(r, r.URL.Query().Get("institution"))
	if err != nil {
		return err
	}
	p := page.ProgrammeEdit{AdminForm: page.AdminForm{Shell: s.shell(r)}, In: in.ID, Name: in.Name, Form: page.ProgrammeForm{Level: "bachelor"}}
	return s.render(w, r, http.StatusOK, p.Page())
}

// addProgramme stores a new one.
func (s *Server) addProgramme(w http.ResponseWriter, r *http.Request) error {
	in, err := s.ownCatalog(r, r.FormValue("institution"))
	if err != nil {
		return err
	}
	return s.keepProgramme(w, r, tandem.Programme{InstitutionID: in.ID}, page.ProgrammeEdit{In: in.ID, Name: in.Name})
}

// editProgrammePage shows one that is there.
func (s *Server) editProgrammePage(w http.ResponseWriter, r *http.Request) error {
	old, p, err := s.ownProgramme(r)
	if err != nil {
		return err
	}
	p.Shell, p.Form = s.shell(r), typedProgramme(old)
	return s.render(w, r, http.StatusOK, p.Page())
}

// editProgramme stores the changes.
func (s *Server) editProgramme(w http.ResponseWriter, r *http.Request) error {
	old, p, err := s.ownProgramme(r)
	if err != nil {
		return err
	}
	return s.keepProgramme(w, r, old, p)
}

// ownProgramme finds the programme of the address and the page for it, if the actor
// manages it.
func (s *Server) ownProgramme(r *http.Request) (tandem.Programme, page.ProgrammeEdit, error) {
	var p page.ProgrammeEdit
	which, err := id[tandem.Programme](r, "id")
	if err != nil {
		return tandem.Programme{}, p, err
	}
	old, err := s.Catalog.Programme(r.Context(), which)
	if err != nil {
		return old, p, err
	}
	in, err := s.ownCatalog(r, old.InstitutionID.String())
	p.ID, p.In, p.Name, p.Seen = old.ID, in.ID, in.Name, string(catalog.StampOf(old))
	return old, p, err
}

// keepProgramme reads the form and stores it in the place of old; what is refused
// comes back as typed.
func (s *Server) keepProgramme(w http.ResponseWriter, r *http.Request, old tandem.Programme, p page.ProgrammeEdit) error {
	err := s.decode(r, &p.Form)
	next := readProgramme(p.Form)
	next.ID, next.InstitutionID = old.ID, old.InstitutionID
	if err == nil {
		_, err = s.Catalog.SaveProgramme(r.Context(), s.actor(r), next, catalog.Stamp(r.FormValue("seen")))
	}
	if status := s.refuse(r, &p.AdminForm, err, nil); status != 0 {
		p.Shell = s.shell(r)
		return s.render(w, r, status, p.Page())
	}
	if err != nil {
		return err
	}
	return s.redirect(w, r, "/beheer/opleidingen?institution="+p.In.String(), "programme_saved")
}

// ownCatalog finds an institution whose catalogue the actor manages.
func (s *Server) ownCatalog(r *http.Request, raw string) (tandem.Institution, error) {
	by := s.actor(r)
	in, err := choose(managed(by), raw)
	if err == nil {
		err = policy.ManageCatalog(by, in)
	}
	if err != nil {
		return tandem.Institution{}, err
	}
	return s.Catalog.Institution(r.Context(), in)
}
