package server_test

import (
	"context"
	"net/http"
	"net/url"
	"strings"
	"testing"

	"github.com/tandem-hbo/tandem/internal/postgres"
	"github.com/tandem-hbo/tandem/internal/sample"
	"github.com/tandem-hbo/tandem/internal/tandem"
)

// story stores an approved question that Sanne may claim for her offering.
func (b *bundle) story(t *testing.T) sample.Story {
	t.Helper()
	s := sample.Open()
	s.Question.Text += "\n<script>alert(1)</script>"
	b.change(t, func(ctx context.Context, tx *postgres.Tx) error { return s.Store(ctx, tx) })
	return s
}

// another stores one more question for the same offering.
func (b *bundle) another(t *testing.T, s sample.Story) sample.Story {
	t.Helper()
	next := s.Asking(sample.Submitted(s.Institution))
	b.change(t, func(ctx context.Context, tx *postgres.Tx) error { return next.StoreQuestion(ctx, tx) })
	return next
}

// takeUp claims the question of a story and returns the claim's page.
func takeUp(t *testing.T, br *browser, s sample.Story) string {
	t.Helper()
	got := br.post(t, "/vragen/"+s.Question.ID.String()+"/oppakken", url.Values{"match": {s.Match.ID.String()}})
	wantStatus(t, got, http.StatusSeeOther)
	return got.Header.Get("Location")
}

func TestBrowseListsAndNarrows(t *testing.T) {
	t.Parallel()
	b := setup(t)
	s := b.story(t)
	br := b.as(t, s.Lecturer)
	for path, want := range map[string]int{
		"/vragen": 1, "/vragen?q=brood&resultaat=improving_business&regio=Zuid-Holland&volgorde=deadline": 1,
		"/vragen?aanbod=" + s.Offering.ID.String(): 1, "/vragen?q=fiets": 0, "/vragen?vak=health": 0,
		"/vragen?voor=2026-12-01": 0, "/vragen?voor=gisteren&aanbod=odd&na=odd&grootte=reus&volgorde=x": 1,
		"/vragen?q=%27%3A%2A%26%7C%21%3C-%3E%00%FF": 1,
	} {
		got := br.get(t, path)
		wantStatus(t, got, http.StatusOK)
		if n := got.page.Find("ol.list article").Length(); n != want {
			t.Errorf("%s: got %d questions, want %d", path, n, want)
		}
	}
	got := br.get(t, "/vragen?q=brood&resultaat=improving_business")
	if chip := got.page.Find("a.badge").First(); chip.AttrOr("href", "") != "/vragen?q=brood" {
		t.Errorf("chip leads to %q, want the filter without it", chip.AttrOr("href", ""))
	}
	if got.page.Find(`input[name="resultaat"][checked]`).Length() != 1 || got.page.Find("#q").AttrOr("value", "") != "brood" {
		t.Error("the filter is not shown as it is")
	}
}

func TestBriefHidesTheContactUntilTheClaim(t *testing.T) {
	t.Parallel()
	b := setup(t)
	s := b.story(t)
	br := b.as(t, s.Lecturer)
	path := "/vragen/" + s.Question.ID.String()
	before := br.get(t, path)
	wantStatus(t, before, http.StatusOK)
	if strings.Contains(before.body, s.Sealed.ContactMail) || strings.Contains(before.body, "<script>alert") {
		t.Error("the page shows what it must not")
	}
	if before.page.Find("form[action$='/oppakken']").Length() != 1 || before.page.Find(".bars").Length() != 1 {
		t.Error("the page lacks the form or the bars")
	}
	work := takeUp(t, br, s)
	for _, page := range []string{path, work} {
		if got := br.get(t, page); !strings.Contains(got.body, s.Sealed.ContactMail) {
			t.Errorf("%s lacks the contact after the claim", page)
		}
	}
}

func TestClaimTooLateIsAConflictThatKeepsTheNote(t *testing.T) {
	t.Parallel()
	b := setup(t)
	s := b.story(t)
	br := b.as(t, s.Lecturer)
	takeUp(t, br, s)
	form := url.Values{"match": {s.Match.ID.String()}, "note": {"Mag ik?"}}
	taken := br.post(t, "/vragen/"+s.Question.ID.String()+"/oppakken", form)
	wantStatus(t, taken, http.StatusConflict)
	second := b.another(t, s)
	takeUp(t, br, second)
	third := b.another(t, s)
	form.Set("match", third.Match.ID.String())
	full := br.post(t, "/vragen/"+third.Question.ID.String()+"/oppakken", form)
	wantStatus(t, full, http.StatusConflict)
	if full.page.Find("textarea[name=note]").Text() != "Mag ik?" || full.page.Find(".flash--danger").Length() != 1 {
		t.Errorf("the note or the reason is lost: %s", full.page.Find("main").Text())
	}
}

func TestClaimFormAsTyped(t *testing.T) {
	t.Parallel()
	b := setup(t)
	s := b.story(t)
	br := b.as(t, s.Lecturer)
	path := "/vragen/" + s.Question.ID.String() + "/oppakken"
	for name, form := range map[string]url.Values{
		"long note": {"match": {s.Match.ID.String()}, "note": {strings.Repeat("🚲", 2001)}},
		"null byte": {"match": {s.Match.ID.String()}, "note": {"Hoi\x00"}},
		"no match":  {"match": {"odd"}, "note": {"Hoi"}},
	} {
		got := br.post(t, path, form)
		wantStatus(t, got, http.StatusUnprocessableEntity)
		if got.page.Find("textarea[name=note]").Text() == "" {
			t.Errorf("%s: the note is lost", name)
		}
	}
}

func TestForeignAndUnknownQuestionsLookAlike(t *testing.T) {
	t.Parallel()
	b := setup(t)
	s, mine := b.story(t), b.story(t)
	br := b.as(t, mine.Lecturer)
	work := takeUp(t, b.as(t, s.Lecturer), s)
	var pages []string
	for _, path := range []string{
		"/vragen/" + s.Question.ID.String(), "/vragen/" + tandem.NewID[tandem.Question]().String(), "/vragen/odd",
		work, "/opdrachten/" + tandem.NewID[tandem.Claim]().String(), "/evaluatie/" + tandem.NewID[tandem.Engagement]().String(),
	} {
		got := br.get(t, path)
		wantStatus(t, got, http.StatusNotFound)
		pages = append(pages, got.page.Find("main").Text())
	}
	for _, text := range pages[1:] {
		if text != pages[0] {
			t.Errorf("pages differ: %q and %q", pages[0], text)
		}
	}
	got := br.post(t, "/vragen/"+s.Question.ID.String()+"/oppakken", url.Values{"match": {s.Match.ID.String()}})
	wantStatus(t, got, http.StatusNotFound)
	wantRedirect(t, b.browser().get(t, "/vragen"), "/inloggen")
}
