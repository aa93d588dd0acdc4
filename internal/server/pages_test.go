package server_test

import (
	"context"
	"net/http"
	"net/url"
	"regexp"
	"slices"
	"strings"
	"testing"

	"github.com/PuerkitoBio/goquery"

	"github.com/tandem-hbo/tandem/internal/postgres"
	"github.com/tandem-hbo/tandem/internal/sample"
	"github.com/tandem-hbo/tandem/internal/tandem"
)

// walks are the parts people play, with where they begin; from there every link
// is followed.
var walks = map[string][]string{
	"guest":       {"/", "/over", "/vormen", "/aanbod", "/inloggen", "/vraag", "/demo"},
	"owner":       {"/mijn-vragen", "/account"},
	"lecturer":    {"/vragen", "/opdrachten", "/aanbod?lijst=mijn", "/aanbod/nieuw", "/account"},
	"coordinator": {"/werkvoorraad?deel=all", "/werkvoorraad", "/opdrachten", "/vragen", "/rondes"},
	"admin":       {"/mensen", "/post", "/beheer/cijfers"},
}

// mostPages bounds a walk; filters make more addresses than there are pages.
const mostPages = 60

func TestEveryPageIsSound(t *testing.T) {
	t.Parallel()
	for part, starts := range walks {
		for _, lang := range []string{"nl", "en"} {
			t.Run(part+" "+lang, func(t *testing.T) {
				t.Parallel()
				b := setup(t)
				br := b.world(t, part)
				br.get(t, "/over?taal="+lang)
				walk(t, br, lang, starts)
			})
		}
	}
}

// world stores questions in many states and returns the browser of one part.
func (b *bundle) world(t *testing.T, part string) *browser {
	t.Helper()
	s := b.story(t)
	lecturer := b.as(t, s.Lecturer)
	claimed, ended := b.another(t, s), b.another(t, s)
	takeUp(t, lecturer, claimed)
	work := takeUp(t, lecturer, ended)
	wantRedirect(t, lecturer.post(t, work+"/start", agreement()), work)
	wantRedirect(t, lecturer.post(t, work+"/klaar", url.Values{"hand_over": {"Het model staat bij de bakker."}}), work)
	admin := sample.Person("Bea Admin")
	b.change(t, func(ctx context.Context, tx *postgres.Tx) error {
		if err := s.StoreStaff(ctx, tx, admin, tandem.Admin); err != nil {
			return err
		}
		for _, state := range []tandem.QuestionState{tandem.QuestionSubmitted, tandem.QuestionMatched} {
			q := sample.Submitted(s.Institution)
			q.State = state
			if err := tx.InsertQuestion(ctx, q, q.ID.String()); err != nil {
				return err
			}
			if err := tx.SaveSealed(ctx, sample.Sealed(q)); err != nil {
				return err
			}
		}
		return nil
	})
	b.another(t, s)
	b.planned(t, b.as(t, s.Coordinator), s.Period.ID)
	switch part {
	case "owner":
		return b.owner(t, ended)
	case "lecturer":
		return lecturer
	case "coordinator":
		return b.as(t, s.Coordinator)
	case "admin":
		return b.as(t, admin)
	}
	return b.browser()
}

// walk follows links from page to page and holds each to what every page owes.
func walk(t *testing.T, br *browser, lang string, starts []string) {
	t.Helper()
	todo, seen, from := slices.Clone(starts), map[string]bool{}, map[string]string{}
	for len(todo) > 0 && len(seen) < mostPages {
		path := todo[0]
		todo = todo[1:]
		shape := shapeOf(path)
		if seen[shape] {
			continue
		}
		seen[shape] = true
		got := br.get(t, path)
		if got.StatusCode == http.StatusSeeOther || got.StatusCode == http.StatusFound {
			todo = append(todo, got.Header.Get("Location"))
			continue
		}
		if got.StatusCode != http.StatusOK {
			t.Errorf("%s: got status %d, linked from %q", path, got.StatusCode, from[path])
			continue
		}
		if strings.HasPrefix(got.Header.Get("Content-Type"), "text/html") {
			for _, fault := range faultsOf(got.page, lang) {
				t.Errorf("%s: %s", path, fault)
			}
			for _, link := range linksOf(got.page) {
				if from[link] == "" {
					from[link] = path
				}
				todo = append(todo, link)
			}
		}
	}
	if len(seen) < len(starts) {
		t.Errorf("saw %d pages, want at least the %d of the start", len(seen), len(starts))
	}
}

// shapeOf is an address without the values of its filter, so that one page with
// many filters is seen once for each.
func shapeOf(path string) string {
	u, err := url.Parse(path)
	if err != nil {
		return path
	}
	names := make([]string, 0, len(u.Query()))
	for name := range u.Query() {
		names = append(names, name)
	}
	slices.Sort(names)
	return u.Path + "?" + strings.Join(names, "&")
}

// linksOf lists where a page leads to within the site.
func linksOf(page *goquery.Document) []string {
	var list []string
	page.Find("a[href^='/']").Each(func(_ int, a *goquery.Selection) {
		path, _, _ := strings.Cut(a.AttrOr("href", ""), "#")
		if !strings.HasPrefix(path, "/static/") && !strings.HasPrefix(path, "/gallery") {
			list = append(list, path)
		}
	})
	return list
}

// hole is a place in a sentence that nobody filled in.
var hole = regexp.MustCompile(`\{[a-z_]+\}|%!|\?\?`)

// faultsOf lists what is wrong with a page for people who read it with eyes or
// ears: its heading, language, names, labels, references and policy.
func faultsOf(page *goquery.Document, lang string) []string {
	var faults []string
	report := func(bad bool, fault string) {
		if bad {
			faults = append(faults, fault)
		}
	}
	report(page.Find("html").AttrOr("lang", "") != lang, "the language is "+page.Find("html").AttrOr("lang", "not said"))
	report(page.Find("h1").Length() != 1, "there is not one h1")
	report(strings.TrimSpace(page.Find("h1").First().Text()) == "", "the h1 is empty")
	report(len(strings.TrimSpace(page.Find("title").Text())) < len("x · Tandem"), "the title says nothing")
	report(page.Find("main#main").Length() != 1, "there is no main part to skip to")
	if found := hole.FindString(page.Find("main").Text()); found != "" {
		faults = append(faults, found+" was not filled in")
	}
	return slices.Concat(faults, headingFaults(page), nameFaults(page), referenceFaults(page), policyFaults(page))
}

func headingFaults(page *goquery.Document) []string {
	var faults []string
	last := 0
	page.Find("main").Find("h1, h2, h3, h4, h5").Each(func(_ int, h *goquery.Selection) {
		level := int(h.Nodes[0].Data[1] - '0')
		if level > last+1 {
			faults = append(faults, "<"+h.Nodes[0].Data+"> "+strings.TrimSpace(h.Text())+" skips a level")
		}
		last = level
	})
	return faults
}

// named reports whether a link or button says what it is.
func named(s *goquery.Selection) bool {
	if strings.TrimSpace(s.Text()) != "" || s.AttrOr("aria-label", "") != "" || s.AttrOr("aria-labelledby", "") != "" {
		return true
	}
	return s.Find("img[alt]:not([alt=''])").Length() > 0
}

func nameFaults(page *goquery.Document) []string {
	var faults []string
	page.Find("a, button").Each(func(_ int, s *goquery.Selection) {
		if !named(s) {
			html, _ := goquery.OuterHtml(s)
			faults = append(faults, "nameless: "+html)
		}
		if href, ok := s.Attr("href"); s.Is("a") && (!ok || href == "" || href == "#") {
			faults = append(faults, "a link to nowhere: "+s.Text())
		}
	})
	page.Find("img:not([alt])").Each(func(_ int, s *goquery.Selection) { faults = append(faults, "no alt on "+s.AttrOr("src", "")) })
	page.Find("input:not([type=hidden]):not([type=submit]), select, textarea").Each(func(_ int, s *goquery.Selection) {
		labels := page.Find("label[for='" + s.AttrOr("id", "") + "']").Length()
		if labels == 0 && s.Closest("label").Length() == 0 && s.AttrOr("aria-label", "")+s.AttrOr("aria-labelledby", "") == "" {
			faults = append(faults, "no label for field "+s.AttrOr("name", ""))
		}
	})
	return faults
}

func referenceFaults(page *goquery.Document) []string {
	var faults []string
	ids := map[string]bool{}
	page.Find("[id]").Each(func(_ int, s *goquery.Selection) {
		id := s.AttrOr("id", "")
		if ids[id] {
			faults = append(faults, "id "+id+" is there twice")
		}
		ids[id] = true
	})
	for _, name := range []string{"aria-labelledby", "aria-describedby", "for"} {
		page.Find("[" + name + "]").Each(func(_ int, s *goquery.Selection) {
			for id := range strings.FieldsSeq(s.AttrOr(name, "")) {
				if !ids[id] {
					faults = append(faults, name+" points at "+id+", which is not there")
				}
			}
		})
	}
	page.Find("a[href^='#']").Each(func(_ int, s *goquery.Selection) {
		if id := strings.TrimPrefix(s.AttrOr("href", ""), "#"); id != "" && !ids[id] {
			faults = append(faults, "a link to #"+id+", which is not there")
		}
	})
	return faults
}

// policyFaults finds what the content security policy would stop.
func policyFaults(page *goquery.Document) []string {
	var faults []string
	page.Find("*").Each(func(_ int, s *goquery.Selection) {
		for _, a := range s.Nodes[0].Attr {
			if a.Key == "style" || strings.HasPrefix(a.Key, "on") {
				faults = append(faults, "<"+s.Nodes[0].Data+"> has "+a.Key)
			}
		}
	})
	if page.Find("style, script:not([src])").Length() > 0 {
		faults = append(faults, "style or script in the page")
	}
	return faults
}
