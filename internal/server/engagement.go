package server

import (
	"context"
	"net/http"
	"slices"
	"time"

	"github.com/tandem-hbo/tandem/internal/delivery"
	"github.com/tandem-hbo/tandem/internal/policy"
	"github.com/tandem-hbo/tandem/internal/tandem"
	"github.com/tandem-hbo/tandem/web/page"
)

// workList shows claims with their next step.
func (s *Server) workList(w http.ResponseWriter, r *http.Request) error {
	by := s.actor(r)
	rows, err := s.Works.List(r.Context(), by)
	if err != nil {
		return err
	}
	return s.render(w, r, http.StatusOK, page.WorkList{
		Shell: s.shell(r), Rows: rows, Desk: by.Has(tandem.Coordinator), Reader: by.PersonID, Now: s.Works.Now(),
	}.Page())
}

// workPage shows one claim and the work that came of it.
func (s *Server) workPage(w http.ResponseWriter, r *http.Request) error {
	p, err := s.work(r)
	if err != nil {
		return err
	}
	return s.render(w, r, http.StatusOK, p.Page())
}

// work reads the claim of the address with the acts that this reader has.
func (s *Server) work(r *http.Request) (page.Engagement, error) {
	by := s.actor(r)
	c, err := id[tandem.Claim](r, "id")
	if err != nil {
		return page.Engagement{}, err
	}
	found, err := s.Works.Work(r.Context(), by, c)
	if err != nil {
		return page.Engagement{}, err
	}
	known, err := s.Catalog.Taxonomy(r.Context())
	if err != nil {
		return page.Engagement{}, err
	}
	p := page.Engagement{Shell: s.shell(r), Work: found, Taxonomy: known, Form: page.WorkForm(delivery.Suggest(found))}
	waits, runs := found.Claim.State == tandem.ClaimOpen, found.Engagement.State == tandem.EngagementRunning
	_, said := found.Said(tandem.Education)
	p.MayStart = waits && policy.StartWork(by, found.Claim) == nil
	p.MayRelease = waits && policy.ReleaseClaim(by, found.Claim) == nil
	p.MayEnd = runs && policy.EndWork(by, found.Claim) == nil
	p.MayEvaluate = !said && policy.Evaluate(by, tandem.Education, found.Question, found.Claim) == nil
	if next, ok := delivery.NextForm(known, found); ok {
		p.Next = &next
	}
	return p, nil
}

// act is a change of the claim in the address; fill puts the form back on the
// page as typed. Where that form has gone, typed is kept apart.
type act struct {
	do    func(context.Context, tandem.Actor, tandem.ID[tandem.Claim]) error
	fill  func(*page.Engagement)
	there func(page.Engagement) bool
	typed string
	flash string
}

// change does an act and leads back to the claim's page, or shows it again with
// what is wrong. unread is the error of reading the form.
func (s *Server) change(w http.ResponseWriter, r *http.Request, unread error, a act) error {
	c, err := id[tandem.Claim](r, "id")
	if err != nil {
		return err
	}
	if err = unread; err == nil {
		err = a.do(r.Context(), s.actor(r), c)
	}
	if err == nil {
		return s.redirect(w, r, "/opdrachten/"+c.String(), a.flash)
	}
	code, ok := s.again(r, err)
	if !ok {
		return err
	}
	p, cannot := s.work(r)
	if cannot != nil {
		return cannot
	}
	a.fill(&p)
	stored := []string{p.Work.Engagement.Statement, p.Work.Engagement.EndNote, p.Work.Claim.EndNote}
	if !a.there(p) && !slices.Contains(stored, a.typed) {
		p.Kept = a.typed
	}
	p.Errors = faultsOf(p.Printer, err)
	return s.render(w, r, code, p.Page())
}

func mayStart(p page.Engagement) bool   { return p.MayStart }
func mayEnd(p page.Engagement) bool     { return p.MayEnd }
func mayRelease(p page.Engagement) bool { return p.MayRelease }

// reasonForm is the form of an act that asks for a few words.
type reasonForm struct {
	Reason     string `form:"reason"`
	HandOver   string `form:"hand_over"`
	StopReason string `form:"stop_reason"`
}

func (f reasonForm) fill(p *page.Engagement) {
	p.Reason, p.HandOver, p.StopReason = f.Reason, f.HandOver, f.StopReason
}

// releaseClaim gives a question back.
func (s *Server) releaseClaim(w http.ResponseWriter, r *http.Request) error {
	var f reasonForm
	err := s.decode(r, &f)
	return s.change(w, r, err, act{
		do: func(ctx context.Context, by tandem.Actor, c tandem.ID[tandem.Claim]) error {
			return s.Claims.Release(ctx, by, c, f.Reason)
		},
		fill: f.fill, there: mayRelease, typed: f.Reason, flash: "claim_released",
	})
}

// finishWork ends work as agreed.
func (s *Server) finishWork(w http.ResponseWriter, r *http.Request) error {
	var f reasonForm
	err := s.decode(r, &f)
	return s.change(w, r, err, act{
		do: func(ctx context.Context, by tandem.Actor, c tandem.ID[tandem.Claim]) error {
			return s.Works.Finish(ctx, by, c, f.HandOver)
		},
		fill: f.fill, there: mayEnd, typed: f.HandOver, flash: "work_finished",
	})
}

// stopWork ends work early.
func (s *Server) stopWork(w http.ResponseWriter, r *http.Request) error {
	var f reasonForm
	err := s.decode(r, &f)
	return s.change(w, r, err, act{
		do: func(ctx context.Context, by tandem.Actor, c tandem.ID[tandem.Claim]) error {
			return s.Works.Stop(ctx, by, c, f.StopReason)
		},
		fill: f.fill, there: mayEnd, typed: f.StopReason, flash: "work_stopped",
	})
}

// startForm is what both sides agreed on, as typed.
type startForm struct {
	Statement        string              `form:"statement"`
	StartsOn         time.Time           `form:"starts_on"`
	EndsOn           time.Time           `form:"ends_on"`
	CompanyContact   string              `form:"company_contact"`
	EducationContact string              `form:"education_contact"`
	Secrecy          tandem.SecrecyLevel `form:"secrecy"`
	IP               tandem.IPChoice     `form:"ip"`
}

// startWork begins the work.
func (s *Server) startWork(w http.ResponseWriter, r *http.Request) error {
	var f startForm
	err := s.decode(r, &f)
	return s.change(w, r, err, act{
		do: func(ctx context.Context, by tandem.Actor, c tandem.ID[tandem.Claim]) error {
			return s.Works.Start(ctx, by, c, delivery.Agreement(f))
		},
		fill: func(p *page.Engagement) { p.Form = page.WorkForm(f) }, there: mayStart, typed: f.Statement, flash: "work_started",
	})
}
