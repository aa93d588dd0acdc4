package server

import (
	"bytes"
	"fmt"
	"net/http"
	"net/url"
	"strings"
	"time"

	"github.com/a-h/templ"

	"github.com/tandem-hbo/tandem/web/page"
	"github.com/tandem-hbo/tandem/web/text"
	"github.com/tandem-hbo/tandem/web/ui"
)

// render answers with a page. It goes through a buffer, so that a page that
// fails half-way is an error page and not half a page.
func (s *Server) render(w http.ResponseWriter, r *http.Request, status int, c templ.Component) error {
	var b bytes.Buffer
	if err := c.Render(r.Context(), &b); err != nil {
		return fmt.Errorf("render page: %w", err)
	}
	h := w.Header()
	h.Set("Content-Type", "text/html; charset=utf-8")
	if h.Get("Cache-Control") == "" {
		h.Set("Cache-Control", "no-cache, private")
	}
	if status == http.StatusOK && s.cookies.get(r, flashCookie) != "" {
		s.cookies.drop(w, flashCookie)
	}
	w.WriteHeader(status)
	_, _ = w.Write(b.Bytes()) // the reader went away: nobody left to tell
	return nil
}

// problem is the page for an error. After a conflict it leads to how things
// stand now.
func (s *Server) problem(r *http.Request, err error) templ.Component {
	code, _ := status(err)
	p := page.Problem{Shell: s.shell(r), Status: code, Say: s.sentence(r, err)}
	if back := backFrom(r.URL.Path); code == http.StatusConflict && back != "" {
		p.Back = ui.Link{Text: p.T(text.ProblemNow), Href: back}
	}
	if code == http.StatusInternalServerError {
		p.Reference = visitOf(r).requestID
	}
	return p.Page()
}

// redirect sends the browser on with 303, so that a reload repeats nothing.
// flash is a code of the group flash whose sentence the next page shows, or
// empty. path is one of ours; anything else leads home.
func (s *Server) redirect(w http.ResponseWriter, r *http.Request, path, flash string) error {
	if !local(path) {
		path = "/"
	}
	if flash != "" {
		s.cookies.set(w, flashCookie, flash, time.Minute)
	}
	if isHTMX(r) {
		w.Header().Set("HX-Redirect", path)
		w.WriteHeader(http.StatusNoContent)
		return nil
	}
	http.Redirect(w, r, path, http.StatusSeeOther)
	return nil
}

// local reports whether a path leads to this site: one slash in front, and
// nothing that browsers read as another host.
func local(path string) bool {
	u, err := url.Parse(path)
	return err == nil && u.Host == "" && u.Scheme == "" &&
		strings.HasPrefix(path, "/") && !strings.HasPrefix(path, "//") && !strings.ContainsAny(path, "\\\r\n")
}

// flash is what just happened: why a form comes back that came too late, or the
// message that the last answer left.
func (s *Server) flash(r *http.Request) *ui.Flash {
	if refused := visitOf(r).refused; refused != nil {
		return &ui.Flash{Tone: "warn", Text: s.sentence(r, refused)}
	}
	code, p := s.cookies.get(r, flashCookie), s.printer(r)
	if !p.Has("flash", code) {
		return nil
	}
	f := &ui.Flash{Tone: "ok", Text: p.Code("flash", code)}
	if p.Has("flash_tone", code) {
		f.Tone = p.Code("flash_tone", code)
	}
	return f
}
