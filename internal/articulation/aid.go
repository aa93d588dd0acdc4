package articulation

import (
	_ "embed"
	"fmt"
	"maps"
	"slices"
	"strings"

	"github.com/BurntSushi/toml"

	"github.com/tandem-hbo/tandem/internal/tandem"
)

//go:embed aid.toml
var aidFile string

// Aid helps an owner on while typing, by plain cues (aid.toml) and without the
// model: it finds two questions in one text and what a text already tells. It is
// built once, never changed, and safe to share.
type Aid struct {
	announce, second, head, weak, first []pattern
	angry, big                          []pattern
	says                                map[string][]pattern
}

// NewAid builds the aid from the embedded file; the error names the line that
// cannot be read, which a test rules out.
func NewAid() (*Aid, error) {
	var d struct {
		Two   struct{ Announce, Second, Head, Weak, First []string }
		About struct {
			Angry  []string
			TooBig []string `toml:"too_big"`
		}
		Says map[string][]string
	}
	if _, err := toml.Decode(aidFile, &d); err != nil {
		return nil, fmt.Errorf("read embedded aid: %w", err)
	}
	a := &Aid{says: map[string][]pattern{}}
	for to, lines := range map[*[]pattern][]string{
		&a.announce: d.Two.Announce, &a.second: d.Two.Second, &a.head: d.Two.Head, &a.weak: d.Two.Weak,
		&a.first: d.Two.First, &a.angry: d.About.Angry, &a.big: d.About.TooBig,
	} {
		var err error
		if *to, err = patterns(lines); err != nil {
			return nil, err
		}
	}
	for name, lines := range d.Says {
		list, err := patterns(lines)
		if err != nil {
			return nil, err
		}
		a.says[name] = list
	}
	return a, nil
}

func patterns(lines []string) ([]pattern, error) {
	list := make([]pattern, len(lines))
	for i, line := range lines {
		p, err := parsePattern(line)
		if err != nil {
			return nil, err
		}
		list[i] = p
	}
	return list, nil
}

// Says names the matters that a text tells of, sorted; they are codes of
// tandem.Ask.
func (a *Aid) Says(body string) []string {
	tokens := wordsOf(body)
	var list []string
	for _, name := range slices.Sorted(maps.Keys(a.says)) {
		if anywhere(tokens, a.says[name], 0) >= 0 {
			list = append(list, name)
		}
	}
	return list
}

// manyBig is from how many cues on a text asks for too much.
const manyBig = 2

// Tone hears how a text is meant.
func (a *Aid) Tone(body string) tandem.Tone {
	tokens, big := wordsOf(body), 0
	for _, p := range a.big {
		if anywhere(tokens, []pattern{p}, 0) >= 0 {
			big++
		}
	}
	return tandem.Tone{Angry: anywhere(tokens, a.angry, 0) >= 0, Big: big >= manyBig}
}

// leastHalf is how many words each of two questions needs.
const leastHalf = 7

// Halves are the two questions that a text holds, each with what stands before
// both; nil when it holds one. Nothing is added to the owner's words.
func (a *Aid) Halves(body string) []string {
	tokens := wordsOf(body)
	open := a.opening(tokens)
	cut := anywhere(tokens, a.second, leastHalf)
	if cut < 0 {
		cut = ahead(tokens, a.head, leastHalf, maxLead)
	}
	if cut < 0 && anywhere(tokens, a.announce, 0) >= 0 {
		cut = ahead(tokens, a.weak, open+leastHalf, 0)
	}
	if cut < 0 || cut-open < leastHalf || len(tokens)-cut < leastHalf {
		return nil
	}
	shared := strings.TrimSpace(body[:tokens[open].start])
	second := strings.TrimSpace(body[tokens[cut].start:])
	if shared != "" {
		second = shared + "\n" + second
	}
	return []string{strings.TrimSpace(body[:tokens[cut].start]), second}
}

// opening is where the first question begins, 0 when no word says so.
func (a *Aid) opening(tokens []token) int { return max(0, ahead(tokens, a.first, 0, 0)) }

// maxLead is how many words may stand before what begins a second question: "En
// dan nog iets".
const maxLead = 2

// anywhere finds the first pattern from a place on, -1 when there is none.
func anywhere(tokens []token, list []pattern, from int) int {
	for at := from; at < len(tokens); at++ {
		if begins(tokens, list, at) {
			return at
		}
	}
	return -1
}

// ahead finds the first sentence from a place on that begins with a pattern, or
// with some words before it.
func ahead(tokens []token, list []pattern, from, lead int) int {
	for at := from; at < len(tokens); at++ {
		if at > 0 && tokens[at-1].sentence == tokens[at].sentence {
			continue
		}
		for i := at; i <= at+lead && i < len(tokens) && tokens[i].sentence == tokens[at].sentence; i++ {
			if begins(tokens, list, i) {
				return at
			}
		}
	}
	return -1
}

// begins reports whether one of the patterns stands at a place.
func begins(tokens []token, list []pattern, at int) bool {
	return slices.ContainsFunc(list, func(p pattern) bool {
		_, ok := p.match(tokens, at)
		return ok
	})
}

// maxLasting bounds the sentences that are looked at for what lasts.
const maxLasting = 60

// Lasting are the sentences of a text that do not speak of haste, in the owner's
// own words; the first sentence when all do. read is how a text is read.
func Lasting(body string, read func(Text) tandem.Reading) string {
	all := sentences(body)
	var kept []string
	for _, s := range all[:min(len(all), maxLasting)] {
		if len(wordsOf(s)) >= fewestWords && !hasty(read(Text{Body: s})) {
			kept = append(kept, s)
		}
	}
	if len(kept) == 0 && len(all) > 0 {
		kept = all[:1]
	}
	return strings.Join(kept, " ")
}

// hasty reports whether a reading speaks of haste.
func hasty(r tandem.Reading) bool {
	return r.Facts.Acute || soon(r.Facts.Horizon) || r.Tempo == tandem.TempoFast
}

// soonDays is what no teaching period can keep.
const soonDays = 42

func soon(h *tandem.Horizon) bool { return h != nil && !h.From && h.Days > 0 && h.Days <= soonDays }

// sentences cuts a text where its words say that one ends, with the signs that
// end it.
func sentences(body string) []string {
	tokens := wordsOf(body)
	var list []string
	from := 0
	for i := range tokens {
		if i == 0 || tokens[i].sentence == tokens[i-1].sentence {
			continue
		}
		to := int(tokens[i].start)
		if s := strings.TrimSpace(body[from:to]); s != "" {
			list = append(list, s)
		}
		from = to
	}
	if s := strings.TrimSpace(body[min(from, len(body)):]); s != "" {
		list = append(list, s)
	}
	return list
}
