package scoring

import (
	"math/rand/v2"
	"slices"
	"testing"
	"time"

	"github.com/tandem-hbo/tandem/internal/tandem"
	"github.com/tandem-hbo/tandem/internal/taxonomy"
)

// present is the moment at which the tests of this package ask.
func present() time.Time { return time.Date(2026, 11, 23, 12, 0, 0, 0, time.UTC) }

// world draws questions and offerings of every sort from one seed.
type world struct {
	*rand.Rand
	taxonomy tandem.Taxonomy
}

func newWorld(tb testing.TB, seed uint64) (*world, *Model) {
	tb.Helper()
	tax, err := taxonomy.Load()
	if err != nil {
		tb.Fatal(err)
	}
	m, err := New(tax, nil)
	if err != nil {
		tb.Fatal(err)
	}
	return &world{newRand(seed), tax}, m
}

func newRand(seed uint64) *rand.Rand { return rand.New(rand.NewPCG(seed, 1)) }

func one[T any](w *world, list ...T) T { return list[w.IntN(len(list))] }

func (w *world) wishes(most int) []tandem.Wish {
	var list []tandem.Wish
	for _, i := range w.Perm(len(w.taxonomy.Outcomes))[:w.IntN(most+1)] {
		list = append(list, tandem.Wish{Outcome: w.taxonomy.Outcomes[i].Key, Weight: .05 + w.Float64()})
	}
	return list
}

// taught draws the fields of a programme: there are some dozens of sorts.
func (w *world) taught() []tandem.Field {
	all, first := tandem.Fields(), w.IntN(len(tandem.Fields()))
	list := []tandem.Field{all[first], all[(first+1)%len(all)], all[(first*5+2)%len(all)]}
	return list[:w.IntN(len(list)+1)]
}

func (w *world) fields(most int) []tandem.Field {
	var list []tandem.Field
	for _, i := range w.Perm(len(tandem.Fields()))[:w.IntN(most+1)] {
		list = append(list, tandem.Fields()[i])
	}
	return list
}

// offerings draws a list; few of those that fit nothing. Some are equal but for
// their place, so that ties occur.
func (w *world) offerings(n int) []tandem.OfferingDetail {
	list := make([]tandem.OfferingDetail, 0, n)
	for len(list) < n {
		if len(list) > 0 && w.IntN(10) == 0 {
			list = append(list, list[w.IntN(len(list))])
			continue
		}
		list = append(list, w.offering())
	}
	return list
}

func (w *world) offering() tandem.OfferingDetail {
	deadline := time.Date(2026, 11, 16+7*w.IntN(12), 0, 0, 0, 0, time.UTC)
	o := tandem.OfferingDetail{
		Offering: tandem.Offering{
			ID: tandem.NewID[tandem.Offering](), Form: one(w, w.taxonomy.Forms...).Key, Places: 1 + w.IntN(5),
			Language: one(w, tandem.Dutch, tandem.Dutch, tandem.English), Fields: w.taught(), Wishes: w.wishes(5),
			City: one(w, "Rotterdam", "Zwolle", "Groningen", "Delft", "Breda", "Nergens"), Deadline: deadline,
			Secrecy: one(w, tandem.SecrecyLevels()...), MinFTE: one(w, 0, 0, 0, 2, 10, 300),
		},
		Taken: w.IntN(2), Start: deadline.AddDate(0, 0, 30), End: deadline.AddDate(0, 0, 30+70*(1+w.IntN(4))),
	}
	if w.IntN(20) == 0 {
		o.Form = "excursion"
	}
	if w.IntN(20) == 0 {
		o.ClosedAt = &o.Deadline
	}
	return o
}

func (w *world) questions(n int) []tandem.Question {
	list := make([]tandem.Question, n)
	for i := range list {
		list[i] = w.question()
	}
	return list
}

func (w *world) question() tandem.Question {
	q := tandem.Question{
		Language: one(w, tandem.Dutch, tandem.Dutch, tandem.English), Size: one(w, tandem.CompanySizes()...),
		Companies: w.IntN(8), HoursPerWeek: one(w, 0, .5, 2, 8), Secrecy: one(w, tandem.SecrecyLevels()...),
		Delay: one(w, tandem.Delays()...), Region: one(w, "", "Zuid-Holland", "Overijssel", "Groningen"), Wishes: w.wishes(5),
	}
	q.Reading.Fields = w.fields(3)
	for _, k := range w.wishes(4) {
		q.Reading.Outcomes = append(q.Reading.Outcomes, tandem.ReadOutcome{Key: k.Outcome, Probability: min(1, k.Weight)})
	}
	for _, f := range w.taxonomy.Forms {
		q.Reading.Forms = append(q.Reading.Forms, tandem.FormPull{Form: f.Key, Points: w.NormFloat64() / 8})
	}
	q.Readiness = tandem.Readiness{Supervisor: w.IntN(4) > 0, Desk: w.IntN(4) > 0, Harmless: w.IntN(4) > 0, Data: w.IntN(2) > 0}
	if w.IntN(2) == 0 {
		day := present().AddDate(0, 0, w.IntN(500))
		q.WantedDate = &day
	}
	return q
}

// slowly ranks pair by pair, as Rank must.
func slowly(m *Model, q *tandem.Question, offerings []tandem.OfferingDetail, top int) []Ranked {
	a := m.prepare(q, present())
	var entries []entry
	for i := range offerings {
		if f, err := m.form(offerings[i].Form); err == nil {
			s := m.offeringSubject(a, f, &offerings[i])
			entries = append(entries, m.entry(a, &s))
		}
	}
	slices.SortStableFunc(entries, byWorth)
	rivals := m.rivals(a, entries)
	entries = entries[:min(max(0, top), len(entries))]
	var list []Ranked
	for i, score := range m.explained(a, entries, rivals) {
		list = append(list, Ranked{Offering: entries[i].subject.offering, Score: score})
	}
	return list
}
