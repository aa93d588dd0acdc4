package server_test

import (
	"errors"
	"net/http"
	"net/http/httptest"
	"net/url"
	"strings"
	"testing"

	"github.com/tandem-hbo/tandem/internal/server"
	"github.com/tandem-hbo/tandem/internal/tandem"
)

func TestSecurityHeaders(t *testing.T) {
	t.Parallel()
	b := setup(t)
	for _, path := range []string{"/inloggen", "/healthz", "/nowhere", "/assets/nowhere.css", "/demo/mail"} {
		h := b.browser().get(t, path).Header
		policy := h.Get("Content-Security-Policy")
		for _, want := range []string{"default-src 'none'", "script-src 'self'", "style-src 'self'", "form-action 'self'", "base-uri 'none'", "frame-ancestors 'none'"} {
			if !strings.Contains(policy, want) {
				t.Errorf("%s: policy %q lacks %s", path, policy, want)
			}
		}
		if strings.Contains(policy, "unsafe") {
			t.Errorf("%s: policy is weak: %s", path, policy)
		}
		for name, want := range map[string]string{
			"X-Content-Type-Options": "nosniff", "Referrer-Policy": "same-origin", "Cross-Origin-Opener-Policy": "same-origin",
			"Cross-Origin-Resource-Policy": "same-origin", "Strict-Transport-Security": "max-age=63072000; includeSubDomains",
		} {
			if h.Get(name) != want {
				t.Errorf("%s: %s is %q, want %q", path, name, h.Get(name), want)
			}
		}
		if h.Get("Permissions-Policy") == "" || h.Get("Server") != "" || h.Get("X-Powered-By") != "" {
			t.Errorf("%s: got headers %v", path, h)
		}
	}
}

// TestForeignForms: a form posted from elsewhere changes nothing.
func TestForeignForms(t *testing.T) {
	t.Parallel()
	b := setup(t)
	br := b.as(t, b.person(t, "Karim Bouzid", tandem.Coordinator))
	for name, headers := range map[string]map[string]string{
		"other site":        {"Sec-Fetch-Site": "cross-site"},
		"sibling domain":    {"Sec-Fetch-Site": "same-site"},
		"other origin":      {"Origin": "https://evil.example"},
		"origin of a frame": {"Origin": "null"},
	} {
		r := httptest.NewRequestWithContext(t.Context(), http.MethodPost, base+"/uitloggen", nil)
		for k, v := range headers {
			r.Header.Set(k, v)
		}
		got := br.do(t, r)
		wantStatus(t, got, http.StatusForbidden)
		if got.page.Find("h1").Length() != 1 {
			t.Errorf("%s: no page that explains", name)
		}
	}
	wantStatus(t, br.get(t, "/account"), http.StatusOK)
}

func TestMissingAndDeniedLookAlike(t *testing.T) {
	t.Parallel()
	b := setup(t)
	br := b.as(t, b.person(t, "Lena Visser", tandem.Lecturer))
	denied, missing := br.get(t, "/mensen"), br.get(t, "/nergens")
	wantStatus(t, denied, http.StatusNotFound)
	wantStatus(t, missing, http.StatusNotFound)
	strip := func(a answer) string {
		a.page.Find("nav, .head__end").Remove()
		return a.page.Text()
	}
	if strip(denied) != strip(missing) {
		t.Error("a denied page can be told from a missing one")
	}
	wantStatus(t, b.browser().post(t, "/nergens", nil), http.StatusNotFound)
	wantStatus(t, b.browser().post(t, "/over", nil), http.StatusNotFound)
}

func TestClientAddressCannotBeMadeUp(t *testing.T) {
	t.Parallel()
	b := setup(t)
	ask := func(remote, forwarded string) int {
		r := httptest.NewRequestWithContext(t.Context(), http.MethodPost, base+"/inloggen", strings.NewReader("mail=x%40example.nl"))
		r.Header.Set("Content-Type", "application/x-www-form-urlencoded")
		r.RemoteAddr = remote
		r.Header.Set("X-Forwarded-For", forwarded)
		return b.browser().do(t, r).StatusCode
	}
	limited := false
	for i := range 40 {
		limited = limited || ask("203.0.113.7:1234", "198.51.100."+string(rune('0'+i%10))) == http.StatusTooManyRequests
	}
	if !limited {
		t.Error("a made-up X-Forwarded-For passes the limit")
	}
	if got := ask("10.0.0.1:1234", "198.51.100.77"); got != http.StatusSeeOther {
		t.Errorf("behind the trusted proxy: got %d", got)
	}
	got := b.browser().post(t, "/inloggen", url.Values{"mail": {"x@example.nl"}})
	wantStatus(t, got, http.StatusSeeOther) // another address is not punished
}

func TestBadInput(t *testing.T) {
	t.Parallel()
	b := setup(t)
	many := url.Values{}
	for i := range 5000 {
		many.Add("mail", strings.Repeat("x", i%3))
	}
	for name, c := range map[string]struct {
		form url.Values
		want int
	}{
		"empty":         {url.Values{}, http.StatusUnprocessableEntity},
		"null bytes":    {url.Values{"mail": {"a\x00b@example.nl"}}, http.StatusUnprocessableEntity},
		"bad utf-8":     {url.Values{"mail": {"a\xff@example.nl"}}, http.StatusUnprocessableEntity},
		"html":          {url.Values{"mail": {"<b>@example.nl"}}, http.StatusUnprocessableEntity},
		"right-to-left": {url.Values{"mail": {"\u202eln.elpmaxe@a"}}, http.StatusUnprocessableEntity},
		"long":          {url.Values{"mail": {strings.Repeat("a", 20000) + "@example.nl"}}, http.StatusUnprocessableEntity},
		"too big":       {url.Values{"mail": {strings.Repeat("a", 600<<10)}}, http.StatusRequestEntityTooLarge},
		"many fields":   {many, http.StatusUnprocessableEntity},
	} {
		got := b.browser().post(t, "/inloggen", c.form)
		if got.StatusCode != c.want || got.page.Find("h1").Length() != 1 {
			t.Errorf("%s: got status %d, want %d", name, got.StatusCode, c.want)
		}
	}
	got := b.browser().post(t, "/inloggen", url.Values{"mail": {"a\x00b@example.nl"}})
	if kept, _ := got.page.Find("input[name=mail]").Attr("value"); kept != "ab@example.nl" || got.page.Find("#mail-e").Length() != 1 {
		t.Errorf("got field %q", kept)
	}
	for _, path := range []string{"/v/%00", "/demo/mail/%ff", "/demo/mail?aan=%00%ff", "/inloggen/code?code=%00", "/mensen?institution=x", "/?taal=%00"} {
		if got := b.browser().get(t, path); got.StatusCode >= http.StatusInternalServerError {
			t.Errorf("%s: got status %d", path, got.StatusCode)
		}
	}
}

func TestReady(t *testing.T) {
	t.Parallel()
	b := setup(t)
	wantStatus(t, b.browser().get(t, "/readyz"), http.StatusOK)
	b.ready = errors.New("fsync is off")
	got := b.browser().get(t, "/readyz")
	wantStatus(t, got, http.StatusServiceUnavailable)
	if strings.Contains(got.body, "fsync") || got.Header.Get("Retry-After") == "" {
		t.Error("strangers read why, or nobody is told to come back")
	}
	if !strings.Contains(b.log.String(), "fsync is off") {
		t.Error("the log does not tell why")
	}
	wantStatus(t, b.browser().get(t, "/healthz"), http.StatusOK)
}

func TestLanguage(t *testing.T) {
	t.Parallel()
	b := setup(t)
	br := b.browser()
	lang := func(a answer) string { return a.page.Find("html").AttrOr("lang", "") }
	if got := lang(br.get(t, "/inloggen")); got != "nl" {
		t.Errorf("got %s without a wish, want nl", got)
	}
	r := httptest.NewRequestWithContext(t.Context(), http.MethodGet, base+"/inloggen", nil)
	r.Header.Set("Accept-Language", "en-GB,en;q=0.8")
	if got := lang(b.browser().do(t, r)); got != "en" {
		t.Errorf("got %s for an English browser", got)
	}
	if got := lang(br.get(t, "/inloggen?taal=en")); got != "en" {
		t.Errorf("got %s after choosing English", got)
	}
	if got := lang(br.get(t, "/inloggen")); got != "en" {
		t.Errorf("got %s, the choice is not remembered", got)
	}
}

func TestBaseURL(t *testing.T) {
	t.Parallel()
	for _, good := range []string{"https://tandem.example", "https://tandem.example:8443/", "http://localhost:8080", "http://127.0.0.1:1", "http://[::1]:80"} {
		if _, err := server.ParseBaseURL(good); err != nil {
			t.Errorf("%s: %v", good, err)
		}
	}
	for _, bad := range []string{"", "tandem.example", "http://tandem.example", "http://0.0.0.0:80", "https://a/b", "https://u@a", "https://a?x", "ftp://localhost"} {
		if _, err := server.ParseBaseURL(bad); err == nil {
			t.Errorf("%s: no error", bad)
		}
	}
	b := setup(t)
	b.handler = server.New(b.config(t, "http://localhost:8080"))
	br := b.as(t, b.person(t, "Karim Bouzid", tandem.Coordinator))
	if c := br.cookies["tandem"]; c == nil || c.Secure || !c.HttpOnly {
		t.Errorf("on plain http of this machine: got cookie %+v", c)
	}
}
