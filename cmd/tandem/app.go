package main

import (
	"context"
	"log/slog"
	"net/http"
)

// appConfig is what the application needs to know of the settings.
type appConfig struct {
	serveCmd

	base string // the address people use, without a closing slash
	log  *slog.Logger
}

// app is the running application, between the database and the HTTP server.
type app struct {
	handler  http.Handler
	log      *slog.Logger
	greeting string                      // what whoever started it should know, such as demo accounts
	leave    func()                      // says not ready, before running requests end
	close    func(context.Context) error // stops the background work and the pool
}

// newApp builds services, background work and pages on the database.
func newApp(_ context.Context, _ *database, cfg appConfig) (*app, error) {
	mux := http.NewServeMux()
	mux.HandleFunc("GET /healthz", func(w http.ResponseWriter, _ *http.Request) { w.WriteHeader(http.StatusOK) })
	return &app{
		handler: mux,
		log:     cfg.log,
		leave:   func() {},
		close:   func(context.Context) error { return nil },
	}, nil
}
