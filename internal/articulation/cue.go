package articulation

import (
	_ "embed"
	"fmt"
	"maps"
	"slices"

	"github.com/BurntSushi/toml"
)

//go:embed cues.toml
var cueFile string

// cueData is the shape of cues.toml.
type cueData struct {
	Version  string
	Language struct{ NL, EN []string }
	Negation struct {
		Window int
		Words  []string
	}
	Sign  map[string][]string
	Group map[string][]string
	About map[string][]string
	// Sector gives the sectors that count as one.
	Sector map[string][]string
	Words  wordData
}

// wordData are single words that facts are read from.
type wordData struct {
	Number, Month, Unit, Moment                                       map[string]int32
	Before, Within, From, People, Firms, Other, Money, Alone, Joining []string
}

// aboutPrefix sets signs of a study field apart from other signs.
const aboutPrefix = "about_"

// lines are the cues of all signs, by the sign's name.
func (d cueData) lines() map[string][]string {
	all := maps.Clone(d.Sign)
	for field, lines := range d.About {
		all[aboutPrefix+field] = lines
	}
	return all
}

func loadCues() (cueData, error) {
	var d cueData
	if _, err := toml.Decode(cueFile, &d); err != nil {
		return cueData{}, fmt.Errorf("read embedded cues: %w", err)
	}
	return d, nil
}

// classify notes the classes of single words.
func (d cueData) classify(l *lexicon) {
	w := d.Words
	for class, words := range map[class][]string{
		dutch: d.Language.NL, english: d.Language.EN, negating: d.Negation.Words, beforeWord: w.Before, withinWord: w.Within,
		fromWord: w.From, people: w.People, firms: w.Firms, other: w.Other, money: w.Money, alone: w.Alone, joining: w.Joining,
	} {
		for _, word := range words {
			l.at(wordKey(hashWord(word))).class |= class
		}
	}
	for class, words := range map[class]map[string]int32{
		numeral: w.Number, month: w.Month, unitOfTime: w.Unit, knownMoment: w.Moment,
	} {
		for word, value := range words {
			s := l.at(wordKey(hashWord(word)))
			s.class, s.value = s.class|class, value
		}
	}
}

// cue is one pattern with the sign it gives.
type cue struct {
	pattern
	id   int
	sign int // in the grammar's list of signs
}

// candidate is a cue in a bucket; certain says that its first word needs no
// second look, and second with which letters the next word may begin: most cues end
// there. All may when a ~ comes next, or nothing.
type candidate struct {
	cue     *cue
	certain bool
	second  letters
}

// hit is a cue found in a text: tokens [from, to).
type hit struct {
	cue      *cue
	from, to int
}

// grammar holds the cues, in buckets by what their first word begins or ends
// with, and the names of the signs they give, sorted. Groups come after the signs
// they are made of.
type grammar struct {
	signs   []string
	single  int // how many of them are no groups
	groups  []group
	buckets [][]candidate
	cues    int
	window  int
}

// group is a sign that stands for several others.
type group struct {
	sign    int
	members []int
}

func newGrammar(d cueData, l *lexicon) (*grammar, error) {
	lines := d.lines()
	g := &grammar{signs: slices.Sorted(maps.Keys(lines)), buckets: make([][]candidate, 1), window: d.Negation.Window}
	d.classify(l)
	for sign, name := range g.signs {
		for _, line := range lines[name] {
			if err := g.add(l, sign, line); err != nil {
				return nil, err
			}
		}
	}
	g.single = len(g.signs)
	for _, name := range slices.Sorted(maps.Keys(d.Group)) {
		var members []int
		for _, member := range d.Group[name] {
			at, ok := g.place(member)
			if !ok {
				return nil, fmt.Errorf("read cue group %s: no sign %s", name, member)
			}
			members = append(members, at)
		}
		g.groups = append(g.groups, group{sign: len(g.signs), members: members})
		g.signs = append(g.signs, name)
	}
	return g, nil
}

func (g *grammar) add(l *lexicon, sign int, line string) error {
	p, err := parsePattern(line)
	if err != nil {
		return err
	}
	for _, w := range p.words {
		for _, c := range w.choices {
			p.negates = p.negates || l.find(wordKey(hashWord(c.text))).class&negating != 0
		}
	}
	c := &cue{pattern: p, id: g.cues, sign: sign}
	g.cues++
	for _, choice := range p.words[0].choices {
		s := l.at(choice.key())
		if s.cues == 0 {
			s.cues = int32(len(g.buckets)) //nolint:gosec // no more buckets than cues
			g.buckets = append(g.buckets, nil)
		}
		g.buckets[s.cues] = append(g.buckets[s.cues], candidate{c, choice.certain(), p.second()})
	}
	return nil
}

// place is where a sign that is no group stands in the list.
func (g *grammar) place(sign string) (int, bool) {
	return slices.BinarySearch(g.signs[:g.single], sign)
}

// try adds the cues of a bucket that stand at a token. Those after a negating
// word do not count: "geen stagiair" does not ask for one.
func (g *grammar) try(hits []hit, bucket int32, tokens []token, at int) []hit {
	next := anyLetter
	if at+1 < len(tokens) && tokens[at+1].sentence == tokens[at].sentence {
		next |= letterOf(tokens[at+1].word)
	}
	for _, c := range g.buckets[bucket] {
		if c.second&next == 0 {
			continue
		}
		match := (*pattern).match
		if c.certain {
			match = (*pattern).rest
		}
		if end, ok := match(&c.cue.pattern, tokens, at); ok && (c.cue.negates || !g.negated(tokens, at)) {
			hits = append(hits, hit{c.cue, at, end})
		}
	}
	return hits
}

// negated reports whether a negating word stands shortly before, in the same
// sentence.
func (g *grammar) negated(tokens []token, at int) bool {
	for i := at - 1; i >= max(0, at-g.window) && tokens[i].sentence == tokens[at].sentence; i-- {
		if tokens[i].class&negating != 0 {
			return true
		}
	}
	return false
}
