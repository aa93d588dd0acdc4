// Package server turns requests into calls of services and their answers into
// pages: routes, middleware, sessions, forms and the one place where an error
// becomes a page.
package server

import (
	"context"
	"log/slog"
	"net/http"
	"net/netip"
	"net/url"
	"time"

	"github.com/go-playground/form/v4"

	"github.com/tandem-hbo/tandem/internal/account"
	"github.com/tandem-hbo/tandem/internal/catalog"
	"github.com/tandem-hbo/tandem/internal/claiming"
	"github.com/tandem-hbo/tandem/internal/delivery"
	"github.com/tandem-hbo/tandem/internal/intake"
	"github.com/tandem-hbo/tandem/internal/mail"
	"github.com/tandem-hbo/tandem/internal/matching"
	"github.com/tandem-hbo/tandem/internal/planning"
	"github.com/tandem-hbo/tandem/internal/review"
)

// Config is what the server needs to know.
type Config struct {
	// BaseURL is the address people use; links in mails start with it and the
	// cookies depend on its scheme.
	BaseURL *url.URL
	// TrustedProxies are the networks whose X-Forwarded-For is believed.
	TrustedProxies []netip.Prefix
	// Demo opens the sign-in by one click, the outbox and the gallery. Only ever
	// with a cluster of our own.
	Demo bool
	// Version is shown in the log and at /healthz.
	Version string
	Log     *slog.Logger
	// Patience is how long an answer waits for a plan of a round; what takes
	// longer gets a page that tells how far it is. 0 is 200 milliseconds.
	Patience time.Duration
	// Ready tells why the server must not get traffic, or returns nil.
	Ready func(context.Context) error

	Services Services
}

// Services are what handlers call. A page that needs another one adds a field.
type Services struct {
	Account  *account.Service
	Catalog  *catalog.Service
	Intake   *intake.Service
	Matching *matching.Service
	Review   *review.Service
	Planning *planning.Service
	Claims   *claiming.Service
	Works    *delivery.Service
	Mailer   *mail.Mailer
	Outbox   *mail.Outbox // only in demo mode
}

// Server holds what handlers share. It never changes once made.
type Server struct {
	Services
	cfg     Config
	cookies cookieJar
	forms   *form.Decoder
}

// New returns the handler for all of the site.
func New(cfg Config) http.Handler {
	s := &Server{Services: cfg.Services, cfg: cfg, cookies: newCookieJar(cfg.BaseURL), forms: newFormDecoder()}
	return s.routes()
}
