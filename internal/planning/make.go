package planning

import (
	"context"
	"errors"
	"fmt"
	"time"

	"golang.org/x/sync/errgroup"

	"github.com/tandem-hbo/tandem/internal/postgres"
	"github.com/tandem-hbo/tandem/internal/tandem"
)

// made is a plan with all that belongs to it, in memory.
type made struct {
	*solution

	facts     *facts
	problem   *handOut
	documents tandem.PlanDocuments
	digest    string
	took      time.Duration // to solve; of a plan that a job makes, all of it
	checked   time.Duration
	said      lazily
	asks      prober
}

// build solves facts and proves the result.
func build(f *facts, tell func(tandem.PlanStep)) (*made, error) {
	if tell == nil {
		tell = func(tandem.PlanStep) {}
	}
	m := &made{facts: f}
	tell(tandem.StepSolve)
	begin := time.Now()
	m.problem = f.problem(f.rules)
	var err error
	if m.solution, err = m.problem.solve(f.rules); err != nil {
		return nil, err
	}
	m.took = time.Since(begin)
	tell(tandem.StepProve)
	begin = time.Now()
	if err := m.problem.verify(m.solution); err != nil {
		return nil, err
	}
	m.checked = time.Since(begin)
	return m, nil
}

// buildToKeep is build, with what is kept of the facts written beside it: both
// take long in a large round, and neither needs the other.
func buildToKeep(f *facts, tell func(tandem.PlanStep)) (*made, error) {
	var (
		group errgroup.Group
		input []byte
		sum   string
	)
	group.Go(func() error {
		plain, err := f.encode()
		if err != nil {
			return err
		}
		sum = digest(plain)
		input, err = pack(plain)
		return err
	})
	m, err := build(f, tell)
	if err := errors.Join(err, group.Wait()); err != nil {
		return nil, err
	}
	m.digest, m.documents.Input = sum, input
	return m, nil
}

// document writes what is kept of the result.
func (m *made) document() error {
	var failed [2]error
	m.documents.Result, failed[0] = pack(m.encode())
	m.documents.Certificate, failed[1] = pack(m.certificate())
	return errors.Join(failed[:]...)
}

// reopen reads a kept plan back.
func reopen(d tandem.PlanDocuments) (*made, error) {
	var parts [3][]byte
	for i, b := range [][]byte{d.Input, d.Result, d.Certificate} {
		var err error
		if parts[i], err = unpack(b); err != nil {
			return nil, err
		}
	}
	f, err := decodeFacts(parts[0])
	if err != nil {
		return nil, err
	}
	s, err := decodeSolution(parts[1], parts[2])
	if err != nil {
		return nil, err
	}
	m := &made{facts: f, solution: s, problem: f.problem(f.rules), documents: d, digest: digest(parts[0])}
	if !m.problem.fits(s) {
		return nil, fmt.Errorf("result belongs to another round: %w", errDocument)
	}
	return m, nil
}

// Replay makes a plan again from what was kept of its round and returns the
// documents that come of it: the same bytes as those kept, on any machine.
func Replay(d tandem.PlanDocuments) (tandem.PlanDocuments, error) {
	input, err := unpack(d.Input)
	if err != nil {
		return tandem.PlanDocuments{}, err
	}
	f, err := decodeFacts(input)
	if err != nil {
		return tandem.PlanDocuments{}, err
	}
	m, err := buildToKeep(f, nil)
	if err != nil {
		return tandem.PlanDocuments{}, err
	}
	return m.documents, m.document()
}

// Make makes a plan that was asked for. A plan that was made before, or is gone,
// is left as it is, so that the job may run twice. A round that cannot be planned
// fails with the reason, which is no error of the job.
func (s *Service) Make(ctx context.Context, id tandem.ID[tandem.Plan]) error {
	p, err := s.db.Plan(ctx, id)
	if errors.Is(err, tandem.NotFound) || err == nil && p.State != tandem.PlanRunning {
		return nil
	}
	if err != nil {
		return err
	}
	m, err := s.compute(ctx, p)
	if known, ok := errors.AsType[*tandem.Error](err); ok && known.Kind != tandem.Unavailable {
		return s.fail(ctx, p, known.Code)
	}
	if err != nil {
		return fmt.Errorf("make plan %s: %w", id, err)
	}
	return s.finish(ctx, p, m)
}

// GiveUp notes that a plan could not be made for a reason that no coordinator can
// help, so that nobody waits for it and the round can be planned again.
func (s *Service) GiveUp(ctx context.Context, id tandem.ID[tandem.Plan]) error {
	p, err := s.db.Plan(ctx, id)
	if err != nil {
		return fmt.Errorf("give up plan: %w", err)
	}
	return s.fail(ctx, p, "plan_given_up")
}

// compute makes the plan in memory.
func (s *Service) compute(ctx context.Context, p tandem.PlanRecord) (*made, error) {
	begin, step := time.Now(), s.teller(ctx, p.ID)
	f, err := s.factsOf(ctx, p, step)
	if err != nil {
		return nil, err
	}
	if len(f.questions) == 0 || len(f.offerings) == 0 {
		return nil, tandem.Fail(tandem.Conflict, "round_empty")
	}
	m, err := buildToKeep(f, step)
	if err != nil {
		return nil, err
	}
	step(tandem.StepExplain)
	m.explain()
	step(tandem.StepStore)
	if err := m.document(); err != nil {
		return nil, err
	}
	m.took = time.Since(begin)
	return m, nil
}

// factsOf is what a plan is made from: the round as it is now, or, for a move by
// hand, the round as the plan had it that it was made from.
func (s *Service) factsOf(ctx context.Context, p tandem.PlanRecord, step func(tandem.PlanStep)) (*facts, error) {
	if p.Origin == tandem.PlanMoved {
		parent, err := s.open(ctx, p.Parent)
		if err != nil {
			return nil, err
		}
		parent.facts.rules = p.Rules
		return parent.facts, nil
	}
	period, err := s.db.Period(ctx, p.PeriodID)
	if err != nil {
		return nil, err
	}
	return s.gather(ctx, &request{period: period, rules: p.Rules, change: p.Change, step: step})
}

// stepsFrom is how long a plan may take before its steps are written down: a
// quick one is there before anybody could read them.
const stepsFrom = 150 * time.Millisecond

// teller writes down what a plan that takes its time is at. That it could not is
// no reason to stop.
func (s *Service) teller(ctx context.Context, id tandem.ID[tandem.Plan]) func(tandem.PlanStep) {
	begin := time.Now()
	return func(step tandem.PlanStep) {
		if time.Since(begin) > stepsFrom {
			_ = s.db.Quietly(ctx, func(tx *postgres.Tx) error { return tx.SavePlanStep(ctx, id, step) })
		}
	}
}

// open reads a plan that was made.
func (s *Service) open(ctx context.Context, id tandem.ID[tandem.Plan]) (*made, error) {
	d, err := s.db.PlanDocuments(ctx, id)
	if errors.Is(err, tandem.NotFound) {
		return nil, tandem.FailWith(tandem.Conflict, "plan_not_made", err)
	}
	if err != nil {
		return nil, err
	}
	m, err := reopen(d)
	if err != nil {
		return nil, fmt.Errorf("open plan %s: %w", id, err)
	}
	return m, nil
}

// finish keeps a plan that was made, on the shelf too: whoever asked for it looks at
// it now. Another run of the job may have kept another one.
func (s *Service) finish(ctx context.Context, p tandem.PlanRecord, m *made) error {
	err := s.end(ctx, p, tandem.PlanDraft, func(tx *postgres.Tx, now *tandem.PlanRecord) error {
		m.describe(now)
		if err := tx.FinishPlan(ctx, *now, m.documents); err != nil {
			return err
		}
		return tx.Record(ctx, event(*now, "plan.made", tandem.PlanRunning))
	})
	if err == nil {
		s.kept.keep(p.ID, m)
	}
	return unlessEnded(err)
}

// fail notes why a plan could not be made.
func (s *Service) fail(ctx context.Context, p tandem.PlanRecord, code string) error {
	return unlessEnded(s.end(ctx, p, tandem.PlanFailed, func(tx *postgres.Tx, now *tandem.PlanRecord) error {
		now.Failure = code
		if err := tx.SavePlan(ctx, *now); err != nil {
			return err
		}
		return tx.Record(ctx, event(*now, "plan.failed", tandem.PlanRunning))
	}))
}

// end stores how the making of a plan ended. The error is errEnded when another run
// of the job has.
func (s *Service) end(ctx context.Context, p tandem.PlanRecord, as tandem.PlanState, store func(*postgres.Tx, *tandem.PlanRecord) error) error {
	return s.db.InTx(ctx, maker(p), func(tx *postgres.Tx) error {
		now, err := tx.LockPlan(ctx, p.ID)
		if err != nil {
			return err
		}
		if now.State != tandem.PlanRunning {
			return errEnded
		}
		if err := now.Move(as, tx.Now()); err != nil {
			return err
		}
		return store(tx, &now)
	})
}

// errEnded tells that another run of the job made the plan, or failed.
var errEnded = errors.New("the making of the plan has ended")

// unlessEnded is an error but errEnded: that the work was done is no fault.
func unlessEnded(err error) error {
	if errors.Is(err, errEnded) {
		return nil
	}
	return err
}

// maker is who asked for a plan, in the trail of what its job does.
func maker(p tandem.PlanRecord) tandem.Actor {
	return tandem.Actor{PersonID: p.MadeBy, Name: p.MadeByName}
}

// describe copies the figures of a plan into its record.
func (m *made) describe(p *tandem.PlanRecord) {
	p.Step, p.Version, p.Digest = tandem.StepStore, m.facts.version, m.digest
	p.Asked, p.Offerings, p.Places = len(m.facts.questions), len(m.facts.offerings), m.problem.places()
	p.Weight, p.Value, p.Short = m.problem.weighs(m.placed), m.value, m.problem.shortOf(m.placed)
	p.Bound = m.bound
	p.TookMS, p.CheckMS = ms(m.took), ms(m.checked)
	var company, education int64
	for q, o := range m.placed {
		if e := m.problem.edgeTo(q, o); e != nil {
			p.Placed++
			company += int64(e.Company)
			education += int64(e.Education)
		}
	}
	if p.Placed > 0 {
		p.Company, p.Education = share01(company, p.Placed), share01(education, p.Placed)
	}
}

// share01 is the mean of ten-thousandths on the scale 0..1.
func share01(sum int64, n int) float64 { return float64(sum) / float64(n) / 10000 }

func ms(d time.Duration) float64 { return float64(d.Microseconds()) / 1000 }
