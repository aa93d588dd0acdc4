package claiming_test

import (
	"context"
	"errors"
	"maps"
	"math/rand/v2"
	"os"
	"slices"
	"strconv"
	"strings"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	"github.com/jackc/pgx/v5/pgconn"
	"github.com/jackc/pgx/v5/pgxpool"

	"github.com/tandem-hbo/tandem/internal/articulation"
	"github.com/tandem-hbo/tandem/internal/claiming"
	"github.com/tandem-hbo/tandem/internal/intake"
	"github.com/tandem-hbo/tandem/internal/planning"
	"github.com/tandem-hbo/tandem/internal/postgres"
	"github.com/tandem-hbo/tandem/internal/postgres/pgtest"
	"github.com/tandem-hbo/tandem/internal/sample"
	"github.com/tandem-hbo/tandem/internal/tandem"
)

const (
	crowd  = 200 // who act at once
	chairs = 4   // offerings with one to four places
	askers = 60  // questions that are open at the desk, or were claimed
	desk   = 3   // who plan at once: plans made beside one another mostly refuse each other
)

// siege is a small desk with a ledger that everybody storms at once.
type siege struct {
	sample.Story
	pool   *pgxpool.Pool
	db     *postgres.DB
	claims *claiming.Service
	plans  *planning.Service
	asks   *intake.Service
	// What makes the moment: hours that the clock was set ahead, and how often it was
	// asked, so that every transaction has a moment of its own.
	hours, asked atomic.Int64
	offerings    []tandem.Offering
	desk         chan struct{} // a chair for each who may be planning

	mu      sync.Mutex // guards all below
	asking  []sample.Story
	drafts  []tandem.ID[tandem.Plan]
	did     map[string]int // acts that came through
	refused map[string]int // acts that did not, by code
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
	pool, err := postgres.Connect(t.Context(), url+"&pool_max_conns=60&statement_timeout=60000&idle_in_transaction_session_timeout=60000")
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(pool.Close)
	s := &siege{Story: sample.Open(), pool: pool, did: map[string]int{}, refused: map[string]int{}, desk: make(chan struct{}, desk)}
	if s.db, err = postgres.New(pool, s.now); err != nil {
		t.Fatal(err)
	}
	// Planners have connections of their own, as on another instance of the server:
	// else each look at the round would stand in line behind the whole crowd.
	beside, err := postgres.Connect(t.Context(), url+"&pool_max_conns=8&statement_timeout=60000&idle_in_transaction_session_timeout=60000")
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(beside.Close)
	planners, err := postgres.New(beside, s.now)
	if err != nil {
		t.Fatal(err)
	}
	s.claims, s.plans, s.asks = claiming.New(s.db), planning.New(planners), intake.New(s.db, nil, &articulation.Aid{})
	s.Offering.Deadline = sample.Day(2900, time.January, 1)
	s.Period.Start, s.Period.End = sample.Day(2900, time.February, 1), sample.Day(2900, time.July, 1)
	keep(t, s.db, s.store)
	return s
}

func (s *siege) now() time.Time {
	return pgtest.Noon().Add(time.Duration(s.hours.Load())*time.Hour + time.Duration(s.asked.Add(1))*time.Microsecond)
}

// store writes offerings of one lecturer, with hours for some of their places, and
// questions.
func (s *siege) store(ctx context.Context, w sample.Writer) error {
	tx := w.(*postgres.Tx)
	err := s.Story.Store(ctx, w)
	for i := range chairs {
		o := s.Offering
		o.ID, o.Places, o.Hours = tandem.NewID[tandem.Offering](), i+1, i
		s.offerings = append(s.offerings, o)
		err = errors.Join(err, w.InsertOffering(ctx, o))
	}
	for n := range askers {
		next := s.another(n)
		s.asking = append(s.asking, next)
		err = errors.Join(err, s.storeQuestion(ctx, tx, next, n))
	}
	hours, most := 14, 8
	return errors.Join(err,
		tx.SaveSupervision(ctx, tandem.Supervision{LecturerID: s.Lecturer.ID, PeriodID: s.Period.ID, Hours: &hours}),
		tx.SaveProgrammeCap(ctx, tandem.ProgrammeCap{ProgrammeID: s.Programme.ID, PeriodID: s.Period.ID, Most: &most}))
}

// another is a question that may come at any time, with an owner of its own.
func (s *siege) another(n int) sample.Story {
	q := sample.Submitted(s.Institution)
	q.WantedDate = nil
	q.Wishes[0].Weight, q.Wishes[1].Weight = .9-float64(n%8)/10, .1+float64(n%8)/10
	next := s.Asking(q)
	next.Sealed.ContactMail = q.ID.String() + "@vandorst.example"
	return next
}

// storeQuestion writes a question that is approved for some of the offerings. Every
// second owner has proven the contact address.
func (s *siege) storeQuestion(ctx context.Context, tx *postgres.Tx, next sample.Story, n int) error {
	next.Match.State = tandem.MatchRejected // of the story's own offering, which nobody wants
	err := next.StoreQuestion(ctx, tx)
	for i, o := range s.offerings {
		m := next.Match
		m.ID, m.OfferingID, m.State = tandem.NewID[tandem.Match](), o.ID, tandem.MatchApproved
		if (n+i)%3 == 0 {
			m.State = tandem.MatchProposed // until a plan or the line brings it
		}
		err = errors.Join(err, tx.InsertMatch(ctx, m))
	}
	if n%2 == 0 {
		return err
	}
	l := tandem.QuestionLink{
		ID: tandem.NewID[tandem.QuestionLink](), QuestionID: next.Question.ID, TokenHash: next.Question.ID.UUID[:],
		ExpiresAt: sample.Day(2900, time.January, 1),
	}
	return errors.Join(err, tx.InsertLink(ctx, l), tx.OpenLink(ctx, l.ID))
}

// TestLedgerUnderSiege lets two hundred claim, hold, release, lapse, hand on, approve
// and undo plans, put newer plans in place, take questions back and ask new ones, and
// change places, at the same time and by the code that the pages call. At every moment
// looked at, and in the end, the ledger equals a recount, nothing is given out twice,
// no hold is lost, and what was told is what happened; nobody meets a deadlock.
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
	s.wantToldAsItWas(t)
	t.Logf("came through: %s; refused: %s; plans put in the place of another: %d", counts(s.did), counts(s.refused), s.replaced(t))
}

func counts(of map[string]int) string {
	var list []string
	for _, name := range slices.Sorted(maps.Keys(of)) {
		list = append(list, name+" "+strconv.Itoa(of[name]))
	}
	return strings.Join(list, ", ")
}

func (s *siege) audit(t *testing.T) {
	t.Helper()
	if wrong, err := pgtest.AuditLedger(t.Context(), s.pool); err != nil || wrong > 0 {
		t.Errorf("%d things in the ledger are wrong, %v", wrong, err)
	}
}

// act is something that one of the crowd does, as often as its share.
type act struct {
	name  string
	share int
	do    func(context.Context, *rand.Rand) error
}

func (s *siege) acts() []act {
	var all []act
	for _, a := range []act{
		{"claim", 4, s.claim}, {"release", 3, s.release}, {"hold", 2, s.hold}, {"release of hold", 1, s.releaseHold},
		{"lapse", 1, s.lapse}, {"hand on", 3, s.handOn}, {"approve", 4, s.approve}, {"undo", 1, s.undo},
		{"withdraw", 1, s.withdraw}, {"edit", 1, s.edit},
	} {
		all = append(all, slices.Repeat([]act{a}, a.share)...)
	}
	return all
}

// storm acts at random until the time is over.
func (s *siege) storm(ctx context.Context, t *testing.T, r *rand.Rand) {
	t.Helper()
	acts := s.acts()
	for ctx.Err() == nil && !t.Failed() {
		a := acts[r.IntN(len(acts))]
		// What has begun comes to its end.
		err := a.do(context.WithoutCancel(ctx), r)
		known, _ := errors.AsType[*tandem.Error](err)
		var pg *pgconn.PgError
		switch {
		case errors.Is(err, errBusy):
		case err == nil:
			s.count(s.did, a.name)
		case errors.As(err, &pg) && (pg.Code == "40P01" || pg.Code == "40001"):
			t.Errorf("a deadlock was left: %v", err)
		case errors.Is(err, tandem.Conflict) && known != nil:
			s.count(s.refused, known.Code)
		case errors.Is(err, tandem.NotFound):
			s.count(s.refused, "not_found")
		default:
			t.Errorf("%s: %v", a.name, err)
		}
	}
}

func (s *siege) count(in map[string]int, name string) {
	s.mu.Lock()
	defer s.mu.Unlock()
	in[name]++
}
