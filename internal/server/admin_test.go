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

// second stores another institution in which somebody has a role.
func (b *bundle) second(t *testing.T, p tandem.Person, role tandem.Role) tandem.Institution {
	t.Helper()
	in := sample.Institution()
	b.change(t, func(ctx context.Context, tx *postgres.Tx) error {
		if err := tx.InsertInstitution(ctx, in); err != nil {
			return err
		}
		return tx.InsertMembership(ctx, p.ID, tandem.Membership{InstitutionID: in.ID, Role: role})
	})
	return in
}

func TestInstitutionFactsAreEdited(t *testing.T) {
	t.Parallel()
	b := setup(t)
	br := b.as(t, b.person(t, "Fatma Demir", tandem.Admin))
	const path = "/beheer/hogeschool"
	form := filled(br.get(t, path).page)
	stale := filled(br.get(t, path).page)
	form.Set("city", "Vlaardingen")
	form.Set("lapse_days", "veel")
	form.Set("postcode", "31")
	bad := br.post(t, path, form)
	wantStatus(t, bad, http.StatusUnprocessableEntity)
	if bad.page.Find(".errors li").Length() != 2 || bad.page.Find("[name=city]").AttrOr("value", "") != "Vlaardingen" {
		t.Errorf("got errors %q", bad.page.Find(".errors").Text())
	}
	form.Set("lapse_days", "21")
	form.Set("postcode", "3131 ab")
	wantRedirect(t, br.post(t, path, form), path+"?institution="+b.in.ID.String())
	got, err := b.db.Institution(t.Context(), b.in.ID)
	if err != nil || got.City != "Vlaardingen" || got.LapseDays != 21 || got.Postcode != "3131AB" {
		t.Errorf("got %+v, %v", got, err)
	}

	wantStatus(t, br.get(t, path), http.StatusOK)
	stale.Set("city", "Maassluis")
	late := br.post(t, path, stale)
	wantStatus(t, late, http.StatusConflict)
	if late.page.Find("[name=city]").AttrOr("value", "") != "Maassluis" || late.page.Find("main .flash").Length() != 1 {
		t.Error("the stale edit is gone, or nothing says why it was refused")
	}
	stale = filled(late.page) // made on the facts as they stand now
	wantStatus(t, br.post(t, path, stale), http.StatusSeeOther)
}

func TestInstitutionIsAdded(t *testing.T) {
	t.Parallel()
	b := setup(t)
	p := b.person(t, "Fatma Demir", tandem.Admin)
	br := b.as(t, p)
	const path = "/beheer/hogeschool/nieuw"
	form := filled(br.get(t, path).page)
	for name, value := range map[string]string{
		"name": b.in.Name, "short_name": "HN", "city": "Delft", "postcode": "2611AB", "desk_mail": "loket@noord.example",
	} {
		form.Set(name, value)
	}
	taken := br.post(t, path, form)
	wantStatus(t, taken, http.StatusConflict)
	if taken.page.Find("#name-e").Length() != 1 || taken.page.Find("[name=short_name]").AttrOr("value", "") != "HN" {
		t.Error("no word at the name, or what was typed is gone")
	}
	form.Set("name", "Hogeschool Noord")
	wantStatus(t, br.post(t, path, form), http.StatusSeeOther)
	if got := br.get(t, "/beheer/hogeschool"); got.page.Find(".tabs a").Length() != 2 {
		t.Errorf("got %d tabs, want one for each institution", got.page.Find(".tabs a").Length())
	}
}

// TestTeachingIsAddedAndChanged: programmes and periods follow the same way.
func TestTeachingIsAddedAndChanged(t *testing.T) {
	t.Parallel()
	for path, c := range map[string]struct{ good, bad url.Values }{
		"/beheer/opleidingen": {
			url.Values{"name": {"Logistiek"}, "level": {"bachelor"}, "fields": {"logistics", "business"}},
			url.Values{"name": {"  "}, "level": {"phd"}, "fields": {"logistics"}},
		},
		"/beheer/periodes": {
			url.Values{"name": {"Periode 9"}, "start": {"2027-02-01"}, "end": {"2027-04-16"}},
			url.Values{"name": {""}, "start": {"2027-02-01"}, "end": {"2027-01-16"}},
		},
	} {
		t.Run(path, func(t *testing.T) {
			t.Parallel()
			b := setup(t)
			br := b.as(t, b.person(t, "Karim Bouzid", tandem.Coordinator))
			in := "?institution=" + b.in.ID.String()
			wantStatus(t, br.get(t, path+"/nieuw"+in), http.StatusOK)
			c.good.Set("institution", b.in.ID.String())
			c.bad.Set("institution", b.in.ID.String())
			wantRedirect(t, br.post(t, path+"/nieuw", c.good), path+in)
			wantStatus(t, br.post(t, path+"/nieuw", c.good), http.StatusConflict)

			list := br.get(t, path)
			one := list.page.Find("tbody th a")
			if one.Length() != 1 || !strings.Contains(one.Text(), c.good.Get("name")) {
				t.Fatalf("got list %q", list.page.Find("tbody").Text())
			}
			href := one.AttrOr("href", "")
			seen := br.get(t, href).page.Find("[name=seen]").AttrOr("value", "")
			refused := br.post(t, href, c.bad)
			wantStatus(t, refused, http.StatusUnprocessableEntity)
			if refused.page.Find(".errors li").Length() != 2 {
				t.Errorf("got errors %q", refused.page.Find(".errors").Text())
			}
			c.good.Set("name", "Anders")
			c.good.Set("seen", seen)
			wantStatus(t, br.post(t, href, c.good), http.StatusSeeOther)
			c.good.Set("name", "Nog anders")
			wantStatus(t, br.post(t, href, c.good), http.StatusConflict)
		})
	}
}

func TestAdministrationIsForThoseWhoManage(t *testing.T) {
	t.Parallel()
	b := setup(t)
	lecturer := b.person(t, "Anna de Wit", tandem.Lecturer)
	o := b.teaching(t, lecturer)
	elsewhere := b.person(t, "Tom", tandem.Lecturer)
	b.second(t, elsewhere, tandem.Admin)
	in := "?institution=" + b.in.ID.String()
	form := url.Values{"institution": {b.in.ID.String()}, "name": {"X"}}
	paths := []string{
		"/beheer/hogeschool" + in, "/beheer/opleidingen" + in, "/beheer/periodes" + in, "/beheer/opleidingen/nieuw" + in,
		"/beheer/opleidingen/" + o.ProgrammeID.String(), "/beheer/periodes/" + o.PeriodID.String(), "/beheer/periodes/nieuw" + in,
	}
	for name, br := range map[string]*browser{"lecturer": b.as(t, lecturer), "admin elsewhere": b.as(t, elsewhere)} {
		for _, path := range paths {
			if got := br.get(t, path); got.StatusCode != http.StatusNotFound {
				t.Errorf("%s: GET %s: status %d, want 404", name, path, got.StatusCode)
			}
			if got := br.post(t, path, form); got.StatusCode != http.StatusNotFound {
				t.Errorf("%s: POST %s: status %d, want 404", name, path, got.StatusCode)
			}
		}
	}
	wantStatus(t, b.as(t, lecturer).get(t, "/beheer"), http.StatusNotFound)
	coordinator := b.as(t, b.person(t, "Karim", tandem.Coordinator))
	wantStatus(t, coordinator.get(t, "/beheer/hogeschool"), http.StatusNotFound)
	wantStatus(t, coordinator.get(t, "/beheer/hogeschool/nieuw"), http.StatusNotFound)
	wantRedirect(t, b.browser().get(t, "/beheer"), "/inloggen")
}

// TestMenusLeadSomewhere: whoever sees a link in the menu or on the page of the
// administration may go there.
func TestMenusLeadSomewhere(t *testing.T) {
	t.Parallel()
	b := setup(t)
	want := map[tandem.Role][]string{
		tandem.Lecturer:    {"/vragen", "/opdrachten", "/aanbod", "/vormen"},
		tandem.Coordinator: {"/werkvoorraad", "/vragen", "/opdrachten", "/aanbod", "/beheer", "/vormen"},
		tandem.Admin:       {"/aanbod", "/mensen", "/beheer", "/vormen"},
	}
	for _, roles := range [][]tandem.Role{
		{tandem.Lecturer}, {tandem.Coordinator}, {tandem.Admin}, {tandem.Lecturer, tandem.Coordinator}, {tandem.Lecturer, tandem.Admin},
		{tandem.Coordinator, tandem.Admin}, tandem.Roles(), {},
	} {
		br := b.as(t, b.person(t, "Iemand", roles...))
		found := map[string]bool{}
		menu := br.get(t, "/vormen").page.Find(".head nav a, .head__end a, .foot a")
		if len(roles) > 0 && br.get(t, "/beheer").StatusCode == http.StatusOK {
			menu = menu.AddSelection(br.get(t, "/beheer").page.Find("main a"))
		}
		for _, node := range menu.EachIter() {
			href, _, _ := strings.Cut(node.AttrOr("href", ""), "#")
			found[href] = true
			if got := br.get(t, href); !strings.HasPrefix(href, "?") && got.StatusCode != http.StatusOK {
				t.Fatalf("%v: %s: status %d\n%s", roles, href, got.StatusCode, b.log)
			}
		}
		for _, role := range roles {
			for _, href := range want[role] {
				if !found[href] {
					t.Errorf("%v: no way to %s", roles, href)
				}
			}
		}
	}
}

func TestNewOfferingChoosesItsInstitution(t *testing.T) {
	t.Parallel()
	b := setup(t)
	p := b.person(t, "Anna de Wit", tandem.Coordinator)
	o := b.teaching(t, b.person(t, "Bob Bos", tandem.Lecturer))
	other := b.second(t, p, tandem.Lecturer)
	br := b.as(t, p)
	first := br.get(t, "/aanbod/nieuw")
	if got := first.page.Find(".tabs a").Length(); got != 2 {
		t.Fatalf("got %d institutions to choose from, want 2", got)
	}
	here := br.get(t, "/aanbod/nieuw?institution="+o.InstitutionID.String())
	if here.page.Find("select[name=programme] option").Length() != 2 || here.page.Find("select[name=programme] option[value='']").Length() != 1 {
		t.Error("no programme, or one is chosen before anybody chose")
	}
	there := br.get(t, "/aanbod/nieuw?institution="+other.ID.String())
	if there.StatusCode != http.StatusOK || there.page.Find("main form").Length() != 0 || there.page.Find("main a[href^='/beheer']").Length() != 0 {
		t.Error("an institution without programmes shows a form, or leads a lecturer to the administration")
	}
	stranger := b.as(t, b.person(t, "Tom", tandem.Lecturer))
	wantStatus(t, stranger.get(t, "/aanbod/nieuw?institution="+other.ID.String()), http.StatusNotFound)
}
