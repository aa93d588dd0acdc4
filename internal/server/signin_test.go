package server_test

import (
	"net/http"
	"net/url"
	"strings"
	"testing"

	"github.com/tandem-hbo/tandem/internal/tandem"
)

// deliver sends the mail that was queued last and returns it as read.
func (b *bundle) deliver(t *testing.T) tandem.OutboxMail {
	t.Helper()
	m, err := b.db.LatestMail(t.Context())
	if err != nil {
		t.Fatalf("find mail: %v", err)
	}
	if err := b.mailer.Send(t.Context(), m.ID); err != nil {
		t.Fatalf("send mail: %v", err)
	}
	got, err := b.outbox.Read(t.Context(), m.ID)
	if err != nil {
		t.Fatalf("read outbox: %v", err)
	}
	return got
}

// buttonIn returns the path of the button in a mail.
func buttonIn(t *testing.T, m tandem.OutboxMail) string {
	t.Helper()
	_, rest, ok := strings.Cut(m.Plain, base)
	if !ok {
		t.Fatalf("mail has no address of ours:\n%s", m.Plain)
	}
	path, _, _ := strings.Cut(rest, "\n")
	return path
}

func TestSignInByMail(t *testing.T) {
	t.Parallel()
	b := setup(t)
	p := b.person(t, "Karim Bouzid", tandem.Coordinator)
	br := b.browser()

	wantStatus(t, br.get(t, "/inloggen"), http.StatusOK)
	wantRedirect(t, br.post(t, "/inloggen", url.Values{"mail": {p.Mail}}), "/inloggen/code")
	page := br.get(t, "/inloggen/code")
	if !strings.Contains(page.page.Find("main").Text(), p.Mail) {
		t.Error("code page does not show the address")
	}
	letter := b.deliver(t)
	link := buttonIn(t, letter)
	stranger := b.browser().get(t, link)
	if stranger.page.Find("form[action='/inloggen/code']").Length() != 0 {
		t.Error("the link in the mail works in another browser")
	}
	filled := br.get(t, link)
	code, _ := filled.page.Find("input[name=code]").Attr("value")
	if len(code) != 6 || !strings.Contains(letter.Plain, code) {
		t.Fatalf("got code %q, mail:\n%s", code, letter.Plain)
	}

	wrong := br.post(t, "/inloggen/code", url.Values{"code": {"12345x"}})
	wantStatus(t, wrong, http.StatusUnprocessableEntity)
	if got, _ := wrong.page.Find("input[name=code]").Attr("value"); got != "12345x" {
		t.Errorf("typed code not kept: %q", got)
	}
	wantRedirect(t, br.post(t, "/inloggen/code", url.Values{"code": {code}}), "/begin")
	wantRedirect(t, br.get(t, "/begin"), "/werkvoorraad")
	me := br.get(t, "/account")
	wantStatus(t, me, http.StatusOK)
	if me.Header.Get("Cache-Control") != "no-store" {
		t.Error("page of a signed-in person may be stored")
	}

	out := br.post(t, "/uitloggen", nil)
	wantRedirect(t, out, "/")
	if out.Header.Get("Clear-Site-Data") == "" {
		t.Error("signing out leaves the browser full")
	}
	wantRedirect(t, br.get(t, "/account"), "/inloggen")
}

func TestSignInAnswersAlike(t *testing.T) {
	t.Parallel()
	b := setup(t)
	p := b.person(t, "Karim Bouzid", tandem.Coordinator)
	ask := func(mail string) answer {
		got := b.browser().post(t, "/inloggen", url.Values{"mail": {mail}})
		for _, changing := range []string{"X-Request-Id", "X-Ratelimit-Remaining", "Set-Cookie"} {
			got.Header.Del(changing)
		}
		return got
	}
	known, unknown := ask(p.Mail), ask("nobody@example.nl")
	if known.StatusCode != unknown.StatusCode || known.body != unknown.body || len(known.Header) != len(unknown.Header) {
		t.Errorf("answers differ: %v %v and %v %v", known.StatusCode, known.Header, unknown.StatusCode, unknown.Header)
	}
	for name := range known.Header {
		if known.Header.Get(name) != unknown.Header.Get(name) {
			t.Errorf("header %s differs", name)
		}
	}
	m, err := b.db.LatestMail(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	if err := b.mailer.Send(t.Context(), m.ID); err != nil {
		t.Errorf("mail to an unknown address: %v", err)
	}
	if list, err := b.outbox.List(t.Context(), "nobody@example.nl"); err != nil || len(list) != 0 {
		t.Errorf("unknown address got %d mails, %v", len(list), err)
	}

	bad := b.browser().post(t, "/inloggen", url.Values{"mail": {"not an address"}})
	wantStatus(t, bad, http.StatusUnprocessableEntity)
	if got, _ := bad.page.Find("input[name=mail]").Attr("value"); got != "not an address" {
		t.Errorf("typed address not kept: %q", got)
	}
}

func TestSessionCookieIsRenewedAndSafe(t *testing.T) {
	t.Parallel()
	b := setup(t)
	br := b.as(t, b.person(t, "Karim Bouzid", tandem.Lecturer))
	c := br.cookies["__Host-tandem"]
	if c == nil || !c.Secure || !c.HttpOnly || c.SameSite != http.SameSiteLaxMode || c.Path != "/" || c.Domain != "" {
		t.Fatalf("got cookie %+v", c)
	}
	old := c.Value
	wantRedirect(t, br.post(t, "/demo/"+b.person(t, "Fatma Demir", tandem.Admin).ID.String(), nil), "/begin")
	if br.cookies["__Host-tandem"].Value == old {
		t.Error("the session kept its token at sign-in")
	}
	stale := b.browser()
	stale.cookies["__Host-tandem"] = &http.Cookie{Name: "__Host-tandem", Value: old}
	wantRedirect(t, stale.get(t, "/account"), "/inloggen")
}
