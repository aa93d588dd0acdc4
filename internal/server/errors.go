package server

import (
	"context"
	"errors"
	"net/http"

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
	code, sentence := status(err)
	var known *tandem.Error
	if code == http.StatusConflict && errors.As(err, &known) {
		sentence = known.Code
	}
	if code == http.StatusServiceUnavailable || code == http.StatusTooManyRequests {
		w.Header().Set("Retry-After", "5")
	}
	if err := s.render(w, r, code, s.problem(r, code, sentence)); err != nil {
		http.Error(w, http.StatusText(http.StatusInternalServerError), http.StatusInternalServerError)
	}
}

// notFound answers an address that leads nowhere.
func (s *Server) notFound(http.ResponseWriter, *http.Request) error { return tandem.NotFound }
