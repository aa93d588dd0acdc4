package server_test

import (
	"net/http"
	"strings"
	"testing"

	"github.com/tandem-hbo/tandem/internal/postgres"
)

// TestHoldingAPlaceByThePages holds a place, puts a question in line, gives the
// place back and takes the question off again, as people do.
func TestHoldingAPlaceByThePages(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	coordinator, lecturer := w.people["coordinator 1"], w.people["claimer 1"]
	offering := "/aanbod/" + w.open.Offering.ID.String()
	question := w.open.Question.ID.String()

	page := w.people["anonymous"].get(t, offering)
	if strings.Contains(page.body, w.held.Question.Title) {
		t.Error("a stranger sees who holds a place")
	}
	got := coordinator.post(t, offering+"/vasthouden", form("question", question, "until", "2001-01-01", "act", "hold"))
	wantStatus(t, got, http.StatusUnprocessableEntity)
	// The offering has two places; the world's claims hold both.
	got = coordinator.post(t, offering+"/vasthouden", form("question", question, "until", "2026-12-07", "act", "hold"))
	wantStatus(t, got, http.StatusConflict)
	got = coordinator.post(t, offering+"/vasthouden", form("question", question, "act", "line"))
	wantRedirect(t, got, offering)
	page = lecturer.get(t, offering)
	for _, want := range []string{w.held.Question.Title, w.open.Question.Title} {
		if !strings.Contains(page.body, want) {
			t.Errorf("the lecturer does not see %q in the ledger", want)
		}
	}
	got = coordinator.post(t, offering+"/wachtlijst/"+question+"/weg", nil)
	wantRedirect(t, got, offering)
}

// TestOwnerSeesThePlaceThatIsHeld: until when, and in which offering.
func TestOwnerSeesThePlaceThatIsHeld(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	o := w.open.Offering
	o.Places = 3
	if err := w.db.Quietly(t.Context(), func(tx *postgres.Tx) error { return tx.SaveOffering(t.Context(), o) }); err != nil {
		t.Fatal(err)
	}
	mine := "/mijn-vraag/" + w.open.Question.ID.String()
	if said := w.people["owner A"].get(t, mine).page.Find("#next").Text(); strings.Contains(said, "vastgehouden") {
		t.Errorf("before: %s", said)
	}
	hold := form("question", w.open.Question.ID.String(), "until", "2026-12-07", "act", "hold")
	wantRedirect(t, w.people["coordinator 1"].post(t, "/aanbod/"+o.ID.String()+"/vasthouden", hold), "/aanbod/"+o.ID.String())
	said := w.people["owner A"].get(t, mine).page.Find("#next").Text()
	for _, want := range []string{"Er wordt een plek voor je vastgehouden", o.Title, "tot en met 7 dec"} {
		if !strings.Contains(said, want) {
			t.Errorf("%q is not in: %s", want, said)
		}
	}
}

// TestRoomByThePages sets limits, and is refused what is less than was given away.
func TestRoomByThePages(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	coordinator := w.people["coordinator 1"]
	room := "/beheer/periodes/" + w.open.Period.ID.String() + "/ruimte"
	most, hours := "most."+w.open.Programme.ID.String(), "hours."+w.open.Lecturer.ID.String()
	for typed, want := range map[string]int{"1": http.StatusUnprocessableEntity, "veel": http.StatusUnprocessableEntity, "10001": http.StatusUnprocessableEntity} {
		got := coordinator.post(t, room, form(most, typed))
		wantStatus(t, got, want)
		if !strings.Contains(got.body, `value="`+typed+`"`) {
			t.Errorf("what was typed, %q, is gone", typed)
		}
	}
	wantRedirect(t, coordinator.post(t, room, form(most, "2", hours, "40")), room)
	caps, err := w.db.ProgrammeCaps(t.Context(), w.open.Period.ID)
	if err != nil || len(caps) != 1 || caps[0].Most == nil || *caps[0].Most != 2 || caps[0].Held != 2 {
		t.Errorf("caps: %+v, %v", caps, err)
	}
	wantRedirect(t, coordinator.post(t, room, form(most, "")), room)
	left, err := w.db.Supervision(t.Context(), w.open.Period.ID)
	if err != nil || len(left) != 1 || left[0].Hours == nil || *left[0].Hours != 40 {
		t.Errorf("hours: %+v, %v; a field that was not sent changes nothing", left, err)
	}
}
