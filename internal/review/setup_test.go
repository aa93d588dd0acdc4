package review_test

import (
	"context"
	"testing"

	"github.com/tandem-hbo/tandem/internal/postgres"
	"github.com/tandem-hbo/tandem/internal/postgres/pgtest"
	"github.com/tandem-hbo/tandem/internal/review"
	"github.com/tandem-hbo/tandem/internal/sample"
	"github.com/tandem-hbo/tandem/internal/tandem"
)

// bundle is a desk with two coordinators, of whom the second also teaches, a
// lecturer, three offerings and a scored question: the first two offerings can
// be done, the third cannot.
type bundle struct {
	db          *postgres.DB
	service     *review.Service
	institution tandem.Institution
	lecturer    tandem.Person
	karim       tandem.Actor
	noor        tandem.Actor
	question    tandem.Question
	best        tandem.Match
	second      tandem.Match
	shut        tandem.Match
	own         tandem.Match // of Noor's own offering, ranked after second
}

func setup(t *testing.T) *bundle {
	t.Helper()
	return fill(t, pgtest.Tx(t))
}

func fill(t *testing.T, db *postgres.DB) *bundle {
	t.Helper()
	b := &bundle{db: db, service: review.New(db), institution: sample.Institution(), lecturer: sample.Person("Sanne de Wit")}
	karim, noor := sample.Person("Karim Bouzid"), sample.Person("Noor Jansen")
	b.karim, b.noor = b.coordinator(karim), b.coordinator(noor)
	programme, period := sample.Programme(b.institution), sample.Period(b.institution)
	b.write(t, func(ctx context.Context, tx *postgres.Tx) error {
		if err := tx.InsertInstitution(ctx, b.institution); err != nil {
			return err
		}
		for _, p := range []tandem.Person{karim, noor, b.lecturer} {
			if err := tx.InsertPerson(ctx, p, tandem.Identity{Issuer: tandem.MailIssuer, Subject: p.Mail}); err != nil {
				return err
			}
		}
		if err := tx.InsertProgramme(ctx, programme); err != nil {
			return err
		}
		return tx.InsertPeriod(ctx, period)
	})
	b.question = b.ask(t, func(*tandem.Question) {})
	for rank, m := range []struct {
		match    *tandem.Match
		lecturer tandem.Person
		feasible bool
	}{{&b.best, b.lecturer, true}, {&b.second, b.lecturer, true}, {&b.own, noor, true}, {&b.shut, b.lecturer, false}} {
		o := sample.Offering(programme, period, m.lecturer)
		*m.match = b.match(o, rank+1, m.feasible)
		b.write(t, func(ctx context.Context, tx *postgres.Tx) error {
			if err := tx.InsertOffering(ctx, o); err != nil {
				return err
			}
			return tx.InsertMatch(ctx, *m.match)
		})
	}
	return b
}

func (b *bundle) coordinator(p tandem.Person) tandem.Actor {
	return tandem.Actor{PersonID: p.ID, Name: p.Name, Memberships: []tandem.Membership{
		{InstitutionID: b.institution.ID, Role: tandem.Coordinator},
	}}
}

// stranger coordinates another desk.
func stranger() tandem.Actor {
	return tandem.Actor{PersonID: tandem.NewID[tandem.Person](), Name: "Vreemd", Memberships: []tandem.Membership{
		{InstitutionID: tandem.NewID[tandem.Institution](), Role: tandem.Coordinator},
	}}
}

func (b *bundle) match(o tandem.Offering, rank int, feasible bool) tandem.Match {
	score := tandem.Score{Company: .6, Education: .5, CompanyEffort: .2, EducationEffort: .2, Value: .35, Weight: 3500 - rank}
	if !feasible {
		score.Weight, score.Gates = 0, []tandem.Gate{{Code: "places"}}
	}
	return tandem.Match{
		ID: tandem.NewID[tandem.Match](), QuestionID: b.question.ID, OfferingID: o.ID, InstitutionID: o.InstitutionID,
		State: tandem.MatchProposed, StateSince: sample.At(), Rank: rank, Score: score, CreatedAt: sample.At(),
		Version: tandem.ScoreVersion{Taxonomy: 1, Weights: "w", Model: "m"},
	}
}

// ask stores a scored question, changed by the test.
func (b *bundle) ask(t *testing.T, change func(*tandem.Question)) tandem.Question {
	t.Helper()
	q := sample.Submitted(b.institution)
	q.State = tandem.QuestionMatched
	change(&q)
	b.write(t, func(ctx context.Context, tx *postgres.Tx) error {
		if err := tx.InsertQuestion(ctx, q, q.ID.String()); err != nil {
			return err
		}
		return tx.SaveSealed(ctx, sample.Sealed(q))
	})
	return q
}

func (b *bundle) write(t *testing.T, fn func(ctx context.Context, tx *postgres.Tx) error) {
	t.Helper()
	ctx := context.Background()
	if err := b.db.Quietly(ctx, func(tx *postgres.Tx) error { return fn(ctx, tx) }); err != nil {
		t.Fatal(err)
	}
}

// seen is the question as it stands now.
func (b *bundle) seen(t *testing.T) review.Seen {
	t.Helper()
	return review.Seen{ID: b.question.ID, Version: b.reload(t).Version}
}

func (b *bundle) reload(t *testing.T) tandem.Question {
	t.Helper()
	q, err := b.db.Question(context.Background(), b.question.ID)
	if err != nil {
		t.Fatal(err)
	}
	return q
}

func (b *bundle) stateOf(t *testing.T, m tandem.Match) tandem.MatchState {
	t.Helper()
	now, err := b.db.Match(context.Background(), m.ID)
	if err != nil {
		t.Fatal(err)
	}
	return now.State
}

// actions lists what the trail says happened.
func (b *bundle) actions(t *testing.T) []string {
	t.Helper()
	events, err := b.db.EventsOfQuestion(context.Background(), b.question.ID)
	if err != nil {
		t.Fatal(err)
	}
	var list []string
	for _, e := range events {
		list = append(list, e.Action)
	}
	return list
}
