package server

import (
	"errors"
	"net/http"
	"strings"
	"time"

	"github.com/tandem-hbo/tandem/internal/tandem"
	"github.com/tandem-hbo/tandem/web/page"
)

// whatIf tells what a change would do; nothing is kept. Without a change in the
// address it shows the plan.
func (s *Server) whatIf(w http.ResponseWriter, r *http.Request) error {
	x, err := s.planOf(r)
	if err != nil {
		return err
	}
	at := sight{plan: x.ID}
	s.decodeQuery(r, &at.change)
	if at.change.Kind == "" {
		return s.showRound(w, r, http.StatusOK, at)
	}
	change, err := readWhatIf(at.change)
	var effect tandem.Effect
	if err == nil {
		effect, err = s.Planning.WhatIf(r.Context(), s.actor(r), x.ID, change)
	}
	status := http.StatusOK
	switch {
	case errors.Is(err, tandem.Invalid):
		status, at.faults = http.StatusUnprocessableEntity, faultsOf(s.printer(r), err)
	case err != nil:
		return err
	default:
		at.effect = &effect
	}
	if isHTMX(r) {
		return s.render(w, r, status, page.WhatIfSays(s.shell(r), x, at.change, at.effect, at.faults).View())
	}
	return s.showRound(w, r, status, at)
}

// keepWhatIf makes a plan in which a change is supposed.
func (s *Server) keepWhatIf(w http.ResponseWriter, r *http.Request) error {
	x, err := s.planOf(r)
	if err != nil {
		return err
	}
	at := sight{plan: x.ID}
	err = s.decode(r, &at.change)
	var change tandem.WhatIf
	if err == nil {
		change, err = readWhatIf(at.change)
	}
	var made tandem.ID[tandem.Plan]
	if err == nil {
		made, err = s.Planning.KeepWhatIf(r.Context(), s.actor(r), x.ID, change)
	}
	if errors.Is(err, tandem.Invalid) {
		at.faults = faultsOf(s.printer(r), err)
		return s.showRound(w, r, http.StatusUnprocessableEntity, at)
	}
	if err != nil {
		return err
	}
	return s.leadTo(w, r, made, "plan_made")
}

// readWhatIf turns the form into a change. What it cannot read is zero, which
// no change is.
func readWhatIf(f page.WhatIfForm) (tandem.WhatIf, error) {
	var n reading
	c := tandem.WhatIf{Kind: tandem.WhatIfKind(f.Kind), Offering: typedID[tandem.Offering](f.Offering)}
	if c.Kind == tandem.WhatIfStart {
		start, err := time.Parse("2006-01", f.Start)
		if err != nil {
			n.fault("start")
		}
		c.Start = start
	} else {
		c.Number = n.whole("number", strings.Replace(f.Number, "−", "-", 1))
	}
	return c, tandem.FailFields(n.faults)
}

type moveForm struct {
	To string `form:"naar"`
}

// movePage shows where a question could go, and what the chosen place costs.
func (s *Server) movePage(w http.ResponseWriter, r *http.Request) error {
	var f moveForm
	s.decodeQuery(r, &f)
	x, move, err := s.moveOf(r, f)
	if err != nil && !errors.Is(err, tandem.Invalid) {
		return err
	}
	p := page.Move{To: f.To}
	if f.To == "" {
		return s.showMove(w, r, http.StatusOK, p)
	}
	var effect tandem.Effect
	if err == nil {
		effect, err = s.Planning.Try(r.Context(), s.actor(r), x.ID, move)
	}
	status := http.StatusOK
	switch {
	case errors.Is(err, tandem.Invalid):
		status, p.Errors = http.StatusUnprocessableEntity, moveFaults(faultsOf(s.printer(r), err))
	case err != nil:
		return err
	default:
		p.Effect = &effect
	}
	if isHTMX(r) {
		return s.render(w, r, status, page.MoveSays(s.shell(r), x, p.Effect, p.Errors).View())
	}
	return s.showMove(w, r, status, p)
}

// movePlan makes a plan in which a question goes where somebody wants it.
func (s *Server) movePlan(w http.ResponseWriter, r *http.Request) error {
	var f moveForm
	err := s.decode(r, &f)
	x, move, bad := s.moveOf(r, f)
	if err == nil || !errors.Is(bad, tandem.Invalid) {
		err = bad
	}
	var made tandem.ID[tandem.Plan]
	if err == nil {
		made, err = s.Planning.Move(r.Context(), s.actor(r), x.ID, move)
	}
	if errors.Is(err, tandem.Invalid) {
		return s.showMove(w, r, http.StatusUnprocessableEntity, page.Move{To: f.To, Errors: moveFaults(faultsOf(s.printer(r), err))})
	}
	if err != nil {
		return err
	}
	return s.leadTo(w, r, made, "plan_moved")
}

// moveFaults puts every fault at the one field there is.
func moveFaults(list faults) faults {
	for _, said := range list {
		return faults{"naar": said}
	}
	return list
}

// moveOf reads the plan, the question and where it should go.
func (s *Server) moveOf(r *http.Request, f moveForm) (tandem.Plan, tandem.PlanMove, error) {
	x, err := s.planOf(r)
	if err != nil {
		return x, tandem.PlanMove{}, err
	}
	question, err := id[tandem.Question](r, "question")
	m := tandem.PlanMove{Question: question, Offering: typedID[tandem.Offering](f.To)}
	if err == nil && m.Offering.IsZero() && f.To != page.NoPlace {
		err = tandem.FailFields([]tandem.FieldError{{Field: "naar", Code: "unknown_choice"}})
	}
	return x, m, err
}

// showMove draws the places with what was chosen.
func (s *Server) showMove(w http.ResponseWriter, r *http.Request, status int, p page.Move) error {
	x, err := s.planOf(r)
	if err != nil {
		return err
	}
	question, err := id[tandem.Question](r, "question")
	if err != nil {
		return err
	}
	round, err := s.Planning.Round(r.Context(), s.actor(r), x.PeriodID)
	if err != nil {
		return err
	}
	p.Shell, p.Period = s.shell(r), round.Period
	if p.PlaceChoice, err = s.Planning.Choices(r.Context(), s.actor(r), x.ID, question); err != nil {
		return err
	}
	return s.render(w, r, status, p.Page())
}
