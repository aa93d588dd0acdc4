package scoring

import (
	"math"
	"math/bits"
	"time"

	"github.com/tandem-hbo/tandem/internal/tandem"
)

// Rank orders the offerings for a question, best first, and explains the first
// top of them: open pairs before shut ones, then by weight, then in the order of
// the list.
func (ix *Index) Rank(q *tandem.Question, now time.Time, top int) []Ranked {
	s := ix.sheet()
	ix.ask(&s, ix.model.prepare(q, now))
	top = min(max(0, top), ix.Len())
	first := ix.pick(&s, s.open, top)
	if len(first) < top {
		first = append(first, ix.pick(&s, ix.shut(&s), top-len(first))...)
	}
	return ix.explained(&s, first)
}

// pick lists the best of some lanes, whether they are worth anything or not.
func (ix *Index) pick(s *sheet, of []uint64, most int) []candidate {
	s.best = best{}
	s.best.empty(most, math.Inf(-1))
	ix.prime(s, of)
	for _, v := range ix.visits {
		if of[v.tile] != 0 {
			ix.look(s, v, of[v.tile])
		}
	}
	return s.best.sorted()
}

// shut is the lanes of the pairs that a rule shuts.
func (ix *Index) shut(s *sheet) []uint64 {
	words := make([]uint64, len(ix.real))
	for t, word := range ix.real {
		words[t] = word &^ s.open[t]
	}
	return words
}

// explained makes the full scores of some pairs. The rivals are those of the whole
// list, of which these are a part.
func (ix *Index) explained(s *sheet, list []candidate) []Ranked {
	subjects := make([]subject, len(list))
	entries := make([]entry, len(list))
	rivals := ix.rivals(s)
	for i, c := range list {
		subjects[i] = ix.subject(s, c.lane)
		entries[i] = entry{subject: &subjects[i], feasible: s.open[c.lane/lanes]>>(c.lane%lanes)&1 == 1}
		if r := &rivals[subjects[i].form.index]; r.subject != nil && r.subject.offering == subjects[i].offering {
			r.subject = &subjects[i]
		}
	}
	ranked := make([]Ranked, len(list))
	for i, score := range ix.model.explained(s.asked, entries, rivals) {
		ranked[i] = Ranked{Offering: subjects[i].offering, Score: score}
	}
	return ranked
}

// subject is a lane with the company's side of a question.
func (ix *Index) subject(s *sheet, lane int32) subject {
	sub := ix.subjects[lane]
	sub.company = &s.asked.offerings[sub.form.index]
	return sub
}

// rivals finds the best open pair of each form, as Model.rivals does.
func (ix *Index) rivals(s *sheet) []rival {
	list := make([]rival, len(ix.model.forms))
	for r, run := range ix.runs {
		if f := ix.front(s, r); f.scale >= 0 {
			sub := ix.subject(s, f.lane)
			list[run.form.index] = rival{&sub, ix.model.lever(s.asked, &sub)}
		}
	}
	return list
}

// front is the open pair of a form whose programme, softened, gains most; of
// equal ones the best. A scale below zero tells that there is none.
type front struct {
	candidate
	scale float64
}

func (ix *Index) front(s *sheet, r int) front {
	f := front{scale: -1}
	for t := ix.runs[r].from; t < ix.runs[r].to; t++ {
		if s.open[t] == 0 {
			continue
		}
		ix.sieve.sum(&ix.tiles[t], &s.x, &s.sums)
		for i := range s.tiers {
			f.pass(ix, s, t, ix.ahead(s, t, i, f.scale))
		}
	}
	return f
}

// ahead tells which open pairs of a tier may have the scale or more.
func (ix *Index) ahead(s *sheet, t, tier int, scale float64) uint64 {
	reach := s.open[t] & s.tiers[tier].lanes[t]
	if reach == 0 || scale <= 0 {
		return reach
	}
	run := ix.exact[t*lanes].run
	return reach & ix.sieve.over(&s.sums, under(ix.runs[run].effort+scale*s.tiers[tier].cost*(1-slack)))
}

// pass lets the pairs of a tile come to the front.
func (f *front) pass(ix *Index, s *sheet, t int, reach uint64) {
	for ; reach != 0; reach &= reach - 1 {
		at := t*lanes + bits.TrailingZeros64(reach)
		soft, gains := s.factor(&ix.class[at]), ix.gains(s, &ix.exact[at])
		scale := soft * soft * max(0, gains.education)
		c := candidate{worth: gains.value() * soft, shortage: gains.shortage(), at: ix.exact[at].at, lane: small(at)}
		if scale > f.scale || scale == f.scale && c.before(&f.candidate) {
			f.candidate, f.scale = c, scale
		}
	}
}
