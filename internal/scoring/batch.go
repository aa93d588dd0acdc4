package scoring

import (
	"slices"
	"time"

	"github.com/tandem-hbo/tandem/internal/tandem"
)

// Batch is some questions made ready for scoring, once for all indexes of a model.
// It may be filled again; its memory is then used again.
type Batch struct {
	list []asked
}

// Fill makes questions ready; now is the moment of asking. They must stay as they
// are while the batch is in use.
func (b *Batch) Fill(m *Model, questions []tandem.Question, now time.Time) {
	n := len(questions)
	b.list = slices.Grow(b.list[:0], n)[:n]
	for i := range b.list {
		a := &b.list[i]
		m.fill(a, &questions[i], now)
		for f := range m.forms {
			a.offerings = append(a.offerings, a.side(&m.forms[f]))
		}
	}
}

// Part is some questions of the batch, in the same memory.
func (b *Batch) Part(from, to int) Batch { return Batch{b.list[from:to]} }
