package server_test

import (
	"net/http"
	"net/url"
	"strings"
	"testing"

	"github.com/tandem-hbo/tandem/internal/tandem"
)

func TestInviteSomebody(t *testing.T) {
	t.Parallel()
	b := setup(t)
	admin := b.as(t, b.person(t, "Fatma Demir", tandem.Admin))
	in := b.in.ID.String()
	wantStatus(t, admin.get(t, "/mensen"), http.StatusOK)

	form := url.Values{"institution": {in}, "name": {"Joost"}, "mail": {"joost"}, "role": {"boss"}}
	bad := admin.post(t, "/mensen/uitnodigingen", form)
	wantStatus(t, bad, http.StatusUnprocessableEntity)
	if bad.page.Find(".field__error").Length() != 2 || bad.page.Find("input[name=name]").AttrOr("value", "") != "Joost" {
		t.Error("got no word at the two fields, or what was typed is gone")
	}

	form.Set("mail", "joost@maasoever.example")
	form.Set("role", "lecturer")
	wantRedirect(t, admin.post(t, "/mensen/uitnodigingen", form), "/mensen?institution="+in)
	page := admin.get(t, "/mensen")
	if !strings.Contains(page.page.Find("main").Text(), "joost@maasoever.example") || page.page.Find(".flash").Length() != 1 {
		t.Error("the invitation is not shown")
	}
	if admin.get(t, "/mensen").page.Find(".flash").Length() != 0 {
		t.Error("the message is shown twice")
	}
	wantStatus(t, admin.post(t, "/mensen/uitnodigingen", form), http.StatusConflict)

	letter := b.deliver(t)
	if !strings.Contains(letter.Plain, "Fatma Demir") || !strings.Contains(letter.Plain, "docent") {
		t.Errorf("got mail:\n%s", letter.Plain)
	}
	joost := b.browser()
	joost.post(t, "/inloggen", url.Values{"mail": {"joost@maasoever.example"}})
	filled := joost.get(t, buttonIn(t, b.deliver(t)))
	code, _ := filled.page.Find("input[name=code]").Attr("value")
	wantRedirect(t, joost.post(t, "/inloggen/code", url.Values{"code": {code}}), "/begin")
	wantRedirect(t, joost.get(t, "/begin"), "/vragen")
}

// TestRoleCountsAtOnce: a role given or taken counts at the next request of a
// session that runs.
func TestRoleCountsAtOnce(t *testing.T) {
	t.Parallel()
	b := setup(t)
	admin := b.as(t, b.person(t, "Fatma Demir", tandem.Admin))
	p := b.person(t, "Lena Visser", tandem.Lecturer)
	lena := b.as(t, p)
	role := func(verb string) answer {
		form := url.Values{"institution": {b.in.ID.String()}, "role": {"admin"}}
		return admin.post(t, "/mensen/"+p.ID.String()+"/rollen"+verb, form)
	}
	wantStatus(t, lena.get(t, "/mensen"), http.StatusNotFound)
	wantStatus(t, role(""), http.StatusSeeOther)
	wantStatus(t, lena.get(t, "/mensen"), http.StatusOK)
	wantStatus(t, role(""), http.StatusConflict)
	wantStatus(t, role("/weg"), http.StatusSeeOther)
	wantStatus(t, lena.get(t, "/mensen"), http.StatusNotFound)
}

func TestLastAdminStays(t *testing.T) {
	t.Parallel()
	b := setup(t)
	p := b.person(t, "Fatma Demir", tandem.Admin)
	form := url.Values{"institution": {b.in.ID.String()}, "role": {"admin"}}
	got := b.as(t, p).post(t, "/mensen/"+p.ID.String()+"/rollen/weg", form)
	wantStatus(t, got, http.StatusConflict)
	if !strings.Contains(got.page.Find("main").Text(), "beheerder") {
		t.Error("the page does not say why")
	}
}

func TestEndSessions(t *testing.T) {
	t.Parallel()
	b := setup(t)
	admin := b.as(t, b.person(t, "Fatma Demir", tandem.Admin))
	p := b.person(t, "Lena Visser", tandem.Lecturer)
	lena := b.as(t, p)
	form := url.Values{"institution": {b.in.ID.String()}}
	wantStatus(t, admin.post(t, "/mensen/"+p.ID.String()+"/uitloggen", form), http.StatusSeeOther)
	wantRedirect(t, lena.get(t, "/account"), "/inloggen")

	stranger := b.person(t, "Stranger")
	wantStatus(t, admin.post(t, "/mensen/"+stranger.ID.String()+"/uitloggen", form), http.StatusNotFound)
}

func TestOnlyAdministratorsManagePeople(t *testing.T) {
	t.Parallel()
	b := setup(t)
	p := b.person(t, "Lena Visser", tandem.Lecturer)
	form := url.Values{"institution": {b.in.ID.String()}, "role": {"admin"}, "name": {"X"}, "mail": {"x@example.nl"}}
	paths := []string{
		"/mensen/uitnodigingen", "/mensen/uitnodigingen/" + p.ID.String() + "/intrekken",
		"/mensen/" + p.ID.String() + "/rollen", "/mensen/" + p.ID.String() + "/rollen/weg", "/mensen/" + p.ID.String() + "/uitloggen",
	}
	for _, br := range []*browser{b.as(t, p), b.as(t, b.person(t, "Karim", tandem.Coordinator)), b.as(t, b.person(t, "Owner"))} {
		for _, path := range paths {
			wantStatus(t, br.post(t, path, form), http.StatusNotFound)
		}
	}
	for _, path := range paths {
		wantRedirect(t, b.browser().post(t, path, form), "/inloggen")
	}
}

func TestDemoIsShutOutsideTheDemo(t *testing.T) {
	t.Parallel()
	b := setup(t)
	p := b.person(t, "Fatma Demir", tandem.Admin)
	wantStatus(t, b.browser().get(t, "/demo"), http.StatusOK)
	cfg := b.config(t, base)
	cfg.Demo = false
	b.serve(cfg)
	for _, path := range []string{"/demo", "/demo/mail", "/gallery"} {
		wantStatus(t, b.browser().get(t, path), http.StatusNotFound)
	}
	wantStatus(t, b.browser().post(t, "/demo/"+p.ID.String(), nil), http.StatusNotFound)
}

// TestOutboxFrame: the mail itself may bring its style and nothing more.
func TestOutboxFrame(t *testing.T) {
	t.Parallel()
	b := setup(t)
	b.question(t)
	list := b.browser().get(t, "/demo/mail")
	href := list.page.Find(".item__title a").AttrOr("href", "")
	shown := b.browser().get(t, href)
	wantStatus(t, shown, http.StatusOK)
	frame := shown.page.Find("iframe")
	if frame.AttrOr("sandbox", "none") != "allow-top-navigation-by-user-activation" || frame.AttrOr("title", "") == "" {
		t.Error("the frame is not shut or has no name")
	}
	if got := shown.page.Find("main .buttons a").AttrOr("href", ""); !strings.HasPrefix(got, "/v/") {
		t.Errorf("got button to %q", got)
	}
	body := b.browser().get(t, frame.AttrOr("src", ""))
	policy := body.Header.Get("Content-Security-Policy")
	if !strings.Contains(policy, "default-src 'none'") || !strings.Contains(policy, "sandbox") || strings.Contains(policy, "script") {
		t.Errorf("got policy %q", policy)
	}
}
