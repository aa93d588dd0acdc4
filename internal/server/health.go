package server

import (
	"fmt"
	"net/http"

	"github.com/tandem-hbo/tandem/internal/tandem"
)

// healthz says that the process answers.
func (s *Server) healthz(w http.ResponseWriter, _ *http.Request) error {
	return plain(w, "ok "+s.cfg.Version)
}

// readyz says whether traffic may come. The reason why not is in the log; the
// answer does not tell strangers about our settings.
func (s *Server) readyz(w http.ResponseWriter, r *http.Request) error {
	if err := s.cfg.Ready(r.Context()); err != nil {
		return tandem.FailWith(tandem.Unavailable, "not_ready", err)
	}
	return plain(w, "ready")
}

func plain(w http.ResponseWriter, answer string) error {
	w.Header().Set("Content-Type", "text/plain; charset=utf-8")
	w.Header().Set("Cache-Control", "no-store")
	_, err := fmt.Fprintln(w, answer)
	return err
}
