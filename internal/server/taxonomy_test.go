package server_test

import (
	"net/http"
	"net/url"
	"testing"

	"github.com/PuerkitoBio/goquery"

	"github.com/tandem-hbo/tandem/internal/tandem"
)

// filled is the form on a page as a browser would send it.
func filled(page *goquery.Document) url.Values {
	form := url.Values{}
	page.Find("main form [name]").Each(func(_ int, field *goquery.Selection) {
		value := field.AttrOr("value", field.Text())
		if field.Is("select") {
			value = field.Find("option[selected]").AttrOr("value", "")
		}
		form.Set(field.AttrOr("name", ""), value)
	})
	return form
}

func TestTaxonomyIsEditedWithHistory(t *testing.T) {
	t.Parallel()
	b := setup(t)
	br := b.as(t, b.person(t, "Yvonne Blok", tandem.Admin))
	const path = "/beheer/cijfers/vormen/living_lab"
	form := filled(br.get(t, path).page)
	form.Set("cell.startupper.score", "2")
	form.Set("thresholds.company", "0,31")
	if got := br.post(t, path, form); got.StatusCode != http.StatusUnprocessableEntity || got.page.Find("#note-e").Length() != 1 {
		t.Errorf("without a note: status %d\n%s", got.StatusCode, got.page.Find(".errors").Text())
	}
	form.Set("note", "Gemeten in twee periodes")
	if got := br.post(t, path, form); got.StatusCode != http.StatusSeeOther {
		t.Fatalf("status %d\n%s", got.StatusCode, got.page.Find(".errors").Text())
	}
	got := br.get(t, "/beheer/cijfers/versies/2")
	if got.StatusCode != http.StatusOK || got.page.Find("tbody tr").Length() != 2 {
		t.Errorf("version: status %d, %d changes, want 2", got.StatusCode, got.page.Find("tbody tr").Length())
	}
	// The same page again: it was read from version 1.
	form.Set("note", "Nog een keer")
	if got := br.post(t, path, form); got.StatusCode != http.StatusConflict || got.page.Find("#note").Text() != "Nog een keer" {
		t.Errorf("stale: status %d, note %q", got.StatusCode, got.page.Find("#note").Text())
	}
	if got := br.get(t, "/beheer/cijfers"); got.page.Find("#history ~ ol > li").Length() != 2 {
		t.Errorf("history: %d versions, want 2", got.page.Find("#history ~ ol > li").Length())
	}
}

func TestTaxonomyOutcome(t *testing.T) {
	t.Parallel()
	b := setup(t)
	br := b.as(t, b.person(t, "Yvonne Blok", tandem.Admin))
	const path = "/beheer/cijfers/resultaten/fresh_view"
	form := filled(br.get(t, path).page)
	form.Set("sides.company", "veel")
	form.Set("note", "Test")
	if got := br.post(t, path, form); got.StatusCode != http.StatusUnprocessableEntity {
		t.Errorf("status %d, want 422", got.StatusCode)
	}
	form.Set("sides.company", "0.2")
	if got := br.post(t, path, form); got.StatusCode != http.StatusUnprocessableEntity || got.page.Find(`[id="sides.company-e"]`).Length() != 1 {
		t.Errorf("sides: status %d\n%s", got.StatusCode, got.page.Find(".errors").Text())
	}
}

func TestTaxonomyIsForAdministrators(t *testing.T) {
	t.Parallel()
	b := setup(t)
	br := b.as(t, b.person(t, "Nadia", tandem.Coordinator))
	for _, path := range []string{"/beheer/cijfers", "/beheer/cijfers/versies/1", "/beheer/cijfers/vormen/living_lab", "/beheer/cijfers/resultaten/fresh_view"} {
		if got := br.get(t, path); got.StatusCode != http.StatusNotFound {
			t.Errorf("%s: status %d, want 404", path, got.StatusCode)
		}
	}
}
