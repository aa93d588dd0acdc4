package server_test

import (
	"context"
	"net/http"
	"net/url"
	"testing"

	"github.com/tandem-hbo/tandem/internal/postgres"
	"github.com/tandem-hbo/tandem/internal/sample"
	"github.com/tandem-hbo/tandem/internal/tandem"
)

// teaching stores a programme, a period and an offering of a lecturer.
func (b *bundle) teaching(t *testing.T, lecturer tandem.Person) tandem.Offering {
	t.Helper()
	p, period := sample.Programme(b.in), sample.Period(b.in)
	o := sample.Offering(p, period, lecturer)
	b.change(t, func(ctx context.Context, tx *postgres.Tx) error {
		if err := tx.InsertProgramme(ctx, p); err != nil {
			return err
		}
		if err := tx.InsertPeriod(ctx, period); err != nil {
			return err
		}
		return tx.InsertOffering(ctx, o)
	})
	return o
}

// typed is the form of an offering as a browser sends it.
func typed(o tandem.Offering) url.Values {
	return url.Values{
		"institution": {o.InstitutionID.String()}, "title": {o.Title}, "summary": {o.Summary}, "form": {string(o.Form)},
		"programme": {o.ProgrammeID.String()}, "period": {o.PeriodID.String()}, "lecturer": {o.LecturerID.String()},
		"places": {"3"}, "team_size": {"5"}, "study_year": {"3"}, "ec": {"7,5"}, "min_fte": {"0"}, "fields": {"business", "ict"},
		"deadline": {"2026-12-14"}, "language": {"nl"}, "city": {"Schiedam"}, "secrecy": {"agreement"},
		"wish.outside_world_in": {"3"}, "wish.fresh_view": {"0"}, "conditions": {""},
	}
}

func TestOfferingPages(t *testing.T) {
	t.Parallel()
	b := setup(t)
	lecturer := b.person(t, "Anna de Wit", tandem.Lecturer)
	o := b.teaching(t, lecturer)
	br := b.as(t, lecturer)
	for _, path := range []string{"/aanbod", "/aanbod?lijst=alles", "/aanbod?lijst=mijn"} {
		if got := br.get(t, path); got.StatusCode != http.StatusOK || got.page.Find("tbody tr").Length() != 1 {
			t.Errorf("%s: status %d, %d rows", path, got.StatusCode, got.page.Find("tbody tr").Length())
		}
	}
	if got := b.browser().get(t, "/aanbod/"+o.ID.String()); got.StatusCode != http.StatusOK || got.page.Find("form[action$='sluit']").Length() != 0 {
		t.Errorf("guest: status %d", got.StatusCode)
	}
	if got := br.get(t, "/aanbod/"+o.ID.String()+"/pas-aan"); got.page.Find("select[name='wish.outside_world_in'] option[selected]").AttrOr("value", "") != "2" {
		t.Errorf("form: status %d, wish not shown", got.StatusCode)
	}
}

func TestOfferingIsAddedChangedAndClosed(t *testing.T) {
	t.Parallel()
	b := setup(t)
	lecturer := b.person(t, "Anna de Wit", tandem.Lecturer)
	o := b.teaching(t, lecturer)
	br := b.as(t, lecturer)
	if got := br.get(t, "/aanbod/nieuw"); got.StatusCode != http.StatusOK {
		t.Errorf("new: status %d", got.StatusCode)
	}
	for _, path := range []string{"/aanbod/nieuw", "/aanbod/" + o.ID.String() + "/pas-aan"} {
		if got := br.post(t, path, typed(o)); got.StatusCode != http.StatusSeeOther {
			t.Errorf("%s: status %d\n%s", path, got.StatusCode, got.page.Find(".errors").Text())
		}
	}
	for _, act := range []string{"/sluit", "/open"} {
		if got := br.post(t, "/aanbod/"+o.ID.String()+act, nil); got.StatusCode != http.StatusSeeOther {
			t.Errorf("%s: status %d", act, got.StatusCode)
		}
	}
	changed, err := b.db.OfferingDetail(t.Context(), o.ID)
	if err != nil || changed.Places != 3 || changed.EC != 7.5 || len(changed.Wishes) != 1 || changed.ClosedAt != nil {
		t.Errorf("got %+v, %v", changed, err)
	}
}

func TestBadOfferingComesBackAsTyped(t *testing.T) {
	t.Parallel()
	b := setup(t)
	lecturer := b.person(t, "Anna de Wit", tandem.Lecturer)
	o := b.teaching(t, lecturer)
	form := typed(o)
	form.Set("places", "veel")
	form.Set("title", "")
	form.Set("summary", "Getypt <b>en</b> bewaard")
	got := b.as(t, lecturer).post(t, "/aanbod/"+o.ID.String()+"/pas-aan", form)
	if got.StatusCode != http.StatusUnprocessableEntity || got.page.Find(".errors li").Length() != 2 {
		t.Errorf("status %d, errors %s", got.StatusCode, got.page.Find(".errors").Text())
	}
	if kept := got.page.Find("textarea[name=summary]").Text(); kept != "Getypt <b>en</b> bewaard" {
		t.Errorf("summary came back as %q", kept)
	}
	stranger := b.as(t, b.person(t, "Bob", tandem.Lecturer))
	if got := stranger.post(t, "/aanbod/"+o.ID.String()+"/pas-aan", typed(o)); got.StatusCode != http.StatusNotFound {
		t.Errorf("stranger: status %d, want 404", got.StatusCode)
	}
}
