package server_test

import (
	"net/http"
	"strings"
	"testing"

	"github.com/tandem-hbo/tandem/internal/tandem"
)

func TestMessagesToTheDesk(t *testing.T) {
	t.Parallel()
	br := setup(t).browser()
	mine := "/mijn-vraag/" + br.asked(t)
	key := br.get(t, mine).page.Find(`form[action$="/bericht"] input[name=key]`).AttrOr("value", "")
	for range 2 {
		wantRedirect(t, br.post(t, mine+"/bericht", form("key", key, "body", "Ja, <b>dat</b> lukt.")), mine)
	}
	if said := br.get(t, mine).page.Find(".thread .said"); said.Length() != 1 || said.Text() != "Ja, <b>dat</b> lukt." {
		t.Errorf("got %s", said.Text())
	}
	empty := br.post(t, mine+"/bericht", form("key", "x", "body", ""))
	wantStatus(t, empty, http.StatusUnprocessableEntity)
	long := strings.Repeat("é", 5001)
	if got := br.post(t, mine+"/bericht", form("key", "y", "body", long)); got.StatusCode != http.StatusUnprocessableEntity || got.page.Find("#body").Text() != long {
		t.Errorf("too long: got %d", got.StatusCode)
	}
}

func TestTakingAQuestionBack(t *testing.T) {
	t.Parallel()
	b := setup(t)
	br := b.browser()
	id := br.asked(t)
	mine := "/mijn-vraag/" + id
	wantStatus(t, br.get(t, mine+"/intrekken"), http.StatusOK)
	wantStatus(t, br.post(t, mine+"/intrekken", form("reason", "")), http.StatusUnprocessableEntity)
	wantRedirect(t, br.post(t, mine+"/intrekken", form("reason", "solved")), mine)
	if said := br.get(t, mine).page.Find("#next").Text(); !strings.Contains(said, "ingetrokken") {
		t.Errorf("got %s", said)
	}
	wantRedirect(t, br.get(t, "/vraag/"+id+"/stap/1"), mine)
	late := br.post(t, mine+"/bericht", form("key", "z", "body", "Toch nog iets."))
	wantLate(t, late, "niet meer in behandeling", "Toch nog iets.")
	b.force(t, id, tandem.QuestionEngaged)
	late = br.post(t, mine+"/intrekken", form("reason", "solved"))
	wantStatus(t, late, http.StatusConflict)
	if back := late.page.Find("main .buttons a").AttrOr("href", ""); back != mine {
		t.Errorf("who comes too late is led to %q, want %q", back, mine)
	}
}

func TestLinksToAQuestion(t *testing.T) {
	t.Parallel()
	br := setup(t).browser()
	mine := "/mijn-vraag/" + br.asked(t)
	wantRedirect(t, br.post(t, mine+"/link", nil), mine)
	wantStatus(t, br.get(t, mine+"/links"), http.StatusOK)
	wantRedirect(t, br.post(t, mine+"/links", nil), "/mijn-vragen")
	wantRedirect(t, br.post(t, mine+"/link", nil), mine)
	wantStatus(t, br.post(t, mine+"/link", nil), http.StatusTooManyRequests)
}

func TestStrangersFindNothing(t *testing.T) {
	t.Parallel()
	b := setup(t)
	id := b.browser().asked(t)
	stranger := b.as(t, b.person(t, "Sanne", tandem.Lecturer))
	for _, path := range []string{"/mijn-vraag/" + id, "/mijn-vraag/" + id + "/intrekken", "/vraag/" + id + "/stap/1", "/vraag/" + id + "/stap/9",
		"/vraag/" + id + "/verstuurd", "/mijn-vraag/x", "/mijn-vraag/" + tandem.NewID[tandem.Question]().String()} {
		wantStatus(t, stranger.get(t, path), http.StatusNotFound)
	}
	for _, path := range []string{"/bericht", "/intrekken", "/link", "/links"} {
		wantStatus(t, stranger.post(t, "/mijn-vraag/"+id+path, form("body", "x", "key", "x", "reason", "solved")), http.StatusNotFound)
	}
	wantStatus(t, stranger.post(t, "/vraag/"+id+"/stap/1", form("text", "x", "version", "1")), http.StatusNotFound)
}
