package server

import (
	"fmt"
	"io"
	"net/http"
	"regexp"
	"slices"
	"strings"

	"github.com/tandem-hbo/tandem/internal/tandem"
	"github.com/tandem-hbo/tandem/web/page"
	"github.com/tandem-hbo/tandem/web/text"
	"github.com/tandem-hbo/tandem/web/ui"
)

// demoPage lists whom a visitor can be.
func (s *Server) demoPage(w http.ResponseWriter, r *http.Request) error {
	people, err := s.Account.DemoPeople(r.Context())
	if err != nil {
		return err
	}
	p := page.Demo{Shell: s.shell(r)}
	for _, d := range people {
		p.Groups = group(p.Printer, p.Groups, d)
	}
	return s.render(w, r, http.StatusOK, p.Page())
}

// group adds a person to the group of their role; owners form the last one.
func group(p text.Printer, groups []page.DemoGroup, d tandem.DemoPerson) []page.DemoGroup {
	g := page.DemoGroup{ID: "role-" + string(d.Role), Title: p.Code("role_plural", string(d.Role))}
	if d.Role == "" {
		g = page.DemoGroup{ID: "owners", Title: p.T(text.DemoOwners), Note: p.T(text.DemoOwnerNote)}
	}
	at := slices.IndexFunc(groups, func(other page.DemoGroup) bool { return other.ID == g.ID })
	if at < 0 {
		groups, at = append(groups, g), len(groups)
	}
	groups[at].People = append(groups[at].People, d)
	return groups
}

// demoSignIn makes the visitor a person, without proof.
func (s *Server) demoSignIn(w http.ResponseWriter, r *http.Request) error {
	person, err := id[tandem.Person](r, "id")
	if err != nil {
		return err
	}
	token, err := s.Account.DemoSignIn(r.Context(), person, visitOf(r).visitor)
	if err != nil {
		return err
	}
	s.keep(w, token)
	return s.redirect(w, r, "/begin", "signed_in")
}

type outboxFilter struct {
	Recipient string `form:"aan"`
}

// outboxPage lists the mails of the demo.
func (s *Server) outboxPage(w http.ResponseWriter, r *http.Request) error {
	var f outboxFilter
	s.decodeQuery(r, &f)
	mails, err := s.Outbox.List(r.Context(), f.Recipient)
	if err != nil {
		return err
	}
	return s.render(w, r, http.StatusOK, page.Outbox{Shell: s.shell(r), Recipient: f.Recipient, Mails: mails}.Page())
}

// outboxMail shows one mail.
func (s *Server) outboxMail(w http.ResponseWriter, r *http.Request) error {
	m, err := s.readOutbox(r)
	if err != nil {
		return err
	}
	p := page.OutboxMail{Shell: s.shell(r), Mail: m, Links: s.buttonsIn(m.Plain)}
	return s.render(w, r, http.StatusOK, p.Page())
}

// buttonsIn finds the buttons of a mail in its plain text: a name, a colon, and
// on the next line an address of ours.
func (s *Server) buttonsIn(plain string) []ui.Link {
	base := strings.TrimSuffix(s.cfg.BaseURL.String(), "/")
	find := regexp.MustCompile(`(?m)^(.+):\n` + regexp.QuoteMeta(base) + `(/\S*)$`)
	var links []ui.Link
	for _, m := range find.FindAllStringSubmatch(plain, -1) {
		links = append(links, ui.Link{Text: m[1], Href: m[2]})
	}
	return links
}

// outboxBody is the mail itself, for the frame on its page. It brings its own
// style, as mails do, and may do nothing else; its links open in the whole
// window.
func (s *Server) outboxBody(w http.ResponseWriter, r *http.Request) error {
	m, err := s.readOutbox(r)
	if err != nil {
		return err
	}
	h := w.Header()
	h.Set("Content-Security-Policy", "default-src 'none'; style-src 'unsafe-inline'; frame-ancestors 'self'; "+
		"sandbox allow-top-navigation-by-user-activation")
	h.Set("X-Frame-Options", "SAMEORIGIN")
	h.Set("Content-Type", "text/html; charset=utf-8")
	h.Set("Cache-Control", "no-store")
	if _, err := io.WriteString(w, strings.Replace(m.HTML, "<head>", `<head><base target="_top">`, 1)); err != nil {
		return fmt.Errorf("write mail: %w", err)
	}
	return nil
}

func (s *Server) readOutbox(r *http.Request) (tandem.OutboxMail, error) {
	mail, err := id[tandem.Mail](r, "id")
	if err != nil {
		return tandem.OutboxMail{}, err
	}
	return s.Outbox.Read(r.Context(), mail)
}
