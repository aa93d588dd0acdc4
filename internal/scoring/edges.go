package scoring

import (
	"math"
	"slices"
	"time"

	"github.com/tandem-hbo/tandem/internal/tandem"
)

// Edge is one feasible pair with the weight that allocation works with. Question
// and Offering are places in the lists. Company, Education and Effort (that of the
// company) are those of the pair's Score in 0..10000, cut off at both ends.
type Edge struct {
	Question  int32
	Offering  int32
	Weight    int32 // 1..10000
	Company   uint16
	Education uint16
	Effort    uint16
}

// together is how many questions go past a tile while it is in the processor's
// first cache.
const together = 16

// leastWorth is what a pair needs, a little less than 0.5 in 10,000, for its
// weight not to be rounded to zero.
const leastWorth = .5/10000 - 1e-9

// Scorer finds the best pairs of many questions. It has memory of its own: use
// one for each goroutine.
type Scorer struct {
	index  *Index
	most   int
	sheets []sheet
}

// Scorer makes a scorer that keeps the given number of pairs for each question.
func (ix *Index) Scorer(most int) *Scorer {
	s := &Scorer{index: ix, most: most, sheets: make([]sheet, together)}
	for i := range s.sheets {
		s.sheets[i] = ix.sheet()
		s.sheets[i].rough = s.sheets[0].rough
	}
	return s
}

// Edges appends the best pairs of each question, question by question and best
// first: those that no rule shuts and that both sides gain from. first is the
// number of the first question, now the moment of asking.
func (s *Scorer) Edges(list []Edge, first int, questions []tandem.Question, now time.Time) []Edge {
	var b Batch
	for part := range slices.Chunk(questions, together) {
		b.Fill(s.index.model, part, now)
		s.ask(b.list)
		list = s.collect(list, first, len(part), (*best).sorted)
		first += len(part)
	}
	return list
}

// Pairs is Edges of a batch, the pairs of a question in the order of the offerings:
// who puts pairs of several indexes together needs no other.
func (s *Scorer) Pairs(list []Edge, first int, b Batch) []Edge {
	for part := range slices.Chunk(b.list, together) {
		s.ask(part)
		list = s.collect(list, first, len(part), (*best).inOrder)
		first += len(part)
	}
	return list
}

// ask scores some questions, no more than there are sheets.
func (s *Scorer) ask(questions []asked) {
	for i := range questions {
		s.index.ask(&s.sheets[i], &questions[i])
	}
	s.score(len(questions))
}

// score is the hot loop: nothing in it asks for memory.
func (s *Scorer) score(n int) {
	for i := range n {
		s.sheets[i].empty(s.most)
		s.index.prime(&s.sheets[i], s.sheets[i].open)
	}
	for _, v := range s.index.visits {
		for i := range n {
			sheet := &s.sheets[i]
			if open := sheet.open[v.tile]; open != 0 && sheet.gain[v.run] > 0 {
				s.index.sift(sheet, v, open)
			}
		}
	}
	for i := range n {
		s.index.settle(&s.sheets[i])
	}
}

// empty forgets what was found for the question before.
func (s *sheet) empty(most int) {
	s.best.empty(most, leastWorth)
	s.guesses, s.room = s.guesses[:0], most+spare
}

func (s *Scorer) collect(list []Edge, first, n int, kept func(*best) []candidate) []Edge {
	for i := range n {
		for _, c := range kept(&s.sheets[i].best) {
			if c.weight > 0 {
				list = append(list, s.index.edge(&s.sheets[i], first+i, c))
			}
		}
	}
	return list
}

func (ix *Index) edge(s *sheet, question int, c candidate) Edge {
	l := &ix.exact[c.lane]
	company := &s.asked.offerings[ix.runs[l.run].form.index]
	return Edge{
		Question: small(question), Offering: c.at, Weight: c.weight, Company: points(company.sum),
		Education: points(dot(&l.wishes, &s.asked.offers)), Effort: points(company.effort),
	}
}

// points is a share in whole ten-thousandths.
func points(x float64) uint16 { return uint16(math.Round(10000 * min(1, max(0, x)))) }
