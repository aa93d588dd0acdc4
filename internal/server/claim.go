package server

import (
	"errors"
	"net/http"

	"github.com/tandem-hbo/tandem/internal/claiming"
	"github.com/tandem-hbo/tandem/internal/tandem"
	"github.com/tandem-hbo/tandem/web/page"
)

// claimForm is what a lecturer fills in to take a question up.
type claimForm struct {
	Match string `form:"match"`
	Note  string `form:"note"`
}

// briefPage shows an approved question to a lecturer.
func (s *Server) briefPage(w http.ResponseWriter, r *http.Request) error {
	p, err := s.brief(r)
	if err != nil {
		return err
	}
	return s.render(w, r, http.StatusOK, p.Page())
}

// brief reads the question of the address as this reader may see it.
func (s *Server) brief(r *http.Request) (page.Claim, error) {
	by := s.actor(r)
	q, err := id[tandem.Question](r, "id")
	if err != nil {
		return page.Claim{}, err
	}
	b, err := s.Claims.Brief(r.Context(), by, q)
	if err != nil {
		return page.Claim{}, err
	}
	known, err := s.Catalog.Taxonomy(r.Context())
	if err != nil {
		return page.Claim{}, err
	}
	return page.Claim{
		Shell: s.shell(r), Question: b.Question, Sealed: b.Sealed, Candidates: b.Candidates, Mine: b.Mine(by),
		Hold: b.Hold, Kept: b.Kept, MyHold: b.Hold.LecturerID == by.PersonID && by.SignedIn(), LapsesAt: b.LapsesAt(),
		Taxonomy: known, Now: b.Now,
	}, nil
}

// claim takes a question up. Who comes too late gets the page as it is now, with
// the reason and the note as typed.
func (s *Server) claim(w http.ResponseWriter, r *http.Request) error {
	var f claimForm
	q, err := id[tandem.Question](r, "id")
	if err != nil {
		return err
	}
	err = s.decode(r, &f)
	var c tandem.Claim
	if err == nil {
		c, err = s.takeUp(r, q, f)
	}
	if err == nil {
		return s.redirect(w, r, "/opdrachten/"+c.ID.String(), "claimed")
	}
	if !errors.Is(err, tandem.Invalid) && !errors.Is(err, tandem.Conflict) {
		return err
	}
	p, cannot := s.brief(r)
	if cannot != nil && errors.Is(err, tandem.Conflict) {
		return err // it has gone from this reader's sight: the sentence alone
	}
	if cannot != nil {
		return cannot
	}
	p.Match, p.Note, p.Errors = f.Match, f.Note, faultsOf(p.Printer, err)
	code, _ := status(err)
	if code == http.StatusConflict {
		p.Refused = s.sentence(r, err)
	}
	return s.render(w, r, code, p.Page())
}

func (s *Server) takeUp(r *http.Request, q tandem.ID[tandem.Question], f claimForm) (tandem.Claim, error) {
	match, err := tandem.ParseID[tandem.Match](f.Match)
	if err != nil {
		return tandem.Claim{}, tandem.FailFields([]tandem.FieldError{{Field: "match", Code: "unknown_choice"}})
	}
	return s.Claims.Claim(r.Context(), s.actor(r), claiming.Wish{QuestionID: q, MatchID: match, Note: f.Note})
}
