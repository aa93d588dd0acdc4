package scoring

import (
	"math/bits"
	"time"

	"github.com/tandem-hbo/tandem/internal/tandem"
)

// Shut is how many offerings a hard rule takes from a question.
type Shut struct {
	Code      string // of the rule
	Offerings int
	// Alone are those that no other rule shuts: what would open if it were mended.
	Alone int
}

// Shut tells which rules take how many offerings from a question, in the order in
// which rules are tried; those that take none are left out.
func (ix *Index) Shut(q *tandem.Question, now time.Time) []Shut {
	a := ix.model.prepare(q, now)
	t := ix.tally(a)
	var list []Shut
	for i := range ix.rules {
		n := Shut{Code: ix.rules[i].rule.code}
		for j := range ix.rules[i].classes {
			if c := &ix.rules[i].classes[j]; ix.rules[i].rule.shuts(a, c.sample) {
				t.count(c, &n)
			}
		}
		if n.Offerings > 0 {
			list = append(list, n)
		}
	}
	return list
}

func (t *tally) count(c *bitset, n *Shut) {
	for i := c.from; i < c.to; i++ {
		once := t.planes[0][i] &^ (t.planes[1][i] | t.planes[2][i] | t.planes[3][i])
		n.Offerings += bits.OnesCount64(c.words[i])
		n.Alone += bits.OnesCount64(c.words[i] & once)
	}
}
