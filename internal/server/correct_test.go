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

// learnFrom lets us learn from a question, whose text then holds words to keep in.
func (b *bundle) learnFrom(t *testing.T, id tandem.ID[tandem.Question], words ...string) {
	t.Helper()
	b.change(t, func(ctx context.Context, tx *postgres.Tx) error {
		q, err := tx.LockQuestion(ctx, id)
		if err != nil {
			return err
		}
		q.Learn, q.Text = true, q.Text+" "+strings.Join(words, " / ")
		return tx.SaveQuestion(ctx, q)
	})
}

// reading is the correcting form as the page shows it, with some fields more.
func reading(got answer, pairs ...string) url.Values {
	v := form(pairs...)
	v.Set("version", got.page.Find("#correct input[name=version]").AttrOr("value", ""))
	for _, in := range got.page.Find("#correct input[checked]").EachIter() {
		v.Add(in.AttrOr("name", ""), in.AttrOr("value", ""))
	}
	return v
}

func TestCorrectAReadingByForm(t *testing.T) {
	t.Parallel()
	r := setupReview(t)
	bare := r.karim.get(t, r.path)
	if bare.page.Find("#correct form").Length() != 0 || !strings.Contains(bare.page.Find("#correct").Text(), "geen toestemming") {
		t.Error("without consent: got a form, want the reason that there is none")
	}
	refused := r.karim.post(t, r.path+"/lezing", decision(bare, "tempo", "slow", "articulation", "none"))
	wantStatus(t, refused, http.StatusConflict)
	if _, open := refused.page.Find("#correct").Attr("open"); !open || refused.page.Find(".flash").Length() != 0 {
		t.Error("refused: want the reason in sight, and nothing about a change")
	}

	r.learnFrom(t, r.question.ID)
	page := r.karim.get(t, r.path)
	if got := reading(page)["outcome"]; len(got) != 1 || got[0] != "improving_business" {
		t.Errorf("got %v ticked, want what was read", got)
	}
	without := r.karim.post(t, r.path+"/lezing", reading(page, "outcome", "innovation_power", "refer_why", ""))
	wantStatus(t, without, http.StatusUnprocessableEntity)
	if without.page.Find("#correct input[value=innovation_power][checked]").Length() != 1 || without.page.Find(`.errors a[href="#tempo"]`).Length() != 1 {
		t.Error("without a tempo: want what was chosen, and a way to what is missing")
	}
	if v := without.page.Find(`input[name="match"][checked]`).AttrOr("value", ""); v != r.best.ID.String() {
		t.Errorf("got %q ticked to approve, want the best as before", v)
	}
	good := reading(without, "tempo", "slow", "articulation", "some", "field", "ict")
	wantRedirect(t, r.karim.post(t, r.path+"/lezing", good), r.path+"#correct")
	after := r.karim.get(t, r.path)
	if got := reading(after); len(got["outcome"]) != 2 || got.Get("tempo") != "slow" || got.Get("field") != "ict" {
		t.Errorf("got %v, want what was saved", got)
	}
	if trail := after.page.Find("main").Text(); !strings.Contains(trail, "Verbeterde de lezing") {
		t.Error("the trail does not tell")
	}
}

func TestOwnersDecideAboutLearning(t *testing.T) {
	t.Parallel()
	b := setup(t)
	br := b.browser()
	two := br.ask(t)
	br.save(t, two, wishForm())
	br.save(t, step(two, "3"), whenForm())
	last := br.get(t, step(two, "4"))
	if box := last.page.Find("input[name=learn]"); box.Length() != 1 || box.AttrOr("checked", "no") != "no" {
		t.Error("want a box that is not ticked")
	}
	ticked := companyForm()
	ticked.Set("learn", "true")
	wantStatus(t, br.save(t, step(two, "4"), ticked), http.StatusSeeOther)
	mine := "/mijn-vraag/" + strings.Split(two, "/")[2]
	if br.get(t, step(two, "4")).page.Find("input[name=learn]").Length() != 0 {
		t.Error("editing a sent question asks again; an edit must not stand for consent")
	}
	for _, want := range []string{"false", "true", "false"} {
		offered := br.get(t, mine).page.Find("#learning input[name=learn]").AttrOr("value", "")
		if offered != want {
			t.Fatalf("got %q offered, want %q", offered, want)
		}
		wantRedirect(t, br.post(t, mine+"/leren", form("learn", offered)), mine+"#learning")
	}
}

// TestKeptCasesHoldNothingSealed corrects questions whose owners wrote all that
// is sealed into the text itself, and looks for every word of it in what is kept.
func TestKeptCasesHoldNothingSealed(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	desk := w.copy(w.people["coordinator 1"])
	for _, s := range []sample.Story{w.sent, w.open} {
		c := s.Sealed
		w.learnFrom(t, s.Question.ID, c.ContactName, c.ContactMail, c.ContactPhone, c.CompanyName, c.KvK, c.Postcode, strings.ToUpper(c.CompanyName), strings.ToLower(c.Postcode))
		at := "/werkvoorraad/" + s.Question.ID.String()
		v := reading(desk.get(t, at))
		v.Set("tempo", "slow")
		v.Set("articulation", "some")
		wantRedirect(t, desk.post(t, at+"/lezing", v), at+"#correct")
	}
	kept := w.column(t, `SELECT lower(to_jsonb(c)::text) FROM labelled_cases c`)
	if len(kept) != 2 {
		t.Fatalf("got %d cases, want two", len(kept))
	}
	for _, s := range w.secrets() {
		if strings.Contains(strings.Join(kept, " "), strings.ToLower(s.word)) {
			t.Errorf("a case holds %q", s.word)
		}
	}
	owner, path := w.copy(w.people["owner A"]), "/mijn-vraag/"+w.sent.Question.ID.String()
	wantRedirect(t, owner.post(t, path+"/leren", form("learn", "false")), path+"#learning")
	if left := w.column(t, `SELECT question_id::text FROM labelled_cases`); len(left) != 1 || left[0] != w.open.Question.ID.String() {
		t.Errorf("got cases of %v after one owner stopped, want the other's alone", left)
	}
}
