// Package pseudonym takes out of a text what tells whose it is: names, addresses
// and numbers become neutral words, so that the text can be kept to learn from.
//
// It errs on the side of taking out too much. What it cannot know, such as the
// name of a customer that nobody gave us, stays: whoever keeps a text reads it.
package pseudonym

import (
	"regexp"
	"strings"
)

// Known is what we know of whose text it is.
type Known struct {
	// Companies and People are names; the words that tell them apart count too, so
	// that "Jansen" goes when the company is called "Bakkerij Jansen".
	Companies, People []string
	// Others are taken out where they stand whole: a postcode, a number.
	Others []string
}

// The words that stand in for what was taken out.
const (
	name      = "[naam]"
	mail      = "[mail]"
	site      = "[website]"
	phone     = "[telefoon]"
	account   = "[rekening]"
	register  = "[kvk]"
	tax       = "[btw]"
	postcode  = "[postcode]"
	address   = "[adres]"
	something = "[gegeven]"
)

// pattern is a shape of text and its stand-in; keep says which finds to leave.
type pattern struct {
	shape *regexp.Regexp
	word  string
	keep  func(found string) bool
}

// hider takes out what is known of somebody, and what looks like a number or an
// address of anybody.
type hider struct {
	token    *regexp.Regexp // finds stand-ins, which are never looked at again
	patterns []pattern
	names    names
}

func newHider(known Known) hider {
	return hider{
		token:    regexp.MustCompile(`\[(naam|mail|website|telefoon|rekening|kvk|btw|postcode|adres|gegeven)\]`),
		patterns: patterns(), names: namesOf(known),
	}
}

// patterns lists the shapes in the order in which they are tried: what may hold
// another comes first.
func patterns() []pattern {
	return []pattern{
		{shape: regexp.MustCompile(`(?i)[\p{L}\d._%+\-]+@[\p{L}\d\-]+(\.[\p{L}\d\-]+)+`), word: mail},
		{shape: regexp.MustCompile(`(?i)\b(https?://|www\.)[^\s<>"]*[^\s<>".,;:!?)\]]`), word: site},
		{shape: regexp.MustCompile(`(?i)\b[\p{L}\d][\p{L}\d\-]*(\.[\p{L}\d\-]+)*` +
			`\.(nl|com|eu|org|net|be|de|shop|online|io|info|frl|amsterdam|store|app|dev)\b(/[^\s<>"]*[^\s<>".,;:!?)\]])?`), word: site},
		{shape: regexp.MustCompile(`@[\p{L}\d_][\p{L}\d_.]*[\p{L}\d_]`), word: name},
		{shape: regexp.MustCompile(`(?i)\bnl ?\d{9} ?b ?\d{2}\b`), word: tax},
		{shape: regexp.MustCompile(`(?i)\bnl ?\d{2} ?[a-z]{4} ?\d{4} ?\d{4} ?\d{2}\b`), word: account},
		{shape: regexp.MustCompile(`\b[A-Z]{2}\d{2}( ?[A-Z0-9]{4}){3,7}( ?[A-Z0-9]{1,3})?\b`), word: account},
		{shape: regexp.MustCompile(`(\+|\b00)[1-9][\d ()./\-]{6,}\d`), word: phone, keep: digitsOutside(9, 15)},
		{shape: regexp.MustCompile(`\(?\b0\d[\d ()./\-]{5,}\d`), word: phone, keep: digitsOutside(10, 11)},
		{shape: regexp.MustCompile(`(?i)\bkvk[^\d\n]{0,20}\d[\d .]{6,14}\d`), word: register},
		{shape: regexp.MustCompile(`\b(\d{8}|\d{12})\b`), word: register},
		{shape: regexp.MustCompile(`\b[1-9]\d{3} ?[A-Z]{2}\b`), word: postcode},
		{shape: regexp.MustCompile(`\b[1-9]\d{3}[a-z]{2}\b`), word: postcode, keep: isMeasure},
		{
			shape: regexp.MustCompile(`(?i)\p{L}+(straat|weg|laan|plein|kade|gracht|dijk|singel|steeg|dreef|plantsoen|hof|pad|markt|haven)` +
				` \d{1,4}( ?[a-z]\b|-\d+)?`),
			word: address,
		},
	}
}

// digitsOutside keeps finds whose number of digits is no telephone number's.
func digitsOutside(least, most int) func(string) bool {
	return func(found string) bool {
		n := 0
		for _, c := range found {
			if c >= '0' && c <= '9' {
				n++
			}
		}
		return n < least || n > most
	}
}

// isMeasure keeps an amount that is written without a blank.
func isMeasure(found string) bool {
	switch found[4:] {
	case "kg", "km", "cm", "mm", "st", "ml", "kw", "gb", "mb", "tb":
		return true
	}
	return false
}

// Hide returns the text with neutral words for what tells whose it is. Hiding
// twice is hiding once.
func Hide(text string, known Known) string {
	h := newHider(known)
	for {
		hidden := h.once(text)
		if hidden == text {
			return text
		}
		// What stood beside something that is gone may now be seen for what it is.
		// Each turn leaves fewer letters outside of stand-ins, so that this ends.
		text = hidden
	}
}

// once hides in what stands between stand-ins.
func (h hider) once(text string) string {
	var out strings.Builder
	from := 0
	for _, at := range h.token.FindAllStringIndex(text, -1) {
		out.WriteString(h.part(text[from:at[0]]))
		out.WriteString(text[at[0]:at[1]])
		from = at[1]
	}
	out.WriteString(h.part(text[from:]))
	return out.String()
}

// part takes out all finds of the first shape that the text has, or else names.
// One sort at a time: the stand-in of one is no text for another.
func (h hider) part(text string) string {
	for _, p := range h.patterns {
		hidden := p.shape.ReplaceAllStringFunc(text, func(found string) string {
			if p.keep != nil && p.keep(found) {
				return found
			}
			return p.word
		})
		if hidden != text {
			return hidden
		}
	}
	return h.names.hide(text)
}
