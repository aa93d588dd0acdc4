package server_test

import (
	"net/http"
	"slices"
	"strings"
	"testing"

	"github.com/go-chi/chi/v5"

	"github.com/tandem-hbo/tandem/internal/tandem"
	"github.com/tandem-hbo/tandem/web"
)

// routeTable says for every route what each of actors gets: 2 a page, > a way
// on, i to the sign-in page, 4 not found, U 422, C 409. POST sends an empty
// form. A route that is not in it fails the test.
//
//nolint:dupword // its columns may well be alike
const routeTable = `
GET  /beheer/                                 i i i 4 4 4 2 2 2
GET  /beheer/hogeschool                       i i i 4 4 4 4 4 2
GET  /beheer/hogeschool/nieuw                 i i i 4 4 4 4 4 2
GET  /beheer/opleidingen                      i i i 4 4 4 2 2 2
GET  /beheer/opleidingen/nieuw                i i i 4 4 4 2 2 2
GET  /beheer/opleidingen/{id}                 i i i 4 4 4 2 4 2
GET  /beheer/periodes                         i i i 4 4 4 2 2 2
GET  /beheer/periodes/nieuw                   i i i 4 4 4 2 2 2
GET  /beheer/periodes/{id}                    i i i 4 4 4 2 4 2
GET  /beheer/periodes/{id}/ruimte             i i i 4 4 4 2 4 2
POST /beheer/periodes/{id}/ruimte             i i i 4 4 4 > 4 >
POST /beheer/hogeschool                       i i i 4 4 4 4 4 U
POST /beheer/hogeschool/nieuw                 i i i 4 4 4 4 4 U
POST /beheer/opleidingen/nieuw                i i i 4 4 4 U 4 U
POST /beheer/opleidingen/{id}                 i i i 4 4 4 U 4 U
POST /beheer/periodes/nieuw                   i i i 4 4 4 U 4 U
POST /beheer/periodes/{id}                    i i i 4 4 4 U 4 U
GET  /healthz                                 2 2 2 2 2 2 2 2 2
GET  /readyz                                  2 2 2 2 2 2 2 2 2
GET  /over                                    2 2 2 2 2 2 2 2 2
GET  /                                        2 2 2 2 2 2 2 2 2
GET  /aanbod                                  2 2 2 2 2 2 2 2 2
GET  /aanbod/nieuw                            i i i 2 2 2 2 2 2
GET  /aanbod/{id}                             2 2 2 2 2 2 2 2 2
GET  /aanbod/{id}/pas-aan                     i i i 4 2 4 2 4 2
GET  /account                                 i i i 2 2 2 2 2 2
GET  /assets/*                                2 2 2 2 2 2 2 2 2
GET  /begin                                   > > > > > > > > >
GET  /beheer/cijfers                          i i i 4 4 4 4 4 2
GET  /beheer/cijfers/resultaten/{key}         i i i 4 4 4 4 4 2
GET  /beheer/cijfers/versies/{version}        i i i 4 4 4 4 4 2
GET  /beheer/cijfers/vormen/{key}             i i i 4 4 4 4 4 2
GET  /demo                                    2 2 2 2 2 2 2 2 2
GET  /demo/mail                               2 2 2 2 2 2 2 2 2
GET  /demo/mail/{id}                          2 2 2 2 2 2 2 2 2
GET  /demo/mail/{id}/body                     2 2 2 2 2 2 2 2 2
GET  /evaluatie/{id}                          4 2 4 4 2 4 4 4 4
GET  /gallery                                 2 2 2 2 2 2 2 2 2
GET  /inloggen                                2 2 2 2 2 2 2 2 2
GET  /inloggen/code                           2 2 2 2 2 2 2 2 2
GET  /mensen                                  i i i 4 4 4 4 4 2
GET  /mijn-vraag/{id}                         4 2 4 4 4 4 4 4 4
GET  /mijn-vraag/{id}/intrekken               4 2 4 4 4 4 4 4 4
GET  /mijn-vraag/{id}/links                   4 2 4 4 4 4 4 4 4
GET  /mijn-vragen                             2 2 2 2 2 2 2 2 2
GET  /opdrachten                              i i i 2 2 2 2 2 4
GET  /opdrachten/{id}                         i i i 4 2 4 2 4 4
GET  /post                                    i i i 4 4 4 2 2 2
GET  /v/{token}                               2 2 2 2 2 2 2 2 2
GET  /vormen                                  2 2 2 2 2 2 2 2 2
GET  /vormen/{key}                            2 2 2 2 2 2 2 2 2
GET  /vraag                                   2 2 2 2 2 2 2 2 2
GET  /vraag/{id}/stap/{step}                  4 2 4 4 4 4 4 4 4
GET  /vraag/{id}/verstuurd                    4 2 4 4 4 4 4 4 4
GET  /vragen                                  i i i 2 2 2 2 2 4
GET  /vragen/{id}                             i i i 2 2 4 2 4 4
GET  /werkvoorraad                            i i i 4 4 4 2 2 4
GET  /werkvoorraad/{id}                       i i i 4 4 4 2 4 4
GET  /rondes                                  i i i 4 4 4 2 2 4
GET  /rondes/{period}                         i i i 4 4 4 2 4 4
GET  /rondes/{period}/vergelijk               i i i 4 4 4 2 4 4
GET  /rondes/{period}/plannen                 i i i 4 4 4 2 4 4
GET  /rondes/{period}/plannen/{plan}          i i i 4 4 4 2 4 4
GET  /rondes/{period}/plannen/{plan}/wat-als  i i i 4 4 4 2 4 4
GET  /rondes/{period}/plannen/{plan}/excel    i i i 4 4 4 2 4 4
GET  /rondes/{period}/plannen/{plan}/csv      i i i 4 4 4 2 4 4
GET  /rondes/{period}/plannen/{plan}/vragen/{question}  i i i 4 4 4 2 4 4
POST /rondes/{period}/plannen                 i i i 4 4 4 U 4 4
POST /rondes/{period}/plannen/{plan}/goedkeuren  i i i 4 4 4 U 4 4
POST /rondes/{period}/plannen/{plan}/ongedaan  i i i 4 4 4 C 4 4
POST /rondes/{period}/plannen/{plan}/wat-als  i i i 4 4 4 U 4 4
POST /rondes/{period}/plannen/{plan}/vragen/{question}  i i i 4 4 4 U 4 4
POST /aanbod/nieuw                            i i i U U 4 U 4 U
POST /aanbod/{id}/vasthouden                  i i i 4 4 4 U 4 4
POST /aanbod/{id}/plekken/{hold}/teruggeven   i i i 4 C 4 C 4 4
POST /aanbod/{id}/wachtlijst/{question}/weg   i i i 4 4 4 C 4 4
POST /aanbod/{id}/open                        i i i 4 C 4 C 4 C
POST /aanbod/{id}/pas-aan                     i i i 4 U 4 U 4 U
POST /aanbod/{id}/sluit                       i i i 4 > 4 > 4 >
POST /beheer/cijfers/resultaten/{key}         i i i 4 4 4 4 4 C
POST /beheer/cijfers/vormen/{key}             i i i 4 4 4 4 4 C
POST /demo/{id}                               > > > > > > > > >
POST /evaluatie/{id}                          4 U 4 4 U 4 4 4 4
POST /inloggen                                U U U U U U U U U
POST /inloggen/code                           U U U U U U U U U
POST /lees                                    2 2 2 2 2 2 2 2 2
POST /mensen/uitnodigingen                    i i i 4 4 4 4 4 U
POST /mensen/uitnodigingen/{id}/intrekken     i i i 4 4 4 4 4 >
POST /mensen/{id}/rollen                      i i i 4 4 4 4 4 U
POST /mensen/{id}/rollen/weg                  i i i 4 4 4 4 4 C
POST /mensen/{id}/uitloggen                   i i i 4 4 4 4 4 >
POST /mijn-vraag/{id}/bericht                 4 U 4 4 4 4 4 4 4
POST /mijn-vraag/{id}/intrekken               4 U 4 4 4 4 4 4 4
POST /mijn-vraag/{id}/leren                   4 > 4 4 4 4 4 4 4
POST /mijn-vraag/{id}/link                    4 > 4 4 4 4 4 4 4
POST /mijn-vraag/{id}/links                   4 > 4 4 4 4 4 4 4
POST /opdrachten/{id}/klaar                   i i i 4 U 4 U 4 4
POST /opdrachten/{id}/start                   i i i 4 U 4 4 4 4
POST /opdrachten/{id}/stop                    i i i 4 U 4 U 4 4
POST /opdrachten/{id}/terug                   i i i 4 U 4 U 4 4
POST /post/{id}/opnieuw                       i i i 4 4 4 > 4 4
POST /uitloggen                               > > > > > > > > >
POST /v/{token}                               > > > > > > > > >
POST /vraag                                   U U U U U U U U U
POST /vraag/later                             2 2 2 2 2 2 2 2 2
POST /vraag/{id}/stap/{step}                  4 U 4 4 4 4 4 4 4
POST /vragen/{id}/oppakken                    i i i U U 4 U 4 4
POST /werkvoorraad/{id}/afwijzen              i i i 4 4 4 C 4 4
POST /werkvoorraad/{id}/goedkeuren            i i i 4 4 4 C 4 4
POST /werkvoorraad/{id}/lezing                i i i 4 4 4 C 4 4
POST /werkvoorraad/{id}/terugvragen           i i i 4 4 4 C 4 4
`

// listed reads the table.
func listed() map[string]string {
	table := map[string]string{}
	for line := range strings.Lines(strings.TrimSpace(routeTable)) {
		if f := strings.Fields(line); len(f) > 2 {
			table[f[0]+" "+f[1]] = strings.Join(f[2:], "")
		}
	}
	return table
}

// routes lists all that the site answers to.
func (b *bundle) routes(t *testing.T) []string {
	t.Helper()
	site, ok := b.handler.(chi.Routes)
	if !ok {
		t.Fatal("the site's routes cannot be walked")
	}
	var list []string
	err := chi.Walk(site, func(method, route string, _ http.Handler, _ ...func(http.Handler) http.Handler) error {
		list = append(list, method+" "+route)
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	slices.Sort(list)
	return list
}

// outcome is the sign of an answer in the table.
func outcome(a answer) string {
	switch {
	case a.StatusCode == http.StatusSeeOther && a.Header.Get("Location") == "/inloggen":
		return "i"
	case a.StatusCode == http.StatusSeeOther:
		return ">"
	case a.StatusCode == http.StatusOK:
		return "2"
	case a.StatusCode == http.StatusNotFound:
		return "4"
	case a.StatusCode == http.StatusUnprocessableEntity:
		return "U"
	case a.StatusCode == http.StatusConflict:
		return "C"
	}
	return http.StatusText(a.StatusCode)
}

// path fills in a route with what belongs to the first institution and owner A.
func (w *world) path(route string) string {
	id := w.open.Question.ID.String()
	switch {
	case strings.HasPrefix(route, "/aanbod/"):
		id = w.open.Offering.ID.String()
	case strings.HasPrefix(route, "/opdrachten/"):
		id = w.claim.ID.String()
	case strings.HasPrefix(route, "/evaluatie/"):
		id = w.work.ID.String()
	case strings.HasPrefix(route, "/werkvoorraad/"):
		id = w.sent.Question.ID.String()
	case strings.HasPrefix(route, "/mensen/uitnodigingen/"):
		id = w.invitation.ID.String()
	case strings.HasPrefix(route, "/mensen/"), strings.HasPrefix(route, "/demo/{id}"):
		id = w.open.Lecturer.ID.String()
	case strings.HasPrefix(route, "/beheer/opleidingen/"):
		id = w.open.Programme.ID.String()
	case strings.HasPrefix(route, "/beheer/periodes/"):
		id = w.open.Period.ID.String()
	case strings.HasPrefix(route, "/post/"):
		id = w.mail
	case strings.HasPrefix(route, "/demo/mail/"):
		id = w.letter
	}
	key := "one_off_project_case"
	if strings.Contains(route, "/resultaten/") {
		key = "improving_business"
	}
	return strings.NewReplacer("{id}", id, "{hold}", w.claim.HoldID.String(), "{period}", w.open.Period.ID.String(), "{plan}", w.plan.String(), "{question}", w.open.Question.ID.String(), "{token}", w.token, "{step}", "1", "{version}", "1", "{key}", key, "*", strings.TrimPrefix(web.Asset("app.css"), web.Prefix)).Replace(route)
}

// elsewhere is the same route with names of nothing.
func (w *world) elsewhere(route string) string {
	none := tandem.NewID[tandem.Question]().String()
	return strings.NewReplacer("{id}", none, "{hold}", none, "{period}", none, "{plan}", none, "{question}", none, "{token}", "none", "{step}", "1", "{version}", "99", "{key}", "none", "*", "none").Replace(route)
}

// TestRoutesByRole tries every route as everybody. Whoever may not gets the very
// answer that a made-up address gets, and changes nothing.
func TestRoutesByRole(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	table := listed()
	tried := 0
	for _, route := range w.routes(t) {
		want, known := table[route]
		method, pattern, _ := strings.Cut(route, " ")
		var got strings.Builder
		for _, who := range actors() {
			got.WriteString(w.try(t, who, method, pattern))
			tried++
		}
		if !known || got.String() != want {
			t.Errorf("the table says %q, but: %-4s %-40s %s", want, method, pattern, strings.Join(strings.Split(got.String(), ""), " "))
		}
		delete(table, route)
	}
	for route := range table {
		t.Errorf("%s is in the table and nowhere else", route)
	}
	t.Logf("%d pairs of route and actor", tried)
}

// try sends one request on a savepoint and tells how it went.
func (w *world) try(t *testing.T, who, method, pattern string) (sign string) {
	t.Helper()
	if method == http.MethodGet { // changes nothing, as TestLookingChangesNothing shows
		return w.send(t, who, method, pattern)
	}
	w.apart(t, func() {
		before := w.traces(t)
		sign = w.send(t, who, method, pattern)
		if refused := sign == "4" || sign == "i"; refused && before != w.traces(t) {
			t.Errorf("%s %s as %s is refused and changed something", method, pattern, who)
		}
	})
	return sign
}

// send holds a refusal against the answer that nothing gets.
func (w *world) send(t *testing.T, who, method, pattern string) string {
	t.Helper()
	br := w.copy(w.people[who])
	do := func(path string) answer {
		if method == http.MethodGet {
			return br.get(t, path)
		}
		return br.post(t, path, form("institution", w.in.ID.String()))
	}
	got := do(w.path(pattern))
	sign := outcome(got)
	if sign != "4" {
		return sign
	}
	if none := do(w.elsewhere(pattern)); none.StatusCode != got.StatusCode || none.body != got.body {
		t.Errorf("%s %s as %s: what is refused (%d) can be told from what does not exist (%d)", method, pattern, who, got.StatusCode, none.StatusCode)
	}
	return sign
}
