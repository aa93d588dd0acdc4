// Package mcda ranks alternatives on several criteria by published methods of
// decision analysis: weighted sum, ordered weighted average, TOPSIS, VIKOR and
// PROMETHEE II.
//
// Tandem ranks by the Nash product, which judges each pair alone. These methods
// judge an alternative against the others, so that adding a third can turn two
// round; they serve as a check on the first place, never as the ranking.
package mcda

import (
	"fmt"
	"math"
	"slices"

	"github.com/tandem-hbo/tandem/internal/tandem"
)

// Criterion is one thing that alternatives are judged on.
type Criterion struct {
	Weight float64 // weights need not add up to 1, but they usually do
	Cost   bool    // lower is better
}

// Problem is a decision matrix: a row for each alternative, a column for each
// criterion. It is never changed.
type Problem struct {
	rows     [][]float64
	criteria []Criterion
}

// New makes a problem of rows, which it copies. The error is of kind Invalid when
// there is no row, a row has another length than the criteria, or a number is
// not finite.
func New(criteria []Criterion, rows [][]float64) (Problem, error) {
	p := Problem{criteria: slices.Clone(criteria)}
	if len(rows) == 0 || len(criteria) == 0 {
		return Problem{}, fmt.Errorf("decide among %d alternatives on %d criteria: %w", len(rows), len(criteria), tandem.Invalid)
	}
	for i, row := range rows {
		if len(row) != len(criteria) {
			return Problem{}, fmt.Errorf("row %d has %d numbers, want %d: %w", i, len(row), len(criteria), tandem.Invalid)
		}
		for _, x := range row {
			if math.IsNaN(x) || math.IsInf(x, 0) {
				return Problem{}, fmt.Errorf("row %d holds %v: %w", i, x, tandem.Invalid)
			}
		}
		p.rows = append(p.rows, slices.Clone(row))
	}
	return p, nil
}

// Scale says how a weighted sum makes criteria comparable.
type Scale int

// The scales.
const (
	AsIs      Scale = iota // the numbers share a scale; a cost counts below zero
	ByColumn               // share of the column's sum; a cost counts by its inverse
	ByLargest              // share of the column's largest; a cost is the smallest's share of it
)

// WeightedSum adds up the weighted numbers of each alternative; higher is better.
func (p Problem) WeightedSum(s Scale) []float64 {
	worth := make([]float64, len(p.rows))
	for k, c := range p.criteria {
		for i, x := range s.column(p.column(k), c.Cost) {
			worth[i] += c.Weight * x
		}
	}
	return worth
}

// column is the numbers of one criterion.
func (p Problem) column(k int) []float64 {
	list := make([]float64, len(p.rows))
	for i, row := range p.rows {
		list[i] = row[k]
	}
	return list
}

// column puts one column on the scale, so that higher is better.
func (s Scale) column(list []float64, cost bool) []float64 {
	low, high := slices.Min(list), slices.Max(list)
	for i, x := range list {
		switch {
		case s == AsIs && cost:
			list[i] = -x
		case s == ByColumn && cost:
			list[i] = share(1, x)
		case s == ByLargest && cost:
			list[i] = share(low, x)
		case s == ByLargest:
			list[i] = share(x, high)
		}
	}
	if s == ByColumn {
		total := sum(list)
		for i, x := range list {
			list[i] = share(x, total)
		}
	}
	return list
}

// OrderedAverage weighs each alternative's own numbers from its best to its
// worst with the weights given (Yager's OWA), so that 0, ..., 0, 1 judges it by
// its worst criterion. The criteria must share a scale; their weights do not
// count. Higher is better.
func (p Problem) OrderedAverage(weights []float64) []float64 {
	worth := make([]float64, len(p.rows))
	for i, row := range p.rows {
		row = slices.Clone(row)
		for k, c := range p.criteria {
			if c.Cost {
				row[k] = -row[k]
			}
		}
		slices.Sort(row)
		slices.Reverse(row)
		for k, x := range row[:min(len(row), len(weights))] {
			worth[i] += weights[k] * x
		}
	}
	return worth
}

func sum(list []float64) float64 {
	var total float64
	for _, x := range list {
		total += x
	}
	return total
}

// share is a part of a whole; nothing of a whole that is nothing.
func share(part, whole float64) float64 {
	if whole == 0 {
		return 0
	}
	return part / whole
}
