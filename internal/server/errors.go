package server

import (
	"context"
	"errors"
	"net/http"
	"strings"

	"github.com/tandem-hbo/tandem/internal/tandem"
)

// handler is a handler that may fail. Nobody but fail writes an error page.
type handler func(w http.ResponseWriter, r *http.Request) error

// handle turns a handler that may fail into one that net/http knows.
func (s *Server) handle(h handler) http.HandlerFunc {
	return func(w http.ResponseWriter, r *http.Request) {
		if err := h(w, r); err != nil {
			s.fail(w, r, err)
		}
	}
}

// status is the one table from kinds of error to status and to the code of the
// sentence people read. Denied equals NotFound, so that nobody learns what
// exists. What is not in the table is a fault of ours.
func status(err error) (code int, sentence string) {
	var tooBig *http.MaxBytesError
	switch {
	case errors.As(err, &tooBig):
		return http.StatusRequestEntityTooLarge, "too_big"
	case errors.Is(err, tandem.NotFound), errors.Is(err, tandem.Denied):
		return http.StatusNotFound, "not_found"
	case errors.Is(err, errCrossOrigin):
		return http.StatusForbidden, "cross_origin"
	case errors.Is(err, tandem.Conflict):
		return http.StatusConflict, "conflict"
	case errors.Is(err, tandem.Invalid):
		return http.StatusUnprocessableEntity, "invalid"
	case errors.Is(err, tandem.TooMany):
		return http.StatusTooManyRequests, "too_many"
	case errors.Is(err, tandem.Unavailable), errors.Is(err, context.DeadlineExceeded):
		return http.StatusServiceUnavailable, "unavailable"
	}
	return http.StatusInternalServerError, "internal"
}

// errCrossOrigin marks a form that was posted from another site.
var errCrossOrigin = errors.New("posted from another origin")

// fail answers with the page for an error. The text of the error goes to the
// log alone.
func (s *Server) fail(w http.ResponseWriter, r *http.Request, err error) {
	v := visitOf(r)
	v.err = err
	if errors.Is(err, context.Canceled) {
		return // the reader went away
	}
	code, _ := status(err)
	if code == http.StatusServiceUnavailable || code == http.StatusTooManyRequests {
		w.Header().Set("Retry-After", "5")
	}
	if err := s.render(w, r, code, s.problem(r, err)); err != nil {
		http.Error(w, http.StatusText(http.StatusInternalServerError), http.StatusInternalServerError)
	}
}

// again tells with which status a form comes back as it was typed: 422 for what
// breaks a rule, 409 for what came too late, which the page then says. It is not
// ok for an error after which no form comes back.
func (s *Server) again(r *http.Request, err error) (code int, ok bool) {
	code, _ = status(err)
	if code == http.StatusConflict {
		visitOf(r).refused = err
	}
	return code, code == http.StatusConflict || code == http.StatusUnprocessableEntity
}

// sentence says what went wrong: in the error's own words where it is a conflict
// that has them, empty where there is nothing but the usual words for its status.
func (s *Server) sentence(r *http.Request, err error) string {
	p := s.printer(r)
	code, name := status(err)
	if code == http.StatusConflict {
		if own := conflictCode(err, name); p.Has("problem_say", own) {
			return p.Code("problem_say", own)
		}
		return p.Code("problem_lead", "409")
	}
	if p.Has("problem_say", name) {
		return p.Code("problem_say", name)
	}
	return ""
}

// conflictCode is the code of an error's own sentence, else the general one.
func conflictCode(err error, otherwise string) string {
	if known, ok := errors.AsType[*tandem.Error](err); ok {
		return known.Code
	}
	return otherwise
}

// backFrom is the page of the thing that a form is about, empty for none: where
// who came too late sees how it stands now.
func backFrom(path string) string {
	parts := strings.Split(strings.Trim(path, "/"), "/")
	switch parts[0] {
	case "rondes", "aanbod", "opdrachten", "evaluatie", "mijn-vraag", "vragen", "werkvoorraad":
		return "/" + strings.Join(parts[:min(2, len(parts))], "/")
	case "beheer", "mensen":
		return "/" + parts[0]
	}
	return ""
}

// notFound answers an address that leads nowhere.
func (s *Server) notFound(http.ResponseWriter, *http.Request) error { return tandem.NotFound }
