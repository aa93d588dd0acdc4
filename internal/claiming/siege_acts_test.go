package claiming_test

import (
	"context"
	"errors"
	"math/rand/v2"
	"slices"

	"github.com/tandem-hbo/tandem/internal/calendar"
	"github.com/tandem-hbo/tandem/internal/claiming"
	"github.com/tandem-hbo/tandem/internal/planning"
	"github.com/tandem-hbo/tandem/internal/postgres"
	"github.com/tandem-hbo/tandem/internal/sample"
	"github.com/tandem-hbo/tandem/internal/tandem"
)

// anybody is one of the questions, with its number.
func (s *siege) anybody(r *rand.Rand) (int, sample.Story) {
	s.mu.Lock()
	defer s.mu.Unlock()
	n := r.IntN(askers)
	return n, s.asking[n]
}

func (s *siege) anyPair(r *rand.Rand) claiming.Pair {
	_, asks := s.anybody(r)
	return claiming.Pair{QuestionID: asks.Question.ID, OfferingID: s.offerings[r.IntN(chairs)].ID}
}

// heldPair is a question with the place that is softly held for it, if any is.
func (s *siege) heldPair(ctx context.Context, r *rand.Rand) (claiming.Pair, tandem.Hold) {
	held, err := s.db.LapsingHolds(ctx, s.now().AddDate(1, 0, 0))
	if err != nil || len(held) == 0 {
		return s.anyPair(r), tandem.Hold{}
	}
	h := held[r.IntN(len(held))]
	return claiming.Pair{QuestionID: h.QuestionID, OfferingID: h.OfferingID}, h
}

// claim takes a held place as often as a free one.
func (s *siege) claim(ctx context.Context, r *rand.Rand) error {
	p := s.anyPair(r)
	if r.IntN(2) == 0 {
		p, _ = s.heldPair(ctx, r)
	}
	matches, err := s.db.Matches(ctx, p.QuestionID)
	if err != nil {
		return err
	}
	i := slices.IndexFunc(matches, func(m tandem.Match) bool { return m.OfferingID == p.OfferingID && m.State == tandem.MatchApproved })
	if i < 0 {
		return tandem.Fail(tandem.Conflict, "match_moved_on")
	}
	_, err = s.claims.Claim(ctx, s.Lecturing(), claiming.Wish{QuestionID: p.QuestionID, MatchID: matches[i].ID})
	return err
}

func (s *siege) release(ctx context.Context, r *rand.Rand) error {
	claimed, err := s.db.LapsingClaims(ctx, s.now().AddDate(1, 0, 0))
	if err != nil || len(claimed) == 0 {
		return errors.Join(err, tandem.NotFound)
	}
	c, err := s.db.LivingClaim(ctx, claimed[r.IntN(len(claimed))])
	if err != nil {
		return err
	}
	return s.claims.Release(ctx, s.Lecturing(), c.ID, "Toch niet.")
}

// hold holds a place, or else stands in line for one.
func (s *siege) hold(ctx context.Context, r *rand.Rand) error {
	p := s.anyPair(r)
	err := s.claims.Hold(ctx, s.Coordinating(), p, calendar.Day(s.now()).AddDate(0, 0, r.IntN(5)))
	if errors.Is(err, tandem.Invalid) {
		return tandem.Fail(tandem.Conflict, "clock_moved_on")
	}
	if full := errors.Is(err, tandem.Conflict); full {
		return s.claims.LineUp(ctx, s.Coordinating(), p)
	}
	return err
}

func (s *siege) releaseHold(ctx context.Context, r *rand.Rand) error {
	_, h := s.heldPair(ctx, r)
	if h.ID.IsZero() {
		return tandem.NotFound
	}
	return s.claims.ReleaseHold(ctx, s.Lecturing(), h.ID)
}

func (s *siege) lapse(ctx context.Context, r *rand.Rand) error {
	s.hours.Add(int64(r.IntN(6)))
	_, one := s.claims.Lapse(ctx)
	_, two := s.claims.LapseHolds(ctx)
	return errors.Join(one, two)
}

func (s *siege) handOn(ctx context.Context, r *rand.Rand) error {
	_, err := s.claims.HandOn(ctx, s.offerings[r.IntN(chairs)].ID)
	return err
}

// errBusy tells that now is not the time; there is enough else to do.
var errBusy = errors.New("not now")

// approve makes a plan of the round and sends it, or sends one that was made before.
// Where a plan is in force the newer one takes its place.
func (s *siege) approve(ctx context.Context, r *rand.Rand) error {
	select {
	case s.desk <- struct{}{}:
		defer func() { <-s.desk }()
	default:
		return errBusy
	}
	id, err := s.draft(ctx, r)
	if err != nil {
		return err
	}
	err = s.plans.Approve(ctx, s.Coordinating(), id, s.now().AddDate(0, 0, 1+r.IntN(5)))
	if errors.Is(err, tandem.Invalid) {
		return tandem.Fail(tandem.Conflict, "clock_moved_on")
	}
	return err
}

func (s *siege) draft(ctx context.Context, r *rand.Rand) (tandem.ID[tandem.Plan], error) {
	s.mu.Lock()
	made := len(s.drafts)
	if made > 0 && r.IntN(40) == 0 {
		defer s.mu.Unlock()
		return s.drafts[max(0, made-1-r.IntN(4))], nil
	}
	s.mu.Unlock()
	id, err := s.plans.Plan(ctx, s.Coordinating(), s.Period.ID, planning.Rules())
	if err != nil {
		return id, err
	}
	if err := s.plans.Make(ctx, id); err != nil {
		return id, err
	}
	s.mu.Lock()
	defer s.mu.Unlock()
	s.drafts = append(s.drafts, id)
	return id, nil
}

// undo takes the plan in force back; seldom, so that others replace it too.
func (s *siege) undo(ctx context.Context, r *rand.Rand) error {
	if r.IntN(3) > 0 {
		return errBusy
	}
	p, err := s.db.PlanInForce(ctx, s.Period.ID)
	if err != nil {
		return err
	}
	return s.plans.Undo(ctx, s.Coordinating(), p.ID)
}

// withdraw takes a question back; somebody else asks another.
func (s *siege) withdraw(ctx context.Context, r *rand.Rand) error {
	n, gone := s.anybody(r)
	if err := s.asks.Withdraw(ctx, gone.Owning(), gone.Question.ID, tandem.WithdrawNoTime); err != nil {
		return err
	}
	next := s.another(n)
	err := s.db.InTx(ctx, tandem.SystemActor(), func(tx *postgres.Tx) error { return s.storeQuestion(ctx, tx, next, n) })
	if err != nil {
		return err
	}
	s.mu.Lock()
	defer s.mu.Unlock()
	s.asking[n] = next
	return nil
}

// edit gives an offering other places or hours.
func (s *siege) edit(ctx context.Context, r *rand.Rand) error {
	id := s.offerings[r.IntN(chairs)].ID
	return s.db.InTx(ctx, s.Coordinating(), func(tx *postgres.Tx) error {
		o, err := tx.LockOffering(ctx, id)
		if err != nil {
			return err
		}
		o.Places, o.Hours = 1+r.IntN(4), r.IntN(4)
		if err := tx.SaveOffering(ctx, o.Offering); err != nil {
			return err
		}
		return tx.Record(ctx, tandem.Event{Action: "offering.changed", SubjectKind: "offering", SubjectID: id.String()})
	})
}
