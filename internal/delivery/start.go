package delivery

import (
	"context"
	"fmt"
	"slices"
	"strings"
	"time"
	"unicode/utf8"

	"github.com/tandem-hbo/tandem/internal/policy"
	"github.com/tandem-hbo/tandem/internal/postgres"
	"github.com/tandem-hbo/tandem/internal/tandem"
)

// Limits of what is agreed, in characters.
const (
	statementLeast = 20
	statementMost  = 5000
	contactMost    = 200
	noteLeast      = 5
	noteMost       = 5000
)

// Agreement is what both sides agree on before the work starts.
type Agreement struct {
	Statement        string
	StartsOn         time.Time
	EndsOn           time.Time
	CompanyContact   string
	EducationContact string
	Secrecy          tandem.SecrecyLevel
	IP               tandem.IPChoice
}

// Suggest fills an agreement with what the question, the offering and the
// contacts say, for the lecturer to change.
func Suggest(w tandem.Work) Agreement {
	ip := tandem.IPStudent
	return Agreement{
		Statement: w.Question.Title + "\n\n" + w.Question.Text, StartsOn: w.Offering.Start, EndsOn: w.Offering.End,
		CompanyContact: w.Sealed.ContactName, EducationContact: w.Offering.Lecturer,
		Secrecy: w.Question.Secrecy, IP: ip,
	}
}

// check returns an Invalid error for the fields that break a rule. The secrecy
// agreed on may not be looser than the question asks.
func (a Agreement) check(asked tandem.SecrecyLevel) error {
	var faults []tandem.FieldError
	bad := func(on bool, field, code string, limit int) {
		if on {
			faults = append(faults, tandem.FieldError{Field: field, Code: code, Limit: limit})
		}
	}
	length := utf8.RuneCountInString(a.Statement)
	bad(length < statementLeast, "statement", "too_short", statementLeast)
	bad(length > statementMost, "statement", "too_long", statementMost)
	bad(a.StartsOn.IsZero(), "starts_on", "missing", 0)
	bad(a.EndsOn.IsZero(), "ends_on", "missing", 0)
	bad(!a.EndsOn.IsZero() && !a.StartsOn.Before(a.EndsOn), "ends_on", "end_before_start", 0)
	bad(a.EndsOn.Year() > 2100 || a.StartsOn.Year() > 2100, "ends_on", "unreadable", 0)
	for field, contact := range map[string]string{"company_contact": a.CompanyContact, "education_contact": a.EducationContact} {
		bad(contact == "", field, "missing", 0)
		bad(utf8.RuneCountInString(contact) > contactMost, field, "too_long", contactMost)
	}
	level := slices.Index(tandem.SecrecyLevels(), a.Secrecy)
	bad(level < 0, "secrecy", "unknown_choice", 0)
	bad(level >= 0 && level < slices.Index(tandem.SecrecyLevels(), asked), "secrecy", "secrecy_looser", 0)
	bad(!slices.Contains(tandem.IPChoices(), a.IP), "ip", "unknown_choice", 0)
	return tandem.FailFields(faults)
}

// Start begins the work of a claim with what both agreed on, and mails it to
// both. It is a Conflict when the claim no longer waits, or with code
// wishes_missing when one side has no wished result: what nobody hopes for
// cannot be evaluated. Broken rules of the form are Invalid.
func (s *Service) Start(ctx context.Context, by tandem.Actor, id tandem.ID[tandem.Claim], a Agreement) error {
	a.Statement = strings.TrimSpace(a.Statement)
	a.CompanyContact, a.EducationContact = strings.TrimSpace(a.CompanyContact), strings.TrimSpace(a.EducationContact)
	c, err := s.db.Claim(ctx, id)
	if err != nil {
		return fmt.Errorf("start: %w", err)
	}
	err = s.db.InTx(ctx, by, func(tx *postgres.Tx) error {
		w, err := lock(ctx, tx, c)
		if err != nil {
			return err
		}
		if err := policy.StartWork(by, w.Claim); err != nil {
			return err
		}
		if len(w.Asked(tandem.Company)) == 0 || len(w.Asked(tandem.Education)) == 0 {
			return tandem.Fail(tandem.Conflict, "wishes_missing")
		}
		if err := a.check(w.Question.Secrecy); err != nil {
			return err
		}
		return start(ctx, tx, w, a)
	})
	if err != nil {
		return fmt.Errorf("start claim %s: %w", id, err)
	}
	return nil
}

func start(ctx context.Context, tx *postgres.Tx, w tandem.Work, a Agreement) error {
	from := w.Question.State
	if err := w.Claim.Move(tandem.ClaimEngaged, tx.Now()); err != nil {
		return err
	}
	if err := w.Question.Move(tandem.QuestionEngaged, tx.Now()); err != nil {
		return err
	}
	w.Engagement = tandem.Engagement{
		ID: tandem.NewID[tandem.Engagement](), ClaimID: w.Claim.ID, QuestionID: w.Question.ID,
		InstitutionID: w.Claim.InstitutionID, State: tandem.EngagementRunning, StateSince: tx.Now(),
		Statement: a.Statement, StartsOn: a.StartsOn, EndsOn: a.EndsOn, CompanyContact: a.CompanyContact,
		EducationContact: a.EducationContact, Secrecy: a.Secrecy, IP: a.IP, CreatedAt: tx.Now(),
	}
	if err := tx.SaveClaim(ctx, w.Claim); err != nil {
		return err
	}
	if err := tx.SaveQuestion(ctx, w.Question); err != nil {
		return err
	}
	if err := tx.InsertEngagement(ctx, w.Engagement); err != nil {
		return err
	}
	e := event("question.engaged", w.Question, from)
	e.Detail = map[string]string{
		"offering": w.Offering.Title, "lecturer": w.Offering.Lecturer, "engagement": w.Engagement.ID.String(),
		"secrecy": string(a.Secrecy), "ip": string(a.IP),
	}
	if err := tx.Record(ctx, e); err != nil {
		return err
	}
	facts := map[string]string{
		"lecturer": w.Offering.Lecturer, "start": a.StartsOn.Format(time.DateOnly), "end": a.EndsOn.Format(time.DateOnly),
		"path": "/opdrachten/" + w.Claim.ID.String(),
	}
	if a.Secrecy == tandem.SecrecyOpen { // mail travels in the open
		facts["statement"] = a.Statement
	}
	return tellBoth(ctx, tx, tandem.MailStarted, w, facts)
}
