package planning

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"strconv"
	"time"

	"github.com/tandem-hbo/tandem/internal/allocation"
	"github.com/tandem-hbo/tandem/internal/policy"
	"github.com/tandem-hbo/tandem/internal/postgres"
	"github.com/tandem-hbo/tandem/internal/tandem"
)

// mostHeld bounds how long places of a plan are held.
const mostHeld = 180 * 24 * time.Hour

// lineLength is how many questions without a place wait in line for an offering.
const lineLength = 5

// Approve makes proposals of a plan: each question's match with its offering is
// approved and its place held until a moment, those who came nearest stand in line,
// and each lecturer and each owner gets one mail. All of it happens or nothing does. The plan in
// force when this one was made is taken back by it, but for what lecturers have
// claimed. Conflicts: plan_not_made, plan_supposes, plan_own_offering when a colleague
// must send it, plan_in_force when another plan
// came first, plan_questions_moved and plan_places_moved when the round is no
// longer as it was.
func (s *Service) Approve(ctx context.Context, by tandem.Actor, id tandem.ID[tandem.Plan], until time.Time) error {
	record, err := s.record(ctx, by, id)
	if err != nil {
		return err
	}
	if err := approvable(record, until, s.db.Now()); err != nil {
		return err
	}
	p, err := s.picture(ctx, record)
	if err != nil {
		return err
	}
	line := p.lines()
	scores, err := s.scores(ctx, p, slices.Concat(p.placedPairs(), line))
	if err != nil {
		return err
	}
	err = s.db.InTx(ctx, by, func(tx *postgres.Tx) error {
		a := &approval{tx: tx, by: by, p: p, until: until, waiting: line, scores: scores}
		return a.run(ctx)
	})
	if err != nil {
		return fmt.Errorf("approve plan %s: %w", id, movedOn(err))
	}
	return nil
}

func approvable(p tandem.PlanRecord, until, now time.Time) error {
	switch {
	case p.State == tandem.PlanRunning || p.State == tandem.PlanFailed:
		return tandem.Fail(tandem.Conflict, "plan_not_made")
	case p.State != tandem.PlanDraft:
		return tandem.Fail(tandem.Conflict, "plan_moved_on")
	case p.Change != nil:
		return tandem.Fail(tandem.Conflict, "plan_supposes")
	case !until.After(now):
		return tandem.FailFields([]tandem.FieldError{{Field: "until", Code: "in_past"}})
	case until.Sub(now) > mostHeld:
		return tandem.FailFields([]tandem.FieldError{{Field: "until", Code: "hold_too_long", Limit: int(mostHeld.Hours() / 24)}})
	}
	return nil
}

// movedOn tells which of a round's sides the ledger or a lost race refused.
func movedOn(err error) error {
	known, ok := errors.AsType[*tandem.Error](err)
	if !ok || known.Kind != tandem.Conflict {
		return err
	}
	switch known.Code {
	case "offering_full", "hours_full", "programme_full", "offering_closed":
		return tandem.FailWith(tandem.Conflict, "plan_places_moved", err)
	case "question_held", "question_moved_on", "claim_taken":
		return tandem.FailWith(tandem.Conflict, "plan_questions_moved", err)
	}
	return err
}

// approval is one plan on its way out.
type approval struct {
	tx      *postgres.Tx
	by      tandem.Actor
	p       *picture
	until   time.Time
	waiting []pair // those who came nearest, by offering
	scores  map[pair]tandem.Score
	gone    []tandem.ID[tandem.Hold] // holds of the plan before that ended
}

// run makes the proposals. Locks come in the one order of all who hold places:
// questions, offerings, budgets. The plan's row is held first: it belongs to this
// act alone, and whoever approves second waits here.
func (a *approval) run(ctx context.Context) error {
	if _, err := a.tx.LockPeriod(ctx, a.p.record.PeriodID); err != nil {
		return err
	}
	record, err := a.tx.LockPlan(ctx, a.p.record.ID)
	if err != nil {
		return err
	}
	if err := policy.PlanRound(a.by, record.InstitutionID); err != nil {
		return err
	}
	pairs := a.p.placedPairs()
	if err := policy.ApprovePlan(a.by, record.InstitutionID, a.lecturers(pairs)); err != nil {
		return tandem.FailWith(tandem.Conflict, "plan_own_offering", err)
	}
	before, err := a.before(ctx)
	if err != nil {
		return err
	}
	if err := a.lock(ctx, pairs, before); err != nil {
		return err
	}
	if err := a.supersede(ctx, before); err != nil {
		return err
	}
	holds, err := a.hold(ctx, record, pairs)
	if err != nil {
		return err
	}
	if err := a.line(ctx, record); err != nil {
		return err
	}
	return a.close(ctx, record, holds)
}

// lecturers are those whose offerings get questions or a line of them.
func (a *approval) lecturers(pairs []pair) []tandem.ID[tandem.Person] {
	var list []tandem.ID[tandem.Person]
	for _, x := range slices.Concat(pairs, a.waiting) {
		list = append(list, a.p.offerings[x.o].LecturerID)
	}
	return list
}

// before finds the plan in force, which must be the one that this plan took into
// account.
func (a *approval) before(ctx context.Context) (tandem.PlanRecord, error) {
	p, err := a.tx.PlanInForce(ctx, a.p.record.PeriodID)
	if errors.Is(err, tandem.NotFound) {
		p, err = tandem.PlanRecord{}, nil
	}
	if err == nil && p.ID == a.p.record.ID {
		return p, tandem.Fail(tandem.Conflict, "plan_moved_on")
	}
	if err == nil && p.ID != a.p.facts.inForce && !p.ID.IsZero() {
		return p, tandem.Fail(tandem.Conflict, "plan_in_force")
	}
	return p, err
}

// lock holds the rows of all questions and offerings that the plan touches, and
// refuses when one is no longer to be had. Those it passes over are among them: a row
// about each comes later, which waits for who holds the question, and whoever waited
// for a question with an offering in hand could wait for ever.
func (a *approval) lock(ctx context.Context, pairs []pair, before tandem.PlanRecord) error {
	questions := a.passed()
	var offerings []tandem.ID[tandem.Offering]
	for _, x := range slices.Concat(pairs, a.waiting) {
		questions = append(questions, a.p.facts.questions[x.q].id)
		offerings = append(offerings, a.p.facts.offerings[x.o].id)
	}
	if !before.ID.IsZero() {
		holds, err := a.tx.HoldsOfPlan(ctx, before.ID)
		if err != nil {
			return err
		}
		for _, h := range holds {
			questions, offerings = append(questions, h.QuestionID), append(offerings, h.OfferingID)
		}
	}
	if err := a.tx.LockQuestions(ctx, questions); err != nil {
		return err
	}
	if err := a.tx.LockOfferings(ctx, offerings); err != nil {
		return err
	}
	return a.still(ctx, pairs)
}

// still refuses when a placed question is not open or an offering takes nothing in
// this period any more.
func (a *approval) still(ctx context.Context, pairs []pair) error {
	questions, offerings := make([]tandem.ID[tandem.Question], 0, len(pairs)), make([]tandem.ID[tandem.Offering], 0, len(pairs))
	for _, x := range pairs {
		questions, offerings = append(questions, a.p.facts.questions[x.q].id), append(offerings, a.p.facts.offerings[x.o].id)
	}
	names, err := a.tx.QuestionNames(ctx, questions)
	if err != nil {
		return err
	}
	for _, n := range names {
		if n.State != tandem.QuestionOpen {
			return tandem.FailWith(tandem.Conflict, "plan_questions_moved", fmt.Errorf("question %s is %s", n.ID, n.State))
		}
	}
	if len(names) != len(pairs) {
		return tandem.Fail(tandem.Conflict, "plan_questions_moved")
	}
	gone, err := a.tx.OfferingsGone(ctx, a.p.record.PeriodID, offerings)
	if err == nil && gone > 0 {
		return tandem.FailWith(tandem.Conflict, "plan_places_moved", fmt.Errorf("%d offerings are gone", gone))
	}
	return err
}

// supersede takes the plan back that was in force, but for what was claimed.
func (a *approval) supersede(ctx context.Context, before tandem.PlanRecord) error {
	if before.ID.IsZero() {
		return nil
	}
	holds, err := a.tx.HoldsOfPlan(ctx, before.ID)
	if err != nil {
		return err
	}
	if a.gone, err = withdraw(ctx, a.tx, before, holds); err != nil {
		return err
	}
	return a.tx.Record(ctx, event(before, "plan.superseded", tandem.PlanApproved))
}

// hold approves the matches of the plan and holds their places.
func (a *approval) hold(ctx context.Context, record tandem.PlanRecord, pairs []pair) ([]tandem.Hold, error) {
	if err := a.propose(ctx, pairs, tandem.MatchApproved); err != nil {
		return nil, err
	}
	holds := make([]tandem.Hold, len(pairs))
	for i, x := range pairs {
		holds[i] = tandem.Hold{
			QuestionID: a.p.facts.questions[x.q].id, OfferingID: a.p.facts.offerings[x.o].id, Kind: tandem.HoldPlan,
			PlanID: record.ID, EndsAt: &a.until,
		}
	}
	holds, err := a.tx.InsertHolds(ctx, holds)
	if err != nil {
		return nil, err
	}
	return holds, a.tx.RecordAll(ctx, a.trail(pairs))
}

// trail is an event in the life of each placed question.
func (a *approval) trail(pairs []pair) []tandem.Event {
	list := make([]tandem.Event, len(pairs))
	for i, x := range pairs {
		list[i] = tandem.Event{
			Action: "match.planned", SubjectKind: "offering", SubjectID: a.p.facts.offerings[x.o].id.String(),
			SubjectName: a.p.offerings[x.o].Title, QuestionID: a.p.facts.questions[x.q].id, InstitutionID: a.p.record.InstitutionID,
			ToState: string(tandem.MatchApproved),
			Detail:  map[string]string{"plan": strconv.Itoa(a.p.record.Number), "until": a.until.Format(time.DateOnly)},
		}
	}
	return list
}

// propose sees to it that each pair has a living match, in a state at least.
func (a *approval) propose(ctx context.Context, pairs []pair, state tandem.MatchState) error {
	list := make([]tandem.Match, len(pairs))
	for i, x := range pairs {
		list[i] = tandem.Match{
			QuestionID: a.p.facts.questions[x.q].id, OfferingID: a.p.facts.offerings[x.o].id, InstitutionID: a.p.record.InstitutionID,
			State: state, Rank: a.rank(x), Score: a.scores[x], Version: a.p.facts.version,
		}
	}
	return a.tx.ProposeMatches(ctx, a.p.record.ID, list)
}

// rank is where an offering stands among those of the question, by weight.
func (a *approval) rank(x pair) int {
	rank, worth := 1, a.p.worth(x.q, x.o)
	for _, e := range a.p.problem.EdgesOf(x.q) {
		if int64(e.Weight) > worth {
			rank++
		}
	}
	return rank
}

// line puts those who came nearest in line.
func (a *approval) line(ctx context.Context, record tandem.PlanRecord) error {
	open, err := a.openOf(ctx, a.waiting)
	if err != nil {
		return err
	}
	if err := a.propose(ctx, open, tandem.MatchProposed); err != nil {
		return err
	}
	list := make([]tandem.Waiting, len(open))
	for i, x := range open {
		list[i] = tandem.Waiting{
			OfferingID: a.p.facts.offerings[x.o].id, QuestionID: a.p.facts.questions[x.q].id, Source: tandem.WaitPlan,
			PlanID: record.ID, AddedBy: a.by.PersonID,
		}
	}
	return a.tx.InsertWaiting(ctx, list)
}

// openOf drops pairs whose question went away since the plan was made: who only
// waits is no reason to refuse the plan.
func (a *approval) openOf(ctx context.Context, list []pair) ([]pair, error) {
	ids := make([]tandem.ID[tandem.Question], len(list))
	for i, x := range list {
		ids[i] = a.p.facts.questions[x.q].id
	}
	names, err := a.tx.QuestionNames(ctx, ids)
	if err != nil {
		return nil, err
	}
	open := map[tandem.ID[tandem.Question]]bool{}
	for _, n := range names {
		open[n.ID] = n.State == tandem.QuestionOpen
	}
	return slices.DeleteFunc(slices.Clone(list), func(x pair) bool {
		return !open[a.p.facts.questions[x.q].id] || a.scores[x].Weight <= 0
	}), nil
}

// passed lists the questions that the plan passes over.
func (a *approval) passed() []tandem.ID[tandem.Question] {
	var list []tandem.ID[tandem.Question]
	for q, o := range a.p.placed {
		if o == allocation.Nobody {
			list = append(list, a.p.facts.questions[q].id)
		}
	}
	return list
}

// close notes who was passed over, tells lecturers and owners and stores the decision.
func (a *approval) close(ctx context.Context, record tandem.PlanRecord, holds []tandem.Hold) error {
	if err := a.tx.SaveWaits(ctx, record, a.passed()); err != nil {
		return err
	}
	if err := a.tell(ctx, holds); err != nil {
		return err
	}
	from, at := record.State, a.tx.Now()
	if err := record.Move(tandem.PlanApproved, at); err != nil {
		return err
	}
	record.ApprovedAt, record.ApprovedBy, record.HeldUntil = &at, a.by.Name, &a.until
	if err := a.tx.SavePlan(ctx, record); err != nil {
		return err
	}
	return a.tx.Record(ctx, event(record, "plan.approved", from))
}
