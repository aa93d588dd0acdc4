package server

import (
	"net/http"
	"strconv"
	"strings"

	"github.com/tandem-hbo/tandem/internal/delivery"
	"github.com/tandem-hbo/tandem/internal/tandem"
	"github.com/tandem-hbo/tandem/web/page"
)

// evaluatePage asks one side what the work brought.
func (s *Server) evaluatePage(w http.ResponseWriter, r *http.Request) error {
	p, err := s.voice(r)
	if err != nil {
		return err
	}
	return s.render(w, r, http.StatusOK, p.Page())
}

// voice reads the work of the address for the side that the reader speaks for.
func (s *Server) voice(r *http.Request) (page.Evaluate, error) {
	e, err := id[tandem.Engagement](r, "id")
	if err != nil {
		return page.Evaluate{}, err
	}
	v, err := s.Works.Voice(r.Context(), s.actor(r), e)
	if err != nil {
		return page.Evaluate{}, err
	}
	known, err := s.Catalog.Taxonomy(r.Context())
	if err != nil {
		return page.Evaluate{}, err
	}
	return page.Evaluate{Shell: s.shell(r), Work: v.Work, Side: v.Side, Taxonomy: known}, nil
}

// evaluateForm is the form but for its grades.
type evaluateForm struct {
	Note string `form:"note"`
}

// evaluate keeps what a side says, once.
func (s *Server) evaluate(w http.ResponseWriter, r *http.Request) error {
	var f evaluateForm
	e, err := id[tandem.Engagement](r, "id")
	if err != nil {
		return err
	}
	err = s.decode(r, &f)
	verdict := delivery.Verdict{Grades: grades(r), Note: f.Note}
	if err == nil {
		err = s.Works.Evaluate(r.Context(), s.actor(r), e, verdict)
	}
	if err == nil {
		return s.redirect(w, r, "/evaluatie/"+e.String(), "evaluated")
	}
	code, ok := s.again(r, err)
	if !ok {
		return err
	}
	p, cannot := s.voice(r)
	if cannot != nil {
		return cannot
	}
	p.Grades, p.Note, p.Errors = verdict.Grades, f.Note, faultsOf(p.Printer, err)
	if before, spoke := p.Work.Said(p.Side); code == http.StatusConflict && (!spoke || before.Note != f.Note) {
		p.Kept = f.Note // the form has gone; what was sent twice stands on the page already
	}
	return s.render(w, r, code, p.Page())
}

// grades reads the grade of each result; what is no number is none.
func grades(r *http.Request) map[tandem.OutcomeKey]int {
	list := map[tandem.OutcomeKey]int{}
	for name, values := range r.PostForm {
		key, ok := strings.CutPrefix(name, "grade_")
		if !ok {
			continue
		}
		if n, err := strconv.Atoi(values[0]); err == nil {
			list[tandem.OutcomeKey(key)] = n
		}
	}
	return list
}
