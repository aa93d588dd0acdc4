package page

import (
	"context"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"

	"github.com/PuerkitoBio/goquery"
	"github.com/a-h/templ"

	"github.com/tandem-hbo/tandem/web/text"
	"github.com/tandem-hbo/tandem/web/ui"
)

func render(t *testing.T, c templ.Component) (*goquery.Document, string) {
	t.Helper()
	var b strings.Builder
	if err := c.Render(context.Background(), &b); err != nil {
		t.Fatal(err)
	}
	doc, err := goquery.NewDocumentFromReader(strings.NewReader(b.String()))
	if err != nil {
		t.Fatal(err)
	}
	return doc, b.String()
}

func TestGalleryShowsEveryComponentInBothLanguages(t *testing.T) {
	t.Parallel()
	for _, lang := range text.Langs() {
		doc, html := render(t, Gallery{Shell{Printer: text.For(lang)}}.Page())
		for _, e := range (Gallery{Shell{Printer: text.For(lang)}}).exhibits() {
			if doc.Find("section#"+e.id+" h2").Length() == 0 {
				t.Errorf("%s lacks %s", lang, e.id)
			}
		}
		ids := map[string]bool{}
		doc.Find("[id]").Each(func(_ int, s *goquery.Selection) {
			id, _ := s.Attr("id")
			if ids[id] {
				t.Errorf("%s: id %s is there twice", lang, id)
			}
			ids[id] = true
		})
		doc.Find("[aria-labelledby],[aria-describedby],label[for]").Each(func(_ int, s *goquery.Selection) {
			for _, name := range []string{"aria-labelledby", "aria-describedby", "for"} {
				for id := range strings.FieldsSeq(s.AttrOr(name, "")) {
					if !ids[id] {
						t.Errorf("%s: %s points at %s, which is not there", lang, name, id)
					}
				}
			}
		})
		for _, m := range regexp.MustCompile(`\{[a-z_]+\}`).FindAllString(html, -1) {
			if m != "{words}" { // the script's
				t.Errorf("%s: %s was not filled in", lang, m)
			}
		}
	}
}

// The content security policy allows neither styles nor scripts in the page.
func TestGalleryKeepsThePolicy(t *testing.T) {
	t.Parallel()
	doc, _ := render(t, Gallery{Shell{Printer: text.For(text.NL)}}.Page())
	doc.Find("*").Each(func(_ int, s *goquery.Selection) {
		for _, a := range s.Nodes[0].Attr {
			if a.Key == "style" || strings.HasPrefix(a.Key, "on") {
				t.Errorf("<%s> has %s=%q", s.Nodes[0].Data, a.Key, a.Val)
			}
		}
	})
	if doc.Find("style, script:not([src])").Length() > 0 {
		t.Error("style or script in the page")
	}
}

func TestGallerySaysOnlyWhatIsWritten(t *testing.T) {
	t.Parallel()
	files, err := filepath.Glob("gallery*")
	if err != nil {
		t.Fatal(err)
	}
	asked := map[string]bool{}
	for _, name := range files {
		if strings.HasSuffix(name, "_templ.go") || strings.HasSuffix(name, "_test.go") {
			continue
		}
		source, err := os.ReadFile(name)
		if err != nil {
			t.Fatal(err)
		}
		for _, m := range regexp.MustCompile(`p\.x\("(\w+)"|"((?:fits|late)_(?:title|desc))"`).FindAllSubmatch(source, -1) {
			asked[string(m[1])+string(m[2])] = true
		}
	}
	p := text.For(text.NL)
	for _, code := range p.Codes("sample") {
		if !asked[code] && !strings.HasPrefix(code, "form_") {
			t.Errorf("nobody shows the example %s", code)
		}
		delete(asked, code)
	}
	for code := range asked {
		if !p.Has("sample", code) && code != "form_" && !p.Has("gallery_title", code) {
			t.Errorf("the example %s is not written", code)
		}
	}
}

func TestShell(t *testing.T) {
	t.Parallel()
	guest, _ := render(t, About{Shell: Shell{Printer: text.For(text.EN), SignIn: "/in"}}.Page())
	staff, _ := render(t, About{
		Shell: Shell{
			Printer: text.For(text.NL), User: "Karim", UserHref: "/account", SignOut: "/out", Institution: "Maasoever", Compact: true, Demo: true,
			Private: true, Nav: []ui.Link{{Text: "Werk", Href: "/w", Current: true}}, Flash: &ui.Flash{Text: "Bewaard."}, OtherLanguage: "?a=1&taal=en",
		},
		Desks: []Desk{{Name: "Loket", Mail: "loket@example.nl", Phone: "+31101234567"}},
	}.Page())
	for at, want := range map[string]string{
		"html[lang=en] title": "About Tandem · Tandem", ".head__end a[href='/in']": "For lecturers", "a.skip[href='#main']": "Skip to content",
		".head__end a[href='?taal=nl'][lang=nl]": "Nederlands", "main#main h1": "About Tandem",
	} {
		if got := strings.TrimSpace(guest.Find(at).Text()); got != want {
			t.Errorf("guest: %s says %q, want %q", at, got, want)
		}
	}
	if guest.Find(".demo, .news, meta[name=robots], .head__end form").Length() > 0 {
		t.Error("a guest sees what is for others")
	}
	for at, want := range map[string]string{
		"html[data-density=compact] .nav [aria-current=page]": "Werk", ".head__end a[href='/account']": "Karim", "form[action='/out'][method=post]": "Log uit",
		".news .flash p": "Bewaard.", ".brand small": "Maasoever", "a[href='?a=1&taal=en']": "English", "a[href='mailto:loket@example.nl']": "loket@example.nl",
		"meta[name=robots][content=noindex]": "", ".demo a[href='/gallery']": "Onderdelen",
	} {
		if found := staff.Find(at); found.Length() == 0 || strings.TrimSpace(found.Text()) != want {
			t.Errorf("staff: %s says %q, want %q", at, found.Text(), want)
		}
	}
}

func TestProblem(t *testing.T) {
	t.Parallel()
	s := Shell{Printer: text.For(text.NL)}
	for status, want := range map[int]string{404: "Deze pagina is van de weg af", 409: "Iemand was je voor", 500: "Er ging bij ons iets mis", 418: "Er ging bij ons iets mis"} {
		doc, _ := render(t, Problem{Shell: s, Status: status}.Page())
		if got := doc.Find("h1").Text(); got != want {
			t.Errorf("%d: got %q, want %q", status, got, want)
		}
	}
	doc, _ := render(t, Problem{Shell: s, Status: 409, Say: "Vol.", Reference: "a1b2", Back: ui.Link{Text: "Terug", Href: "/q"}}.Page())
	if got := doc.Find(".lead").Text(); got != "Vol." {
		t.Errorf("lead %q, want the error's own words", got)
	}
	if got := strings.TrimSpace(doc.Find("a.button[href='/q']").Text()); got != "Terug" {
		t.Errorf("way back %q", got)
	}
	if !strings.Contains(doc.Text(), "a1b2") {
		t.Error("reference is not shown")
	}
}

func BenchmarkGallery(b *testing.B) {
	p := Gallery{Shell{Printer: text.For(text.NL)}}
	for b.Loop() {
		var w strings.Builder
		if err := p.Page().Render(context.Background(), &w); err != nil {
			b.Fatal(err)
		}
	}
}
