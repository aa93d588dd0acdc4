package server

import (
	"net/http"

	"github.com/tandem-hbo/tandem/web/page"
)

// about says what Tandem keeps and how to reach the people behind it.
func (s *Server) about(w http.ResponseWriter, r *http.Request) error {
	return s.render(w, r, http.StatusOK, page.About{Shell: s.shell(r)}.Page())
}

// gallery shows every component; only in demo mode.
func (s *Server) gallery(w http.ResponseWriter, r *http.Request) error {
	return s.render(w, r, http.StatusOK, page.Gallery{Shell: s.shell(r)}.Page())
}
