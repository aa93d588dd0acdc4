package server_test

import (
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"
)

// TestLookingChangesNothing gets every address twice as everybody: no row of
// any table differs afterwards, but for when a session was last seen.
func TestLookingChangesNothing(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	before := w.traces(t)
	for _, route := range w.routes(t) {
		method, pattern, _ := strings.Cut(route, " ")
		if method != http.MethodGet {
			continue
		}
		for _, who := range actors() {
			br := w.copy(w.people[who])
			br.get(t, w.path(pattern))
			br.get(t, w.path(pattern)+"?taal=en&pagina=2&q=brood")
		}
		if after := w.traces(t); after != before {
			t.Errorf("%s changed something:\n%s\n%s", pattern, before, after)
			before = after
		}
	}
}

// TestFormsOfOtherSites posts every form from elsewhere, as whoever may send it
// from here: refused with a page, nothing changed.
func TestFormsOfOtherSites(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	before, table := w.traces(t), listed()
	for _, route := range w.routes(t) {
		method, pattern, _ := strings.Cut(route, " ")
		if method != http.MethodPost {
			continue
		}
		who := mayBest(table[route])
		for name, value := range map[string]string{"Origin": "https://evil.example", "Sec-Fetch-Site": "cross-site", "sec-fetch-site": "same-site"} {
			r := httptest.NewRequestWithContext(t.Context(), method, base+w.path(pattern), strings.NewReader("institution="+w.in.ID.String()))
			r.Header.Set("Content-Type", "application/x-www-form-urlencoded")
			r.Header.Set(name, value)
			got := w.copy(w.people[who]).do(t, r)
			if got.StatusCode != http.StatusForbidden || got.page.Find("h1").Length() != 1 || len(got.Cookies()) != 0 {
				t.Errorf("%s from %s %s: status %d", route, name, value, got.StatusCode)
			}
		}
	}
	if after := w.traces(t); after != before {
		t.Errorf("a form of another site changed something:\n%s\n%s", before, after)
	}
}

// mayBest is the actor for whom a row of the table goes furthest.
func mayBest(row string) string {
	for _, sign := range ">2CU" {
		if i := strings.IndexRune(row, sign); i >= 0 {
			return actors()[i]
		}
	}
	return actors()[0]
}

// TestEveryAnswerIsGuarded: headers and cookies of every answer, pages of faults
// among them.
func TestEveryAnswerIsGuarded(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	for _, route := range append(w.routes(t), "GET /nergens", "POST /nergens", "PUT /vraag", "GET /assets/none") {
		method, pattern, _ := strings.Cut(route, " ")
		for _, who := range actors() {
			w.apart(t, func() {
				r := httptest.NewRequestWithContext(t.Context(), method, base+w.path(pattern), nil)
				guarded(t, route+" as "+who, pattern, w.copy(w.people[who]).do(t, r), who != "anonymous")
			})
		}
	}
}

func guarded(t *testing.T, what, pattern string, got answer, private bool) {
	t.Helper()
	h := got.Header
	policy := h.Get("Content-Security-Policy")
	frame := pattern == "/demo/mail/{id}/body" // a mail brings its own style, sandboxed
	if !frame && (strings.Contains(policy, "unsafe") || !strings.Contains(policy, "frame-ancestors 'none'") || !strings.Contains(policy, "default-src 'none'")) {
		t.Errorf("%s: policy %q", what, policy)
	}
	if frame && got.StatusCode == http.StatusOK && !strings.Contains(policy, "sandbox") {
		t.Errorf("%s: policy %q", what, policy)
	}
	if h.Get("X-Content-Type-Options") != "nosniff" || !strings.HasPrefix(h.Get("Strict-Transport-Security"), "max-age=63072000") {
		t.Errorf("%s: got headers %v", what, h)
	}
	outside := strings.HasPrefix(pattern, "/assets/") || pattern == "/healthz" || pattern == "/readyz"
	if private && !outside && h.Get("Cache-Control") != "no-store" {
		t.Errorf("%s: may be stored: %q", what, h.Get("Cache-Control"))
	}
	for _, c := range got.Cookies() {
		if !c.Secure || !c.HttpOnly || c.SameSite != http.SameSiteLaxMode || c.Path != "/" || c.Domain != "" || !strings.HasPrefix(c.Name, "__Host-") {
			t.Errorf("%s: cookie %s", what, c)
		}
	}
}
