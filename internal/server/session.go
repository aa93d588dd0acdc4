package server

import (
	"errors"
	"fmt"
	"net/http"
	"time"

	"github.com/tandem-hbo/tandem/internal/tandem"
)

// keepSession is how long a browser keeps the cookie. The server decides how
// long it works.
const keepSession = 180 * 24 * time.Hour

// known reads the session: who this is and what they may, anew at each request,
// so that a withdrawn role or an ended session counts at once.
func (s *Server) known(next http.Handler) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		v := visitOf(r)
		v.lang = s.language(w, r)
		token := s.cookies.get(r, sessionCookie)
		if token == "" {
			next.ServeHTTP(w, r)
			return
		}
		found, err := s.Account.Visitor(r.Context(), token)
		switch {
		case errors.Is(err, tandem.NotFound):
			s.cookies.drop(w, sessionCookie)
		case err != nil:
			s.fail(w, r, fmt.Errorf("read session: %w", err))
			return
		default:
			v.visitor, v.actor = found, found.Actor()
			w.Header().Set("Cache-Control", "no-store")
		}
		next.ServeHTTP(w, r)
	})
}

// session returns the browser's session and begins one when there is none, for
// somebody who writes a question without an account. The service that stores
// the draft grants it to this session.
func (s *Server) session(w http.ResponseWriter, r *http.Request) (tandem.ID[tandem.Session], error) {
	v := visitOf(r)
	if !v.visitor.SessionID.IsZero() {
		return v.visitor.SessionID, nil
	}
	token, id, err := s.Account.Begin(r.Context())
	if err != nil {
		return id, fmt.Errorf("begin session: %w", err)
	}
	s.keep(w, token)
	v.visitor.SessionID = id
	return id, nil
}

// keep hands the browser the token of its session.
func (s *Server) keep(w http.ResponseWriter, token string) {
	s.cookies.set(w, sessionCookie, token, keepSession)
	w.Header().Set("Cache-Control", "no-store")
}

// signOut ends the session on the server and empties the browser.
func (s *Server) signOut(w http.ResponseWriter, r *http.Request) error {
	if id := visitOf(r).visitor.SessionID; !id.IsZero() {
		if err := s.Account.SignOut(r.Context(), id); err != nil {
			return fmt.Errorf("sign out: %w", err)
		}
	}
	w.Header().Set("Clear-Site-Data", `"cache", "cookies", "storage"`)
	s.cookies.drop(w, sessionCookie)
	return s.redirect(w, r, "/", "")
}

// signedIn lets in people who have proven who they are and sends others to the
// sign-in page. What they may do is still up to policy.
func (s *Server) signedIn(next http.Handler) http.Handler {
	return s.handle(func(w http.ResponseWriter, r *http.Request) error {
		if !s.actor(r).SignedIn() {
			return s.redirect(w, r, "/inloggen", "sign_in_first")
		}
		next.ServeHTTP(w, r)
		return nil
	})
}
