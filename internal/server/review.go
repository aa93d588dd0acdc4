package server

import (
	"context"
	"errors"
	"net/http"
	"slices"

	"github.com/tandem-hbo/tandem/internal/articulation"
	"github.com/tandem-hbo/tandem/internal/calendar"
	"github.com/tandem-hbo/tandem/internal/policy"
	"github.com/tandem-hbo/tandem/internal/review"
	"github.com/tandem-hbo/tandem/internal/scoring"
	"github.com/tandem-hbo/tandem/internal/tandem"
	"github.com/tandem-hbo/tandem/web/page"
)

// reviewPage shows a question to its desk.
func (s *Server) reviewPage(w http.ResponseWriter, r *http.Request) error {
	return s.showReview(w, r, http.StatusOK, page.Review{})
}

// approve, askBack and decline are what a desk can do; they share a form.
func (s *Server) approve(w http.ResponseWriter, r *http.Request) error {
	return s.decide(w, r, "question_approved", func(ctx context.Context, seen review.Seen, f page.ReviewForm) error {
		a := review.Approval{Seen: seen, Note: f.Note, Override: f.Override}
		for _, raw := range f.Matches {
			id, err := tandem.ParseID[tandem.Match](raw)
			if err != nil {
				return err
			}
			a.Matches = append(a.Matches, id)
		}
		return s.Review.Approve(ctx, s.actor(r), a)
	})
}

func (s *Server) askBack(w http.ResponseWriter, r *http.Request) error {
	return s.decide(w, r, "question_asked_back", func(ctx context.Context, seen review.Seen, f page.ReviewForm) error {
		return s.Review.Ask(ctx, s.actor(r), review.Asking{Seen: seen, Body: f.Note, FormKey: f.Key})
	})
}

func (s *Server) decline(w http.ResponseWriter, r *http.Request) error {
	return s.decide(w, r, "question_declined", func(ctx context.Context, seen review.Seen, f page.ReviewForm) error {
		return s.Review.Decline(ctx, s.actor(r), review.Refusal{
			Seen: seen, Reason: tandem.DeclineReason(f.Reason), Referral: tandem.Referral(f.Referral), Note: f.Note,
		})
	})
}

// decide reads the shared form, acts, and leads back to the question. What does
// not fit shows the page again with all that was typed: 422 with the faults, or
// 409 with who was first.
func (s *Server) decide(w http.ResponseWriter, r *http.Request, flash string, act func(context.Context, review.Seen, page.ReviewForm) error) error {
	question, err := id[tandem.Question](r, "id")
	if err != nil {
		return err
	}
	var f page.ReviewForm
	err = s.decode(r, &f)
	if err == nil {
		err = act(r.Context(), review.Seen{ID: question, Version: f.Version}, f)
	}
	switch {
	case err == nil:
		return s.redirect(w, r, "/werkvoorraad/"+question.String(), flash)
	case errors.Is(err, tandem.Invalid):
		return s.showReview(w, r, http.StatusUnprocessableEntity, page.Review{Form: f, Errors: faultsOf(s.printer(r), err)})
	case errors.Is(err, tandem.Conflict):
		return s.showReview(w, r, http.StatusConflict, page.Review{Form: f, Changed: true})
	}
	return err
}

// showReview draws the question as it stands now round what was typed.
func (s *Server) showReview(w http.ResponseWriter, r *http.Request, status int, p page.Review) error {
	question, err := id[tandem.Question](r, "id")
	if err != nil {
		return err
	}
	by := s.actor(r)
	if p.Dossier, err = s.Review.Show(r.Context(), by, question); err != nil {
		return err
	}
	p.Shell, p.Promise, p.Own = s.shell(r), promised(p.Dossier), ownMatches(by, p.Dossier)
	p.Verdict, p.Why = verdict(p.Candidates), whyOf(scoresOf(p.Candidates))
	if p.Changed {
		p.Beaten = decided(p.Dossier, p.Form.Version)
	}
	p.ReferCodes = articulation.ReferCodes()
	if !p.Correcting {
		p.Reading = readAs(p.Dossier)
	}
	if status == http.StatusOK || p.Correcting {
		p.Form.Matches = suggested(p)
	}
	if p.Form.Key == "" {
		p.Form.Key = tandem.NewID[tandem.QuestionMessage]().String()
	}
	if status != http.StatusUnprocessableEntity {
		p.Form.Version = p.Question.Version
	}
	p.Reading.Version = p.Form.Version
	return s.render(w, r, status, p.Page())
}

// promised is what the owner of a sent question was promised.
func promised(d tandem.Dossier) page.Promise {
	q, p := d.Question, page.Promise{Now: d.At}
	if q.SubmittedAt != nil && q.PromisedAt != nil {
		p.Asked, p.Due = *q.SubmittedAt, *q.PromisedAt
		p.Days = calendar.Days(calendar.Day(p.Now), calendar.Day(p.Due))
	}
	if q.AnsweredAt != nil {
		p.Kept = *q.AnsweredAt
	}
	return p
}

// ownMatches are the matches about which policy keeps the actor from deciding.
func ownMatches(by tandem.Actor, d tandem.Dossier) map[tandem.ID[tandem.Match]]bool {
	own := map[tandem.ID[tandem.Match]]bool{}
	for _, c := range d.Candidates {
		own[c.ID] = policy.ApproveMatch(by, d.Question, c.Offering()) != nil
	}
	return own
}

// verdict says how sure it is that the first of two proposals is the best.
func verdict(list []tandem.Candidate) string {
	if len(list) < 2 || !list[1].Score.Feasible() || list[0].Score.Value <= 0 {
		return ""
	}
	return string(scoring.Compare(list[0].Score, list[1].Score))
}

func scoresOf(list []tandem.Candidate) []tandem.Score {
	scores := make([]tandem.Score, 0, len(list))
	for _, c := range list {
		scores = append(scores, c.Score)
	}
	return scores
}

// suggested ticks the best proposal that the actor may approve.
func suggested(p page.Review) []string {
	i := slices.IndexFunc(p.Candidates, func(c tandem.Candidate) bool {
		return c.State == tandem.MatchProposed && c.Score.Feasible() && c.Score.Weight > 0 && !p.Own[c.ID]
	})
	if i < 0 || p.Question.State != tandem.QuestionMatched {
		return nil
	}
	return []string{p.Candidates[i].ID.String()}
}

// decided finds the act that made a decision come too late, when somebody acted
// since the version that was seen.
func decided(d tandem.Dossier, seen int) *tandem.Event {
	if seen == d.Question.Version {
		return nil
	}
	acts := []string{
		"question.approved", "question.declined", "question.asked_back", "question.withdrawn", "question.claimed",
		"question.expired",
	}
	for _, v := range slices.Backward(d.Events) {
		if e := v; slices.Contains(acts, e.Action) {
			return &e
		}
	}
	return nil
}
