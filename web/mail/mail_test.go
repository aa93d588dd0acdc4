package mail_test

import (
	"bytes"
	"regexp"
	"strings"
	"testing"
	"time"

	"github.com/PuerkitoBio/goquery"

	"github.com/tandem-hbo/tandem/internal/tandem"
	"github.com/tandem-hbo/tandem/web/mail"
	"github.com/tandem-hbo/tandem/web/text"
)

const base = "https://tandem.example"

// full is a mail of a kind with every fact there is.
func full(kind tandem.MailKind) tandem.Mail {
	return tandem.Mail{
		ID: tandem.NewID[tandem.Mail](), Kind: kind, Recipient: "marloes@vandorst.example",
		Data: map[string]string{
			"name": "Marloes", "title": "Hoeveel brood moeten we bakken?", "institution": "Hogeschool Maasoever",
			"desk": "Karim Bouzid", "phone": "010 000 00 00", "mail": "loket@maasoever.example", "inviter": "Fatma Demir",
			"date": "2026-11-30", "start": "2027-02-08", "end": "2027-04-16", "path": "/vragen/1", "role": "lecturer",
			"reason": "too_urgent", "referral": "kvk", "note": "Wat weten jullie\nnu al?", "form": "Project", "offering": "Data",
			"programme": "BIM", "lecturer": "Lena", "contact": "Piet", "statement": "Wij maken een model.",
		},
	}
}

func secrets(kind tandem.MailKind) mail.Secrets {
	switch kind {
	case tandem.MailCode:
		return mail.Secrets{Base: base, Code: "123456"}
	case tandem.MailInvitation, tandem.MailAnswer, tandem.MailOffered, tandem.MailPlanned, tandem.MailWithdrawn, tandem.MailMovedAway:
		return mail.Secrets{Base: base}
	}
	return mail.Secrets{Base: base, Link: base + "/v/secret", Until: time.Date(2027, 5, 17, 12, 0, 0, 0, time.UTC)}
}

func html(t *testing.T, l mail.Letter) *goquery.Document {
	t.Helper()
	var b bytes.Buffer
	if err := l.HTML().Render(t.Context(), &b); err != nil {
		t.Fatal(err)
	}
	doc, err := goquery.NewDocumentFromReader(&b)
	if err != nil {
		t.Fatal(err)
	}
	return doc
}

// TestEveryMailIsWhole: each kind in each language has its sentences, with full
// facts and with none, as page and as text.
func TestEveryMailIsWhole(t *testing.T) {
	t.Parallel()
	hole := regexp.MustCompile(`\{[a-z_]+\}|%!`)
	for _, kind := range tandem.MailKinds() {
		for _, lang := range text.Langs() {
			for _, m := range []tandem.Mail{full(kind), {Kind: kind}} {
				l := mail.Compose(m, text.For(lang), secrets(kind))
				if l.Subject == "" || l.Title == "" || l.Hello == "" || l.Why == "" || len(l.Blocks) == 0 || l.Button.Text == "" {
					t.Errorf("%s %s: a part is missing: %+v", kind, lang, l)
				}
				page := html(t, l)
				for _, s := range []string{l.Subject, l.Plain(), page.Find("body").Text()} {
					if found := hole.FindString(s); found != "" {
						t.Errorf("%s %s: %q stands in: %s", kind, lang, found, s)
					}
				}
				if !strings.Contains(l.Plain(), l.Button.Address) || page.Find("a.btn").AttrOr("href", "") != l.Button.Address {
					t.Errorf("%s %s: the button is not in both forms", kind, lang)
				}
				if !strings.HasPrefix(l.Button.Address, base+"/") {
					t.Errorf("%s %s: the button leads to %s", kind, lang, l.Button.Address)
				}
			}
		}
	}
}

func TestReceipt(t *testing.T) {
	t.Parallel()
	l := mail.Compose(full(tandem.MailReceipt), text.For(text.NL), secrets(tandem.MailReceipt))
	if want := "We hebben je vraag. Je hoort uiterlijk 30 november 2026 van ons"; l.Subject != want {
		t.Errorf("got subject %q, want %q", l.Subject, want)
	}
	page := html(t, l)
	if got := page.Find(".promise p").First().Text(); got != "Je hoort uiterlijk 30 november 2026 van ons." {
		t.Errorf("got promise %q", got)
	}
	if page.Find("html").AttrOr("lang", "") != "nl" || page.Find("h1").Length() != 1 || page.Find("script, img, link").Length() != 0 {
		t.Error("the mail loads something or is not marked Dutch")
	}
	if !strings.Contains(l.Why, "17 mei 2027") {
		t.Errorf("the end of the link is not said: %s", l.Why)
	}
}

func TestCodeStandsInMailAndLink(t *testing.T) {
	t.Parallel()
	l := mail.Compose(full(tandem.MailCode), text.For(text.EN), secrets(tandem.MailCode))
	if l.Button.Address != base+"/inloggen/code?code=123456" || !strings.Contains(l.Plain(), "\n123456\n") {
		t.Errorf("got button %v, text:\n%s", l.Button, l.Plain())
	}
	if strings.Contains(l.Subject, "123456") || strings.Contains(l.Preheader, "123456") {
		t.Error("the code shows on a locked screen")
	}
}

func TestQuoteKeepsLines(t *testing.T) {
	t.Parallel()
	l := mail.Compose(full(tandem.MailAskBack), text.For(text.NL), secrets(tandem.MailAskBack))
	if !strings.Contains(l.Plain(), "> Wat weten jullie\n> nu al?") {
		t.Errorf("got text:\n%s", l.Plain())
	}
	if got := html(t, l).Find("blockquote").Text(); got != "Wat weten jullie\nnu al?" {
		t.Errorf("got quote %q", got)
	}
}

func TestPlainLinesAreShort(t *testing.T) {
	t.Parallel()
	m := full(tandem.MailReceipt)
	m.Data["title"] = strings.Repeat("brood ", 60)
	for line := range strings.Lines(mail.Compose(m, text.For(text.NL), secrets(m.Kind)).Plain()) {
		if n := len([]rune(strings.TrimSpace(line))); n > 78 {
			t.Errorf("%d characters: %s", n, line)
		}
	}
}

func TestCodesOfDomainHaveSentences(t *testing.T) {
	t.Parallel()
	for _, lang := range text.Langs() {
		p := text.For(lang)
		for _, r := range tandem.DeclineReasons() {
			if !p.Has("mail_reason", string(r)) {
				t.Errorf("%s: no sentence for reason %s", lang, r)
			}
		}
		for _, r := range tandem.Referrals() {
			if !p.Has("mail_referral", string(r)) {
				t.Errorf("%s: no sentence for referral %s", lang, r)
			}
		}
		for _, r := range tandem.Roles() {
			if !p.Has("mail_role", string(r)) || !p.Has("role", string(r)) || !p.Has("role_plural", string(r)) {
				t.Errorf("%s: no word for role %s", lang, r)
			}
		}
	}
}
