package server_test

import (
	"errors"
	"net/url"
	"strings"
	"testing"

	"github.com/jackc/pgx/v5"

	"github.com/tandem-hbo/tandem/internal/sample"
	"github.com/tandem-hbo/tandem/internal/tandem"
)

// secret is one sealed value and who may read it.
type secret struct {
	word     string
	readers  []string
	question sample.Story
}

// secrets lists the sealed values of the world. A claim gives a way to reach
// people; what is confidential stays with owner and desk.
func (w *world) secrets() []secret {
	desk1, desk2 := "coordinator 1", "coordinator 2"
	var list []secret
	add := func(s sample.Story, owner, desk, claimer string) {
		for _, word := range []string{s.Sealed.ContactName, s.Sealed.ContactMail, s.Sealed.ContactPhone, s.Sealed.CompanyName, s.Sealed.KvK, s.Sealed.Postcode} {
			list = append(list, secret{word, []string{owner, desk, claimer}, s})
		}
		list = append(list, secret{s.Sealed.Confidential, []string{owner, desk}, s})
	}
	add(w.open, "owner A", desk1, "")
	add(w.held, "owner A", desk1, "claimer 1")
	add(w.done, "owner A", desk1, "claimer 1")
	add(w.sent, "owner A", desk1, "")
	add(w.far, "owner B", desk2, "")
	return list
}

// reached is what somebody gets to read, by address.
func (w *world) reached(t *testing.T, who string) map[string]string {
	t.Helper()
	br, seen, ways := w.copy(w.people[who]), map[string]string{}, []string{"/", "/vormen", "/aanbod?lijst=alles", "/werkvoorraad?deel=all", "/demo"}
	for _, s := range []sample.Story{w.open, w.held, w.done, w.sent, w.far} {
		id := s.Question.ID.String()
		ways = append(ways, "/vragen/"+id, "/werkvoorraad/"+id, "/mijn-vraag/"+id, "/vraag/"+id+"/stap/4", "/vraag/"+id+"/verstuurd",
			"/mijn-vraag/"+id+"/links", "/mijn-vraag/"+id+"/intrekken")
	}
	ways = append(ways, "/opdrachten", "/opdrachten/"+w.claim.ID.String(), "/opdrachten/"+w.work.ClaimID.String(), "/evaluatie/"+w.work.ID.String(), "/post", "/mensen")
	for len(ways) > 0 && len(seen) < 90 {
		way := ways[0]
		ways = ways[1:]
		if _, there := seen[way]; there || strings.HasPrefix(way, "/demo/mail") || strings.HasPrefix(way, "/gallery") {
			continue
		}
		got := br.get(t, way)
		seen[way] = got.body
		for _, a := range got.page.Find("a[href^='/']").EachIter() {
			href := a.AttrOr("href", "")
			if !strings.Contains(href, "taal=") && !strings.HasPrefix(href, "/vormen/") {
				ways = append(ways, href)
			}
		}
	}
	return seen
}

// TestSealedWordsStaySealed looks for every sealed word on every page that
// anybody reaches.
func TestSealedWordsStaySealed(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	found := 0
	for _, who := range actors() {
		pages := w.reached(t, who)
		for _, s := range w.secrets() {
			may := false
			for _, reader := range s.readers {
				may = may || reader == who
			}
			for way, body := range pages {
				if !strings.Contains(body, s.word) {
					continue
				}
				found++
				if !may {
					t.Errorf("%s reads %q at %s", who, s.word, way)
				}
			}
		}
		t.Logf("%s: %d pages", who, len(pages))
	}
	if found < 40 { // the search itself must be able to find
		t.Errorf("found only %d sealed words where they may be", found)
	}
}

// TestSealedWordsFindNothing searches for every sealed word where there is a
// search: no question comes up.
func TestSealedWordsFindNothing(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	for _, who := range []string{"lecturer 1", "claimer 1", "lecturer 2", "coordinator 1", "coordinator 2"} {
		br := w.copy(w.people[who])
		for _, s := range w.secrets() {
			got := br.get(t, "/vragen?q="+url.QueryEscape(s.word))
			if n := got.page.Find("ol.list article").Length(); n != 0 {
				t.Errorf("%s finds %d questions by %q", who, n, s.word)
			}
		}
		if br.get(t, "/vragen?q=brood").page.Find("ol.list article").Length() == 0 {
			t.Errorf("%s finds nothing at all", who)
		}
	}
}

// TestSealedWordsLeaveNoTrace looks for sealed words in every row of every table
// but the one for them: an address of a mail to the owner, and the name that
// greets them there, are all there may be.
func TestSealedWordsLeaveNoTrace(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	owner := w.copy(w.people["owner A"])
	path := "/mijn-vraag/" + w.sent.Question.ID.String()
	wantRedirect(t, owner.post(t, path+"/bericht", form("key", "een", "body", "Graag snel.")), path)
	desk := w.copy(w.people["coordinator 1"])
	for _, s := range []sample.Story{w.sent, w.open} {
		at := "/werkvoorraad/" + s.Question.ID.String()
		wantRedirect(t, desk.post(t, at+"/terugvragen", form("version", desk.get(t, at).field("version"), "key", s.Question.ID.String(), "note", "Wat bedoel je?")), at)
		wantRedirect(t, desk.post(t, at+"/afwijzen", form("version", desk.get(t, at).field("version"), "reason", "unclear", "referral", "kvk", "note", "Jammer.")), at)
	}
	held := "/mijn-vraag/" + w.held.Question.ID.String()
	wantRedirect(t, owner.post(t, held+"/intrekken", form("reason", "solved")), held)
	tables := w.column(t, `SELECT table_name::text FROM information_schema.tables
		WHERE table_schema = 'public' AND table_type = 'BASE TABLE' AND table_name NOT IN ('questions_sealed', 'outbox')`)
	for _, table := range tables {
		row := "to_jsonb(t)"
		if table == "mails" {
			row = "to_jsonb(t) - 'recipient' #- '{data,name}'"
		}
		for _, s := range w.secrets() {
			var n int
			if err := w.tx.QueryRow(t.Context(), `SELECT count(*) FROM public.`+table+` t WHERE strpos((`+row+`)::text, $1) > 0`, s.word).Scan(&n); err != nil {
				t.Fatal(err)
			}
			if n > 0 {
				t.Errorf("%s holds %q", table, s.word)
			}
		}
	}
	w.letters(t)
}

// letters sends all mails and looks for sealed words in those to anybody but
// the owner of the question.
func (w *world) letters(t *testing.T) {
	t.Helper()
	sent := 0
	for _, raw := range w.column(t, `SELECT id::text FROM mails`) {
		id, err := tandem.ParseID[tandem.Mail](raw)
		if err != nil {
			t.Fatal(err)
		}
		if err := w.mailer.Send(t.Context(), id); err != nil {
			t.Fatal(err)
		}
		m, err := w.outbox.Read(t.Context(), id)
		if errors.Is(err, tandem.NotFound) {
			continue // refused for good
		}
		if err != nil {
			t.Fatal(err)
		}
		sent++
		for _, s := range w.secrets() {
			greets := m.Recipient == s.question.Sealed.ContactMail && s.word == s.question.Sealed.ContactName
			if strings.Contains(m.Subject+m.Plain+m.HTML, s.word) && !greets {
				t.Errorf("the mail %s to %s holds %q", m.Kind, m.Recipient, s.word)
			}
		}
	}
	if sent < 10 {
		t.Errorf("only %d mails were sent", sent)
	}
}

// column reads one column of text.
func (w *world) column(t *testing.T, sql string) []string {
	t.Helper()
	rows, err := w.tx.Query(t.Context(), sql)
	if err != nil {
		t.Fatal(err)
	}
	list, err := pgx.CollectRows(rows, pgx.RowTo[string])
	if err != nil {
		t.Fatal(err)
	}
	return list
}
