package review

import (
	"context"
	"fmt"
	"slices"

	"github.com/tandem-hbo/tandem/internal/articulation"
	"github.com/tandem-hbo/tandem/internal/policy"
	"github.com/tandem-hbo/tandem/internal/postgres"
	"github.com/tandem-hbo/tandem/internal/pseudonym"
	"github.com/tandem-hbo/tandem/internal/tandem"
)

// Correction is the form with which a coordinator says what ought to have been
// read in a question.
type Correction struct {
	Seen
	Outcomes     []tandem.OutcomeKey
	Fields       []tandem.Field
	Tempo        tandem.Tempo
	Articulation tandem.Articulation
	Refer        bool
	ReferWhy     string // one of articulation.ReferCodes when Refer
}

// Correct keeps the corrected reading as a case for the next training, without
// names, in the place of an earlier one. The question stays as it is. Errors:
// Invalid with the fields at fault; Conflict when the owner does not let us
// learn from it, or the question has changed.
func (s *Service) Correct(ctx context.Context, by tandem.Actor, c Correction) error {
	err := s.db.InTx(ctx, by, func(tx *postgres.Tx) error {
		q, err := act(ctx, tx, by, c.Seen)
		if err != nil {
			return err
		}
		if err := policy.CorrectReading(by, q); err != nil {
			return err
		}
		t, err := tx.Taxonomy(ctx)
		if err != nil {
			return err
		}
		if err := c.check(t); err != nil {
			return err
		}
		sealed, err := tx.Sealed(ctx, q.ID)
		if err != nil {
			return err
		}
		kept := c.kept(q, known(q, sealed))
		kept.CorrectedBy, kept.CorrectedAt = by.PersonID, tx.Now()
		if err := tx.SaveCase(ctx, kept); err != nil {
			return err
		}
		return tx.Record(ctx, event(q, "question.reading_corrected", q.State, nil))
	})
	if err != nil {
		return fmt.Errorf("correct reading of %s: %w", c.ID, err)
	}
	return nil
}

func (c Correction) check(t tandem.Taxonomy) error {
	var faults []tandem.FieldError
	need := func(ok bool, field, code string) {
		if !ok {
			faults = append(faults, tandem.FieldError{Field: field, Code: code})
		}
	}
	unknown := func(key tandem.OutcomeKey) bool { _, ok := t.Outcome(key); return !ok }
	need(!slices.ContainsFunc(c.Outcomes, unknown), "outcome", "choice_missing")
	strange := func(f tandem.Field) bool { return !slices.Contains(tandem.Fields(), f) }
	need(!slices.ContainsFunc(c.Fields, strange), "field", "choice_missing")
	need(slices.Contains(tandem.Tempos(), c.Tempo), "tempo", "choice_missing")
	need(slices.Contains(tandem.Articulations(), c.Articulation), "articulation", "choice_missing")
	need(!c.Refer || slices.Contains(articulation.ReferCodes(), c.ReferWhy), "refer_why", "reason_missing")
	return tandem.FailFields(faults)
}

// kept is the case: only what the owner said to all, without names.
func (c Correction) kept(q tandem.Question, whose pseudonym.Known) tandem.LabelledCase {
	labels := tandem.CaseLabels{
		Outcomes: map[tandem.OutcomeKey]float64{}, Forms: map[tandem.FormKey]float64{},
		Tempo: []tandem.Tempo{c.Tempo}, Articulation: []tandem.Articulation{c.Articulation},
		Fields: c.Fields, FieldsAgreed: c.Fields,
	}
	for _, key := range c.Outcomes {
		labels.Outcomes[key] = tandem.SureOutcome
	}
	if c.Refer {
		labels.Refer = c.ReferWhy
	}
	return tandem.LabelledCase{
		ID: tandem.NewID[tandem.LabelledCase](), QuestionID: q.ID,
		Title: pseudonym.Hide(q.Title, whose), Text: pseudonym.Hide(q.Text, whose),
		Sector: q.Sector, Size: q.Size, Language: q.Language, Labels: labels, Model: q.Reading.Model,
	}
}

// known is all that we know of whose question it is.
func known(q tandem.Question, s tandem.Sealed) pseudonym.Known {
	return pseudonym.Known{
		Companies: []string{s.CompanyName, q.ShownName}, People: []string{s.ContactName},
		Others: []string{s.Postcode, s.KvK, s.ContactPhone, s.ContactMail},
	}
}
