package server_test

import (
	"net/http"
	"testing"

	"github.com/tandem-hbo/tandem/internal/tandem"
)

func TestFormsArePublic(t *testing.T) {
	t.Parallel()
	b := setup(t)
	got := b.browser().get(t, "/vormen?kant=education")
	if got.StatusCode != http.StatusOK || got.page.Find(".card--link").Length() != 8 || got.page.Find(".heat tbody tr").Length() != 13 {
		t.Errorf("status %d, %d cards, %d rows", got.StatusCode, got.page.Find(".card--link").Length(), got.page.Find(".heat tbody tr").Length())
	}
}

func TestFormPage(t *testing.T) {
	t.Parallel()
	b := setup(t)
	guest := b.browser().get(t, "/vormen/living_lab")
	if guest.StatusCode != http.StatusOK || guest.page.Find("#notes").Length() != 0 || guest.page.Find(".heat--narrow tbody tr").Length() != 13 {
		t.Errorf("guest: status %d, notes %d", guest.StatusCode, guest.page.Find("#notes").Length())
	}
	staff := b.as(t, b.person(t, "Anna", tandem.Lecturer)).get(t, "/vormen/living_lab")
	if staff.page.Find("#notes").Length() != 1 {
		t.Error("staff: no notes")
	}
	if got := b.browser().get(t, "/vormen/excursion"); got.StatusCode != http.StatusNotFound {
		t.Errorf("unknown form: status %d, want 404", got.StatusCode)
	}
}
