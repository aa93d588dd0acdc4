package postgres_test

import (
	"context"
	"testing"
	"time"

	"github.com/tandem-hbo/tandem/internal/postgres"
	"github.com/tandem-hbo/tandem/internal/postgres/pgtest"
	"github.com/tandem-hbo/tandem/internal/sample"
	"github.com/tandem-hbo/tandem/internal/tandem"
)

// desk is an institution with questions in its queue.
type desk struct {
	db *postgres.DB
	in tandem.Institution
}

func newDesk(t *testing.T) *desk {
	t.Helper()
	d := &desk{db: pgtest.Tx(t), in: sample.Institution()}
	d.write(t, func(ctx context.Context, tx *postgres.Tx) error { return tx.InsertInstitution(ctx, d.in) })
	return d
}

func (d *desk) write(t *testing.T, fn func(ctx context.Context, tx *postgres.Tx) error) {
	t.Helper()
	if err := d.db.Quietly(t.Context(), func(tx *postgres.Tx) error { return fn(t.Context(), tx) }); err != nil {
		t.Fatal(err)
	}
}

// ask stores a scored question without a wanted date, changed by the test.
func (d *desk) ask(t *testing.T, change func(*tandem.Question)) tandem.Question {
	t.Helper()
	q := sample.Submitted(d.in)
	q.State, q.WantedDate = tandem.QuestionMatched, nil
	change(&q)
	d.write(t, func(ctx context.Context, tx *postgres.Tx) error { return tx.InsertQuestion(ctx, q, q.ID.String()) })
	return q
}

// says stores a message some days ago.
func (d *desk) says(t *testing.T, q tandem.Question, owner bool, daysAgo int) {
	t.Helper()
	m := tandem.QuestionMessage{
		ID: tandem.NewID[tandem.QuestionMessage](), QuestionID: q.ID, Author: "Iemand", FromOwner: owner,
		Body: "Hoi", AsksReply: !owner, CreatedAt: in(-daysAgo),
	}
	d.write(t, func(ctx context.Context, tx *postgres.Tx) error { return tx.InsertMessage(ctx, m, "") })
}

func (d *desk) filter(part tandem.QueuePart) tandem.QueueFilter {
	return tandem.QueueFilter{
		Scope: tandem.Scope{Institutions: []tandem.ID[tandem.Institution]{d.in.ID}}, Part: part,
		Today: sample.Day(2026, time.November, 23), Limit: 25,
	}
}

// in is a moment a number of days from now.
func in(days int) time.Time { return pgtest.Noon().AddDate(0, 0, days) }

func promised(days int) func(*tandem.Question) {
	return func(q *tandem.Question) { at := in(days); q.PromisedAt = &at }
}

func answered(q *tandem.Question) { at := in(-8); q.AnsweredAt = &at }

func opened(days int) func(*tandem.Question) {
	return func(q *tandem.Question) {
		answered(q)
		q.State, q.StateSince = tandem.QuestionOpen, in(-days)
	}
}

func TestQueueNamesTheRisk(t *testing.T) {
	t.Parallel()
	wanted := func(days int) func(*tandem.Question) {
		return func(q *tandem.Question) {
			at := sample.Day(2026, time.November, 23+days)
			q.WantedDate = &at
			answered(q)
		}
	}
	tests := map[string]struct {
		change func(*tandem.Question)
		talk   func(t *testing.T, d *desk, q tandem.Question)
		part   tandem.QueuePart
		risk   tandem.QueueRisk
		days   int
	}{
		"promise passed":        {promised(-3), nil, tandem.QueuePressing, tandem.RiskPromiseLate, 3},
		"promise ends today":    {promised(0), nil, tandem.QueueToAnswer, tandem.RiskPromiseToday, 0},
		"promise ends soon":     {promised(2), nil, tandem.QueuePressing, tandem.RiskPromiseSoon, 2},
		"nobody answered":       {promised(5), nil, tandem.QueueToAnswer, tandem.RiskUnanswered, 5},
		"needed soon":           {wanted(30), nil, tandem.QueueToAnswer, tandem.RiskWishedNear, 30},
		"needed before today":   {wanted(-2), nil, tandem.QueueToAnswer, tandem.RiskWishedNear, -2},
		"owner replied":         {answered, reply, tandem.QueueToAnswer, tandem.RiskOwnerReplied, 1},
		"owner silent":          {answered, askedAgo(9), tandem.QueueWaiting, tandem.RiskOwnerSilent, 9},
		"owner has time":        {answered, askedAgo(2), tandem.QueueWaiting, tandem.RiskNone, 0},
		"open and fresh":        {opened(3), nil, tandem.QueueOpen, tandem.RiskNone, 0},
		"open for long":         {opened(20), nil, tandem.QueueOpen, tandem.RiskUnclaimed, 20},
		"open, about to end":    {opened(170), nil, tandem.QueueOpen, tandem.RiskExpiresSoon, 10},
		"replied before open":   {opened(0), reply, tandem.QueueOpen, tandem.RiskNone, 0},
		"replied while open":    {opened(3), reply, tandem.QueueOpen, tandem.RiskOwnerReplied, 1},
		"ended, never pressing": {func(q *tandem.Question) { q.State = tandem.QuestionDeclined }, nil, tandem.QueueAll, tandem.RiskNone, 0},
	}
	for name, tt := range tests {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			d := newDesk(t)
			q := d.ask(t, tt.change)
			if tt.talk != nil {
				tt.talk(t, d, q)
			}
			rows, err := d.db.Queue(t.Context(), d.filter(tt.part))
			if err != nil || len(rows) != 1 {
				t.Fatalf("got rows %v, %v, want one", rows, err)
			}
			if rows[0].Risk != tt.risk || rows[0].Days != tt.days {
				t.Errorf("got %s with %d days, want %s with %d", rows[0].Risk, rows[0].Days, tt.risk, tt.days)
			}
		})
	}
}

func reply(t *testing.T, d *desk, q tandem.Question) {
	t.Helper()
	d.says(t, q, false, 3)
	d.says(t, q, true, 1)
}

func askedAgo(days int) func(*testing.T, *desk, tandem.Question) {
	return func(t *testing.T, d *desk, q tandem.Question) { t.Helper(); d.says(t, q, false, days) }
}

func TestQueueOrdersPagesAndCounts(t *testing.T) {
	t.Parallel()
	d := newDesk(t)
	calm := d.ask(t, promised(5))
	late := d.ask(t, promised(-1))
	today := d.ask(t, promised(0))
	waiting := d.ask(t, answered)
	d.says(t, waiting, false, 1)
	d.ask(t, opened(1))
	d.ask(t, func(q *tandem.Question) { q.State = tandem.QuestionClaimed })
	other := &desk{db: d.db, in: sample.Institution()}
	other.write(t, func(ctx context.Context, tx *postgres.Tx) error { return tx.InsertInstitution(ctx, other.in) })
	other.ask(t, promised(-9))

	rows, err := d.db.Queue(t.Context(), d.filter(tandem.QueueToAnswer))
	if err != nil || len(rows) != 3 || rows[0].ID != late.ID || rows[1].ID != today.ID || rows[2].ID != calm.ID {
		t.Errorf("got rows %+v, %v, want late, today, calm", rows, err)
	}
	second := d.filter(tandem.QueueToAnswer)
	second.Limit, second.Offset = 1, 1
	rows, err = d.db.Queue(t.Context(), second)
	if err != nil || len(rows) != 1 || rows[0].ID != today.ID {
		t.Errorf("got second page %+v, %v, want today's", rows, err)
	}
	counts, err := d.db.QueueCounts(t.Context(), d.filter(tandem.QueueAll))
	want := tandem.QueueCounts{ToAnswer: 3, Pressing: 2, Waiting: 1, Open: 1, Claimed: 1, All: 6}
	if err != nil || counts != want {
		t.Errorf("got counts %+v, %v, want %+v", counts, err, want)
	}
	rows, err = d.db.Queue(t.Context(), tandem.QueueFilter{Part: tandem.QueueAll, Limit: 25, Today: d.filter("").Today})
	if err != nil || len(rows) != 0 {
		t.Errorf("got %d rows for no desk at all, %v, want none", len(rows), err)
	}
}

func TestEarlierQuestionsOfTheSameCompany(t *testing.T) {
	t.Parallel()
	d := newDesk(t)
	seal := func(q tandem.Question, kvk, mail string) {
		s := sample.Sealed(q)
		s.KvK, s.ContactMail = kvk, mail
		d.write(t, func(ctx context.Context, tx *postgres.Tx) error { return tx.SaveSealed(ctx, s) })
	}
	plain := func(*tandem.Question) {}
	this, sameNumber, sameMail, stranger := d.ask(t, plain), d.ask(t, plain), d.ask(t, plain), d.ask(t, plain)
	seal(this, "12345678", "a@x.example")
	seal(sameNumber, "12345678", "b@x.example")
	seal(sameMail, "", "A@X.example")
	seal(stranger, "", "c@x.example")
	list, err := d.db.EarlierQuestions(t.Context(), this.ID)
	if err != nil || len(list) != 2 {
		t.Fatalf("got %+v, %v, want two", list, err)
	}
	for _, r := range list {
		if r.ID != sameNumber.ID && r.ID != sameMail.ID {
			t.Errorf("got %s among the earlier questions", r.ID)
		}
	}
}

func TestSimilarQuestions(t *testing.T) {
	t.Parallel()
	d := newDesk(t)
	titled := func(title string) tandem.Question {
		return d.ask(t, func(q *tandem.Question) { q.Title, q.Text = title, title })
	}
	this := titled("Hoeveel brood moeten we bakken?")
	near := titled("Minder bröden weggooien in de bakkerij")
	titled("Onze website trekt geen klanten")
	list, err := d.db.SimilarQuestions(t.Context(), this.ID, 4)
	if err != nil || len(list) != 1 || list[0].ID != near.ID {
		t.Errorf("got %+v, %v, want the other bread", list, err)
	}
	odd := titled(`'); DROP \ "x" | & !`)
	if _, err := d.db.SimilarQuestions(t.Context(), odd.ID, 4); err != nil {
		t.Errorf("got %v for a title of signs", err)
	}
}
