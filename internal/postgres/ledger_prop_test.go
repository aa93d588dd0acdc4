package postgres_test

import (
	"context"
	"errors"
	"slices"
	"testing"
	"time"

	"github.com/jackc/pgx/v5"
	"pgregory.net/rapid"

	"github.com/tandem-hbo/tandem/internal/planning"
	"github.com/tandem-hbo/tandem/internal/postgres"
	"github.com/tandem-hbo/tandem/internal/postgres/pgtest"
	"github.com/tandem-hbo/tandem/internal/sample"
	"github.com/tandem-hbo/tandem/internal/tandem"
)

// world is a small place for random histories: everything in it may meet.
type world struct {
	tx         pgx.Tx
	db         *postgres.DB
	lecturers  []tandem.Person
	programmes []tandem.Programme
	periods    []tandem.Period
	offerings  []tandem.Offering
	stories    []sample.Story // one for each question
	plans      *planning.Service
	drafts     []tandem.ID[tandem.Plan]
}

// newWorld stores two of everything that bounds places, four offerings and eight
// questions, on a transaction that is rolled back.
func newWorld(t *rapid.T, tx pgx.Tx) *world {
	db, err := postgres.New(tx, pgtest.Noon)
	if err != nil {
		t.Fatal(err)
	}
	s := sample.Open()
	s.Offering.Places, s.Offering.Hours = 2, 3
	w := &world{tx: tx, db: db, plans: planning.New(db), lecturers: []tandem.Person{s.Lecturer, sample.Person("Joris")}}
	w.programmes = []tandem.Programme{s.Programme, sample.Programme(s.Institution)}
	w.programmes[1].Name = "Logistiek"
	w.periods = []tandem.Period{s.Period, sample.Period(s.Institution)}
	w.periods[1].Name = "Periode 4"
	w.offerings, w.stories = []tandem.Offering{s.Offering}, []sample.Story{s}
	w.must(t, func(ctx context.Context, tx *postgres.Tx) error {
		err := errors.Join(s.Store(ctx, tx), s.StoreStaff(ctx, tx, w.lecturers[1], tandem.Lecturer),
			tx.InsertProgramme(ctx, w.programmes[1]), tx.InsertPeriod(ctx, w.periods[1]))
		for i := range 3 {
			o := sample.Offering(w.programmes[i%2], w.periods[0], w.lecturers[(i+1)%2])
			o.Places, o.Hours = i+1, 2*i
			w.offerings = append(w.offerings, o)
			err = errors.Join(err, tx.InsertOffering(ctx, o))
		}
		for range 7 {
			next := s.Asking(sample.Submitted(s.Institution))
			w.stories = append(w.stories, next)
			err = errors.Join(err, next.StoreQuestion(ctx, tx))
		}
		return err
	})
	return w
}

func (w *world) must(t *rapid.T, fn func(context.Context, *postgres.Tx) error) {
	if err := w.db.Quietly(context.Background(), func(tx *postgres.Tx) error { return fn(context.Background(), tx) }); err != nil {
		t.Fatal(err)
	}
}

// try runs what the ledger may refuse, and holds that it refuses by a conflict.
func (w *world) try(t *rapid.T, fn func(context.Context, *postgres.Tx) error) (code string) {
	err := w.db.Quietly(context.Background(), func(tx *postgres.Tx) error { return fn(context.Background(), tx) })
	var known *tandem.Error
	switch {
	case err == nil:
		return ""
	case errors.Is(err, tandem.Conflict) && errors.As(err, &known):
		return known.Code
	}
	t.Fatal(err)
	return ""
}

// left is how much is free, counted from the holds themselves.
type left struct{ Places, Hours, Cap int }

const plenty = 1 << 30

// left recounts what a hold in an offering would draw on.
func (w *world) left(t *rapid.T, o tandem.Offering) left {
	rows, err := w.tx.Query(context.Background(), `
		SELECT (SELECT count(*) FROM slots s WHERE s.offering_id = o.id)
				- (SELECT count(*) FROM holds h WHERE h.offering_id = o.id AND h.ended_at IS NULL) AS places,
			coalesce((SELECT hours FROM supervision s WHERE s.lecturer_id = o.lecturer_id AND s.period_id = o.period_id), $2)
				- (SELECT coalesce(sum(p.hours), 0) FROM holds h JOIN offerings p ON p.id = h.offering_id
					WHERE h.ended_at IS NULL AND p.lecturer_id = o.lecturer_id AND p.period_id = o.period_id) AS hours,
			coalesce((SELECT most FROM programme_caps c WHERE c.programme_id = o.programme_id AND c.period_id = o.period_id), $2)
				- (SELECT count(*) FROM holds h JOIN offerings p ON p.id = h.offering_id
					WHERE h.ended_at IS NULL AND p.programme_id = o.programme_id AND p.period_id = o.period_id) AS cap
		FROM offerings o
		WHERE o.id = $1`, o.ID, plenty)
	if err != nil {
		t.Fatal(err)
	}
	l, err := pgx.CollectExactlyOneRow(rows, pgx.RowToStructByName[left])
	if err != nil {
		t.Fatal(err)
	}
	return l
}

// wants is what the ledger should answer to one more hold.
func (l left) wants(o tandem.Offering) []string {
	var list []string
	if l.Places < 1 {
		list = append(list, "offering_full")
	}
	if l.Hours < o.Hours {
		list = append(list, "hours_full")
	}
	if l.Cap < 1 {
		list = append(list, "programme_full")
	}
	return list
}

// TestLedgerHistories lets anything happen in any order, plans too, and holds the ledger to a
// recount after every step, and each answer to what the recount allows.
func TestLedgerHistories(t *testing.T) {
	t.Parallel()
	pool := pgtest.Clone(t)
	rapid.Check(t, func(rt *rapid.T) {
		tx, err := pool.Begin(context.Background())
		if err != nil {
			rt.Fatal(err)
		}
		defer func() { _ = tx.Rollback(context.Background()) }()
		w := newWorld(rt, tx)
		rt.Repeat(map[string]func(*rapid.T){
			"":          w.audit,
			"hold":      w.hold,
			"claim":     w.claim,
			"end":       w.end,
			"end claim": w.endClaim,
			"edit":      w.edit,
			"hours":     w.limitHours,
			"cap":       w.limitPlaces,
			"draft":     w.draft,
			"approve":   w.approve,
			"plan":      w.planNow,
			"undo":      w.undo,
			"hand on":   w.handOn,
		})
	})
}

func (w *world) audit(t *rapid.T) {
	if wrong, err := pgtest.AuditLedger(context.Background(), w.tx); err != nil || wrong > 0 {
		t.Fatalf("%d things in the ledger are wrong, %v", wrong, err)
	}
}

func (w *world) someone(t *rapid.T) sample.Story {
	return rapid.SampledFrom(w.stories).Draw(t, "question")
}

// holdOf is the living hold of a question, the zero one for none.
func (w *world) holdOf(t *rapid.T, s sample.Story) tandem.Hold {
	h, err := w.db.LivingHold(context.Background(), s.Question.ID)
	if err != nil && !errors.Is(err, tandem.NotFound) {
		t.Fatal(err)
	}
	return h
}

func (w *world) hold(t *rapid.T) {
	s, o := w.someone(t), rapid.SampledFrom(w.offerings).Draw(t, "offering")
	want := w.left(t, o).wants(o)
	if !w.holdOf(t, s).ID.IsZero() {
		want = append(want, "question_held")
	}
	ends := w.db.Now().Add(time.Hour)
	got := w.try(t, func(ctx context.Context, tx *postgres.Tx) error {
		_, err := tx.InsertHolds(ctx, []tandem.Hold{{QuestionID: s.Question.ID, OfferingID: o.ID, Kind: tandem.HoldSoft, EndsAt: &ends}})
		return err
	})
	answers(t, got, want)
}

// answers holds an answer to be one that the recount allows.
func answers(t *rapid.T, got string, want []string) {
	if got == "" && len(want) == 0 {
		return
	}
	if slices.Contains(want, got) {
		return
	}
	t.Fatalf("the ledger answers %q, the recount allows %q", got, want)
}

// claim takes over the soft hold of the question, or a free place.
func (w *world) claim(t *rapid.T) {
	s := w.someone(t)
	h, o := w.holdOf(t, s), w.offerings[0]
	c := s.Claim()
	var want []string
	switch {
	case h.Kind == tandem.HoldClaim || !h.ID.IsZero() && h.OfferingID != o.ID:
		want = append(want, "question_held")
	case !h.ID.IsZero():
		c.HoldID, c.Place = h.ID, h.Place
	default:
		want = w.left(t, o).wants(o)
	}
	got := w.try(t, func(ctx context.Context, tx *postgres.Tx) error {
		if c.HoldID == h.ID {
			return tx.InsertClaim(ctx, c)
		}
		var err error
		if c.Place, err = tx.FreePlace(ctx, o.ID); err != nil {
			return err
		}
		if c.Place == 0 {
			return tandem.Fail(tandem.Conflict, "offering_full")
		}
		return tx.InsertClaim(ctx, c)
	})
	if got == "offering_full" && len(want) > 0 && want[0] == "question_held" {
		return // both are true
	}
	answers(t, got, want)
}

func (w *world) end(t *rapid.T) {
	h := w.holdOf(t, w.someone(t))
	w.must(t, func(ctx context.Context, tx *postgres.Tx) error {
		list, err := tx.EndHolds(ctx, []tandem.ID[tandem.Hold]{h.ID}, tandem.HoldLapsed)
		if soft := h.Kind == tandem.HoldSoft || h.Kind == tandem.HoldPlan; err == nil && soft != (len(list) == 1) {
			t.Fatalf("ended %d of %+v", len(list), h)
		}
		return err
	})
}

func (w *world) endClaim(t *rapid.T) {
	c, err := w.db.LivingClaim(context.Background(), w.someone(t).Question.ID)
	if errors.Is(err, tandem.NotFound) {
		return
	}
	c.State = rapid.SampledFrom([]tandem.ClaimState{tandem.ClaimReleased, tandem.ClaimLapsed}).Draw(t, "state")
	w.must(t, func(ctx context.Context, tx *postgres.Tx) error { return errors.Join(err, tx.SaveClaim(ctx, c)) })
}

// edit moves an offering with all that is held in it, when that fits.
func (w *world) edit(t *rapid.T) {
	i := rapid.IntRange(0, len(w.offerings)-1).Draw(t, "edited")
	o := w.offerings[i]
	o.Places = rapid.IntRange(1, 4).Draw(t, "places")
	o.Hours = rapid.IntRange(0, 4).Draw(t, "hours")
	o.LecturerID = rapid.SampledFrom(w.lecturers).Draw(t, "lecturer").ID
	o.ProgrammeID = rapid.SampledFrom(w.programmes).Draw(t, "programme").ID
	o.PeriodID = rapid.SampledFrom(w.periods).Draw(t, "period").ID
	if w.try(t, func(ctx context.Context, tx *postgres.Tx) error { return tx.SaveOffering(ctx, o) }) == "" {
		w.offerings[i] = o
	}
}

func limit(t *rapid.T) *int {
	if n := rapid.IntRange(-1, 9).Draw(t, "limit"); n >= 0 {
		return &n
	}
	return nil
}

func (w *world) limitHours(t *rapid.T) {
	s := tandem.Supervision{
		LecturerID: rapid.SampledFrom(w.lecturers).Draw(t, "lecturer").ID, PeriodID: rapid.SampledFrom(w.periods).Draw(t, "period").ID,
		Hours: limit(t),
	}
	w.try(t, func(ctx context.Context, tx *postgres.Tx) error { return tx.SaveSupervision(ctx, s) })
}

func (w *world) limitPlaces(t *rapid.T) {
	c := tandem.ProgrammeCap{
		ProgrammeID: rapid.SampledFrom(w.programmes).Draw(t, "programme").ID, PeriodID: rapid.SampledFrom(w.periods).Draw(t, "period").ID,
		Most: limit(t),
	}
	w.try(t, func(ctx context.Context, tx *postgres.Tx) error { return tx.SaveProgrammeCap(ctx, c) })
}
