package server

import (
	"context"
	"net/http"

	"github.com/tandem-hbo/tandem/internal/tandem"
	"github.com/tandem-hbo/tandem/web/text"
)

// visit is what the middleware learns about one request. The outermost layer
// puts an empty one in the context, so that the log line can tell afterwards
// what the inner layers found. Handlers read it through the methods below and
// pass the actor on as an argument.
type visit struct {
	requestID string
	actor     tandem.Actor
	visitor   tandem.Visitor
	lang      text.Lang
	err       error // what the handler returned, for the log
	refused   error // why a form comes back that came too late, for its page to say
}

type visitKey struct{}

func withVisit(r *http.Request, v *visit) *http.Request {
	return r.WithContext(context.WithValue(r.Context(), visitKey{}, v))
}

// visitOf returns the visit of the request; an empty one outside the middleware.
func visitOf(r *http.Request) *visit {
	if v, ok := r.Context().Value(visitKey{}).(*visit); ok {
		return v
	}
	return &visit{lang: text.NL}
}

// actor is who makes the request; the zero Actor is an anonymous visitor.
func (s *Server) actor(r *http.Request) tandem.Actor { return visitOf(r).actor }

// printer speaks the language of the request.
func (s *Server) printer(r *http.Request) text.Printer { return text.For(visitOf(r).lang) }

// isHTMX reports whether script asks for a part of a page. Handlers then render
// that part alone; history restores want the whole page.
func isHTMX(r *http.Request) bool {
	return r.Header.Get("HX-Request") == "true" && r.Header.Get("HX-History-Restore-Request") != "true"
}
