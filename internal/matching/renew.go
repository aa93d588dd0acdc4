package matching

import (
	"bytes"
	"context"
	"encoding/json"
	"fmt"
	"slices"
	"strconv"

	"github.com/tandem-hbo/tandem/internal/job"
	"github.com/tandem-hbo/tandem/internal/postgres"
	"github.com/tandem-hbo/tandem/internal/scoring"
	"github.com/tandem-hbo/tandem/internal/tandem"
)

// renewal replaces a question's list by a new one. What stays keeps its id, so
// that a page that a coordinator has open still works; what somebody decided is
// left as it is.
type renewal struct {
	tx       *postgres.Tx
	question tandem.Question
	version  tandem.ScoreVersion
	old      []tandem.Match

	added, changed, dropped int
}

// renew scores a locked question again and records what became different. The
// forms are scored again only when their scores rest on something older.
func renew(ctx context.Context, tx *postgres.Tx, now *snapshot, q tandem.Question, j job.Rescore) error {
	r := renewal{tx: tx, question: q, version: now.model.Version(q.Reading.Model)}
	if err := r.forms(ctx, now.model); err != nil {
		return err
	}
	var err error
	if r.old, err = tx.Matches(ctx, q.ID); err != nil {
		return err
	}
	kept := keep(now.index.Propose(&q, tx.Now(), proposals, misses))
	for i, k := range kept {
		if err := r.put(ctx, match(q, k, i+1, r.version, tx)); err != nil {
			return err
		}
	}
	if err := r.drop(ctx, kept); err != nil {
		return err
	}
	if r.added+r.changed+r.dropped == 0 {
		return nil
	}
	return tx.Record(ctx, r.event(kept, j))
}

func (r *renewal) forms(ctx context.Context, model *scoring.Model) error {
	_, version, err := r.tx.FormScores(ctx, r.question.ID)
	if err != nil {
		return err
	}
	if version == r.version {
		return r.tx.StampScores(ctx, r.question.ID)
	}
	return r.tx.SaveFormScores(ctx, r.question.ID, model.Forms(&r.question, r.tx.Now()), r.version)
}

// put stores one of the new list: over the old score of the same pair, or as a
// new match.
func (r *renewal) put(ctx context.Context, m tandem.Match) error {
	i := slices.IndexFunc(r.old, func(o tandem.Match) bool { return o.OfferingID == m.OfferingID })
	if i < 0 {
		r.added++
		return r.tx.InsertMatch(ctx, m)
	}
	old := r.old[i]
	if old.State != tandem.MatchProposed {
		return nil
	}
	same, err := sameScore(old.Score, m.Score)
	if err != nil {
		return err
	}
	if same && old.Rank == m.Rank && old.Version == m.Version {
		return nil
	}
	if verdict(old) != verdict(m) {
		r.changed++
	}
	old.Rank, old.Score, old.Version = m.Rank, m.Score, m.Version
	return r.tx.RenewMatch(ctx, old)
}

// sameScore reports whether two scores are the same as the database keeps them.
func sameScore(a, b tandem.Score) (bool, error) {
	old, err := json.Marshal(a)
	if err != nil {
		return false, fmt.Errorf("compare scores: %w", err)
	}
	now, err := json.Marshal(b)
	if err != nil {
		return false, fmt.Errorf("compare scores: %w", err)
	}
	return bytes.Equal(old, now), nil
}

// verdict is what of a match is worth an entry in the trail: one day less until a
// deadline is none.
func verdict(m tandem.Match) string {
	var shut []string
	for _, g := range m.Score.Gates {
		if !g.OK {
			shut = append(shut, g.Code)
		}
	}
	return fmt.Sprint(m.Rank, m.Score.Weight, shut)
}

// drop expires the proposals that are on the new list no longer.
func (r *renewal) drop(ctx context.Context, kept []scoring.Ranked) error {
	for _, old := range r.old {
		stays := slices.ContainsFunc(kept, func(k scoring.Ranked) bool { return k.Offering.ID == old.OfferingID })
		if stays || old.State != tandem.MatchProposed {
			continue
		}
		if err := old.Move(tandem.MatchExpired, r.tx.Now()); err != nil {
			return err
		}
		if err := r.tx.SaveMatch(ctx, old); err != nil {
			return err
		}
		r.dropped++
	}
	return nil
}

// event is the entry in the audit trail.
func (r *renewal) event(kept []scoring.Ranked, j job.Rescore) tandem.Event {
	e := scored(r.question, kept, r.version)
	e.Action, e.FromState = "question.rescored", string(r.question.State)
	cause := "version"
	switch {
	case !j.OfferingID.IsZero():
		cause = "offering " + j.OfferingID.String()
	case !j.PeriodID.IsZero():
		cause = "period " + j.PeriodID.String()
	}
	e.Detail["cause"] = cause
	e.Detail["added"], e.Detail["changed"], e.Detail["dropped"] = strconv.Itoa(r.added), strconv.Itoa(r.changed), strconv.Itoa(r.dropped)
	return e
}
