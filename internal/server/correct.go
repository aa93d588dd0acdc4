package server

import (
	"errors"
	"net/http"

	"github.com/tandem-hbo/tandem/internal/review"
	"github.com/tandem-hbo/tandem/internal/tandem"
	"github.com/tandem-hbo/tandem/web/page"
)

// correct keeps what a coordinator says ought to have been read in a question.
// What does not fit shows the page again with what was chosen: 422 with the
// faults, or 409 when the question changed or its owner does not allow it.
func (s *Server) correct(w http.ResponseWriter, r *http.Request) error {
	question, err := id[tandem.Question](r, "id")
	if err != nil {
		return err
	}
	var f page.ReadingForm
	if err = s.decode(r, &f); err == nil {
		err = s.Review.Correct(r.Context(), s.actor(r), correctionOf(question, f))
	}
	p := page.Review{Reading: f, Correcting: true}
	p.Form.Version = f.Version
	var known *tandem.Error
	switch {
	case err == nil:
		return s.redirect(w, r, "/werkvoorraad/"+question.String()+"#correct", "reading_corrected")
	case errors.Is(err, tandem.Invalid):
		p.Errors = faultsOf(s.printer(r), err)
		return s.showReview(w, r, http.StatusUnprocessableEntity, p)
	case errors.Is(err, tandem.Conflict):
		p.Changed = !errors.As(err, &known) || known.Code != "learning_refused"
		return s.showReview(w, r, http.StatusConflict, p)
	}
	return err
}

func correctionOf(question tandem.ID[tandem.Question], f page.ReadingForm) review.Correction {
	c := review.Correction{
		Seen: review.Seen{ID: question, Version: f.Version}, Tempo: tandem.Tempo(f.Tempo),
		Articulation: tandem.Articulation(f.Articulation), Refer: f.Refer == "yes", ReferWhy: f.ReferWhy,
	}
	for _, key := range f.Outcomes {
		c.Outcomes = append(c.Outcomes, tandem.OutcomeKey(key))
	}
	for _, key := range f.Fields {
		c.Fields = append(c.Fields, tandem.Field(key))
	}
	return c
}

// readAs is a reading as the form that corrects it starts: what was corrected
// before, else what was read.
func readAs(d tandem.Dossier) page.ReadingForm {
	f := page.ReadingForm{Refer: "no"}
	r := d.Question.Reading
	outcomes := map[tandem.OutcomeKey]bool{}
	for _, o := range r.Outcomes {
		outcomes[o.Key] = o.Suggested
	}
	fields := r.Fields[:min(page.ShownFields, len(r.Fields))]
	f.Tempo, f.Articulation, f.ReferWhy = string(r.Tempo), string(r.Articulation), r.ReferWhy
	refer := r.Refer
	if len(d.Cases) > 0 {
		l := d.Cases[0].Labels
		outcomes, fields = map[tandem.OutcomeKey]bool{}, l.Fields
		for key := range l.Outcomes {
			outcomes[key] = true
		}
		f.Tempo, f.Articulation = string(firstOf(l.Tempo)), string(firstOf(l.Articulation))
		f.ReferWhy, refer = l.Refer, l.Refer != ""
	}
	for _, o := range d.Taxonomy.Outcomes {
		if outcomes[o.Key] {
			f.Outcomes = append(f.Outcomes, string(o.Key))
		}
	}
	for _, field := range fields {
		f.Fields = append(f.Fields, string(field))
	}
	if refer {
		f.Refer = "yes"
	}
	return f
}

func firstOf[T any](list []T) T {
	var none T
	if len(list) == 0 {
		return none
	}
	return list[0]
}
