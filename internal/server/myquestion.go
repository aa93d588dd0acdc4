package server

import (
	"errors"
	"net/http"

	"github.com/tandem-hbo/tandem/internal/intake"
	"github.com/tandem-hbo/tandem/internal/policy"
	"github.com/tandem-hbo/tandem/internal/tandem"
	"github.com/tandem-hbo/tandem/web/page"
)

// myQuestions lists the questions of an owner.
func (s *Server) myQuestions(w http.ResponseWriter, r *http.Request) error {
	list, err := s.Intake.Mine(r.Context(), s.actor(r))
	if err != nil {
		return err
	}
	return s.render(w, r, http.StatusOK, page.MyQuestions{
		Shell: s.privateShell(r), Questions: list, SignedIn: s.actor(r).SignedIn(),
	}.Page())
}

func (s *Server) privateShell(r *http.Request) page.Shell {
	shell := s.shell(r)
	shell.Private = true
	return shell
}

// myQuestion is the owner's page of one question.
func (s *Server) myQuestion(w http.ResponseWriter, r *http.Request) error {
	return s.showMine(w, r, messageForm{Key: newFormKey()}, nil)
}

// showMine shows the owner's page, with a message as typed when it was refused.
func (s *Server) showMine(w http.ResponseWriter, r *http.Request, in messageForm, cause error) error {
	qid, err := id[tandem.Question](r, "id")
	if err != nil {
		return err
	}
	by := s.actor(r)
	own, err := s.Intake.Own(r.Context(), by, qid)
	if err != nil {
		return err
	}
	t, err := s.Intake.Taxonomy(r.Context())
	if err != nil {
		return err
	}
	status := http.StatusOK
	if cause != nil {
		status, _ = s.again(r, cause)
	}
	shell, acts := s.privateShell(r), may(by, own.Question)
	if !acts.Answer {
		shell.Kept = in.Body // the form has gone
	}
	return s.render(w, r, status, page.MyQuestion{
		Shell: shell, Q: own, Why: whyOfProposals(own.Proposals), Taxonomy: t, Now: s.Intake.Now(),
		Promise: s.promise(own.Question), Step: intake.NextStep(own.Question),
		Message: in.Body, Key: in.Key, Faults: faultsOf(shell.Printer, cause), May: acts,
	}.Page())
}

func whyOfProposals(list []tandem.Proposal) page.Why {
	scores := make([]tandem.Score, 0, len(list))
	for _, p := range list {
		scores = append(scores, p.Score)
	}
	return whyOf(scores)
}

// may asks policy and state which acts to show.
func may(by tandem.Actor, q tandem.Question) page.MyActs {
	sent := q.SubmittedAt != nil
	withdrawn := q
	return page.MyActs{
		Edit:     policy.EditQuestion(by, q) == nil,
		Withdraw: policy.WithdrawQuestion(by, q) == nil && withdrawn.Move(tandem.QuestionWithdrawn, q.StateSince) == nil,
		Answer:   policy.AnswerQuestion(by, q) == nil && sent && q.State != tandem.QuestionWithdrawn,
		Links:    policy.AnswerQuestion(by, q) == nil && sent,
		Learn:    policy.AllowLearning(by, q) == nil && sent,
	}
}

type messageForm struct {
	Key  string `form:"key"`
	Body string `form:"body"`
}

// answer sends a message to the desk.
func (s *Server) answer(w http.ResponseWriter, r *http.Request) error {
	qid, err := id[tandem.Question](r, "id")
	if err != nil {
		return err
	}
	var in messageForm
	if err = s.decode(r, &in); err == nil {
		err = s.Intake.Answer(r.Context(), s.actor(r), qid, in.Body, in.Key)
	}
	if _, ok := s.again(r, err); ok {
		return s.showMine(w, r, in, err)
	}
	if err != nil {
		return err
	}
	return s.redirect(w, r, ownPath(qid), "message_sent")
}

// allowLearning stores whether we may learn reading from a question.
func (s *Server) allowLearning(w http.ResponseWriter, r *http.Request) error {
	qid, err := id[tandem.Question](r, "id")
	if err != nil {
		return err
	}
	var in struct {
		Learn bool `form:"learn"`
	}
	if err := s.decode(r, &in); err != nil {
		return err
	}
	if err := s.Intake.AllowLearning(r.Context(), s.actor(r), qid, in.Learn); err != nil {
		return err
	}
	flash := "learning_ended"
	if in.Learn {
		flash = "learning_allowed"
	}
	return s.redirect(w, r, ownPath(qid)+"#learning", flash)
}

// withdrawPage asks once more before a question is taken back.
func (s *Server) withdrawPage(w http.ResponseWriter, r *http.Request) error {
	return s.showWithdraw(w, r, "", nil)
}

func (s *Server) showWithdraw(w http.ResponseWriter, r *http.Request, reason string, cause error) error {
	qid, err := id[tandem.Question](r, "id")
	if err != nil {
		return err
	}
	q, _, err := s.Intake.Question(r.Context(), s.actor(r), qid)
	if err != nil {
		return err
	}
	status := http.StatusOK
	if cause != nil {
		status = http.StatusUnprocessableEntity
	}
	shell := s.privateShell(r)
	return s.render(w, r, status, page.MyWithdraw{
		Shell: shell, ID: qid.String(), Claimed: q.State == tandem.QuestionClaimed, Reason: reason, Faults: faultsOf(shell.Printer, cause),
	}.Page())
}

// withdraw takes a question back.
func (s *Server) withdraw(w http.ResponseWriter, r *http.Request) error {
	qid, err := id[tandem.Question](r, "id")
	if err != nil {
		return err
	}
	var in struct {
		Reason string `form:"reason"`
	}
	if err = s.decode(r, &in); err == nil {
		err = s.Intake.Withdraw(r.Context(), s.actor(r), qid, tandem.WithdrawReason(in.Reason))
	}
	if errors.Is(err, tandem.Invalid) {
		return s.showWithdraw(w, r, in.Reason, err)
	}
	if err != nil {
		return err
	}
	return s.redirect(w, r, ownPath(qid), "question_withdrawn")
}

// sendLink mails the owner a new link.
func (s *Server) sendLink(w http.ResponseWriter, r *http.Request) error {
	qid, err := id[tandem.Question](r, "id")
	if err != nil {
		return err
	}
	if err := s.Intake.SendLink(r.Context(), s.actor(r), qid); err != nil {
		return err
	}
	return s.redirect(w, r, ownPath(qid), "link_sent")
}

// revokePage asks once more before all links end.
func (s *Server) revokePage(w http.ResponseWriter, r *http.Request) error {
	qid, err := id[tandem.Question](r, "id")
	if err != nil {
		return err
	}
	if _, _, err := s.Intake.Question(r.Context(), s.actor(r), qid); err != nil {
		return err
	}
	return s.render(w, r, http.StatusOK, page.MyRevoke{Shell: s.privateShell(r), ID: qid.String()}.Page())
}

// revokeLinks ends all links to a question and mails the owner a new one. A
// browser that came in by a link is out after this.
func (s *Server) revokeLinks(w http.ResponseWriter, r *http.Request) error {
	qid, err := id[tandem.Question](r, "id")
	if err != nil {
		return err
	}
	q, _, err := s.Intake.Question(r.Context(), s.actor(r), qid)
	if err != nil {
		return err
	}
	if err := s.Account.RevokeLinks(r.Context(), s.actor(r), q); err != nil {
		return err
	}
	// That a new link must wait does not undo the end of the old ones.
	if err := s.Intake.SendLink(r.Context(), s.actor(r), qid); err != nil && !errors.Is(err, tandem.TooMany) {
		return err
	}
	return s.redirect(w, r, "/mijn-vragen", "links_revoked")
}
