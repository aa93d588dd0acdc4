package articulation

import (
	_ "embed"
	"fmt"
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
	Field map[string][]string
	Base  map[string]float64
}

// kind says what a cue speaks for.
type kind int

const (
	signKind kind = iota
	fieldKind
)

// cue is one pattern with what it speaks for.
type cue struct {
	pattern
	kind kind
	key  string
}

// hit is a cue found in a text: tokens [from, to).
type hit struct {
	cue      *cue
	from, to int
}

// grammar finds cues; it is built once and only read. Cues are kept by the
// first two letters of their first word, and apart when that word may begin
// with any letters.
type grammar struct {
	byStart  map[string][]*cue
	anywhere []*cue
	negation []string
	window   int
}

func loadCues() (cueData, error) {
	var d cueData
	if _, err := toml.Decode(cueFile, &d); err != nil {
		return cueData{}, fmt.Errorf("read embedded cues: %w", err)
	}
	return d, nil
}

func newGrammar(d cueData) (*grammar, error) {
	g := &grammar{byStart: map[string][]*cue{}, negation: d.Negation.Words, window: d.Negation.Window}
	for kind, groups := range []map[string][]string{d.Sign, d.Field} {
		for key, lines := range groups {
			for _, line := range lines {
				if err := g.add(cueKind(kind), key, line); err != nil {
					return nil, err
				}
			}
		}
	}
	return g, nil
}

func cueKind(i int) kind { return []kind{signKind, fieldKind}[i] }

func (g *grammar) add(k kind, key, line string) error {
	p, err := parsePattern(line)
	if err != nil {
		return err
	}
	for _, w := range p.words {
		p.negates = p.negates || slices.ContainsFunc(g.negation, w.matches)
	}
	c := &cue{pattern: p, kind: k, key: key}
	starts := map[string]bool{}
	for _, choice := range p.words[0].choices {
		if choice.front || len(choice.text) < 2 {
			g.anywhere = append(g.anywhere, c)
			return nil
		}
		starts[choice.text[:2]] = true
	}
	for s := range starts {
		g.byStart[s] = append(g.byStart[s], c)
	}
	return nil
}

// find lists the cues in a text, in the order of the text.
func (g *grammar) find(tokens []token) []hit {
	var hits []hit
	for at, t := range tokens {
		if len(t.word) >= 2 {
			hits = g.try(hits, g.byStart[t.word[:2]], tokens, at)
		}
		hits = g.try(hits, g.anywhere, tokens, at)
	}
	return hits
}

func (g *grammar) try(hits []hit, cues []*cue, tokens []token, at int) []hit {
	for _, c := range cues {
		if end, ok := c.match(tokens, at); ok && (c.negates || !g.negated(tokens, at)) {
			hits = append(hits, hit{c, at, end})
		}
	}
	return hits
}

// negated reports whether a negating word stands shortly before, in the same
// sentence: "geen stagiair" does not ask for one.
func (g *grammar) negated(tokens []token, at int) bool {
	for i := at - 1; i >= max(0, at-g.window); i-- {
		if tokens[i].sentence != tokens[at].sentence {
			return false
		}
		if slices.Contains(g.negation, tokens[i].word) {
			return true
		}
	}
	return false
}
