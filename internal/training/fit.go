package training

import (
	"fmt"
	"math"
	"slices"

	"gonum.org/v1/gonum/optimize"
)

// task is one thing to learn: a target for each row, with how much the row
// counts. Rows of weight 0 are left out.
type task struct {
	target, weight []float64
	lines          []line // what a row's number counts for; nil leaves numbers as they are
	loss           loss
	ease           float64  // how far weights may go: the inverse of the penalty
	byClause       bool     // the clause that says most counts once more, in part
	stressed       stressed // which clause that is, nil before it is known
}

// newTask is a task for so many rows, none of which counts yet.
func newTask(rows int, ease float64) task {
	return task{loss: logLoss, ease: ease, target: make([]float64, rows), weight: make([]float64, rows)}
}

// line makes another number of a number: so many times as much, from a start.
type line struct{ start, times float64 }

// wrong is how wrong a number is for a row, and how that changes with the number.
func (t task) wrong(row int, number float64) (value, slope float64) {
	if t.lines == nil {
		return t.loss(number, t.target[row])
	}
	l := t.lines[row]
	value, slope = t.loss(l.start+l.times*number, t.target[row])
	return value, slope * l.times
}

// loss is how wrong a number is for a target, and how that changes with the
// number.
type loss func(number, target float64) (value, slope float64)

// logLoss is for targets of 0 or 1, or a probability between.
func logLoss(number, target float64) (value, slope float64) {
	value = math.Max(number, 0) - number*target + math.Log1p(math.Exp(-math.Abs(number)))
	return value, logistic(number) - target
}

func logistic(number float64) float64 { return 1 / (1 + math.Exp(-number)) }

// The fit stops when it no longer moves.
const (
	mostSteps    = 150
	leastSlope   = 2e-3
	leastGained  = 1e-6 // as a share of the cost, over
	idleSteps    = 3
	remembered   = 8  // steps that L-BFGS keeps
	penaltyOfOne = .5 // for a weight of 1
)

// fit finds the weights that are least wrong, with a penalty on their squares;
// the last one is the bias, which has none. Which clause says most is only known
// by weights: those that are found first tell it, and are found anew.
func fit(m *matrix, t task) ([]float64, error) {
	w, err := search(m, t, make([]float64, m.columns()+1))
	if err != nil || !t.byClause {
		return w, err
	}
	t.stressed = m.strongest(w)
	return search(m, t, w)
}

// search finds weights from a start on. A search that ends for want of a better
// step has found them.
func search(m *matrix, t task, start []float64) ([]float64, error) {
	c := &cost{task: t, matrix: m, slopes: make([]float64, m.rows())}
	problem := optimize.Problem{Func: c.at, Grad: c.gradient}
	settings := &optimize.Settings{
		MajorIterations: mostSteps, GradientThreshold: leastSlope,
		Converger: &optimize.FunctionConverge{Relative: leastGained, Iterations: idleSteps},
	}
	result, err := optimize.Minimize(problem, start, settings, &optimize.LBFGS{Store: remembered})
	if err != nil && result == nil {
		return nil, fmt.Errorf("fit weights: %w", err)
	}
	return result.X, nil
}

// cost is what weights cost: the sum of losses and penalty. A search asks for the
// gradient where it asked for the cost, so that what each row says there is kept.
type cost struct {
	task
	matrix  *matrix
	weights []float64 // for which the slopes are
	slopes  []float64 // of each row
}

// at is the cost of weights.
func (c *cost) at(w []float64) float64 {
	var sum float64
	for row := range c.slopes {
		if c.weight[row] == 0 {
			continue
		}
		value, slope := c.wrong(row, c.stressed.dot(c.matrix, row, w))
		c.slopes[row] = slope
		sum += c.ease * c.weight[row] * value
	}
	for _, x := range w[:len(w)-1] {
		sum += penaltyOfOne * x * x
	}
	c.weights = append(c.weights[:0], w...)
	return sum
}

// gradient fills in how the cost changes with each weight.
func (c *cost) gradient(gradient, w []float64) {
	if !slices.Equal(c.weights, w) {
		c.at(w)
	}
	clear(gradient)
	for row, slope := range c.slopes {
		if c.weight[row] != 0 {
			c.stressed.spread(c.matrix, row, c.ease*c.weight[row]*slope, gradient)
		}
	}
	for i, x := range w[:len(w)-1] {
		gradient[i] += x
	}
}
