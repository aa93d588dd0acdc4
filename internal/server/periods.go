package server

import (
	"net/http"

	"github.com/tandem-hbo/tandem/internal/catalog"
	"github.com/tandem-hbo/tandem/internal/tandem"
	"github.com/tandem-hbo/tandem/web/page"
)

// periodsPage lists the teaching periods of one of the actor's institutions.
func (s *Server) periodsPage(w http.ResponseWriter, r *http.Request) error {
	in, err := s.ownCatalog(r, r.URL.Query().Get("institution"))
	if err != nil {
		return err
	}
	p := page.Periods{Shell: s.shell(r), In: in.ID, Name: in.Name, Today: s.Catalog.Today()}
	list, err := s.Catalog.Periods(r.Context(), in.ID)
	if err != nil {
		return err
	}
	if p.Tabs, err = s.tabs(r, managed(s.actor(r)), in.ID, "/beheer/periodes"); err != nil {
		return err
	}
	p.Rows, p.Pager = paged(r, p.Shell, list)
	return s.render(w, r, http.StatusOK, p.Page())
}

// newPeriodPage shows an empty form.
func (s *Server) newPeriodPage(w http.ResponseWriter, r *http.Request) error {
	in, err := s.ownCatalog(r, r.URL.Query().Get("institution"))
	if err != nil {
		return err
	}
	p := page.PeriodEdit{AdminForm: page.AdminForm{Shell: s.shell(r)}, In: in.ID, Name: in.Name, Form: page.PeriodForm{}}
	return s.render(w, r, http.StatusOK, p.Page())
}

// addPeriod stores a new one.
func (s *Server) addPeriod(w http.ResponseWriter, r *http.Request) error {
	in, err := s.ownCatalog(r, r.FormValue("institution"))
	if err != nil {
		return err
	}
	return s.keepPeriod(w, r, tandem.Period{InstitutionID: in.ID}, page.PeriodEdit{In: in.ID, Name: in.Name})
}

// editPeriodPage shows one that is there.
func (s *Server) editPeriodPage(w http.ResponseWriter, r *http.Request) error {
	old, p, err := s.ownPeriod(r)
	if err != nil {
		return err
	}
	p.Shell, p.Form = s.shell(r), typedPeriod(old)
	return s.render(w, r, http.StatusOK, p.Page())
}

// editPeriod stores the changes.
func (s *Server) editPeriod(w http.ResponseWriter, r *http.Request) error {
	old, p, err := s.ownPeriod(r)
	if err != nil {
		return err
	}
	return s.keepPeriod(w, r, old, p)
}

// ownPeriod finds the period of the address and the page for it, if the actor
// manages it.
func (s *Server) ownPeriod(r *http.Request) (tandem.Period, page.PeriodEdit, error) {
	var p page.PeriodEdit
	which, err := id[tandem.Period](r, "id")
	if err != nil {
		return tandem.Period{}, p, err
	}
	old, err := s.Catalog.Period(r.Context(), which)
	if err != nil {
		return old, p, err
	}
	in, err := s.ownCatalog(r, old.InstitutionID.String())
	p.ID, p.In, p.Name, p.Seen = old.ID, in.ID, in.Name, string(catalog.StampOf(old))
	return old, p, err
}

// keepPeriod reads the form and stores it in the place of old; what is refused
// comes back as typed.
func (s *Server) keepPeriod(w http.ResponseWriter, r *http.Request, old tandem.Period, p page.PeriodEdit) error {
	var n reading
	err := s.decode(r, &p.Form)
	next := readPeriod(p.Form, &n)
	next.ID, next.InstitutionID = old.ID, old.InstitutionID
	if err == nil {
		_, err = s.Catalog.SavePeriod(r.Context(), s.actor(r), next, catalog.Stamp(r.FormValue("seen")))
	}
	if status := s.refuse(r, &p.AdminForm, err, n.faults); status != 0 {
		p.Shell = s.shell(r)
		return s.render(w, r, status, p.Page())
	}
	if err != nil {
		return err
	}
	return s.redirect(w, r, "/beheer/periodes?institution="+p.In.String(), "period_saved")
}
