package server_test

import (
	"context"
	"net/http"
	"net/http/httptest"
	"net/url"
	"path"
	"strings"
	"testing"

	"github.com/tandem-hbo/tandem/internal/planning"
	"github.com/tandem-hbo/tandem/internal/postgres"
	"github.com/tandem-hbo/tandem/internal/sample"
	"github.com/tandem-hbo/tandem/internal/tandem"
)

// rulesForm is the form of rules as the page offers it.
func rulesForm() url.Values {
	return form("mode", "optimal", "urgency", "25", "waited", "5", "move_cost", "10")
}

// planned asks for a plan and makes it, as the worker would.
func (b *bundle) planned(t *testing.T, br *browser, period tandem.ID[tandem.Period]) tandem.ID[tandem.Plan] {
	t.Helper()
	got := br.post(t, "/rondes/"+period.String()+"/plannen", rulesForm())
	wantStatus(t, got, http.StatusSeeOther)
	return b.made(t, got)
}

// made makes the plan to which an answer leads.
func (b *bundle) made(t *testing.T, got answer) tandem.ID[tandem.Plan] {
	t.Helper()
	wantStatus(t, got, http.StatusSeeOther)
	id, err := tandem.ParseID[tandem.Plan](path.Base(got.Header.Get("Location")))
	if err != nil {
		t.Fatal(err)
	}
	if err := planning.New(b.db).Make(t.Context(), id); err != nil {
		t.Fatal(err)
	}
	return id
}

// round is an institution with a coordinator and three questions for one offering.
func (b *bundle) round(t *testing.T) (s sample.Story, br *browser, at string) {
	t.Helper()
	s = b.story(t)
	b.another(t, s)
	b.another(t, s)
	return s, b.as(t, s.Coordinator), "/rondes/" + s.Period.ID.String()
}

// quick sends a request as htmx does.
func (br *browser) quick(t *testing.T, at string) answer {
	t.Helper()
	r := httptest.NewRequestWithContext(t.Context(), http.MethodGet, base+at, nil)
	r.Header.Set("HX-Request", "true")
	return br.do(t, r)
}

func TestRoundFromRulesToUndo(t *testing.T) {
	t.Parallel()
	b := setup(t)
	_, br, at := b.round(t)

	got := br.get(t, "/rondes")
	wantStatus(t, got, http.StatusOK)
	if href := got.page.Find("main tbody a").First().AttrOr("href", ""); href != at {
		t.Fatalf("the list leads to %q, want %q", href, at)
	}
	got = br.get(t, at)
	if got.page.Find("form#rules").Length() != 1 || got.page.Find("#send").Length() != 0 {
		t.Error("a round without a plan wants its rules, and has nothing to send")
	}

	bad := rulesForm()
	bad.Set("urgency", "99")
	bad.Set("waited", "veel")
	got = br.post(t, at+"/plannen", bad)
	wantStatus(t, got, http.StatusUnprocessableEntity)
	if v := got.page.Find("input[name=waited][aria-invalid]").AttrOr("value", ""); v != "veel" || got.page.Find(".errors a[href='#waited']").Length() != 1 {
		t.Errorf("waited came back as %q", v)
	}

	got = br.post(t, at+"/plannen", rulesForm())
	wait := br.get(t, got.Header.Get("Location"))
	if wait.page.Find("noscript").Length() == 0 || wait.page.Find("#progress[hx-get]").Length() != 1 {
		t.Error("a plan that is being made does not come back by itself")
	}
	first := at + "/plannen/" + b.made(t, got).String()
	got = br.get(t, first)
	wantStatus(t, got, http.StatusOK)
	if got.page.Find("#who").Length() != 1 || got.page.Find("tbody input[name=fixed][form=rules]").Length() == 0 {
		t.Error("the plan shows no rows to fix")
	}

	question, _, _ := strings.Cut(got.page.Find("input[name=fixed]").First().AttrOr("value", ""), ":")
	second := b.moves(t, br, first+"/vragen/"+question, at)
	got = br.get(t, at+"/vergelijk")
	wantStatus(t, got, http.StatusOK)
	if got.page.Find("#changes").Length() != 1 || got.page.Find("select[name=a] option").Length() != 2 {
		t.Error("two plans are not set side by side")
	}
	wantStatus(t, br.get(t, at+"/plannen"), http.StatusOK)
	b.sends(t, br, second, at)
}

// moves leaves a question without a place, and returns the new plan's address.
func (b *bundle) moves(t *testing.T, br *browser, move, at string) string {
	t.Helper()
	wantStatus(t, br.get(t, move), http.StatusOK)
	got := br.get(t, move+"?naar=geen")
	wantStatus(t, got, http.StatusOK)
	if got.page.Find("#move-says b").Length() == 0 || got.page.Find("input[value=geen][checked]").Length() != 1 {
		t.Error("what a move costs is not told")
	}
	if part := br.quick(t, move+"?naar=geen"); part.page.Find("h1").Length() != 0 || part.page.Find("#move-says").Length() != 1 {
		t.Error("htmx did not get the part alone")
	}
	for _, odd := range []string{"?naar=x", "?naar=" + tandem.NewID[tandem.Offering]().String()} {
		wantStatus(t, br.get(t, move+odd), http.StatusUnprocessableEntity)
	}
	got = br.post(t, move, nil)
	wantStatus(t, got, http.StatusUnprocessableEntity)
	if got.page.Find(".errors a[href='#naar']").Length() != 1 {
		t.Error("no word about the missing choice")
	}
	wantStatus(t, br.post(t, move, form("naar", "geen", "key", "\x01")), http.StatusUnprocessableEntity)
	return at + "/plannen/" + b.made(t, br.post(t, move, form("naar", "geen"))).String()
}

// sends approves a plan and takes it back.
func (b *bundle) sends(t *testing.T, br *browser, plan, at string) {
	t.Helper()
	got := br.post(t, plan+"/goedkeuren", form("until", "2000-01-01"))
	wantStatus(t, got, http.StatusUnprocessableEntity)
	if v := got.page.Find("input[name=until][aria-invalid]").AttrOr("value", ""); v != "2000-01-01" {
		t.Errorf("until came back as %q", v)
	}
	wantRedirect(t, br.post(t, plan+"/goedkeuren", form("until", "2026-12-07")), at)
	got = br.get(t, at)
	if said := got.page.Find("#send").Text(); !strings.Contains(said, "7 december 2026") || !strings.Contains(said, "Draai terug") {
		t.Errorf("got %q", said)
	}
	wantRedirect(t, br.post(t, plan+"/ongedaan", nil), plan)
	late := br.post(t, plan+"/ongedaan", nil)
	wantLate(t, late, "Dit plan is intussen verder.", "")
	if late.page.Find("#who").Length() != 1 || late.page.Find("form#rules").Length() != 1 {
		t.Error("who takes a plan back twice does not come back to it")
	}
}

func TestWhatIf(t *testing.T) {
	t.Parallel()
	b := setup(t)
	s, br, at := b.round(t)
	try := at + "/plannen/" + b.planned(t, br, s.Period.ID).String() + "/wat-als"
	ok := "?als=places&aantal=2&aanbod=" + s.Offering.ID.String()
	got := br.get(t, try+ok)
	wantStatus(t, got, http.StatusOK)
	if got.page.Find("#what-if-says b").Length() != 1 || got.page.Find("#what-if-says form").Length() != 1 {
		t.Error("what a change does is not told, or cannot be kept")
	}
	if part := br.quick(t, try+ok); part.page.Find("h1").Length() != 0 || part.page.Find("#what-if-says").Length() != 1 {
		t.Error("htmx did not get the part alone")
	}
	for _, odd := range []string{"?als=places&aantal=0", "?als=effort&aantal=veel", "?als=start&maand=x", "?als=zomaar&aantal=1"} {
		wantStatus(t, br.get(t, try+odd), http.StatusUnprocessableEntity)
		if part := br.quick(t, try+odd); part.StatusCode != http.StatusUnprocessableEntity || part.page.Find(".field__error").Length() != 1 {
			t.Errorf("%s: status %d", odd, part.StatusCode)
		}
	}
	wantStatus(t, br.post(t, try, form("als", "places")), http.StatusUnprocessableEntity)
	kept := b.made(t, br.post(t, try, form("als", "places", "aantal", "−1", "aanbod", s.Offering.ID.String())))
	late := br.post(t, at+"/plannen/"+kept.String()+"/goedkeuren", form("until", "2026-12-07"))
	wantLate(t, late, "Dit plan rekent met iets", "")
	if late.page.Find("#who").Length() != 1 {
		t.Error("who sends a plan that supposes something does not come back to it")
	}
}

func TestPlanHandsOut(t *testing.T) {
	t.Parallel()
	b := setup(t)
	s, br, at := b.round(t)
	plan := at + "/plannen/" + b.planned(t, br, s.Period.ID).String()
	for suffix, kind := range map[string]string{"excel": "application/vnd.openxmlformats", "csv": "text/csv"} {
		got := br.get(t, plan+"/"+suffix)
		wantStatus(t, got, http.StatusOK)
		if !strings.HasPrefix(got.Header.Get("Content-Type"), kind) || !strings.Contains(got.Header.Get("Content-Disposition"), "filename=ronde-1.") {
			t.Errorf("%s: got %v", suffix, got.Header)
		}
		if suffix == "csv" && strings.Count(got.body, "\r\n") != 4 {
			t.Errorf("got %q, want a head and three rows", got.body)
		}
	}
}

// TestPlansStayInTheirRound asks for a plan under the name of another period.
func TestPlansStayInTheirRound(t *testing.T) {
	t.Parallel()
	b := setup(t)
	s, br, at := b.round(t)
	plan := b.planned(t, br, s.Period.ID).String()
	other := sample.Period(s.Institution)
	other.Name = "Periode 4"
	b.change(t, func(ctx context.Context, tx *postgres.Tx) error { return tx.InsertPeriod(ctx, other) })
	for _, part := range []string{"", "/wat-als", "/excel", "/csv", "/vragen/" + s.Question.ID.String()} {
		wantStatus(t, br.get(t, "/rondes/"+other.ID.String()+"/plannen/"+plan+part), http.StatusNotFound)
	}
	wantStatus(t, br.post(t, "/rondes/"+other.ID.String()+"/plannen/"+plan+"/goedkeuren", form("until", "2026-12-07")), http.StatusNotFound)
	done := br.quick(t, at+"/plannen/"+plan)
	if done.StatusCode != http.StatusNoContent || done.Header.Get("HX-Redirect") != at+"/plannen/"+plan {
		t.Errorf("who waits is not led to the plan: %d %v", done.StatusCode, done.Header)
	}
	if got := br.get(t, "/rondes/"+other.ID.String()); got.page.Find("form#rules").Length() != 0 {
		t.Error("a round without places can be planned")
	}
}

// TestFixedRowsAreCarried plans again with a row fixed.
func TestFixedRowsAreCarried(t *testing.T) {
	t.Parallel()
	b := setup(t)
	s, br, at := b.round(t)
	plan := b.planned(t, br, s.Period.ID)
	page := br.get(t, at)
	box := page.page.Find("input[name=fixed]").First().AttrOr("value", "")
	again := rulesForm()
	again.Set("from", plan.String())
	again.Set("fixed", box)
	again.Set("shown", strings.Split(box, ":")[0])
	second := b.made(t, br.post(t, at+"/plannen", again))
	got := br.get(t, at+"/plannen/"+second.String())
	if n := got.page.Find("input[name=fixed][checked]").Length(); n != 1 {
		t.Fatalf("%d rows are fixed, want 1", n)
	}
	again = rulesForm()
	again.Set("from", second.String())
	third := b.made(t, br.post(t, at+"/plannen", again))
	if got := br.get(t, at+"/plannen/"+third.String()); got.page.Find("input[name=fixed][checked]").Length() != 1 {
		t.Error("a row that was not shown lost its fixing")
	}
	again.Set("from", third.String())
	again.Set("shown", strings.Split(box, ":")[0])
	fourth := b.made(t, br.post(t, at+"/plannen", again))
	if got := br.get(t, at+"/plannen/"+fourth.String()); got.page.Find("input[name=fixed][checked]").Length() != 0 {
		t.Error("a row that was let go is still fixed")
	}
}
