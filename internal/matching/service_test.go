package matching_test

import (
	"context"
	"testing"
	"time"

	"github.com/riverqueue/river"

	"github.com/tandem-hbo/tandem/internal/job"
	"github.com/tandem-hbo/tandem/internal/matching"
	"github.com/tandem-hbo/tandem/internal/postgres"
	"github.com/tandem-hbo/tandem/internal/postgres/pgtest"
	"github.com/tandem-hbo/tandem/internal/sample"
	"github.com/tandem-hbo/tandem/internal/tandem"
)

// bundle is a desk with one programme, one period and a submitted question.
type bundle struct {
	now         time.Time
	db          *postgres.DB
	service     *matching.Service
	institution tandem.Institution
	programme   tandem.Programme
	period      tandem.Period
	lecturer    tandem.Person
	question    tandem.Question
}

func setup(t *testing.T) *bundle {
	t.Helper()
	b := &bundle{now: pgtest.Noon()}
	b.db = pgtest.TxAt(t, func() time.Time { return b.now })
	b.service = matching.New(b.db)
	return setupOn(t, b)
}

func setupOn(t *testing.T, b *bundle) *bundle {
	t.Helper()
	b.institution = sample.Institution()
	b.programme = sample.Programme(b.institution)
	b.period = sample.Period(b.institution)
	b.lecturer = sample.Person("Sanne de Wit")
	b.question = sample.Submitted(b.institution)
	b.question.Reading.Model = "reading-7"
	b.write(t, func(ctx context.Context, tx *postgres.Tx) error {
		if err := tx.InsertInstitution(ctx, b.institution); err != nil {
			return err
		}
		if err := tx.InsertProgramme(ctx, b.programme); err != nil {
			return err
		}
		if err := tx.InsertPeriod(ctx, b.period); err != nil {
			return err
		}
		identity := tandem.Identity{Issuer: tandem.MailIssuer, Subject: b.lecturer.Mail}
		if err := tx.InsertPerson(ctx, b.lecturer, identity); err != nil {
			return err
		}
		return tx.InsertQuestion(ctx, b.question, b.question.ID.String())
	})
	return b
}

func (b *bundle) write(t *testing.T, fn func(ctx context.Context, tx *postgres.Tx) error) {
	t.Helper()
	ctx := context.Background()
	if err := b.db.Quietly(ctx, func(tx *postgres.Tx) error { return fn(ctx, tx) }); err != nil {
		t.Fatal(err)
	}
}

// offer stores an offering, changed by the test.
func (b *bundle) offer(t *testing.T, change func(*tandem.Offering)) tandem.Offering {
	t.Helper()
	o := sample.Offering(b.programme, b.period, b.lecturer)
	change(&o)
	b.write(t, func(ctx context.Context, tx *postgres.Tx) error { return tx.InsertOffering(ctx, o) })
	return o
}

func (b *bundle) score(t *testing.T) []tandem.Match {
	t.Helper()
	ctx := context.Background()
	if err := b.service.Score(ctx, b.question.ID); err != nil {
		t.Fatal(err)
	}
	list, err := b.db.Matches(ctx, b.question.ID)
	if err != nil {
		t.Fatal(err)
	}
	return list
}

func TestScoreMovesToMatchedWithVersionAndEvent(t *testing.T) {
	t.Parallel()
	b, ctx := setup(t), context.Background()
	open := b.offer(t, func(*tandem.Offering) {})
	full := b.offer(t, func(o *tandem.Offering) { o.Title, o.Places = "Vol", 0 })
	b.offer(t, func(o *tandem.Offering) { o.Title, o.Deadline = "Voorbij", sample.Day(2026, time.November, 1) })

	list := b.score(t)

	if len(list) != 2 || list[0].OfferingID != open.ID || list[1].OfferingID != full.ID {
		t.Fatalf("got %d matches %v, want the open one and then the full one", len(list), list)
	}
	if !list[0].Score.Feasible() || list[1].Score.Feasible() {
		t.Errorf("got feasible %v and %v, want true and false", list[0].Score.Feasible(), list[1].Score.Feasible())
	}
	if list[0].Rank != 1 || list[0].State != tandem.MatchProposed {
		t.Errorf("got rank %d in state %s, want 1 proposed", list[0].Rank, list[0].State)
	}
	v := list[0].Version
	if v.Taxonomy != 1 || v.Weights == "" || v.Model != "reading-7" {
		t.Errorf("got version %+v, want taxonomy 1, some weights, reading-7", v)
	}
	q, err := b.db.Question(ctx, b.question.ID)
	if err != nil || q.State != tandem.QuestionMatched {
		t.Errorf("got question %s, %v, want matched", q.State, err)
	}
	events, err := b.db.EventsOfQuestion(ctx, q.ID)
	if err != nil || len(events) != 1 {
		t.Fatalf("got events %v, %v, want one", events, err)
	}
	e := events[0]
	if e.Action != "question.scored" || e.ToState != "matched" || e.Detail["proposals"] != "1" || e.Detail["misses"] != "1" {
		t.Errorf("got event %+v", e)
	}
}

func TestScoreKeepsScoresOfAllForms(t *testing.T) {
	t.Parallel()
	b := setup(t)
	b.score(t)
	stored, version, err := b.db.FormScores(context.Background(), b.question.ID)
	if err != nil || len(stored) != 8 || version.Taxonomy != 1 {
		t.Fatalf("got %d forms of version %+v, %v, want 8 of 1", len(stored), version, err)
	}
	shown, _, err := b.service.Forms(context.Background(), b.question)
	if err != nil || shown[0].Form != stored[0].Form {
		t.Errorf("got %s shown and %s stored as best, %v, want the same", shown[0].Form, stored[0].Form, err)
	}
}

func TestScoreTwiceChangesNothing(t *testing.T) {
	t.Parallel()
	b, ctx := setup(t), context.Background()
	b.offer(t, func(*tandem.Offering) {})
	first := b.score(t)
	worker := matching.NewWorker(b.service)
	if err := worker.Work(ctx, &river.Job[job.ScoreQuestion]{Args: job.ScoreQuestion{QuestionID: b.question.ID}}); err != nil {
		t.Fatal(err)
	}
	again, err := b.db.Matches(ctx, b.question.ID)
	if err != nil || len(again) != 1 || again[0].ID != first[0].ID {
		t.Errorf("got %v, %v, want the same match", again, err)
	}
	events, err := b.db.EventsOfQuestion(ctx, b.question.ID)
	if err != nil || len(events) != 1 {
		t.Errorf("got %d events, %v, want 1", len(events), err)
	}
}

func TestScoreOfNothingIsDone(t *testing.T) {
	t.Parallel()
	b := setup(t)
	if err := b.service.Score(context.Background(), tandem.NewID[tandem.Question]()); err != nil {
		t.Errorf("got %v for a question that is gone, want nil", err)
	}
}

func TestScoreAnewExpiresEarlierMatches(t *testing.T) {
	t.Parallel()
	b, ctx := setup(t), context.Background()
	b.offer(t, func(*tandem.Offering) {})
	first := b.score(t)
	b.write(t, func(ctx context.Context, tx *postgres.Tx) error {
		q, err := tx.LockQuestion(ctx, b.question.ID)
		if err != nil {
			return err
		}
		if err := q.Move(tandem.QuestionSubmitted, tx.Now()); err != nil {
			return err
		}
		return tx.SaveQuestion(ctx, q)
	})
	second := b.score(t)
	if len(second) != 1 || second[0].ID == first[0].ID {
		t.Fatalf("got %v, want one new match", second)
	}
	old, err := b.db.Match(ctx, first[0].ID)
	if err != nil || old.State != tandem.MatchExpired {
		t.Errorf("got the first match %s, %v, want expired", old.State, err)
	}
}

func TestFormsFollowANewTaxonomy(t *testing.T) {
	t.Parallel()
	b, ctx := setup(t), context.Background()
	_, before, err := b.service.Forms(ctx, sample.Question())
	if err != nil {
		t.Fatal(err)
	}
	taxonomy, err := b.db.Taxonomy(ctx)
	if err != nil {
		t.Fatal(err)
	}
	taxonomy.Version++
	b.write(t, func(ctx context.Context, tx *postgres.Tx) error { return tx.InsertTaxonomy(ctx, taxonomy) })
	list, after, err := b.service.Forms(ctx, sample.Question())
	if err != nil || len(list) != 8 || after.Taxonomy != before.Taxonomy+1 {
		t.Errorf("got %d forms of version %d, %v, want 8 of %d", len(list), after.Taxonomy, err, before.Taxonomy+1)
	}
}

func TestAdviceHolds(t *testing.T) {
	t.Parallel()
	b, ctx := setup(t), context.Background()
	q := b.question
	q.Readiness = tandem.Readiness{Supervisor: true, Harmless: true}
	advice, err := b.service.Advise(ctx, q)
	list, better := advice.Forms, advice.Better
	if err != nil || len(list) != 8 || len(better) == 0 {
		t.Fatalf("got %d forms and %d improvements, %v, want 8 and some", len(list), len(better), err)
	}
	for _, i := range better {
		if len(i.Changes) == 0 || i.Form == "" || i.Value <= 0 || i.Form == list[0].Form {
			t.Errorf("improvement %+v is none", i)
		}
	}
}
