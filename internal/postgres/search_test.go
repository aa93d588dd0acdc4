package postgres

import (
	"strings"
	"testing"
	"unicode"

	"pgregory.net/rapid"
)

// TestNoTextBreaksTheSearchQuery: whatever people type, the query is words of
// letters and digits with :* between ampersands; the statements test tries odd
// texts on the database itself.
func TestNoTextBreaksTheSearchQuery(t *testing.T) {
	t.Parallel()
	rapid.Check(t, func(t *rapid.T) {
		typed := rapid.OneOf(rapid.String(), rapid.StringOf(rapid.SampledFrom([]rune(`ab1é🍞 '":*&|!()<->\%;`+"\x00\u00a0")))).Draw(t, "typed")
		query := prefixQuery(typed)
		if query == "" {
			if strings.ContainsFunc(typed, func(c rune) bool { return unicode.IsLetter(c) || unicode.IsDigit(c) }) {
				t.Fatalf("%q searches for nothing", typed)
			}
			return
		}
		words := strings.Split(query, " & ")
		if len(words) > searchWords {
			t.Fatalf("%d words, want at most %d", len(words), searchWords)
		}
		for _, word := range words {
			letters, ok := strings.CutSuffix(word, ":*")
			odd := func(c rune) bool { return !unicode.IsLetter(c) && !unicode.IsDigit(c) }
			if !ok || letters == "" || strings.ContainsFunc(letters, odd) || len([]rune(letters)) > searchLetter {
				t.Fatalf("%q becomes the word %q", typed, word)
			}
		}
	})
}
