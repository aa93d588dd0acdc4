package server

import (
	"cmp"
	"net/http"
	"strings"
	"time"

	"github.com/tandem-hbo/tandem/internal/tandem"
	"github.com/tandem-hbo/tandem/web/page"
	"github.com/tandem-hbo/tandem/web/text"
)

// patience is how long an answer waits for a plan unless the configuration says
// otherwise.
const patience = 200 * time.Millisecond

// makePlan asks for a plan by the rules that were typed.
func (s *Server) makePlan(w http.ResponseWriter, r *http.Request) error {
	period, err := id[tandem.Period](r, "period")
	if err != nil {
		return err
	}
	round, err := s.Planning.Round(r.Context(), s.actor(r), period)
	if err != nil {
		return err
	}
	var f page.RoundForm
	var n reading
	err = s.decode(r, &f)
	rules := readRules(f, round.Minima, &n)
	from := typedID[tandem.Plan](f.From)
	if err == nil {
		err = tandem.FailFields(n.faults)
	}
	if err == nil {
		err = s.carryFixed(r, &rules, f, from)
	}
	var made tandem.ID[tandem.Plan]
	if err == nil {
		made, err = s.Planning.Plan(r.Context(), s.actor(r), period, rules)
	}
	if err != nil {
		return s.roundAgain(w, r, err, sight{plan: readable(round, from), form: &f})
	}
	return s.leadTo(w, r, made, "plan_made")
}

// readable is the plan if it is one of the round and has been made, else none.
func readable(round tandem.Round, plan tandem.ID[tandem.Plan]) tandem.ID[tandem.Plan] {
	for _, x := range round.Plans {
		if x.ID == plan && x.State != tandem.PlanRunning && x.State != tandem.PlanFailed {
			return plan
		}
	}
	return tandem.ID[tandem.Plan]{}
}

// roundAgain shows a round as it stands now, with what was typed and what is
// wrong with it or came in between.
func (s *Server) roundAgain(w http.ResponseWriter, r *http.Request, cause error, at sight) error {
	code, ok := s.again(r, cause)
	if !ok {
		return cause
	}
	at.faults = faultsOf(s.printer(r), cause)
	return s.showRound(w, r, code, at)
}

// leadTo waits a moment for a plan and leads to its page.
func (s *Server) leadTo(w http.ResponseWriter, r *http.Request, made tandem.ID[tandem.Plan], flash string) error {
	x, err := s.Planning.Await(r.Context(), s.actor(r), made, cmp.Or(s.cfg.Patience, patience))
	if err != nil {
		return err
	}
	if x.State == tandem.PlanRunning || x.State == tandem.PlanFailed {
		flash = ""
	}
	return s.redirect(w, r, page.PlanHref(x), flash)
}

// readRules turns the form into rules. A minimum that is left empty is none.
func readRules(f page.RoundForm, groups []tandem.Minimum, n *reading) tandem.PlanRules {
	rules := tandem.PlanRules{
		Mode: tandem.PlanMode(f.Mode), Shut: f.Shut, MoveNever: f.MoveNever,
		Urgency: n.whole("urgency", f.Urgency), Waited: n.whole("waited", f.Waited), MoveCost: n.whole("move_cost", f.MoveCost),
	}
	for _, m := range groups {
		typed := strings.TrimSpace(f.Least[page.LeastKey(m)])
		if typed == "" {
			continue
		}
		name := page.LeastName(m)
		m.Least = n.whole(name, typed)
		if m.Least > m.Asked {
			n.faults = append(n.faults, tandem.FieldError{Field: name, Code: "at_most", Limit: m.Asked})
		}
		rules.Minima = append(rules.Minima, m)
	}
	return rules
}

// carryFixed takes over what was fixed in the plan that was looked at: the boxes
// speak for the rows that were shown, the plan for the others.
func (s *Server) carryFixed(r *http.Request, rules *tandem.PlanRules, f page.RoundForm, from tandem.ID[tandem.Plan]) error {
	shown := map[tandem.ID[tandem.Question]]bool{}
	for _, raw := range f.Shown {
		shown[typedID[tandem.Question](raw)] = true
	}
	if !from.IsZero() {
		view, err := s.Planning.View(r.Context(), s.actor(r), from, tandem.PlanFilter{Limit: 1})
		if err != nil {
			return err
		}
		for _, x := range view.Rules.Fixed {
			if !shown[x.Question] {
				rules.Fixed = append(rules.Fixed, x)
			}
		}
	}
	for _, raw := range f.Fixed {
		question, offering, _ := strings.Cut(raw, ":")
		x := tandem.Fixing{Question: typedID[tandem.Question](question), Offering: typedID[tandem.Offering](offering)}
		if !x.Question.IsZero() {
			rules.Fixed = append(rules.Fixed, x)
		}
	}
	return nil
}

type approveForm struct {
	Until string `form:"until"`
}

// approvePlan sends the proposals of a plan and holds its places.
func (s *Server) approvePlan(w http.ResponseWriter, r *http.Request) error {
	x, err := s.planOf(r)
	if err != nil {
		return err
	}
	var f approveForm
	var n reading
	err = s.decode(r, &f)
	until := endOf(n.day("until", f.Until))
	if err == nil {
		err = tandem.FailFields(n.faults)
	}
	if err == nil {
		err = s.Planning.Approve(r.Context(), s.actor(r), x.ID, until)
	}
	if err != nil {
		return s.planAgain(w, r, err, x, sight{until: f.Until})
	}
	return s.redirect(w, r, page.RoundHref(x.PeriodID), "plan_approved")
}

// endOf is the last second of a day where our readers live; no day stays none.
func endOf(day time.Time) time.Time {
	if day.IsZero() {
		return day
	}
	year, month, d := day.Date()
	return time.Date(year, month, d, 23, 59, 59, 0, text.Amsterdam())
}

// undoPlan takes the proposals of a plan back.
func (s *Server) undoPlan(w http.ResponseWriter, r *http.Request) error {
	x, err := s.planOf(r)
	if err != nil {
		return err
	}
	if err := s.Planning.Undo(r.Context(), s.actor(r), x.ID); err != nil {
		return s.planAgain(w, r, err, x, sight{})
	}
	return s.redirect(w, r, page.PlanHref(x), "plan_undone")
}

// planAgain is roundAgain for the plan of the address, as far as it was made.
func (s *Server) planAgain(w http.ResponseWriter, r *http.Request, cause error, x tandem.Plan, at sight) error {
	at.plan = readable(tandem.Round{Plans: []tandem.Plan{x}}, x.ID)
	return s.roundAgain(w, r, cause, at)
}

// planOf finds the plan of the address, if it is one of the round there.
func (s *Server) planOf(r *http.Request) (tandem.Plan, error) {
	period, plan, err := planIDs(r)
	if err != nil {
		return tandem.Plan{}, err
	}
	x, err := s.Planning.Await(r.Context(), s.actor(r), plan, 0)
	if err == nil && x.PeriodID != period {
		err = tandem.NotFound
	}
	return x, err
}
