package articulation

import (
	"unicode"
	"unicode/utf8"

	"golang.org/x/text/unicode/norm"
)

// maxBytes bounds how much of a title or a body is read; an owner may write 20,000
// characters, of which hardly any takes three bytes.
const maxBytes = 60_000

// token is one word of a text: folded to lower case without accents, with its
// place in the source and the numbers of its sentence and its clause.
type token struct {
	word       string
	hash       uint64 // of the word
	start, end int32  // bytes of the source
	sentence   int32
	clause     int32 // number, over the whole text
	value      int32 // what a word of a class stands for
	class      class
	paused     bool // stands after a comma or the like
	title      bool // the source is the title
}

// tokenizer splits texts into words. Whatever is neither letter nor digit
// separates, so null bytes, broken UTF-8 and emoji cannot do harm.
type tokenizer struct {
	folded   []byte // all words, one after another
	tokens   []token
	ends     []int32 // of each token in folded
	sentence int32
	paused   bool // a comma or the like came after the last word
}

// split adds the words of a source; the first of them begins a new sentence.
func (t *tokenizer) split(source string, title bool) {
	if len(source) > maxBytes {
		source = source[:maxBytes]
	}
	t.sentence++
	start := -1
	for i := 0; i < len(source); {
		b := source[i]
		switch {
		case b >= 'a' && b <= 'z', b >= '0' && b <= '9':
		case b >= 'A' && b <= 'Z':
			b |= 0x20
		case b < utf8.RuneSelf:
			t.flush(start, i, title)
			start = -1
			if endsSentence(source, i) {
				t.sentence++
			}
			t.paused = t.paused || b == ',' || b == ':'
			i++
			continue
		default:
			i, start = t.wide(source, i, start, title)
			continue
		}
		if start < 0 {
			start = i
		}
		t.folded = append(t.folded, b)
		i++
	}
	t.flush(start, len(source), title)
}

// endsSentence reports whether a sentence ends with the character at a place.
func endsSentence(source string, i int) bool {
	switch source[i] {
	case '!', '?', '\n', ';':
		return true
	case '.':
		return !within(source, i)
	}
	return false
}

// within reports whether a point stands between two digits, as in 5.000.
func within(source string, i int) bool {
	digit := func(i int) bool { return i >= 0 && i < len(source) && source[i] >= '0' && source[i] <= '9' }
	return digit(i-1) && digit(i+1)
}

// wide reads a character outside ASCII and gives the place after it and where
// the word it may belong to began.
func (t *tokenizer) wide(source string, i, start int, title bool) (next, begun int) {
	r, size := utf8.DecodeRuneInString(source[i:])
	switch {
	case r != utf8.RuneError && (unicode.IsLetter(r) || unicode.IsDigit(r)):
		if start < 0 {
			start = i
		}
		t.folded = utf8.AppendRune(t.folded, fold(r))
	case unicode.Is(unicode.Mn, r) && start >= 0:
		// a combining accent belongs to the letter before it
	default:
		t.flush(start, i, title)
		start = -1
	}
	return i + size, start
}

// flush ends the word that began at start, if one did.
func (t *tokenizer) flush(start, end int, title bool) {
	if start < 0 {
		return
	}
	t.tokens = append(t.tokens, token{
		start: int32(start), end: int32(end), //nolint:gosec // within maxBytes
		sentence: t.sentence, paused: t.paused, title: title,
	})
	t.ends = append(t.ends, int32(len(t.folded))) //nolint:gosec // within maxBytes
	t.paused = false
}

// words gives every token its word; it is done once, at the end, so that all
// words share one string.
func (t *tokenizer) words() []token {
	all, from := string(t.folded), int32(0)
	for i, end := range t.ends {
		t.tokens[i].word, from = all[from:end], end
	}
	return t.tokens
}

// reset empties the tokenizer and keeps its memory.
func (t *tokenizer) reset() {
	t.folded, t.tokens, t.ends, t.sentence, t.paused = t.folded[:0], t.tokens[:0], t.ends[:0], -1, false
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

// wordsOf are the words of a text on its own, such as a line of a data file.
func wordsOf(body string) []token {
	var t tokenizer
	t.split(body, false)
	return t.words()
}
