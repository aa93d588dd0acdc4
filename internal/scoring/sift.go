package scoring

import "math/bits"

// hunch is the most that a pair can be worth by its rough sum, squared.
type hunch struct {
	square float64
	at     int32
}

// sift lists the pairs of one tile that may come among the best. Exact scores
// come later: by then better pairs have ruled most of these out.
func (ix *Index) sift(s *sheet, v visit, open uint64) {
	ix.sieve.sum(&ix.tiles[v.tile], &s.x, &s.sums)
	gain, effort := s.gain[v.run], ix.runs[v.run].effort
	for i := range s.tiers {
		reach := open & s.tiers[i].lanes[v.tile]
		if reach != 0 {
			reach &= ix.reach(s, v, i)
		}
		for ; reach != 0; reach &= reach - 1 {
			bit := bits.TrailingZeros64(reach)
			soft := s.factor(&ix.class[int(v.tile)*lanes+bit])
			if g := (float64(s.sums[bit])*(1+slack) + tiny - effort) * gain * soft * soft; g >= s.best.square {
				s.guess(hunch{g, v.tile*lanes + small(bit)})
			}
		}
	}
}

func (s *sheet) guess(g hunch) {
	s.guesses = append(s.guesses, g)
	if len(s.guesses) >= s.room {
		s.thin()
	}
}

// thin raises the floor to what the last of the best is worth at the least, and
// throws out what is below. Many equal pairs may stay; then there is room for as
// many again, so that thinning stays rare.
func (s *sheet) thin() {
	if b := &s.best; b.most > 0 && len(s.guesses) >= b.most {
		b.square = max(b.square, nth(s.guesses, b.most-1)-s.doubt)
		kept := s.guesses[:0]
		for _, g := range s.guesses {
			if g.square >= b.square {
				kept = append(kept, g)
			}
		}
		s.guesses = kept
	}
	s.room = max(s.best.most+spare, 2*len(s.guesses))
}

// settle scores what is left.
func (ix *Index) settle(s *sheet) {
	s.thin()
	for _, g := range s.guesses {
		ix.score(s, int(g.at), s.factor(&ix.class[g.at]))
	}
}

// nth is the square of a rank when the largest comes first; it changes the order
// of the list (Hoare's selection).
func nth(list []hunch, rank int) float64 {
	for low, high := 0, len(list)-1; low < high; {
		i, j := halve(list, low, high)
		switch {
		case rank <= j:
			high = j
		case rank >= i:
			low = i
		default:
			return list[rank].square
		}
	}
	return list[rank].square
}

// halve moves the larger ones up to j and the others from i on.
func halve(list []hunch, low, high int) (i, j int) {
	pivot := list[(low+high)/2].square
	for i, j = low, high; i <= j; {
		for list[i].square > pivot {
			i++
		}
		for pivot > list[j].square {
			j--
		}
		if i <= j {
			list[i], list[j] = list[j], list[i]
			i, j = i+1, j-1
		}
	}
	return i, j
}
