package server

import (
	"errors"
	"net/http"
	"strings"

	"github.com/go-chi/chi/v5"

	"github.com/tandem-hbo/tandem/internal/catalog"
	"github.com/tandem-hbo/tandem/internal/claiming"
	"github.com/tandem-hbo/tandem/internal/policy"
	"github.com/tandem-hbo/tandem/internal/tandem"
	"github.com/tandem-hbo/tandem/web/page"
)

// ledgerRoutes are for who keeps places of an offering free.
func (s *Server) ledgerRoutes(m chi.Router) {
	m.Use(s.signedIn)
	m.Post("/aanbod/{id}/vasthouden", s.handle(s.holdPlace))
	m.Post("/aanbod/{id}/plekken/{hold}/teruggeven", s.handle(s.releaseHold))
	m.Post("/aanbod/{id}/wachtlijst/{question}/weg", s.handle(s.leaveLine))
}

// holdPlace keeps a place free for a question, or puts it in line.
func (s *Server) holdPlace(w http.ResponseWriter, r *http.Request) error {
	o, err := s.offering(r)
	if err != nil {
		return err
	}
	by := s.actor(r)
	if err := policy.HoldPlace(by, o.Offering); err != nil {
		return err
	}
	var f page.HoldForm
	var n reading
	if err = s.decode(r, &f); err == nil {
		err = s.give(r, claiming.Pair{QuestionID: typedID[tandem.Question](f.Question), OfferingID: o.ID}, f, &n)
	}
	if errors.Is(err, tandem.Invalid) {
		f.Errors = faultsOf(s.printer(r), err)
		return s.showOffering(w, r, http.StatusUnprocessableEntity, f)
	}
	if err != nil {
		return err
	}
	said := "hold_made"
	if f.Act == "line" {
		said = "lined_up"
	}
	return s.redirect(w, r, "/aanbod/"+o.ID.String(), said)
}

func (s *Server) give(r *http.Request, p claiming.Pair, f page.HoldForm, n *reading) error {
	if p.QuestionID.IsZero() {
		return tandem.FailFields([]tandem.FieldError{{Field: "question", Code: "choice"}})
	}
	if f.Act == "line" {
		return s.Claims.LineUp(r.Context(), s.actor(r), p)
	}
	until := n.day("until", f.Until)
	if err := tandem.FailFields(n.faults); err != nil {
		return err
	}
	return s.Claims.Hold(r.Context(), s.actor(r), p, until)
}

// releaseHold gives a place back that was kept free.
func (s *Server) releaseHold(w http.ResponseWriter, r *http.Request) error {
	o, err := id[tandem.Offering](r, "id")
	if err != nil {
		return err
	}
	hold, err := id[tandem.Hold](r, "hold")
	if err != nil {
		return err
	}
	// Whose hold it is, is the service's to judge; the offering is where to go back to.
	if err := s.Claims.ReleaseHold(r.Context(), s.actor(r), hold); err != nil {
		return err
	}
	return s.redirect(w, r, "/aanbod/"+o.String(), "hold_released")
}

// leaveLine takes a question off the waiting list.
func (s *Server) leaveLine(w http.ResponseWriter, r *http.Request) error {
	o, err := id[tandem.Offering](r, "id")
	if err != nil {
		return err
	}
	q, err := id[tandem.Question](r, "question")
	if err != nil {
		return err
	}
	if err := s.Claims.LeaveLine(r.Context(), s.actor(r), claiming.Pair{QuestionID: q, OfferingID: o}); err != nil {
		return err
	}
	return s.redirect(w, r, "/aanbod/"+o.String(), "left_line")
}

// roomPage shows what lecturers and programmes can do in a period.
func (s *Server) roomPage(w http.ResponseWriter, r *http.Request) error {
	p, err := s.room(r)
	if err != nil {
		return err
	}
	return s.render(w, r, http.StatusOK, p.Page())
}

func (s *Server) room(r *http.Request) (page.Room, error) {
	period, edit, err := s.ownPeriod(r)
	if err != nil {
		return page.Room{}, err
	}
	p := page.Room{AdminForm: page.AdminForm{Shell: s.shell(r)}, Period: period, Name: edit.Name}
	room, err := s.Catalog.Room(r.Context(), s.actor(r), period)
	p.Lecturers, p.Programmes = room.Lecturers, room.Programmes
	return p, err
}

// saveRoom stores the limits; a field that is left empty takes its limit away, and
// one that was not sent leaves it as it is.
func (s *Server) saveRoom(w http.ResponseWriter, r *http.Request) error {
	p, err := s.room(r)
	if err != nil {
		return err
	}
	if err := s.decode(r, &struct{}{}); err != nil {
		return err
	}
	var n reading
	next := readRoom(r, &p, &n)
	err = tandem.FailFields(n.faults)
	if err == nil {
		err = s.Catalog.SaveRoom(r.Context(), s.actor(r), p.Period, next)
	}
	if errors.Is(err, tandem.Invalid) {
		p.Errors = faultsOf(s.printer(r), err)
		return s.render(w, r, http.StatusUnprocessableEntity, p.Page())
	}
	if err != nil {
		return err
	}
	return s.redirect(w, r, "/beheer/periodes/"+p.Period.ID.String()+"/ruimte", "room_saved")
}

// readRoom reads the limits of those on the page and keeps what was typed.
func readRoom(r *http.Request, p *page.Room, n *reading) catalog.Room {
	var next catalog.Room
	p.Typed = map[string]string{}
	limit := func(field string) (at *int, sent bool) {
		values, sent := r.PostForm[field]
		if !sent {
			return nil, false
		}
		p.Typed[field] = values[0]
		if strings.TrimSpace(values[0]) == "" {
			return nil, true
		}
		v := n.whole(field, values[0])
		return &v, true
	}
	for _, x := range p.Lecturers {
		if hours, sent := limit(page.HoursField(x.LecturerID)); sent {
			next.Lecturers = append(next.Lecturers, tandem.Supervision{LecturerID: x.LecturerID, Hours: hours})
		}
	}
	for _, x := range p.Programmes {
		if most, sent := limit(page.MostField(x.ProgrammeID)); sent {
			next.Programmes = append(next.Programmes, tandem.ProgrammeCap{ProgrammeID: x.ProgrammeID, Most: most})
		}
	}
	return next
}
