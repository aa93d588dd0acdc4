package articulation

import (
	"fmt"
	"strings"
)

// A pattern is words with a blank between them. In a word, * stands for any
// letters at the front or the end, and | separates alternatives; a lone ~ stands
// for up to three words in between.
type pattern struct {
	words   []word
	negates bool // has a negating word of its own
}

type word struct {
	gap     bool
	choices []choice
}

type choice struct {
	text         string
	front, after bool // any letters before, after
}

// certain reports whether whatever is found by the key of a choice matches it.
func (c *choice) certain() bool {
	return !c.front && !c.after || c.after && len(c.text) <= maxBegin || c.front && len(c.text) <= maxEnd
}

func (c *choice) matches(w string) bool {
	switch {
	case c.front:
		return strings.HasSuffix(w, c.text)
	case c.after:
		return strings.HasPrefix(w, c.text)
	}
	return w == c.text
}

// key is where the lexicon keeps a choice: by the longest beginning or end that
// is looked up, or by the whole word.
func (c *choice) key() uint64 {
	switch {
	case c.front:
		return endKey(hashEnd(c.text[max(0, len(c.text)-maxEnd):]))
	case c.after:
		return beginKey(hashWord(c.text[:min(maxBegin, len(c.text))]))
	}
	return wordKey(hashWord(c.text))
}

// letters are first letters of words: a bit each.
type letters uint32

// anyLetter is also there when no word follows.
const anyLetter letters = 1 << 31

// letterOf is the first letter of a word; all that are not a to z are as one.
func letterOf(word string) letters {
	if b := word[0]; b >= 'a' && b <= 'z' {
		return 1 << (b - 'a')
	}
	return 1 << ('z' - 'a' + 1)
}

// second is with which letters the second word of the pattern may begin.
func (p *pattern) second() letters {
	if len(p.words) == 1 || p.words[1].gap {
		return anyLetter
	}
	var all letters
	for _, c := range p.words[1].choices {
		if c.front {
			return anyLetter
		}
		all |= letterOf(c.text)
	}
	return all
}

func (w *word) matches(s string) bool {
	for i := range w.choices {
		if w.choices[i].matches(s) {
			return true
		}
	}
	return false
}

// parsePattern reads one line of the cue file.
func parsePattern(line string) (pattern, error) {
	var p pattern
	for part := range strings.FieldsSeq(strings.NewReplacer("-", " ", "'", " ").Replace(line)) {
		if part == "~" {
			p.words = append(p.words, word{gap: true})
			continue
		}
		w, err := parseWord(part)
		if err != nil {
			return pattern{}, fmt.Errorf("read cue %q: %w", line, err)
		}
		p.words = append(p.words, w)
	}
	if len(p.words) == 0 || p.words[0].gap || p.words[len(p.words)-1].gap {
		return pattern{}, fmt.Errorf("read cue %q: a cue begins and ends with a word", line)
	}
	return p, nil
}

func parseWord(part string) (word, error) {
	var w word
	for text := range strings.SplitSeq(part, "|") {
		c := choice{front: strings.HasPrefix(text, "*"), after: strings.HasSuffix(text, "*")}
		folded := wordsOf(strings.Trim(text, "*"))
		switch {
		case len(folded) != 1:
			return word{}, fmt.Errorf("%q is not one word", text)
		case c.front && c.after:
			return word{}, fmt.Errorf("%q has * on both sides", text)
		case c.front && len(folded[0].word) < minEnd, c.after && len(folded[0].word) < minBegin:
			return word{}, fmt.Errorf("%q is too short for *", text)
		}
		c.text = folded[0].word
		w.choices = append(w.choices, c)
	}
	return w, nil
}

// maxGap is how many words a ~ may span; two in a row span no more.
const maxGap = 3

// match reports where the pattern that starts at a token ends (exclusive); it
// never leaves the sentence.
func (p *pattern) match(tokens []token, at int) (end int, ok bool) {
	if !p.words[0].matches(tokens[at].word) {
		return 0, false
	}
	return p.rest(tokens, at)
}

// rest is match for a token that is known to match the first word.
func (p *pattern) rest(tokens []token, at int) (end int, ok bool) {
	sentence, room := tokens[at].sentence, 0
	at++
	for i := 1; i < len(p.words); i++ {
		w := &p.words[i]
		if w.gap {
			room = maxGap
			continue
		}
		if at, ok = w.next(tokens[at:min(len(tokens), at+room+1)], sentence, at); !ok {
			return 0, false
		}
		room = 0
	}
	return at, true
}

// next finds the word among tokens of the sentence, of which the first stands at
// a place, and gives the place after it. The first that matches is taken, also when
// the rest of the pattern would need a later one.
func (w *word) next(tokens []token, sentence int32, at int) (int, bool) {
	for i := range tokens {
		if tokens[i].sentence != sentence {
			return 0, false
		}
		if w.matches(tokens[i].word) {
			return at + i + 1, true
		}
	}
	return 0, false
}
