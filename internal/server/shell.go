package server

import (
	"net/http"
	"strings"

	"github.com/tandem-hbo/tandem/internal/tandem"
	"github.com/tandem-hbo/tandem/web/page"
	"github.com/tandem-hbo/tandem/web/text"
	"github.com/tandem-hbo/tandem/web/ui"
)

// shell is what every page has round it: language, menu, who looks, and the
// message that the last answer left.
func (s *Server) shell(r *http.Request) page.Shell {
	by := s.actor(r)
	shell := page.Shell{
		Printer: s.printer(r), SignIn: "/inloggen", Nav: s.menu(r), Flash: s.flash(r), Demo: s.cfg.Demo,
		Compact: len(by.Memberships) > 0, Private: by.SignedIn() || len(by.Questions) > 0,
		OtherLanguage: s.otherLanguage(r),
	}
	if by.SignedIn() {
		shell.User, shell.UserHref = by.Name, "/account"
	}
	if shell.Private { // an owner on somebody else's computer can leave too
		shell.SignOut = "/uitloggen"
	}
	return shell
}

// menu lists what the actor can go to, the present page marked.
func (s *Server) menu(r *http.Request) []ui.Link {
	p, by := s.printer(r), s.actor(r)
	var links []ui.Link
	add := func(on bool, key text.Key, href string) {
		if on {
			current := within(r.URL.Path, href) || href == "/beheer" && within(r.URL.Path, "/post")
			links = append(links, ui.Link{Text: p.T(key), Href: href, Current: current})
		}
	}
	staff := len(by.Memberships) > 0
	owner := by.SignedIn() && !staff || len(by.Questions) > 0
	add(by.Has(tandem.Coordinator), text.NavQueue, "/werkvoorraad")
	add(by.Has(tandem.Coordinator), text.NavRounds, "/rondes")
	add(by.Has(tandem.Lecturer) || by.Has(tandem.Coordinator), text.NavBrowse, "/vragen")
	add(by.Has(tandem.Lecturer), text.NavWork, "/opdrachten")
	add(by.Has(tandem.Coordinator) && !by.Has(tandem.Lecturer), text.NavWorks, "/opdrachten")
	add(staff, text.NavCatalog, "/aanbod")
	add(by.Has(tandem.Admin), text.NavPeople, "/mensen")
	add(len(managed(by)) > 0, text.NavAdmin, "/beheer")
	add(owner, text.NavMine, "/mijn-vragen")
	add(!staff, text.NavAsk, "/vraag")
	add(true, text.NavForms, "/vormen")
	return links
}

func within(path, href string) bool {
	return path == href || strings.HasPrefix(path, href+"/")
}

// otherLanguage is the present address with the other language chosen; filters
// stay.
func (s *Server) otherLanguage(r *http.Request) string {
	other := text.EN
	if visitOf(r).lang == text.EN {
		other = text.NL
	}
	if r.Method != http.MethodGet {
		return "" // a form as typed: the page knows its own address
	}
	q := r.URL.Query()
	q.Set(langCookie, string(other))
	return "?" + q.Encode()
}
