package planning

import (
	"bytes"
	"cmp"
	"context"
	"fmt"
	"runtime"
	"slices"
	"sync/atomic"
	"time"

	"golang.org/x/sync/errgroup"

	"github.com/tandem-hbo/tandem/internal/calendar"
	"github.com/tandem-hbo/tandem/internal/postgres"
	"github.com/tandem-hbo/tandem/internal/scoring"
	"github.com/tandem-hbo/tandem/internal/tandem"
)

// request is what a plan is asked for.
type request struct {
	period tandem.Period
	rules  tandem.PlanRules
	change *tandem.WhatIf
	// step hears what is being done; it may be nil.
	step func(tandem.PlanStep)
}

func (r *request) tell(s tandem.PlanStep) {
	if r.step != nil {
		r.step(s)
	}
}

// How many questions are read and scored at a time, and which of their pairs take
// part. With as many offerings as allPairs or fewer all of them do. With more it is
// the best few of all, and more of one share of the offerings, another one for each
// lot of questions: questions want much the same, and would else leave most places
// alone. The sizes are those that did best for their number of pairs (a table is in
// docs/performance.md). A plan is the best one of the pairs that take part.
const (
	pageSize  = 512
	allPairs  = 400
	bestPairs = 8
	dealPairs = 24
	dealSize  = 80 // offerings in a share
	dealLot   = 16 // questions that have the same share

	nearPairs = 24 // offerings outside of the round among which the first to start is named
)

// round is what a period's offerings and questions are while they are gathered.
type round struct {
	taken     time.Time
	offerings []tandem.OfferingDetail // by id; free places as the round may use them
	index     *scoring.Index
	model     *scoring.Model
	elsewhere *scoring.Index // the institution's other offerings that can still be had
	starts    []time.Time    // of those
	held      map[tandem.ID[tandem.Question]]int32
	most      int
	deals     []*scoring.Index // deal d has offerings d, d+len(deals), …
}

// gather reads a round from the database and scores it. It writes nothing.
func (s *Service) gather(ctx context.Context, ask *request) (*facts, error) {
	ask.tell(tandem.StepRead)
	r := &round{taken: s.db.Now()}
	f := &facts{taken: r.taken.UnixMicro(), rules: ask.rules, change: ask.change}
	if err := s.offerings(ctx, ask, r, f); err != nil {
		return nil, err
	}
	ids, err := s.db.RoundQuestionIDs(ctx, ask.period.InstitutionID, f.inForce)
	if err != nil {
		return nil, err
	}
	ask.tell(tandem.StepScore)
	pages := make([]page, (len(ids)+pageSize-1)/pageSize)
	var past history
	group, inner := errgroup.WithContext(ctx)
	group.SetLimit(min(2, max(1, len(pages)))) // a small round is read on one connection
	group.Go(func() (err error) {
		past, err = s.history(inner, ask)
		return err
	})
	group.Go(func() error { return s.score(inner, r, ask.period.InstitutionID, ids, pages) })
	if err := group.Wait(); err != nil {
		return nil, fmt.Errorf("score round: %w", err)
	}
	f.join(pages)
	past.tell(f.questions)
	return f, nil
}

// score reads and scores the questions of a round, page by page and some pages side
// by side: one more than there are processors, as one waits for the database now
// and then. The result does not depend on how many.
func (s *Service) score(
	ctx context.Context, r *round, in tandem.ID[tandem.Institution], ids []tandem.ID[tandem.Question], pages []page,
) error {
	group, ctx := errgroup.WithContext(ctx)
	var next atomic.Int64
	for range min(len(pages), runtime.GOMAXPROCS(0)+1) {
		group.Go(func() error {
			w := newWorker(r)
			for i := int(next.Add(1)) - 1; i < len(pages); i = int(next.Add(1)) - 1 {
				list, err := s.db.RoundQuestions(ctx, in, ids[i*pageSize:min(len(ids), (i+1)*pageSize)], w.questions)
				if err != nil {
					return err
				}
				w.questions = list
				pages[i] = w.page(i)
			}
			return nil
		})
	}
	return group.Wait()
}

// offerings reads what the period offers, what is left of it, and what the rest of
// the institution offers.
func (s *Service) offerings(ctx context.Context, ask *request, r *round, f *facts) error {
	var err error
	if r.model, err = s.model(ctx, ask.change); err != nil {
		return err
	}
	f.version = r.model.Version("")
	all, err := s.db.Offerings(ctx, tandem.OfferingFilter{InstitutionID: ask.period.InstitutionID})
	if err != nil {
		return err
	}
	var others []tandem.OfferingDetail
	today := calendar.Day(r.taken)
	for _, o := range all {
		switch {
		case o.ClosedAt != nil:
		case o.PeriodID == ask.period.ID:
			r.offerings = append(r.offerings, supposed(o, ask.change))
		case o.Free() > 0 && !o.Deadline.Before(today):
			others = append(others, o)
		}
	}
	slices.SortFunc(r.offerings, func(a, b tandem.OfferingDetail) int { return slices.Compare(a.ID.UUID[:], b.ID.UUID[:]) })
	slices.SortFunc(others, func(a, b tandem.OfferingDetail) int {
		return cmp.Or(a.Start.Compare(b.Start), slices.Compare(a.ID.UUID[:], b.ID.UUID[:]))
	})
	if err := s.capacity(ctx, ask, r, f); err != nil {
		return err
	}
	for _, o := range others {
		r.starts = append(r.starts, o.Start)
	}
	r.index, r.elsewhere = r.model.Index(r.offerings), r.model.Index(others)
	r.most = max(1, len(r.offerings))
	if len(r.offerings) > allPairs {
		r.most = bestPairs
		r.deal()
	}
	return nil
}

// deal shares the offerings out like cards, so that each share is like the whole.
func (r *round) deal() {
	hands := make([][]tandem.OfferingDetail, (len(r.offerings)+dealSize-1)/dealSize)
	for i, o := range r.offerings {
		hands[i%len(hands)] = append(hands[i%len(hands)], o)
	}
	for _, hand := range hands {
		r.deals = append(r.deals, r.model.Index(hand))
	}
}

// model makes the scoring model of the newest taxonomy and evaluations, changed as
// supposed.
func (s *Service) model(ctx context.Context, change *tandem.WhatIf) (*scoring.Model, error) {
	taxonomy, err := s.db.Taxonomy(ctx)
	if err != nil {
		return nil, err
	}
	yields, err := s.db.Yields(ctx)
	if err != nil {
		return nil, err
	}
	if change != nil && change.Kind == tandem.WhatIfEffort {
		taxonomy.Forms = slices.Clone(taxonomy.Forms)
		for i := range taxonomy.Forms {
			taxonomy.Forms[i].Thresholds.Company -= float64(change.Number) / 100
		}
	}
	model, err := scoring.New(taxonomy, yields)
	if err != nil {
		return nil, fmt.Errorf("make scoring model: %w", err)
	}
	return model, nil
}

// supposed is an offering under a change: it starts in another month, and its
// other days move with that.
func supposed(o tandem.OfferingDetail, change *tandem.WhatIf) tandem.OfferingDetail {
	if change == nil || change.Offering != o.ID {
		return o
	}
	switch change.Kind {
	case tandem.WhatIfPlaces:
		o.Places = max(o.Taken+o.Held, o.Places+change.Number)
		o.Least = min(o.Least, o.Places)
	case tandem.WhatIfStart:
		days := calendar.Days(o.Start, calendar.InMonth(o.Start, change.Start))
		o.Start, o.End, o.Deadline = o.Start.AddDate(0, 0, days), o.End.AddDate(0, 0, days), o.Deadline.AddDate(0, 0, days)
	}
	return o
}

// history is what earlier rounds did for questions and which firms are new, in the
// order of the questions' ids.
type history struct {
	waits  []postgres.QuestionWaits
	firsts []tandem.ID[tandem.Question]
}

func (s *Service) history(ctx context.Context, ask *request) (h history, err error) {
	if h.waits, err = s.db.Waits(ctx, ask.period.InstitutionID, ask.period.ID); err != nil {
		return h, err
	}
	h.firsts, err = s.db.FirstQuestions(ctx, ask.period.InstitutionID)
	return h, err
}

// tell notes the history of questions, which are in the order of their ids too.
func (h history) tell(list []questionFacts) {
	before := func(a, b tandem.ID[tandem.Question]) bool { return bytes.Compare(a.UUID[:], b.UUID[:]) < 0 }
	for i := range list {
		q := &list[i]
		for len(h.waits) > 0 && before(h.waits[0].QuestionID, q.id) {
			h.waits = h.waits[1:]
		}
		for len(h.firsts) > 0 && before(h.firsts[0], q.id) {
			h.firsts = h.firsts[1:]
		}
		if len(h.waits) > 0 && h.waits[0].QuestionID == q.id {
			q.waited = small(h.waits[0].Rounds)
		}
		q.first = len(h.firsts) > 0 && h.firsts[0] == q.id
	}
}
