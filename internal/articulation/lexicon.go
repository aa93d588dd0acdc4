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
	alone // says that one person is the company
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
// hashes already, so their low bits choose the slot.
type lexicon struct {
	slots []slot
	mask  uint64
	used  int
}

func newLexicon(size int) *lexicon {
	n := 64
	for n < 2*size {
		n *= 2
	}
	return &lexicon{slots: make([]slot, n), mask: uint64(n - 1)} //nolint:gosec // a power of two
}

// find returns what is known of a key, an empty slot when that is nothing.
func (l *lexicon) find(key uint64) *slot {
	for i := key & l.mask; ; i = (i + 1) & l.mask {
		if s := &l.slots[i]; s.key == key || s.key == 0 {
			return s
		}
	}
}

// at returns the slot of a key to write in, and makes room when it is new.
func (l *lexicon) at(key uint64) *slot {
	s := l.find(key)
	if s.key == key {
		return s
	}
	if l.used++; 2*l.used > len(l.slots) {
		l.grow()
		s = l.find(key)
	}
	s.key = key
	return s
}

func (l *lexicon) grow() {
	bigger := newLexicon(len(l.slots))
	for _, s := range l.slots {
		if s.key != 0 {
			*bigger.find(s.key) = s
		}
	}
	l.slots, l.mask = bigger.slots, bigger.mask
}
