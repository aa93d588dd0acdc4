package planning_test

import (
	"context"
	"slices"
	"testing"

	"github.com/tandem-hbo/tandem/internal/planning"
	"github.com/tandem-hbo/tandem/internal/postgres"
	"github.com/tandem-hbo/tandem/internal/tandem"
)

// proves gives the owner of some questions one address, proven by opened links.
func (s *school) proves(t testing.TB, mail string, questions ...tandem.ID[tandem.Question]) {
	t.Helper()
	s.write(t, func(ctx context.Context, tx *postgres.Tx) error {
		for _, id := range questions {
			sealed, err := tx.Sealed(ctx, id)
			if err != nil {
				return err
			}
			sealed.ContactMail = mail
			if err := tx.SaveSealed(ctx, sealed); err != nil {
				return err
			}
			l := tandem.QuestionLink{
				ID: tandem.NewID[tandem.QuestionLink](), QuestionID: id, TokenHash: []byte(id.String()), ExpiresAt: s.db.Now().AddDate(0, 1, 0),
			}
			if err := tx.InsertLink(ctx, l); err != nil {
				return err
			}
			if err := tx.OpenLink(ctx, l.ID); err != nil {
				return err
			}
		}
		return nil
	})
}

// TestOwnersHearOfAPlanOnce: who asked several questions gets one mail, and nobody
// whose address is not proven gets any.
func TestOwnersHearOfAPlanOnce(t *testing.T) {
	t.Parallel()
	s := setup(t)
	id := s.plan(t, planning.Rules())
	rows := s.view(t, id).Rows
	s.proves(t, "anna@oven.example", rows[0].QuestionID, rows[1].QuestionID)
	s.proves(t, "bert@gist.example", rows[2].QuestionID)
	s.approve(t, id)
	for who, want := range map[string]struct {
		count string
		link  bool
	}{"anna@oven.example": {"2", false}, "bert@gist.example": {"1", true}} {
		var mails int
		var count, date string
		var link bool
		err := s.count(`
			SELECT count(*), min(data->>'count'), min(data->>'date'), bool_and(question_id IS NOT NULL)
			FROM mails
			WHERE kind = 'kept'
				AND recipient = $1`, who).Scan(&mails, &count, &date, &link)
		if err != nil || mails != 1 || count != want.count || link != want.link || date != s.until().Format("2006-01-02") {
			t.Errorf("%s: %d mails of %s questions until %s, link %v, %v", who, mails, count, date, link, err)
		}
	}
	if n := s.mails(t, tandem.MailKept); n != 2 {
		t.Errorf("%d mails to owners, want 2", n)
	}
}

// TestLecturersHearThatAPlanWasTakenBack: by undoing it, and by a newer plan that has
// nothing for them.
func TestLecturersHearThatAPlanWasTakenBack(t *testing.T) {
	t.Parallel()
	s := setup(t)
	ctx, first := context.Background(), s.plan(t, planning.Rules())
	s.approve(t, first)
	s.write(t, func(ctx context.Context, tx *postgres.Tx) error {
		i := slices.IndexFunc(s.offerings, func(o tandem.Offering) bool { return o.LecturerID == s.lecturers[1].ID })
		o, at := s.offerings[i], s.db.Now()
		o.ClosedAt = &at
		return tx.SaveOffering(ctx, o)
	})
	next := s.plan(t, planning.Rules())
	s.approve(t, next)
	undone := func(of tandem.Person) (n int) {
		t.Helper()
		if err := s.count(`SELECT count(*) FROM mails WHERE kind = 'undone' AND recipient = $1`, of.Mail).Scan(&n); err != nil {
			t.Fatal(err)
		}
		return n
	}
	if a, b := undone(s.lecturers[0]), undone(s.lecturers[1]); a != 0 || b != 1 {
		t.Errorf("%d and %d mails after a newer plan, want them only to who has nothing now", a, b)
	}
	if err := s.service.Undo(ctx, s.karim, next); err != nil {
		t.Fatal(err)
	}
	if a, b := undone(s.lecturers[0]), undone(s.lecturers[1]); a != 1 || b != 1 {
		t.Errorf("%d and %d mails after undoing, want one to who had questions", a, b)
	}
}
