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
	if err != nil {
		return s.noEffect(w, r, err, x, at)
	}
	at.effect = &effect
	if isHTMX(r) {
		return s.render(w, r, http.StatusOK, page.WhatIfSays(s.shell(r), x, at.change, at.effect, nil).View())
	}
	return s.showRound(w, r, http.StatusOK, at)
}

// noEffect says why a change cannot be worked out.
func (s *Server) noEffect(w http.ResponseWriter, r *http.Request, cause error, x tandem.Plan, at sight) error {
	code, ok := s.again(r, cause)
	if !ok || !isHTMX(r) {
		return s.planAgain(w, r, cause, x, at)
	}
	list := faultsOf(s.printer(r), cause)
	if code == http.StatusConflict {
		list["kind"] = s.sentence(r, cause)
	}
	return s.render(w, r, code, page.WhatIfSays(s.shell(r), x, at.change, nil, list).View())
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
	if err != nil {
		return s.planAgain(w, r, err, x, at)
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
	if err == nil {
		p.Effect = &effect
	} else {
		var ok bool
		if status, ok = s.again(r, err); !ok {
			return err
		}
		p.Errors = s.moveFaults(r, err)
	}
	if isHTMX(r) {
		return s.render(w, r, status, page.MoveSays(s.shell(r), p.Effect, p.Errors).View())
	}
	return s.showMove(w, r, status, p)
}

// movePlan makes a plan in which a question goes where somebody wants it.
func (s *Server) movePlan(w http.ResponseWriter, r *http.Request) error {
	var f moveForm
	unread := s.decode(r, &f)
	x, move, err := s.moveOf(r, f)
	if unread != nil && (err == nil || errors.Is(err, tandem.Invalid)) {
		err = unread // but who may not see the plan hears no more than that
	}
	var made tandem.ID[tandem.Plan]
	if err == nil {
		made, err = s.Planning.Move(r.Context(), s.actor(r), x.ID, move)
	}
	if err == nil {
		return s.leadTo(w, r, made, "plan_moved")
	}
	code, ok := s.again(r, err)
	if !ok {
		return err
	}
	return s.showMove(w, r, code, page.Move{To: f.To, Errors: s.moveFaults(r, err)})
}

// moveFaults puts every fault at the one field there is.
func (s *Server) moveFaults(r *http.Request, err error) faults {
	list := faultsOf(s.printer(r), err)
	for _, said := range list {
		return faults{"naar": said}
	}
	if errors.Is(err, tandem.Conflict) {
		list["naar"] = s.sentence(r, err)
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
