package server

import (
	"errors"
	"net/http"

	"github.com/go-chi/chi/v5"

	"github.com/tandem-hbo/tandem/internal/tandem"
	"github.com/tandem-hbo/tandem/web/page"
)

// linkPage shows the button that uses a mailed link; looking changes nothing.
func (s *Server) linkPage(w http.ResponseWriter, r *http.Request) error {
	token := chi.URLParam(r, "token")
	if err := s.Account.LinkWorks(r.Context(), token); err != nil {
		return s.deadLink(w, r, err)
	}
	shell := s.shell(r)
	shell.Private = true
	w.Header().Set("Cache-Control", "no-store")
	return s.render(w, r, http.StatusOK, page.LinkOpen{Shell: shell, Action: "/v/" + token}.Page())
}

// useLink exchanges a link for a session and leads to the question's clean
// address.
func (s *Server) useLink(w http.ResponseWriter, r *http.Request) error {
	session, q, err := s.Account.Exchange(r.Context(), chi.URLParam(r, "token"), visitOf(r).visitor)
	if err != nil {
		return s.deadLink(w, r, err)
	}
	if session != "" {
		s.keep(w, session)
	}
	return s.redirect(w, r, "/mijn-vraag/"+q.String(), "link_opened")
}

// deadLink tells kindly that a link no longer works.
func (s *Server) deadLink(w http.ResponseWriter, r *http.Request, err error) error {
	if !errors.Is(err, tandem.NotFound) {
		return err
	}
	shell := s.shell(r)
	shell.Private = true
	return s.render(w, r, http.StatusNotFound, page.LinkDead{Shell: shell}.Page())
}
