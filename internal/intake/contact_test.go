package intake_test

import (
	"errors"
	"slices"
	"testing"

	"github.com/jackc/pgx/v5"

	"github.com/tandem-hbo/tandem/internal/postgres"
	"github.com/tandem-hbo/tandem/internal/sample"
	"github.com/tandem-hbo/tandem/internal/tandem"
)

// opens lets a new browser use a mailed link to a question.
func (b bundle) opens(t *testing.T, q tandem.Question, link tandem.ID[tandem.QuestionLink]) tandem.ID[tandem.Session] {
	t.Helper()
	id := tandem.NewID[tandem.Session]()
	err := b.db.Quietly(b.ctx, func(tx *postgres.Tx) error {
		return errors.Join(
			tx.InsertSession(b.ctx, tandem.Session{ID: id, TokenHash: id.UUID[:], ExpiresAt: sample.At().AddDate(1, 0, 0)}),
			tx.OpenLink(b.ctx, link), tx.GrantQuestion(b.ctx, id, q.ID, link))
	})
	if err != nil {
		t.Fatal(err)
	}
	return id
}

// mayAct reports whether a browser still acts as the owner of a question.
func (b bundle) mayAct(t *testing.T, s tandem.ID[tandem.Session], q tandem.Question) bool {
	t.Helper()
	v, err := b.db.Visitor(b.ctx, s.UUID[:], sample.At())
	if err != nil {
		t.Fatal(err)
	}
	return slices.Contains(v.Questions, q.ID)
}

// TestAnotherContactAddress: old links stop working wherever they were opened, mail
// that waits goes to the new address, both addresses are told, and the browser that
// made the change goes on.
func TestAnotherContactAddress(t *testing.T) {
	t.Parallel()
	b := setup(t)
	q := b.submitted(t)
	link := tandem.QuestionLink{
		ID: tandem.NewID[tandem.QuestionLink](), QuestionID: q.ID, TokenHash: []byte("mailed"), ExpiresAt: sample.At().AddDate(0, 6, 0),
	}
	if err := b.db.Quietly(b.ctx, func(tx *postgres.Tx) error { return tx.InsertLink(b.ctx, link) }); err != nil {
		t.Fatal(err)
	}
	mine, other := b.opens(t, q, link.ID), b.opens(t, q, link.ID)
	by := b.owner(q)
	by.Session = mine
	in := company(q)
	in.Mail = "MARLOES@vandorst.example"
	if _, err := b.svc.Submit(b.ctx, by, q.ID, in); err != nil || !b.mayAct(t, other, q) {
		t.Fatalf("the same address in capitals: %v, other browser %v", err, b.mayAct(t, other, q))
	}
	q = b.stored(t, q)
	in = company(q)
	in.Mail = "piet@vandorst.example"
	if _, err := b.svc.Submit(b.ctx, by, q.ID, in); err != nil {
		t.Fatal(err)
	}
	if _, err := b.db.Link(b.ctx, link.TokenHash, sample.At()); !errors.Is(err, tandem.NotFound) {
		t.Errorf("the old link: %v, want not found", err)
	}
	if b.mayAct(t, other, q) || !b.mayAct(t, mine, q) {
		t.Errorf("the other browser %v, the one that changed it %v", b.mayAct(t, other, q), b.mayAct(t, mine, q))
	}
	b.wantMoved(t, q)
	if err := b.db.Quietly(b.ctx, func(tx *postgres.Tx) error { return tx.RevokeLinks(b.ctx, q.ID) }); err != nil {
		t.Fatal(err)
	}
	if b.mayAct(t, mine, q) {
		t.Error("revoking links leaves the browser that changed the address")
	}
}

// wantMoved holds who hears of another address, with a link or without.
func (b bundle) wantMoved(t *testing.T, q tandem.Question) {
	t.Helper()
	rows, err := b.tx.Query(b.ctx, `
		SELECT kind || ' ' || recipient || CASE WHEN question_id IS NULL THEN '' ELSE ' with link' END
			|| CASE WHEN data::text LIKE '%vandorst.example%' THEN ' names an address' ELSE '' END
		FROM mails
		WHERE kind IN ('receipt', 'moved_here', 'moved_away')
		ORDER BY 1`)
	if err != nil {
		t.Fatal(err)
	}
	got, err := pgx.CollectRows(rows, pgx.RowTo[string])
	want := []string{
		"moved_away marloes@vandorst.example", "moved_here piet@vandorst.example with link", "receipt piet@vandorst.example with link",
	}
	if err != nil || !slices.Equal(got, want) {
		t.Errorf("mails about %s: %q, %v; want %q", q.ID, got, err, want)
	}
}
