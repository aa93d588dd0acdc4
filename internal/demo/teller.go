package demo

import (
	"cmp"
	"math/rand/v2"
	"slices"
	"time"

	"github.com/tandem-hbo/tandem/internal/articulation"
	"github.com/tandem-hbo/tandem/internal/postgres"
	"github.com/tandem-hbo/tandem/internal/scoring"
	"github.com/tandem-hbo/tandem/internal/tandem"
)

// teller makes up what happened to questions. Every move goes through the
// tables of moves, and scores come from the real model, so that a history holds
// together like a lived one.
type teller struct {
	*world

	model     *scoring.Model
	readings  map[string]tandem.Reading // by text; reading one takes a while
	rng       *rand.Rand
	pool      []asked // questions that nobody asked yet
	offerings []tandem.OfferingDetail
	made      []*tandem.OfferingDetail // past offerings that took questions
	bulk      postgres.Bulk
	mails     []tandem.Mail
	limits    []tandem.Supervision
	told      int // stories so far, for variety
}

func newTeller(w *world, t tandem.Taxonomy) (*teller, error) {
	reader, err := articulation.New()
	if err != nil {
		return nil, err
	}
	model, err := scoring.New(t, nil)
	if err != nil {
		return nil, err
	}
	pool, err := loadQuestions()
	if err != nil {
		return nil, err
	}
	readings := make(map[string]tandem.Reading, len(pool))
	for _, a := range pool {
		readings[a.Text] = reader.Read(articulation.Text{Title: a.Title, Body: a.Text, Sector: a.Sector, Size: a.Size})
	}
	return &teller{
		world: w, model: model, readings: readings, pool: pool, offerings: w.coming(),
		rng: rand.New(rand.NewPCG(2018, 10)), // always the same numbers: two demos of one day are alike
	}, nil
}

// take removes the first question from the pool that fits.
func (t *teller) take(fits func(asked) bool) (asked, bool) {
	i := slices.IndexFunc(t.pool, fits)
	if i < 0 {
		return asked{}, false
	}
	a := t.pool[i]
	t.pool = slices.Delete(t.pool, i, i+1)
	return a, true
}

// best removes the question from the pool that serves both sides best in an
// offering, as scored at a moment; ok is false when none is feasible.
func (t *teller) best(o tandem.OfferingDetail, at time.Time) (asked, bool) {
	found, top := -1, 0
	for i, a := range t.pool {
		if a.Form == "" {
			continue
		}
		q, _ := t.question(a, at)
		score, err := t.model.Offering(&q, o, at)
		if err == nil && score.Feasible() && score.Weight > top {
			found, top = i, score.Weight
		}
	}
	if found < 0 {
		return asked{}, false
	}
	a := t.pool[found]
	t.pool = slices.Delete(t.pool, found, found+1)
	return a, true
}

// company picks who asks: one of the trade and size if there is one, each time
// another.
func (t *teller) company(a asked) company {
	fits := func(c company) int {
		n := 0
		if c.sector == a.Sector {
			n += 2
		}
		if c.size == a.Size {
			n++
		}
		return n
	}
	from := t.told * 7 % len(t.companies)
	turned := append(slices.Clone(t.companies[from:]), t.companies[:from]...)
	return slices.MaxFunc(turned[:60], func(x, y company) int { return cmp.Compare(fits(x), fits(y)) })
}

// question writes what an owner filled in who asks next.
func (t *teller) question(a asked, at time.Time) (tandem.Question, tandem.Sealed) {
	c, number := t.company(a), t.told+1
	q := tandem.Question{
		ID: tandem.NewID[tandem.Question](), InstitutionID: c.desk, State: tandem.QuestionDraft, StateSince: at, Version: 1,
		Title: a.Title, Text: a.Text, Language: a.Lang, Delay: tandem.DelayAnnoying, Wishes: a.Wishes, Reading: t.readings[a.Text],
		HoursPerWeek: 3, Secrecy: tandem.SecrecyOpen, Sector: a.Sector, Size: a.Size, Companies: 1, Region: "Zuid-Holland",
		ShownName: c.name, CreatedAt: at, Readiness: tandem.Readiness{
			DecisionMaker: true, Supervisor: true, Desk: true, Data: true, Harmless: true, OpenAnswer: true, Taker: true,
		},
	}
	sealed := tandem.Sealed{
		QuestionID: q.ID, ContactName: c.contact, ContactMail: c.mail, ContactPhone: c.phone, CompanyName: c.name,
		KvK: c.kvk, Postcode: c.postcode, HideName: number%9 == 0,
	}
	if q.Size == tandem.SizeUnknown {
		q.Size = c.size
	}
	if a.Form == "sia_raak_project" {
		q.Companies = 7
	}
	if sealed.HideName {
		q.ShownName = ""
	}
	if number%11 == 0 {
		sealed.Confidential, q.Secrecy = t.words.Confidential, tandem.SecrecyAgreement
	}
	return q, sealed
}

// yields sums what the told evaluations measured, as the database would.
func (t *teller) yields() []tandem.Yield {
	form := map[tandem.ID[tandem.Engagement]]tandem.FormKey{}
	offered := map[tandem.ID[tandem.Claim]]tandem.FormKey{}
	for _, c := range t.bulk.Claims {
		for _, o := range t.made {
			if o.ID == c.OfferingID {
				offered[c.ID] = o.Form
			}
		}
	}
	for _, e := range t.bulk.Engagements {
		form[e.ID] = offered[e.ClaimID]
	}
	sums := map[tandem.Yield]*tandem.Yield{}
	for _, e := range t.bulk.Evaluations {
		for _, r := range e.Ratings {
			y := tandem.Yield{Form: form[e.EngagementID], Outcome: r.Outcome, Side: e.Side}
			if sums[y] == nil {
				sums[y] = &tandem.Yield{Form: y.Form, Outcome: y.Outcome, Side: y.Side}
			}
			sums[y].N++
			sums[y].Mean += float64(r.Grade-1) / 4
		}
	}
	var list []tandem.Yield
	for _, y := range sums {
		y.Mean /= float64(y.N)
		list = append(list, *y)
	}
	return list
}
