package training

import "github.com/tandem-hbo/tandem/internal/articulation"

// stressed tells for each row of a matrix which of its clauses counts once more, in
// part; none is for a row without words.
type stressed []int

const none = -1

// strongest finds for each row the clause that says most under weights.
func (m *matrix) strongest(w []float64) stressed {
	list := make(stressed, m.rows())
	for row := range list {
		list[row], _ = m.most(row, w)
	}
	return list
}

// most is the clause of a row with the highest number under weights, and the number:
// 0 when there is none. Clauses without known words do not count.
func (m *matrix) most(row int, w []float64) (clause int, number float64) {
	clause = none
	for c := m.clause[row]; c < m.clause[row+1]; c++ {
		if m.clauses.start[c] == m.clauses.start[c+1] {
			continue
		}
		if x := m.clauses.sum(c, w); clause == none || x > number {
			clause, number = c, x
		}
	}
	return clause, number
}

// dot is the number of a row of a matrix with its stress.
func (s stressed) dot(m *matrix, row int, w []float64) float64 {
	number := m.dot(row, w)
	if s != nil && s[row] != none {
		number += articulation.ClauseShare * m.clauses.sum(s[row], w)
	}
	return number
}

// spread adds a row with its stress, times x, to a gradient.
func (s stressed) spread(m *matrix, row int, x float64, gradient []float64) {
	m.spread(row, x, gradient)
	gradient[len(gradient)-1] += x
	if s != nil && s[row] != none {
		m.clauses.spread(s[row], articulation.ClauseShare*x, gradient)
	}
}
