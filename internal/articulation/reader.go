// Package articulation reads the text of a question: its language, the results
// it seems to hope for with the words that say so, facts that hard rules need,
// and whether it is a question for a university of applied sciences at all.
//
// It works by rules that people can read and change (cues.toml) and a small
// linear model over them (model.toml). It only suggests; the owner confirms.
package articulation

import (
	"cmp"
	"maps"
	"slices"

	"github.com/tandem-hbo/tandem/internal/tandem"
)

// Reader reads texts. It is built once, never changed, and safe to share.
type Reader struct {
	version string
	dutch   map[string]bool // small words of each language
	english map[string]bool
	groups  map[string][]string
	base    map[string]float64 // head start of a field
	grammar *grammar
	model   model
}

// New builds a reader from the embedded files; the error names the line that
// cannot be read, which a test rules out.
func New() (*Reader, error) {
	cues, err := loadCues()
	if err != nil {
		return nil, err
	}
	g, err := newGrammar(cues)
	if err != nil {
		return nil, err
	}
	m, err := loadModel()
	if err != nil {
		return nil, err
	}
	return &Reader{
		version: "cues " + cues.Version + ", model " + m.Version,
		dutch:   set(cues.Language.NL), english: set(cues.Language.EN),
		groups: cues.Group, base: cues.Base, grammar: g, model: m,
	}, nil
}

func set(words []string) map[string]bool {
	s := make(map[string]bool, len(words))
	for _, w := range words {
		s[w] = true
	}
	return s
}

// Version names the cues and the model, for stored readings.
func (r *Reader) Version() string { return r.version }

// text is what the steps of reading share.
type text struct {
	title, body string
	tokens      []token
	hits        []hit
	signs       map[string]float64 // strength
	order       []string           // the signs' names, sorted: sums of floats need one order
	proof       map[string][]tandem.Fragment
}

// Read reads a title and a text. It accepts any bytes.
func (r *Reader) Read(title, body string) tandem.Reading {
	t := &text{title: title, body: body, tokens: tokenize(title, true)}
	t.append(tokenize(body, false))
	t.hits = r.grammar.find(t.tokens)
	t.signs = r.signs(t)
	t.order = slices.Sorted(maps.Keys(t.signs))
	t.proof = t.evidence()
	reading := tandem.Reading{
		Language: r.language(t),
		Outcomes: r.outcomes(t),
		Fields:   r.fields(t),
		Facts:    facts(t),
		Signs:    t.shown(),
		Model:    r.Version(),
	}
	reading.Tempo = tempo(t, reading.Facts)
	reading.Articulation = r.model.articulation(t)
	if why := refer(t); why.code != "" {
		reading.Refer, reading.ReferTo, reading.ReferWhy = true, why.to, why.code
	}
	return reading
}

// append adds the tokens of the body; its sentences are numbered on from the
// title's.
func (t *text) append(body []token) {
	first := 0
	if n := len(t.tokens); n > 0 {
		first = t.tokens[n-1].sentence + 1
	}
	for _, b := range body {
		b.sentence += first
		t.tokens = append(t.tokens, b)
	}
}

// Lengths at which a text counts as short or long, in words.
const (
	shortText = 25
	longText  = 90
)

// signs gives each sign its strength: the first cue tells most, each further one
// a little more.
func (r *Reader) signs(t *text) map[string]float64 {
	doubt := map[string]float64{}
	seen := map[*cue]bool{}
	for _, h := range t.hits {
		if h.cue.kind != signKind || seen[h.cue] {
			continue
		}
		seen[h.cue] = true
		if _, ok := doubt[h.cue.key]; !ok {
			doubt[h.cue.key] = 1
		}
		doubt[h.cue.key] *= .45
	}
	for group, members := range r.groups {
		d := 1.0
		for _, member := range members {
			d *= cmp.Or(doubt[member], 1)
		}
		if d < 1 {
			doubt[group] = d
		}
	}
	signs := make(map[string]float64, len(doubt)+1)
	for key, d := range doubt {
		signs[key] = 1 - d
	}
	switch n := len(t.tokens); {
	case n < shortText:
		signs["text_short"] = 1
	case n > longText:
		signs["text_long"] = 1
	}
	return signs
}

// shown are the signs with their evidence, strongest first.
func (t *text) shown() []tandem.Sign {
	list := make([]tandem.Sign, 0, len(t.signs))
	for _, key := range t.order {
		list = append(list, tandem.Sign{Key: key, Strength: t.signs[key], Evidence: t.proof[key]})
	}
	slices.SortStableFunc(list, func(a, b tandem.Sign) int { return -cmp.Compare(a.Strength, b.Strength) })
	return list
}

// maxEvidence is how many fragments a conclusion shows at most.
const maxEvidence = 3

// evidence are the words that gave each sign, in the order of the text.
func (t *text) evidence() map[string][]tandem.Fragment {
	proof := make(map[string][]tandem.Fragment, len(t.signs))
	for _, h := range t.hits {
		list := proof[h.cue.key]
		if h.cue.kind != signKind || len(list) == maxEvidence {
			continue
		}
		f := t.fragment(h)
		if n := len(list); n == 0 || list[n-1].InTitle != f.InTitle || list[n-1].End <= f.Start {
			proof[h.cue.key] = append(list, f)
		}
	}
	return proof
}

// fragment is the source between the first and the last word of a hit.
func (t *text) fragment(h hit) tandem.Fragment {
	first, last := t.tokens[h.from], t.tokens[h.to-1]
	source := t.body
	if first.title {
		source = t.title
	}
	return tandem.Fragment{Start: first.start, End: last.end, Text: source[first.start:last.end], InTitle: first.title}
}

// language counts the small words of both languages; a fifth of the lesser one
// makes the text mixed.
func (r *Reader) language(t *text) string {
	var nl, en float64
	for _, token := range t.tokens {
		if r.dutch[token.word] {
			nl++
		}
		if r.english[token.word] {
			en++
		}
	}
	switch {
	case en > nl && nl < .5*en:
		return "en"
	case min(nl, en) > .45*max(nl, en) && min(nl, en) >= 4:
		return "mixed"
	}
	return "nl"
}
