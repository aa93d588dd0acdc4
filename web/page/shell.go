// Package page holds a file for each page: a struct with what it shows, and a Page method that draws it.
// Every page struct embeds Shell, so that p.T(text.HomeTitle) says a text and p.Layout draws what is round it.
package page

import (
	"github.com/a-h/templ"

	"github.com/tandem-hbo/tandem/web/text"
	"github.com/tandem-hbo/tandem/web/ui"
)

// Shell is what every page has: the language, who looks, the menu, the message that just came in.
type Shell struct {
	text.Printer
	// Institution stands beside the mark for staff; empty for owners and guests.
	Institution string
	// User is the name of who is signed in, UserHref their page; SignOut is where the form to leave goes.
	User, UserHref, SignOut string
	// SignIn is shown to guests.
	SignIn string
	// Nav is the menu; the current page is marked.
	Nav []ui.Link
	// OtherLanguage is this page in the other language; "?taal=…" unless said otherwise.
	OtherLanguage string
	// Flash is what just happened, once.
	Flash *ui.Flash
	// Kept is what was typed into a form that has gone since, for its writer to take along.
	Kept string
	// Compact sets the page close, for staff; Wide gives head and foot the width of a wide page.
	Compact, Wide bool
	// Private keeps the page out of search engines.
	Private bool
	// Refresh loads the page anew every so many seconds where there is no script; 0 is never.
	Refresh int
	// Demo shows that everything is invented, with ways to switch person and read the mail.
	Demo bool
}

// title is what the browser's tab says.
func (s Shell) title(title string) string {
	if title == "" {
		return "Tandem"
	}
	return title + " · Tandem"
}

func (s Shell) density() string {
	if s.Compact {
		return "compact"
	}
	return "roomy"
}

func (s Shell) wrap() string {
	if s.Wide || s.Compact {
		return "wrap wrap--wide"
	}
	return "wrap"
}

// other is the language that this page is not in.
func (s Shell) other() text.Lang {
	if s.Lang() == text.NL {
		return text.EN
	}
	return text.NL
}

func (s Shell) otherHref() string {
	if s.OtherLanguage != "" {
		return s.OtherLanguage
	}
	return "?taal=" + string(s.other())
}

func (s Shell) promise() string {
	if s.Institution == "" {
		return s.T(text.ShellPromise)
	}
	return s.T(text.ShellPromiseOf, "institution", s.Institution)
}

// htmxConfig keeps htmx within the content security policy, on our own server, and without a store of old pages.
// Answers with 409 and 422 are swapped in: they hold the form as typed, with what is wrong.
const htmxConfig = `{"allowEval":false,"includeIndicatorStyles":false,"selfRequestsOnly":true,"historyCacheSize":0,` +
	`"refreshOnHistoryMiss":true,"responseHandling":[{"code":"204","swap":false},{"code":"[23]..","swap":true},` +
	`{"code":"409|422","swap":true},{"code":"[45]..","swap":false,"error":true}]}`

// here marks the current page in the menu.
func here(on bool) templ.Attributes {
	if !on {
		return nil
	}
	return templ.Attributes{"aria-current": "page"}
}
