package articulation

import (
	"github.com/tandem-hbo/tandem/internal/tandem"
)

// Text is what there is to read: the owner's words, and what is known of the
// company. Sector and Size may be empty.
type Text struct {
	Title, Body string
	Sector      string
	Size        tandem.CompanySize
}

// text is a text being read. It is reused, for a reading must be quick: a page
// asks for one at every pause in typing.
type text struct {
	source    Text
	tokens    []token
	splitter  tokenizer
	hits      []hit
	strength  []float64     // of each sign of the grammar
	weighed   []weighedSign // signs with their weights, for this text
	found     []foundRow    // words that the model knows, in the order of their tokens
	known     bits          // rows seen before in this text
	clauses   []clause
	sentences []sentenceSum
	says      [lanes]saying  // for each result, the clause that says most
	kinds     [kinds]kindSum // sums by kind of word
	values    [lanes]float64 // of each conclusion
	counted   []bool         // cues seen before in this text
	first     []int32        // hit that first gave each sign, from 1
}

// weighedSign is a sign of this text, or something that is known of its company,
// that the model has weights for.
type weighedSign struct {
	name     string
	sign     int // in the grammar's list, -1 when it is none of them
	strength float64
	weights  *[lanes]float64
}

// bits are yes or no for each of a row of things; few enough to stay near.
type bits []uint64

const bitsInWord = bitsInByte * bytesInWord

func newBits(n int) bits { return make(bits, n/bitsInWord+1) }

// has reports a yes; things count from 0.
func (b bits) has(i int32) bool {
	at := uint32(i) //nolint:gosec // not below 0
	return b[at/bitsInWord]>>(at%bitsInWord)&1 != 0
}

// flip makes a yes of a no and a no of a yes.
func (b bits) flip(i int32) {
	at := uint32(i) //nolint:gosec // not below 0
	b[at/bitsInWord] ^= 1 << (at % bitsInWord)
}

// foundRow is a row of the model that applies to a token.
type foundRow struct {
	token, row int32
	kind       uint8
	again      bool // the text had the row before
}

// The kinds of words, in the order of their sums.
const (
	kindWord = iota
	kindBegin
	kindEnd
	kindPair
	kinds
)

// lookUp finds what is known of a token: its word, beginnings, ends and pair in the
// model, and the cues that may begin with it.
func (r *Reader) lookUp(t *text, at int) {
	token := &t.tokens[at]
	h := uint64(seed)
	for i := range len(token.word) {
		h = step(h, token.word[i])
		if n := i + 1; n >= minBegin && n <= maxBegin {
			r.take(t, at, kindBegin, r.lexicon.find(beginKey(h)))
		}
	}
	token.hash = h
	whole := r.lexicon.find(wordKey(h))
	token.class, token.value = whole.class, whole.value
	if digits(token.word) {
		if n, ok := numeralOf(token.word); ok {
			token.class, token.value = token.class|numeral, n
		}
	}
	r.take(t, at, kindWord, whole)
	h = seed
	for n := 1; n <= min(maxEnd, len(token.word)); n++ {
		if h = step(h, token.word[len(token.word)-n]); n >= minEnd {
			r.take(t, at, kindEnd, r.lexicon.find(endKey(h)))
		}
	}
	if at > 0 && t.tokens[at-1].sentence == token.sentence {
		r.take(t, at, kindPair, r.lexicon.find(pairKey(t.tokens[at-1].hash, token.hash)))
	}
}

// take counts what the lexicon has: a row once for each text, a bucket of cues at
// each place.
func (r *Reader) take(t *text, at int, k uint8, s *slot) {
	if s.cues != 0 {
		t.hits = r.grammar.try(t.hits, s.cues, t.tokens, at)
	}
	if s.feature == 0 {
		return
	}
	again := t.known.has(s.feature)
	t.found = append(t.found, foundRow{token: int32(at), row: s.feature, kind: k, again: again}) //nolint:gosec // words of a text of maxBytes
	if !again {
		t.known.flip(s.feature)
	}
}

// count reads all tokens and adds up what they say.
func (r *Reader) count(t *text) {
	for at := range t.tokens {
		r.lookUp(t, at)
	}
	cut(t.tokens)
	r.sum(t)
	r.weigh(t)
	r.conclude(t)
}

// decay is what is left of doubt after each further cue of a sign: the first
// tells most, each next a little more.
const decay = .45

// weigh gives each sign its strength: 1 less the doubt that its cues leave.
func (r *Reader) weigh(t *text) {
	for i := range t.strength {
		t.strength[i] = 1 // doubt, for now
	}
	for i, h := range t.hits {
		if t.first[h.cue.sign] == 0 {
			t.first[h.cue.sign] = int32(i + 1)
		}
		if !t.counted[h.cue.id] {
			t.counted[h.cue.id] = true
			t.strength[h.cue.sign] *= decay
		}
	}
	for _, g := range r.grammar.groups {
		for _, member := range g.members {
			t.strength[g.sign] *= t.strength[member]
		}
	}
	for i, doubt := range t.strength {
		if t.strength[i] = 1 - doubt; doubt < 1 {
			t.weighSign(r, r.grammar.signs[i], i, 1-doubt)
		}
	}
	for _, s := range r.shape(t) {
		t.weighSign(r, s, -1, 1)
	}
}

// weighSign notes a sign; one that the model has no weights for says nothing.
func (t *text) weighSign(r *Reader, name string, sign int, strength float64) {
	if w := r.model.signs[name]; w != nil {
		t.weighed = append(t.weighed, weighedSign{name, sign, strength, w})
	}
}

// conclude gives all conclusions their numbers.
func (r *Reader) conclude(t *text) {
	t.values = [lanes]float64{}
	for i := range t.weighed {
		n := &t.weighed[i]
		for lane, w := range n.weights {
			t.values[lane] += n.strength * w
		}
	}
	for lane := range r.model.conclusions {
		c := &r.model.conclusions[lane]
		var words float64
		for i := range t.kinds {
			words += t.kinds[i].sum(lane) * t.kinds[i].perLength
		}
		t.values[lane] += c.bias + words*c.scale
	}
	for _, o := range r.lanes.outcomes {
		t.values[o.lane] += ClauseShare * t.says[o.lane].number
	}
}

// open takes a text from the pool and makes it ready.
func (r *Reader) open(source Text) *text {
	t, _ := r.pool.Get().(*text)
	if t == nil {
		t = &text{
			strength: make([]float64, len(r.grammar.signs)), first: make([]int32, len(r.grammar.signs)),
			known: newBits(len(r.model.rows)), counted: make([]bool, r.grammar.cues),
		}
	}
	t.source = source
	t.splitter.reset()
	t.splitter.split(source.Title, true)
	t.splitter.split(source.Body, false)
	t.tokens = t.splitter.words()
	return t
}

// mostKept is how many words a text may have for its memory to be kept.
const mostKept = 4000

// close puts a text back, as empty as it was.
func (r *Reader) close(t *text) {
	if len(t.tokens) > mostKept {
		return
	}
	for _, f := range t.found {
		if !f.again {
			t.known.flip(f.row)
		}
	}
	for _, h := range t.hits {
		t.counted[h.cue.id], t.first[h.cue.sign] = false, 0
	}
	clear(t.tokens)
	clear(t.weighed)
	t.source, t.hits, t.weighed, t.found = Text{}, t.hits[:0], t.weighed[:0], t.found[:0]
	t.clauses, t.sentences = t.clauses[:0], t.sentences[:0]
	t.kinds, t.says = [kinds]kindSum{}, [lanes]saying{}
	r.pool.Put(t)
}

// strengthOf is the strength of a sign in a text, 0 when it is not there.
func (r *Reader) strengthOf(t *text, sign string) float64 {
	if i, ok := r.grammar.place(sign); ok {
		return t.strength[i]
	}
	return 0
}
