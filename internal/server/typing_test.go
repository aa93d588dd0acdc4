package server_test

import (
	"net/http"
	"net/http/httptest"
	"net/url"
	"strings"
	"testing"

	"github.com/PuerkitoBio/goquery"
)

// typed posts a form as the page does when somebody stops typing.
func (br *browser) typed(t *testing.T, v url.Values) answer {
	t.Helper()
	r := httptest.NewRequestWithContext(t.Context(), http.MethodPost, base+"/lees", strings.NewReader(v.Encode()))
	r.Header.Set("Content-Type", "application/x-www-form-urlencoded")
	r.Header.Set("Sec-Fetch-Site", "same-origin")
	r.Header.Set("HX-Request", "true")
	r.Header.Set("HX-Target", "reading")
	return br.do(t, r)
}

func TestReadingWhileTyping(t *testing.T) {
	t.Parallel()
	br := setup(t).browser()
	got := br.typed(t, form("text", breadText))
	if got.page.Find("#reading").Length() != 1 || got.page.Find("#fits[hx-swap-oob]").Length() != 1 || got.page.Find("h1").Length() != 0 {
		t.Errorf("got %s", got.body)
	}
	if marks := got.page.Find("#quote mark a[href^='#read-']"); marks.Length() == 0 || !strings.Contains(marks.AttrOr("aria-label", ""), ": ") {
		t.Error("no words of the text are marked with what was read in them")
	}
	if said := got.page.Find("#said").Text(); !strings.HasPrefix(said, "Past nu het best: ") {
		t.Errorf("said: got %q", said)
	}
	got.page.Find("details").Each(func(_ int, d *goquery.Selection) {
		if d.AttrOr("id", "") == "" {
			t.Errorf("%q forgets whether it was open", d.Find("summary").First().Text())
		}
	})
}

func TestFewWordsAreNotJudged(t *testing.T) {
	t.Parallel()
	br := setup(t).browser()
	for _, text := range []string{"", "Website", "We willen graag"} {
		got := br.typed(t, form("text", text))
		if got.page.Find(".chip").Length() != 0 || got.page.Find("#fits .item").Length() != 0 {
			t.Errorf("%q: got %s", text, got.page.Text())
		}
	}
	whole := br.post(t, "/lees", form("text", "Website")) // who presses the button gets an answer
	if said := whole.page.Find("#fits h2").Text(); said != "We lezen nog geen vraag. Vertel wat er speelt en wat je wilt weten of maken." {
		t.Errorf("button: got %q", said)
	}
	if whole.page.Find(".chip").Length() != 0 {
		t.Error("button: results are read in one word")
	}
}

func TestDroppingAReadingChangesTheRanking(t *testing.T) {
	t.Parallel()
	br := setup(t).browser()
	before := br.typed(t, form("text", breadText))
	v, marked := form("text", breadText), before.page.Find("#quote mark").Length()
	before.page.Find(".chip input[value=yes]").Each(func(_ int, in *goquery.Selection) { v.Set(in.AttrOr("name", ""), "no") })
	after := br.typed(t, v)
	if got, was := after.page.Find("#table table").Text(), before.page.Find("#table table").Text(); got == was {
		t.Error("all readings are dropped and the forms are worth what they were")
	}
	if after.page.Find(".chip input[value=no][checked]").Length() == 0 {
		t.Error("what was dropped is forgotten")
	}
	if got := after.page.Find("#quote mark").Length(); got != 0 || marked == 0 {
		t.Errorf("got %d marks of %d after all readings were dropped", got, marked)
	}
}

const twoQuestions = "We zijn een installatiebedrijf met 18 man. Ten eerste wil ik weten waarom onze monteurs vertrekken. " +
	"En dan nog iets heel anders: we willen een webshop voor losse onderdelen laten ontwerpen."

func TestTwoQuestionsBecomeTwoDrafts(t *testing.T) {
	t.Parallel()
	br := setup(t).browser()
	home := br.post(t, "/lees", form("text", twoQuestions))
	if home.page.Find("button[name=split]").Length() != 1 {
		t.Fatal("no offer to take two questions apart")
	}
	v := form("key", home.field("key"), "from", "home", "text", twoQuestions, "split", "1")
	one := br.post(t, "/vraag", v)
	wantStatus(t, one, http.StatusSeeOther)
	wantRedirect(t, br.post(t, "/vraag", v), one.Header.Get("Location")) // twice makes no more
	if got := br.get(t, one.Header.Get("Location")).page.Find("#text").Text(); !strings.Contains(got, "monteurs") || strings.Contains(got, "webshop") {
		t.Errorf("first: got %q", got)
	}
	if got := br.get(t, "/mijn-vragen").page.Find(".item__title").Length(); got != 2 {
		t.Errorf("got %d drafts, want 2", got)
	}
}

func TestHasteBecomesAQuestionThatMayWait(t *testing.T) {
	t.Parallel()
	br := setup(t).browser()
	const text = "Onze website ligt er elke maand wel een keer uit. Er moet vandaag nog iemand komen, het is een noodgeval, we kunnen niks verkopen!"
	home := br.post(t, "/lees", form("text", text))
	if home.page.Find(`button[formaction="/vraag/later"]`).Length() != 1 || home.page.Find(`#fits a[href*="kvk.nl"]`).Length() != 1 {
		t.Fatalf("no help now or no offer for later: %s", home.page.Find("#fits").Text())
	}
	later := br.post(t, "/vraag/later", form("text", text))
	wantStatus(t, later, http.StatusOK)
	typed := later.page.Find("#text").Text()
	if !strings.HasPrefix(typed, "Hoe voorkomen we dat") || !strings.Contains(typed, "elke maand") || strings.Contains(typed, "vandaag") {
		t.Errorf("slow question: got %q", typed)
	}
	if was := later.field("was"); was != text || !strings.Contains(later.page.Find("blockquote").Text(), "vandaag") {
		t.Errorf("first text: got %q", was)
	}
	back := br.post(t, "/lees", form("text", typed, "was", text, "back", "1"))
	if got := back.page.Find("#text").Text(); got != text {
		t.Errorf("back: got %q", got)
	}
	refused := br.post(t, "/vraag", form("key", later.field("key"), "text", "", "was", text))
	wantStatus(t, refused, http.StatusUnprocessableEntity)
	if refused.field("was") != text {
		t.Error("the first text is gone after a refusal")
	}
}

func TestTextInTheOtherLanguageOffersIt(t *testing.T) {
	t.Parallel()
	br := setup(t).browser()
	const text = "We would like to know which young customers would buy our beans and how we should present ourselves to them."
	path, ok := br.post(t, "/lees", form("text", text)).page.Find(`button[formaction^="/lees?taal="]`).Attr("formaction")
	if !ok {
		t.Fatal("no offer of the other language")
	}
	if got := br.post(t, path, form("text", text)); got.page.Find("html").AttrOr("lang", "") != "en" || got.page.Find("#text").Text() != text {
		t.Errorf("got language %q and text %q", got.page.Find("html").AttrOr("lang", ""), got.page.Find("#text").Text())
	}
}
