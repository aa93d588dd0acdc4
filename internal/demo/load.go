package demo

import (
	"context"
	"errors"
	"fmt"
	"math/rand/v2"
	"strings"
	"sync"
	"time"

	"github.com/tandem-hbo/tandem/internal/calendar"
	"github.com/tandem-hbo/tandem/internal/postgres"
	"github.com/tandem-hbo/tandem/internal/scoring"
	"github.com/tandem-hbo/tandem/internal/tandem"
)

// batch is how many questions go in one transaction, loaders how many of those
// run at once.
const (
	batch   = 1000
	loaders = 3
)

// Load adds n made-up questions with their histories for load work. It needs
// the institutions and offerings of the demo; without them it is NotFound.
func Load(ctx context.Context, db *postgres.DB, n int) error {
	if n == 0 {
		return nil
	}
	l, err := newLoad(ctx, db)
	if err != nil {
		return err
	}
	ctx, cancel := context.WithCancelCause(ctx)
	defer cancel(nil)
	work := make(chan int)
	var group sync.WaitGroup
	for range loaders {
		group.Go(func() {
			for first := range work {
				if err := l.add(ctx, db, first, min(batch, n-first)); err != nil {
					cancel(err)
				}
			}
		})
	}
	for first := 0; first < n && ctx.Err() == nil; first += batch {
		work <- first
	}
	close(work)
	group.Wait()
	return context.Cause(ctx)
}

// load is what made-up questions are made of.
type load struct {
	*world

	base      []tandem.Question // with readings
	sentences []string
	offerings []tandem.OfferingDetail
	desks     []tandem.Institution
	scores    [][]tandem.Match // for each of base, what matching would keep
	version   tandem.ScoreVersion
}

func newLoad(ctx context.Context, db *postgres.DB) (*load, error) {
	w, err := newWorld(newClock(db.Now().UTC().Truncate(time.Microsecond)))
	if err != nil {
		return nil, err
	}
	tax, err := db.Taxonomy(ctx)
	if err != nil {
		return nil, err
	}
	t, err := newTeller(w, tax)
	if err != nil {
		return nil, err
	}
	l := &load{world: w}
	if l.desks, err = db.Institutions(ctx); err != nil {
		return nil, err
	}
	if l.offerings, err = db.OpenOfferings(ctx, w.clock.today); err != nil {
		return nil, err
	}
	if len(l.offerings) == 0 {
		return nil, fmt.Errorf("add questions: no offering is open, seed the demo first: %w", tandem.NotFound)
	}
	l.prepare(t)
	return l, nil
}

// prepare scores each base question once; its copies share the scores.
func (l *load) prepare(t *teller) {
	for _, a := range t.pool {
		if a.Form == "" {
			continue
		}
		q, _ := t.question(a, l.clock.now)
		var kept []tandem.Match
		for _, r := range t.model.Offerings(&q, l.offerings, l.clock.now, 2) {
			kept = append(kept, matchOf(r))
		}
		l.version = t.model.Version(q.Reading.Model)
		l.base, l.scores = append(l.base, q), append(l.scores, kept)
		l.sentences = append(l.sentences, strings.SplitAfter(a.Text, ". ")...)
	}
}

func matchOf(r scoring.Ranked) tandem.Match {
	r.Changes = nil // explained for one owner, not for its copies
	return tandem.Match{OfferingID: r.Offering.ID, InstitutionID: r.Offering.InstitutionID, Score: r.Score}
}

// add stores one batch.
func (l *load) add(ctx context.Context, db *postgres.DB, first, n int) error {
	if err := context.Cause(ctx); err != nil {
		return err
	}
	rng := rand.New(rand.NewPCG(uint64(first), 7)) //nolint:gosec // load data needs no secrecy
	var b postgres.Bulk
	for i := range n {
		l.one(&b, rng, first+i)
	}
	err := db.InTx(ctx, tandem.SystemActor(), func(tx *postgres.Tx) error { return tx.Load(ctx, &b) })
	if err != nil {
		return errors.Join(fmt.Errorf("add questions from %d", first), err)
	}
	return nil
}

// one makes up one question with its parts.
func (l *load) one(b *postgres.Bulk, rng *rand.Rand, i int) {
	k := rng.IntN(len(l.base))
	desk := l.desks[rng.IntN(len(l.desks))]
	q := l.base[k]
	q.ID, q.InstitutionID, q.Version = tandem.NewID[tandem.Question](), desk.ID, 2
	q.Title = fmt.Sprintf("%s (%d)", cutTitle(q.Title), i+1)
	q.Text = l.text(rng)
	c := pick(l.companies, rng.IntN(companies))
	q.ShownName, q.Sector, q.Size = c.name, c.sector, c.size
	sent := l.clock.now.Add(-time.Duration(1+rng.IntN(400*24*60)) * time.Minute)
	promised := calendar.Promise(sent)
	q.CreatedAt, q.SubmittedAt, q.PromisedAt = sent.Add(-10*time.Minute), &sent, &promised
	if weeks := rng.IntN(60); weeks > 10 {
		day := l.clock.today.AddDate(0, 0, 7*weeks)
		q.WantedDate = &day
	}
	life := &shortLife{load: l, b: b, q: q, at: q.CreatedAt}
	life.tell(stateOf(rng.IntN(100)), k)
	b.Sealed = append(b.Sealed, tandem.Sealed{
		QuestionID: q.ID, ContactName: c.contact, ContactMail: c.mail, ContactPhone: c.phone, CompanyName: c.name,
		KvK: c.kvk, Postcode: c.postcode,
	})
}

// titleRoom leaves room for a number behind a title.
const titleRoom = 180

func cutTitle(s string) string {
	if r := []rune(s); len(r) > titleRoom {
		return string(r[:titleRoom])
	}
	return s
}

func (l *load) text(rng *rand.Rand) string {
	var text strings.Builder
	for range 3 + rng.IntN(4) {
		text.WriteString(strings.TrimSpace(l.sentences[rng.IntN(len(l.sentences))]))
		text.WriteString(" ")
	}
	return strings.TrimSpace(text.String())
}

// stateOf spreads questions over the states that need no place of an offering;
// percent is 0 to 99.
func stateOf(percent int) tandem.QuestionState {
	for _, share := range []struct {
		below int
		state tandem.QuestionState
	}{
		{3, tandem.QuestionDraft}, {25, tandem.QuestionMatched}, {65, tandem.QuestionOpen}, {80, tandem.QuestionDeclined},
		{88, tandem.QuestionWithdrawn},
	} {
		if percent < share.below {
			return share.state
		}
	}
	return tandem.QuestionExpired
}
