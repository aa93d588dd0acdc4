package scoring

import (
	"math"
	"math/bits"
)

// primed is how many tiles are looked at beforehand.
const primed = 4

// hope is what the mean offering of a tile is worth.
type hope struct {
	size  float64
	visit visit
}

// prime raises the floor by a rough look at the most promising tiles: when so
// many pairs are worth that much, no pair worth less comes among the best.
// The words of tell which pairs count.
func (ix *Index) prime(s *sheet, of []uint64) {
	s.rough = s.rough[:0]
	for _, h := range ix.hopes(s) {
		if h.size > 0 {
			ix.roughly(s, h.visit, of[h.visit.tile])
		}
	}
	if most := s.best.most; most > 0 && most <= len(s.rough) {
		s.best.raise(math.Sqrt(nth(s.rough, most-1)) * (1 - slack))
	}
}

// hopes are the most promising tiles, the best at the end.
type hopes [primed]hope

func (top *hopes) add(h hope) {
	if h.size <= top[0].size {
		return
	}
	top[0] = h
	for j := 1; j < primed && top[j-1].size > top[j].size; j++ {
		top[j-1], top[j] = top[j], top[j-1]
	}
}

func (ix *Index) hopes(s *sheet) (top hopes) {
	for i, v := range ix.visits {
		if i%lanes == 0 {
			ix.sieve.sum(&ix.centres[i/lanes], &s.x, &s.sums)
		}
		h := hope{s.gain[v.run] * (float64(s.sums[i%lanes]) - ix.runs[v.run].effort), v}
		top.add(h)
	}
	return top
}

// roughly lists what the pairs of a tile are worth at the least, squared.
func (ix *Index) roughly(s *sheet, v visit, open uint64) {
	ix.sieve.sum(&ix.tiles[v.tile], &s.x, &s.sums)
	gain, effort := s.gain[v.run], ix.runs[v.run].effort
	for ; open != 0; open &= open - 1 {
		bit := bits.TrailingZeros64(open)
		soft := s.factor(&ix.class[int(v.tile)*lanes+bit])
		sum := float64(s.sums[bit])*(1-slack) - tiny
		if worth := (sum - effort) * gain * soft * soft; worth > 0 && gain > 0 {
			s.rough = append(s.rough, hunch{square: worth})
		}
	}
}
