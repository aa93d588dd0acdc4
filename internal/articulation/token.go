package articulation

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"golang.org/x/text/unicode/norm"
)

// maxBytes bounds how much of a text is read; an owner may write 20,000
// characters, and what comes after says nothing new.
const maxBytes = 60_000

// token is one word of a text: folded to lower case without accents, with its
// place in the source and the number of its sentence.
type token struct {
	word       string
	start, end int
	sentence   int
	title      bool
}

// tokenize splits any bytes into words. Whatever is neither letter nor digit
// separates, so null bytes, broken UTF-8 and emoji cannot do harm.
func tokenize(source string, title bool) []token {
	if len(source) > maxBytes {
		source = source[:maxBytes]
	}
	t := splitter{source: source, title: title, start: -1}
	for i := 0; i < len(source); {
		r, size := utf8.DecodeRuneInString(source[i:])
		t.next(r, i)
		i += size
	}
	t.flush(len(source))
	return t.tokens
}

type splitter struct {
	source   string
	title    bool
	word     strings.Builder
	start    int // -1 between words
	sentence int
	tokens   []token
}

func (t *splitter) next(r rune, at int) {
	switch {
	case r != utf8.RuneError && (unicode.IsLetter(r) || unicode.IsDigit(r)):
		if t.start < 0 {
			t.start = at
		}
		t.word.WriteRune(fold(r))
	case unicode.Is(unicode.Mn, r) && t.start >= 0:
		// a combining accent belongs to the letter before it
	default:
		t.flush(at)
		if strings.ContainsRune(".!?\n;", r) {
			t.sentence++
		}
	}
}

func (t *splitter) flush(at int) {
	if t.start < 0 {
		return
	}
	t.tokens = append(t.tokens, token{word: t.word.String(), start: t.start, end: at, sentence: t.sentence, title: t.title})
	t.word.Reset()
	t.start = -1
}

// fold makes a letter lower case and takes its accents off.
func fold(r rune) rune {
	r = unicode.ToLower(r)
	if r < utf8.RuneSelf {
		return r
	}
	plain, _ := utf8.DecodeRuneInString(norm.NFD.String(string(r)))
	return plain
}
