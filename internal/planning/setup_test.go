package planning_test

import (
	"context"
	"fmt"
	"testing"

	"github.com/tandem-hbo/tandem/internal/planning"
	"github.com/tandem-hbo/tandem/internal/postgres"
	"github.com/tandem-hbo/tandem/internal/postgres/pgtest"
	"github.com/tandem-hbo/tandem/internal/sample"
	"github.com/tandem-hbo/tandem/internal/tandem"
)

// school is an institution with a coordinator, two lecturers and a period with
// three offerings of two places each, for which six firms ask.
type school struct {
	db          *postgres.DB
	count       func(sql string, args ...any) interface{ Scan(...any) error }
	service     *planning.Service
	institution tandem.Institution
	programme   tandem.Programme
	period      tandem.Period
	lecturers   [2]tandem.Person
	offerings   []tandem.Offering
	questions   []tandem.Question
	karim       tandem.Actor
}

func setup(t testing.TB) *school {
	t.Helper()
	pool := pgtest.Clone(t)
	db, err := postgres.New(pool, pgtest.Noon)
	if err != nil {
		t.Fatal(err)
	}
	s := &school{db: db, service: planning.New(db), institution: sample.Institution()}
	s.count = func(sql string, args ...any) interface{ Scan(...any) error } {
		return pool.QueryRow(context.Background(), sql, args...)
	}
	s.programme, s.period = sample.Programme(s.institution), sample.Period(s.institution)
	karim := sample.Person("Karim Bouzid")
	s.lecturers = [2]tandem.Person{sample.Person("Sanne de Wit"), sample.Person("Lena Vos")}
	s.karim = member(karim, s.institution, tandem.Coordinator)
	s.write(t, func(ctx context.Context, tx *postgres.Tx) error {
		if err := tx.InsertInstitution(ctx, s.institution); err != nil {
			return err
		}
		for _, p := range []tandem.Person{karim, s.lecturers[0], s.lecturers[1]} {
			if err := tx.InsertPerson(ctx, p, tandem.Identity{Issuer: tandem.MailIssuer, Subject: p.Mail}); err != nil {
				return err
			}
		}
		if err := tx.InsertProgramme(ctx, s.programme); err != nil {
			return err
		}
		return tx.InsertPeriod(ctx, s.period)
	})
	for i := range 3 {
		o := sample.Offering(s.programme, s.period, s.lecturers[i%2])
		o.Title = fmt.Sprintf("Vak %d", i+1)
		s.offer(t, o)
	}
	for i := range 6 {
		s.ask(t, func(q *tandem.Question) {
			q.Title = fmt.Sprintf("Vraag %d", i+1)
			q.Wishes[0].Weight = .9 - float64(i)/10
			q.Wishes[1].Weight = .1 + float64(i)/10
		})
	}
	return s
}

func member(p tandem.Person, in tandem.Institution, role tandem.Role) tandem.Actor {
	return tandem.Actor{PersonID: p.ID, Name: p.Name, Memberships: []tandem.Membership{{InstitutionID: in.ID, Role: role}}}
}

// lecturer is one of the two as an actor.
func (s *school) lecturer(i int) tandem.Actor {
	return member(s.lecturers[i], s.institution, tandem.Lecturer)
}

// stranger coordinates another institution.
func stranger() tandem.Actor {
	return member(sample.Person("Vreemd"), sample.Institution(), tandem.Coordinator)
}

func (s *school) write(t testing.TB, fn func(ctx context.Context, tx *postgres.Tx) error) {
	t.Helper()
	ctx := context.Background()
	if err := s.db.Quietly(ctx, func(tx *postgres.Tx) error { return fn(ctx, tx) }); err != nil {
		t.Fatal(err)
	}
}

func (s *school) offer(t testing.TB, o tandem.Offering) {
	t.Helper()
	s.write(t, func(ctx context.Context, tx *postgres.Tx) error { return tx.InsertOffering(ctx, o) })
	s.offerings = append(s.offerings, o)
}

// ask stores an open question, changed by the test.
func (s *school) ask(t testing.TB, change func(*tandem.Question)) tandem.Question {
	t.Helper()
	q := sample.Submitted(s.institution)
	answered := sample.At()
	q.State, q.AnsweredAt = tandem.QuestionOpen, &answered
	q.Reading.Fields = []tandem.Field{"data_ai", "business"}
	change(&q)
	s.write(t, func(ctx context.Context, tx *postgres.Tx) error {
		if err := tx.InsertQuestion(ctx, q, q.ID.String()); err != nil {
			return err
		}
		sealed := sample.Sealed(q)
		sealed.KvK = fmt.Sprintf("%08d", 10_000_000+len(s.questions))
		return tx.SaveSealed(ctx, sealed)
	})
	s.questions = append(s.questions, q)
	return q
}

// plan makes a plan by rules, as the job does, and gives its id.
func (s *school) plan(t testing.TB, rules tandem.PlanRules) tandem.ID[tandem.Plan] {
	t.Helper()
	ctx := context.Background()
	id, err := s.service.Plan(ctx, s.karim, s.period.ID, rules)
	if err != nil {
		t.Fatal(err)
	}
	return s.made(t, id)
}

// made does what the job of a plan does.
func (s *school) made(t testing.TB, id tandem.ID[tandem.Plan]) tandem.ID[tandem.Plan] {
	t.Helper()
	if err := s.service.Make(context.Background(), id); err != nil {
		t.Fatal(err)
	}
	return id
}

func (s *school) view(t testing.TB, id tandem.ID[tandem.Plan]) tandem.PlanView {
	t.Helper()
	v, err := s.service.View(context.Background(), s.karim, id, tandem.PlanFilter{})
	if err != nil {
		t.Fatal(err)
	}
	return v
}
