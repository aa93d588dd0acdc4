package server

import (
	"errors"
	"net/http"
	"time"

	"github.com/tandem-hbo/tandem/internal/tandem"
	"github.com/tandem-hbo/tandem/web/page"
	"github.com/tandem-hbo/tandem/web/ui"
)

// keepAsking is how long the cookie of a sign-in attempt stays; the code itself
// works for ten minutes.
const keepAsking = 15 * time.Minute

type askForm struct {
	Mail string `form:"mail"`
}

// signInPage asks for an address.
func (s *Server) signInPage(w http.ResponseWriter, r *http.Request) error {
	return s.render(w, r, http.StatusOK, page.SignIn{Shell: s.shell(r)}.Page())
}

// askCode has a code mailed. The answer is the same for every address.
func (s *Server) askCode(w http.ResponseWriter, r *http.Request) error {
	var f askForm
	err := s.decode(r, &f)
	var browser string
	if err == nil {
		browser, err = s.Account.Ask(r.Context(), f.Mail, s.lang(r))
	}
	if errors.Is(err, tandem.Invalid) {
		p := page.SignIn{Shell: s.shell(r), Mail: f.Mail, Errors: faultsOf(s.printer(r), err)}
		return s.render(w, r, http.StatusUnprocessableEntity, p.Page())
	}
	if err != nil {
		return err
	}
	s.cookies.set(w, signInCookie, browser, keepAsking)
	return s.redirect(w, r, "/inloggen/code", "")
}

type codeForm struct {
	Code string `form:"code"`
}

// codePage asks for the mailed code. The link in the mail leads here with the
// code filled in; it uses nothing and works in the asking browser alone.
func (s *Server) codePage(w http.ResponseWriter, r *http.Request) error {
	var f codeForm
	s.decodeQuery(r, &f)
	return s.showCode(w, r, http.StatusOK, page.SignInCode{Code: f.Code})
}

func (s *Server) showCode(w http.ResponseWriter, r *http.Request, status int, p page.SignInCode) error {
	mail, err := s.Account.Asked(r.Context(), s.cookies.get(r, signInCookie))
	if err != nil && !errors.Is(err, tandem.NotFound) {
		return err
	}
	p.Shell, p.Mail = s.shell(r), mail
	p.OtherLanguage = ""
	w.Header().Set("Cache-Control", "no-store")
	return s.render(w, r, status, p.Page())
}

// signIn takes the code and begins a session as a person.
func (s *Server) signIn(w http.ResponseWriter, r *http.Request) error {
	var f codeForm
	err := s.decode(r, &f)
	var token string
	if err == nil {
		browser := s.cookies.get(r, signInCookie)
		token, err = s.Account.SignIn(r.Context(), browser, f.Code, visitOf(r).visitor.SessionID)
	}
	switch {
	case errors.Is(err, tandem.Invalid):
		p := page.SignInCode{Code: f.Code, Errors: faultsOf(s.printer(r), err)}
		return s.showCode(w, r, http.StatusUnprocessableEntity, p)
	case errors.Is(err, tandem.NotFound), errors.Is(err, tandem.Conflict):
		return s.showCode(w, r, http.StatusUnprocessableEntity, page.SignInCode{})
	case err != nil:
		return err
	}
	s.cookies.drop(w, signInCookie)
	s.keep(w, token)
	return s.redirect(w, r, "/begin", "signed_in")
}

// start sends somebody to the page their work begins at.
func (s *Server) start(w http.ResponseWriter, r *http.Request) error {
	by := s.actor(r)
	path := "/mijn-vragen"
	switch {
	case by.Has(tandem.Coordinator):
		path = "/werkvoorraad"
	case by.Has(tandem.Lecturer):
		path = "/vragen"
	case by.Has(tandem.Admin):
		path = "/mensen"
	case !by.SignedIn() && len(by.Questions) == 0:
		path = "/"
	}
	return s.redirect(w, r, path, s.cookies.get(r, flashCookie))
}

// accountPage shows who somebody is here.
func (s *Server) accountPage(w http.ResponseWriter, r *http.Request) error {
	by := s.actor(r)
	names, err := s.Account.Institutions(r.Context(), by)
	if err != nil {
		return err
	}
	p := page.Account{Shell: s.shell(r), Name: by.Name}
	for _, m := range by.Memberships {
		p.Roles = append(p.Roles, ui.Term{Name: names[m.InstitutionID], Value: p.Code("role", string(m.Role))})
	}
	return s.render(w, r, http.StatusOK, p.Page())
}
