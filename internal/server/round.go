package server

import (
	"net/http"

	"github.com/go-chi/chi/v5"

	"github.com/tandem-hbo/tandem/internal/tandem"
	"github.com/tandem-hbo/tandem/web/page"
)

// roundRoutes plan teaching periods, for coordinators.
func (s *Server) roundRoutes(m chi.Router) {
	m.Use(s.signedIn)
	m.Get("/rondes", s.handle(s.roundsPage))
	m.Get("/rondes/{period}", s.handle(s.roundPage))
	m.Get("/rondes/{period}/vergelijk", s.handle(s.comparePage))
	m.Get("/rondes/{period}/plannen", s.handle(s.plansPage))
	m.Post("/rondes/{period}/plannen", s.handle(s.makePlan))
	m.Get("/rondes/{period}/plannen/{plan}", s.handle(s.planPage))
	m.Post("/rondes/{period}/plannen/{plan}/goedkeuren", s.handle(s.approvePlan))
	m.Post("/rondes/{period}/plannen/{plan}/ongedaan", s.handle(s.undoPlan))
	m.Get("/rondes/{period}/plannen/{plan}/wat-als", s.handle(s.whatIf))
	m.Post("/rondes/{period}/plannen/{plan}/wat-als", s.handle(s.keepWhatIf))
	m.Get("/rondes/{period}/plannen/{plan}/vragen/{question}", s.handle(s.movePage))
	m.Post("/rondes/{period}/plannen/{plan}/vragen/{question}", s.handle(s.movePlan))
	m.Get("/rondes/{period}/plannen/{plan}/excel", s.handle(s.planExcel))
	m.Get("/rondes/{period}/plannen/{plan}/csv", s.handle(s.planCSV))
}

// roundsPage lists the rounds that the actor coordinates.
func (s *Server) roundsPage(w http.ResponseWriter, r *http.Request) error {
	rows, err := s.Planning.Rounds(r.Context(), s.actor(r))
	if err != nil {
		return err
	}
	p := page.Rounds{Shell: s.shell(r), Rows: rows}
	if len(s.actor(r).Institutions(tandem.Coordinator)) > 1 {
		if p.Names, err = s.Account.Institutions(r.Context(), s.actor(r)); err != nil {
			return err
		}
	}
	return s.render(w, r, http.StatusOK, p.Page())
}

// roundPage shows a round with the plan that counts.
func (s *Server) roundPage(w http.ResponseWriter, r *http.Request) error {
	return s.showRound(w, r, http.StatusOK, sight{})
}

// planPage shows a round with the plan of the address, or how far its making is.
func (s *Server) planPage(w http.ResponseWriter, r *http.Request) error {
	period, plan, err := planIDs(r)
	if err != nil {
		return err
	}
	x, err := s.Planning.Await(r.Context(), s.actor(r), plan, 0)
	switch {
	case err != nil:
		return err
	case x.PeriodID != period:
		return tandem.NotFound
	case x.State == tandem.PlanRunning:
		return s.showWaiting(w, r, x)
	case x.State == tandem.PlanFailed:
		return s.redirect(w, r, page.RoundHref(period), "")
	case isHTMX(r): // it was waited for
		return s.redirect(w, r, page.PlanHref(x), "plan_made")
	}
	return s.showRound(w, r, http.StatusOK, sight{plan: plan})
}

// planIDs reads the period and the plan of the address.
func planIDs(r *http.Request) (period tandem.ID[tandem.Period], plan tandem.ID[tandem.Plan], err error) {
	if period, err = id[tandem.Period](r, "period"); err != nil {
		return period, plan, err
	}
	plan, err = id[tandem.Plan](r, "plan")
	return period, plan, err
}

func (s *Server) showWaiting(w http.ResponseWriter, r *http.Request, x tandem.Plan) error {
	period, err := s.Planning.Period(r.Context(), s.actor(r), x.PeriodID)
	if err != nil {
		return err
	}
	p := page.PlanWait{Shell: s.shell(r), Period: period, Plan: x}
	if isHTMX(r) {
		return s.render(w, r, http.StatusOK, p.Progress())
	}
	return s.render(w, r, http.StatusOK, p.Page())
}

// sight is what a round's page shows besides how the round stands.
type sight struct {
	plan   tandem.ID[tandem.Plan] // zero for the one that counts
	form   *page.RoundForm        // as typed; nil for the rules of the newest plan
	until  string
	change page.WhatIfForm
	effect *tandem.Effect
	faults faults
}

type rowsForm struct {
	Offering string `form:"aanbod"`
	Leaf     int    `form:"blad"`
}

// showRound draws a round as it stands now round what was typed.
func (s *Server) showRound(w http.ResponseWriter, r *http.Request, status int, at sight) error {
	period, err := id[tandem.Period](r, "period")
	if err != nil {
		return err
	}
	p := page.Round{Shell: s.shell(r), Until: at.until, If: at.change, Effect: at.effect, Errors: at.faults}
	if p.R, err = s.Planning.Round(r.Context(), s.actor(r), period); err != nil {
		return err
	}
	p.Form = page.TypedRules(p.R.Rules)
	if at.form != nil {
		p.Form = *at.form
	}
	which := at.plan
	if which.IsZero() {
		which = p.R.Shown
	}
	p.Earlier = which != p.R.Shown
	if !which.IsZero() {
		if err := s.fillPlan(r, &p, which); err != nil {
			return err
		}
	}
	return s.render(w, r, status, p.Page())
}

// fillPlan reads the plan with the rows that the address asks for.
func (s *Server) fillPlan(r *http.Request, p *page.Round, which tandem.ID[tandem.Plan]) error {
	var f rowsForm
	if r.Method == http.MethodGet {
		s.decodeQuery(r, &f)
	}
	f.Leaf = min(max(f.Leaf, 1), 100_000)
	p.Only = typedID[tandem.Offering](f.Offering)
	first := (f.Leaf - 1) * pageRows
	view, err := s.Planning.View(r.Context(), s.actor(r), which, tandem.PlanFilter{Offering: p.Only, Limit: pageRows, Offset: first})
	if err != nil {
		return err
	}
	if view.PeriodID != p.R.ID {
		return tandem.NotFound
	}
	p.Plan = &view
	p.Span = page.Span{From: first + 1, To: first + len(view.Rows), All: view.All}
	if f.Leaf > 1 {
		p.Previous = p.RowsHref(f.Leaf - 1)
	}
	if p.Span.To < view.All && len(view.Rows) > 0 {
		p.Next = p.RowsHref(f.Leaf + 1)
	}
	return nil
}

// plansPage lists the plans of a round.
func (s *Server) plansPage(w http.ResponseWriter, r *http.Request) error {
	period, err := id[tandem.Period](r, "period")
	if err != nil {
		return err
	}
	p := page.Plans{Shell: s.shell(r)}
	var plans []tandem.Plan
	if p.Period, plans, err = s.Planning.Plans(r.Context(), s.actor(r), period); err != nil {
		return err
	}
	p.Rows, p.Pager = paged(r, p.Shell, plans)
	return s.render(w, r, http.StatusOK, p.Page())
}

type compareForm struct {
	A string `form:"a"`
	B string `form:"b"`
}

// comparePage sets two plans side by side: the two newest unless the address
// names others.
func (s *Server) comparePage(w http.ResponseWriter, r *http.Request) error {
	period, err := id[tandem.Period](r, "period")
	if err != nil {
		return err
	}
	p := page.Compare{Shell: s.shell(r)}
	if p.Period, p.Plans, err = s.Planning.Plans(r.Context(), s.actor(r), period); err != nil {
		return err
	}
	var f compareForm
	s.decodeQuery(r, &f)
	if a, b, ok := p.Pair(f.A, f.B); ok {
		diff, err := s.Planning.Compare(r.Context(), s.actor(r), a, b)
		if err != nil {
			return err
		}
		p.Diff = &diff
	}
	return s.render(w, r, http.StatusOK, p.Page())
}
