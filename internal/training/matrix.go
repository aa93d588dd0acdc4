package training

import (
	"cmp"
	"maps"
	"math"
	"slices"

	"github.com/tandem-hbo/tandem/internal/articulation"
)

// matrix holds the features of cases by row; columns are first the signs, then
// the words.
type matrix struct {
	signs, words []string
	rarity       []float64 // of each word: how much its presence says
	start        []int     // of each row in column and value
	column       []int32
	value        []float32
	clauses      *matrix // a row for each clause of each case
	clause       []int   // of each row in clauses, the first
}

func (m *matrix) rows() int    { return len(m.start) - 1 }
func (m *matrix) columns() int { return len(m.signs) + len(m.words) }

// What signs count for beside words, which says how freely the fit may use them.
const (
	cueStep   = .5
	shapeStep = .3
)

// ownSign marks cases that we wrote: what they have in common, but owners'
// questions do not, is put down to it. It is not part of the model.
const ownSign = "own_case"

// leastCases is in how many cases a word must occur at least, and mostWords how
// many words a model knows at most, which keeps it below 2 MB.
const (
	leastCases = 3
	mostWords  = 20_000
)

// vocabulary picks the words that occur most often, sorted. A beginning or an end
// that occurs exactly as often as a longer one says nothing more and is left out.
func vocabulary(features []articulation.Features) []string {
	count := map[string]int{}
	for _, f := range features {
		for _, w := range f.Words {
			count[w]++
		}
	}
	longer := map[string]bool{}
	for w, n := range count {
		if shorter := shortened(w); count[shorter] == n {
			longer[shorter] = true
		}
	}
	maps.DeleteFunc(count, func(w string, n int) bool { return n < leastCases || longer[w] })
	list := slices.SortedFunc(maps.Keys(count), func(a, b string) int {
		return cmp.Or(-cmp.Compare(count[a], count[b]), cmp.Compare(a, b))
	})
	list = list[:min(len(list), mostWords)]
	slices.Sort(list)
	return list
}

// shortened is the beginning or end that is one byte shorter; of a whole word the
// beginning of the same letters, of a pair nothing.
func shortened(name string) string {
	switch kind := name[:2]; kind {
	case "w:":
		return "p:" + name[2:]
	case "p:":
		return name[:len(name)-1]
	case "s:":
		return kind + name[3:]
	}
	return ""
}

// newMatrix makes an empty matrix over the signs that occur and given words.
func newMatrix(features []articulation.Features, words []string) *matrix {
	signs := map[string]bool{ownSign: true}
	for _, f := range features {
		for s := range f.Signs {
			signs[s] = true
		}
	}
	m := &matrix{signs: slices.Sorted(maps.Keys(signs)), words: words}
	m.weighRarity(features)
	return m.like()
}

// like is an empty matrix over the same signs and words.
func (m *matrix) like() *matrix {
	part := matrix{signs: m.signs, words: m.words, rarity: m.rarity, start: []int{0}}
	whole := part
	whole.clauses, whole.clause = &part, []int{0}
	return &whole
}

// fill adds a row for each case; own tells which are cases that we wrote.
func (m *matrix) fill(features []articulation.Features, own []bool) {
	for i, f := range features {
		m.appendRow(f, own[i])
	}
}

// weighRarity gives each word the logarithm of how rare it is (inverse document
// frequency).
func (m *matrix) weighRarity(features []articulation.Features) {
	count := make([]float64, len(m.words))
	for _, f := range features {
		for _, w := range f.Words {
			if at, ok := slices.BinarySearch(m.words, w); ok {
				count[at]++
			}
		}
	}
	m.rarity = make([]float64, len(m.words))
	for i, n := range count {
		m.rarity[i] = math.Log(float64(len(features)+1) / (n + .5))
	}
}

// appendRow adds a case: signs by their strength, words by their rarity; and its
// clauses, words alone.
func (m *matrix) appendRow(f articulation.Features, own bool) {
	for i, s := range m.signs {
		x := signStep(s) * f.Signs[s]
		if s == ownSign && own {
			x = cueStep
		}
		if x != 0 {
			m.column, m.value = append(m.column, int32(i)), append(m.value, float32(x))
		}
	}
	places := m.places(f.Words)
	m.appendWords(places)
	for _, clause := range f.Clauses {
		m.clauses.appendWords(some(places, clause))
	}
	m.clause = append(m.clause, m.clauses.rows())
}

// places are where words stand in the matrix, -1 for those that it does not have.
func (m *matrix) places(words []string) []int {
	list := make([]int, len(words))
	for i, w := range words {
		at, ok := slices.BinarySearch(m.words, w)
		if list[i] = at; !ok {
			list[i] = -1
		}
	}
	return list
}

// some are the places of some of the words.
func some(places []int, words []int32) []int {
	list := make([]int, len(words))
	for i, w := range words {
		list[i] = places[w]
	}
	return list
}

// appendWords ends a row with words, those of each kind scaled to length 1.
func (m *matrix) appendWords(places []int) {
	length := map[byte]float64{}
	for _, i := range places {
		if i >= 0 {
			length[m.words[i][0]] += m.rarity[i] * m.rarity[i]
		}
	}
	for _, i := range places {
		if i >= 0 {
			m.column = append(m.column, int32(len(m.signs)+i)) //nolint:gosec // no more columns than mostWords and signs
			m.value = append(m.value, float32(m.rarity[i]/math.Sqrt(length[m.words[i][0]])))
		}
	}
	m.start = append(m.start, len(m.column))
}

// signStep is the value of a sign at full strength.
func signStep(name string) float64 {
	if articulation.IsShape(name) {
		return shapeStep
	}
	return cueStep
}

// dot is the number of a row under weights, of which the last is the bias.
func (m *matrix) dot(row int, w []float64) float64 { return m.sum(row, w) + w[len(w)-1] }

// sum is dot without the bias.
func (m *matrix) sum(row int, w []float64) float64 {
	var sum float64
	for i := m.start[row]; i < m.start[row+1]; i++ {
		sum += float64(m.value[i]) * w[m.column[i]]
	}
	return sum
}

// spread adds a row times x to a gradient, the bias apart.
func (m *matrix) spread(row int, x float64, gradient []float64) {
	for i := m.start[row]; i < m.start[row+1]; i++ {
		gradient[m.column[i]] += float64(m.value[i]) * x
	}
}
