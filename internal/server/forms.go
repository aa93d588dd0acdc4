package server

import (
	"net/http"

	"github.com/go-chi/chi/v5"

	"github.com/tandem-hbo/tandem/internal/calendar"
	"github.com/tandem-hbo/tandem/internal/tandem"
	"github.com/tandem-hbo/tandem/web/page"
)

// formsPage shows the ways of working together, for anybody.
func (s *Server) formsPage(w http.ResponseWriter, r *http.Request) error {
	taxonomy, yields, err := s.figures(r)
	if err != nil {
		return err
	}
	p := page.Forms{Shell: s.shell(r), Taxonomy: taxonomy, Yields: yields}
	if side := tandem.Side(r.URL.Query().Get("kant")); side == tandem.Company || side == tandem.Education {
		p.Side = side
	}
	return s.render(w, r, http.StatusOK, p.Page())
}

// figures reads what is expected of forms and what was measured.
func (s *Server) figures(r *http.Request) (tandem.Taxonomy, []tandem.Yield, error) {
	taxonomy, err := s.Catalog.Taxonomy(r.Context())
	if err != nil {
		return taxonomy, nil, err
	}
	yields, err := s.Catalog.Yields(r.Context())
	return taxonomy, yields, err
}

// formPage shows one form; what people wrote about it is for staff alone.
func (s *Server) formPage(w http.ResponseWriter, r *http.Request) error {
	taxonomy, yields, err := s.figures(r)
	if err != nil {
		return err
	}
	form, known := taxonomy.Form(tandem.FormKey(chi.URLParam(r, "key")))
	if !known {
		return tandem.NotFound
	}
	by := s.actor(r)
	plan := calendar.Form(form.Facts, s.Catalog.Today())
	p := page.FormShow{
		Shell: s.shell(r), Taxonomy: taxonomy, Form: form, Yields: yields, Staff: len(by.Memberships) > 0,
		Start: plan.Start, HandIn: plan.HandIn,
	}
	if p.Staff {
		if p.Notes, err = s.Catalog.FormNotes(r.Context(), by, form.Key); err != nil {
			return err
		}
	} else {
		p.Ask = "/vraag"
	}
	return s.render(w, r, http.StatusOK, p.Page())
}
