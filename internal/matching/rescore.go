package matching

import (
	"context"
	"errors"
	"fmt"

	"github.com/tandem-hbo/tandem/internal/job"
	"github.com/tandem-hbo/tandem/internal/postgres"
	"github.com/tandem-hbo/tandem/internal/tandem"
)

// How many questions are looked at together, and how many in one job; what is
// left goes to a next job, so that none runs for long.
const (
	page     = 200
	pageSpan = 10
)

// Rescore brings stored scores up to date after a change of an offering, a period,
// the taxonomy or the evaluations. It looks at questions that wait for a
// coordinator only, computes only what the change can alter, and leaves alone
// what somebody decided. Running it again changes nothing.
func (s *Service) Rescore(ctx context.Context, j job.Rescore) error {
	now, err := s.snapshot(ctx)
	if err != nil {
		return fmt.Errorf("rescore: %w", err)
	}
	for range pageSpan {
		p, err := s.altered(ctx, now, j)
		if err != nil {
			return fmt.Errorf("rescore: %w", err)
		}
		for _, id := range p.ids {
			if err := s.rescore(ctx, now, id, j); err != nil {
				return fmt.Errorf("rescore question %s: %w", id, err)
			}
		}
		if j.After = p.next; p.next.IsZero() {
			return nil
		}
	}
	return s.db.Quietly(ctx, func(tx *postgres.Tx) error { return tx.Enqueue(ctx, j) })
}

// part is the questions of one page that must be scored again, and the last one
// looked at; none when there is no further page.
type part struct {
	ids  []tandem.ID[tandem.Question]
	next tandem.ID[tandem.Question]
}

// altered finds the questions of the next page whose list the change can alter.
func (s *Service) altered(ctx context.Context, now *snapshot, j job.Rescore) (p part, err error) {
	if j.OfferingID.IsZero() && j.PeriodID.IsZero() {
		p.ids, err = s.db.StaleQuestions(ctx, now.model.Version(""), j.After, page)
		if len(p.ids) == page {
			p.next = p.ids[page-1]
		}
		return p, err
	}
	waiting, err := s.db.WaitingQuestions(ctx, j.After, page)
	if err != nil {
		return p, err
	}
	if len(waiting) == page {
		p.next = waiting[page-1].ID
	}
	p.ids, err = s.touched(ctx, now, waiting, j)
	return p, err
}

// touched keeps the questions that a changed offering can matter to. A period
// moves many offerings, so that all questions count.
func (s *Service) touched(ctx context.Context, now *snapshot, waiting []tandem.Question, j job.Rescore) ([]tandem.ID[tandem.Question], error) {
	all := make([]tandem.ID[tandem.Question], len(waiting))
	for i := range waiting {
		all[i] = waiting[i].ID
	}
	if j.OfferingID.IsZero() {
		return all, nil
	}
	pairs, err := s.db.KeptPairs(ctx, all)
	if err != nil {
		return nil, err
	}
	kept := map[tandem.ID[tandem.Question]]shortlist{}
	for _, p := range pairs {
		kept[p.QuestionID] = append(kept[p.QuestionID], p)
	}
	var ids []tandem.ID[tandem.Question]
	offering, open := now.find(j.OfferingID)
	for i := range waiting {
		q := &waiting[i]
		list := kept[q.ID]
		// One that is being scored may have read the offering as it was before.
		touched := q.State == tandem.QuestionSubmitted || list.holds(j.OfferingID)
		if open && !touched {
			score, err := now.model.Offering(q, offering, now.taken)
			touched = err == nil && list.admits(score)
		}
		if touched {
			ids = append(ids, q.ID)
		}
	}
	return ids, nil
}

// shortlist is what is kept of one question.
type shortlist []tandem.KeptPair

func (l shortlist) holds(id tandem.ID[tandem.Offering]) bool {
	for _, p := range l {
		if p.OfferingID == id {
			return true
		}
	}
	return false
}

// admits reports whether a pair that is not on the list could come on it, by the
// rules of keep. When in doubt it could.
func (l shortlist) admits(score tandem.Score) bool {
	open, near, best, worst, most := 0, 0, 0, 1<<30, 0
	for _, p := range l {
		if p.Shut > 0 {
			near, most = near+1, max(most, p.Shut)
			continue
		}
		open, best, worst = open+1, max(best, p.Weight), min(worst, p.Weight)
	}
	if score.Feasible() {
		nearly := open < proposals && float64(score.Weight) >= reach*float64(best)
		return open < alwaysShown || nearly || score.Weight >= worst
	}
	return near < misses || shutGates(score) <= most
}

func shutGates(s tandem.Score) int {
	n := 0
	for _, g := range s.Gates {
		if !g.OK {
			n++
		}
	}
	return n
}

// errOutdated tells that a question was scored after the snapshot was taken,
// perhaps with something newer.
var errOutdated = errors.New("the snapshot is older than the score")

// rescore renews one question in a transaction of its own; when it was scored
// after the snapshot, from a new one.
func (s *Service) rescore(ctx context.Context, now *snapshot, id tandem.ID[tandem.Question], j job.Rescore) error {
	err := s.db.Quietly(ctx, func(tx *postgres.Tx) error { return lockAndRenew(ctx, tx, now, id, j) })
	if errors.Is(err, errOutdated) {
		fresh, err := s.snapshot(ctx)
		if err != nil {
			return err
		}
		fresh.newest = true
		err = s.db.Quietly(ctx, func(tx *postgres.Tx) error { return lockAndRenew(ctx, tx, fresh, id, j) })
		fresh.newest = false
		*now = *fresh
		return undone(err)
	}
	return undone(err)
}

// undone leaves out that there was nothing to do.
func undone(err error) error {
	if errors.Is(err, errDone) || errors.Is(err, tandem.NotFound) {
		return nil
	}
	return err
}

func lockAndRenew(ctx context.Context, tx *postgres.Tx, now *snapshot, id tandem.ID[tandem.Question], j job.Rescore) error {
	q, err := tx.LockQuestion(ctx, id)
	if err != nil {
		return err
	}
	if q.State != tandem.QuestionMatched {
		return errDone
	}
	at, err := tx.ScoredAt(ctx, id)
	if err != nil {
		return err
	}
	if at.After(now.taken) && !now.newest {
		return errOutdated
	}
	return renew(ctx, tx, now, q, j)
}
