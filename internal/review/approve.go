package review

import (
	"context"
	"fmt"
	"slices"
	"strconv"
	"strings"

	"github.com/tandem-hbo/tandem/internal/policy"
	"github.com/tandem-hbo/tandem/internal/postgres"
	"github.com/tandem-hbo/tandem/internal/tandem"
)

// Approval is the form with which a coordinator approves proposals.
type Approval struct {
	Seen
	Matches []tandem.ID[tandem.Match]
	Note    string // a sentence to the owner, may be empty
	// Override says why, when a better ranked proposal is passed over.
	Override string
}

// Approve offers proposals to the lecturers who run them and opens the question
// for claims. The others stay proposed: while nobody has claimed the question, a
// coordinator may still approve one of them. Errors: Invalid with the fields at
// fault; Conflict when somebody decided earlier or a proposal lapsed.
func (s *Service) Approve(ctx context.Context, by tandem.Actor, a Approval) error {
	a.Note, a.Override = strings.TrimSpace(a.Note), strings.TrimSpace(a.Override)
	return s.db.InTx(ctx, by, func(tx *postgres.Tx) error {
		q, err := act(ctx, tx, by, a.Seen)
		if err != nil {
			return err
		}
		// A claim that is given back opens the question too, so that the table of
		// moves alone would let this through and leave the claim behind.
		if q.State == tandem.QuestionClaimed {
			return tandem.Fail(tandem.Conflict, "question_moved_on")
		}
		all, err := tx.Candidates(ctx, q.ID)
		if err != nil {
			return err
		}
		chosen, err := a.choose(by, q, all)
		if err != nil {
			return err
		}
		return a.open(ctx, tx, by, q, chosen)
	})
}

// choose finds the chosen proposals and checks the form.
func (a Approval) choose(by tandem.Actor, q tandem.Question, all []tandem.Candidate) ([]tandem.Candidate, error) {
	var chosen []tandem.Candidate
	var faults []tandem.FieldError
	for n, id := range a.Matches {
		if slices.Contains(a.Matches[:n], id) {
			continue // ticked twice is ticked
		}
		i := slices.IndexFunc(all, func(p tandem.Candidate) bool { return p.ID == id })
		if i < 0 {
			return nil, tandem.Fail(tandem.Conflict, "match_moved_on")
		}
		if err := policy.ApproveMatch(by, q, all[i].Offering()); err != nil {
			faults = append(faults, tandem.FieldError{Field: "match", Code: "own_offering"})
		} else if !all[i].Score.Feasible() {
			faults = append(faults, tandem.FieldError{Field: "match", Code: "gate_shut"})
		}
		chosen = append(chosen, all[i])
	}
	if len(chosen) == 0 {
		faults = append(faults, tandem.FieldError{Field: "match", Code: "choose_one"})
	}
	if passesOver(chosen, all) && a.Override == "" {
		faults = append(faults, tandem.FieldError{Field: "override", Code: "override_missing"})
	}
	faults = append(faults, tooLong("note", a.Note)...)
	faults = append(faults, tooLong("override", a.Override)...)
	return chosen, tandem.FailFields(faults)
}

// passesOver reports whether a better ranked proposal that could be done was
// left out for one of the chosen.
func passesOver(chosen, all []tandem.Candidate) bool {
	lowest := 0
	for _, c := range chosen {
		lowest = max(lowest, c.Rank)
	}
	return slices.ContainsFunc(all, func(p tandem.Candidate) bool {
		taken := slices.ContainsFunc(chosen, func(c tandem.Candidate) bool { return c.ID == p.ID })
		return p.State == tandem.MatchProposed && p.Score.Feasible() && p.Score.Weight > 0 && p.Rank < lowest && !taken
	})
}

// open stores the decision: matches, question, trail, message and mails.
func (a Approval) open(ctx context.Context, tx *postgres.Tx, by tandem.Actor, q tandem.Question, chosen []tandem.Candidate) error {
	from := q.State
	if from != tandem.QuestionOpen {
		if err := q.Move(tandem.QuestionOpen, tx.Now()); err != nil {
			return err
		}
	}
	answered(&q, tx)
	if err := tx.SaveQuestion(ctx, q); err != nil {
		return err
	}
	for _, p := range chosen {
		if err := a.offer(ctx, tx, by, q, p); err != nil {
			return err
		}
	}
	if a.Note != "" {
		if err := say(ctx, tx, by, tandem.QuestionMessage{QuestionID: q.ID, Body: a.Note}, ""); err != nil {
			return err
		}
	}
	if err := tx.Record(ctx, event(q, "question.approved", from, map[string]string{
		"count": strconv.Itoa(len(chosen)), "override": a.Override,
	})); err != nil {
		return err
	}
	var titles []string
	for _, c := range chosen {
		titles = append(titles, c.Title)
	}
	return tell(ctx, tx, by, q, letter{
		tandem.MailApproved, map[string]string{"note": a.Note, "offering": strings.Join(titles, ", ")},
	})
}

// offer approves one match and tells its lecturer.
func (a Approval) offer(ctx context.Context, tx *postgres.Tx, by tandem.Actor, q tandem.Question, p tandem.Candidate) error {
	m := p.Match
	if err := m.Move(tandem.MatchApproved, tx.Now()); err != nil {
		return err
	}
	m.OverrideNote, m.DecidedBy = a.Override, by.PersonID
	if err := tx.SaveMatch(ctx, m); err != nil {
		return err
	}
	err := tx.Record(ctx, tandem.Event{
		Action: "match.approved", SubjectKind: "match", SubjectID: m.ID.String(), SubjectName: p.Title,
		QuestionID: q.ID, InstitutionID: m.InstitutionID,
		FromState: string(p.State), ToState: string(m.State), Detail: map[string]string{"rank": strconv.Itoa(m.Rank)},
	})
	if err != nil {
		return err
	}
	lecturer, err := tx.Person(ctx, p.LecturerID)
	if err != nil {
		return fmt.Errorf("find lecturer of match %s: %w", m.ID, err)
	}
	return tx.QueueMail(ctx, tandem.Mail{
		Kind: tandem.MailOffered, Recipient: lecturer.Mail, Language: lecturer.Language,
		Data: map[string]string{"title": q.Title, "name": lecturer.Name, "offering": p.Title, "path": "/vragen/" + q.ID.String()},
	})
}
