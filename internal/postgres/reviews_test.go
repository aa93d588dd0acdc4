package postgres_test

import (
	"context"
	"errors"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/tandem-hbo/tandem/internal/postgres"
	"github.com/tandem-hbo/tandem/internal/postgres/pgtest"
	"github.com/tandem-hbo/tandem/internal/sample"
	"github.com/tandem-hbo/tandem/internal/tandem"
)

func TestDeclineComesBackAsItWent(t *testing.T) {
	t.Parallel()
	db := pgtest.Tx(t)
	s := told(t, db)
	want := tandem.Decline{QuestionID: s.Question.ID, Reason: tandem.DeclineTooUrgent, Referral: tandem.Referrals()[0], Note: "Daar is geen vak voor.", CreatedAt: db.Now()}
	quietly(t, db, func(ctx context.Context, tx *postgres.Tx) error { return tx.InsertDecline(ctx, want) })
	got, err := db.DeclinesOf(t.Context(), s.Question.ID)
	check(t, "declines", []tandem.Decline{want}, got, err)
}

func TestOverdueQuestions(t *testing.T) {
	t.Parallel()
	db := pgtest.Tx(t)
	s := told(t, db)
	end := s.Question.StateSince.AddDate(0, 0, s.Institution.ExpireDays)
	for days, want := range map[int]int{0: 0, 1: 1} {
		got, err := db.OverdueQuestions(t.Context(), end.AddDate(0, 0, days))
		if err != nil || len(got) != want {
			t.Errorf("%d days after the last: got %v, %v, want %d", days, got, err, want)
		}
	}
}

// asks stores one more question of the story's desk.
func asks(t *testing.T, db *postgres.DB, s sample.Story, title string, change func(*tandem.Question, *tandem.Sealed)) tandem.Question {
	t.Helper()
	q := sample.Submitted(s.Institution)
	sealed := sample.Sealed(q)
	sealed.KvK, sealed.ContactMail, q.Title = "", "other@example.org", title
	change(&q, &sealed)
	quietly(t, db, func(ctx context.Context, tx *postgres.Tx) error {
		return errors.Join(tx.InsertQuestion(ctx, q, q.ID.String()), tx.SaveSealed(ctx, sealed))
	})
	return q
}

func TestEarlierQuestionsByNumberAndAddress(t *testing.T) {
	t.Parallel()
	db := pgtest.Tx(t)
	s, elsewhere := told(t, db), told(t, db) // elsewhere: the same company at another desk
	want := []string{
		asks(t, db, s, "Zelfde nummer", func(_ *tandem.Question, c *tandem.Sealed) { c.KvK = s.Sealed.KvK }).Title,
		asks(t, db, s, "Zelfde adres", func(_ *tandem.Question, c *tandem.Sealed) { c.ContactMail = "MARLOES@vandorst.example" }).Title,
	}
	asks(t, db, s, "Iemand anders", func(*tandem.Question, *tandem.Sealed) {})
	asks(t, db, s, "Nog niet verstuurd", func(q *tandem.Question, c *tandem.Sealed) {
		q.State, q.SubmittedAt, c.KvK = tandem.QuestionDraft, nil, s.Sealed.KvK
	})
	list, err := db.EarlierQuestions(t.Context(), s.Question.ID)
	var got []string
	for _, q := range list {
		got = append(got, q.Title)
		if q.ID == elsewhere.Question.ID {
			t.Error("a question of another desk is shown")
		}
	}
	if diff := cmp.Diff(want, got); diff != "" || err != nil {
		t.Errorf("earlier differ: %v (-want +got)\n%s", err, diff)
	}
}

func TestSimilarQuestionsShareWords(t *testing.T) {
	t.Parallel()
	db := pgtest.Tx(t)
	s := told(t, db)
	near := asks(t, db, s, "Brood van gisteren verkopen", func(*tandem.Question, *tandem.Sealed) {})
	asks(t, db, s, "Robot voor het lassen", func(q *tandem.Question, _ *tandem.Sealed) { q.Text = "We zoeken een robot die kan lassen." })
	list, err := db.SimilarQuestions(t.Context(), s.Question.ID, 5)
	if err != nil || len(list) != 1 || list[0].ID != near.ID {
		t.Errorf("got %+v, %v, want only the one about bread", list, err)
	}
}

func TestTitlesOfSignsAloneFindNothingSimilar(t *testing.T) {
	t.Parallel()
	db := pgtest.Tx(t)
	s := told(t, db)
	for _, title := range []string{`' OR 1=1 --`, `!!! & | ( )`, `\' \\ :* <->`, "de het een"} {
		q := asks(t, db, s, title, func(*tandem.Question, *tandem.Sealed) {})
		if _, err := db.SimilarQuestions(t.Context(), q.ID, 5); err != nil {
			t.Errorf("%q: %v", title, err)
		}
	}
}

func TestRelatedQuestionTellsHowItWent(t *testing.T) {
	t.Parallel()
	db := pgtest.Tx(t)
	s := told(t, db)
	e := engaged(t, db, claimed(t, db, s))
	quietly(t, db, func(ctx context.Context, tx *postgres.Tx) error {
		return tx.InsertEvaluation(ctx, tandem.Evaluation{
			ID: tandem.NewID[tandem.Evaluation](), EngagementID: e.ID, Side: tandem.Education, CreatedAt: db.Now(),
			Ratings: []tandem.Rating{{Outcome: "outside_world_in", Grade: 4}, {Outcome: "future_proof_education", Grade: 5}},
		})
	})
	next := asks(t, db, s, "Volgende vraag", func(_ *tandem.Question, c *tandem.Sealed) { c.KvK = s.Sealed.KvK })
	list, err := db.EarlierQuestions(t.Context(), next.ID)
	want := tandem.Related{
		ID: s.Question.ID, Title: s.Question.Title, ShownName: s.Question.ShownName, State: s.Question.State,
		SubmittedAt: *s.Question.SubmittedAt, Offering: s.Offering.Title, EducationGrade: 4.5,
	}
	check(t, "related", []tandem.Related{want}, list, err)
}

func TestEventsOfASubjectNewestFirst(t *testing.T) {
	t.Parallel()
	db := pgtest.Tx(t)
	for _, action := range []string{"taxonomy.changed", "taxonomy.restored"} {
		err := db.InTx(t.Context(), tandem.Actor{Name: "Bea"}, func(tx *postgres.Tx) error {
			return tx.Record(t.Context(), tandem.Event{Action: action, SubjectKind: "taxonomy", SubjectID: "1", Detail: map[string]string{"note": "x"}})
		})
		if err != nil {
			t.Fatal(err)
		}
	}
	list, err := db.EventsOfSubject(t.Context(), "taxonomy", "1")
	if err != nil || len(list) != 2 || list[0].Action != "taxonomy.restored" || list[0].Detail["note"] != "x" {
		t.Errorf("got %+v, %v, want two, newest first", list, err)
	}
}

func TestTaxonomyVersionsStay(t *testing.T) {
	t.Parallel()
	db := pgtest.Tx(t)
	first, err := db.Taxonomy(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	second := first
	second.Version, second.Note, second.Author = first.Version+1, "Een minor duurt korter.", "Bea"
	quietly(t, db, func(ctx context.Context, tx *postgres.Tx) error { return tx.InsertTaxonomy(ctx, second) })
	newest, err := db.Taxonomy(t.Context())
	if err != nil || newest.Version != second.Version || newest.Note != second.Note || newest.Author != "Bea" {
		t.Errorf("newest: got %d %q by %q, %v", newest.Version, newest.Note, newest.Author, err)
	}
	old, err := db.TaxonomyVersion(t.Context(), first.Version)
	check(t, "first version", first, old, err)
	all, err := db.TaxonomyVersions(t.Context())
	if err != nil || len(all) != 2 || all[0].Version != second.Version {
		t.Errorf("versions: got %d, %v, want two, newest first", len(all), err)
	}
	err = db.Quietly(t.Context(), func(tx *postgres.Tx) error { return tx.InsertTaxonomy(t.Context(), second) })
	if !errors.Is(err, tandem.Conflict) {
		t.Errorf("same version twice: got %v, want a conflict", err)
	}
}
