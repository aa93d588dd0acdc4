package scoring

import (
	"math"
	"math/bits"
	"slices"
	"time"

	"github.com/tandem-hbo/tandem/internal/tandem"
)

// Propose is what a coordinator gets to see: the most best open pairs, best first,
// and the near nearest misses. Nearest are those that the fewest rules shut; of
// equal ones those that the owner can mend, then the better ones.
func (ix *Index) Propose(q *tandem.Question, now time.Time, most, near int) (open, misses []Ranked) {
	s := ix.sheet()
	ix.ask(&s, ix.model.prepare(q, now))
	open = ix.explained(&s, ix.pick(&s, s.open, max(0, most)))
	for _, equal := range ix.tally(s.asked).shut(ix.shut(&s)) {
		if len(misses) < near {
			misses = append(misses, ix.nearest(&s, equal, near-len(misses))...)
		}
	}
	return open, misses
}

// hurdle is one shut pair; hopeless tells that a rule shuts it that is not the
// owner's to mend.
type hurdle struct {
	lane     int
	hopeless bool
}

// nearest takes some pairs that the same number of rules shut.
func (ix *Index) nearest(s *sheet, from []hurdle, most int) []Ranked {
	hopeless := make(map[int32]bool, len(from))
	s.best.empty(len(from), math.Inf(-1))
	for _, h := range from {
		ix.score(s, h.lane, s.factor(&ix.class[h.lane]))
		hopeless[small(h.lane)] = h.hopeless
	}
	var list, rest []Ranked
	for _, c := range s.best.sorted() {
		if len(list) == most {
			return list
		}
		if hopeless[c.lane] && len(rest) >= most {
			continue
		}
		sub := ix.subject(s, c.lane)
		r := Ranked{sub.offering, ix.model.explain(s.asked, &sub)}
		if len(r.Changes) > 0 {
			list = append(list, r)
		} else {
			rest = append(rest, r)
		}
	}
	return append(list, rest[:min(len(rest), most-len(list))]...)
}

// tally counts for every lane how many rules shut it, as numbers of four bits
// that are spread over four words, so that 64 lanes are counted at once.
type tally struct {
	planes   [4][]uint64
	hopeless []uint64
}

func (ix *Index) tally(a *asked) *tally {
	t := &tally{hopeless: make([]uint64, len(ix.tiles))}
	for i := range t.planes {
		t.planes[i] = make([]uint64, len(ix.tiles))
	}
	for i := range ix.rules {
		_, mendable := repair(tandem.Gate{Code: ix.rules[i].rule.code})
		for j := range ix.rules[i].classes {
			if c := &ix.rules[i].classes[j]; ix.rules[i].rule.shuts(a, c.sample) {
				t.add(c, mendable)
			}
		}
	}
	return t
}

func (t *tally) add(c *bitset, mendable bool) {
	for i := c.from; i < c.to; i++ {
		carry := c.words[i]
		if !mendable {
			t.hopeless[i] |= carry
		}
		for p := range t.planes {
			t.planes[p][i], carry = t.planes[p][i]^carry, t.planes[p][i]&carry
		}
	}
}

// shut lists lanes by how many rules shut them.
func (t *tally) shut(words []uint64) [][]hurdle {
	lists := make([][]hurdle, 1<<len(t.planes))
	for i, word := range words {
		for ; word != 0; word &= word - 1 {
			bit, n := bits.TrailingZeros64(word), 0
			for p := range t.planes {
				n |= int(t.planes[p][i]>>bit&1) << p
			}
			lists[n] = append(lists[n], hurdle{i*lanes + bit, t.hopeless[i]>>bit&1 == 1})
		}
	}
	return slices.DeleteFunc(lists, func(l []hurdle) bool { return len(l) == 0 })
}
