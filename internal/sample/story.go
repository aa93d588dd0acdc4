package sample

import (
	"context"
	"fmt"

	"github.com/tandem-hbo/tandem/internal/tandem"
)

// Story is one approved question with everything around it: it may be claimed
// for the offering by its lecturer.
type Story struct {
	Institution tandem.Institution
	Lecturer    tandem.Person
	Coordinator tandem.Person
	Programme   tandem.Programme
	Period      tandem.Period
	Offering    tandem.Offering
	Question    tandem.Question
	Sealed      tandem.Sealed
	Match       tandem.Match
}

// Open is a story up to where a lecturer may claim.
func Open() Story {
	s := Story{Institution: Institution(), Lecturer: Person("Sanne de Wit"), Coordinator: Person("Karim Haddad")}
	s.Programme, s.Period = Programme(s.Institution), Period(s.Institution)
	s.Offering = Offering(s.Programme, s.Period, s.Lecturer)
	return s.Asking(Submitted(s.Institution))
}

// Asking is the story with another question, opened for the same offering.
func (s Story) Asking(q tandem.Question) Story {
	answered := At()
	q.Reading.Fields = []tandem.Field{"data_ai", "business"}
	q.State, q.AnsweredAt = tandem.QuestionOpen, &answered
	s.Question, s.Sealed = q, Sealed(q)
	s.Match = tandem.Match{
		ID: tandem.NewID[tandem.Match](), QuestionID: q.ID, OfferingID: s.Offering.ID, InstitutionID: s.Institution.ID,
		State: tandem.MatchApproved, StateSince: At(), Rank: 1, DecidedBy: s.Coordinator.ID, CreatedAt: At(),
		Score: tandem.Score{
			Company: 0.64, Education: 0.58, CompanyEffort: 0.24, EducationEffort: 0.38, Value: 0.61, Weight: 6100,
			Gates:   []tandem.Gate{{Code: "deadline", OK: true, Days: 21}},
			Reasons: []tandem.Reason{{Side: tandem.Company, Outcome: "improving_business", Weight: 0.6, Yield: 0.5, Points: 0.3}},
			Effort:  []tandem.EffortTerm{{Code: tandem.EffortThreshold, Points: 0.28}, {Code: tandem.EffortText, Key: "starter", Points: -0.04}},
		},
		Version: tandem.ScoreVersion{Taxonomy: 1, Weights: "1", Model: "1"},
	}
	return s
}

// Lecturing is the lecturer of the offering, signed in.
func (s Story) Lecturing() tandem.Actor { return s.actor(s.Lecturer, tandem.Lecturer) }

// Coordinating is the coordinator of the desk, signed in.
func (s Story) Coordinating() tandem.Actor { return s.actor(s.Coordinator, tandem.Coordinator) }

// Owning is the browser that holds the question's link.
func (s Story) Owning() tandem.Actor {
	return tandem.Actor{Name: s.Sealed.ContactName, Questions: []tandem.ID[tandem.Question]{s.Question.ID}}
}

func (s Story) actor(p tandem.Person, r tandem.Role) tandem.Actor {
	return tandem.Actor{PersonID: p.ID, Name: p.Name, Memberships: []tandem.Membership{{InstitutionID: s.Institution.ID, Role: r}}}
}

// Writer stores what a story is made of; a database transaction is one.
type Writer interface {
	InsertInstitution(context.Context, tandem.Institution) error
	InsertPerson(context.Context, tandem.Person, tandem.Identity) error
	InsertMembership(context.Context, tandem.ID[tandem.Person], tandem.Membership) error
	InsertProgramme(context.Context, tandem.Programme) error
	InsertPeriod(context.Context, tandem.Period) error
	InsertOffering(context.Context, tandem.Offering) error
	InsertQuestion(context.Context, tandem.Question, string) error
	SaveSealed(context.Context, tandem.Sealed) error
	InsertMatch(context.Context, tandem.Match) error
	Record(context.Context, tandem.Event) error
}

// Store writes the whole story and an event, so that it commits.
func (s Story) Store(ctx context.Context, w Writer) error {
	if err := w.InsertInstitution(ctx, s.Institution); err != nil {
		return fmt.Errorf("store story: %w", err)
	}
	if err := s.StoreStaff(ctx, w, s.Lecturer, tandem.Lecturer); err != nil {
		return err
	}
	if err := s.StoreStaff(ctx, w, s.Coordinator, tandem.Coordinator); err != nil {
		return err
	}
	if err := w.InsertProgramme(ctx, s.Programme); err != nil {
		return fmt.Errorf("store story: %w", err)
	}
	if err := w.InsertPeriod(ctx, s.Period); err != nil {
		return fmt.Errorf("store story: %w", err)
	}
	if err := w.InsertOffering(ctx, s.Offering); err != nil {
		return fmt.Errorf("store story: %w", err)
	}
	return s.StoreQuestion(ctx, w)
}

// StoreStaff writes a person with a role in the story's institution.
func (s Story) StoreStaff(ctx context.Context, w Writer, p tandem.Person, r tandem.Role) error {
	if err := w.InsertPerson(ctx, p, tandem.Identity{Issuer: tandem.MailIssuer, Subject: p.Mail, PersonID: p.ID}); err != nil {
		return fmt.Errorf("store %s: %w", p.Name, err)
	}
	m := tandem.Membership{InstitutionID: s.Institution.ID, Role: r}
	if err := w.InsertMembership(ctx, p.ID, m); err != nil {
		return fmt.Errorf("store role of %s: %w", p.Name, err)
	}
	return nil
}

// StoreQuestion writes the question and its match alone, with an event.
func (s Story) StoreQuestion(ctx context.Context, w Writer) error {
	if err := w.InsertQuestion(ctx, s.Question, s.Question.ID.String()); err != nil {
		return fmt.Errorf("store question: %w", err)
	}
	if err := w.SaveSealed(ctx, s.Sealed); err != nil {
		return fmt.Errorf("store question: %w", err)
	}
	if err := w.InsertMatch(ctx, s.Match); err != nil {
		return fmt.Errorf("store question: %w", err)
	}
	return w.Record(ctx, tandem.Event{
		Action: "match.approved", SubjectKind: "match", SubjectID: s.Match.ID.String(), SubjectName: s.Offering.Title,
		QuestionID: s.Question.ID, InstitutionID: s.Institution.ID,
	})
}

// Claim is a hold of the story's lecturer on the first place.
func (s Story) Claim() tandem.Claim {
	return tandem.Claim{
		ID: tandem.NewID[tandem.Claim](), MatchID: s.Match.ID, QuestionID: s.Question.ID, OfferingID: s.Offering.ID,
		InstitutionID: s.Institution.ID, LecturerID: s.Lecturer.ID, HoldID: tandem.NewID[tandem.Hold](), Place: 1,
		State: tandem.ClaimOpen, StateSince: At(),
		Note: "Mooi voor periode 3.", LapsesAt: At().AddDate(0, 0, 14), CreatedAt: At(),
	}
}
