// Package text holds every word Tandem says to people, in Dutch and English, and how it writes dates and numbers.
//
// A page asks by typed key: p.T(text.HomeTitle), p.N(text.BrowseFound, n), p.T(text.MailHello, "name", who).
// The texts stand in catalogue/<family>.nl.toml and .en.toml; after a change run `make generate`.
// Texts for codes (states, gates, reasons, error codes) stand in tables there and are asked by p.Code.
package text

import (
	"maps"
	"slices"
	"strings"
	"sync"

	"golang.org/x/text/feature/plural"
	"golang.org/x/text/language"

	"github.com/tandem-hbo/tandem/web/text/catalogue"
)

//go:generate go run ./internal/keygen

// Key names one message. The constants in keys_*.go are all there are.
type Key string

// Lang is a language that Tandem speaks.
type Lang string

// The languages, Dutch first because it is the default.
const (
	NL Lang = "nl"
	EN Lang = "en"
)

// Langs lists the languages, the default first.
func Langs() []Lang { return []Lang{NL, EN} }

// Match picks the language for an Accept-Language header; Dutch when nothing fits.
func Match(acceptLanguage string) Lang {
	wanted, _, err := language.ParseAcceptLanguage(acceptLanguage)
	if err != nil {
		return NL
	}
	_, i, confidence := language.NewMatcher([]language.Tag{language.Dutch, language.English}).Match(wanted...)
	if confidence == language.No {
		return NL
	}
	return Langs()[i]
}

// Parse returns the language with this code; false when Tandem does not speak it.
func Parse(code string) (Lang, bool) {
	lang := Lang(code)
	return lang, slices.Contains(Langs(), lang)
}

// Printer says things in one language. It never changes and is safe to share; get one from For.
type Printer struct{ *book }

// book is one language read in: its messages, and the same messages by group and code.
type book struct {
	lang     Lang
	tag      language.Tag
	messages catalogue.Messages
	codes    map[string]catalogue.Messages
}

// books reads the catalogue once, at first use.
var books = sync.OnceValue(mustRead)

// mustRead panics on a broken catalogue: it is part of the binary, and a test reads it.
func mustRead() map[Lang]*book {
	all, err := catalogue.Read()
	if err != nil {
		panic(err)
	}
	read := map[Lang]*book{}
	for _, lang := range Langs() {
		messages := all[string(lang)]
		read[lang] = &book{lang: lang, tag: language.Make(string(lang)), messages: messages, codes: groups(messages)}
	}
	return read
}

// groups finds the codes: family.group.code, looked up by group and code.
func groups(messages catalogue.Messages) map[string]catalogue.Messages {
	found := map[string]catalogue.Messages{}
	for key, message := range messages {
		parts := strings.SplitN(key, ".", 3)
		if len(parts) < 3 {
			continue
		}
		if found[parts[1]] == nil {
			found[parts[1]] = catalogue.Messages{}
		}
		found[parts[1]][parts[2]] = message
	}
	return found
}

// For returns the printer of a language; Dutch for one that Tandem does not speak.
func For(lang Lang) Printer {
	if b, ok := books()[lang]; ok {
		return Printer{b}
	}
	return Printer{books()[NL]}
}

// Lang is the language this printer speaks.
func (p Printer) Lang() Lang { return p.lang }

// T says the message. Arguments come in pairs, name then value, and fill {name}; numbers and dates are
// written as the language writes them. A plural message takes its form from the argument "count".
func (p Printer) T(key Key, args ...any) string {
	message, ok := p.messages[string(key)]
	if !ok {
		return string(key)
	}
	return p.say(message, args)
}

// N says the message for a number of things; {count} is that number.
func (p Printer) N(key Key, count int, args ...any) string {
	return p.T(key, append(args, "count", count)...)
}

// Code says what a code of a group means: Code("question_state", "open"). An unknown code is given back
// as it is, for a page with a strange word is better than none; tests hold the groups complete by Has.
func (p Printer) Code(group, code string, args ...any) string {
	message, ok := p.codes[group][code]
	if !ok {
		return code
	}
	return p.say(message, args)
}

// Has tells whether a code of a group has a text.
func (p Printer) Has(group, code string) bool {
	_, ok := p.codes[group][code]
	return ok
}

// Codes lists the codes of a group that have a text, sorted.
func (p Printer) Codes(group string) []string {
	return slices.Sorted(maps.Keys(p.codes[group]))
}

func (p Printer) say(message catalogue.Message, args []any) string {
	source := message.Other
	if message.One != "" && p.isOne(args) {
		source = message.One
	}
	if len(args) == 0 {
		return source
	}
	return p.fill(source, args)
}

// fill puts the values in their places. A page that is asked for while somebody
// types says some hundred sentences, so it makes nothing else.
func (p Printer) fill(source string, args []any) string {
	var b strings.Builder
	for {
		before, rest, found := strings.Cut(source, "{")
		b.WriteString(before)
		if !found {
			return b.String()
		}
		source = rest
		name, after, _ := strings.Cut(rest, "}")
		if value, ok := valueOf(args, name); ok {
			b.WriteString(p.Value(value))
			source = after
		} else {
			b.WriteByte('{')
		}
	}
}

// valueOf finds a value by its name.
func valueOf(args []any, name string) (any, bool) {
	for i := 0; i+1 < len(args); i += 2 {
		if args[i] == name {
			return args[i+1], true
		}
	}
	return nil, false
}

func (p Printer) isOne(args []any) bool {
	for i := 0; i+1 < len(args); i += 2 {
		if n, ok := args[i+1].(int); ok && args[i] == "count" {
			return plural.Cardinal.MatchPlural(p.tag, n, 0, 0, 0, 0) == plural.One
		}
	}
	return false
}
