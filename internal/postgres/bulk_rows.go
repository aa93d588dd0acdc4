package postgres

import "github.com/tandem-hbo/tandem/internal/tandem"

// key writes an id for COPY, whose binary form takes no text.
func key[K any](id tandem.ID[K]) any {
	if id.IsZero() {
		return nil
	}
	return [16]byte(id.UUID)
}

func bulkQuestionColumns() []string {
	return []string{
		"id", "form_key", "owner_id", "institution_id", "state", "state_since", "version", "title", "text", "language",
		"wanted_date", "delay", "reading", "hours_per_week", "budget", "secrecy", "readiness", "sector", "size",
		"companies", "region", "shown_name", "created_at", "submitted_at", "promised_at", "answered_at", "outcomes",
	}
}

func questionRow(q *tandem.Question) []any {
	return []any{
		key(q.ID), "bulk-" + q.ID.String(), key(q.OwnerID), key(q.InstitutionID), string(q.State), q.StateSince, q.Version,
		q.Title, q.Text, string(q.Language), q.WantedDate, string(q.Delay), q.Reading, q.HoursPerWeek, q.Budget,
		string(q.Secrecy), q.Readiness, q.Sector, string(q.Size), q.Companies, q.Region, q.ShownName, q.CreatedAt,
		q.SubmittedAt, q.PromisedAt, q.AnsweredAt, wished(q.Wishes),
	}
}

func (b *Bulk) wishes() [][]any {
	var rows [][]any
	for i := range b.Questions {
		for _, w := range b.Questions[i].Wishes {
			rows = append(rows, []any{key(b.Questions[i].ID), string(w.Outcome), w.Weight})
		}
	}
	return rows
}

func sealedRow(s *tandem.Sealed) []any {
	return []any{
		key(s.QuestionID), s.ContactName, s.ContactMail, s.ContactPhone, s.CompanyName, s.KvK, s.Postcode, s.HideName, s.Confidential,
	}
}

func messageRow(m *tandem.QuestionMessage) []any {
	return []any{key(m.ID), key(m.QuestionID), key(m.PersonID), m.Author, m.FromOwner, m.Body, m.AsksReply, m.CreatedAt}
}

func declineRow(d *tandem.Decline) []any {
	return []any{key(d.QuestionID), string(d.Reason), string(d.Referral), d.Note, d.CreatedAt}
}

func (b *Bulk) scores() [][]any {
	var rows [][]any
	for i := range b.FormScores {
		s := &b.FormScores[i]
		for _, f := range s.Scores {
			rows = append(rows, []any{key(s.Question.ID), string(f.Form), f.Score, s.Version, *s.Question.SubmittedAt})
		}
	}
	return rows
}

func matchRow(m *tandem.Match) []any {
	return []any{
		key(m.ID), key(m.QuestionID), key(m.OfferingID), key(m.InstitutionID), string(m.State), m.StateSince, m.Rank,
		m.Score, m.Version, m.OverrideNote, key(m.DecidedBy), m.CreatedAt,
	}
}

func claimRow(c *tandem.Claim) []any {
	return []any{
		key(c.ID), key(c.MatchID), key(c.QuestionID), key(c.OfferingID), key(c.InstitutionID), key(c.LecturerID), key(c.HoldID),
		string(c.State), c.StateSince, c.Note, c.EndNote, c.LapsesAt, c.CreatedAt,
	}
}

func claimHoldRow(c *tandem.Claim) []any {
	end := holdEnd(*c)
	return []any{
		key(c.HoldID), key(c.QuestionID), key(c.OfferingID), c.Place, string(tandem.HoldClaim), key(c.LecturerID), c.CreatedAt,
		end.at, string(end.why),
	}
}

func engagementRow(e *tandem.Engagement) []any {
	return []any{
		key(e.ID), key(e.ClaimID), key(e.QuestionID), key(e.InstitutionID), string(e.State), e.StateSince, e.Statement,
		e.StartsOn, e.EndsOn, e.CompanyContact, e.EducationContact, string(e.Secrecy), string(e.IP), e.EndNote, e.CreatedAt, e.EndedAt,
	}
}

func evaluationRow(e *tandem.Evaluation) []any {
	return []any{key(e.ID), key(e.EngagementID), string(e.Side), key(e.PersonID), e.Note, e.CreatedAt}
}

func (b *Bulk) ratings() [][]any {
	var rows [][]any
	for i := range b.Evaluations {
		for _, r := range b.Evaluations[i].Ratings {
			rows = append(rows, []any{key(b.Evaluations[i].ID), string(r.Outcome), r.Grade})
		}
	}
	return rows
}

func eventRow(e *tandem.Event) []any {
	detail := e.Detail
	if detail == nil {
		detail = map[string]string{}
	}
	return []any{
		e.At, key(e.ActorID), e.ActorName, e.Action, e.SubjectKind, e.SubjectID, e.SubjectName, key(e.QuestionID),
		key(e.InstitutionID), e.FromState, e.ToState, detail,
	}
}
