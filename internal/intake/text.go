package intake

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"golang.org/x/text/unicode/norm"

	"github.com/tandem-hbo/tandem/internal/tandem"
)

// The greatest lengths, in characters.
const (
	maxText    = 10_000
	maxTitle   = 200
	maxLine    = 200
	maxMail    = 254
	maxPhone   = 30
	maxMessage = 5_000
	maxKey     = 64 // of a form; ours are shorter
	titleStop  = 80 // where a proposed title is cut off
)

// clean brings text into the one form it is stored in: composed characters
// (NFC), lines ended by \n, no white space at the ends.
func clean(s string) string {
	return strings.TrimSpace(norm.NFC.String(strings.ReplaceAll(s, "\r\n", "\n")))
}

// cut keeps the first n characters.
func cut(s string, n int) string {
	if utf8.RuneCountInString(s) <= n {
		return s
	}
	return string([]rune(s)[:n])
}

// proposeTitle makes a title of the first words of a text: its first sentence,
// or what fits of it.
func proposeTitle(text string) string {
	first, _, _ := strings.Cut(text, "\n")
	if end := strings.IndexAny(first, ".!?"); end >= 0 && end+1 < len(first) {
		first = first[:end+1]
	}
	first = strings.TrimSuffix(strings.Join(strings.Fields(first), " "), ".")
	if utf8.RuneCountInString(first) <= titleStop {
		return first
	}
	short := cut(first, titleStop)
	if space := strings.LastIndexByte(short, ' '); space > 0 {
		short = short[:space]
	}
	return short + "…"
}

// faults gathers what is wrong with a form.
type faults []tandem.FieldError

func (f *faults) add(field, code string, limit int) {
	*f = append(*f, tandem.FieldError{Field: field, Code: code, Limit: limit})
}

// check adds a fault when the rule does not hold.
func (f *faults) check(ok bool, field, code string) {
	if !ok {
		f.add(field, code, 0)
	}
}

// length refuses text that is too long or holds characters no text holds.
func (f *faults) length(field, text string, limit int) {
	switch {
	case utf8.RuneCountInString(text) > limit:
		f.add(field, "too_long", limit)
	case !utf8.ValidString(text) || strings.ContainsFunc(text, unwritable):
		f.add(field, "control_characters", 0)
	}
}

func unwritable(c rune) bool { return unicode.IsControl(c) && c != '\n' && c != '\t' }
