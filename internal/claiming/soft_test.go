package claiming_test

import (
	"context"
	"errors"
	"testing"
	"time"

	"github.com/tandem-hbo/tandem/internal/claiming"
	"github.com/tandem-hbo/tandem/internal/postgres"
	"github.com/tandem-hbo/tandem/internal/sample"
	"github.com/tandem-hbo/tandem/internal/tandem"
)

// until is a day on which soft holds of these tests end.
func until() time.Time { return sample.Day(2026, time.December, 7) }

func (b bundle) pair() claiming.Pair { return pairOf(b.Story) }

func pairOf(s sample.Story) claiming.Pair {
	return claiming.Pair{QuestionID: s.Question.ID, OfferingID: s.Offering.ID}
}

// hold keeps a place free for a story's question.
func (b bundle) hold(t *testing.T, s sample.Story) tandem.Hold {
	t.Helper()
	if err := b.service.Hold(t.Context(), b.Coordinating(), pairOf(s), until()); err != nil {
		t.Fatal(err)
	}
	h, err := b.db.LivingHold(t.Context(), s.Question.ID)
	if err != nil {
		t.Fatal(err)
	}
	return h
}

// another stores one more question that may have a place in the same offering.
func (b bundle) another(t *testing.T) sample.Story {
	t.Helper()
	next := b.Asking(sample.Submitted(b.Institution))
	b.store(t, next.StoreQuestion)
	return next
}

// elsewhere stores another offering of the same lecturer for the same question.
func (b bundle) elsewhere(t *testing.T) sample.Story {
	t.Helper()
	s := b.Story
	s.Offering = sample.Offering(b.Programme, b.Period, b.Lecturer)
	s.Match.ID, s.Match.OfferingID = tandem.NewID[tandem.Match](), s.Offering.ID
	b.store(t, func(ctx context.Context, w sample.Writer) error {
		event := tandem.Event{Action: "match.approved", SubjectKind: "match", SubjectID: s.Match.ID.String()}
		return errors.Join(w.InsertOffering(ctx, s.Offering), w.InsertMatch(ctx, s.Match), w.Record(ctx, event))
	})
	return s
}

// places changes how many places the offering has.
func (b bundle) places(t *testing.T, n int) {
	t.Helper()
	o := b.Offering
	o.Places = n
	b.store(t, func(ctx context.Context, w sample.Writer) error {
		event := tandem.Event{Action: "offering.changed", SubjectKind: "offering", SubjectID: o.ID.String()}
		return errors.Join(w.(*postgres.Tx).SaveOffering(ctx, o), w.Record(ctx, event))
	})
}

func TestHoldKeepsAPlaceForOneQuestion(t *testing.T) {
	t.Parallel()
	ctx, b := t.Context(), setup(t)
	h := b.hold(t, b.Story)
	if h.Place != 1 || h.Kind != tandem.HoldSoft || h.MadeBy != b.Coordinator.ID || !h.EndsAt.Equal(until().Add(23*time.Hour)) {
		t.Errorf("hold: %+v", h)
	}
	wantCode(t, b.service.Hold(ctx, b.Coordinating(), b.pair(), until()), tandem.Conflict, "question_held")
	other := b.elsewhere(t)
	_, err := b.service.Claim(ctx, b.Lecturing(), claiming.Wish{QuestionID: b.Question.ID, MatchID: other.Match.ID})
	wantCode(t, err, tandem.Conflict, "question_held")
	c := b.claim(t)
	if c.HoldID != h.ID || c.Place != h.Place {
		t.Errorf("the claim holds %s place %d, want the hold that was there", c.HoldID, c.Place)
	}
	rows, err := b.db.Ledger(ctx, b.Offering.ID)
	if err != nil || len(rows) != 1 || rows[0].ClaimID != c.ID || !rows[0].Until.Equal(c.LapsesAt) || rows[0].MadeBy != b.Lecturer.Name {
		t.Errorf("ledger: %+v, %v", rows, err)
	}
	wantCode(t, b.service.ReleaseHold(ctx, b.Coordinating(), h.ID), tandem.Conflict, "hold_moved_on")
}

func TestHoldRefused(t *testing.T) {
	t.Parallel()
	tests := map[string]struct {
		prepare func(*testing.T, bundle)
		by      func(bundle) tandem.Actor
		until   time.Time
		kind    tandem.Kind
		code    string
	}{
		"by its lecturer":  {by: func(b bundle) tandem.Actor { return b.Lecturing() }, kind: tandem.Denied},
		"by the owner":     {by: func(b bundle) tandem.Actor { return b.Owning() }, kind: tandem.Denied},
		"until yesterday":  {until: sample.Day(2026, time.November, 22), kind: tandem.Invalid, code: "form_invalid"},
		"for far too long": {until: sample.Day(2027, time.March, 22), kind: tandem.Invalid, code: "form_invalid"},
		"when claimed":     {prepare: func(t *testing.T, b bundle) { t.Helper(); b.claim(t) }, kind: tandem.Conflict, code: "claim_taken"},
		"when full": {prepare: func(t *testing.T, b bundle) {
			t.Helper()
			b.hold(t, b.another(t))
			b.hold(t, b.another(t))
		}, kind: tandem.Conflict, code: "offering_full"},
	}
	for name, tt := range tests {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			b := setup(t)
			by, day := b.Coordinating(), until()
			if tt.prepare != nil {
				tt.prepare(t, b)
			}
			if tt.by != nil {
				by = tt.by(b)
			}
			if !tt.until.IsZero() {
				day = tt.until
			}
			err := b.service.Hold(t.Context(), by, b.pair(), day)
			if tt.code != "" {
				wantCode(t, err, tt.kind, tt.code)
			} else if !errors.Is(err, tt.kind) {
				t.Errorf("got %v, want %s", err, tt.kind)
			}
		})
	}
}

// TestLineMovesUp: whatever makes a place free, the first in line that still may
// gets it.
func TestLineMovesUp(t *testing.T) {
	t.Parallel()
	tests := map[string]func(*testing.T, bundle, tandem.Hold){
		"when a hold is released": func(t *testing.T, b bundle, h tandem.Hold) {
			t.Helper()
			if err := b.service.ReleaseHold(t.Context(), b.Lecturing(), h.ID); err != nil {
				t.Error(err)
			}
		},
		"when a hold lapses": func(t *testing.T, b bundle, h tandem.Hold) {
			t.Helper()
			*b.clock = *h.EndsAt
			if n, err := b.service.LapseHolds(t.Context()); n != 1 || err != nil {
				t.Errorf("lapsed %d, %v", n, err)
			}
		},
		"when a claim is released": func(t *testing.T, b bundle, _ tandem.Hold) {
			t.Helper()
			c := b.claim(t)
			if err := b.service.Release(t.Context(), b.Lecturing(), c.ID, "Toch niet."); err != nil {
				t.Error(err)
			}
		},
		"when a place is added": func(t *testing.T, b bundle, _ tandem.Hold) { t.Helper(); b.places(t, 2) },
	}
	for name, free := range tests {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			ctx, b := t.Context(), setup(t)
			b.places(t, 1)
			h := b.hold(t, b.Story)
			gone, first, second := b.another(t), b.another(t), b.another(t)
			for _, s := range []sample.Story{gone, first, second} {
				if err := b.service.LineUp(ctx, b.Coordinating(), pairOf(s)); err != nil {
					t.Fatal(err)
				}
			}
			if err := b.service.Hold(ctx, b.Coordinating(), pairOf(b.moved(t, gone)), until().AddDate(0, 0, 7)); err != nil {
				t.Fatal(err) // it should find a place elsewhere
			}
			if n, err := b.service.HandOn(ctx, b.Offering.ID); n != 0 || err != nil {
				t.Fatalf("handed on %d, %v while nothing is free", n, err)
			}
			free(t, b, h)
			for _, want := range []int{1, 0} {
				if n, err := b.service.HandOn(ctx, tandem.ID[tandem.Offering]{}); n != want || err != nil {
					t.Errorf("handed on %d, %v; want %d", n, err, want)
				}
			}
			got, err := b.db.LivingHold(ctx, first.Question.ID)
			if err != nil || got.OfferingID != b.Offering.ID || got.MadeBy != b.Coordinator.ID {
				t.Errorf("first in line holds %+v, %v", got, err)
			}
			rows, err := b.db.WaitingRows(ctx, b.Offering.ID)
			if err != nil || len(rows) != 2 || rows[0].QuestionID != gone.Question.ID || rows[0].Ready || !rows[1].Ready {
				t.Errorf("line: %+v, %v", rows, err)
			}
		})
	}
}

// moved gives a question a place in another offering.
func (b bundle) moved(t *testing.T, s sample.Story) sample.Story {
	t.Helper()
	b.Story = s
	return b.elsewhere(t)
}

func TestHoursBoundTheLine(t *testing.T) {
	t.Parallel()
	ctx, b := t.Context(), setup(t)
	ten := 10
	b.Offering.Hours = 10
	b.places(t, 2)
	limit := tandem.Supervision{LecturerID: b.Lecturer.ID, PeriodID: b.Period.ID, Hours: &ten}
	b.store(t, func(ctx context.Context, w sample.Writer) error {
		event := tandem.Event{Action: "supervision.changed", SubjectKind: "period", SubjectID: b.Period.ID.String()}
		return errors.Join(w.(*postgres.Tx).SaveSupervision(ctx, limit), w.Record(ctx, event))
	})
	b.hold(t, b.Story)
	next := b.another(t)
	wantCode(t, b.service.Hold(ctx, b.Coordinating(), pairOf(next), until()), tandem.Conflict, "hours_full")
	if err := b.service.LineUp(ctx, b.Coordinating(), pairOf(next)); err != nil {
		t.Fatal(err)
	}
	if n, err := b.service.HandOn(ctx, b.Offering.ID); n != 0 || err != nil {
		t.Errorf("handed on %d, %v without hours", n, err)
	}
	if err := b.service.LeaveLine(ctx, b.Coordinating(), pairOf(next)); err != nil {
		t.Error(err)
	}
	wantCode(t, b.service.LeaveLine(ctx, b.Coordinating(), pairOf(next)), tandem.Conflict, "moved_on")
	left, err := b.db.Supervision(ctx, b.Period.ID)
	if err != nil || len(left) != 1 || left[0].Held != 10 || left[0].Offered != 20 {
		t.Errorf("supervision: %+v, %v", left, err)
	}
}

func TestHoldEndsWithItsMatches(t *testing.T) {
	t.Parallel()
	b := setup(t)
	h := b.hold(t, b.Story)
	b.store(t, func(ctx context.Context, w sample.Writer) error {
		event := tandem.Event{Action: "question.declined", SubjectKind: "question", SubjectID: b.Question.ID.String()}
		return errors.Join(w.(*postgres.Tx).ExpireMatches(ctx, b.Question.ID), w.Record(ctx, event))
	})
	got, err := b.db.Hold(t.Context(), h.ID)
	if err != nil || got.EndedAt == nil || got.EndReason != tandem.HoldLeft {
		t.Errorf("hold: %+v, %v; want it ended", got, err)
	}
}

// TestLineIsNoWayAroundApproval: whoever waits gets a place without being asked
// about again, so only who may approve a match may put it in line before it is.
func TestLineIsNoWayAroundApproval(t *testing.T) {
	t.Parallel()
	proposed := func(b bundle, desk tandem.Institution) sample.Story {
		s := b.Asking(sample.Submitted(desk))
		s.Match.State, s.Match.DecidedBy = tandem.MatchProposed, tandem.ID[tandem.Person]{}
		return s
	}
	t.Run("by the desk of the question", func(t *testing.T) {
		t.Parallel()
		b := setup(t)
		s := proposed(b, b.Institution)
		b.store(t, s.StoreQuestion)
		if err := b.service.LineUp(t.Context(), b.Coordinating(), pairOf(s)); err != nil {
			t.Error(err)
		}
	})
	t.Run("by the coordinator whose own offering it is", func(t *testing.T) {
		t.Parallel()
		b := setup(t)
		s := proposed(b, b.Institution)
		b.store(t, s.StoreQuestion)
		both := b.Lecturing()
		both.Memberships = append(both.Memberships, b.Coordinating().Memberships...)
		if err := b.service.LineUp(t.Context(), both, pairOf(s)); !errors.Is(err, tandem.Denied) {
			t.Errorf("a match nobody approved: got %v, want it denied", err)
		}
		if err := b.service.LineUp(t.Context(), both, b.pair()); err != nil {
			t.Errorf("an approved match: %v", err)
		}
	})
	t.Run("by the coordinator of another desk", func(t *testing.T) {
		t.Parallel()
		b := setup(t)
		other := sample.Institution()
		s := proposed(b, other)
		b.store(t, func(ctx context.Context, w sample.Writer) error {
			return errors.Join(w.InsertInstitution(ctx, other), s.StoreQuestion(ctx, w))
		})
		if err := b.service.LineUp(t.Context(), b.Coordinating(), pairOf(s)); !errors.Is(err, tandem.Denied) {
			t.Errorf("got %v, want it denied", err)
		}
	})
}
