package server_test

import (
	"context"
	"maps"
	"net/http"
	"net/url"
	"strings"
	"testing"

	"github.com/tandem-hbo/tandem/internal/postgres"
	"github.com/tandem-hbo/tandem/internal/tandem"
)

const breadText = "Elke avond gooien we brood weg. Ik wil weten hoeveel we moeten bakken. Ik heb geen tijd om het uit te zoeken."

// form makes a form of pairs.
func form(pairs ...string) url.Values {
	v := url.Values{}
	for i := 0; i+1 < len(pairs); i += 2 {
		v.Add(pairs[i], pairs[i+1])
	}
	return v
}

// field is the value of a hidden field.
func (a answer) field(name string) string {
	return a.page.Find(`input[name="`+name+`"]`).First().AttrOr("value", "")
}

// ask fills in the first step and returns the address of the second.
func (br *browser) ask(t *testing.T) string {
	t.Helper()
	key := br.get(t, "/vraag").field("key")
	got := br.post(t, "/vraag", form("key", key, "title", "Hoeveel brood?", "text", breadText))
	wantStatus(t, got, http.StatusSeeOther)
	return got.Header.Get("Location")
}

// step goes to another step of the same question.
func step(path, number string) string { return path[:len(path)-1] + number }

// save posts a form of a step with the version that its page shows.
func (br *browser) save(t *testing.T, path string, v url.Values) answer {
	t.Helper()
	v = maps.Clone(v)
	if !v.Has("version") {
		v.Set("version", br.get(t, path).field("version"))
	}
	return br.post(t, path, v)
}

func wishForm() url.Values {
	return form("read[improving_business]", "yes", "pick", "capacity_time_knowledge", "top", "improving_business")
}

func whenForm() url.Values {
	return form("date", "1-5-2027", "delay", "annoying", "hours", "1.5", "budget", "no", "secrecy", "open", "ready", "data", "companies", "1")
}

func companyForm() url.Values {
	return form("company", "Bakkerij Van Dorst", "kvk", "12345678", "sector", "food", "size", "small", "postcode", "3111 AB",
		"name", "Marloes van Dorst", "mail", "marloes@vandorst.example", "confidential", "We willen verkopen.")
}

// asked walks all four steps and returns the question's id.
func (br *browser) asked(t *testing.T) string {
	t.Helper()
	two := br.ask(t)
	wantRedirect(t, br.save(t, two, wishForm()), step(two, "3"))
	wantRedirect(t, br.save(t, step(two, "3"), whenForm()), step(two, "4"))
	sent := br.save(t, step(two, "4"), companyForm())
	wantStatus(t, sent, http.StatusSeeOther)
	id := strings.Split(two, "/")[2]
	if at := sent.Header.Get("Location"); at != "/vraag/"+id+"/verstuurd" {
		t.Fatalf("sent: got %q", at)
	}
	return id
}

// force puts a question into a state.
func (b *bundle) force(t *testing.T, raw string, state tandem.QuestionState) {
	t.Helper()
	id, err := tandem.ParseID[tandem.Question](raw)
	if err != nil {
		t.Fatal(err)
	}
	b.change(t, func(ctx context.Context, tx *postgres.Tx) error {
		q, err := tx.LockQuestion(ctx, id)
		if err != nil {
			return err
		}
		q.State = state
		return tx.SaveQuestion(ctx, q)
	})
}

func TestAskingFromTheHomePage(t *testing.T) {
	t.Parallel()
	br := setup(t).browser()
	home := br.get(t, "/")
	wantStatus(t, home, http.StatusOK)
	read := br.post(t, "/lees", form("key", home.field("key"), "text", breadText))
	wantStatus(t, read, http.StatusOK)
	if read.page.Find("#reading .chip").Length() == 0 || read.page.Find("#fits .item").Length() < 3 {
		t.Errorf("without script: got %s", read.page.Find("form").Text())
	}
	if got := read.page.Find("#text").Text(); got != breadText {
		t.Errorf("typed text: got %q", got)
	}
	started := br.post(t, "/vraag", form("key", read.field("key"), "from", "home", "text", breadText, "read[improving_business]", "yes"))
	wantStatus(t, started, http.StatusSeeOther)
	one := br.get(t, started.Header.Get("Location"))
	if one.page.Find("#title").AttrOr("value", "") != "Elke avond gooien we brood weg" || one.page.Find("#text").Text() != breadText {
		t.Errorf("step 1: got %s", one.page.Find("main").Text())
	}
	if one.page.Find("#best .bars").Length() != 1 {
		t.Error("step 1 shows no best combination beside it")
	}
}

func TestOddTextIsNeverAFault(t *testing.T) {
	t.Parallel()
	br := setup(t).browser()
	for name, c := range map[string]struct {
		text string
		want int
	}{
		"empty":         {"", http.StatusUnprocessableEntity},
		"20,000":        {strings.Repeat("a", 20_000), http.StatusUnprocessableEntity},
		"null byte":     {"brood\x00weg", http.StatusUnprocessableEntity},
		"emoji":         {"Wij bakken 🥐 voor iedereen", http.StatusSeeOther},
		"right to left": {"كم خبز", http.StatusSeeOther},
		"html":          {`<script>alert(1)</script>`, http.StatusSeeOther},
	} {
		wantStatus(t, br.post(t, "/lees", form("text", c.text)), http.StatusOK)
		got := br.post(t, "/vraag", form("key", br.get(t, "/vraag").field("key"), "text", c.text))
		if got.StatusCode != c.want {
			t.Errorf("%s: got %d, want %d", name, got.StatusCode, c.want)
		}
		if kept := strings.ReplaceAll(c.text, "\x00", ""); got.StatusCode == http.StatusUnprocessableEntity && got.page.Find("#text").Text() != kept {
			t.Errorf("%s: typed text was lost", name)
		}
		if got.StatusCode == http.StatusUnprocessableEntity && got.page.Find(".errors a[href='#text']").Length() != 1 {
			t.Errorf("%s: no way to the field", name)
		}
		if at := got.Header.Get("Location"); at != "" {
			shown := br.get(t, step(at, "1"))
			if shown.page.Find("#text").Text() != c.text || shown.page.Find("main script").Length() != 0 {
				t.Errorf("%s: got %q", name, shown.page.Find("#text").Text())
			}
		}
	}
}

func TestDoubleClickMakesOneQuestion(t *testing.T) {
	t.Parallel()
	b := setup(t)
	key := b.browser().get(t, "/vraag").field("key")
	in := form("key", key, "text", breadText)
	one, two := b.browser(), b.browser() // the first answer, with its cookie, never arrived
	first, second := one.post(t, "/vraag", in), two.post(t, "/vraag", in)
	wantRedirect(t, second, first.Header.Get("Location"))
	wantStatus(t, two.get(t, second.Header.Get("Location")), http.StatusOK)
}

func TestFourStepsAndTheirEnd(t *testing.T) {
	t.Parallel()
	br := setup(t).browser()
	id := br.asked(t)
	sent := br.get(t, "/vraag/"+id+"/verstuurd")
	if said := sent.page.Find("main").Text(); !strings.Contains(said, "30 november") || !strings.Contains(said, "marloes@vandorst.example") {
		t.Errorf("got %s", said)
	}
	mine := br.get(t, "/mijn-vraag/"+id)
	wantStatus(t, mine, http.StatusOK)
	if mine.page.Find(".clock").Length() == 0 || mine.page.Find(".trail").Length() == 0 || mine.page.Find("#next").Length() != 1 {
		t.Errorf("got %s", mine.page.Find("main").Text())
	}
	again := br.save(t, "/vraag/"+id+"/stap/4", companyForm())
	wantRedirect(t, again, "/vraag/"+id+"/verstuurd")
	if list := br.get(t, "/mijn-vragen"); list.page.Find(".item").Length() != 1 {
		t.Errorf("list: got %s", list.page.Find("main").Text())
	}
}

func TestFaultsInLaterSteps(t *testing.T) {
	t.Parallel()
	br := setup(t).browser()
	two := br.ask(t)
	wantRedirect(t, br.get(t, step(two, "4")), two)
	for _, c := range []struct{ number, field, value string }{
		{"2", "pick", "x"}, {"3", "date", "1-5-2020"}, {"3", "date", "ooit"}, {"3", "hours", ""}, {"3", "companies", "0"},
		{"4", "kvk", "123"}, {"4", "postcode", "3390 AB"}, {"4", "postcode", "x"}, {"4", "mail", "marloes@"}, {"4", "company", ""},
	} {
		in := map[string]url.Values{"2": wishForm(), "3": whenForm(), "4": companyForm()}[c.number]
		if c.number > "2" {
			br.save(t, two, wishForm())
		}
		if c.number > "3" {
			br.save(t, step(two, "3"), whenForm())
		}
		in.Set(c.field, c.value)
		got := br.save(t, step(two, c.number), in)
		wantStatus(t, got, http.StatusUnprocessableEntity)
		if got.page.Find(".errors a[href='#"+c.field+"']").Length() != 1 || got.page.Find("#"+c.field).Length() != 1 {
			t.Errorf("%s=%q: got %s", c.field, c.value, got.page.Find(".errors").Text())
		}
		if kept, ok := got.page.Find("input#" + c.field).Attr("value"); c.value != "" && c.field != "pick" && ok && kept != c.value {
			t.Errorf("%s: typed %q, kept %q", c.field, c.value, kept)
		}
	}
}

func TestTwoTabsKeepWhatWasTyped(t *testing.T) {
	t.Parallel()
	br := setup(t).browser()
	one := step(br.ask(t), "1")
	version := br.get(t, one).field("version")
	wantStatus(t, br.post(t, one, form("version", version, "text", "Hoeveel taart?")), http.StatusSeeOther)
	got := br.post(t, one, form("version", version, "text", "Hoeveel koek?"))
	wantStatus(t, got, http.StatusConflict)
	if got.page.Find("#text").Text() != "Hoeveel koek?" || got.field("version") == version {
		t.Errorf("got %q, version %s", got.page.Find("#text").Text(), got.field("version"))
	}
}

func TestEditingAfterAClaim(t *testing.T) {
	t.Parallel()
	b := setup(t)
	br := b.browser()
	id := br.asked(t)
	one := "/vraag/" + id + "/stap/1"
	version := br.get(t, one).field("version")
	b.force(t, id, tandem.QuestionClaimed)
	got := br.post(t, one, form("version", version, "text", "Hoeveel taart?"))
	wantStatus(t, got, http.StatusConflict)
	if got.page.Find("#text").Text() != "Hoeveel taart?" || got.page.Find(`a[href$="#messages"]`).Length() == 0 {
		t.Errorf("got %s", got.page.Find("main").Text())
	}
}
