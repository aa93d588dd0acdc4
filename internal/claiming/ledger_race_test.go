package claiming_test

import (
	"context"
	"errors"
	"math/rand/v2"
	"os"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	"github.com/jackc/pgx/v5/pgconn"
	"github.com/jackc/pgx/v5/pgxpool"

	"github.com/tandem-hbo/tandem/internal/calendar"
	"github.com/tandem-hbo/tandem/internal/claiming"
	"github.com/tandem-hbo/tandem/internal/postgres"
	"github.com/tandem-hbo/tandem/internal/postgres/pgtest"
	"github.com/tandem-hbo/tandem/internal/sample"
	"github.com/tandem-hbo/tandem/internal/tandem"
)

const (
	crowd  = 200 // who act at once
	chairs = 4   // offerings with one to four places
	askers = 60  // questions, each approved for every offering
)

// siege is a small ledger that everybody storms at once.
type siege struct {
	sample.Story
	pool      *pgxpool.Pool
	db        *postgres.DB
	service   *claiming.Service
	hours     atomic.Int64 // that the clock is ahead
	offerings []tandem.Offering
	questions []tandem.ID[tandem.Question]
	matches   map[claiming.Pair]tandem.ID[tandem.Match]
	did       [8]atomic.Int64 // acts that came through, by kind
	refused   atomic.Int64
	batched   atomic.Int64 // holds that many at once made
}

// howLong the storm lasts: a few seconds, or what TANDEM_LEDGER_RACE says.
func howLong(t *testing.T) time.Duration {
	t.Helper()
	text := os.Getenv("TANDEM_LEDGER_RACE")
	if text == "" {
		return 4 * time.Second
	}
	d, err := time.ParseDuration(text)
	if err != nil {
		t.Fatal(err)
	}
	return d
}

func besiege(t *testing.T) *siege {
	t.Helper()
	url := pgtest.CloneURL(t)
	disarm(t, url)
	pool, err := postgres.Connect(t.Context(), url+"&pool_max_conns=60&statement_timeout=60000")
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(pool.Close)
	s := &siege{Story: sample.Open(), pool: pool, matches: map[claiming.Pair]tandem.ID[tandem.Match]{}}
	if s.db, err = postgres.New(pool, s.now); err != nil {
		t.Fatal(err)
	}
	s.service = claiming.New(s.db)
	s.Offering.Deadline = sample.Day(2900, time.January, 1)
	keep(t, s.db, s.store)
	return s
}

func (s *siege) now() time.Time { return pgtest.Noon().Add(time.Duration(s.hours.Load()) * time.Hour) }

// store writes offerings of one lecturer, with hours for some of their places, and
// questions that are approved for all of them.
func (s *siege) store(ctx context.Context, w sample.Writer) error {
	tx := w.(*postgres.Tx)
	err := s.Story.Store(ctx, w)
	for i := range chairs {
		o := s.Offering
		o.ID, o.Places, o.Hours = tandem.NewID[tandem.Offering](), i+1, i
		s.offerings = append(s.offerings, o)
		err = errors.Join(err, w.InsertOffering(ctx, o))
	}
	for range askers {
		next := s.Asking(sample.Submitted(s.Institution))
		s.questions = append(s.questions, next.Question.ID)
		err = errors.Join(err, next.StoreQuestion(ctx, w))
		for _, o := range s.offerings {
			m := next.Match
			m.ID, m.OfferingID = tandem.NewID[tandem.Match](), o.ID
			s.matches[claiming.Pair{QuestionID: m.QuestionID, OfferingID: o.ID}] = m.ID
			err = errors.Join(err, w.InsertMatch(ctx, m))
		}
	}
	hours, most := 14, 8
	return errors.Join(err,
		tx.SaveSupervision(ctx, tandem.Supervision{LecturerID: s.Lecturer.ID, PeriodID: s.Period.ID, Hours: &hours}),
		tx.SaveProgrammeCap(ctx, tandem.ProgrammeCap{ProgrammeID: s.Programme.ID, PeriodID: s.Period.ID, Most: &most}))
}

// TestLedgerUnderSiege lets two hundred claim, hold, release, lapse, hand on, hold
// many at once and change places at the same time. At every moment looked at, and
// in the end, the ledger equals a recount, nothing is given out twice, and no
// hold is lost; nobody meets a deadlock.
func TestLedgerUnderSiege(t *testing.T) {
	t.Parallel()
	s := besiege(t)
	ctx, stop := context.WithTimeout(t.Context(), howLong(t))
	defer stop()
	var everybody sync.WaitGroup
	for n := range crowd {
		everybody.Go(func() { s.storm(ctx, t, rand.New(rand.NewPCG(7, uint64(n)))) })
	}
	for ctx.Err() == nil && !t.Failed() {
		s.audit(t)
	}
	stop()
	everybody.Wait()
	s.audit(t)
	s.wantNothingLost(t)
	t.Logf("claims %d, releases %d, holds %d, releases of holds %d, lapses %d, moves up %d, many at once %d, edits %d; refused %d",
		s.did[0].Load(), s.did[1].Load(), s.did[2].Load(), s.did[3].Load(), s.did[4].Load(), s.did[5].Load(),
		s.did[6].Load(), s.did[7].Load(), s.refused.Load())
}

func (s *siege) audit(t *testing.T) {
	t.Helper()
	if wrong, err := pgtest.AuditLedger(t.Context(), s.pool); err != nil || wrong > 0 {
		t.Errorf("%d things in the ledger are wrong, %v", wrong, err)
	}
}

// storm acts at random until the time is over.
func (s *siege) storm(ctx context.Context, t *testing.T, r *rand.Rand) {
	t.Helper()
	acts := []func(context.Context, *rand.Rand) error{
		s.claim, s.release, s.hold, s.releaseHold, s.lapse, s.handOn, s.many, s.edit,
	}
	for ctx.Err() == nil && !t.Failed() {
		kind := r.IntN(len(acts))
		// What has begun comes to its end.
		err := acts[kind](context.WithoutCancel(ctx), r)
		var pg *pgconn.PgError
		switch {
		case err == nil:
			s.did[kind].Add(1)
		case errors.As(err, &pg) && (pg.Code == "40P01" || pg.Code == "40001"):
			t.Errorf("a deadlock was left: %v", err)
		case errors.Is(err, tandem.Conflict), errors.Is(err, tandem.NotFound):
			s.refused.Add(1)
		default:
			t.Errorf("act %d: %v", kind, err)
		}
	}
}

func (s *siege) anyPair(r *rand.Rand) claiming.Pair {
	return claiming.Pair{QuestionID: s.questions[r.IntN(askers)], OfferingID: s.offerings[r.IntN(chairs)].ID}
}

// heldPair is a question with the place that is softly held for it, if any is.
func (s *siege) heldPair(ctx context.Context, r *rand.Rand) (claiming.Pair, tandem.Hold) {
	p := s.anyPair(r)
	if held, err := s.db.LapsingHolds(ctx, s.now().AddDate(1, 0, 0)); err == nil && len(held) > 0 {
		p.QuestionID = held[r.IntN(len(held))].QuestionID
	}
	h, err := s.db.LivingHold(ctx, p.QuestionID)
	if err == nil {
		p.OfferingID = h.OfferingID
	}
	return p, h
}

// claim takes a held place as often as a free one.
func (s *siege) claim(ctx context.Context, r *rand.Rand) error {
	p := s.anyPair(r)
	if r.IntN(2) == 0 {
		p, _ = s.heldPair(ctx, r)
	}
	_, err := s.service.Claim(ctx, s.Lecturing(), claiming.Wish{QuestionID: p.QuestionID, MatchID: s.matches[p]})
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
	return s.service.Release(ctx, s.Lecturing(), c.ID, "Toch niet.")
}

func (s *siege) hold(ctx context.Context, r *rand.Rand) error {
	p := s.anyPair(r)
	err := s.service.Hold(ctx, s.Coordinating(), p, calendar.Day(s.now()).AddDate(0, 0, r.IntN(5)))
	if errors.Is(err, tandem.Invalid) {
		return tandem.Fail(tandem.Conflict, "moved_on") // the clock moved on meanwhile
	}
	if full := errors.Is(err, tandem.Conflict); full {
		return s.service.LineUp(ctx, s.Coordinating(), p)
	}
	return err
}

func (s *siege) releaseHold(ctx context.Context, r *rand.Rand) error {
	_, h := s.heldPair(ctx, r)
	if h.ID.IsZero() {
		return tandem.NotFound
	}
	return s.service.ReleaseHold(ctx, s.Lecturing(), h.ID)
}

func (s *siege) lapse(ctx context.Context, r *rand.Rand) error {
	s.hours.Add(int64(r.IntN(12)))
	_, one := s.service.Lapse(ctx)
	_, two := s.service.LapseHolds(ctx)
	return errors.Join(one, two)
}

func (s *siege) handOn(ctx context.Context, r *rand.Rand) error {
	_, err := s.service.HandOn(ctx, s.offerings[r.IntN(chairs)].ID)
	return err
}

// many does what approving a plan does: holds for several questions at once.
func (s *siege) many(ctx context.Context, r *rand.Rand) error {
	var list []tandem.Hold
	var questions []tandem.ID[tandem.Question]
	var offerings []tandem.ID[tandem.Offering]
	ends := s.now().AddDate(0, 0, r.IntN(3))
	for _, n := range r.Perm(askers)[:1+r.IntN(5)] {
		h := tandem.Hold{QuestionID: s.questions[n], OfferingID: s.offerings[r.IntN(chairs)].ID, Kind: tandem.HoldSoft, EndsAt: &ends}
		list, questions, offerings = append(list, h), append(questions, h.QuestionID), append(offerings, h.OfferingID)
	}
	err := s.db.InTx(ctx, s.Coordinating(), func(tx *postgres.Tx) error {
		if err := errors.Join(tx.LockQuestions(ctx, questions), tx.LockOfferings(ctx, offerings)); err != nil {
			return err
		}
		for _, id := range questions {
			if q, err := tx.Question(ctx, id); err != nil || q.State != tandem.QuestionOpen {
				return errors.Join(err, tandem.Fail(tandem.Conflict, "question_moved_on"))
			}
		}
		if _, err := tx.InsertHolds(ctx, list); err != nil {
			return err
		}
		return tx.Record(ctx, tandem.Event{Action: "plan.approved", SubjectKind: "plan"})
	})
	if err == nil {
		s.batched.Add(int64(len(list)))
	}
	return err
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

// wantNothingLost counts what was ever held against what the trail says was given.
func (s *siege) wantNothingLost(t *testing.T) {
	t.Helper()
	var holds, given, broken int64
	err := s.pool.QueryRow(t.Context(), `
		SELECT (SELECT count(*) FROM holds),
			(SELECT count(*) FROM events WHERE action IN ('question.held', 'question.handed_on'))
				+ (SELECT count(*) FROM claims c JOIN holds h ON h.id = c.hold_id WHERE h.made_by = c.lecturer_id),
			(SELECT count(*) FROM questions q
				LEFT JOIN holds h ON h.question_id = q.id AND h.ended_at IS NULL
				WHERE (q.state = 'claimed') <> (coalesce(h.kind, '') = 'claim'))`).Scan(&holds, &given, &broken)
	if err != nil || holds != given+s.batched.Load() || broken > 0 {
		t.Errorf("%d holds, %d given, %d of them many at once; %d questions disagree with their hold; %v",
			holds, given+s.batched.Load(), s.batched.Load(), broken, err)
	}
	if holds == 0 {
		t.Error("nothing was held at all")
	}
}
