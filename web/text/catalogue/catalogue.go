// Package catalogue reads the message files: what Tandem says to people, in every language it speaks.
//
// One family of pages has one file for each language, home.nl.toml and home.en.toml, in go-i18n's format.
// A message "title" in it has the key "home.title"; a table [question_state] in it holds the texts of a
// group of codes: "states.question_state.open". A value with one and other is a plural message.
package catalogue

import (
	"embed"
	"fmt"
	"io/fs"
	"path"
	"regexp"
	"slices"
	"strings"

	"github.com/BurntSushi/toml"
	"github.com/nicksnyder/go-i18n/v2/i18n"
)

//go:embed *.toml
var files embed.FS

// Message is one text in one language. One is empty unless the message is plural.
type Message struct {
	One, Other string
}

// Messages maps a whole key, "home.title", to its text.
type Messages map[string]Message

// Read returns the messages of each language, by language code ("nl", "en").
// The error names the file that cannot be read.
func Read() (map[string]Messages, error) {
	names, err := fs.Glob(files, "*.toml")
	if err != nil {
		return nil, fmt.Errorf("list message files: %w", err)
	}
	all := map[string]Messages{}
	for _, name := range names {
		family, lang, ok := split(name)
		if !ok {
			return nil, fmt.Errorf("message file %s: name must be family.lang.toml", name)
		}
		if all[lang] == nil {
			all[lang] = Messages{}
		}
		if err := readInto(all[lang], family, name); err != nil {
			return nil, err
		}
	}
	return all, nil
}

func readInto(into Messages, family, name string) error {
	raw, err := files.ReadFile(name)
	if err != nil {
		return fmt.Errorf("read messages: %w", err)
	}
	file, err := i18n.ParseMessageFileBytes(raw, name, map[string]i18n.UnmarshalFunc{"toml": toml.Unmarshal})
	if err != nil {
		return fmt.Errorf("parse messages %s: %w", name, err)
	}
	for _, m := range file.Messages {
		into[family+"."+m.ID] = Message{One: m.One, Other: m.Other}
	}
	return nil
}

// split cuts home.nl.toml into its family and language.
func split(name string) (family, lang string, ok bool) {
	parts := strings.Split(path.Base(name), ".")
	if len(parts) != 3 {
		return "", "", false
	}
	return parts[0], parts[1], true
}

// Placeholders lists the {names} that a text has, sorted, each once.
func Placeholders(s string) []string {
	found := regexp.MustCompile(`\{[a-z_]+\}`).FindAllString(s, -1)
	slices.Sort(found)
	return slices.Compact(found)
}

// Constant returns the Go name of a key: "home.found_none" is HomeFoundNone.
func Constant(key string) string {
	var b strings.Builder
	for word := range strings.FieldsFuncSeq(key, func(r rune) bool { return r == '.' || r == '_' || r == '-' }) {
		b.WriteString(strings.ToUpper(word[:1]) + word[1:])
	}
	return b.String()
}
