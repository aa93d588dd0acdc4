package server

import (
	"context"
	"errors"
	"fmt"
	"log/slog"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"

	"github.com/tandem-hbo/tandem/internal/tandem"
	"github.com/tandem-hbo/tandem/web/text"
)

// bare is a server without services, for what needs none.
func bare(t *testing.T, log *strings.Builder) *Server {
	t.Helper()
	u, err := ParseBaseURL("https://tandem.example")
	if err != nil {
		t.Fatal(err)
	}
	return &Server{cfg: Config{BaseURL: u, Log: slog.New(slog.NewTextHandler(log, nil))}, cookies: newCookieJar(u), forms: newFormDecoder()}
}

// TestStatus is the table from errors to answers. No answer shows the text of
// its error.
func TestStatus(t *testing.T) {
	t.Parallel()
	table := []struct {
		err  error
		want int
	}{
		{tandem.NotFound, http.StatusNotFound},
		{fmt.Errorf("secret detail: %w", tandem.Denied), http.StatusNotFound},
		{tandem.Fail(tandem.Conflict, "claim_taken"), http.StatusConflict},
		{tandem.Fail(tandem.Conflict, "secret detail"), http.StatusConflict},
		{tandem.FailFields([]tandem.FieldError{{Field: "x", Code: "missing"}}), http.StatusUnprocessableEntity},
		{fmt.Errorf("secret detail: %w", &http.MaxBytesError{Limit: 1}), http.StatusRequestEntityTooLarge},
		{tandem.TooMany, http.StatusTooManyRequests},
		{tandem.FailWith(tandem.Unavailable, "database_away", errors.New("secret detail")), http.StatusServiceUnavailable},
		{context.DeadlineExceeded, http.StatusServiceUnavailable},
		{errCrossOrigin, http.StatusForbidden},
		{errors.New("secret detail"), http.StatusInternalServerError},
	}
	for _, c := range table {
		s := bare(t, &strings.Builder{})
		rec := httptest.NewRecorder()
		s.handle(func(http.ResponseWriter, *http.Request) error { return c.err })(rec, httptest.NewRequest(http.MethodGet, "/", nil))
		if rec.Code != c.want {
			t.Errorf("%v: got status %d, want %d", c.err, rec.Code, c.want)
		}
		if strings.Contains(rec.Body.String(), "secret detail") || !strings.Contains(rec.Body.String(), "<h1>") {
			t.Errorf("%v: the page shows the error, or is no page", c.err)
		}
		later := rec.Code == http.StatusServiceUnavailable || rec.Code == http.StatusTooManyRequests
		if (rec.Header().Get("Retry-After") != "") != later {
			t.Errorf("%v: got Retry-After %q", c.err, rec.Header().Get("Retry-After"))
		}
	}
}

func TestConflictSaysWhatHappened(t *testing.T) {
	t.Parallel()
	s := bare(t, &strings.Builder{})
	rec := httptest.NewRecorder()
	s.fail(rec, httptest.NewRequest(http.MethodGet, "/", nil), tandem.Fail(tandem.Conflict, "claim_taken"))
	if want := text.For(text.NL).Code("problem_say", "claim_taken"); !strings.Contains(rec.Body.String(), want) {
		t.Errorf("the page lacks %q", want)
	}
}

// TestPanicBecomesAPage: the reader gets a page with a number, the log the
// stack under the same number.
func TestPanicBecomesAPage(t *testing.T) {
	t.Parallel()
	var log strings.Builder
	s := bare(t, &log)
	h := s.recovered(http.HandlerFunc(func(http.ResponseWriter, *http.Request) { panic("secret detail") }))
	v := &visit{requestID: "0123"}
	rec := httptest.NewRecorder()
	h.ServeHTTP(rec, withVisit(httptest.NewRequest(http.MethodGet, "/", nil), v))
	if rec.Code != http.StatusInternalServerError || strings.Contains(rec.Body.String(), "secret") || !strings.Contains(rec.Body.String(), "0123") {
		t.Errorf("got status %d and page:\n%s", rec.Code, rec.Body)
	}
	if v.err == nil || !strings.Contains(v.err.Error(), "secret detail") {
		t.Errorf("the log gets %v", v.err)
	}
}

func TestRedirectStaysHere(t *testing.T) {
	t.Parallel()
	s := bare(t, &strings.Builder{})
	for path, want := range map[string]string{
		"/vragen?zoek=x": "/vragen?zoek=x", "//evil.example": "/", "https://evil.example": "/", "evil": "/",
		"/\\evil.example": "/", "/a\r\nSet-Cookie: x": "/", "": "/",
	} {
		rec := httptest.NewRecorder()
		if err := s.redirect(rec, httptest.NewRequest(http.MethodPost, "/", nil), path, ""); err != nil {
			t.Fatal(err)
		}
		if got := rec.Header().Get("Location"); rec.Code != http.StatusSeeOther || got != want {
			t.Errorf("%q: got %d to %q, want %q", path, rec.Code, got, want)
		}
	}
	r := httptest.NewRequest(http.MethodPost, "/", nil)
	r.Header.Set("HX-Request", "true")
	rec := httptest.NewRecorder()
	if err := s.redirect(rec, r, "/vragen", ""); err != nil || rec.Header().Get("HX-Redirect") != "/vragen" {
		t.Errorf("script is sent to %q, %v", rec.Header().Get("HX-Redirect"), err)
	}
}

func TestFlashIsOneOfOurSentences(t *testing.T) {
	t.Parallel()
	s := bare(t, &strings.Builder{})
	for code, want := range map[string]bool{"signed_in": true, "sign_in_first": true, "<b>made up</b>": false, "": false} {
		r := httptest.NewRequest(http.MethodGet, "/", nil)
		r.AddCookie(&http.Cookie{Name: "__Host-melding", Value: code})
		if got := s.flash(r); (got != nil) != want {
			t.Errorf("%q: got %v", code, got)
		}
	}
}

func TestCodesOfErrorsHaveSentences(t *testing.T) {
	t.Parallel()
	for _, lang := range text.Langs() {
		p := text.For(lang)
		for _, code := range []string{"missing", "too_short", "too_long", "too_many", "unknown_choice", "unreadable", "control_characters", "mail_malformed", "code_wrong"} {
			if !p.Has("field_error", code) {
				t.Errorf("%s: no sentence for field error %s", lang, code)
			}
		}
		for _, m := range tandem.Machines() {
			if !p.Has("problem_say", m.Thing+"_moved_on") {
				t.Errorf("%s: no sentence for a %s that moved on", lang, m.Thing)
			}
		}
	}
}
