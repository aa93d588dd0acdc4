package matching_test

import (
	"context"
	"math/rand/v2"
	"slices"
	"testing"
	"time"

	"github.com/riverqueue/river"

	"github.com/tandem-hbo/tandem/internal/job"
	"github.com/tandem-hbo/tandem/internal/matching"
	"github.com/tandem-hbo/tandem/internal/postgres"
	"github.com/tandem-hbo/tandem/internal/tandem"
)

// rescore follows a change a minute later and gives the question's new list.
func (b *bundle) rescore(t *testing.T, j job.Rescore) []tandem.Match {
	t.Helper()
	b.now = b.now.Add(time.Minute)
	worker := matching.NewRescoreWorker(b.service)
	if err := worker.Work(context.Background(), &river.Job[job.Rescore]{Args: j}); err != nil {
		t.Fatal(err)
	}
	return b.matches(t, b.question.ID)
}

func (b *bundle) matches(t *testing.T, id tandem.ID[tandem.Question]) []tandem.Match {
	t.Helper()
	list, err := b.db.Matches(context.Background(), id)
	if err != nil {
		t.Fatal(err)
	}
	return list
}

func (b *bundle) save(t *testing.T, o tandem.Offering) {
	t.Helper()
	b.write(t, func(ctx context.Context, tx *postgres.Tx) error { return tx.SaveOffering(ctx, o) })
}

// rescored lists the entries of the trail that tell of renewed scores.
func (b *bundle) rescored(t *testing.T) []tandem.Event {
	t.Helper()
	events, err := b.db.EventsOfQuestion(context.Background(), b.question.ID)
	if err != nil {
		t.Fatal(err)
	}
	return slices.DeleteFunc(events, func(e tandem.Event) bool { return e.Action != "question.rescored" })
}

func offerings(list []tandem.Match) []tandem.ID[tandem.Offering] {
	var ids []tandem.ID[tandem.Offering]
	for _, m := range list {
		ids = append(ids, m.OfferingID)
	}
	return ids
}

func TestNewOfferingComesOnTheList(t *testing.T) {
	t.Parallel()
	b := setup(t)
	first := b.offer(t, func(o *tandem.Offering) { o.Fields = []tandem.Field{"health"} })
	before := b.score(t)
	better := b.offer(t, func(o *tandem.Offering) { o.Title = "Beter" })
	after := b.rescore(t, job.Rescore{OfferingID: better.ID})
	if want := []tandem.ID[tandem.Offering]{better.ID, first.ID}; !slices.Equal(offerings(after), want) {
		t.Fatalf("got %v, want %v", offerings(after), want)
	}
	if after[1].ID != before[0].ID || after[1].Rank != 2 {
		t.Errorf("the earlier match became %+v, want the same one at rank 2", after[1])
	}
	events := b.rescored(t)
	if len(events) != 1 || events[0].Detail["added"] != "1" || events[0].Detail["changed"] != "1" || events[0].Detail["dropped"] != "0" {
		t.Fatalf("got events %+v, want one with one added and one changed", events)
	}
	again := b.rescore(t, job.Rescore{OfferingID: better.ID})
	if !slices.Equal(offerings(again), offerings(after)) || len(b.rescored(t)) != 1 {
		t.Errorf("a second run gave %v and %d events", offerings(again), len(b.rescored(t)))
	}
}

func TestClosedOfferingMakesRoom(t *testing.T) {
	t.Parallel()
	b := setup(t)
	var all []tandem.Offering
	for range 12 {
		all = append(all, b.offer(t, func(*tandem.Offering) {}))
	}
	before := b.score(t)
	if len(before) != 10 {
		t.Fatalf("%d matches, want the best 10", len(before))
	}
	i := slices.IndexFunc(all, func(o tandem.Offering) bool { return o.ID == before[0].OfferingID })
	all[i].ClosedAt = &b.now
	b.save(t, all[i])
	after := b.rescore(t, job.Rescore{OfferingID: all[i].ID})
	if len(after) != 10 || slices.Contains(offerings(after), all[i].ID) || after[0].OfferingID != before[1].OfferingID {
		t.Errorf("got %v, want the closed one gone and another in its place", offerings(after))
	}
	old, err := b.db.Match(context.Background(), before[0].ID)
	if err != nil || old.State != tandem.MatchExpired {
		t.Errorf("got %s, %v for the closed one, want expired", old.State, err)
	}
}

func TestChangedOfferingIsScoredAgain(t *testing.T) {
	t.Parallel()
	b := setup(t)
	o := b.offer(t, func(*tandem.Offering) {})
	before := b.score(t)
	o.Places = 0
	b.save(t, o)
	after := b.rescore(t, job.Rescore{OfferingID: o.ID})
	if len(after) != 1 || after[0].ID != before[0].ID || after[0].Score.Feasible() || after[0].Score.Weight != 0 {
		t.Errorf("got %+v, want the same match, shut", after)
	}
}

func TestOfferingThatCannotMatterTouchesNothing(t *testing.T) {
	t.Parallel()
	b := setup(t)
	for range 10 {
		b.offer(t, func(*tandem.Offering) {})
	}
	for range 5 {
		b.offer(t, func(o *tandem.Offering) { o.Places = 0 })
	}
	before := b.score(t)
	far := b.offer(t, func(o *tandem.Offering) {
		o.Places, o.Language, o.Fields = 0, tandem.English, []tandem.Field{"health"}
		o.Secrecy, o.MinFTE = tandem.SecrecyOpen, 5000
	})
	after := b.rescore(t, job.Rescore{OfferingID: far.ID})
	if !slices.Equal(offerings(after), offerings(before)) || len(b.rescored(t)) != 0 {
		t.Errorf("got %v and %d events, want nothing changed", offerings(after), len(b.rescored(t)))
	}
	at := b.scoredAt(t)
	if !at.Before(b.now) {
		t.Errorf("the question was scored again at %s", at)
	}
}

func (b *bundle) scoredAt(t *testing.T) (at time.Time) {
	t.Helper()
	b.write(t, func(ctx context.Context, tx *postgres.Tx) (err error) {
		at, err = tx.ScoredAt(ctx, b.question.ID)
		return err
	})
	return at
}

func TestNewTaxonomyRenewsScoresAndVersion(t *testing.T) {
	t.Parallel()
	b, ctx := setup(t), context.Background()
	b.offer(t, func(*tandem.Offering) {})
	before := b.score(t)
	taxonomy, err := b.db.Taxonomy(ctx)
	if err != nil {
		t.Fatal(err)
	}
	taxonomy.Version++
	for i := range taxonomy.Forms {
		taxonomy.Forms[i].Thresholds.Company -= .05
	}
	b.write(t, func(ctx context.Context, tx *postgres.Tx) error { return tx.InsertTaxonomy(ctx, taxonomy) })
	after := b.rescore(t, job.Rescore{})
	if len(after) != 1 || after[0].ID != before[0].ID || after[0].Version.Taxonomy != taxonomy.Version || after[0].Score.Weight <= before[0].Score.Weight {
		t.Errorf("got %+v, want the same match, heavier, of version %d", after, taxonomy.Version)
	}
	_, version, err := b.db.FormScores(ctx, b.question.ID)
	if err != nil || version != after[0].Version {
		t.Errorf("forms have version %+v, %v, want %+v", version, err, after[0].Version)
	}
	if stale, err := b.db.StaleQuestions(ctx, version, tandem.ID[tandem.Question]{}, 10); err != nil || len(stale) != 0 {
		t.Errorf("got %v, %v, want nothing left", stale, err)
	}
	b.rescore(t, job.Rescore{})
	if n := len(b.rescored(t)); n != 1 {
		t.Errorf("got %d entries in the trail, want 1", n)
	}
}

func TestDecisionsStayAsTheyAre(t *testing.T) {
	t.Parallel()
	b := setup(t)
	o := b.offer(t, func(*tandem.Offering) {})
	b.offer(t, func(*tandem.Offering) {})
	m := b.score(t)[0]
	m.State, m.OverrideNote = tandem.MatchRejected, "Past beter bij een ander."
	b.write(t, func(ctx context.Context, tx *postgres.Tx) error { return tx.SaveMatch(ctx, m) })
	i := slices.IndexFunc([]tandem.Offering{o}, func(o tandem.Offering) bool { return o.ID == m.OfferingID })
	if i >= 0 {
		o.Places = 0
		b.save(t, o)
	}
	b.rescore(t, job.Rescore{PeriodID: b.period.ID})
	got, err := b.db.Match(context.Background(), m.ID)
	if err != nil || got.State != tandem.MatchRejected || got.Score.Weight != m.Score.Weight || got.Rank != m.Rank || got.OverrideNote != m.OverrideNote {
		t.Errorf("got %+v, %v, want it as it was decided", got, err)
	}
}

func TestQuestionThatWasDecidedIsLeftAlone(t *testing.T) {
	t.Parallel()
	b, ctx := setup(t), context.Background()
	o := b.offer(t, func(*tandem.Offering) {})
	before := b.score(t)
	b.write(t, func(ctx context.Context, tx *postgres.Tx) error {
		q, err := tx.LockQuestion(ctx, b.question.ID)
		if err != nil {
			return err
		}
		if err := q.Move(tandem.QuestionOpen, tx.Now()); err != nil {
			return err
		}
		return tx.SaveQuestion(ctx, q)
	})
	o.Places = 0
	b.save(t, o)
	after := b.rescore(t, job.Rescore{OfferingID: o.ID})
	if after[0].Score.Weight != before[0].Score.Weight {
		t.Errorf("an open question was scored again: %+v", after[0])
	}
	if err := b.service.Rescore(ctx, job.Rescore{}); err != nil || len(b.rescored(t)) != 0 {
		t.Errorf("got %v and %d events", err, len(b.rescored(t)))
	}
}

// Whatever happens to offerings, renewing leaves the list that scoring from
// nothing gives.
func TestRenewedListEqualsAFreshOne(t *testing.T) {
	t.Parallel()
	b := setup(t)
	r := rand.New(rand.NewPCG(7, 7))
	twin := b.question
	forms := b.formKeys(t)
	vary := func(o *tandem.Offering) {
		o.Form, o.Places = forms[r.IntN(len(forms))], r.IntN(3)
		o.Fields = [][]tandem.Field{{"business"}, {"data_ai", "ict"}, {"health"}}[r.IntN(3)]
		o.Language = []tandem.Language{tandem.Dutch, tandem.English}[r.IntN(2)]
		if o.ClosedAt = nil; r.IntN(4) == 0 {
			o.ClosedAt = &b.now
		}
	}
	var all []tandem.Offering
	for range 20 {
		all = append(all, b.offer(t, vary))
	}
	b.score(t)
	for range 25 {
		i := r.IntN(len(all) + 1)
		if i == len(all) {
			all = append(all, b.offer(t, vary))
		} else {
			vary(&all[i])
			b.save(t, all[i])
		}
		got := b.rescore(t, job.Rescore{OfferingID: all[i].ID})
		twin.ID = tandem.NewID[tandem.Question]()
		b.write(t, func(ctx context.Context, tx *postgres.Tx) error {
			return tx.InsertQuestion(ctx, twin, twin.ID.String())
		})
		if err := b.service.Score(context.Background(), twin.ID); err != nil {
			t.Fatal(err)
		}
		want := b.matches(t, twin.ID)
		if !slices.EqualFunc(got, want, sameMatch) {
			t.Fatalf("got %v\nwant %v", summary(got), summary(want))
		}
	}
}

func (b *bundle) formKeys(t *testing.T) []tandem.FormKey {
	t.Helper()
	taxonomy, err := b.db.Taxonomy(context.Background())
	if err != nil {
		t.Fatal(err)
	}
	var keys []tandem.FormKey
	for _, f := range taxonomy.Forms {
		keys = append(keys, f.Key)
	}
	return keys
}

func sameMatch(a, b tandem.Match) bool {
	return a.OfferingID == b.OfferingID && a.Rank == b.Rank && a.Score.Weight == b.Score.Weight && a.Score.Value == b.Score.Value &&
		a.Version == b.Version && len(a.Score.Changes) == len(b.Score.Changes)
}

func summary(list []tandem.Match) [][3]any {
	var out [][3]any
	for _, m := range list {
		out = append(out, [3]any{m.OfferingID, m.Rank, m.Score.Weight})
	}
	return out
}

func TestRoundGivesTheWeightsOfStoredMatches(t *testing.T) {
	t.Parallel()
	b := setup(t)
	for i := range 6 {
		b.offer(t, func(o *tandem.Offering) { o.Places = i % 3 })
	}
	b.question.ID = tandem.NewID[tandem.Question]()
	evidence := []tandem.Fragment{{Start: 1, End: 4, Text: "ons"}}
	b.question.Reading.Outcomes = []tandem.ReadOutcome{{Key: "improving_business", Probability: .8, Evidence: evidence}, {Key: "talent_scouting", Probability: .3}}
	b.question.Reading.Forms = []tandem.FormPull{{
		Form: "one_off_project_case", Points: .2, Terms: []tandem.PullTerm{{Key: "planning", Points: .1, Evidence: evidence}},
	}}
	b.write(t, func(ctx context.Context, tx *postgres.Tx) error {
		return tx.InsertQuestion(ctx, b.question, b.question.ID.String())
	})
	stored := b.score(t)
	round, err := b.service.Round(context.Background(), []tandem.QuestionState{tandem.QuestionMatched}, 3)
	if err != nil || len(round.Questions) != 1 || len(round.Offerings) != 6 || len(round.Edges) != 3 {
		t.Fatalf("got %d questions, %d offerings, %v, %v", len(round.Questions), len(round.Offerings), round.Edges, err)
	}
	for i, e := range round.Edges {
		if round.Offerings[e.Offering].ID != stored[i].OfferingID || int(e.Weight) != stored[i].Score.Weight {
			t.Errorf("edge %d is %+v, want that of %+v", i, e, stored[i])
		}
	}
	none, err := b.service.Round(context.Background(), []tandem.QuestionState{tandem.QuestionOpen}, 3)
	if err != nil || len(none.Questions) != 0 || len(none.Edges) != 0 {
		t.Errorf("got %+v, %v, want an empty round", none, err)
	}
}

func TestOlderSnapshotDoesNotOverwriteANewerScore(t *testing.T) {
	t.Parallel()
	b := setup(t)
	o := b.offer(t, func(*tandem.Offering) {})
	b.now = b.now.Add(time.Hour) // scored by a machine whose clock runs ahead
	b.score(t)
	b.now = b.now.Add(-2 * time.Hour)
	o.Places = 0
	b.save(t, o)
	after := b.rescore(t, job.Rescore{OfferingID: o.ID})
	if after[0].Score.Feasible() {
		t.Errorf("got %+v, want it renewed from what is on offer now", after[0].Score)
	}
}
