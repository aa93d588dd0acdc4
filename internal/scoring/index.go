package scoring

import (
	"cmp"
	"math/bits"
	"slices"

	"github.com/tandem-hbo/tandem/internal/tandem"
)

// Index is a list of offerings laid out for scoring many pairs at once: what
// programmes ask in tiles, hard rules and soft factors in classes, so that a
// question meets each rule once for a class and not once for an offering. It is
// made once, never changed, and safe to share. It keeps the list it was made
// from, which must not change either.
//
// Its results are those of scoring pair by pair, to the bit: tiles and bounds
// only decide what is passed over (docs/decisions/sieve-then-score.md).
type Index struct {
	model    *Model
	subjects []subject // by lane; without a form in a lane that only fills a tile
	exact    []lane
	class    [][softAxes]int32 // of each lane, for the soft factors
	tiles    []tile
	runs     []run
	visits   []visit  // the tiles in the order in which they are looked at
	centres  []tile   // in the lane of each visit the mean of its whole tile
	real     []uint64 // lanes that hold an offering
	rules    []screen
	soft     [softAxes]axis
	fields   []bitset // the offerings of each class of fields
	sieve    sieve
}

// lane is what scoring one offering needs, close together in memory.
type lane struct {
	wishes vector
	at     int32 // its place in the list; -1 in a lane that only fills a tile
	run    int32
}

// visit is one tile with the run it belongs to.
type visit struct{ run, tile int32 }

// run is the tiles of one form: a question's company side is one number there.
type run struct {
	form     *formModel
	effort   float64 // of the programme
	from, to int     // tiles, to exclusive
}

// Index lays out a list of offerings; those of a form that the taxonomy does not
// hold are left out.
func (m *Model) Index(list []tandem.OfferingDetail) *Index {
	ix := &Index{model: m, sieve: fastest()}
	ix.lay(m.known(list))
	ix.rules = ix.screens()
	ix.soft = ix.axes()
	ix.fields = ix.soft[softField].bitsets(ix.subjects)
	for t := range ix.tiles {
		ix.fill(t)
	}
	ix.visits = scattered(ix.runs, len(ix.tiles))
	ix.centres = ix.means()
	return ix
}

// scattered orders the tiles so that all forms come by early: the sooner good
// pairs are found, the more of the others are passed over. Strides of the golden
// ratio spread best.
func scattered(runs []run, tiles int) []visit {
	list := make([]visit, 0, tiles)
	for r, run := range runs {
		for t := run.from; t < run.to; t++ {
			list = append(list, visit{small(r), small(t)})
		}
	}
	const golden = 40503 // 2^16 / phi
	slices.SortStableFunc(list, func(a, b visit) int { return cmp.Compare(a.tile*golden%(1<<16), b.tile*golden%(1<<16)) })
	return list
}

// placed is an offering ready for scoring with its place in the list.
type placed struct {
	subject subject
	at      int32
	leading [2]int // the results most asked for
}

// known is the list by form and by what is asked most, so that what scores alike
// lies together.
func (m *Model) known(list []tandem.OfferingDetail) []placed {
	sorted := make([]placed, 0, len(list))
	for i := range list {
		if f, err := m.form(list[i].Form); err == nil {
			s := m.plain(f, &list[i])
			sorted = append(sorted, placed{s, small(i), leading(&s.wishes)})
		}
	}
	slices.SortFunc(sorted, func(a, b placed) int {
		return cmp.Or(
			cmp.Compare(a.subject.form.index, b.subject.form.index),
			slices.Compare(a.leading[:], b.leading[:]), cmp.Compare(a.at, b.at),
		)
	})
	return sorted
}

// leading are the two heaviest wishes.
func leading(v *vector) [2]int {
	first, second := 0, 1
	for i, w := range v {
		switch {
		case w > v[first]:
			first, second = i, first
		case i != first && w > v[second]:
			second = i
		}
	}
	return [2]int{first, second}
}

// lay gives every offering a lane; each form begins on a new tile.
func (ix *Index) lay(sorted []placed) {
	for i := range sorted {
		f := sorted[i].subject.form
		if n := len(ix.runs); n == 0 || ix.runs[n-1].form != f {
			ix.pad()
			ix.runs = append(ix.runs, run{form: f, effort: f.form.Thresholds.Education, from: len(ix.exact) / lanes})
		}
		ix.subjects = append(ix.subjects, sorted[i].subject)
		ix.exact = append(ix.exact, lane{wishes: sorted[i].subject.wishes, at: sorted[i].at, run: small(len(ix.runs) - 1)})
	}
	ix.pad()
	ix.tiles = make([]tile, len(ix.exact)/lanes)
	ix.real, ix.class = make([]uint64, len(ix.tiles)), make([][softAxes]int32, len(ix.exact))
}

// pad fills up the last tile and ends the last form there.
func (ix *Index) pad() {
	for len(ix.exact)%lanes != 0 {
		ix.subjects, ix.exact = append(ix.subjects, subject{}), append(ix.exact, lane{at: -1})
	}
	if n := len(ix.runs); n > 0 {
		ix.runs[n-1].to = len(ix.exact) / lanes
	}
}

// fill writes one tile.
func (ix *Index) fill(t int) {
	for bit := range lanes {
		l := &ix.exact[t*lanes+bit]
		if l.at < 0 {
			continue
		}
		for i := range ix.soft {
			ix.class[t*lanes+bit][i] = ix.soft[i].of[t*lanes+bit]
		}
		ix.real[t] |= 1 << bit
		for k, w := range l.wishes {
			ix.tiles[t][k][bit] = float32(w)
		}
	}
}

func (ix *Index) means() []tile {
	centres := make([]tile, (len(ix.visits)+lanes-1)/lanes)
	for i, v := range ix.visits {
		for k := range outcomes {
			for _, w := range ix.tiles[v.tile][k] {
				centres[i/lanes][k][i%lanes] += w / lanes
			}
		}
	}
	return centres
}

// small is for counts that stay far below 2^31: half the memory is passed over.
func small(n int) int32 { return int32(n) } //nolint:gosec // see above

// Len is how many offerings the index holds.
func (ix *Index) Len() int {
	n := 0
	for _, word := range ix.real {
		n += bits.OnesCount64(word)
	}
	return n
}
