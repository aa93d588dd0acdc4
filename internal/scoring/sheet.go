package scoring

import (
	"math/bits"
	"slices"
)

// sheet is one question against an index: the gates as bitsets, the soft factors
// by class, what the company gains by form, and the best pairs so far. It is
// filled anew for the next question, so that a long list of them needs a few.
type sheet struct {
	asked *asked
	x     narrow
	most  float64  // what no programme can get more than
	open  []uint64 // the pairs that no rule shuts, known before anything is scored
	soft  [softAxes][]float64
	tiers []tier
	gain  []float64 // by run
	cost  []float64 // by run: one divided by the gain, infinite without one
	best  best
	sums  row
	rough []hunch // room for a rough look; sheets of one scorer share it

	guesses []hunch
	room    int     // how many guesses there may be before they are thinned
	doubt   float64 // how far a guess may be above the truth
}

// tier is the offerings with one factor for their fields, the factor that tells
// most: a lower factor needs a higher sum to come among the best.
type tier struct {
	field float64
	cost  float64 // one divided by the square of the highest soft factor among them
	lanes []uint64
}

func (ix *Index) sheet() sheet {
	s := sheet{open: make([]uint64, len(ix.tiles)), gain: make([]float64, len(ix.runs)), cost: make([]float64, len(ix.runs))}
	s.rough = make([]hunch, 0, primed*lanes)
	for i := range s.soft {
		s.soft[i] = make([]float64, len(ix.soft[i].samples))
	}
	return s
}

// ask fills the sheet for a question.
func (ix *Index) ask(s *sheet, a *asked) {
	s.asked = a
	for k, x := range a.offers {
		s.x[k] = float32(x)
	}
	s.most = slices.Max(a.offers[:]) * (1 + slack)
	s.doubt = 0
	copy(s.open, ix.real)
	for i := range ix.rules {
		ix.rules[i].apply(a, s.open)
	}
	for i, r := range ix.runs {
		side := a.offerings[r.form.index]
		s.gain[i] = side.sum - side.effort
		s.cost[i] = 1 / max(0, s.gain[i])
		s.doubt = max(s.doubt, 3*(slack*s.most+tiny)*s.gain[i])
	}
	ix.soften(s, a)
}

// apply takes out of open what the rule shuts.
func (sc *screen) apply(a *asked, open []uint64) {
	for i := range sc.classes {
		if c := &sc.classes[i]; sc.rule.shuts(a, c.sample) {
			for t := c.from; t < c.to; t++ {
				open[t] &^= c.words[t]
			}
		}
	}
}

func (ix *Index) soften(s *sheet, a *asked) {
	m := ix.model
	for i, c := range ix.soft[softLate].samples {
		s.soft[softLate][i] = m.late(a, c)
	}
	for i, c := range ix.soft[softPlace].samples {
		s.soft[softPlace][i] = m.distance(a, c.offering)
	}
	for i, c := range ix.soft[softTongue].samples {
		s.soft[softTongue][i] = m.tongue(a, c.offering)
	}
	for i, c := range ix.soft[softField].samples {
		s.soft[softField][i] = m.field(a, c.offering)
	}
	if len(ix.tiles) > 0 {
		ix.tier(s)
	}
}

// factor is the soft factor of a lane, multiplied in the order of Model.soft.
func (s *sheet) factor(of *[softAxes]int32) float64 {
	g := s.soft[softPlace][of[softPlace]] * s.soft[softTongue][of[softTongue]] * s.soft[softField][of[softField]]
	return max(leastSoft, s.soft[softLate][of[softLate]]*g)
}

// tier sorts the offerings by the factor for their fields. The first tier begins
// with all of them, as most classes have the same factor.
func (ix *Index) tier(s *sheet) {
	rest := slices.Max(s.soft[softLate]) * slices.Max(s.soft[softPlace]) * slices.Max(s.soft[softTongue])
	usual := majority(s.soft[softField])
	s.tiers = s.tiers[:0]
	copy(s.at(usual, rest, len(ix.tiles)).lanes, ix.real)
	for i, f := range s.soft[softField] {
		if f == usual {
			continue
		}
		words := ix.fields[i].words
		to, from := s.at(f, rest, len(ix.tiles)).lanes, s.tiers[0].lanes
		for t := ix.fields[i].from; t < ix.fields[i].to; t++ {
			to[t] |= words[t]
			from[t] &^= words[t]
		}
	}
}

// majority is the number that more than half of the list is, or else one of them
// (Boyer and Moore).
func majority(list []float64) (usual float64) {
	lead := 0
	for _, f := range list {
		switch {
		case lead == 0:
			usual, lead = f, 1
		case f == usual:
			lead++
		default:
			lead--
		}
	}
	return usual
}

// at finds the tier of a factor, or makes it with the memory of an earlier one.
func (s *sheet) at(field, rest float64, tiles int) *tier {
	for i := range s.tiers {
		if s.tiers[i].field == field {
			return &s.tiers[i]
		}
	}
	n := len(s.tiers)
	s.tiers = slices.Grow(s.tiers, 1)[:n+1]
	l := &s.tiers[n]
	most := max(leastSoft, field*rest)
	l.field, l.cost = field, 1/(most*most)
	if l.lanes == nil {
		l.lanes = make([]uint64, tiles)
	}
	clear(l.lanes)
	return l
}

// look scores the pairs of one tile that may come among the best; open tells
// which of them count.
func (ix *Index) look(s *sheet, v visit, open uint64) {
	ix.sieve.sum(&ix.tiles[v.tile], &s.x, &s.sums)
	for i := range s.tiers {
		reach := open & s.tiers[i].lanes[v.tile]
		if reach != 0 {
			reach &= ix.reach(s, v, i)
		}
		for ; reach != 0; reach &= reach - 1 {
			ix.try(s, v, bits.TrailingZeros64(reach))
		}
	}
}

// reach tells which offerings of a tile, of one tier, give enough to come among
// the best.
func (ix *Index) reach(s *sheet, v visit, tier int) uint64 {
	least := ix.runs[v.run].effort + s.best.square*s.cost[v.run]*s.tiers[tier].cost
	if least > s.most {
		return 0
	}
	return ix.sieve.over(&s.sums, under(least))
}

// try scores one pair when it may come among the best. The rough sum comes first:
// the soft factor of the very pair tells more than that of its tier.
func (ix *Index) try(s *sheet, v visit, bit int) {
	at := int(v.tile)*lanes + bit
	soft := s.factor(&ix.class[at])
	rough := float64(s.sums[bit])*(1+slack) + tiny - ix.runs[v.run].effort
	if rough*s.gain[v.run]*soft*soft >= s.best.square {
		ix.score(s, at, soft)
	}
}

// score scores one pair and keeps it when it is good enough.
func (ix *Index) score(s *sheet, at int, soft float64) {
	l := &ix.exact[at]
	gains := ix.gains(s, l)
	value := gains.value()
	if worth := value * soft; worth >= s.best.floor {
		s.best.offer(candidate{
			worth: worth, shortage: gains.shortage(), at: l.at, lane: small(at), weight: small(integer(value, soft)),
		})
	}
}

// gains is what both sides gain, by the arithmetic of Model.sums.
func (ix *Index) gains(s *sheet, l *lane) sides {
	return sides{company: s.gain[l.run], education: dot(&l.wishes, &s.asked.offers) - ix.runs[l.run].effort}
}
