package articulation

// What is known of a word is found by its hash: FNV-1a over its letters, which
// gives the hashes of its beginnings on the way, stirred with a salt for the kind
// of thing that is looked up.
const (
	seed  = 14695981039346656037
	prime = 1099511628211

	wordSalt   = 0x9e3779b97f4a7c15
	beginSalt  = 0xbf58476d1ce4e5b9
	endSalt    = 0x94d049bb133111eb
	pairSalt   = 0xd6e8feb86659fd93
	stirFactor = 0xff51afd7ed558ccd
)

// The lengths of beginnings and ends of words that are looked up, in bytes. The
// model knows beginnings from minModel on; shorter ones serve the cues.
const (
	minBegin, maxBegin = 2, 7
	minEnd, maxEnd     = 4, 6
	minModel           = 4
)

func step(h uint64, b byte) uint64 { return (h ^ uint64(b)) * prime }

func stir(h uint64) uint64 {
	h *= stirFactor
	return h ^ h>>32
}

func hashWord(word string) uint64 {
	h := uint64(seed)
	for i := range len(word) {
		h = step(h, word[i])
	}
	return h
}

func hashEnd(word string) uint64 {
	h := uint64(seed)
	for i := len(word) - 1; i >= 0; i-- {
		h = step(h, word[i])
	}
	return h
}

func wordKey(hash uint64) uint64          { return stir(hash ^ wordSalt) }
func beginKey(hash uint64) uint64         { return stir(hash ^ beginSalt) }
func endKey(hash uint64) uint64           { return stir(hash ^ endSalt) }
func pairKey(first, second uint64) uint64 { return stir(first*3 ^ second ^ pairSalt) }

// class says what a word is apart from its meaning.
type class uint16

const (
	dutch class = 1 << iota // one of the small words of Dutch
	english
	negating
	numeral     // value is the number
	month       // value is 1..12
	unitOfTime  // value is the number of days
	knownMoment // value is 100 * month + day
	beforeWord  // a moment after it is a deadline
	withinWord  // a number and a unit of time after it are a deadline
	fromWord    // a moment after it is a beginning
	people      // a number before it is how many people work here
	firms       // a number before it is how many firms ask
	other       // "twee andere": one more
	money
	alone   // says that one person is the company
	joining // begins a clause
)

// slot is what is known of one word, beginning, end or pair of words.
type slot struct {
	key     uint64
	feature int32 // row of the model, from 1; 0 is none
	cues    int32 // bucket of cues that may start here, from 1; 0 is none
	value   int32 // what a word of a class stands for
	class   class
}

// lexicon is a hash table that is filled once and then only read. Keys are
// hashes already, so their low bits choose the slot, and their high bits make a tag:
// most of what is looked up is not there, which the tags tell without a look at the
// slots, and they are few enough to stay near.
type lexicon struct {
	tags  []uint8 // of each slot, 0 when it is empty
	slots []slot
	mask  uint64
	used  int
	none  slot // what is known of a key that is not there
}

func newLexicon(size int) *lexicon {
	n := 64
	for n < 2*size {
		n *= 2
	}
	return &lexicon{tags: make([]uint8, n), slots: make([]slot, n), mask: uint64(n - 1)} //nolint:gosec // a power of two
}

// tagOf is never 0.
func tagOf(key uint64) uint8 { return uint8(key>>56) | 1 }

// find returns what is known of a key, an empty slot when that is nothing; it is not
// to be written in.
func (l *lexicon) find(key uint64) *slot {
	if i, ok := l.place(key); ok {
		return &l.slots[i]
	}
	return &l.none
}

// place is where a key is, or where it would be.
func (l *lexicon) place(key uint64) (at uint64, ok bool) {
	tag := tagOf(key)
	for i := key & l.mask; ; i = (i + 1) & l.mask {
		switch t := l.tags[i]; {
		case t == 0:
			return i, false
		case t == tag && l.slots[i].key == key:
			return i, true
		}
	}
}

// at returns the slot of a key to write in, and makes room when it is new.
func (l *lexicon) at(key uint64) *slot {
	i, ok := l.place(key)
	if ok {
		return &l.slots[i]
	}
	if l.used++; 2*l.used > len(l.slots) {
		l.grow()
		i, _ = l.place(key)
	}
	l.tags[i], l.slots[i].key = tagOf(key), key
	return &l.slots[i]
}

func (l *lexicon) grow() {
	bigger := newLexicon(len(l.slots))
	for i, s := range l.slots {
		if l.tags[i] != 0 {
			to, _ := bigger.place(s.key)
			bigger.tags[to], bigger.slots[to] = l.tags[i], s
		}
	}
	l.tags, l.slots, l.mask = bigger.tags, bigger.slots, bigger.mask
}
