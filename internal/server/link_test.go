package server_test

import (
	"context"
	"net/http"
	"net/url"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/tandem-hbo/tandem/internal/postgres"
	"github.com/tandem-hbo/tandem/internal/sample"
	"github.com/tandem-hbo/tandem/internal/tandem"
)

// question stores a sent question and mails its receipt; it returns the path of
// the link in it.
func (b *bundle) question(t *testing.T) (tandem.Question, tandem.Sealed, string) {
	t.Helper()
	q := sample.Submitted(b.in)
	sealed := sample.Sealed(q)
	b.change(t, func(ctx context.Context, tx *postgres.Tx) error {
		if err := tx.InsertQuestion(ctx, q, q.ID.String()); err != nil {
			return err
		}
		if err := tx.SaveSealed(ctx, sealed); err != nil {
			return err
		}
		return tx.QueueMail(ctx, tandem.Mail{
			Kind: tandem.MailReceipt, Recipient: sealed.ContactMail, Language: tandem.Dutch, QuestionID: q.ID,
			Data: map[string]string{"title": q.Title, "date": "2026-11-30"},
		})
	})
	return q, sealed, buttonIn(t, b.deliver(t))
}

// holds tells whether the browser may act as the owner of a question.
func (br *browser) holds(t *testing.T, q tandem.Question) bool {
	t.Helper()
	c, ok := br.cookies["__Host-tandem"]
	if !ok {
		return false
	}
	v, err := br.b.account.Visitor(t.Context(), c.Value)
	if err != nil {
		t.Fatal(err)
	}
	return slices.Contains(v.Questions, q.ID)
}

func TestLinkIsUsedByItsButtonAlone(t *testing.T) {
	t.Parallel()
	b := setup(t)
	q, _, link := b.question(t)
	if !strings.HasPrefix(link, "/v/") || len(link) < len("/v/")+43 {
		t.Fatalf("got link %q, want 256 bit", link)
	}
	br := b.browser()
	for range 3 {
		got := br.get(t, link)
		wantStatus(t, got, http.StatusOK)
		if got.page.Find("meta[name=robots]").Length() != 1 || got.Header.Get("Cache-Control") != "no-store" {
			t.Error("the page of a link may be kept or listed")
		}
	}
	if br.holds(t, q) {
		t.Fatal("looking at a link used it")
	}
	wantRedirect(t, br.post(t, link, nil), "/mijn-vraag/"+q.ID.String())
	if !br.holds(t, q) {
		t.Fatal("the button gave no right")
	}
	wantRedirect(t, br.post(t, "/uitloggen", nil), "/")
	if br.holds(t, q) {
		t.Fatal("leaving a borrowed computer left the right behind")
	}
	again := b.browser()
	wantRedirect(t, again.post(t, link, nil), "/mijn-vraag/"+q.ID.String())
	if again.get(t, "/over").page.Find("form[action='/uitloggen']").Length() != 1 {
		t.Error("an owner cannot leave")
	}
	if strings.Contains(b.log.String(), strings.TrimPrefix(link, "/v/")) {
		t.Error("the log holds the link")
	}
	if !strings.Contains(b.log.String(), "route=/v/{token}") {
		t.Error("the log does not name the route")
	}
}

func TestLinkThatNoLongerWorks(t *testing.T) {
	t.Parallel()
	b := setup(t)
	q, _, link := b.question(t)
	used := b.browser()
	wantRedirect(t, used.post(t, link, nil), "/mijn-vraag/"+q.ID.String())

	for name, path := range map[string]string{"altered": link[:len(link)-1] + "_", "cut": link[:20], "made up": "/v/x"} {
		got := b.browser().get(t, path)
		wantStatus(t, got, http.StatusNotFound)
		if got.page.Find("form[action='/inloggen'] input[name=mail]").Length() != 1 {
			t.Errorf("%s: no way to a new link", name)
		}
		wantStatus(t, b.browser().post(t, path, nil), http.StatusNotFound)
	}
	owner := tandem.Actor{Name: "owner", Questions: []tandem.ID[tandem.Question]{q.ID}}
	if err := b.account.RevokeLinks(t.Context(), owner, q); err != nil {
		t.Fatalf("RevokeLinks: %v", err)
	}
	wantStatus(t, b.browser().get(t, link), http.StatusNotFound)
	if used.holds(t, q) {
		t.Error("a revoked link still works where it was used")
	}
}

func TestLinkExpires(t *testing.T) {
	t.Parallel()
	b := setup(t)
	_, _, link := b.question(t)
	b.now = b.now.Add(181 * 24 * time.Hour)
	wantStatus(t, b.browser().get(t, link), http.StatusNotFound)
}

// TestOwnerSignsIn: somebody who lost the link proves the address and owns the
// questions that bear it.
func TestOwnerSignsIn(t *testing.T) {
	t.Parallel()
	b := setup(t)
	q, sealed, link := b.question(t)
	br := b.browser()
	br.post(t, link, nil)
	before := br.cookies["__Host-tandem"].Value
	br.post(t, "/inloggen", url.Values{"mail": {strings.ToUpper(sealed.ContactMail)}})
	filled := br.get(t, buttonIn(t, b.deliver(t)))
	code, _ := filled.page.Find("input[name=code]").Attr("value")
	wantRedirect(t, br.post(t, "/inloggen/code", url.Values{"code": {code}}), "/begin")
	wantRedirect(t, br.get(t, "/begin"), "/mijn-vragen")
	if br.cookies["__Host-tandem"].Value == before || !br.holds(t, q) {
		t.Error("signing in kept the token or lost the rights of the browser")
	}
	owned, err := b.db.Question(t.Context(), q.ID)
	if err != nil {
		t.Fatal(err)
	}
	v, err := b.account.Visitor(t.Context(), br.cookies["__Host-tandem"].Value)
	if err != nil || v.PersonID.IsZero() || owned.OwnerID != v.PersonID {
		t.Errorf("got owner %v, want %v (%v)", owned.OwnerID, v.PersonID, err)
	}
}
