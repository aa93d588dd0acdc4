package server

import (
	"errors"
	"fmt"
	"net/http"
	"strconv"

	"github.com/a-h/templ"
	"github.com/go-chi/chi/v5"

	"github.com/tandem-hbo/tandem/internal/intake"
	"github.com/tandem-hbo/tandem/internal/tandem"
	"github.com/tandem-hbo/tandem/web/page"
	"github.com/tandem-hbo/tandem/web/text"
)

// askPage is the empty first step.
func (s *Server) askPage(w http.ResponseWriter, r *http.Request) error {
	in := tandem.TextAnswers{Key: newFormKey()}
	return s.render(w, r, http.StatusOK, page.AskText{Ask: page.Ask{Shell: s.shell(r), Step: 1}, In: in}.Page())
}

// askStart makes a draft of the first step. From the home page the first step
// comes next, to look over; from its own page the second.
func (s *Server) askStart(w http.ResponseWriter, r *http.Request) error {
	var in tandem.TextAnswers
	err := s.decode(r, &in)
	var session tandem.ID[tandem.Session]
	if err == nil {
		session, err = s.session(w, r)
	}
	var q tandem.Question
	flash := ""
	if err == nil && r.PostFormValue("split") != "" {
		flash, err = s.splitOff(r, session, &in)
	}
	if err == nil {
		q, err = s.Intake.Start(r.Context(), s.actor(r), session, in)
	}
	if errors.Is(err, tandem.Invalid) {
		if in.Key == "" {
			in.Key = newFormKey()
		}
		shell := s.shell(r)
		p := page.AskText{Ask: page.Ask{Shell: shell, Step: 1, Faults: faultsOf(shell.Printer, err)}, In: in}
		return s.render(w, r, http.StatusUnprocessableEntity, p.Page())
	}
	if err != nil {
		return err
	}
	if r.PostFormValue("from") == "home" {
		return s.redirect(w, r, stepPath(q, 1), flash)
	}
	return s.redirect(w, r, stepPath(q, 2), flash)
}

// splitOff makes a draft of the second question of a text and leaves the first;
// it gives the flash that says so. A text with one question stays as it is.
func (s *Server) splitOff(r *http.Request, session tandem.ID[tandem.Session], in *tandem.TextAnswers) (flash string, err error) {
	halves := s.Intake.Halves(in.Text)
	if halves == nil {
		return "", nil
	}
	if _, err := s.Intake.Start(r.Context(), s.actor(r), session, tandem.TextAnswers{Key: in.Key + "-2", Text: halves[1]}); err != nil {
		return "", err
	}
	in.Text, in.Read = halves[0], nil
	return "question_split", nil
}

// askLater is the first step filled in with what a text in haste says of a
// lasting cause, in the owner's own words; that text stays on the page.
func (s *Server) askLater(w http.ResponseWriter, r *http.Request) error {
	var in tandem.TextAnswers
	if err := s.decode(r, &in); err != nil && len(faultsOf(s.printer(r), err)) == 0 {
		return err
	}
	shell := s.shell(r)
	later := tandem.TextAnswers{
		Key: newFormKey(), Was: in.Text, Title: shell.T(text.AskLaterTitle),
		Text: shell.T(text.AskLaterText, "text", s.Intake.Lasting(in.Text)),
	}
	return s.render(w, r, http.StatusOK, page.AskText{Ask: page.Ask{Shell: shell, Step: 1}, In: later}.Page())
}

func stepPath(q tandem.Question, step int) string {
	return fmt.Sprintf("/vraag/%s/stap/%d", q.ID, step)
}

func ownPath(id tandem.ID[tandem.Question]) string { return "/mijn-vraag/" + id.String() }

// step is one step of asking: how to read its form, save it and show it.
type step struct {
	number int
	decode func(r *http.Request) error
	save   func(r *http.Request, id tandem.ID[tandem.Question]) (tandem.Question, error)
	// fill puts the saved answers into the form, for a first look.
	fill func(q tandem.Question, sealed tandem.Sealed)
	page func(base page.Ask, q tandem.Question) pager
}

// pager draws itself as a page.
type pager interface{ Page() templ.Component }

// stepOf finds the step in the address.
func (s *Server) stepOf(r *http.Request) (step, error) {
	n, err := strconv.Atoi(chi.URLParam(r, "step"))
	if err != nil || n < 1 || n > intake.Steps {
		return step{}, fmt.Errorf("step %q: %w", chi.URLParam(r, "step"), tandem.NotFound)
	}
	return []func() step{s.textStep, s.wishStep, s.whenStep, s.companyStep}[n-1](), nil
}

// askStep shows a step as it was saved.
func (s *Server) askStep(w http.ResponseWriter, r *http.Request) error {
	st, err := s.stepOf(r)
	if err != nil {
		return err
	}
	qid, err := id[tandem.Question](r, "id")
	if err != nil {
		return err
	}
	q, sealed, err := s.Intake.Question(r.Context(), s.actor(r), qid)
	if err != nil {
		return err
	}
	if !q.State.Editable() {
		return s.redirect(w, r, ownPath(qid), "")
	}
	if first := intake.NextStep(q); q.State == tandem.QuestionDraft && st.number > first {
		return s.redirect(w, r, stepPath(q, first), "")
	}
	st.fill(q, sealed)
	return s.showStep(w, r, st, shown{q: q, status: http.StatusOK})
}

// shown is a step to show: of which question, with what answer and why.
type shown struct {
	q      tandem.Question
	status int
	clash  string
	err    error
}

func (s *Server) showStep(w http.ResponseWriter, r *http.Request, st step, sh shown) error {
	advice := s.advice(r.Context(), intake.Guess(sh.q, nil))
	if advice.Taxonomy == nil {
		var err error
		if advice.Taxonomy, err = s.Intake.Taxonomy(r.Context()); err != nil {
			return err
		}
	}
	shell := s.shell(r)
	shell.Private = true
	base := page.Ask{
		Shell: shell, ID: sh.q.ID.String(), Sent: sh.q.State != tandem.QuestionDraft, Version: sh.q.Version, Step: st.number,
		Faults: faultsOf(shell.Printer, sh.err), Clash: sh.clash, Advice: advice,
	}
	return s.render(w, r, sh.status, st.page(base, sh.q).Page())
}

// saveStep saves a step and leads to the next. What was typed is kept on the
// page whenever it could not be saved.
func (s *Server) saveStep(w http.ResponseWriter, r *http.Request) error {
	st, err := s.stepOf(r)
	if err != nil {
		return err
	}
	qid, err := id[tandem.Question](r, "id")
	if err != nil {
		return err
	}
	var saved tandem.Question
	if err = st.decode(r); err == nil {
		saved, err = st.save(r, qid)
	}
	if err != nil {
		return s.stepRefused(w, r, st, qid, err)
	}
	return s.afterStep(w, r, st.number, saved)
}

func (s *Server) afterStep(w http.ResponseWriter, r *http.Request, number int, q tandem.Question) error {
	switch {
	case number == intake.Steps && q.State == tandem.QuestionSubmitted && q.AnsweredAt == nil:
		return s.redirect(w, r, "/vraag/"+q.ID.String()+"/verstuurd", "")
	case q.State != tandem.QuestionDraft:
		return s.redirect(w, r, ownPath(q.ID), "question_saved")
	}
	return s.redirect(w, r, stepPath(q, number+1), "")
}

// stepRefused shows the step again with what was typed: 422 for what breaks a
// rule, 409 when the question has changed or was claimed in between.
func (s *Server) stepRefused(w http.ResponseWriter, r *http.Request, st step, qid tandem.ID[tandem.Question], cause error) error {
	q, _, err := s.Intake.Question(r.Context(), s.actor(r), qid)
	if err != nil {
		return err
	}
	var known *tandem.Error
	switch {
	case errors.Is(cause, tandem.Invalid):
		return s.showStep(w, r, st, shown{q: q, status: http.StatusUnprocessableEntity, err: cause})
	case errors.As(cause, &known) && known.Code == "question_changed":
		return s.showStep(w, r, st, shown{q: q, status: http.StatusConflict, clash: "changed"})
	case errors.As(cause, &known) && known.Code == "question_not_editable":
		return s.showStep(w, r, st, shown{q: q, status: http.StatusConflict, clash: "locked"})
	case errors.As(cause, &known) && known.Code == "steps_missing":
		return s.redirect(w, r, stepPath(q, intake.NextStep(q)), "steps_missing")
	}
	return cause
}

// askSent confirms that a question was sent.
func (s *Server) askSent(w http.ResponseWriter, r *http.Request) error {
	qid, err := id[tandem.Question](r, "id")
	if err != nil {
		return err
	}
	own, err := s.Intake.Own(r.Context(), s.actor(r), qid)
	if err != nil {
		return err
	}
	if own.PromisedAt == nil {
		return s.redirect(w, r, ownPath(qid), "")
	}
	shell := s.shell(r)
	shell.Private = true
	return s.render(w, r, http.StatusOK, page.AskSent{
		Shell: shell, ID: qid.String(), Institution: own.Desk.Name, Mail: own.Sealed.ContactMail,
		Promise: s.promise(own.Question),
	}.Page())
}

// promise is what the owner of a sent question was promised.
func (s *Server) promise(q tandem.Question) page.Promise {
	if q.PromisedAt == nil || q.SubmittedAt == nil {
		return page.Promise{}
	}
	now := s.Intake.Now()
	p := page.Promise{Asked: *q.SubmittedAt, Due: *q.PromisedAt, Now: now, Days: intake.DaysLeft(now, *q.PromisedAt)}
	if q.AnsweredAt != nil {
		p.Kept = *q.AnsweredAt
	}
	return p
}
