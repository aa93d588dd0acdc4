package claiming_test

import (
	"context"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/jackc/pgx/v5"

	"github.com/tandem-hbo/tandem/internal/postgres"
	"github.com/tandem-hbo/tandem/internal/sample"
	"github.com/tandem-hbo/tandem/internal/tandem"
)

// queued lists what is in the queue about places, as kind, reader and how many.
func (b bundle) queued(t *testing.T) []string {
	t.Helper()
	rows, err := b.tx.Query(t.Context(), `
		SELECT kind || ' ' || recipient || ' ' || (data->>'count')
		FROM mails
		WHERE kind IN ('kept', 'let_go', 'loose')
		ORDER BY 1`)
	if err != nil {
		t.Fatal(err)
	}
	list, err := pgx.CollectRows(rows, pgx.RowTo[string])
	if err != nil {
		t.Fatal(err)
	}
	var jobs int
	err = b.tx.QueryRow(t.Context(), `
		SELECT count(*)
		FROM mails m
		JOIN river_job j ON j.kind = 'send_mail' AND j.args->>'mail_id' = m.id::text
		WHERE m.kind IN ('kept', 'let_go', 'loose')`).Scan(&jobs)
	if err != nil || jobs != len(list) {
		t.Errorf("%d jobs send %d mails, %v", jobs, len(list), err)
	}
	return list
}

func TestUnclaimedHoldsAreTold(t *testing.T) {
	t.Parallel()
	tests := map[string]struct {
		end  func(*testing.T, bundle, tandem.Hold)
		want func(bundle) []string
	}{
		"when two lapse at once": {func(t *testing.T, b bundle, h tandem.Hold) {
			t.Helper()
			b.hold(t, b.another(t))
			*b.clock = *h.EndsAt
			if n, err := b.service.LapseHolds(t.Context()); n != 2 || err != nil {
				t.Errorf("lapsed %d, %v", n, err)
			}
			if n, err := b.service.LapseHolds(t.Context()); n != 0 || err != nil {
				t.Errorf("lapsed %d once more, %v", n, err)
			}
		}, func(b bundle) []string {
			return []string{"let_go " + b.Lecturer.Mail + " 2", "loose " + b.Coordinator.Mail + " 2"}
		}},
		"when the lecturer gives it back": {func(t *testing.T, b bundle, h tandem.Hold) {
			t.Helper()
			if err := b.service.ReleaseHold(t.Context(), b.Lecturing(), h.ID); err != nil {
				t.Error(err)
			}
		}, func(b bundle) []string { return []string{"loose " + b.Coordinator.Mail + " 1"} }},
		"when the coordinator takes it back": {func(t *testing.T, b bundle, h tandem.Hold) {
			t.Helper()
			if err := b.service.ReleaseHold(t.Context(), b.Coordinating(), h.ID); err != nil {
				t.Error(err)
			}
		}, func(b bundle) []string { return []string{"let_go " + b.Lecturer.Mail + " 1"} }},
		"when the question is matched anew": {func(t *testing.T, b bundle, _ tandem.Hold) {
			t.Helper()
			b.store(t, func(ctx context.Context, w sample.Writer) error {
				if err := w.(*postgres.Tx).ExpireMatches(ctx, b.Question.ID); err != nil {
					return err
				}
				return w.Record(ctx, tandem.Event{Action: "question.scored", SubjectKind: "question", SubjectID: b.Question.ID.String()})
			})
		}, func(b bundle) []string { return []string{"let_go " + b.Lecturer.Mail + " 1"} }},
		"not when it is claimed": {func(t *testing.T, b bundle, h tandem.Hold) {
			t.Helper()
			c := b.claim(t)
			if err := b.service.Release(t.Context(), b.Lecturing(), c.ID, "Toch niet."); err != nil {
				t.Error(err)
			}
			*b.clock = *h.EndsAt
			if n, err := b.service.LapseHolds(t.Context()); n != 0 || err != nil {
				t.Errorf("lapsed %d, %v", n, err)
			}
		}, func(bundle) []string { return []string{} }},
	}
	for name, tt := range tests {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			b := setup(t)
			tt.end(t, b, b.hold(t, b.Story))
			if diff := cmp.Diff(tt.want(b), b.queued(t)); diff != "" {
				t.Errorf("mails (-want +got):\n%s", diff)
			}
		})
	}
}

// proves lets the owner of a story's question prove the contact address.
func (b bundle) proves(t *testing.T, s sample.Story, link bool) {
	t.Helper()
	owner := sample.Person(s.Sealed.ContactName)
	err := b.db.Quietly(t.Context(), func(tx *postgres.Tx) error {
		if !link {
			who := tandem.Identity{Issuer: tandem.MailIssuer, Subject: strings.ToLower(s.Sealed.ContactMail)}
			if err := tx.InsertPerson(t.Context(), owner, who); err != nil {
				return err
			}
			return tx.AdoptQuestions(t.Context(), who.Subject, owner.ID)
		}
		l := tandem.QuestionLink{
			ID: tandem.NewID[tandem.QuestionLink](), QuestionID: s.Question.ID, TokenHash: []byte(s.Question.ID.String()),
			ExpiresAt: b.db.Now().AddDate(0, 1, 0),
		}
		if err := tx.InsertLink(t.Context(), l); err != nil {
			return err
		}
		return tx.OpenLink(t.Context(), l.ID)
	})
	if err != nil {
		t.Fatal(err)
	}
}

// TestOwnerHearsWhenTheLineMovesUp: but only at an address that is proven.
func TestOwnerHearsWhenTheLineMovesUp(t *testing.T) {
	t.Parallel()
	for name, want := range map[string]int{"by a code": 1, "by a link": 1, "by a link that was revoked": 0, "not at all": 0} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			ctx, b := t.Context(), setup(t)
			b.places(t, 1)
			h := b.hold(t, b.Story)
			next := b.another(t)
			b.lineUp(t, next)
			if name != "not at all" {
				b.proves(t, next, name != "by a code")
			}
			if name == "by a link that was revoked" {
				if err := b.db.Quietly(ctx, func(tx *postgres.Tx) error { return tx.RevokeLinks(ctx, next.Question.ID) }); err != nil {
					t.Fatal(err)
				}
			}
			if err := b.service.ReleaseHold(ctx, b.Lecturing(), h.ID); err != nil {
				t.Fatal(err)
			}
			if n, err := b.service.HandOn(ctx, b.Offering.ID); n != 1 || err != nil {
				t.Fatalf("handed on %d, %v", n, err)
			}
			got, err := b.db.MailsSince(ctx, next.Question.ID, tandem.MailKept, sample.At().AddDate(0, 0, -1))
			if err != nil || got != want {
				t.Errorf("%d mails to the owner, %v; want %d", got, err, want)
			}
			var sealed int
			err = b.tx.QueryRow(ctx, `SELECT count(*) FROM mails WHERE data::text ~ $1`, next.Sealed.ContactMail+"|"+next.Sealed.CompanyName).Scan(&sealed)
			if err != nil || sealed > 0 {
				t.Errorf("%d mails hold sealed text, %v", sealed, err)
			}
		})
	}
}
