package server

import (
	"net/http"
	"time"

	"github.com/tandem-hbo/tandem/internal/tandem"
	"github.com/tandem-hbo/tandem/web/text"
)

// keepLanguage is how long a browser remembers the language.
const keepLanguage = 365 * 24 * time.Hour

// language picks the language of a request: ?taal=, which is remembered, then
// the remembered one, then what the browser asks for, then Dutch.
func (s *Server) language(w http.ResponseWriter, r *http.Request) text.Lang {
	w.Header().Add("Vary", "Accept-Language, Cookie")
	if lang, ok := text.Parse(r.URL.Query().Get(langCookie)); ok {
		s.cookies.set(w, langCookie, string(lang), keepLanguage)
		return lang
	}
	if lang, ok := text.Parse(s.cookies.get(r, langCookie)); ok {
		return lang
	}
	return text.Match(r.Header.Get("Accept-Language"))
}

// lang is the language of the request as services know it.
func (s *Server) lang(r *http.Request) tandem.Language { return tandem.Language(visitOf(r).lang) }
