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

// agreement is a form that may be sent.
func agreement() url.Values {
	return url.Values{
		"statement": {"Voorspel hoeveel brood er per dag nodig is."}, "starts_on": {"2027-02-08"}, "ends_on": {"2027-04-16"},
		"company_contact": {"Marloes van Dorst"}, "education_contact": {"Sanne de Wit"}, "secrecy": {"open"}, "ip": {"student"},
	}
}

// engagement finds the work of a claim.
func (b *bundle) engagement(t *testing.T, s sample.Story) tandem.Engagement {
	t.Helper()
	list, err := b.db.EngagementsOfQuestion(t.Context(), s.Question.ID)
	if err != nil || len(list) != 1 {
		t.Fatalf("engagements: %+v, %v", list, err)
	}
	return list[0]
}

// owner is a browser in which the owner of a question has signed in.
func (b *bundle) owner(t *testing.T, s sample.Story) *browser {
	t.Helper()
	p := b.person(t, s.Sealed.ContactName)
	b.change(t, func(ctx context.Context, tx *postgres.Tx) error {
		q, err := tx.LockQuestion(ctx, s.Question.ID)
		if err != nil {
			return err
		}
		q.OwnerID = p.ID
		return tx.SaveQuestion(ctx, q)
	})
	return b.as(t, p)
}

// wantLate checks that a form came too late: its page says so, and keeps what was
// typed where the form itself has gone.
func wantLate(t *testing.T, got answer, says, kept string) {
	t.Helper()
	wantStatus(t, got, http.StatusConflict)
	if said := got.page.Find("main > .news .flash--warn").Text(); !strings.Contains(said, says) {
		t.Errorf("the page says %q, want %q in it", said, says)
	}
	if typed := strings.TrimSpace(got.page.Find("#kept ~ blockquote").Text()); typed != kept {
		t.Errorf("the page keeps %q, want %q", typed, kept)
	}
}

func TestWorkFromClaimToEvaluation(t *testing.T) {
	t.Parallel()
	b := setup(t)
	s := b.story(t)
	br := b.as(t, s.Lecturer)
	work := takeUp(t, br, s)
	owner := b.owner(t, s)
	page := br.get(t, work)
	wantStatus(t, page, http.StatusOK)
	if got := page.page.Find("#starts_on").AttrOr("value", ""); got != "2027-02-08" {
		t.Errorf("suggested start %q, want that of the period", got)
	}
	wantRedirect(t, br.post(t, work+"/start", agreement()), work)
	evaluate := "/evaluatie/" + b.engagement(t, s).ID.String()
	if got := owner.get(t, evaluate); got.page.Find("form[action^='/evaluatie']").Length() != 0 {
		t.Error("the owner may evaluate while the work runs")
	}
	wantLate(t, owner.post(t, evaluate, url.Values{"note": {"Nu al top"}}), "Het werk loopt nog.", "Nu al top")
	wantRedirect(t, br.post(t, work+"/klaar", url.Values{"hand_over": {"Het model staat bij de bakker."}}), work)
	grades := url.Values{"grade_improving_business": {"4"}, "grade_capacity_time_knowledge": {"5"}, "note": {"Top"}}
	wantRedirect(t, owner.post(t, evaluate, grades), evaluate)
	wantLate(t, owner.post(t, evaluate, grades), "Je hebt al verteld", "")
	grades = url.Values{"grade_outside_world_in": {"4"}, "grade_future_proof_education": {"4"}}
	wantRedirect(t, br.post(t, evaluate, grades), evaluate)
	for _, seen := range []answer{br.get(t, evaluate), owner.get(t, evaluate), br.get(t, work), b.as(t, s.Coordinator).get(t, work)} {
		wantStatus(t, seen, http.StatusOK)
		if n := seen.page.Find("dl.facts dd.company").Length(); n < 2 {
			t.Errorf("shows %d grades of the company, want 2: %s", n, seen.page.Find("main").Text())
		}
	}
	wantLate(t, br.post(t, work+"/klaar", url.Values{"hand_over": {"Nog een keer."}}), "al afgesloten", "Nog een keer.")
	wantLate(t, br.post(t, work+"/klaar", url.Values{"hand_over": {"Het model staat bij de bakker."}}), "al afgesloten", "")
}

func TestWorkFormsAsTyped(t *testing.T) {
	t.Parallel()
	b := setup(t)
	s := b.story(t)
	br := b.as(t, s.Lecturer)
	work := takeUp(t, br, s)
	bad := agreement()
	bad.Set("ends_on", "2027-02-01")
	bad.Set("company_contact", "")
	bad.Set("secrecy", "odd")
	got := br.post(t, work+"/start", bad)
	wantStatus(t, got, http.StatusUnprocessableEntity)
	if n := got.page.Find(".errors li").Length(); n != 3 {
		t.Errorf("got %d faults in the summary, want 3", n)
	}
	if !strings.HasPrefix(got.page.Find("#statement").Text(), "Voorspel") || got.page.Find("#ends_on").AttrOr("value", "") != "2027-02-01" {
		t.Error("the form is not as typed")
	}
	got = br.post(t, work+"/terug", url.Values{"reason": {"ne"}})
	wantStatus(t, got, http.StatusUnprocessableEntity)
	if got.page.Find("#reason").Text() != "ne" || got.page.Find("#reason-e").Length() != 1 {
		t.Error("the reason is not as typed")
	}
	wantRedirect(t, br.post(t, work+"/start", agreement()), work)
	for path, form := range map[string]url.Values{
		"/klaar": {"hand_over": {""}}, "/stop": {"stop_reason": {strings.Repeat("x", 5001)}},
	} {
		wantStatus(t, br.post(t, work+path, form), http.StatusUnprocessableEntity)
	}
	wantLate(t, br.post(t, work+"/terug", url.Values{"reason": {"Toch maar niet."}}), "Bekijk hoe het nu staat", "Toch maar niet.")
	wantRedirect(t, br.post(t, work+"/stop", url.Values{"stop_reason": {"De bakker is gestopt."}}), work)
	evaluate := "/evaluatie/" + b.engagement(t, s).ID.String()
	got = br.post(t, evaluate, url.Values{"grade_outside_world_in": {"3"}, "grade_future_proof_education": {"9"}, "note": {"Jammer"}})
	wantStatus(t, got, http.StatusUnprocessableEntity)
	if got.page.Find("#note").Text() != "Jammer" || got.page.Find("input[value='3'][checked]").Length() != 1 {
		t.Error("the evaluation is not as typed")
	}
}

func TestReleasedWorkLeadsOn(t *testing.T) {
	t.Parallel()
	b := setup(t)
	s := b.story(t)
	br := b.as(t, s.Lecturer)
	work := takeUp(t, br, s)
	wantRedirect(t, br.post(t, work+"/terug", url.Values{"reason": {"Toch geen tijd."}}), work)
	got := br.get(t, work)
	if got.page.Find("#over").Length() != 1 || strings.Contains(got.body, s.Sealed.ContactMail) {
		t.Error("the page does not say that it is over, or still shows the contact")
	}
}

func TestWorkListForLecturerAndDesk(t *testing.T) {
	t.Parallel()
	b := setup(t)
	s := b.story(t)
	lecturer, desk := b.as(t, s.Lecturer), b.as(t, s.Coordinator)
	if got := lecturer.get(t, "/opdrachten"); got.page.Find(".empty a.button").AttrOr("href", "") != "/vragen" {
		t.Error("an empty list does not lead on")
	}
	work := takeUp(t, lecturer, s)
	for who, br := range map[string]*browser{"lecturer": lecturer, "desk": desk} {
		got := br.get(t, "/opdrachten")
		wantStatus(t, got, http.StatusOK)
		if got.page.Find(`ol.list a[href="`+work+`"]`).Length() == 0 {
			t.Errorf("%s does not see the work", who)
		}
	}
	wantStatus(t, desk.post(t, work+"/start", agreement()), http.StatusNotFound)
}
