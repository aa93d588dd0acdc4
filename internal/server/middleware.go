package server

import (
	"context"
	"errors"
	"fmt"
	"log/slog"
	"net/http"
	"runtime/debug"
	"strings"
	"time"
	"unicode"

	"github.com/go-chi/chi/v5"
	"github.com/go-chi/chi/v5/middleware"
	"github.com/go-chi/httprate"

	"github.com/tandem-hbo/tandem/internal/tandem"
)

// Limits of one request.
const (
	maxBody        = 512 << 10 // 20,000 characters, percent-encoded, four times over
	requestTimeout = 15 * time.Second
	requestIDBytes = 64
)

// logged is the outermost layer: it gives the request an id and writes one line
// when it is over. The line has the route's pattern and never the address, for
// addresses can hold the token of a link.
func (s *Server) logged(next http.Handler) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		v := &visit{requestID: requestID(r)}
		w.Header().Set("X-Request-Id", v.requestID)
		ww := middleware.NewWrapResponseWriter(w, r.ProtoMajor)
		began := time.Now()
		defer func() { s.writeLine(r, ww, v, time.Since(began)) }()
		next.ServeHTTP(ww, withVisit(r, v))
	})
}

func (s *Server) writeLine(r *http.Request, ww middleware.WrapResponseWriter, v *visit, took time.Duration) {
	attrs := []slog.Attr{
		slog.String("id", v.requestID), slog.String("method", r.Method),
		slog.String("route", chi.RouteContext(r.Context()).RoutePattern()),
		slog.Int("status", ww.Status()), slog.Int("bytes", ww.BytesWritten()),
		slog.Float64("ms", float64(took.Microseconds())/1000),
	}
	if v.actor.SignedIn() {
		attrs = append(attrs, slog.String("actor", v.actor.PersonID.String()))
	}
	if v.err != nil {
		attrs = append(attrs, slog.String("error", v.err.Error()))
	}
	s.cfg.Log.LogAttrs(r.Context(), level(ww.Status()), "request", attrs...)
}

func level(status int) slog.Level {
	switch {
	case status >= http.StatusInternalServerError:
		return slog.LevelError
	case status >= http.StatusBadRequest:
		return slog.LevelWarn
	}
	return slog.LevelInfo
}

// requestID keeps the id that a proxy gave, so that its log and ours meet, when
// it looks like one.
func requestID(r *http.Request) string {
	id := r.Header.Get("X-Request-Id")
	odd := func(c rune) bool { return c != '-' && !unicode.IsDigit(c) && !unicode.IsLetter(c) }
	if id == "" || len(id) > requestIDBytes || strings.ContainsFunc(id, odd) {
		return tandem.NewID[visit]().String()
	}
	return id
}

// recovered turns a panic into the page for a fault of ours.
func (s *Server) recovered(next http.Handler) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		defer func() {
			cause := recover()
			if cause == nil {
				return
			}
			if err, ok := cause.(error); ok && errors.Is(err, http.ErrAbortHandler) {
				panic(cause) // net/http's own way to drop a connection
			}
			s.fail(w, r, fmt.Errorf("panic: %v\n%s", cause, debug.Stack()))
		}()
		next.ServeHTTP(w, r)
	})
}

// clientIP finds the address of the client: that of the connection, or what a
// trusted proxy says. Nobody else's X-Forwarded-For is believed.
func (s *Server) clientIP(next http.Handler) http.Handler {
	if len(s.cfg.TrustedProxies) == 0 {
		return middleware.ClientIPFromRemoteAddr(next)
	}
	networks := make([]string, len(s.cfg.TrustedProxies))
	for i, p := range s.cfg.TrustedProxies {
		networks[i] = p.String()
	}
	return middleware.ClientIPFromXFF(networks...)(next)
}

// limited bounds the body and the time of a request.
func (s *Server) limited(next http.Handler) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		ctx, cancel := context.WithTimeout(r.Context(), requestTimeout)
		defer cancel()
		r.Body = http.MaxBytesReader(w, r.Body, maxBody)
		next.ServeHTTP(w, r.WithContext(ctx))
	})
}

// secured sets the headers that keep a page within itself: no foreign or inline
// script, no framing, no sniffing, nothing told to other sites.
func (s *Server) secured(next http.Handler) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		h := w.Header()
		h.Set("Content-Security-Policy", contentPolicy)
		h.Set("X-Content-Type-Options", "nosniff")
		h.Set("X-Frame-Options", "DENY")
		h.Set("Referrer-Policy", "same-origin")
		h.Set("Cross-Origin-Opener-Policy", "same-origin")
		h.Set("Cross-Origin-Resource-Policy", "same-origin")
		h.Set("Permissions-Policy", "camera=(), microphone=(), geolocation=(), payment=(), usb=(), browsing-topics=()")
		if s.cookies.secure {
			h.Set("Strict-Transport-Security", "max-age=63072000; includeSubDomains")
		}
		next.ServeHTTP(w, r)
	})
}

const contentPolicy = "default-src 'none'; style-src 'self'; script-src 'self'; img-src 'self'; font-src 'self'; " +
	"connect-src 'self'; frame-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'"

// sameOrigin refuses forms that another site posts. Cookies are SameSite=Lax
// besides, since requests without Origin and Sec-Fetch-Site pass: they come from
// no browser.
func (s *Server) sameOrigin(next http.Handler) http.Handler {
	guard := http.NewCrossOriginProtection()
	guard.SetDenyHandler(s.handle(func(http.ResponseWriter, *http.Request) error { return errCrossOrigin }))
	return guard.Handler(next)
}

// paced lets an address do something a number of times a minute. IPv6 clients
// count by network, for one client has many addresses there.
func (s *Server) paced(perMinute int) func(http.Handler) http.Handler {
	byIP := func(r *http.Request) (string, error) {
		return httprate.CanonicalizeIP(middleware.GetClientIP(r.Context())), nil
	}
	return httprate.LimitBy(perMinute, time.Minute, byIP,
		httprate.WithLimitHandler(s.handle(func(http.ResponseWriter, *http.Request) error { return tandem.TooMany })))
}
