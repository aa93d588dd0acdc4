package server_test

import (
	"fmt"
	"maps"
	"math/rand/v2"
	"net/http"
	"net/http/httptest"
	"net/url"
	"regexp"
	"slices"
	"strings"
	"testing"
	"unicode/utf8"

	"github.com/PuerkitoBio/goquery"
)

// found is one form of the site as its page shows it.
type found struct {
	who, page, action string
	fields            url.Values
	typed             []string // names of what people type
}

// hostile lists what people and programs send in the place of what is meant.
func hostile() map[string][]string {
	rng := rand.New(rand.NewPCG(1, 2))
	noise := make([]rune, 20_000) // does not compress, as an index would have it
	for i := range noise {
		noise[i] = rune('a' + rng.IntN(26))
	}
	return map[string][]string{
		"empty": {""}, "missing": nil, "long": {string(noise)}, "emoji": {"👩‍🏫🥐 zomaar"}, "right to left": {"كم خبز نخبز"},
		"html": {`"><script>alert(1)</script>`}, "null byte": {"a\x00b"}, "bad utf-8": {"a\xff\xfeb"}, "twice": {"een", "twee"},
		"huge number": {"99999999999999999999"}, "odd number": {"NaN"}, "below": {"-1"}, "no id": {"00000000-0000-0000-0000-000000000000"},
		"odd day": {"0000-00-00"},
	}
}

// worst are sent in each field apart, the others in all fields at once.
func worst() []string { return []string{"missing", "long", "null byte", "huge number", "odd number"} }

var numbers = regexp.MustCompile(`[0-9a-f]{8}-[0-9a-f-]{27}`)

// forms gathers every form that somebody reaches, one of each kind.
func (w *world) forms(t *testing.T) []found {
	t.Helper()
	kinds := map[string]found{}
	for _, who := range actors() {
		pages := w.reached(t, who)
		for _, route := range w.routes(t) {
			if path, ok := strings.CutPrefix(route, "GET "); ok && !strings.HasPrefix(path, "/gallery") && !strings.HasPrefix(path, "/demo") {
				pages[w.path(path)] = w.copy(w.people[who]).get(t, w.path(path)).body
			}
		}
		for _, at := range slices.Sorted(maps.Keys(pages)) {
			doc, err := goquery.NewDocumentFromReader(strings.NewReader(pages[at]))
			if err != nil {
				t.Fatal(err)
			}
			for _, s := range doc.Find("form[method=post]").EachIter() {
				for _, f := range formsOf(s, who, at) {
					kinds[numbers.ReplaceAllString(f.action, "#")] = f
				}
			}
		}
	}
	var list []found
	for _, kind := range slices.Sorted(maps.Keys(kinds)) {
		list = append(list, kinds[kind])
	}
	return list
}

// formsOf reads a form, once for each address that its buttons lead to.
func formsOf(s *goquery.Selection, who, at string) []found {
	f := found{who: who, page: at, action: s.AttrOr("action", at), fields: url.Values{}}
	for _, in := range s.Find("input[name], textarea[name], select[name]").EachIter() {
		name, kind := in.AttrOr("name", ""), in.AttrOr("type", "text")
		value := in.AttrOr("value", in.Text())
		if in.Is("textarea") && value == "" {
			value = "Een gewone zin, lang genoeg voor wat hier gevraagd wordt."
		}
		if in.Is("select") {
			value = in.Find("option[selected], option").First().AttrOr("value", "")
		}
		_, on := in.Attr("checked")
		if choice := kind == "checkbox" || kind == "radio"; choice && !on {
			if !f.fields.Has(name) {
				f.fields[name] = nil
			}
			continue
		}
		if in.Is("textarea") || in.Is("input") && (kind == "text" || kind == "email") {
			f.typed = append(f.typed, name)
		}
		f.fields[name] = append(f.fields[name], value)
	}
	list := []found{f}
	for _, b := range s.Find("button[formaction]").EachIter() {
		more := f
		more.action = b.AttrOr("formaction", "")
		list = append(list, more)
	}
	return list
}

// TestHostileInput sends hostile values in every field of every form of the
// site: never a fault of ours, and what was typed comes back.
func TestHostileInput(t *testing.T) {
	t.Parallel()
	w, posts := newWorld(t), 0
	list := w.forms(t)
	for _, f := range list {
		names := slices.Sorted(maps.Keys(f.fields))
		if len(names) > 8 { // long forms are alike inside
			names = slices.Concat(names[:4], names[len(names)-4:])
		}
		for what, values := range hostile() {
			all := maps.Clone(f.fields)
			for _, name := range names {
				one := maps.Clone(f.fields)
				one[name], all[name] = values, values
				if slices.Contains(worst(), what) {
					w.attempt(t, f, fmt.Sprintf("%s in %s", what, name), one)
					posts++
				}
			}
			w.attempt(t, f, what+" everywhere", all)
			posts++
		}
		for _, name := range []string{"read[", "read]x[", "read[[x]]", "pick[9999999999]", "pick[-1]", strings.Repeat("x", 5000), "\xff"} {
			odd := maps.Clone(f.fields)
			odd[name] = []string{"yes"}
			w.attempt(t, f, fmt.Sprintf("field %.20q", name), odd)
			posts++
		}
	}
	t.Logf("%d forms, %d posts", len(list), posts)
	if len(list) < 25 {
		t.Errorf("found only %d forms", len(list))
	}
}

// attempt posts a form on a savepoint.
func (w *world) attempt(t *testing.T, f found, what string, form url.Values) {
	t.Helper()
	w.apart(t, func() {
		got := w.copy(w.people[f.who]).post(t, f.action, form)
		switch got.StatusCode {
		case http.StatusOK, http.StatusSeeOther, http.StatusNotFound:
		case http.StatusUnprocessableEntity, http.StatusConflict:
			w.kept(t, f, what, form, got)
		default:
			t.Errorf("%s of %s as %s: status %d", what, f.action, f.who, got.StatusCode)
		}
		if got.page.Find("main script").Length() != 0 {
			t.Errorf("%s of %s: a script got through", what, f.action)
		}
	})
}

// kept wants what was typed back on the page that refuses it.
func (w *world) kept(t *testing.T, f found, what string, form url.Values, got answer) {
	t.Helper()
	for _, name := range f.typed {
		values := form[name]
		if len(values) == 0 || !utf8.ValidString(values[0]) || strings.Contains(values[0], "\x00") {
			continue
		}
		in := got.page.Find(`main [name="` + name + `"]`).First()
		if back := in.AttrOr("value", in.Text()); strings.TrimSpace(back) != strings.TrimSpace(values[0]) {
			t.Errorf("%s of %s as %s (%d): %s is lost: %.40q", what, f.action, f.who, got.StatusCode, name, back)
		}
	}
}

// TestBrokenBodies sends what no form sends at all.
func TestBrokenBodies(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	for _, route := range w.routes(t) {
		method, pattern, _ := strings.Cut(route, " ")
		if method != http.MethodPost {
			continue
		}
		for kind, body := range map[string]string{
			"application/x-www-form-urlencoded": "a=%zz&%%%&=;", "multipart/form-data; boundary=x": "--x\r\nrubbish", "application/json": `{"a":1}`, "": "\x00",
		} {
			w.apart(t, func() {
				r := httptest.NewRequestWithContext(t.Context(), method, base+w.path(pattern), strings.NewReader(body))
				r.Header.Set("Content-Type", kind)
				if got := w.copy(w.people[mayBest(listed()[route])]).do(t, r); got.StatusCode >= http.StatusInternalServerError {
					t.Errorf("%s with %s: status %d", route, kind, got.StatusCode)
				}
			})
		}
	}
}

// TestOddAddresses gets addresses that no page of ours leads to.
func TestOddAddresses(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	for _, path := range []string{
		"/beheer/cijfers/versies/99999999999999999999", "/beheer/cijfers/versies/9999999999", "/beheer/cijfers/versies/-1", "/beheer/cijfers/versies/0",
		"/beheer/cijfers/vormen/%00", "/beheer/cijfers/resultaten/%ff", "/vormen/%00", "/aanbod/%00", "/mensen?institution=x",
		"/v/" + w.token + "x", "/v/" + w.token[1:], "/v/%00", "/demo/mail/x", "/aanbod/00000000-0000-0000-0000-000000000000",
	} {
		if got := w.copy(w.people["administrator 1"]).get(t, path); got.StatusCode != http.StatusNotFound {
			t.Errorf("%s: status %d, want 404", path, got.StatusCode)
		}
	}
	odd := "?q=%00%ff%27%3A%2A&pagina=99999999999999999999&deel=%00&na=%00&na=AAAA&regio=%00&regio=%ff&resultaat=%00&vorm=x&voor=0000-00-00" +
		"&lijst=%00&kant=%00&aan=%00&code=%00&taal=%00&read%5B=x&aanbod=%00&volgorde=%00"
	for _, route := range w.routes(t) {
		path, get := strings.CutPrefix(route, "GET ")
		if !get {
			continue
		}
		for _, who := range []string{"lecturer 1", "coordinator 1", "administrator 1", "owner A"} {
			if got := w.copy(w.people[who]).get(t, w.path(path)+odd); got.StatusCode >= http.StatusInternalServerError {
				t.Errorf("%s as %s: status %d", path, who, got.StatusCode)
			}
		}
	}
}
